//! Mentions: what the encoder tags as names, what the table of actors knows, noun phrases and pronouns.

use sitrep_resources::Resources;
use sitrep_types::{ActorKind, Mention, MentionKind, Span, TimeExpression, Upos};

use crate::calendar::is_calendar_word;
use crate::reader::{EntityLabel, EntityTag};
use crate::tree::Tree;

/// Pronouns that stand for somebody or something named elsewhere.
const PRONOUNS: &[&str] = &[
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "it",
    "its",
    "itself",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
    "we",
    "us",
    "our",
    "ours",
    "ourselves",
    "i",
    "me",
    "my",
    "mine",
    "myself",
    "you",
    "your",
];

/// Every mention of the document, in order; where two begin alike the longer comes first. Names may stand inside
/// descriptions ("ISIS militants"), but no two mentions share a head.
#[must_use]
pub fn mentions(
    tree: &Tree<'_>,
    tags: &[Option<EntityTag>],
    times: &[TimeExpression],
    resources: &Resources,
) -> Vec<Mention> {
    let mut found = names(tree, tags, resources);
    // Days and months are no names here; nor is what the encoder tags without a capital or a digit in it.
    found.retain(|mention| {
        let words = tree.words_in(mention.span);
        let named = tree.is_caseless(words.start) && !is_class_noun(tree, words.clone(), resources)
            || words.clone().any(|token| tree.word(token).starts_with(|first: char| !first.is_lowercase()));
        let dated = mention.kind == MentionKind::Misc && times.iter().any(|time| time.span.overlaps(mention.span));
        let day = words.len() == 1 && is_day_or_month(&tree.lower(words.start));
        named && !dated && !day
    });
    // "the Houthis", which the encoder may take for a place: a listed group is none.
    let place = |mention: &&mut Mention| {
        matches!(mention.kind, MentionKind::Gpe | MentionKind::Location | MentionKind::Facility)
    };
    for mention in found.iter_mut().filter(place) {
        let listed = mention.span.slice(tree.text).and_then(|name| resources.actors.named(name));
        if listed.is_some_and(|entry| matches!(entry.kind, ActorKind::ArmedGroup | ActorKind::StateForce)) {
            mention.kind = MentionKind::Organisation;
        }
    }
    let named = Covered::by(tree, &found);
    let mut phrases = noun_phrases(tree, &named, resources);
    // "Badghis governor |Sher Agha Wardak": the office is part of how the person is named.
    phrases.retain(|phrase| {
        let last = tree.words_in(phrase.span).end;
        let before_person =
            found.iter().any(|name| name.kind == MentionKind::Person && tree.words_in(name.span).start == last);
        !(before_person
            && (resources.titles.offices.contains_key(tree.lemma(phrase.head))
                || is_title(tree, phrase.head, resources)))
    });
    found.extend(phrases);
    found.sort_by_key(|mention| (mention.span.start, usize::MAX - mention.span.end));
    found
}

/// "army", "river": a plain noun that the encoder took for a name where nothing is written large.
fn is_class_noun(tree: &Tree<'_>, words: std::ops::Range<usize>, resources: &Resources) -> bool {
    words.len() == 1
        && tree.upos(words.start) == Upos::Noun
        && (resources.actors.noun(tree.lemma(words.start)).is_some()
            || resources.actors.weak_noun(tree.lemma(words.start)).is_some())
}

/// Days and months but those that are words of their own, and the labels of a page that look like names.
fn is_day_or_month(word: &str) -> bool {
    is_calendar_word(word) && !matches!(word, "march" | "may") || matches!(word, "breaking" | "photo" | "image")
}

/// Which words stand in a name.
struct Covered(Vec<bool>);

impl Covered {
    fn by(tree: &Tree<'_>, mentions: &[Mention]) -> Self {
        let mut covered = vec![false; tree.tokens.len()];
        for mention in mentions {
            for word in tree.words_in(mention.span) {
                covered[word] = true;
            }
        }
        Self(covered)
    }
}

/// A run of words that is a name.
#[derive(Debug, Clone)]
struct Run {
    first: usize,
    end: usize,
    kind: MentionKind,
}

fn names(tree: &Tree<'_>, tags: &[Option<EntityTag>], resources: &Resources) -> Vec<Mention> {
    let mut runs = tagged_runs(tree, tags);
    runs = with_listed_actors(tree, tags, runs, resources);
    runs.extend(untagged_names(tree, &runs));
    runs.sort_by_key(|run| run.first);
    runs.iter_mut().for_each(|run| trim(tree, run, resources));
    runs.into_iter()
        .filter(|run| run.first < run.end)
        .map(|run| Mention {
            span: tree.stretch(run.first, run.end - 1),
            head: tree.head_of_run(run.first..run.end),
            kind: run.kind,
            chain: None,
        })
        .collect()
}

fn kind_of(label: EntityLabel) -> MentionKind {
    match label {
        EntityLabel::Per => MentionKind::Person,
        EntityLabel::Org => MentionKind::Organisation,
        EntityLabel::Norp => MentionKind::Group,
        EntityLabel::Gpe => MentionKind::Gpe,
        EntityLabel::Loc => MentionKind::Location,
        EntityLabel::Fac => MentionKind::Facility,
        EntityLabel::Misc => MentionKind::Misc,
    }
}

/// The runs of the encoder's tags, those parted only by a hyphen joined.
fn tagged_runs(tree: &Tree<'_>, tags: &[Option<EntityTag>]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut gap_starts: Option<usize> = None;
    for sentence in tree.sentences {
        let mut open = false;
        for token in sentence.first_token..sentence.end_token {
            let Some(tag) = tags.get(token).copied().flatten() else {
                open = false;
                if tree.word(token) != "-" {
                    gap_starts = None;
                }
                continue;
            };
            let kind = kind_of(tag.label);
            let joined = |run: &Run| run.kind == kind && run.end == token && open && !tag.begin;
            let hyphened = |run: &Run| {
                run.kind == kind && run.end + 1 == token && tree.word(run.end) == "-" && gap_starts == Some(run.end)
            };
            match runs.last_mut() {
                Some(run) if joined(run) || hyphened(run) && run.first >= sentence.first_token => run.end = token + 1,
                _ => runs.push(Run { first: token, end: token + 1, kind }),
            }
            open = true;
            gap_starts = Some(token + 1);
        }
        gap_starts = None;
    }
    runs
}

/// Adds the names that the table of actors lists, and widens tagged names to them.
fn with_listed_actors(tree: &Tree<'_>, tags: &[Option<EntityTag>], runs: Vec<Run>, resources: &Resources) -> Vec<Run> {
    let mut listed: Vec<Run> = Vec::new();
    // A hyphenated or possessive name has more words than blanks.
    let longest = resources.actors.longest_name_words() + 4;
    for sentence in tree.sentences {
        let mut first = sentence.first_token;
        while first < sentence.end_token {
            let limit = sentence.end_token.min(first + longest);
            let end = (first + 1..=limit).rev().find(|end| is_listed(tree, tags, first, *end, resources));
            match end {
                Some(end) => {
                    listed.push(Run { first, end, kind: MentionKind::Organisation });
                    first = end;
                }
                None => first += 1,
            }
        }
    }
    let mut kept: Vec<Run> = Vec::new();
    for run in runs {
        let overlaps = |other: &&Run| run.first < other.end && other.first < run.end;
        match listed.iter().find(overlaps) {
            // "Hamas-run health ministry", "Iraqi Army's 9th Division": the longer tagged name is the thing named.
            Some(entry)
                if run.first <= entry.first
                    && entry.end <= run.end
                    && (run.end - run.first) > (entry.end - entry.first) =>
            {
                let extra: Vec<usize> =
                    (run.first..run.end).filter(|token| !(entry.first..entry.end).contains(token)).collect();
                if extra.iter().all(|token| {
                    tree.upos(*token) == Upos::Punct
                        || matches!(tree.lower(*token).as_str(), "the" | "'s" | "’s" | "'" | "’" | "group")
                }) {
                    continue;
                }
                kept.push(run.clone());
            }
            Some(_) => {}
            None => kept.push(run),
        }
    }
    listed.retain(|entry| !kept.iter().any(|run| run.first <= entry.first && entry.end <= run.end));
    kept.extend(listed);
    kept
}

/// Whether these words, as written, are a listed name and not something else that looks like it.
fn is_listed(tree: &Tree<'_>, tags: &[Option<EntityTag>], first: usize, end: usize, resources: &Resources) -> bool {
    let text = tree.stretch(first, end - 1).slice(tree.text).unwrap_or_default();
    if tree.is_caseless(first) {
        return is_listed_small(tree, tags, first, end, resources);
    }
    let starts_well =
        tree.word(first).starts_with(|character: char| character.is_uppercase() || character.is_ascii_digit())
            || tree.lower(first) == "al"
            || tree.lower(first) == "peshmerga"
            || tree.lower(first) == "peshmergas"
            || tree.lower(first) == "junta"
            || tree.lower(first) == "anti";
    if !starts_well || matches!(tree.lower(first).as_str(), "the") || resources.actors.named(text).is_none() {
        return false;
    }
    if end - first > 1 {
        return true;
    }
    let tag = tags.get(first).copied().flatten().map(|tag| tag.label);
    let shouted =
        tree.sentence_words(first).filter(|word| tree.word(*word).chars().any(char::is_lowercase)).count() == 0;
    let acronym = !text.chars().any(char::is_lowercase);
    if acronym && text.chars().all(char::is_alphabetic) && shouted && text.len() < 4 {
        return false;
    }
    // "IS" as a shouted verb, "Amal" as a first name, "Azov" as a sea.
    !matches!(tag, Some(EntityLabel::Per | EntityLabel::Gpe | EntityLabel::Loc | EntityLabel::Fac))
        && !matches!(tree.upos(first), Upos::Aux | Upos::Verb | Upos::Pron | Upos::Det)
}

/// The same in a text without capitals: the encoder must have seen a name among these words.
fn is_listed_small(
    tree: &Tree<'_>,
    tags: &[Option<EntityTag>],
    first: usize,
    end: usize,
    resources: &Resources,
) -> bool {
    let text = tree.stretch(first, end - 1).slice(tree.text).unwrap_or_default();
    let label = |token: usize| tags.get(token).copied().flatten().map(|tag| tag.label);
    if end - first > 1 {
        let seen = (first..end).any(|token| label(token).is_some());
        return seen && tree.lower(first) != "the" && resources.actors.named_without_capitals(text).is_some();
    }
    matches!(label(first), Some(EntityLabel::Org | EntityLabel::Misc | EntityLabel::Norp))
        && resources.actors.named_without_capitals(text).is_some()
}

/// Proper nouns that the encoder gave no tag.
fn untagged_names(tree: &Tree<'_>, runs: &[Run]) -> Vec<Run> {
    let mut covered = vec![false; tree.tokens.len()];
    for run in runs {
        covered[run.first..run.end].fill(true);
    }
    let mut found: Vec<Run> = Vec::new();
    for sentence in tree.sentences {
        let mut token = sentence.first_token;
        while token < sentence.end_token {
            let starts = !covered[token]
                && tree.upos(token) == Upos::Propn
                && tree.word(token).starts_with(char::is_uppercase)
                && tree.word(token).chars().count() > 1;
            if !starts {
                token += 1;
                continue;
            }
            let mut end = token + 1;
            while end < sentence.end_token
                && !covered[end]
                && (tree.upos(end) == Upos::Propn
                    || tree.word(end) == "-"
                        && end + 1 < sentence.end_token
                        && tree.upos(end + 1) == Upos::Propn
                        && !covered[end + 1])
            {
                end += 1;
            }
            found.push(Run { first: token, end, kind: MentionKind::Misc });
            token = end;
        }
    }
    found
}

/// Takes articles, titles and possessive marks off the edges of a name.
fn trim(tree: &Tree<'_>, run: &mut Run, resources: &Resources) {
    let edge = |token: usize| {
        matches!(
            tree.lower(token).as_str(),
            "the" | "a" | "an" | "'s" | "’s" | "'" | "’" | "," | "." | "-" | "“" | "”" | "\"" | "(" | ")"
        )
    };
    while run.first < run.end && edge(run.first) {
        run.first += 1;
    }
    while run.first < run.end && edge(run.end - 1) {
        run.end -= 1;
    }
    if run.kind == MentionKind::Person {
        while run.first + 1 < run.end && is_title(tree, run.first, resources) {
            run.first += 1;
        }
    }
}

/// Whether a word is a rank, a title or a form of address.
pub(crate) fn is_title(tree: &Tree<'_>, token: usize, resources: &Resources) -> bool {
    let lower = tree.lower(token);
    let titles = &resources.titles;
    titles.address.contains(&lower)
        || titles.titles.contains(&lower)
        || titles.rank(&lower).is_some()
        || matches!(lower.as_str(), "staff" | "vice" | "rear" | "brig" | "brig." | "deputy")
}

/// Noun phrases that are no names, and pronouns.
fn noun_phrases(tree: &Tree<'_>, named: &Covered, resources: &Resources) -> Vec<Mention> {
    let mut found = Vec::new();
    for token in 0..tree.tokens.len() {
        if named.0[token] {
            continue;
        }
        let span = match tree.upos(token) {
            Upos::Pron if PRONOUNS.contains(&tree.lower(token).as_str()) => tree.tokens[token].span,
            Upos::Noun if !matches!(tree.relation(token), "compound" | "flat" | "fixed" | "goeswith") => {
                core_phrase(tree, token)
            }
            // "the wounded", "the displaced": an adjective that heads a phrase of its own.
            Upos::Adj | Upos::Propn
                if resources.actors.noun(tree.lemma(token)).is_some() && is_argument(tree.relation(token)) =>
            {
                core_phrase(tree, token)
            }
            // "Nigeria's air force", where the tagger took the noun for a name.
            Upos::Propn
                if resources.actors.weak_noun(tree.lemma(token)).is_some()
                    && is_argument(tree.relation(token))
                    && tree.word(token).starts_with(char::is_lowercase)
                    && tree.child_by(token, &["compound"]).is_some() =>
            {
                core_phrase(tree, token)
            }
            Upos::Num if is_argument(tree.relation(token)) && has_of_people(tree, token, resources) => {
                core_phrase(tree, token)
            }
            _ => continue,
        };
        found.push(Mention { span, head: token, kind: MentionKind::Description, chain: None });
    }
    found
}

fn is_argument(relation: &str) -> bool {
    matches!(relation, "nsubj" | "obj" | "iobj" | "obl" | "nmod" | "conj" | "root" | "appos")
}

/// "thirteen of them", "two of the guards".
fn has_of_people(tree: &Tree<'_>, token: usize, resources: &Resources) -> bool {
    tree.children_by(token, &["nmod"])
        .any(|child| tree.upos(child) == Upos::Pron || resources.actors.noun(tree.lemma(child)).is_some())
}

/// A noun with the modifiers before it, without its article: "elite force", "suspected Kuki militants", "his men".
#[must_use]
pub fn core_phrase(tree: &Tree<'_>, head: usize) -> Span {
    let mut first = head;
    let sentence = tree.sentence_words(head);
    let modifier = |token: usize| {
        matches!(
            tree.relation(token),
            "amod"
                | "compound"
                | "nummod"
                | "nmod"
                | "flat"
                | "advmod"
                | "det"
                | "case"
                | "punct"
                | "goeswith"
                | "obl"
                | "conj"
                | "cc"
        ) && tree.is_under(token, head)
            && token < head
    };
    while first > sentence.start && modifier(first - 1) {
        first -= 1;
    }
    while first < head && is_edge_of_phrase(tree, first) {
        first += 1;
    }
    tree.stretch(first, head)
}

fn is_edge_of_phrase(tree: &Tree<'_>, token: usize) -> bool {
    // "at least 40 militants": the preposition went before.
    let bound = matches!(tree.lower(token).as_str(), "least" | "most") && token > 0 && tree.lower(token - 1) == "at";
    if bound {
        return true;
    }
    matches!(tree.upos(token), Upos::Punct | Upos::Cconj | Upos::Adp)
        || matches!(
            tree.lower(token).as_str(),
            "the" | "a" | "an" | "this" | "that" | "these" | "those" | "all" | "'s" | "’s"
        )
}

/// The whole phrase of a noun: article, modifiers, what follows; relative clauses and appositions only where asked.
#[must_use]
pub fn full_phrase(tree: &Tree<'_>, head: usize, with_clauses: bool) -> Span {
    let skip = |child: usize| {
        let relation = tree.relation(child);
        let direct = tree.head(child) == Some(head);
        let clause = matches!(relation, "acl" | "appos" | "parataxis");
        direct
            && (matches!(
                relation,
                "conj"
                    | "cc"
                    | "cop"
                    | "aux"
                    | "nsubj"
                    | "csubj"
                    | "advcl"
                    | "discourse"
                    | "mark"
                    | "ccomp"
                    | "obl"
                    | "dep"
            ) && tree.upos(head) != Upos::Verb
                || clause && !with_clauses
                || relation == "case"
                || relation == "punct" && !is_inner_punct(tree, child))
    };
    let words = tree.subtree(head, &skip);
    // The stretch around the head without holes.
    let at = words.iter().position(|word| *word == head).unwrap_or(0);
    let (mut first, mut last) = (at, at);
    let near = |one: usize, other: usize| (one + 1..other).all(|between| tree.upos(between) == Upos::Punct);
    while first > 0 && near(words[first - 1], words[first]) {
        first -= 1;
    }
    while last + 1 < words.len() && near(words[last], words[last + 1]) {
        last += 1;
    }
    let (mut from, mut to) = (words[first], words[last]);
    while from < to && tree.upos(from) == Upos::Punct {
        from += 1;
    }
    while to > from && tree.upos(to) == Upos::Punct && !matches!(tree.word(to), ")" | "]" | "”" | "’") {
        to -= 1;
    }
    tree.stretch(from, to)
}

/// Hyphens, quotation marks and brackets belong to the phrase; commas at its edge do not.
fn is_inner_punct(tree: &Tree<'_>, token: usize) -> bool {
    !matches!(tree.word(token), "," | ";" | ":" | "." | "—" | "–" | "--")
}
