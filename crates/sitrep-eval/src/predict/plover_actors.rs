//! Who acts and whom it is directed at, in the words in which coders of PLOVER write actors down: the name with its
//! title and where it is of, without count, article or what merely describes.

use sitrep_types::{ActorKind, AnnotatedDocument, Claim, Filler, Mention, MentionKind, Span, Upos};

/// Nouns that count or gather what follows with "of": the coder writes that alone.
const GATHERING: &[&str] = &[
    "thousand", "hundred", "ten", "dozen", "score", "million", "group", "number", "third", "half", "quarter",
    "majority", "crowd", "handful", "score", "member", "couple",
];
/// Words that name nobody beside somebody who is named.
const NOBODY: &[&str] = &["people", "person", "other", "one", "civilian", "man", "woman"];
/// Prepositions that tell where a thing happened.
const WHERE: &[&str] =
    &["in", "at", "near", "across", "through", "around", "outside", "into", "throughout", "spanning"];
/// Prepositions after a noun that tell where somebody is of.
const WHENCE: &[&str] = &["in", "of", "from"];
/// Days that the wire sets right behind a name: "Yasser Arafat Wednesday rejected".
const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// How far up a tree is climbed, and how many words of an actor's home are taken.
const STEPS: usize = 64;
const HOME_WORDS: usize = 6;

/// The document with what is asked of its trees.
pub(super) struct Actors<'a> {
    annotated: &'a AnnotatedDocument,
    /// The words below each word.
    children: Vec<Vec<usize>>,
}

impl<'a> Actors<'a> {
    pub(super) fn of(annotated: &'a AnnotatedDocument) -> Self {
        let mut children = vec![Vec::new(); annotated.tokens.len()];
        for (index, token) in annotated.tokens.iter().enumerate() {
            if let Some(below) = token.head.and_then(|head| children.get_mut(head)) {
                below.push(index);
            }
        }
        Self { annotated, children }
    }

    /// The verb or noun that a claim was read from.
    pub(super) fn trigger(&self, claim: &Claim) -> Option<usize> {
        self.head_of(claim.trigger.span)
    }

    /// Whether one of these auxiliaries stands with a verb.
    pub(super) fn has_auxiliary(&self, verb: usize, words: &[&str]) -> bool {
        self.below(verb, "aux").any(|child| words.contains(&self.lower(child).as_str()))
    }

    /// The word that a word hangs on, with its own relation to it.
    pub(super) fn above(&self, word: usize) -> Option<(usize, &str)> {
        let token = &self.annotated.tokens[word];
        token.head.map(|head| (head, token.deprel.as_str()))
    }

    pub(super) fn lemma(&self, word: usize) -> &str {
        &self.annotated.tokens[word].lemma
    }

    pub(super) fn lower(&self, word: usize) -> String {
        self.text(word).to_lowercase()
    }

    fn text(&self, word: usize) -> &str {
        self.annotated.tokens[word].span.slice(&self.annotated.document.text).unwrap_or_default()
    }

    /// The words below a word with this relation, sub-types included.
    fn below<'b>(&'b self, word: usize, relation: &'b str) -> impl Iterator<Item = usize> + 'b {
        self.children[word].iter().copied().filter(move |child| {
            let deprel = self.annotated.tokens[*child].deprel.as_str();
            deprel == relation || deprel.split(':').next() == Some(relation)
        })
    }

    /// Whether a word hangs, however deep, under another one.
    fn is_under(&self, word: usize, top: usize) -> bool {
        std::iter::successors(Some(word), |at| self.annotated.tokens.get(*at)?.head).take(STEPS).any(|at| at == top)
    }

    /// How far below its sentence's root a word stands.
    pub(super) fn depth(&self, word: Option<usize>) -> usize {
        let Some(word) = word else { return usize::MAX };
        std::iter::successors(self.annotated.tokens[word].head, |at| self.annotated.tokens.get(*at)?.head)
            .take(STEPS)
            .count()
    }

    /// Who acts: the claim's actors, else the subject of its verb or of the verb that carries its noun.
    pub(super) fn sources(&self, claim: &Claim, may_be_carried: bool) -> Vec<String> {
        let named: Vec<usize> = claim.actors.iter().filter_map(|filler| self.head_of(filler.span)).collect();
        if !named.is_empty() {
            return self.written(&named);
        }
        let Some(trigger) = self.trigger(claim) else { return Vec::new() };
        let taken =
            |word: usize| claim.targets.iter().any(|target| target.span.contains(self.annotated.tokens[word].span));
        let says = |word: usize| {
            let span = self.annotated.tokens[word].span;
            claim.attribution.iter().filter_map(|link| link.span).any(|source| source.contains(span))
        };
        let carriers = std::iter::successors(Some(trigger), |at| self.annotated.tokens.get(*at)?.head);
        let reach = if may_be_carried { 3 } else { 1 };
        let subject = carriers.take(reach).find_map(|verb| {
            self.children[verb].iter().copied().find(|child| {
                let relation = self.annotated.tokens[*child].deprel.as_str();
                let acts = matches!(relation, "nsubj" | "obl:agent") && !self.is_under(trigger, *child);
                acts && !taken(*child) && !says(*child)
            })
        });
        subject.map(|head| self.written(&[head])).unwrap_or_default()
    }

    /// Who says a claim: the innermost source named, else the subject of the verb above it.
    pub(super) fn speakers(&self, claim: &Claim) -> Vec<String> {
        let named = claim.attribution.iter().rev().filter_map(|link| link.span).find_map(|span| self.head_of(span));
        let subject = || {
            let trigger = self.trigger(claim)?;
            let above =
                std::iter::successors(self.annotated.tokens[trigger].head, |at| self.annotated.tokens.get(*at)?.head);
            above.take(STEPS).find_map(|verb| self.below(verb, "nsubj").next())
        };
        named.or_else(subject).map(|head| self.written(&[head])).unwrap_or_default()
    }

    /// The actors that a claim gives as fillers, as they are written.
    pub(super) fn fillers(&self, fillers: &[Filler]) -> Vec<String> {
        let heads: Vec<usize> = fillers.iter().filter_map(|filler| self.head_of(filler.span)).collect();
        self.written(&heads)
    }

    /// Whom the event is directed at. PLOVER asks for an actor, however deep in the complement it stands: "demanded
    /// that |Serbia| withdraw", "rejected |Indian| proposals". A protest's is not the place where it is held, where
    /// another can be found.
    pub(super) fn recipients(&self, claim: &Claim, event: &str) -> Vec<String> {
        let (is_protest, is_harm) = (event == "PROTEST", matches!(event, "ASSAULT" | "COERCE" | "AID"));
        let is_harm = is_harm || claim.plover.as_ref().is_some_and(|own| own.event == "AID");
        let direct: Vec<usize> =
            claim.targets.iter().filter(|filler| filler.actor.is_some()).filter_map(|f| self.head_of(f.span)).collect();
        let somebody: Vec<usize> = direct.iter().copied().filter(|head| !self.is_nobody(*head)).collect();
        let is_name = |head: &usize| self.phrase(*head).chars().any(char::is_uppercase);
        // "Mobilised reservists for a war against |Iraq|": a name goes before what only describes, unless it is harmed.
        if somebody.iter().any(is_name) || is_harm && !somebody.is_empty() {
            return self.written(&somebody);
        }
        let Some(trigger) = self.trigger(claim) else { return self.written(&direct) };
        let chain_of = |span: Span| self.annotated.mentions.iter().find(|mention| mention.span.overlaps(span))?.chain;
        let source_chains: Vec<usize> = claim.actors.iter().filter_map(|actor| chain_of(actor.span)).collect();
        let own = |span: Span| claim.actors.iter().any(|actor| actor.span.overlaps(span));
        let sentence = self
            .annotated
            .sentences
            .iter()
            .find(|sentence| (sentence.first_token..sentence.end_token).contains(&trigger));
        let fits = |mention: &&Mention| {
            let known = mention.chain.is_some_and(|chain| source_chains.contains(&chain));
            let here = sentence.is_some_and(|it| (it.first_token..it.end_token).contains(&mention.head));
            let its_own = self.below(mention.head, "nmod").any(|of| self.annotated.tokens[of].upos == Upos::Pron);
            let fits = self.is_political(mention) && !self.is_nobody(mention.head) && !its_own;
            let says = claim.attribution.iter().filter_map(|link| link.span).any(|span| span.overlaps(mention.span));
            fits && !known && here && !own(mention.span) && !says
        };
        let after = |mention: &&Mention| mention.head > trigger && self.is_under(mention.head, trigger);
        let of_itself = |mention: &&Mention| after(mention) && !self.is_of_another_clause(mention.head, trigger);
        let suffers = |mention: &&Mention| {
            self.below(trigger, "nsubj").any(|subject| {
                self.annotated.tokens[subject].deprel == "nsubj:pass" && self.is_under(mention.head, subject)
            })
        };
        let against = |mention: &&Mention| mention.head > trigger && !self.tells_where(mention.head, trigger);
        let candidates = || self.annotated.mentions.iter().filter(fits);
        let found = if is_protest {
            candidates().filter(after).find(against).or_else(|| candidates().find(against))
        } else {
            let named = |mention: &&Mention| of_itself(mention) && is_name(&mention.head);
            candidates().find(suffers).or_else(|| candidates().find(named)).or_else(|| candidates().find(of_itself))
        };
        // Who resigns or gives way does it to nobody.
        let may_be_far = somebody.is_empty() && event != "RETREAT";
        let found = found.or_else(|| candidates().find(after).filter(|_| may_be_far));
        let Some(found) = found else { return self.written(&direct) };
        let head = self.whole_actor(found);
        let joined = self.below(head, "conj").filter(|other| {
            is_name(other)
                || self.annotated.mentions.iter().any(|mention| mention.head == *other && self.is_political(mention))
        });
        let heads: Vec<usize> = std::iter::once(head).chain(joined).collect();
        self.written(&heads)
    }

    fn is_nobody(&self, head: usize) -> bool {
        self.annotated.tokens[head].upos == Upos::Num || NOBODY.contains(&self.lemma(head))
    }

    /// Whether a word stands in a clause of time, reason or description below another word.
    fn is_of_another_clause(&self, word: usize, top: usize) -> bool {
        let climb = std::iter::successors(Some(word), |at| self.annotated.tokens.get(*at)?.head);
        climb
            .take_while(|at| *at != top)
            .take(STEPS)
            .any(|at| matches!(self.annotated.tokens[at].deprel.as_str(), "advcl" | "acl:relcl" | "parataxis"))
    }

    /// Whether a word stands in a phrase of place that hangs on another.
    fn tells_where(&self, word: usize, top: usize) -> bool {
        let climb = std::iter::successors(Some(word), |at| self.annotated.tokens.get(*at)?.head);
        climb.take_while(|at| *at != top).take(STEPS).any(|at| {
            matches!(self.annotated.tokens[at].deprel.as_str(), "obl" | "nmod")
                && self.below(at, "case").any(|case| WHERE.contains(&self.lower(case).as_str()))
        })
    }

    /// A person, a body, a country, a people, or a description of armed or unarmed people.
    fn is_political(&self, mention: &Mention) -> bool {
        match mention.kind {
            MentionKind::Person | MentionKind::Organisation | MentionKind::Gpe | MentionKind::Group => true,
            MentionKind::Description => mention
                .chain
                .and_then(|chain| self.annotated.chains[chain].actor.as_ref())
                .is_some_and(|actor| !matches!(actor.kind, ActorKind::Unknown | ActorKind::Media)),
            MentionKind::Location | MentionKind::Facility | MentionKind::Misc | MentionKind::Weapon => false,
        }
    }

    /// The head of the actor whom a name describes or is a part of: "|Panamanian| army officers", "|Burundi|'s
    /// government", "|US| President".
    fn whole_actor(&self, mention: &Mention) -> usize {
        let mut head = mention.head;
        for _ in 0..4 {
            let token = &self.annotated.tokens[head];
            let Some(above) = token.head else { break };
            let described = || {
                self.annotated.mentions.iter().any(|other| {
                    let somebody = other.kind == MentionKind::Description || self.is_political(other);
                    other.head == above && other.span.contains(token.span) && somebody
                })
            };
            let is_name = self.annotated.tokens[above].upos == Upos::Propn;
            // "Iraqi |President| Saddam Hussein", whatever the adjective is taken to belong to.
            let title = self.annotated.tokens.get(head + 1).filter(|next| next.deprel == "nmod:desc");
            match token.deprel.as_str() {
                "flat" | "nmod:desc" => head = above,
                "compound" | "amod" if is_name || described() => head = above,
                "nmod:poss" if described() => head = above,
                "amod" => match title.and_then(|title| title.head) {
                    Some(named) => head = named,
                    None => break,
                },
                _ => break,
            }
        }
        head
    }

    /// The highest word of a span.
    fn head_of(&self, span: Span) -> Option<usize> {
        let first = self.annotated.token_at(span.start)?;
        let words =
            (first..self.annotated.tokens.len()).take_while(|at| self.annotated.tokens[*at].span.start < span.end);
        words.min_by_key(|at| (self.depth(Some(*at)), *at))
    }

    /// Actors as coders write them, each once.
    fn written(&self, heads: &[usize]) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for head in heads {
            let phrase = self.phrase(self.named(*head));
            if !phrase.is_empty() && !all.contains(&phrase) {
                all.push(phrase);
            }
        }
        all
    }

    /// What a pronoun stands for, by its first mention with a noun; what a gathering noun gathers.
    fn named(&self, head: usize) -> usize {
        let tokens = &self.annotated.tokens;
        if tokens[head].upos == Upos::Pron {
            let chain = self.annotated.mentions.iter().find(|mention| mention.head == head).and_then(|it| it.chain);
            let name = chain.and_then(|chain| {
                let mentions =
                    self.annotated.chains[chain].mentions.iter().map(|index| &self.annotated.mentions[*index]);
                mentions.map(|mention| mention.head).find(|other| tokens[*other].upos != Upos::Pron)
            });
            // "The government announced that it …": else the one who speaks.
            let above = || std::iter::successors(tokens[head].head, |at| tokens.get(*at)?.head).take(STEPS);
            let speaker =
                || above().find_map(|verb| self.below(verb, "nsubj").find(|other| tokens[*other].upos != Upos::Pron));
            // "A group of leaders announced that |they| …": the leaders.
            return name.or_else(speaker).map_or(head, |name| self.gathered(name));
        }
        // "Secretary of State |Warren Christopher|": with his title.
        if tokens[head].deprel == "appos"
            && let Some(title) = tokens[head].head.filter(|title| *title < head)
            && (title..head).all(|word| tokens[word].upos != Upos::Punct)
        {
            return title;
        }
        self.gathered(head)
    }

    /// What a noun that counts or gathers stands for: "thousands of |Nigerians|".
    fn gathered(&self, head: usize) -> usize {
        let of = |head: usize| {
            self.below(head, "nmod").find(|child| self.below(*child, "case").any(|case| self.lower(case) == "of"))
        };
        std::iter::successors(Some(head), |at| of(*at).filter(|_| GATHERING.contains(&self.lemma(*at))))
            .take(4)
            .last()
            .unwrap_or(head)
    }

    /// The words of an actor: from the first that describes it to the end of its name or of its home.
    fn phrase(&self, head: usize) -> String {
        let tokens = &self.annotated.tokens;
        // "Secretary |of State| Warren Christopher"
        let in_title = |word: usize| {
            let above = tokens[word].head.map(|above| tokens[above].deprel.as_str());
            tokens[word].deprel == "nmod" && above == Some("nmod:desc") && self.is_under(word, head)
        };
        let belongs = |word: usize| {
            let relation = tokens[word].deprel.as_str();
            matches!(
                relation,
                "compound"
                    | "amod"
                    | "flat"
                    | "nmod:poss"
                    | "nmod:desc"
                    | "compound:prt"
                    | "punct"
                    | "case"
                    | "advmod"
                    | "obl"
            ) && (self.is_under(word, head) && word != head)
                || in_title(word)
                || tokens[word].head.is_some_and(in_title)
        };
        let mut first = head;
        while let Some(before) = first.checked_sub(1)
            && belongs(before)
            && !matches!(self.text(before), "," | "\"" | "“" | ";" | ":" | "``" | "--" | "—")
            && !(tokens[before].deprel == "case"
                && !matches!(self.text(before), "'s" | "’s" | "'" | "’")
                && !tokens[before].head.is_some_and(in_title))
        {
            first = before;
        }
        let mut last = head;
        while tokens.get(last + 1).is_some_and(|next| {
            matches!(next.deprel.as_str(), "flat" | "compound" | "flat:name" | "appos") && self.is_under(last + 1, head)
        }) {
            last += 1;
        }
        // A name is written whole.
        let written = first..=last;
        for mention in self
            .annotated
            .mentions
            .iter()
            .filter(|mention| written.contains(&mention.head) || mention.span.contains(tokens[head].span))
        {
            let named = matches!(mention.kind, MentionKind::Person | MentionKind::Organisation | MentionKind::Gpe);
            let ends = (self.annotated.token_at(mention.span.start), self.last_of(mention.span));
            if let (true, (Some(start), Some(end))) = (named, ends) {
                (first, last) = (first.min(start), last.max(end));
            }
        }
        while let Some(before) = first.checked_sub(1)
            && self.is_title_or_its_people(before, first..=last)
        {
            first = before;
        }
        while last > first && DAYS.contains(&self.text(last)) {
            last -= 1;
        }
        let end = self.end_of_home(head, last);
        // "Angry French paper workers", "top U.S. official": what only describes goes.
        let is_name = |word: usize| self.text(word).chars().any(char::is_uppercase);
        let opens = |word: usize| word == 0 || tokens[word].head.is_none() || self.opens_sentence(word);
        while first < head
            && (first + 1..=last).any(is_name)
            && matches!(tokens[first].upos, Upos::Adj | Upos::Adv | Upos::Verb | Upos::Num | Upos::Det)
            && (!is_name(first) || opens(first) && tokens[first].upos != Upos::Propn && !self.begins_name(first))
            && self.text(first) != "ethnic"
        {
            first += 1;
        }
        while first < head && matches!(tokens[first].upos, Upos::Num | Upos::Det | Upos::Adv | Upos::Punct | Upos::Pron)
        {
            first += 1;
        }
        // "former president |Carlos Menem|": what he is goes where it is no title.
        while first < head && tokens[first].deprel == "nmod:desc" && !is_name(first) {
            first += 1;
        }
        Span::new(tokens[first].span.start, tokens[end].span.end)
            .slice(&self.annotated.document.text)
            .unwrap_or_default()
            .to_owned()
    }

    /// "|Iraqi President| Saddam Hussein's proposal": a title before a name, and the people before a title, whatever
    /// that is taken to belong to.
    fn is_title_or_its_people(&self, word: usize, name: std::ops::RangeInclusive<usize>) -> bool {
        let tokens = &self.annotated.tokens;
        let is_title = |word: usize| {
            tokens[word].deprel == "nmod:desc"
                && tokens[word].head.is_some_and(|head| name.contains(&head))
                && self.text(word).starts_with(char::is_uppercase)
        };
        let is_people = matches!(tokens[word].deprel.as_str(), "amod" | "compound")
            && self.annotated.mentions.iter().any(|mention| {
                mention.span == tokens[word].span && matches!(mention.kind, MentionKind::Group | MentionKind::Gpe)
            });
        is_title(word) || is_people && is_title(*name.start())
    }

    /// "Russia said that Sudan |must return| it": who says so, who must, and how deep that stands.
    pub(super) fn demanded_with_auxiliary(&self, words: &[&str]) -> Option<(usize, Vec<String>, Vec<String>)> {
        let tokens = &self.annotated.tokens;
        let demands =
            (0..tokens.len()).filter(|verb| tokens[*verb].deprel == "ccomp" && self.has_auxiliary(*verb, words));
        let found = demands.filter_map(|verb| {
            let speaker = self.below(tokens[verb].head?, "nsubj").next()?;
            let asked = self.below(verb, "nsubj").find(|asked| {
                self.annotated
                    .mentions
                    .iter()
                    .any(|it| it.head == *asked && self.is_political(it) && !self.is_nobody(*asked))
            })?;
            let by_himself = tokens[asked].upos == Upos::Pron;
            (!by_himself).then(|| (self.depth(Some(verb)), self.written(&[speaker]), self.written(&[asked])))
        });
        found.min_by_key(|(depth, _, _)| *depth)
    }

    fn opens_sentence(&self, word: usize) -> bool {
        self.annotated.sentences.iter().any(|sentence| sentence.first_token == word)
    }

    /// Whether a word is the first of a name, or the adjective of a country or people.
    fn begins_name(&self, word: usize) -> bool {
        let start = self.annotated.tokens[word].span.start;
        self.annotated.mentions.iter().any(|it| it.span.start == start && it.kind != MentionKind::Description)
    }

    /// The last word of a span.
    fn last_of(&self, span: Span) -> Option<usize> {
        let first = self.annotated.token_at(span.start)?;
        (first..self.annotated.tokens.len()).take_while(|at| self.annotated.tokens[*at].span.start < span.end).last()
    }

    /// "Rebels |in the Ivory Coast|": the last word of the place right behind somebody.
    fn end_of_home(&self, head: usize, last: usize) -> usize {
        let tokens = &self.annotated.tokens;
        // "Albanians of southern Serbia" too, but no name of a single one.
        if tokens[head].upos == Upos::Propn && !self.text(head).ends_with('s') {
            return last;
        }
        let home = self.below(head, "nmod").find(|home| {
            *home > last
                && (last + 1..=*home).any(|word| self.text(word).chars().any(char::is_uppercase))
                && *home <= last + HOME_WORDS
                && self.below(*home, "case").any(|case| case == last + 1 && WHENCE.contains(&self.lower(case).as_str()))
        });
        let Some(home) = home else { return last };
        let name =
            |word: &usize| *word == home || tokens[*word].deprel.starts_with("flat") && self.is_under(*word, home);
        (home..tokens.len()).take_while(name).last().unwrap_or(home)
    }
}
