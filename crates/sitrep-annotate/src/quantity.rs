//! Numbers of people and things: low, best and high as the words allow, what is counted, and whom.

use sitrep_resources::{NumberBound, Quantities, Resources, VagueNumber};
use sitrep_types::{Quantity, QuantityKind, Scope, Span, TimeExpression, Upos};

use crate::actor::one_line;
use crate::tree::Tree;

/// No number in a report is larger; what is, is an identifier.
const LARGEST: i64 = 1_000_000_000_000;

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
        if times.iter().any(|time| time.span.overlaps(span) && !matches!(finder.counts(&number), QuantityKind::Killed | QuantityKind::Injured)) {
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
            let counted = found.iter().any(|quantity| {
                self.tree.words_in(quantity.span).any(|word| word == noun || self.tree.head(word) == Some(noun))
            });
            // "no casualties", "no injuries": the noun is the loss itself.
            let loss = matches!(self.tree.lemma(noun), "casualty" | "death" | "injury" | "fatality" | "victim" | "life");
            if counted || !(self.is_people(noun) || loss) || self.tree.lower(noun).ends_with('s') && best == 1 {
                continue;
            }
            let number = Number { first: token, end: token + 1, anchor: token, low: None, best: Some(best), high: None, more: false, implied: true };
            let what = match self.counts_noun(&number, noun) {
                QuantityKind::Other | QuantityKind::Strength if loss && best == 0 => {
                    if self.tree.lemma(noun) == "injury" { QuantityKind::Injured } else { QuantityKind::Killed }
                }
                QuantityKind::Other | QuantityKind::Strength => continue,
                what => what,
            };
            if best == 1 && loss {
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

    /// The number that begins at a word, modifiers before it included.
    fn number_at(&self, token: usize) -> Option<Number> {
        let end = self.sentence_end(token);
        // "at least", "between … and …" first: they belong to the number that follows.
        if self.tree.lower(token) == "between" || self.tree.lower(token) == "from" {
            if let Some(range) = self.range_after(token, end) {
                return Some(range);
            }
        }
        if let Some((length, bound)) = self.phrase_at(&self.table.before, token, end)
            && let Some(mut number) = self.bare_number(token + length, end)
        {
            number.first = token;
            bind(&mut number, bound);
            self.after(&mut number, end);
            return self.counted(number);
        }
        let mut number = self.bare_number(token, end)?;
        self.after(&mut number, end);
        self.counted(number)
    }

    fn phrase_at<'t, T: Copy>(&self, phrases: &'t [(Vec<String>, T)], token: usize, end: usize) -> Option<(usize, T)> {
        phrases
            .iter()
            .find(|(words, _)| {
                token + words.len() <= end && words.iter().enumerate().all(|(offset, word)| self.tree.lower(token + offset) == *word)
            })
            .map(|(words, value)| (words.len(), *value))
    }

    /// "between 30 and 40", "from 30 to 40".
    fn range_after(&self, token: usize, end: usize) -> Option<Number> {
        let low = self.bare_number(token + 1, end)?;
        if !matches!(self.tree.lower(low.end).as_str(), "and" | "to") || low.end + 1 >= end {
            return None;
        }
        let high = self.bare_number(low.end + 1, end)?;
        let (bottom, top) = (low.best?, high.best?);
        (bottom < top).then_some(Number {
            first: token,
            end: high.end,
            anchor: high.anchor,
            low: Some(bottom),
            best: None,
            high: Some(top),
            more: false,
            implied: false,
        })
    }

    /// A number without modifiers: digits, number words, vague words, "a" before a person.
    fn bare_number(&self, token: usize, end: usize) -> Option<Number> {
        if token >= end {
            return None;
        }
        if let Some((length, vague)) = self.phrase_at(&self.table.vague, token, end) {
            let VagueNumber { low, best, high } = vague;
            // "several hundred prisoners": the vague phrase is longer than one word; "hundreds of thousands" as well.
            return Some(Number { first: token, end: token + length, anchor: token + length - 1, low, best, high, more: false, implied: false });
        }
        let (value, next) = self.exact(token, end)?;
        // "30-40", "30 to 40", "30 or 40".
        let joins = matches!(self.tree.word(next), "-" | "–" | "—") || matches!(self.tree.lower(next).as_str(), "to" | "or");
        if joins && next + 1 < end
            && let Some((top, after)) = self.exact(next + 1, end)
            && value < top
            && (top <= value.saturating_mul(20))
        {
            return Some(Number { first: token, end: after, anchor: after - 1, low: Some(value), best: None, high: Some(top), more: false, implied: false });
        }
        Some(Number { first: token, end: next, anchor: next - 1, low: None, best: Some(value), high: None, more: false, implied: false })
    }

    /// Digits or number words with multipliers; returns the value and the word after.
    fn exact(&self, token: usize, end: usize) -> Option<(i64, usize)> {
        let word = self.tree.lower(token);
        if let Some((value, decimals)) = digits(&word) {
            let mut next = token + 1;
            let mut value = value;
            let mut scale = 1.0;
            // "10 000".
            while next < end && decimals.is_none() && value < LARGEST && word.len() <= 3 && is_thousand_group(self.tree.word(next)) {
                value = value.checked_mul(1000)?.checked_add(self.tree.word(next).parse().ok()?)?;
                next += 1;
            }
            if next < end && let Some(factor) = self.multiplier(next) {
                scale = factor as f64;
                next += 1;
            }
            let exact = value as f64 + decimals.unwrap_or(0.0);
            if decimals.is_some() && scale < 2.0 {
                return None;
            }
            let scaled = exact * scale;
            return (scaled <= LARGEST as f64).then_some((scaled.round() as i64, next));
        }
        self.number_words(token, end)
    }

    fn multiplier(&self, token: usize) -> Option<i64> {
        let word = self.tree.lower(token);
        let glued = self.tree.tokens.get(token.wrapping_sub(1)).is_some_and(|before| before.span.end == self.tree.tokens[token].span.start);
        // "m", "k", "bn" are units unless they are glued to digits.
        if word.len() <= 2 && !glued {
            return None;
        }
        self.table.multipliers.get(&word).copied()
    }

    /// "twenty-two", "three hundred", "two thousand five hundred and ten".
    fn number_words(&self, token: usize, end: usize) -> Option<(i64, usize)> {
        let mut next = token;
        let (mut total, mut current) = (0_i64, None::<i64>);
        while next < end {
            let word = self.tree.lower(next);
            let whole = word.split('-').map(|part| self.table.numbers.get(part).copied()).collect::<Option<Vec<i64>>>();
            if let Some(parts) = whole.filter(|parts| !parts.is_empty()) {
                let value: i64 = parts.iter().sum();
                match current {
                    // "twenty two"; "one two" are two numbers.
                    Some(before) if before % 10 != 0 || before == 0 || value >= 10 && before % 100 != 0 => break,
                    Some(before) => current = Some(before + value),
                    None => current = Some(value),
                }
                next += 1;
            } else if let (Some(value), Some(factor)) = (current, self.table.multipliers.get(&word).filter(|_| word.len() > 2)) {
                let grown = value.checked_mul(*factor)?;
                if *factor >= 1000 {
                    total = total.checked_add(grown)?;
                    current = Some(0);
                } else {
                    current = Some(grown);
                }
                next += 1;
            } else if matches!(word.as_str(), "-" | "and") && current.is_some() && next + 1 < end && next > token {
                // "twenty-two", "a hundred and ten": only where another number word follows closely.
                let following = self.table.numbers.get(&self.tree.lower(next + 1)).copied();
                let fits = match (word.as_str(), following, current) {
                    ("-", Some(value), Some(before)) => before % 10 == 0 && before >= 20 && value < 10,
                    ("and", Some(_), Some(before)) => before >= 100 && before % 100 == 0 || total > 0 && before == 0,
                    _ => false,
                };
                if !fits {
                    break;
                }
                next += 1;
            } else {
                break;
            }
        }
        let value = total.checked_add(current?)?;
        (next > token && value <= LARGEST).then_some((value, next))
    }

    /// Words after the number: "or more", "-odd", "more", "strong".
    fn after(&self, number: &mut Number, end: usize) {
        // "400-odd": a hyphen between.
        let next = if self.tree.word(number.end) == "-" && self.tree.lower(number.end + 1) == "odd" { number.end + 1 } else { number.end };
        if let Some((length, bound)) = self.phrase_at(&self.table.after, next, end) {
            number.end = next + length;
            bind(number, bound);
        }
        if self.tree.lower(number.end) == "more" && number.end < end && self.tree.lower(number.end + 1) != "than" {
            number.more = true;
            number.end += 1;
        }
    }

    /// Leaves out what is no count: ordinals, dates, ages, parts of names, "one of".
    fn counted(&self, number: Number) -> Option<Number> {
        let tree = self.tree;
        let anchor = number.anchor;
        let next = tree.lower(number.end.min(tree.tokens.len()));
        let previous = if number.first > 0 { tree.lower(number.first - 1) } else { String::new() };
        let glued_hyphen = tree.word(number.end) == "-" && number.end < self.sentence_end(anchor);
        // "3,000-year-old", "two-week offensive", "seven-man team" is kept where people follow.
        if glued_hyphen && !matches!(tree.lower(number.end + 1).as_str(), "man" | "strong" | "member" | "person" | "odd") {
            return None;
        }
        if matches!(previous.as_str(), "-" | "$" | "€" | "£" | "no." | "number" | "battalion" | "kilo" | "aged" | "level" | "highway" | "route" | "article" | "page" | "unit" | "brigade" | "division") && !number.implied {
            return None;
        }
        if matches!(next.as_str(), "%" | "percent" | "per" | "km" | "kilometre" | "kilometres" | "kilometers" | "miles" | "mile" | "metres" | "meters" | "metre" | "dollars" | "euros" | "pm" | "am" | "p.m." | "a.m." | "°" | "o'clock" | "years" | "year" | "months" | "month" | "weeks" | "week" | "days" | "day" | "hours" | "hour" | "minutes" | "minute" | "seconds" | "times" | "centuries" | "decades" | "knots" | "feet" | "tonnes" | "tons" | "kg" | "litres" | "square" | "quarters" | "th" | "degrees" | "mm" | "cm" | "ft" | "barrels") {
            return None;
        }
        let value = number.best.or(number.low).or(number.high)?;
        let text = tree.word(number.first);
        // Bare years: "in 2014"; part numbers and identifiers: "131st", "T-05".
        let year_like = text.len() == 4 && text.chars().all(|character| character.is_ascii_digit()) && (1900..=2100).contains(&value) && number.end - number.first == 1;
        if year_like && tree.relation(anchor) != "nummod" {
            return None;
        }
        if tree.upos(anchor) == Upos::Propn && tree.relation(anchor) != "nummod" && text.chars().any(|character| character.is_ascii_digit()) {
            return None;
        }
        // "one" as a pronoun or part of "one another", "one of the".
        if number.best == Some(1) && number.end - number.first == 1 {
            let counts = self.counts(&number);
            if matches!(next.as_str(), "another" | "day" | "side" | "hand" | "way" | "thing" | "time") || counts == QuantityKind::Other && tree.relation(anchor) != "nummod" {
                return None;
            }
        }
        Some(number)
    }

    /// The noun that the number counts, if the parse tells.
    fn noun(&self, number: &Number) -> Option<usize> {
        let tree = self.tree;
        let anchor = number.anchor;
        // "dozens of people", "thirteen of them".
        let of = tree.children_by(anchor, &["nmod", "obl"]).find(|child| {
            *child > anchor && tree.children_by(*child, &["case"]).any(|case| matches!(tree.lower(case).as_str(), "of" | "from"))
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
        // "dozens of shops", however the parse hangs them.
        if tree.lower(number.end) == "of" && number.end + 1 < self.sentence_end(anchor) {
            let run = number.end + 1..self.sentence_end(anchor);
            let nominal = |token: &usize| matches!(tree.upos(*token), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Part | Upos::Pron) || tree.word(*token) == "-";
            // "of them their lives": a pronoun is a phrase of its own.
            if matches!(tree.upos(run.start), Upos::Pron) && !tree.deprel(run.start).contains("poss") {
                return Some(run.start);
            }
            if let Some(last) = run.take_while(nominal).filter(|token| matches!(tree.upos(*token), Upos::Noun | Upos::Propn | Upos::Pron)).last() {
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

    /// What the number counts.
    fn counts(&self, number: &Number) -> QuantityKind {
        self.counts_noun(number, self.noun(number).unwrap_or(number.anchor))
    }

    /// What a number counts, given the word that it counts.
    fn counts_noun(&self, number: &Number, counted: usize) -> QuantityKind {
        let found = self.loss(number, counted);
        let people = self.is_people(counted) || self.is_loss_noun(counted) || self.tree.upos(counted) == Upos::Propn || counted == number.anchor || self.tree.lemma(counted) == "life";
        match found {
            Some(kind) if people => kind,
            Some(_) => QuantityKind::Other,
            None if self.is_strength(number, counted) => QuantityKind::Strength,
            None => QuantityKind::Other,
        }
    }

    fn is_loss_noun(&self, noun: usize) -> bool {
        let kinds = &self.table.kinds;
        let lemma = self.tree.lemma(noun);
        [&kinds.killed_nouns, &kinds.injured_nouns, &kinds.arrested_nouns, &kinds.abducted_nouns, &kinds.displaced_nouns, &kinds.killed_toll, &kinds.killed_adjectives, &kinds.injured_adjectives, &kinds.displaced_adjectives]
            .iter()
            .any(|list| list.contains(lemma))
            || lemma == "casualty"
            || lemma == "casualties"
    }

    fn is_strength(&self, number: &Number, counted: usize) -> bool {
        let tree = self.tree;
        if self.head_verb(counted).is_some_and(|verb| matches!(tree.lemma(verb), "free" | "release" | "rescue" | "exchange" | "swap" | "hand")) {
            return false;
        }
        self.table.kinds.strength_nouns.contains(tree.lemma(counted)) || tree.lower(number.end) == "strong" || number.low.is_some() && counted == number.anchor
    }

    fn head_verb(&self, noun: usize) -> Option<usize> {
        self.tree.ancestors(noun).take(3).find(|above| self.tree.upos(*above) == Upos::Verb)
    }

    /// Death, injury, arrest, abduction, flight: by the noun, by the words beside the number, by the verb.
    fn loss(&self, number: &Number, counted: usize) -> Option<QuantityKind> {
        let tree = self.tree;
        let end = self.sentence_end(number.anchor);
        // "20 dead", "three wounded", "15,000 displaced", "41 people dead".
        for token in [number.end, counted, counted + 1] {
            let states = token < end && token >= number.first && (token == counted || matches!(tree.upos(token), Upos::Adj | Upos::Verb | Upos::Noun));
            if states && !self.is_active_verb(token) && let Some(kind) = self.by_state(&tree.lower(token)) {
                return Some(kind);
            }
        }
        // "thousands of displaced families".
        if let Some(kind) = tree.children_by(counted, &["amod"]).find_map(|child| self.by_state(&tree.lower(child))) {
            return Some(kind);
        }
        if number.best == Some(0) && tree.lower(counted).starts_with("casualt") {
            return Some(QuantityKind::Killed);
        }
        for lemma in [tree.lemma(counted), tree.lemma(number.anchor)] {
            if let Some(kind) = self.by_noun(lemma) {
                return Some(kind);
            }
        }
        self.by_words_after(counted.max(number.end - 1), end)
            .or_else(|| self.by_words_before(number))
            .or_else(|| self.by_verb(counted))
            .or_else(|| if counted == number.anchor { None } else { self.by_verb(number.anchor) })
            .or_else(|| self.by_toll(number))
            .or_else(|| self.by_lives(counted))
            .or_else(|| self.by_lives(number.anchor))
    }

    /// "dead", "wounded", "displaced" beside the number.
    fn by_state(&self, word: &str) -> Option<QuantityKind> {
        let kinds = &self.table.kinds;
        [
            (&kinds.killed_adjectives, QuantityKind::Killed),
            (&kinds.injured_adjectives, QuantityKind::Injured),
            (&kinds.displaced_adjectives, QuantityKind::Displaced),
            (&kinds.arrested_adjectives, QuantityKind::Arrested),
            (&kinds.abducted_adjectives, QuantityKind::Abducted),
        ]
        .into_iter()
        .find(|(list, _)| list.contains(word))
        .map(|(_, kind)| kind)
    }

    fn by_noun(&self, lemma: &str) -> Option<QuantityKind> {
        let kinds = &self.table.kinds;
        [
            (&kinds.killed_nouns, QuantityKind::Killed),
            (&kinds.injured_nouns, QuantityKind::Injured),
            (&kinds.arrested_nouns, QuantityKind::Arrested),
            (&kinds.abducted_nouns, QuantityKind::Abducted),
            (&kinds.displaced_nouns, QuantityKind::Displaced),
        ]
        .into_iter()
        .find(|(list, _)| list.contains(lemma))
        .map(|(_, kind)| kind)
    }

    /// What a verb in the passive does to its subject, or an active one to its object.
    fn by_passive(&self, lemma: &str) -> Option<QuantityKind> {
        let kinds = &self.table.kinds;
        [
            (&kinds.killed_verbs, QuantityKind::Killed),
            (&kinds.injured_verbs, QuantityKind::Injured),
            (&kinds.arrested_verbs, QuantityKind::Arrested),
            (&kinds.abducted_verbs, QuantityKind::Abducted),
            (&kinds.displaced_verbs, QuantityKind::Displaced),
        ]
        .into_iter()
        .find(|(list, _)| list.contains(lemma))
        .map(|(_, kind)| kind)
    }

    /// The words that follow the noun, whatever the parse: "were killed", "had been shot dead", "lost their lives",
    /// "sustained injuries", "did not survive", "succumbed".
    fn by_words_after(&self, noun: usize, end: usize) -> Option<QuantityKind> {
        let kinds = &self.table.kinds;
        let tree = self.tree;
        let mut at = noun + 1;
        let (mut passive, mut negated) = (false, false);
        while at < end && matches!(tree.upos(at), Upos::Aux | Upos::Adv | Upos::Part) && at < noun + 6 {
            passive |= matches!(tree.lower(at).as_str(), "was" | "were" | "been" | "are" | "is" | "being" | "be" | "got");
            negated |= matches!(tree.lower(at).as_str(), "not" | "n't" | "never");
            at += 1;
        }
        if at >= end {
            return None;
        }
        let lemma = tree.lemma(at);
        if negated {
            return (lemma == "survive").then_some(QuantityKind::Killed);
        }
        let next: Vec<String> = (at + 1..end.min(at + 4)).map(|token| tree.lower(token)).collect();
        let follows = |words: &[&str]| next.iter().any(|word| words.contains(&word.as_str()));
        if passive {
            if next.first().is_some_and(|word| word == "dead") || follows(&["death"]) {
                return Some(QuantityKind::Killed);
            }
            if matches!(lemma, "in" | "into") && follows(&["custody", "detention", "jail"]) {
                return Some(QuantityKind::Arrested);
            }
            return self.by_passive(lemma).filter(|_| tree.upos(at) == Upos::Verb);
        }
        if kinds.killed_subject_verbs.contains(lemma) && lemma != "fall" || kinds.killed_subject_verbs.contains(&tree.lower(at)) && lemma != "fall" {
            return Some(QuantityKind::Killed);
        }
        if matches!(lemma, "lose" | "give") && follows(&["life", "lives"]) || matches!(lemma, "attain" | "embrace") && follows(&["martyrdom"]) {
            return Some(QuantityKind::Killed);
        }
        if matches!(lemma, "sustain" | "suffer" | "receive") && (follows(&["injuries", "wounds", "burns", "injury", "wound"])) {
            return Some(QuantityKind::Injured);
        }
        if lemma == "with" && follows(&["wounds", "injuries", "burns"]) {
            return Some(QuantityKind::Injured);
        }
        if matches!(lemma, "flee") {
            return Some(QuantityKind::Displaced);
        }
        None
    }

    /// The words straight before the number, whatever the parse: "killing at least 22", "the lives of seven", "the
    /// killing of two", "arrested 14".
    fn by_words_before(&self, number: &Number) -> Option<QuantityKind> {
        let tree = self.tree;
        let start = tree.sentence_words(number.anchor).start;
        let before = number.first.checked_sub(1).filter(|token| *token >= start)?;
        let active = |token: usize| {
            tree.upos(token) == Upos::Verb && !tree.children_by(token, &["aux:pass"]).any(|child| child < token) && tree.relation(token) != "amod"
        };
        if active(before) && let Some(kind) = self.by_passive(tree.lemma(before)).filter(|kind| matches!(kind, QuantityKind::Killed | QuantityKind::Injured | QuantityKind::Arrested | QuantityKind::Displaced)) {
            return Some(kind);
        }
        if matches!(tree.lower(before).as_str(), "of" | "to") && before > start {
            let noun = before - 1;
            let of = tree.lower(before) == "of";
            return match tree.lemma(noun) {
                "life" | "killing" | "murder" | "death" | "execution" | "massacre" | "assassination" | "shooting" | "beheading" | "lynching" if of => Some(QuantityKind::Killed),
                "wounding" | "injury" if of => Some(QuantityKind::Injured),
                "arrest" | "detention" if of => Some(QuantityKind::Arrested),
                "abduction" | "kidnapping" if of => Some(QuantityKind::Abducted),
                "displacement" | "flight" if of => Some(QuantityKind::Displaced),
                "dead" => Some(QuantityKind::Killed),
                _ => None,
            };
        }
        None
    }

    /// "killed three" is a verb with an object; "three killed" is not.
    fn is_active_verb(&self, token: usize) -> bool {
        self.tree.upos(token) == Upos::Verb && self.tree.child_by(token, &["obj"]).is_some_and(|object| object > token)
    }

    /// What the verb above the counted noun does to it.
    fn by_verb(&self, counted: usize) -> Option<QuantityKind> {
        let kinds = &self.table.kinds;
        let tree = self.tree;
        let mut noun = counted;
        // Conjuncts share the first one's place: "killing two soldiers and a child".
        for _ in 0..4 {
            if tree.relation(noun) == "conj" && !tree.is_predicate(noun) {
                noun = tree.head(noun)?;
            } else {
                break;
            }
        }
        // A participle or relative clause at the noun: "22 people killed in", "71 men who died".
        for clause in tree.children_by(counted, &["acl"]) {
            let lemma = tree.lemma(clause);
            if kinds.killed_verbs.contains(lemma) && self.has_no_object(clause) || kinds.killed_subject_verbs.contains(lemma) {
                return Some(QuantityKind::Killed);
            }
            if kinds.injured_verbs.contains(lemma) && self.has_no_object(clause) {
                return Some(QuantityKind::Injured);
            }
            if kinds.arrested_verbs.contains(lemma) && self.has_no_object(clause) {
                return Some(QuantityKind::Arrested);
            }
            if kinds.abducted_verbs.contains(lemma) && self.has_no_object(clause) {
                return Some(QuantityKind::Abducted);
            }
        }
        let verb = tree.head(noun)?;
        let relation = tree.deprel(noun);
        let lemma = tree.lemma(verb);
        let patient = matches!(relation, "obj" | "nsubj:pass")
            || relation == "nsubj" && tree.children_by(verb, &["aux:pass"]).next().is_some()
            || relation == "nsubj" && self.is_headline_participle(verb);
        let subject = matches!(relation, "nsubj" | "nsubj:pass");
        if patient && tree.child_by(verb, &["xcomp", "obl"]).is_some_and(|state| kinds.killed_adjectives.contains(tree.lemma(state))) {
            return Some(QuantityKind::Killed);
        }
        if patient && tree.child_by(verb, &["xcomp"]).is_some_and(|state| kinds.injured_adjectives.contains(&tree.lower(state))) {
            return Some(QuantityKind::Injured);
        }
        if patient && kinds.killed_verbs.contains(lemma) || subject && kinds.killed_subject_verbs.contains(lemma) {
            // "fall" kills soldiers, not prices; the extractor decides about the verb's sense.
            return Some(QuantityKind::Killed);
        }
        if patient && kinds.injured_verbs.contains(lemma) {
            return Some(QuantityKind::Injured);
        }
        if patient && kinds.arrested_verbs.contains(lemma) && self.is_people(counted) {
            return Some(QuantityKind::Arrested);
        }
        if patient && kinds.abducted_verbs.contains(lemma) && self.is_people(counted) {
            return Some(if matches!(lemma, "seize" | "take" | "carry" | "march" | "hold" | "capture" | "snatch" | "hijack" | "kidnap" | "abduct") { QuantityKind::Abducted } else { QuantityKind::Other });
        }
        if patient && kinds.displaced_verbs.contains(lemma) || subject && kinds.displaced_subject_verbs.contains(lemma) && self.is_people(counted) && matches!(lemma, "flee" | "evacuate" | "escape") {
            return Some(QuantityKind::Displaced);
        }
        // "lost their lives".
        let object = tree.child_by(verb, &["obj"]);
        if subject && matches!(lemma, "lose" | "give") && object.is_some_and(|object| tree.lemma(object) == "life") {
            return Some(QuantityKind::Killed);
        }
        None
    }

    /// No object but the relative pronoun: "the men whom they took".
    fn has_no_object(&self, clause: usize) -> bool {
        self.tree.children_by(clause, &["obj"]).all(|object| matches!(self.tree.lower(object).as_str(), "whom" | "who" | "that" | "which"))
    }

    /// "Two killed in blast": a participle whose subject suffers, in headlines without an auxiliary.
    fn is_headline_participle(&self, verb: usize) -> bool {
        let tree = self.tree;
        let word = tree.lower(verb);
        word.ends_with("ed") && tree.child_by(verb, &["obj", "aux", "ccomp"]).is_none() && tree.relation(verb) == "root"
    }

    fn is_people(&self, noun: usize) -> bool {
        let lemma = self.tree.lemma(noun);
        self.resources.actors.noun(lemma).is_some()
            || self.resources.actors.weak_noun(lemma).is_some()
            || matches!(self.tree.upos(noun), Upos::Num | Upos::Pron | Upos::Propn)
            || self.table.kinds.strength_nouns.contains(lemma)
            || matches!(lemma, "dozen" | "hundred" | "thousand" | "score" | "ten" | "other")
    }

    /// "claimed the lives of seven", "at a price of a thousand soldiers' lives", "cost thirteen of them their lives".
    fn by_lives(&self, counted: usize) -> Option<QuantityKind> {
        let tree = self.tree;
        if tree.lemma(counted) == "life" {
            let verb = tree.head(counted)?;
            return matches!(tree.lemma(verb), "claim" | "cost" | "take" | "lose" | "price").then_some(QuantityKind::Killed);
        }
        let head = tree.head(counted)?;
        let cost = matches!(tree.lemma(head), "cost") && tree.children(head).iter().any(|child| tree.lemma(*child) == "life");
        (cost || tree.lemma(head) == "life" && matches!(tree.relation(counted), "nmod")).then_some(QuantityKind::Killed)
    }

    /// "the death toll climbed to 19", "a toll of 12", "losses at 228 dead".
    fn by_toll(&self, number: &Number) -> Option<QuantityKind> {
        let tree = self.tree;
        let sentence = tree.sentence_words(number.anchor);
        let from = number.first.saturating_sub(16).max(sentence.start);
        let window: Vec<String> = (from..number.first).map(|token| tree.lower(token)).collect();
        let text = format!(" {} ", window.join(" "));
        let dead = [" death toll ", " toll ", " raised the dead ", " number of dead ", " number of deaths ", " deaths "];
        let bare = self.noun(number).is_none_or(|noun| !self.is_thing(noun));
        if bare && dead.iter().any(|phrase| text.contains(phrase)) && !text.contains(" injur") && !text.contains(" wounded ") {
            return Some(QuantityKind::Killed);
        }
        if bare && (text.contains(" number of wounded ") || text.contains(" number of injured ")) {
            return Some(QuantityKind::Injured);
        }
        if bare && text.contains(" civilians killed at ") || text.contains(" killed to ") || text.contains(" killed since ") {
            return Some(QuantityKind::Killed);
        }
        None
    }

    fn is_thing(&self, noun: usize) -> bool {
        !self.is_people(noun) && self.tree.upos(noun) == Upos::Noun
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
        let before = number.first.checked_sub(1).filter(|token| *token >= sentence.start).map(|token| tree.lower(token));
        let after_to = matches!(before.as_deref(), Some("to" | "at" | "of" | "is"));
        let since = text.contains(" since ") || text.contains(" so far ") || text.contains(" to date ") || text.contains(" altogether ") || text.contains(" overall ");
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
                let chosen = if phrase.overlaps(number_span) && !after_number.is_empty() { after_number } else { phrase };
                one_line(chosen.slice(self.tree.text).unwrap_or_default())
            })
            .filter(|text| !text.is_empty());
        // A number that counts nothing named is kept where it takes part in the clause: "thousands fled".
        let takes_part = number.best.is_none() && matches!(self.tree.relation(number.anchor), "nsubj" | "obj");
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

/// What a bound makes of the number that was said.
fn bind(number: &mut Number, bound: NumberBound) {
    let Some(value) = number.best else { return };
    match bound {
        NumberBound::Low => (number.low, number.best) = (Some(value), None),
        NumberBound::High => (number.high, number.best) = (Some(value), None),
        NumberBound::Best => {}
    }
}

/// "1,300", "25.000"? no: whole part and decimals of an English number in digits.
fn digits(word: &str) -> Option<(i64, Option<f64>)> {
    let word = word.strip_prefix('+').unwrap_or(word);
    if word.is_empty() || !word.starts_with(|first: char| first.is_ascii_digit()) || word.len() > 16 {
        return None;
    }
    let (whole, decimals) = match word.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (word, None),
    };
    let grouped = whole.split(',').enumerate().all(|(index, group)| {
        group.chars().all(|character| character.is_ascii_digit()) && !group.is_empty() && (index == 0 && group.len() <= 3 || group.len() == 3 || !whole.contains(','))
    });
    if !grouped {
        return None;
    }
    let value: i64 = whole.replace(',', "").parse().ok()?;
    let decimals = match decimals {
        Some(text) => Some(format!("0.{text}").parse::<f64>().ok()?),
        None => None,
    };
    Some((value, decimals))
}

fn is_thousand_group(word: &str) -> bool {
    word.len() == 3 && word.chars().all(|character| character.is_ascii_digit())
}
