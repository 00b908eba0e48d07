//! The dependency trees of a document's sentences as extraction reads them: who is subject and object of what, through
//! passives, relative clauses, control and coordination.

use sitrep_types::{AnnotatedDocument, Span, Token, Upos};

/// No climb is longer than this; a parse that is not a tree ends here instead of going round.
const LONGEST_CLIMB: usize = 64;

/// Nouns whose infinitive or gerund tells what somebody undertakes; they do not themselves do it.
const UNDERTAKINGS: &[&str] = &[
    "attempt",
    "effort",
    "bid",
    "plan",
    "decision",
    "operation",
    "campaign",
    "mission",
    "task",
    "order",
    "offer",
    "threat",
    "vow",
    "pledge",
    "promise",
    "call",
    "agreement",
    "move",
    "push",
    "drive",
    "battle",
    "fight",
    "intention",
    "intent",
    "ability",
    "readiness",
    "refusal",
    "failure",
    "permission",
    "chance",
    "opportunity",
    "deal",
    "mandate",
    "request",
    "appeal",
    "proposal",
    "willingness",
    "desire",
    "struggle",
    "preparation",
    "capacity",
    "aim",
    "goal",
    "objective",
];

/// A semicolon parts two tellings: a participle or phrase that the parse hung on a verb beyond one belongs to the verb
/// on its own side. One word of each part, its main verb, may hang beyond.
fn mend_across_semicolons(document: &AnnotatedDocument, words: std::ops::Range<usize>, heads: &mut [Option<usize>]) {
    let tokens = &document.tokens;
    let marks: Vec<usize> = words.clone().filter(|token| document.words(tokens[*token].span) == ";").collect();
    if marks.is_empty() {
        return;
    }
    let part = |token: usize| marks.iter().filter(|mark| **mark < token).count();
    for token in words.clone() {
        let Some(head) = heads[token].filter(|head| words.contains(head) && part(*head) != part(token)) else {
            continue;
        };
        let relation = tokens[token].deprel.as_str();
        let loose = relation.starts_with("conj") && head > token
            || relation.starts_with("advcl")
            || relation.starts_with("obl")
            || relation.starts_with("acl");
        if !loose || head < token && relation.starts_with("advcl") {
            continue;
        }
        let own = (words.start..token)
            .rev()
            .take_while(|other| part(*other) == part(token))
            .find(|other| tokens[*other].upos == Upos::Verb && tokens[*other].deprel != "amod");
        let rings = own.is_some_and(|own| {
            std::iter::successors(heads[own], |above| heads.get(*above).copied().flatten())
                .take(LONGEST_CLIMB)
                .any(|above| above == token)
        });
        if let Some(own) = own.filter(|_| !rings) {
            heads[token] = Some(own);
        }
    }
}

/// What people are at when they are attacked.
const EVERYDAY: &[&str] = &[
    "leave",
    "attend",
    "wait",
    "queue",
    "travel",
    "walk",
    "return",
    "flee",
    "pray",
    "gather",
    "live",
    "work",
    "shop",
    "head",
    "play",
    "sleep",
    "shelter",
    "visit",
    "ride",
    "stand",
    "sit",
    "celebrate",
    "worship",
    "march",
    "protest",
];

/// Nouns that show somebody at something.
const DEPICTIONS: &[&str] = &[
    "footage",
    "video",
    "picture",
    "photo",
    "photograph",
    "image",
    "clip",
    "scene",
    "report",
    "news",
    "recording",
    "evidence",
    "sign",
];

/// How deep the search for an understood subject or object goes.
const DEEPEST_SEARCH: usize = 6;

/// A party found in the tree and the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its head word.
    pub token: usize,
    /// The relations walked: "nsubj", "xcomp > obj".
    pub path: String,
}

/// Read-only view of a document's words with the children of each.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    /// The document.
    pub document: &'a AnnotatedDocument,
    /// Its words.
    pub tokens: &'a [Token],
    children: Vec<Vec<usize>>,
    heads: Vec<Option<usize>>,
    sentence_of: Vec<usize>,
}

impl<'a> Tree<'a> {
    /// The trees of this document.
    pub fn new(document: &'a AnnotatedDocument) -> Self {
        let tokens = document.tokens.as_slice();
        let mut children = vec![Vec::new(); tokens.len()];
        let mut heads: Vec<Option<usize>> = tokens.iter().map(|token| token.head).collect();
        let mut sentence_of = vec![0; tokens.len()];
        for sentence in &document.sentences {
            let words = sentence.first_token.min(tokens.len())..sentence.end_token.min(tokens.len());
            mend_across_semicolons(document, words, &mut heads);
        }
        for (index, sentence) in document.sentences.iter().enumerate() {
            let words = sentence.first_token.min(tokens.len())..sentence.end_token.min(tokens.len());
            for token in words.clone() {
                sentence_of[token] = index;
                if let Some(head) = heads[token]
                    && words.contains(&head)
                    && head != token
                {
                    children[head].push(token);
                }
            }
        }
        Self { document, tokens, children, heads, sentence_of }
    }

    pub fn word(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |token| self.document.words(token.span))
    }

    pub fn lower(&self, token: usize) -> String {
        self.word(token).to_lowercase()
    }

    pub fn lemma(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |token| token.lemma.as_str())
    }

    pub fn upos(&self, token: usize) -> Upos {
        self.tokens.get(token).map_or(Upos::X, |token| token.upos)
    }

    pub fn deprel(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |token| token.deprel.as_str())
    }

    /// The relation to the head without its sub-type.
    pub fn relation(&self, token: usize) -> &'a str {
        let deprel = self.deprel(token);
        deprel.split_once(':').map_or(deprel, |(base, _)| base)
    }

    pub fn head(&self, token: usize) -> Option<usize> {
        *self.heads.get(token)?
    }

    pub fn span(&self, token: usize) -> Span {
        self.tokens.get(token).map_or_else(Span::default, |token| token.span)
    }

    pub fn children(&self, token: usize) -> &[usize] {
        self.children.get(token).map_or(&[], Vec::as_slice)
    }

    /// Children in one of these relations, named with or without sub-type.
    pub fn children_by<'t>(&'t self, token: usize, relations: &'t [&'t str]) -> impl Iterator<Item = usize> + 't {
        self.children(token).iter().copied().filter(move |child| self.is_relation(*child, relations))
    }

    pub fn child_by(&self, token: usize, relations: &[&str]) -> Option<usize> {
        self.children(token).iter().copied().find(|child| self.is_relation(*child, relations))
    }

    pub fn is_relation(&self, token: usize, relations: &[&str]) -> bool {
        relations.contains(&self.relation(token)) || relations.contains(&self.deprel(token))
    }

    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentence_of.get(token).copied().unwrap_or_default()
    }

    /// The words of a sentence.
    pub fn sentence_words(&self, sentence: usize) -> std::ops::Range<usize> {
        self.document.sentences.get(sentence).map_or(0..0, |sentence| {
            sentence.first_token.min(self.tokens.len())..sentence.end_token.min(self.tokens.len())
        })
    }

    /// The words above, nearest first.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(token), |above| self.head(*above)).take(LONGEST_CLIMB)
    }

    pub fn is_under(&self, token: usize, above: usize) -> bool {
        token == above || self.ancestors(token).any(|ancestor| ancestor == above)
    }

    /// How far below its sentence's root a word stands.
    pub fn depth(&self, token: usize) -> usize {
        self.ancestors(token).count()
    }

    /// All words under one, itself included, sorted, without the subtrees that `skip` names.
    pub fn subtree(&self, token: usize, skip: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let mut found = vec![token];
        let mut next = 0;
        let most = self.sentence_words(self.sentence_of(token)).len();
        while next < found.len() && found.len() <= most {
            let parent = found[next];
            found.extend(self.children(parent).iter().copied().filter(|child| !skip(*child)));
            next += 1;
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether the word heads a clause: a verb, or a predicate with a copula.
    pub fn is_clausal(&self, token: usize) -> bool {
        if self.is_relation(token, &["aux", "cop", "amod", "case", "compound", "mark"]) {
            return false;
        }
        matches!(self.upos(token), Upos::Verb)
            || self.child_by(token, &["cop", "nsubj", "nsubj:pass"]).is_some()
            || self.is_relation(token, &["advcl", "ccomp", "xcomp", "acl", "csubj", "parataxis"])
    }

    /// The clause that holds a word: itself or the nearest word above that heads one, else the root.
    pub fn clause_of(&self, token: usize) -> usize {
        if self.is_clausal(token) {
            return token;
        }
        let mut last = token;
        for above in self.ancestors(token) {
            last = above;
            if self.is_clausal(above) {
                break;
            }
        }
        last
    }

    /// The prepositions before a word: "out", "of".
    pub fn cases(&self, token: usize) -> Vec<&'a str> {
        let mut cases = Vec::new();
        for child in self.children_by(token, &["case"]) {
            if child < token || self.lemma(child) != "'s" {
                cases.push(self.lemma(child));
                cases.extend(self.children_by(child, &["fixed"]).map(|fixed| self.lemma(fixed)));
            }
        }
        cases
    }

    /// The oblique and nominal dependents of a word that have a preposition.
    pub fn phrases(&self, token: usize) -> Vec<usize> {
        self.children_by(token, &["obl", "nmod"])
            .filter(|child| self.deprel(*child) != "nmod:poss" && !self.cases(*child).is_empty())
            .collect()
    }

    /// Whether the form is a past participle as far as form and dictionary form tell.
    pub fn is_past_form(&self, token: usize) -> bool {
        let form = self.lower(token);
        !form.ends_with("ing")
            && form != self.lemma(token)
            && (self.upos(token) == Upos::Verb || form.ends_with("ed") || form.ends_with("en"))
            || matches!(form.as_str(), "shot" | "hit" | "hurt" | "cut" | "set" | "put" | "overrun" | "beaten" | "split")
    }

    pub fn is_gerund(&self, token: usize) -> bool {
        self.lower(token).ends_with("ing")
    }

    /// Whether a verb stands in the passive.
    pub fn is_passive(&self, verb: usize) -> bool {
        if self.child_by(verb, &["aux:pass", "nsubj:pass", "csubj:pass"]).is_some() {
            return true;
        }
        if !self.is_past_form(verb) {
            return false;
        }
        if self.child_by(verb, &["obj"]).is_some() {
            return false;
        }
        let auxiliary = self
            .children_by(verb, &["aux", "cop"])
            .any(|child| matches!(self.lemma(child), "be" | "get") && self.lemma(verb) != "be");
        if auxiliary {
            return true;
        }
        let bare = self.child_by(verb, &["nsubj", "aux", "mark"]).is_none();
        bare && (self.is_relation(verb, &["amod", "advcl"]) || self.deprel(verb) == "acl")
    }

    /// The antecedent where a word is a relative pronoun, else the word.
    pub fn through_relative(&self, token: usize) -> usize {
        if matches!(self.lemma(token), "who" | "which" | "that" | "whom" | "whose")
            && self.upos(token) != Upos::Noun
            && let Some(clause) = self.ancestors(token).find(|above| self.deprel(*above) == "acl:relcl")
            && let Some(antecedent) = self.head(clause)
        {
            return self.told_of(antecedent, token).unwrap_or(antecedent);
        }
        // "…, which launched": where the parse lost the clause's tie, the noun before the comma is meant.
        if matches!(self.lower(token).as_str(), "who" | "which")
            && self.upos(token) == Upos::Pron
            && token >= 2
            && self.word(token - 1) == ","
            && matches!(self.upos(token - 2), Upos::Noun | Upos::Propn)
            && self.sentence_of(token - 2) == self.sentence_of(token)
        {
            return token - 2;
        }
        token
    }

    /// "the attack on the hotel, which killed nine": after a comma the event is meant, not what it struck.
    fn told_of(&self, antecedent: usize, pronoun: usize) -> Option<usize> {
        let is_event = |token: usize| self.document.event_mentions.iter().any(|event| event.token == token);
        let above = self.head(antecedent).filter(|_| self.relation(antecedent) == "nmod")?;
        let parted = pronoun > 0 && self.word(pronoun - 1) == "," && self.lower(pronoun) == "which";
        (parted && self.upos(above) == Upos::Noun && is_event(above) && !is_event(antecedent)).then_some(above)
    }

    /// The grammatical subject of a clause, and whether the clause is passive.
    pub fn subject(&self, verb: usize) -> Option<(Found, bool)> {
        self.subject_within(verb, DEEPEST_SEARCH)
    }

    /// Whether a gerund of going or staying follows a noun: those who are hit go about their day, who hits them does not.
    fn is_beside_who_does_it(&self, verb: usize) -> bool {
        verb > self.sentence_words(self.sentence_of(verb)).start
            && self.upos(verb - 1) == Upos::Noun
            && EVERYDAY.contains(&self.lemma(verb))
    }

    fn subject_within(&self, verb: usize, depth: usize) -> Option<(Found, bool)> {
        let depth = depth.checked_sub(1)?;
        let passive = self.is_passive(verb);
        // Of two subjects before a verb, the one beside it is its own.
        let beside = self.children_by(verb, &["nsubj", "csubj"]).filter(|child| *child < verb).last();
        let beside = beside.filter(|child| {
            let first = self.child_by(verb, &["nsubj", "csubj"]).unwrap_or(*child);
            (first..*child).all(|token| self.upos(token) != Upos::Cconj)
                && (*child..verb).all(|token| self.word(token) != ",")
        });
        if let Some(subject) = beside.or_else(|| self.child_by(verb, &["nsubj", "csubj"])) {
            let path = self.deprel(subject).to_owned();
            return Some((Found { token: self.through_relative(subject), path }, passive));
        }
        if let Some(token) = self.stray(verb, &["nsubj"], true) {
            return Some((Found { token: self.through_relative(token), path: "nearest nsubj".to_owned() }, passive));
        }
        let governor = self.head(verb)?;
        let through = |found: Found, relation: &str, passive| {
            Some((Found { token: found.token, path: format!("{relation} > {}", found.path) }, passive))
        };
        match self.deprel(verb) {
            "acl:relcl" => Some((Found { token: governor, path: "acl:relcl".to_owned() }, passive)),
            "acl" if self.is_tasked(verb, governor) => {
                let found = self.tasked_with(governor, depth)?;
                through(found, "acl", passive)
            }
            // "footage of militants smashing statues": they do, not the footage.
            "acl" if DEPICTIONS.contains(&self.lemma(governor)) && self.is_gerund(verb) => {
                let shown = self.phrases(governor).into_iter().find(|phrase| self.cases(*phrase).contains(&"of"));
                Some((Found { token: shown.unwrap_or(governor), path: "acl > of".to_owned() }, passive))
            }
            // "fired on worshippers leaving a mosque": they leave it, not who fired.
            "advcl" if self.is_gerund(verb) && self.is_beside_who_does_it(verb) => {
                Some((Found { token: verb - 1, path: "beside".to_owned() }, passive))
            }
            "amod" | "acl" => Some((Found { token: governor, path: self.deprel(verb).to_owned() }, passive)),
            _ => match self.relation(verb) {
                "conj" => {
                    let governor = self.coordinated_with(verb).unwrap_or(governor);
                    let (found, above_passive) = self.subject_within(governor, depth)?;
                    let own = self.child_by(verb, &["aux", "obj"]).is_some();
                    let shared = above_passive && !own && self.is_past_form(verb);
                    through(found, "conj", passive || shared)
                }
                "parataxis" if self.child_by(verb, &["cc"]).is_some() => {
                    through(self.subject_within(governor, depth)?.0, "parataxis", passive)
                }
                "xcomp" => {
                    if let Some(object) = self.child_by(governor, &["obj", "iobj"])
                        && self.lemma(governor) != "promise"
                    {
                        let token = self.through_relative(object);
                        return Some((Found { token, path: "xcomp > obj".to_owned() }, passive));
                    }
                    through(self.subject_within(governor, depth)?.0, "xcomp", passive)
                }
                // "accused the army of shelling", "kept the bomber from reaching": the object of the one acts in the other.
                "advcl" | "obl" | "nmod" | "ccomp"
                    if self.is_gerund(verb)
                        && self
                            .children_by(verb, &["mark", "case"])
                            .any(|mark| matches!(self.lemma(mark), "of" | "from"))
                        && self.child_by(governor, &["obj"]).is_some() =>
                {
                    let object = self.child_by(governor, &["obj"])?;
                    Some((Found { token: self.through_relative(object), path: "obj of governor".to_owned() }, passive))
                }
                "ccomp" if self.children_by(verb, &["mark"]).any(|mark| self.lemma(mark) == "to") => {
                    through(self.subject_within(governor, depth)?.0, "ccomp", passive)
                }
                "advcl" => through(self.subject_within(governor, depth)?.0, "advcl", passive),
                "ccomp" | "obl" | "nmod" | "dep" if self.is_gerund(verb) => {
                    through(self.subject_within(self.clause_of(governor), depth)?.0, self.relation(verb), passive)
                }
                _ => None,
            },
        }
    }

    /// The verb that a verb is coordinated with. "urged him to let them leave and condemned the looting": a past tense
    /// goes with a past tense, so an infinitive between is passed over.
    pub fn coordinated_with(&self, verb: usize) -> Option<usize> {
        let mut at = self.head(verb)?;
        let finite = self.upos(verb) == Upos::Verb
            && self.is_past_form(verb)
            && self.lower(verb).ends_with("ed")
            && self.child_by(verb, &["aux", "nsubj"]).is_none();
        for _ in 0..DEEPEST_SEARCH {
            if !finite || self.upos(at) != Upos::Verb || self.lower(at) != self.lemma(at) {
                break;
            }
            let bare = self.is_relation(at, &["xcomp", "ccomp", "advcl", "acl"])
                && self.child_by(at, &["nsubj"]).is_none_or(|subject| subject > at);
            let Some(above) = self.ancestors(at).find(|above| self.upos(*above) == Upos::Verb).filter(|_| bare) else {
                break;
            };
            at = above;
        }
        Some(at)
    }

    /// Whether a clause names what an undertaking aims at: "an attempt to retake", "the task of clearing".
    fn is_tasked(&self, verb: usize, governor: usize) -> bool {
        UNDERTAKINGS.contains(&self.lemma(governor))
            && self
                .children_by(verb, &["mark", "case"])
                .any(|mark| matches!(self.lemma(mark), "to" | "of" | "at" | "on"))
    }

    /// Who undertakes it: "an attempt by gendarmes", "their bid", the subject of the verb that it is the object of.
    fn tasked_with(&self, undertaking: usize, depth: usize) -> Option<Found> {
        let by = self.phrases(undertaking).into_iter().find(|phrase| self.cases(*phrase).contains(&"by"));
        let own = self.children_by(undertaking, &["nmod:poss"]).find(|child| self.deprel(*child) == "nmod:poss");
        if let Some(token) = by.or(own) {
            return Some(Found { token, path: "by".to_owned() });
        }
        let governor = self.head(undertaking)?;
        // Whoever foils an attempt does not make it.
        let against = ["foil", "thwart", "prevent", "stop", "block", "repel", "avert", "disrupt", "uncover", "condemn"];
        if !self.is_relation(undertaking, &["obj", "obl", "xcomp"]) || against.contains(&self.lemma(governor)) {
            return None;
        }
        if let Some(token) = self.child_by(governor, &["iobj"]) {
            return Some(Found { token, path: "iobj".to_owned() });
        }
        self.subject_within(governor, depth).map(|(found, _)| found)
    }

    /// A noun phrase after a verb, without preposition, that the parse hung as an oblique though it is no time.
    fn bare_oblique(&self, verb: usize) -> Option<usize> {
        let times = &self.document.times;
        self.children_by(verb, &["obl"]).find(|child| {
            self.deprel(*child) == "obl"
                && *child > verb
                && matches!(self.upos(*child), Upos::Noun | Upos::Propn | Upos::Num)
                && self.cases(*child).is_empty()
                && !times.iter().any(|time| time.span.overlaps(self.span(*child)))
                && !self.document.place_mentions.iter().any(|place| place.span.overlaps(self.span(*child)))
                && !matches!(
                    self.lemma(*child),
                    "dawn"
                        | "dusk"
                        | "noon"
                        | "midday"
                        | "midnight"
                        | "night"
                        | "morning"
                        | "afternoon"
                        | "evening"
                        | "day"
                )
        })
    }

    /// A subject to the left or an object to the right that the parse hung on a verb further off, past this one.
    fn stray(&self, verb: usize, relations: &[&str], left: bool) -> Option<usize> {
        const REACH: usize = 10;
        let bare = self.is_relation(verb, &["amod", "acl", "xcomp"]) && self.deprel(verb) != "acl:relcl";
        if self.upos(verb) != Upos::Verb || bare {
            return None;
        }
        let words = self.sentence_words(self.sentence_of(verb));
        let steps: Vec<usize> = if left {
            (words.start..verb).rev().take(REACH).collect()
        } else {
            (verb + 1..words.end).take(REACH).collect()
        };
        for token in steps {
            if matches!(self.word(token), ";" | ":") || self.upos(token) == Upos::Verb {
                return None;
            }
            let Some(head) = self.head(token) else { continue };
            let past = if left { head > verb } else { head < verb || head > token };
            if self.is_relation(token, relations) && head != verb && past {
                return Some(token);
            }
        }
        None
    }

    /// What an active verb governs, or the subject of a passive one.
    pub fn object(&self, verb: usize) -> Option<Found> {
        if let Some(object) = self.child_by(verb, &["obj"]) {
            return Some(Found { token: self.through_relative(object), path: "obj".to_owned() });
        }
        let subject = self.subject(verb);
        if let Some((found, true)) = &subject {
            return Some(found.clone());
        }
        if let Some(token) = self.stray(verb, &["obj"], false) {
            return Some(Found { token: self.through_relative(token), path: "nearest obj".to_owned() });
        }
        if let Some(token) = self.bare_oblique(verb) {
            return Some(Found { token, path: "obl without preposition".to_owned() });
        }
        if self.deprel(verb) == "acl:relcl"
            && let Some(own) = self.child_by(verb, &["nsubj"])
            && self.through_relative(own) == own
            && let Some(antecedent) = self.head(verb)
        {
            return Some(Found { token: antecedent, path: "acl:relcl".to_owned() });
        }
        // "looted and burned the shop": the object stands with the last verb.
        let next = self.children_by(verb, &["conj"]).next()?;
        let adjacent = next <= verb + 3 && self.phrases(verb).is_empty();
        if adjacent && let Some(object) = self.child_by(next, &["obj"]) {
            return Some(Found { token: self.through_relative(object), path: "conj > obj".to_owned() });
        }
        None
    }

    /// The words coordinated with a noun, itself first.
    pub fn conjuncts(&self, noun: usize) -> Vec<usize> {
        let mut found = vec![noun];
        let mut next = 0;
        while next < found.len() && found.len() < 32 {
            let parent = found[next];
            for child in self.children_by(parent, &["conj"]) {
                if !matches!(self.upos(child), Upos::Verb | Upos::Aux)
                    && !found.contains(&child)
                    && self.child_by(child, &["nsubj", "cop"]).is_none()
                {
                    found.push(child);
                }
            }
            next += 1;
        }
        found
    }

    /// Whether the word, or what leads to its clause, is in the pluperfect.
    pub fn is_pluperfect(&self, token: usize) -> bool {
        let clause = self.clause_of(token);
        self.children_by(clause, &["aux"]).any(|child| self.lower(child) == "had")
    }

    /// The stretch of text from one word to another.
    pub fn stretch(&self, first: usize, last: usize) -> Span {
        Span::new(self.span(first).start, self.span(last).end.max(self.span(first).start))
    }
}
