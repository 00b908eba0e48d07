//! Numbers of people and things: low, best and high as the words allow, what is counted, and whom.

mod kind;
mod number;

use sitrep_resources::{Quantities, Resources};
use sitrep_types::{Quantity, QuantityKind, Scope, Span, TimeExpression, Upos};

use crate::actor::one_line;
use crate::tree::Tree;

/// Every number of people or things in the document, in order.
#[must_use]
pub fn quantities(tree: &Tree<'_>, times: &[TimeExpression], resources: &Resources) -> Vec<Quantity> {
    let finder = Finder { tree, table: &resources.quantities, resources };
    let mut found: Vec<Quantity> = Vec::new();
    let mut free_from = 0;
    for token in 0..tree.tokens.len() {
        if token < free_from {
            continue;
        }
        let Some(number) = finder.number_at(token) else { continue };
        free_from = number.end;
        let span = tree.stretch(number.first, number.end - 1);
        if times.iter().any(|time| {
            time.span.overlaps(span) && !matches!(finder.counts(&number), QuantityKind::Killed | QuantityKind::Injured)
        }) {
            continue;
        }
        if let Some(quantity) = finder.quantity(&number) {
            found.push(quantity);
        }
    }
    finder.implied(&mut found);
    found.sort_by_key(|quantity| quantity.span);
    found
}

/// A number with its modifiers, as words `first..end`; `anchor` is the word that the parse hangs it by.
#[derive(Debug, Clone)]
struct Number {
    first: usize,
    end: usize,
    anchor: usize,
    low: Option<i64>,
    best: Option<i64>,
    high: Option<i64>,
    more: bool,
    /// "a soldier", "no casualties": an article or determiner stands for the number.
    implied: bool,
}

/// Verbs whose bare number is of people: "leaving five in critical condition", "freed 12".
const HANDLES: &[&str] = &["free", "hand", "hold", "leave", "release", "rescue", "return", "take"];

/// Nouns for people who are several; a number behind "of" says how many.
const COLLECTIVES: &[&str] = &[
    "band",
    "column",
    "convoy",
    "crew",
    "crowd",
    "delegation",
    "family",
    "force",
    "gang",
    "garrison",
    "group",
    "party",
    "patrol",
    "squad",
    "team",
    "unit",
];

struct Finder<'a> {
    tree: &'a Tree<'a>,
    table: &'a Quantities,
    resources: &'a Resources,
}

impl Finder<'_> {
    /// "a soldier was killed" counts one, "no casualties" none: an article or "no" stands for the number, where the
    /// parse says that the noun is killed, hurt, taken or held.
    fn implied(&self, found: &mut Vec<Quantity>) {
        for token in 0..self.tree.tokens.len() {
            let best = match self.tree.lower(token).as_str() {
                "a" | "an" | "another" => 1,
                "no" => 0,
                _ => continue,
            };
            if self.tree.relation(token) != "det" {
                continue;
            }
            let Some(noun) = self.tree.head(token).filter(|head| *head > token && head - token <= 6) else { continue };
            let span = self.tree.tokens[token].span;
            // "an officer and three of his men": whoever is coordinated is counted for himself.
            let counts_it = |word: usize| {
                word == noun
                    || self.tree.head(word) == Some(noun) && !matches!(self.tree.relation(word), "conj" | "appos")
            };
            let counted = found.iter().any(|quantity| self.tree.words_in(quantity.span).any(counts_it));
            // "not a soldier was hurt"
            let denied = token > 0 && self.tree.lower(token - 1) == "not";
            let best = if denied { 0 } else { best };
            // "no casualties", "no injuries": the noun is the loss itself.
            let loss =
                matches!(self.tree.lemma(noun), "casualty" | "death" | "injury" | "fatality" | "victim" | "life");
            if counted || !(self.is_people(noun) || loss) || self.tree.lower(noun).ends_with('s') && best == 1 {
                continue;
            }
            // "an elderly couple" are two; how many a family has is not said.
            let best = match self.tree.lemma(noun) {
                "couple" | "pair" | "duo" if best == 1 => 2,
                "trio" if best == 1 => 3,
                _ => best,
            };
            // "a family of seven"
            let members = self.tree.children_by(noun, &["nmod"]).filter(|child| {
                self.tree.upos(*child) == Upos::Num
                    && self.tree.children_by(*child, &["case"]).any(|case| self.tree.lower(case) == "of")
            });
            let best = members.filter_map(|child| self.number_at(child)).find_map(|number| number.best).unwrap_or(best);
            let number = Number {
                first: token,
                end: token + 1,
                anchor: token,
                low: None,
                best: Some(best),
                high: None,
                more: false,
                implied: true,
            };
            let what = match self.counts_noun(&number, noun) {
                QuantityKind::Other | QuantityKind::Strength if loss && best == 0 => {
                    if self.tree.lemma(noun) == "injury" { QuantityKind::Injured } else { QuantityKind::Killed }
                }
                QuantityKind::Other | QuantityKind::Strength => continue,
                what => what,
            };
            if best > 0 && loss {
                continue;
            }
            let phrase = crate::entity::core_phrase(self.tree, noun);
            found.push(Quantity {
                what,
                of: Some(one_line(phrase.slice(self.tree.text).unwrap_or_default())),
                low: None,
                best: Some(best),
                high: None,
                scope: Scope::Incident,
                span,
            });
        }
    }

    fn sentence_end(&self, token: usize) -> usize {
        self.tree.sentence_words(token).end
    }

    /// The noun that the number counts, if the parse tells.
    fn noun(&self, number: &Number) -> Option<usize> {
        let tree = self.tree;
        let anchor = number.anchor;
        // "dozens of people", "thirteen of them".
        let of = tree.children_by(anchor, &["nmod", "obl"]).find(|child| {
            *child > anchor
                && tree.children_by(*child, &["case"]).any(|case| matches!(tree.lower(case).as_str(), "of" | "from"))
        });
        if of.is_some() {
            return of;
        }
        let inside = |token: usize| (number.first..number.end).contains(&token);
        if tree.relation(anchor) == "nummod"
            || matches!(tree.relation(anchor), "det" | "amod" | "compound" | "advmod") && tree.upos(anchor) != Upos::Adv
        {
            let mut head = tree.head(anchor)?;
            for _ in 0..4 {
                if inside(head) || tree.relation(head) == "nummod" {
                    head = tree.head(head)?;
                }
            }
            if !inside(head) {
                return Some(head);
            }
        }
        // "its crew of six", "a family of five": the number is of those who make up the noun before it.
        let collective = tree.head(anchor).filter(|head| {
            *head + 2 == number.first
                && tree.lower(number.first - 1) == "of"
                && COLLECTIVES.contains(&tree.lemma(*head))
                && tree.relation(anchor) == "nmod"
        });
        if collective.is_some() {
            return collective;
        }
        // "dozens of shops", however the parse hangs them.
        if tree.lower(number.end) == "of" && number.end + 1 < self.sentence_end(anchor) {
            let run = number.end + 1..self.sentence_end(anchor);
            let nominal = |token: &usize| {
                matches!(
                    tree.upos(*token),
                    Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Part | Upos::Pron
                ) || tree.word(*token) == "-"
            };
            // "of them their lives": a pronoun is a phrase of its own.
            if matches!(tree.upos(run.start), Upos::Pron) && !tree.deprel(run.start).contains("poss") {
                return Some(run.start);
            }
            if let Some(last) = run
                .take_while(nominal)
                .filter(|token| matches!(tree.upos(*token), Upos::Noun | Upos::Propn | Upos::Pron))
                .last()
            {
                return Some(last);
            }
        }
        // The words of the number may hang by another of its words.
        (number.first..number.end)
            .filter(|token| tree.relation(*token) == "nummod")
            .find_map(|token| tree.head(token).filter(|head| !(number.first..number.end).contains(head)))
            .or_else(|| {
                let next = number.end;
                let straight = matches!(tree.upos(next), Upos::Noun | Upos::Adj) && next < self.sentence_end(anchor);
                (straight && tree.upos(next) == Upos::Noun).then_some(next)
            })
    }

    fn scope(&self, number: &Number) -> Scope {
        let tree = self.tree;
        let sentence = tree.sentence_words(number.anchor);
        let lemmas: Vec<String> = sentence.clone().map(|token| tree.lemma(token).to_owned()).collect();
        let text = format!(" {} ", lemmas.join(" "));
        let running = self.table.running.iter().any(|word| text.contains(&format!(" {word} ")));
        if !running {
            return Scope::Incident;
        }
        // "40 more … bringing the toll to 296": the number after "to" is the total, "more" is not.
        if number.more || self.incident_noun(number) {
            return Scope::Incident;
        }
        let before =
            number.first.checked_sub(1).filter(|token| *token >= sentence.start).map(|token| tree.lower(token));
        let after_to = matches!(before.as_deref(), Some("to" | "at" | "of" | "is"));
        let since = text.contains(" since ")
            || text.contains(" so far ")
            || text.contains(" to date ")
            || text.contains(" altogether ")
            || text.contains(" overall ");
        if after_to || since { Scope::RunningTotal } else { Scope::Incident }
    }

    fn incident_noun(&self, number: &Number) -> bool {
        matches!(self.counts(number), QuantityKind::Other | QuantityKind::Strength)
    }

    fn quantity(&self, number: &Number) -> Option<Quantity> {
        let what = self.counts(number);
        let noun = self.noun(number);
        let of = noun
            .filter(|noun| matches!(self.tree.upos(*noun), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron))
            .map(|noun| {
                let phrase = crate::entity::core_phrase(self.tree, noun);
                // The number itself is no part of what it counts.
                let after_number = Span::new(self.tree.tokens[number.end - 1].span.end, phrase.end);
                let number_span = self.tree.stretch(number.first, number.end - 1);
                let chosen =
                    if phrase.overlaps(number_span) && !after_number.is_empty() { after_number } else { phrase };
                one_line(chosen.slice(self.tree.text).unwrap_or_default())
            })
            .filter(|text| !text.is_empty());
        // A number that counts nothing named is kept where it takes part in the clause: "thousands fled".
        let takes_part = matches!(self.tree.relation(number.anchor), "nsubj" | "obj")
            && (number.best.is_none()
                || self.head_verb(number.anchor).is_some_and(|verb| HANDLES.contains(&self.tree.lemma(verb))));
        if noun.is_none() && what == QuantityKind::Other && !takes_part {
            return None;
        }
        Some(Quantity {
            what,
            of,
            low: number.low,
            best: number.best,
            high: number.high,
            scope: self.scope(number),
            span: self.tree.stretch(number.first, number.end - 1),
        })
    }
}
