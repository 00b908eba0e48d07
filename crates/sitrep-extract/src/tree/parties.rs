//! Who acts and what is acted on, as far as the tree tells: the subject and the object of a verb, also where another clause
//! holds them.

use sitrep_types::Upos;

use super::{DEEPEST_SEARCH, Found, Tree};

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

/// What people are at when they are attacked.
const EVERYDAY: &[&str] = &[
    "try",
    "attempt",
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

/// What somebody suffers for what he did: "killed a driver for defying a lockdown".
const PUNISHES: &[&str] = &[
    "accuse",
    "arrest",
    "attack",
    "beat",
    "behead",
    "blame",
    "condemn",
    "criticise",
    "criticize",
    "denounce",
    "detain",
    "execute",
    "expel",
    "fine",
    "flog",
    "hang",
    "jail",
    "kill",
    "lash",
    "murder",
    "praise",
    "punish",
    "sentence",
    "shoot",
    "target",
    "thank",
];
/// Whose object is done by others, though it be a gerund.
const ENDURES: &[&str] =
    &["avoid", "dodge", "endure", "escape", "experience", "face", "fear", "flee", "suffer", "survive", "witness"];

impl Tree<'_> {
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
            // "war crimes, including shelling homes": crimes do nothing.
            "acl"
                if self.is_gerund(verb)
                    && self.children_by(verb, &["mark", "case"]).any(|mark| self.lemma(mark).starts_with("includ")) =>
            {
                None
            }
            "amod" | "acl" => Some((Found { token: governor, path: self.deprel(verb).to_owned() }, passive)),
            _ => match self.relation(verb) {
                "conj" => {
                    let governor = self.coordinated_with(verb).unwrap_or(governor);
                    // "troops drove them out, but the militants hold much and have stepped up attacks": the nearer clause
                    // with a subject of its own goes on.
                    let nearer = self.children_by(governor, &["conj"]).filter(|clause| {
                        *clause < verb
                            && self.upos(*clause) == Upos::Verb
                            && self.child_by(*clause, &["nsubj"]).is_some()
                    });
                    let governor = nearer.last().unwrap_or(governor);
                    let (found, above_passive) = self.subject_within(governor, depth)?;
                    let own = self.child_by(verb, &["aux", "obj"]).is_some();
                    let shared = above_passive && !own && self.is_past_form(verb);
                    through(found, "conj", passive || shared)
                }
                // "entered the town, freed inmates": coordinated without a conjunction.
                "parataxis"
                    if self.child_by(verb, &["cc"]).is_some()
                        || governor < verb && self.is_past_form(verb) && self.child_by(verb, &["obj"]).is_some() =>
                {
                    through(self.subject_within(governor, depth)?.0, "parataxis", passive)
                }
                // "fleeing shelling": they do not shell.
                "xcomp" if self.is_gerund(verb) && ENDURES.contains(&self.lemma(governor)) => None,
                "xcomp" => {
                    // "called on all parties to halt": they are to halt.
                    let asked = self.children_by(governor, &["obl"]).find(|phrase| {
                        matches!(self.lemma(governor), "call" | "appeal")
                            && *phrase < verb
                            && self.cases(*phrase).iter().any(|case| matches!(*case, "on" | "upon" | "to" | "for"))
                    });
                    if let Some(token) = asked {
                        return Some((Found { token, path: "xcomp > obl".to_owned() }, passive));
                    }
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
                        && self.children_by(verb, &["mark", "case"]).any(|mark| {
                            matches!(self.lemma(mark), "of" | "from")
                                || self.lemma(mark) == "for" && PUNISHES.contains(&self.lemma(governor))
                        })
                        && self.child_by(governor, &["obj"]).is_some() =>
                {
                    let object = self.child_by(governor, &["obj"])?;
                    Some((Found { token: self.through_relative(object), path: "obj of governor".to_owned() }, passive))
                }
                // "is accused of killing": whoever is accused is said to have killed.
                "advcl" | "obl" | "nmod" | "ccomp"
                    if self.is_gerund(verb)
                        && self.is_passive(governor)
                        && self
                            .children_by(verb, &["mark", "case"])
                            .any(|mark| matches!(self.lemma(mark), "of" | "for" | "with")) =>
                {
                    through(self.subject_within(governor, depth)?.0, "subject of governor", passive)
                }
                "ccomp" if self.children_by(verb, &["mark"]).any(|mark| self.lemma(mark) == "to") => {
                    through(self.subject_within(governor, depth)?.0, "ccomp", passive)
                }
                "advcl" => through(self.subject_within(governor, depth)?.0, "advcl", passive),
                // "deny having looted"
                "ccomp" | "obl" | "nmod" | "dep"
                    if self.is_gerund(verb)
                        || self.children_by(verb, &["aux"]).any(|auxiliary| self.lower(auxiliary) == "having") =>
                {
                    through(self.subject_within(self.clause_of(governor), depth)?.0, self.relation(verb), passive)
                }
                _ => None,
            },
        }
    }

    /// Whether a clause names what an undertaking aims at: "an attempt to retake", "the task of clearing".
    pub fn is_tasked(&self, verb: usize, governor: usize) -> bool {
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
        let against = [
            "foil",
            "thwart",
            "prevent",
            "stop",
            "block",
            "repel",
            "repulse",
            "resist",
            "halt",
            "frustrate",
            "defeat",
            "avert",
            "disrupt",
            "uncover",
            "condemn",
        ];
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
        // "a strike in which seven people died": what they died in is no object.
        let within = self
            .phrases(verb)
            .into_iter()
            .chain(self.children_by(verb, &["advmod"]))
            .any(|phrase| matches!(self.lemma(phrase), "which" | "whom" | "where" | "when"));
        if self.deprel(verb) == "acl:relcl"
            && !within
            && let Some(own) = self.child_by(verb, &["nsubj"])
            && self.through_relative(own) == own
            && let Some(antecedent) = self.head(verb)
        {
            return Some(Found { token: antecedent, path: "acl:relcl".to_owned() });
        }
        // "looted and burned the shop": the object stands with the last verb.
        let next = self.children_by(verb, &["conj"]).next()?;
        let adjacent = next <= verb + 3 && self.phrases(verb).into_iter().all(|phrase| phrase > next);
        if adjacent && let Some(object) = self.child_by(next, &["obj"]) {
            return Some(Found { token: self.through_relative(object), path: "conj > obj".to_owned() });
        }
        None
    }
}
