//! The dependency trees of a document's sentences as extraction reads them: who is subject and object of what, through
//! passives, relative clauses, control and coordination.

mod parties;

use sitrep_types::{AnnotatedDocument, Span, Token, Upos};

/// No climb is longer than this; a parse that is not a tree ends here instead of going round.
const LONGEST_CLIMB: usize = 64;

/// How deep the search for an understood subject or object goes.
const DEEPEST_SEARCH: usize = 6;

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
        let present = form.strip_suffix('s').is_some_and(|stem| {
            let lemma = self.lemma(token);
            stem == lemma || stem.strip_suffix('e') == Some(lemma) || stem.strip_suffix("ie") == lemma.strip_suffix('y')
        });
        !form.ends_with("ing")
            && !present
            && form != self.lemma(token)
            && (self.upos(token) == Upos::Verb || form.ends_with("ed") || form.ends_with("en"))
            || matches!(form.as_str(), "shot" | "hit" | "hurt" | "cut" | "set" | "put" | "overrun" | "beaten" | "split")
    }

    pub fn is_gerund(&self, token: usize) -> bool {
        self.lower(token).ends_with("ing")
    }

    /// "Two soldiers killed, four others injured": headlines and second clauses leave the auxiliary out, but these verbs are
    /// nothing without an object.
    fn is_harmed_without_auxiliary(&self, verb: usize) -> bool {
        const NEEDS_OBJECT: &[&str] = &[
            "abduct", "arrest", "damage", "destroy", "detain", "displace", "hurt", "injure", "kidnap", "kill", "wound",
        ];
        let shares_object = |next: usize| next <= verb + 3 && self.child_by(next, &["obj"]).is_some();
        NEEDS_OBJECT.contains(&self.lemma(verb))
            && self.is_past_form(verb)
            && self.deprel(verb) != "acl:relcl"
            && self.child_by(verb, &["nsubj"]).is_some_and(|subject| subject < verb && self.upos(subject) != Upos::Pron)
            && self.child_by(verb, &["aux", "obj", "ccomp", "xcomp", "mark"]).is_none()
            && !self.children_by(verb, &["conj"]).any(shares_object)
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
        if auxiliary || self.is_harmed_without_auxiliary(verb) {
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
        self.free_relative(token).unwrap_or(token)
    }

    /// "struck what it called |smugglers' boats|", "shelled what residents described as a |school|", "raided what they said
    /// was a |base|": what somebody takes it for.
    fn free_relative(&self, token: usize) -> Option<usize> {
        if self.lower(token) != "what" || self.upos(token) != Upos::Pron {
            return None;
        }
        let clause = self.child_by(token, &["acl:relcl"]).or_else(|| self.child_by(token, &["acl"]))?;
        let is_noun = |token: &usize| matches!(self.upos(*token), Upos::Noun | Upos::Propn);
        match self.lemma(clause) {
            "call" | "term" | "label" | "dub" | "deem" | "consider" => {
                self.children_by(clause, &["obj", "xcomp"]).filter(|child| *child > clause && is_noun(child)).last()
            }
            "describe" | "present" | "portray" | "regard" | "identify" => self
                .children_by(clause, &["obl", "advcl", "xcomp"])
                .find(|child| is_noun(child) && self.cases(*child).contains(&"as")),
            "say" | "claim" | "believe" | "think" | "insist" | "suspect" => {
                let copula = clause + 1;
                let is_copula = self.sentence_words(self.sentence_of(clause)).contains(&copula)
                    && matches!(self.lower(copula).as_str(), "was" | "were" | "is" | "are");
                self.head(copula).filter(|noun| is_copula && *noun > copula && is_noun(noun))
            }
            _ => None,
        }
    }

    /// "the attack on the hotel, which killed nine": after a comma the event is meant, not what it struck.
    fn told_of(&self, antecedent: usize, pronoun: usize) -> Option<usize> {
        let is_event = |token: usize| self.document.event_mentions.iter().any(|event| event.token == token);
        let above = self.head(antecedent).filter(|_| self.relation(antecedent) == "nmod")?;
        let parted = pronoun > 0 && self.word(pronoun - 1) == "," && self.lower(pronoun) == "which";
        (parted && self.upos(above) == Upos::Noun && is_event(above) && !is_event(antecedent)).then_some(above)
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

    /// Whether a hyphen ties the next word to this one, with nothing between: "passer-by", "sit-in".
    pub fn is_hyphenated(&self, token: usize) -> bool {
        let (hyphen, next) = (self.span(token + 1), self.span(token + 2));
        self.word(token + 1) == "-" && self.span(token).end == hyphen.start && hyphen.end == next.start
    }

    /// The words coordinated with a noun, itself first.
    pub fn conjuncts(&self, noun: usize) -> Vec<usize> {
        let mut found = vec![noun];
        let mut next = 0;
        while next < found.len() && found.len() < 32 {
            let parent = found[next];
            for child in self.children_by(parent, &["conj"]) {
                // "passer-by": what stands behind the hyphen is no second person.
                let within_the_word = child == parent + 2 && self.is_hyphenated(parent);
                if !matches!(self.upos(child), Upos::Verb | Upos::Aux)
                    && !found.contains(&child)
                    && self.child_by(child, &["nsubj", "cop"]).is_none()
                    && !self.is_share_of_them(child)
                    && !within_the_word
                {
                    found.push(child);
                }
            }
            next += 1;
        }
        found
    }

    /// "gunmen, some of them masked": what is said of some is said of the gunmen again.
    pub fn is_share_of_them(&self, word: usize) -> bool {
        let of_them = |phrase: usize| {
            self.cases(phrase) == ["of"] && matches!(self.lower(phrase).as_str(), "them" | "whom" | "which")
        };
        // "46 people, six of them children"
        let numbers = self.children_by(word, &["nummod", "nsubj"]);
        self.child_by(word, &["cc"]).is_none()
            && std::iter::once(word).chain(numbers).flat_map(|token| self.phrases(token)).any(of_them)
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
