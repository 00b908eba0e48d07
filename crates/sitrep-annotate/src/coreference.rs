//! Coreference within the document: names and their other forms, definite descriptions, pronouns.
//!
//! One pass from left to right. A name joins the chain of the same name, alias, acronym or surname; a definite
//! description one with the same head, or the latest actor that it can describe; a pronoun the most salient chain
//! that agrees with it. Rules, no model: each link can be explained.

use sitrep_gazetteer::Gazetteer;
use sitrep_resources::Resources;
use sitrep_types::{ActorKind, Chain, Mention, MentionKind, Upos};

use crate::actor::{ActorReader, one_line};
use crate::tree::Tree;

/// A description looks back this many sentences, a pronoun this many.
const DESCRIPTION_SENTENCES: usize = 12;
const PRONOUN_SENTENCES: usize = 3;

/// Chains a document's mentions, drops the mentions that turn out to refer to nobody and nothing again, and reads
/// the actor of each chain.
#[must_use]
pub fn chains(
    tree: &Tree<'_>,
    mentions: &mut Vec<Mention>,
    resources: &Resources,
    gazetteer: &Gazetteer,
) -> Vec<Chain> {
    let links = {
        let reader = ActorReader { tree, mentions, resources, gazetteer };
        let features: Vec<Features> = (0..mentions.len()).map(|index| Features::read(&reader, index)).collect();
        let mut linker = Linker { tree, mentions, features: &features, entities: Vec::new() };
        linker.link();
        linker.entities
    };
    prune(tree, mentions, links, resources, gazetteer)
}

/// What a mention can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Person,
    Body,
    Place,
    Thing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Name,
    Description,
    Pronoun,
}

/// How a mention presents itself.
#[derive(Debug, Clone)]
struct Features {
    form: Form,
    sort: Sort,
    /// The kind of actor, where the mention tells.
    actor_kind: Option<ActorKind>,
    /// Identifier in the actor table.
    entry: Option<String>,
    /// Lower-case words without articles.
    words: Vec<String>,
    /// Head's dictionary form.
    head: String,
    plural: bool,
    definite: bool,
    /// Modifiers that tell it from others: proper adjectives, names, ordinals.
    distinguishing: Vec<String>,
    sentence: usize,
    /// Higher for subjects.
    prominence: i32,
    role: Option<String>,
    female: Option<bool>,
}

impl Features {
    fn read(reader: &ActorReader<'_>, index: usize) -> Self {
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
        let actor_kind = match (&entry, &actor) {
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

/// A chain as it grows.
#[derive(Debug, Clone, Default)]
struct Entity {
    mentions: Vec<usize>,
}

struct Linker<'a> {
    tree: &'a Tree<'a>,
    mentions: &'a [Mention],
    features: &'a [Features],
    entities: Vec<Entity>,
}

impl Linker<'_> {
    fn link(&mut self) {
        let mut order: Vec<usize> = (0..self.mentions.len()).collect();
        order.sort_by_key(|index| (self.mentions[*index].head, *index));
        for index in order {
            let found = match self.features[index].form {
                Form::Name => self.for_name(index).or_else(|| self.for_apposition(index)),
                Form::Description => self.for_apposition(index).or_else(|| self.for_description(index)),
                Form::Pronoun => self.for_pronoun(index),
            };
            match found {
                Some(entity) => self.entities[entity].mentions.push(index),
                None => self.entities.push(Entity { mentions: vec![index] }),
            }
        }
    }

    /// Chains from the latest mention backwards.
    fn recent(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.entities.len()).collect();
        order.sort_by_key(|entity| {
            std::cmp::Reverse(self.entities[*entity].mentions.last().map(|last| self.mentions[*last].head))
        });
        order
    }

    fn of<'s>(&'s self, entity: usize) -> impl Iterator<Item = (&'s Mention, &'s Features)> + 's {
        self.entities[entity].mentions.iter().map(|index| (&self.mentions[*index], &self.features[*index]))
    }

    fn for_name(&self, index: usize) -> Option<usize> {
        let (mention, own) = (&self.mentions[index], &self.features[index]);
        self.recent().into_iter().find(|entity| {
            self.of(*entity).any(|(other_mention, other)| {
                if other.form != Form::Name {
                    return false;
                }
                if let (Some(one), Some(two)) = (&own.entry, &other.entry) {
                    return one == two;
                }
                if own.words == other.words {
                    return compatible_kinds(mention.kind, other_mention.kind);
                }
                match (mention.kind, other_mention.kind) {
                    (MentionKind::Person, MentionKind::Person | MentionKind::Misc)
                    | (MentionKind::Misc, MentionKind::Person) => same_person(&own.words, &other.words),
                    (MentionKind::Organisation | MentionKind::Misc, MentionKind::Organisation | MentionKind::Misc) => {
                        is_acronym_of(self.text(mention), self.text(other_mention))
                            || is_acronym_of(self.text(other_mention), self.text(mention))
                            || own.words.len() > 1
                                && other.words.len() > 1
                                && (other.words.ends_with(&own.words)
                                    || other.words.starts_with(&own.words)
                                    || own.words.ends_with(&other.words))
                    }
                    _ => false,
                }
            })
        })
    }

    fn text(&self, mention: &Mention) -> &str {
        mention.span.slice(self.tree.text).unwrap_or_default()
    }

    /// "Raed Jawdat, the commander": both mentions are one.
    fn for_apposition(&self, index: usize) -> Option<usize> {
        let (mention, own) = (&self.mentions[index], &self.features[index]);
        let head = self.tree.head(mention.head)?;
        if self.tree.relation(mention.head) != "appos" || self.tree.child_by(mention.head, &["conj"]).is_some() {
            return None;
        }
        let entity = self
            .entities
            .iter()
            .position(|entity| entity.mentions.iter().any(|other| self.mentions[*other].head == head))?;
        let agrees = self.of(entity).any(|(_, other)| {
            (other.sort == own.sort || own.sort == Sort::Thing || other.sort == Sort::Thing)
                && other.plural == own.plural
        });
        agrees.then_some(entity)
    }

    fn for_description(&self, index: usize) -> Option<usize> {
        let own = &self.features[index];
        if !own.definite && !own.plural {
            return None;
        }
        let by_head = |entity: &usize| {
            self.of(*entity).any(|(_, other)| {
                other.form == Form::Description
                    && other.head == own.head
                    && other.plural == own.plural
                    && own.sentence.saturating_sub(other.sentence) <= DESCRIPTION_SENTENCES
                    && (own.distinguishing.iter().all(|word| other.distinguishing.contains(word)))
                    && (!own.distinguishing.is_empty() || own.definite)
                    && (own.definite || other.distinguishing == own.distinguishing && own.actor_kind.is_some())
            })
        };
        let recent = self.recent();
        if let Some(entity) = recent.iter().copied().find(|entity| by_head(entity)) {
            return Some(entity);
        }
        if let Some(id) = &own.entry {
            return recent
                .into_iter()
                .find(|entity| self.of(*entity).any(|(_, other)| other.entry.as_ref() == Some(id)));
        }
        if !own.definite || own.distinguishing.iter().any(|word| word.starts_with(char::is_uppercase)) {
            return None;
        }
        let near = |entity: &usize| {
            self.of(*entity)
                .last()
                .is_some_and(|(_, other)| own.sentence.saturating_sub(other.sentence) <= DESCRIPTION_SENTENCES / 2)
        };
        let possessed = self.tree.child_by(self.mentions[index].head, &["nmod:poss"]).is_some();
        if possessed {
            return None;
        }
        match own.sort {
            Sort::Person if !own.plural => recent.into_iter().filter(near).find(|entity| {
                self.of(*entity).any(|(_, other)| {
                    other.form == Form::Name
                        && other.role.as_deref().is_some_and(|role| role.split([' ', ',']).any(|word| word == own.head))
                })
            }),
            Sort::Body => recent.into_iter().filter(near).find(|entity| self.can_be_called(*entity, own)),
            Sort::Place if own.distinguishing.is_empty() => recent.into_iter().filter(near).find(|entity| {
                let places = self.of(*entity).any(|(mention, _)| mention.kind == MentionKind::Gpe);
                places && matches!(own.head.as_str(), "city" | "town" | "village" | "country" | "capital")
            }),
            _ => None,
        }
    }

    /// Whether a named body can be called by this description: "the jihadists", "the group", "the elite force".
    fn can_be_called(&self, entity: usize, own: &Features) -> bool {
        let named = self.of(entity).find(|(_, other)| other.form == Form::Name && other.sort == Sort::Body);
        let Some((mention, other)) = named else { return false };
        if mention.kind == MentionKind::Group {
            return false;
        }
        if own.head == "group"
            || own.head == "organisation"
            || own.head == "organization"
            || own.head == "movement"
            || own.head == "militia"
        {
            return !matches!(
                other.actor_kind,
                Some(ActorKind::StateForce | ActorKind::Government | ActorKind::International | ActorKind::Media)
            );
        }
        match (own.actor_kind, other.actor_kind) {
            (Some(ActorKind::ArmedGroup), Some(ActorKind::ArmedGroup)) => {
                own.distinguishing.is_empty() || own.distinguishing.iter().all(|word| is_plain_adjective(word))
            }
            (Some(ActorKind::StateForce), Some(ActorKind::StateForce)) => {
                own.distinguishing.iter().all(|word| is_plain_adjective(word))
            }
            (Some(ActorKind::International), Some(ActorKind::International)) => own.distinguishing.is_empty(),
            (Some(ActorKind::Government), None) => other.words.iter().any(|word| *word == own.head),
            (Some(ActorKind::Unknown), _) => own.distinguishing.iter().all(|word| is_plain_adjective(word)),
            _ => false,
        }
    }

    fn for_pronoun(&self, index: usize) -> Option<usize> {
        let (mention, own) = (&self.mentions[index], &self.features[index]);
        let lower = self.tree.lower(mention.head);
        if self.tree.relation(mention.head) == "expl" || lower == "it" && self.is_pleonastic(mention.head) {
            return None;
        }
        match lower.as_str() {
            "we" | "us" | "our" | "ours" | "ourselves" => {
                return self.same_pronoun(index, &["we", "us", "our", "ours", "ourselves"]);
            }
            "i" | "me" | "my" | "mine" | "myself" => {
                return self.same_pronoun(index, &["i", "me", "my", "mine", "myself"]);
            }
            "you" | "your" => return self.same_pronoun(index, &["you", "your"]),
            _ => {}
        }
        let singular_person = own.female.is_some();
        let candidates = self.entities.iter().enumerate().filter_map(|(entity, chain)| {
            let last = *chain.mentions.iter().rev().find(|other| self.mentions[**other].head < mention.head)?;
            let features = &self.features[last];
            let distance = own.sentence.checked_sub(features.sentence)?;
            if distance > PRONOUN_SENTENCES
                || self.is_inside(mention, last)
                || self.same_clause_clash(mention.head, self.mentions[last].head, &lower)
            {
                return None;
            }
            let agrees = self
                .of(entity)
                .any(|(_, other)| other.form != Form::Pronoun && self.agrees(own, other, &lower, singular_person))
                || chain.mentions.iter().all(|other| self.features[*other].form == Form::Pronoun)
                    && self.tree.lower(self.mentions[last].head).chars().next() == lower.chars().next();
            let clash = self
                .of(entity)
                .any(|(_, other)| matches!((other.female, own.female), (Some(one), Some(two)) if one != two));
            if !agrees || clash {
                return None;
            }
            let best = chain
                .mentions
                .iter()
                .filter(|other| {
                    self.features[**other].sentence == features.sentence && self.mentions[**other].head < mention.head
                })
                .map(|other| self.features[*other].prominence)
                .max()
                .unwrap_or(0);
            let named = i32::from(self.of(entity).any(|(_, other)| other.form == Form::Name));
            let often = i32::try_from(chain.mentions.len().min(4)).unwrap_or(0);
            let distance = i32::try_from(distance).unwrap_or(i32::MAX / 16);
            Some((best * 2 + named * 2 + often - distance * 7, self.mentions[last].head, entity))
        });
        candidates.max().map(|(_, _, entity)| entity)
    }

    fn same_pronoun(&self, index: usize, forms: &[&str]) -> Option<usize> {
        let own = &self.features[index];
        self.recent().into_iter().find(|entity| {
            self.of(*entity).any(|(mention, other)| {
                other.form == Form::Pronoun
                    && forms.contains(&self.tree.lower(mention.head).as_str())
                    && own.sentence.saturating_sub(other.sentence) <= PRONOUN_SENTENCES * 2
            })
        })
    }

    fn agrees(&self, own: &Features, other: &Features, lower: &str, singular_person: bool) -> bool {
        if singular_person {
            return other.sort == Sort::Person && !other.plural;
        }
        if own.plural {
            return match other.sort {
                Sort::Body => other.plural || other.form == Form::Name || other.actor_kind.is_some(),
                Sort::Person | Sort::Thing => other.plural,
                Sort::Place => false,
            };
        }
        debug_assert!(lower.starts_with("it"), "only it, its and itself are left");
        other.sort != Sort::Person && !other.plural
    }

    /// A pronoun inside a mention's own phrase does not refer to it: "his men".
    fn is_inside(&self, pronoun: &Mention, other: usize) -> bool {
        let head = self.mentions[other].head;
        self.mentions[other].span.contains(pronoun.span)
            || self.tree.ancestors(pronoun.head).take(4).any(|above| above == head)
                && self.tree.relation(pronoun.head) != "nsubj"
    }

    /// Subject and object of one verb are two, unless the object is reflexive.
    fn same_clause_clash(&self, pronoun: usize, other: usize, lower: &str) -> bool {
        if lower.ends_with("self") || lower.ends_with("selves") || self.tree.deprel(pronoun) == "nmod:poss" {
            return false;
        }
        let arguments = |token: usize| matches!(self.tree.relation(token), "nsubj" | "obj" | "iobj" | "obl");
        arguments(pronoun)
            && arguments(other)
            && self.tree.head(pronoun) == self.tree.head(other)
            && self.tree.head(pronoun).is_some()
    }

    /// "it is likely that", "it was reported that", "it rained".
    fn is_pleonastic(&self, pronoun: usize) -> bool {
        let Some(head) = self.tree.head(pronoun) else { return false };
        if self.tree.relation(pronoun) != "nsubj" {
            return false;
        }
        let clause = self.tree.children_by(head, &["ccomp", "csubj", "xcomp", "advcl"]).any(|child| child > head);
        let adjective = self.tree.upos(head) == Upos::Adj && self.tree.child_by(head, &["cop"]).is_some();
        let passive = self.tree.children_by(head, &["aux:pass"]).next().is_some();
        clause && (adjective || passive) || matches!(self.tree.lemma(head), "seem" | "appear" | "rain" | "emerge")
    }
}

fn compatible_kinds(one: MentionKind, other: MentionKind) -> bool {
    let place = |kind: MentionKind| matches!(kind, MentionKind::Gpe | MentionKind::Location | MentionKind::Facility);
    one == other
        || place(one) && place(other)
        || one == MentionKind::Misc
        || other == MentionKind::Misc
        || !(one == MentionKind::Person
            || other == MentionKind::Person
            || one == MentionKind::Group
            || other == MentionKind::Group)
}

/// "Jawdat" is "Raed Shakir Jawdat": the shorter name's words end the longer one's.
fn same_person(one: &[String], other: &[String]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.is_empty() || short.iter().any(|word| word.len() < 2) && short.len() == 1 {
        return false;
    }
    long.ends_with(short)
        || short.len() == 1 && long.first() == short.first() && short[0].len() > 2
        || short.len() > 1 && short.iter().all(|word| long.contains(word))
}

/// "RSF" for "Rapid Support Forces".
fn is_acronym_of(short: &str, long: &str) -> bool {
    let letters: String = short.chars().filter(|character| character.is_alphanumeric()).collect();
    if letters.len() < 2 || letters.chars().any(char::is_lowercase) || long.split_whitespace().count() < 2 {
        return false;
    }
    let initials = |all: bool| -> String {
        long.split([' ', '-'])
            .filter_map(|word| word.chars().next())
            .filter(|first| all || first.is_uppercase())
            .flat_map(char::to_uppercase)
            .collect()
    };
    initials(false) == letters || initials(true) == letters
}

fn is_plain_adjective(word: &str) -> bool {
    matches!(
        word,
        "elite"
            | "armed"
            | "powerful"
            | "militant"
            | "terrorist"
            | "extremist"
            | "jihadist"
            | "terror"
            | "rebel"
            | "paramilitary"
            | "insurgent"
            | "whole"
            | "entire"
            | "same"
            | "murderous"
            | "islamist"
            | "ultra-hardline"
            | "hardline"
            | "self-styled"
    )
}

/// Keeps names, actors, resolved pronouns and whatever is mentioned twice; numbers the chains in the text's order.
fn prune(
    tree: &Tree<'_>,
    mentions: &mut Vec<Mention>,
    entities: Vec<Entity>,
    resources: &Resources,
    gazetteer: &Gazetteer,
) -> Vec<Chain> {
    let mut kept = vec![false; mentions.len()];
    let mut found: Vec<(Vec<usize>, Option<sitrep_types::ActorMention>)> = Vec::new();
    {
        let reader = ActorReader { tree, mentions, resources, gazetteer };
        for entity in entities {
            let mut chain = entity.mentions;
            chain.sort_unstable_by_key(|index| mentions[*index].span.start);
            let only_pronouns = chain.iter().all(|index| {
                tree.upos(mentions[*index].head) == Upos::Pron && mentions[*index].kind == MentionKind::Description
            });
            let actor = if only_pronouns { None } else { reader.read(&chain) };
            let named = chain.iter().any(|index| mentions[*index].kind != MentionKind::Description);
            if named || actor.is_some() || chain.len() > 1 {
                chain.iter().for_each(|index| kept[*index] = true);
                found.push((chain, actor));
            }
        }
    }
    // New numbers of the mentions that stay.
    let mut numbers = vec![usize::MAX; mentions.len()];
    let mut next = 0;
    for (index, stays) in kept.iter().enumerate() {
        if *stays {
            numbers[index] = next;
            next += 1;
        }
    }
    let mut index = 0;
    mentions.retain(|_| {
        index += 1;
        kept[index - 1]
    });
    let mut chains: Vec<Chain> = found
        .into_iter()
        .map(|(chain, actor)| {
            let chain: Vec<usize> = chain.into_iter().map(|index| numbers[index]).collect();
            Chain { name: chain_name(tree, mentions, &chain, actor.as_ref()), mentions: chain, actor }
        })
        .collect();
    chains.sort_by_key(|chain| chain.mentions.first().copied());
    for (number, chain) in chains.iter().enumerate() {
        for mention in &chain.mentions {
            mentions[*mention].chain = Some(number);
        }
    }
    chains
}

/// The fullest name, or the first description.
fn chain_name(
    tree: &Tree<'_>,
    mentions: &[Mention],
    chain: &[usize],
    actor: Option<&sitrep_types::ActorMention>,
) -> String {
    if let Some(actor) = actor.filter(|actor| actor.entry.is_some()) {
        return actor.name.clone();
    }
    let words = |index: &usize| one_line(mentions[*index].span.slice(tree.text).unwrap_or_default());
    let named = chain.iter().filter(|index| mentions[**index].kind != MentionKind::Description);
    named
        .max_by_key(|index| (mentions[**index].span.len(), usize::MAX - **index))
        .or_else(|| chain.iter().find(|index| tree.upos(mentions[**index].head) != Upos::Pron))
        .or_else(|| chain.first())
        .map(words)
        .unwrap_or_default()
}
