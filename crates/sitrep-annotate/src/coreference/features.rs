//! How a mention presents itself: its form, what it can be, its words, number and gender.

use sitrep_types::{ActorKind, Mention, MentionKind, Upos};

use crate::actor::ActorReader;
use crate::tree::Tree;

/// What a mention can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    Body,
    Place,
    Thing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Name,
    Description,
    Pronoun,
}

/// How a mention presents itself.
#[derive(Debug, Clone)]
pub(super) struct Features {
    pub(super) form: Form,
    pub(super) sort: Sort,
    /// The kind of actor, where the mention tells.
    pub(super) actor_kind: Option<ActorKind>,
    /// Identifier in the actor table.
    pub(super) entry: Option<String>,
    /// Lower-case words without articles.
    pub(super) words: Vec<String>,
    /// Head's dictionary form.
    pub(super) head: String,
    pub(super) plural: bool,
    pub(super) definite: bool,
    /// Modifiers that tell it from others: proper adjectives, names, ordinals.
    pub(super) distinguishing: Vec<String>,
    pub(super) sentence: usize,
    /// Higher for subjects.
    pub(super) prominence: i32,
    pub(super) role: Option<String>,
    pub(super) female: Option<bool>,
}

impl Features {
    pub(super) fn read(reader: &ActorReader<'_>, index: usize) -> Self {
        let tree = reader.tree;
        let mention = &reader.mentions[index];
        let head = mention.head;
        let text = mention.span.slice(tree.text).unwrap_or_default();
        let words: Vec<String> = tree
            .words_in(mention.span)
            .map(|token| tree.lower(token))
            .filter(|word| !matches!(word.as_str(), "the" | "a" | "an" | "-" | "'s" | "’s" | "." | ","))
            .collect();
        let lower = text.to_lowercase();
        let pronoun = mention.kind == MentionKind::Description && tree.upos(head) == Upos::Pron;
        let form = match mention.kind {
            MentionKind::Description if pronoun => Form::Pronoun,
            MentionKind::Description => Form::Description,
            _ => Form::Name,
        };
        let actor = match mention.kind {
            MentionKind::Description if !pronoun => reader.description(mention),
            _ => None,
        };
        let entry = if pronoun { None } else { reader.entry(mention).map(|entry| entry.id.clone()) };
        let outlet = form == Form::Name
            && (reader.resources.outlets.named(text).is_some() || reader.resources.agencies.named(text).is_some());
        let actor_kind = match (&entry, &actor) {
            _ if outlet => Some(ActorKind::Media),
            (Some(id), _) => reader.resources.actors.by_id(id).map(|entry| entry.kind),
            (None, Some(actor)) => Some(actor.kind),
            (None, None) => None,
        };
        let class = reader.resources.actors.noun(tree.lemma(head));
        let sort = match mention.kind {
            MentionKind::Person => Sort::Person,
            MentionKind::Organisation | MentionKind::Group => Sort::Body,
            MentionKind::Gpe | MentionKind::Location | MentionKind::Facility => Sort::Place,
            MentionKind::Weapon => Sort::Thing,
            MentionKind::Misc => entry.as_ref().map_or(Sort::Thing, |_| Sort::Body),
            // "The colonel said his men had won": one soldier is somebody, whatever force he belongs to.
            MentionKind::Description
                if form == Form::Description
                    && tree.lower(head) == tree.lemma(head)
                    && reader.resources.titles.rank(tree.lemma(head)).is_some() =>
            {
                Sort::Person
            }
            MentionKind::Description => match actor_kind {
                Some(ActorKind::Person) => Sort::Person,
                Some(ActorKind::Civilians) => Sort::Person,
                Some(_) => Sort::Body,
                None if class.is_some() => Sort::Person,
                None if is_place_noun(tree.lemma(head)) => Sort::Place,
                None => Sort::Thing,
            },
        };
        let definite = tree.children_by(head, &["det", "nmod:poss"]).any(|child| {
            matches!(tree.lower(child).as_str(), "the" | "this" | "that" | "these" | "those")
                || tree.deprel(child) == "nmod:poss"
        });
        let distinguishing = tree
            .words_in(mention.span)
            .filter(|token| *token != head)
            .filter(|token| matches!(tree.upos(*token), Upos::Propn | Upos::Adj | Upos::Noun | Upos::Num))
            .map(|token| tree.lemma(token).to_owned())
            .collect();
        let female = match lower.as_str() {
            "she" | "her" | "hers" | "herself" => Some(true),
            "he" | "him" | "his" | "himself" => Some(false),
            _ => gender(tree.lemma(head)),
        };
        Self {
            form,
            sort,
            actor_kind,
            entry,
            plural: is_plural(tree, mention, &lower),
            words,
            head: tree.lemma(head).to_owned(),
            definite,
            distinguishing,
            sentence: tree.sentence_of(head),
            prominence: prominence(tree, head),
            role: if mention.kind == MentionKind::Person {
                reader.office_around(mention).role.map(|role| role.to_lowercase())
            } else {
                None
            },
            female,
        }
    }
}

fn gender(lemma: &str) -> Option<bool> {
    match lemma {
        "woman" | "girl" | "mother" | "wife" | "widow" | "daughter" | "sister" | "nun" | "spokeswoman"
        | "schoolgirl" | "queen" | "grandmother" | "policewoman" => Some(true),
        "man" | "boy" | "father" | "husband" | "son" | "brother" | "monk" | "spokesman" | "schoolboy" | "king"
        | "grandfather" | "policeman" | "imam" | "priest" => Some(false),
        _ => None,
    }
}

fn is_plural(tree: &Tree<'_>, mention: &Mention, lower: &str) -> bool {
    let head = mention.head;
    if matches!(lower, "they" | "them" | "their" | "theirs" | "themselves" | "we" | "us" | "our" | "ours" | "ourselves")
    {
        return true;
    }
    if tree.upos(head) == Upos::Pron {
        return false;
    }
    let word = tree.lower(head);
    // "Two of the attackers".
    if tree.upos(head) == Upos::Num {
        return !matches!(word.as_str(), "one" | "1");
    }
    let plural_noun = tree.upos(head) == Upos::Noun
        && (word != tree.lemma(head) && word.ends_with(['s', 'n'])
            || matches!(word.as_str(), "people" | "police" | "troops"));
    plural_noun || tree.child_by(head, &["conj"]).is_some_and(|child| tree.upos(child) == tree.upos(head))
}

fn prominence(tree: &Tree<'_>, head: usize) -> i32 {
    match tree.deprel(head) {
        "nsubj" | "nsubj:pass" | "nsubj:outer" => 6,
        "obj" | "root" => 3,
        "appos" => 1,
        "conj" => tree.head(head).map_or(1, |above| prominence_of(tree, above)),
        "nmod:poss" => 2,
        "iobj" | "obl" | "obl:agent" => 2,
        _ => 0,
    }
}

fn prominence_of(tree: &Tree<'_>, head: usize) -> i32 {
    match tree.relation(head) {
        "nsubj" => 5,
        "obj" | "obl" => 2,
        _ => 0,
    }
}

fn is_place_noun(lemma: &str) -> bool {
    matches!(
        lemma,
        "city"
            | "town"
            | "village"
            | "country"
            | "capital"
            | "province"
            | "district"
            | "region"
            | "state"
            | "island"
            | "area"
            | "camp"
            | "neighbourhood"
            | "neighborhood"
            | "quarter"
            | "suburb"
            | "enclave"
            | "port"
            | "hamlet"
            | "municipality"
            | "settlement"
    )
}
