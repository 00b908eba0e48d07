//! What a number counts: the dead, the hurt, the taken, by the noun, the words beside it and the verb.

use sitrep_types::{QuantityKind, Upos};

use super::{Finder, Number};

impl Finder<'_> {
    /// What the number counts.
    pub(super) fn counts(&self, number: &Number) -> QuantityKind {
        self.counts_noun(number, self.noun(number).unwrap_or(number.anchor))
    }

    /// What a number counts, given the word that it counts.
    pub(super) fn counts_noun(&self, number: &Number, counted: usize) -> QuantityKind {
        let found = self.loss(number, counted);
        let people = self.is_people(counted)
            || self.is_loss_noun(counted)
            || self.tree.upos(counted) == Upos::Propn
            || counted == number.anchor
            || self.tree.lemma(counted) == "life"
            // "nine of their number"
            || self.tree.lemma(counted) == "number" && self.tree.child_by(counted, &["nmod:poss"]).is_some();
        match found {
            Some(kind) if people => kind,
            Some(_) => QuantityKind::Other,
            None if self.is_strength(number, counted) => QuantityKind::Strength,
            None => QuantityKind::Other,
        }
    }

    pub(super) fn is_loss_noun(&self, noun: usize) -> bool {
        let kinds = &self.table.kinds;
        let lemma = self.tree.lemma(noun);
        [
            &kinds.killed_nouns,
            &kinds.injured_nouns,
            &kinds.arrested_nouns,
            &kinds.abducted_nouns,
            &kinds.displaced_nouns,
            &kinds.killed_toll,
            &kinds.killed_adjectives,
            &kinds.injured_adjectives,
            &kinds.displaced_adjectives,
        ]
        .iter()
        .any(|list| list.contains(lemma))
            || lemma == "casualty"
            || lemma == "casualties"
    }

    pub(super) fn is_strength(&self, number: &Number, counted: usize) -> bool {
        let tree = self.tree;
        if self.head_verb(counted).is_some_and(|verb| {
            matches!(tree.lemma(verb), "free" | "release" | "rescue" | "exchange" | "swap" | "hand")
        }) {
            return false;
        }
        self.table.kinds.strength_nouns.contains(tree.lemma(counted))
            || tree.lower(number.end) == "strong"
            || number.low.is_some() && counted == number.anchor
    }

    pub(super) fn head_verb(&self, noun: usize) -> Option<usize> {
        self.tree.ancestors(noun).take(3).find(|above| self.tree.upos(*above) == Upos::Verb)
    }

    /// Death, injury, arrest, abduction, flight: by the noun, by the words beside the number, by the verb.
    pub(super) fn loss(&self, number: &Number, counted: usize) -> Option<QuantityKind> {
        let tree = self.tree;
        let end = self.sentence_end(number.anchor);
        // "20 dead", "three wounded", "15,000 displaced", "41 people dead".
        for token in [number.end, counted, counted + 1] {
            let states = token < end
                && token >= number.first
                && (token == counted || matches!(tree.upos(token), Upos::Adj | Upos::Verb | Upos::Noun));
            if states
                && !self.is_active_verb(token)
                && let Some(kind) = self.by_state(&tree.lower(token))
            {
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
    pub(super) fn by_state(&self, word: &str) -> Option<QuantityKind> {
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

    pub(super) fn by_noun(&self, lemma: &str) -> Option<QuantityKind> {
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
    pub(super) fn by_passive(&self, lemma: &str) -> Option<QuantityKind> {
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
    pub(super) fn by_words_after(&self, noun: usize, end: usize) -> Option<QuantityKind> {
        let kinds = &self.table.kinds;
        let tree = self.tree;
        let mut at = noun + 1;
        let (mut passive, mut negated) = (false, false);
        while at < end && matches!(tree.upos(at), Upos::Aux | Upos::Adv | Upos::Part) && at < noun + 6 {
            passive |=
                matches!(tree.lower(at).as_str(), "was" | "were" | "been" | "are" | "is" | "being" | "be" | "got");
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
        if lemma != "fall"
            && (kinds.killed_subject_verbs.contains(lemma) || kinds.killed_subject_verbs.contains(&tree.lower(at)))
        {
            return Some(QuantityKind::Killed);
        }
        if matches!(lemma, "lose" | "give") && follows(&["life", "lives"])
            || matches!(lemma, "attain" | "embrace") && follows(&["martyrdom"])
        {
            return Some(QuantityKind::Killed);
        }
        if matches!(lemma, "sustain" | "suffer" | "receive")
            && (follows(&["injuries", "wounds", "burns", "injury", "wound"]))
        {
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
    pub(super) fn by_words_before(&self, number: &Number) -> Option<QuantityKind> {
        let tree = self.tree;
        let start = tree.sentence_words(number.anchor).start;
        let before = number.first.checked_sub(1).filter(|token| *token >= start)?;
        let active = |token: usize| {
            tree.upos(token) == Upos::Verb
                && !tree.children_by(token, &["aux:pass"]).any(|child| child < token)
                && tree.relation(token) != "amod"
        };
        if active(before)
            && let Some(kind) = self.by_passive(tree.lemma(before)).filter(|kind| {
                matches!(
                    kind,
                    QuantityKind::Killed | QuantityKind::Injured | QuantityKind::Arrested | QuantityKind::Displaced
                )
            })
        {
            return Some(kind);
        }
        if matches!(tree.lower(before).as_str(), "of" | "to") && before > start {
            let noun = before - 1;
            let of = tree.lower(before) == "of";
            return match tree.lemma(noun) {
                "life" | "killing" | "murder" | "death" | "execution" | "massacre" | "assassination" | "shooting"
                | "beheading" | "lynching"
                    if of =>
                {
                    Some(QuantityKind::Killed)
                }
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
    pub(super) fn is_active_verb(&self, token: usize) -> bool {
        self.tree.upos(token) == Upos::Verb && self.tree.child_by(token, &["obj"]).is_some_and(|object| object > token)
    }

    /// What the verb above the counted noun does to it.
    pub(super) fn by_verb(&self, counted: usize) -> Option<QuantityKind> {
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
            if kinds.killed_verbs.contains(lemma) && self.has_no_object(clause)
                || kinds.killed_subject_verbs.contains(lemma)
            {
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
        if patient
            && tree
                .child_by(verb, &["xcomp", "obl"])
                .is_some_and(|state| kinds.killed_adjectives.contains(tree.lemma(state)))
        {
            return Some(QuantityKind::Killed);
        }
        if patient
            && tree
                .child_by(verb, &["xcomp"])
                .is_some_and(|state| kinds.injured_adjectives.contains(&tree.lower(state)))
        {
            return Some(QuantityKind::Injured);
        }
        // "shot dead a chief and his sons"
        let shot_dead = lemma == "shoot" && tree.children(verb).iter().any(|child| tree.lemma(*child) == "dead");
        if patient && (kinds.killed_verbs.contains(lemma) || shot_dead)
            || subject && kinds.killed_subject_verbs.contains(lemma)
        {
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
            return Some(
                if matches!(
                    lemma,
                    "seize"
                        | "take"
                        | "carry"
                        | "march"
                        | "hold"
                        | "capture"
                        | "snatch"
                        | "hijack"
                        | "kidnap"
                        | "abduct"
                ) {
                    QuantityKind::Abducted
                } else {
                    QuantityKind::Other
                },
            );
        }
        if patient && kinds.displaced_verbs.contains(lemma)
            || subject
                && kinds.displaced_subject_verbs.contains(lemma)
                && self.is_people(counted)
                && matches!(lemma, "flee" | "evacuate" | "escape")
        {
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
    pub(super) fn has_no_object(&self, clause: usize) -> bool {
        self.tree
            .children_by(clause, &["obj"])
            .all(|object| matches!(self.tree.lower(object).as_str(), "whom" | "who" | "that" | "which"))
    }

    /// "Two killed in blast": a participle whose subject suffers, in headlines without an auxiliary.
    pub(super) fn is_headline_participle(&self, verb: usize) -> bool {
        let tree = self.tree;
        let word = tree.lower(verb);
        word.ends_with("ed") && tree.child_by(verb, &["obj", "aux", "ccomp"]).is_none() && tree.relation(verb) == "root"
    }

    pub(super) fn is_people(&self, noun: usize) -> bool {
        let lemma = self.tree.lemma(noun);
        self.resources.actors.noun(lemma).is_some()
            || self.resources.actors.weak_noun(lemma).is_some()
            || matches!(self.tree.upos(noun), Upos::Num | Upos::Pron | Upos::Propn)
            || self.table.kinds.strength_nouns.contains(lemma)
            || matches!(lemma, "dozen" | "hundred" | "thousand" | "score" | "ten" | "other")
    }

    /// "claimed the lives of seven", "at a price of a thousand soldiers' lives", "cost thirteen of them their lives".
    pub(super) fn by_lives(&self, counted: usize) -> Option<QuantityKind> {
        let tree = self.tree;
        if tree.lemma(counted) == "life" {
            let verb = tree.head(counted)?;
            return matches!(tree.lemma(verb), "claim" | "cost" | "take" | "lose" | "price")
                .then_some(QuantityKind::Killed);
        }
        let head = tree.head(counted)?;
        let cost =
            matches!(tree.lemma(head), "cost") && tree.children(head).iter().any(|child| tree.lemma(*child) == "life");
        (cost || tree.lemma(head) == "life" && matches!(tree.relation(counted), "nmod")).then_some(QuantityKind::Killed)
    }

    /// "the death toll climbed to 19", "a toll of 12", "losses at 228 dead".
    pub(super) fn by_toll(&self, number: &Number) -> Option<QuantityKind> {
        let tree = self.tree;
        let sentence = tree.sentence_words(number.anchor);
        let from = number.first.saturating_sub(16).max(sentence.start);
        let window: Vec<String> = (from..number.first).map(|token| tree.lower(token)).collect();
        let text = format!(" {} ", window.join(" "));
        let dead = [
            " death toll ",
            " toll ",
            " raised the dead ",
            " number of dead ",
            " number of deaths ",
            " deaths ",
            " losses ",
        ];
        let bare = self.noun(number).is_none_or(|noun| !self.is_thing(noun));
        if bare
            && dead.iter().any(|phrase| text.contains(phrase))
            && !text.contains(" injur")
            && !text.contains(" wounded ")
        {
            return Some(QuantityKind::Killed);
        }
        if bare && (text.contains(" number of wounded ") || text.contains(" number of injured ")) {
            return Some(QuantityKind::Injured);
        }
        // "the number of people displaced has risen to 1.2 million": what the number is said to be of.
        let of = window
            .iter()
            .rposition(|word| word == "number")
            .filter(|at| window.get(at + 1).is_some_and(|word| word == "of"));
        if let Some(of) = of.filter(|_| bare) {
            let told = window[of + 2..]
                .iter()
                .take(4)
                .find_map(|word| self.by_state(word).or_else(|| self.by_noun(word.strip_suffix('s').unwrap_or(word))));
            if told.is_some() {
                return told;
            }
        }
        if bare && text.contains(" civilians killed at ")
            || text.contains(" killed to ")
            || text.contains(" killed since ")
        {
            return Some(QuantityKind::Killed);
        }
        None
    }

    pub(super) fn is_thing(&self, noun: usize) -> bool {
        !self.is_people(noun) && self.tree.upos(noun) == Upos::Noun
    }
}
