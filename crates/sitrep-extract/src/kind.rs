//! What sort of thing a noun phrase names, from names, coreference and the table of nouns.

use rustc_hash::FxHashMap;
use sitrep_resources::{EntryClass, EventLexicon, FillerKind, NounKinds};
use sitrep_types::{ActorKind, Mention, MentionKind, PlaceMention, Span, Upos};

use crate::tree::Tree;

/// A set of kinds: a "guard" is a force and a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Kinds(u32);

impl Kinds {
    pub fn has(self, kind: FillerKind) -> bool {
        self.0 & (1 << kind as u32) != 0
    }

    pub fn add(&mut self, kind: FillerKind) {
        self.0 |= 1 << kind as u32;
    }

    fn remove(&mut self, kind: FillerKind) {
        self.0 &= !(1 << kind as u32);
    }

    pub fn has_any(self, kinds: &[FillerKind]) -> bool {
        kinds.iter().any(|kind| self.has(*kind))
    }

    /// Whether what is named could do something, by itself or in somebody's hands.
    pub fn could_act(self) -> bool {
        self.has_any(&[
            FillerKind::Force,
            FillerKind::Body,
            FillerKind::Person,
            FillerKind::Civilian,
            FillerKind::Crowd,
            FillerKind::Unresolved,
            FillerKind::Vehicle,
            FillerKind::Weapon,
        ])
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// What several groups make together.
const ALLIANCES: &[&str] = &["alliance", "bloc", "coalition", "front"];

/// On which side armed people stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    State,
    NonState,
}

/// The table of nouns made ready to be looked up.
#[derive(Debug, Clone, Default)]
pub(crate) struct NounTable {
    kinds: FxHashMap<String, Kinds>,
    measures: rustc_hash::FxHashSet<String>,
    hazards: rustc_hash::FxHashSet<String>,
    mishaps: rustc_hash::FxHashSet<String>,
    struggles: rustc_hash::FxHashSet<String>,
    /// Nouns that tell of a happening.
    events: rustc_hash::FxHashSet<String>,
}

impl NounTable {
    pub fn new(table: &NounKinds, lexicon: &EventLexicon) -> Self {
        let mut kinds: FxHashMap<String, Kinds> = FxHashMap::default();
        let mut add = |words: &[String], into: &[FillerKind]| {
            for word in words {
                let entry = kinds.entry(word.clone()).or_default();
                for kind in into {
                    entry.add(*kind);
                }
            }
        };
        add(&table.place, &[FillerKind::Place]);
        add(&table.facility, &[FillerKind::Facility]);
        add(&table.state, &[FillerKind::Force, FillerKind::StateForce]);
        add(&table.nonstate, &[FillerKind::Force, FillerKind::NonState]);
        add(&table.civilian, &[FillerKind::Civilian]);
        add(&table.crowd, &[FillerKind::Crowd]);
        add(&table.body, &[FillerKind::Body]);
        add(&table.weapon, &[FillerKind::Weapon]);
        add(&table.vehicle, &[FillerKind::Vehicle]);
        Self {
            kinds,
            measures: table.kinship.measures.iter().cloned().collect(),
            hazards: table.hazards.nouns.iter().cloned().collect(),
            struggles: table.struggles.nouns.iter().cloned().collect(),
            mishaps: table.hazards.verbs.iter().cloned().collect(),
            events: lexicon
                .entries
                .iter()
                .filter(|entry| entry.class == EntryClass::Event)
                .flat_map(|entry| entry.nouns.iter().filter(|noun| !noun.contains(' ')).cloned())
                .collect(),
        }
    }

    fn noun(&self, tree: &Tree, token: usize) -> Kinds {
        let mut kinds = Kinds::default();
        let lower = tree.lower(token);
        for form in [lower.as_str(), tree.lemma(token)] {
            if let Some(found) = self.kinds.get(form) {
                kinds.join(*found);
            }
        }
        // "passer-by", "sit-in": parted at the hyphen.
        if tree.word(token + 1) == "-"
            && let Some(found) = self.kinds.get(&format!("{lower}-{}", tree.lower(token + 2)))
        {
            kinds.join(*found);
        }
        // "border guard", "air base", "security forces": the pair says more than the head.
        if let Some(before) = token.checked_sub(1) {
            for form in [lower.as_str(), tree.lemma(token)] {
                if let Some(found) = self.kinds.get(&format!("{} {form}", tree.lower(before))) {
                    kinds.join(*found);
                }
            }
        }
        // "the fire that gutted the library": without a word that says whose or of what, a fire burns.
        if tree.lemma(token) == "fire" && tree.child_by(token, &["compound", "amod", "nmod"]).is_none() {
            return Kinds::default();
        }
        kinds
    }

    /// Whether a noun names what nature or chance does: an earthquake, a crash.
    pub fn is_hazard(&self, tree: &Tree, token: usize) -> bool {
        self.hazards.contains(tree.lemma(token)) || self.hazards.contains(&tree.lower(token))
    }

    /// Whether a noun names a war or what is like one.
    pub fn is_struggle(&self, tree: &Tree, token: usize) -> bool {
        self.struggles.contains(tree.lemma(token)) || self.struggles.contains(&tree.lower(token))
    }

    /// Whether a verb tells of an accident: "overturned", "plunged into a ravine".
    pub fn is_mishap(&self, tree: &Tree, token: usize) -> bool {
        self.mishaps.contains(tree.lemma(token))
    }

    /// Whether a word only counts what another names.
    pub fn is_measure(&self, tree: &Tree, token: usize) -> bool {
        self.measures.contains(tree.lemma(token))
            || tree.upos(token) == Upos::Num
            || self.measures.contains(&tree.lower(token))
    }

    /// The noun that a measuring noun measures: "dozens of shops".
    pub fn measured(&self, tree: &Tree, token: usize) -> Option<usize> {
        if !self.is_measure(tree, token) {
            return None;
        }
        let below = |child: &usize, case: &str| tree.cases(*child).contains(&case);
        tree.children_by(token, &["nmod", "obl"])
            .find(|child| below(child, "of"))
            // "tens from the militia", but not "tens from the town".
            .or_else(|| {
                tree.children_by(token, &["nmod", "obl"])
                    .find(|child| below(child, "from") && place_at(tree, *child).is_none_or(|place| place.metonymic))
            })
    }

    /// What the phrase headed by this word names.
    pub fn kinds(&self, tree: &Tree, token: usize) -> Kinds {
        self.kinds_within(tree, token, 3)
    }

    fn kinds_within(&self, tree: &Tree, token: usize, depth: usize) -> Kinds {
        let Some(depth) = depth.checked_sub(1) else { return Kinds::default() };
        if let Some(inner) = self.measured(tree, token) {
            let mut kinds = self.kinds_within(tree, inner, depth);
            // "tens of fighters" are fighters; "a crowd of people" stays a crowd.
            let own = if tree.upos(token) == Upos::Noun { self.noun(tree, token) } else { Kinds::default() };
            if kinds.is_empty() {
                kinds.join(own);
            } else if own.has(FillerKind::Crowd) {
                kinds.add(FillerKind::Crowd);
            }
            return kinds;
        }
        // "nine of their number"
        let owner = tree.children_by(token, &["nmod:poss"]).find_map(|owner| antecedent(tree, owner));
        if let Some(owner) = owner.filter(|owner| tree.lemma(token) == "number" && *owner != token) {
            return self.kinds_within(tree, owner, depth);
        }
        let mut kinds = Kinds::default();
        let upos = tree.upos(token);
        if upos == Upos::Pron || upos == Upos::Det {
            if let Some(head) = antecedent(tree, token) {
                kinds.join(self.kinds_within(tree, head, depth));
            }
            if let Some(head) = speaker(tree, token) {
                // "We took it," the rebel spokesman said: a group speaks of itself.
                let group = tree
                    .children_by(head, &["compound", "nmod", "amod"])
                    .map(|word| self.kinds_within(tree, word, depth));
                for own in group.filter(|own| own.has(FillerKind::Force)) {
                    kinds.join(own);
                }
                kinds.join(self.kinds_within(tree, head, depth));
            }
            let lower = tree.lower(token);
            if matches!(
                lower.as_str(),
                "he" | "she"
                    | "him"
                    | "her"
                    | "who"
                    | "somebody"
                    | "someone"
                    | "nobody"
                    | "everybody"
                    | "anyone"
                    | "everyone"
                    | "anybody"
                    | "we"
                    | "us"
                    | "i"
                    | "me"
            ) {
                kinds.add(FillerKind::Person);
            }
            if kinds.is_empty() || matches!(lower.as_str(), "something" | "it" | "they" | "them") {
                kinds.add(FillerKind::Unresolved);
            }
            return kinds;
        }
        kinds.join(self.noun(tree, token));
        // "an alliance of ethnic armed groups"
        if ALLIANCES.contains(&tree.lemma(token)) {
            let members = tree.phrases(token).into_iter().filter(|phrase| tree.cases(*phrase) == ["of"]);
            for member in members.chain(tree.children_by(token, &["compound", "amod"])) {
                let inner = self.kinds_within(tree, member, depth);
                if inner.has(FillerKind::Force) {
                    kinds.join(inner);
                }
            }
        }
        if upos == Upos::Num || matches!(tree.lemma(token), "other" | "another" | "one")
            // "six more died"
            || tree.lower(token) == "more" && tree.child_by(token, &["nummod"]).is_some()
        {
            kinds.add(FillerKind::Unresolved);
        }
        if let Some(place) = place_at(tree, token)
            && (upos == Upos::Propn || kinds.is_empty())
        {
            kinds.add(if place.metonymic { FillerKind::Body } else { FillerKind::Place });
        }
        if self.is_man_of_a_force(tree, token, depth) {
            // "71 of its men": those whom an army calls its own are no civilians.
            let mut armed = Kinds::default();
            armed.add(FillerKind::Force);
            return armed;
        }
        if let Some(mention) = mention_at(tree, token) {
            let actor =
                mention.chain.and_then(|chain| tree.document.chains.get(chain)).and_then(|chain| chain.actor.as_ref());
            match actor.map(|actor| actor.kind) {
                Some(ActorKind::ArmedGroup) => {
                    // "gang members", "militia men" are no civilians, whatever "member" and "man" are elsewhere.
                    kinds.remove(FillerKind::Civilian);
                    kinds.add(FillerKind::Force);
                    kinds.add(FillerKind::NonState);
                }
                Some(ActorKind::StateForce) => {
                    kinds.add(FillerKind::Force);
                    kinds.add(FillerKind::StateForce);
                }
                Some(ActorKind::Government | ActorKind::International | ActorKind::Organisation | ActorKind::Media) => {
                    kinds.add(FillerKind::Body);
                }
                Some(ActorKind::Person) if !is_town_of_one_word(tree, token, mention) => {
                    kinds.add(FillerKind::Person);
                }
                Some(ActorKind::Civilians) => kinds.add(FillerKind::Civilian),
                _ => {}
            }
            if upos == Upos::Propn || kinds.is_empty() {
                match mention.kind {
                    // "Lyman had been taken": one word that the gazetteer knows and nobody here is called by in full.
                    MentionKind::Person if is_town_of_one_word(tree, token, mention) => {}
                    MentionKind::Person => kinds.add(FillerKind::Person),
                    MentionKind::Organisation => kinds.add(FillerKind::Body),
                    MentionKind::Group => {
                        kinds.add(FillerKind::Body);
                        if upos != Upos::Adj {
                            kinds.add(FillerKind::Civilian);
                        }
                    }
                    MentionKind::Gpe | MentionKind::Location => {
                        if place_at(tree, token).is_none_or(|place| !place.metonymic) {
                            kinds.add(FillerKind::Place);
                        }
                        kinds.add(FillerKind::Body);
                    }
                    MentionKind::Facility => kinds.add(FillerKind::Facility),
                    MentionKind::Weapon => kinds.add(FillerKind::Weapon),
                    MentionKind::Misc | MentionKind::Description => {}
                }
            }
        }
        if kinds.is_empty() {
            kinds.add(FillerKind::Thing);
            if upos == Upos::Noun && self.events.contains(tree.lemma(token)) {
                kinds.add(FillerKind::Event);
            }
            if upos == Upos::Propn {
                // A name that nothing knows may be a place.
                kinds.add(FillerKind::Unresolved);
                kinds.add(FillerKind::Place);
            }
        }
        kinds
    }

    /// "its men", "one of their number", "the army lost 40 men", where an armed force is meant by the pronoun or name.
    fn is_man_of_a_force(&self, tree: &Tree, token: usize, depth: usize) -> bool {
        let lost_by = tree
            .head(token)
            .filter(|verb| tree.relation(token) == "obj" && tree.lemma(*verb) == "lose")
            .and_then(|verb| tree.subject(verb));
        if tree.lemma(token) == "man"
            && lost_by.is_some_and(|(found, _)| self.kinds_within(tree, found.token, depth).has(FillerKind::Force))
        {
            return true;
        }
        matches!(tree.lemma(token), "man" | "men" | "member" | "number" | "element" | "own")
            && tree.children_by(token, &["nmod:poss"]).any(|owner| {
                let head = antecedent(tree, owner).unwrap_or(owner);
                // "the Wagner chief said his men": whose chief he is, his men are.
                let of = tree.children_by(head, &["compound", "nmod:poss"]);
                head != token
                    && std::iter::once(head)
                        .chain(of)
                        .any(|word| self.kinds_within(tree, word, depth).has(FillerKind::Force))
            })
    }

    /// On which side the phrase's people stand, where anything tells.
    pub fn side(&self, tree: &Tree, token: usize) -> Option<Side> {
        let kinds = self.kinds(tree, token);
        // Whose alliance it is says more than that it is one.
        let meant = antecedent(tree, token).unwrap_or(token);
        if ALLIANCES.contains(&tree.lemma(meant))
            && kinds.has(FillerKind::NonState)
            && !kinds.has(FillerKind::StateForce)
        {
            return Some(Side::NonState);
        }
        let mention = mention_at(tree, token);
        let actor = mention
            .and_then(|mention| mention.chain)
            .and_then(|chain| tree.document.chains.get(chain))
            .and_then(|chain| chain.actor.as_ref());
        match actor.map(|actor| actor.kind) {
            Some(ActorKind::StateForce | ActorKind::Government | ActorKind::International) => return Some(Side::State),
            Some(ActorKind::ArmedGroup) => return Some(Side::NonState),
            _ => {}
        }
        // Words beside the head: "rebel soldiers", "Islamist forces", "government forces".
        let modifiers = tree.children_by(token, &["amod", "compound", "nmod"]);
        for modifier in modifiers {
            let lower = tree.lower(modifier);
            if [
                "government",
                "state",
                "federal",
                "loyalist",
                "army",
                "police",
                "regime",
                "coalition",
                "junta",
                "national",
                "military",
            ]
            .contains(&lower.as_str())
            {
                return Some(Side::State);
            }
            if [
                "rebel",
                "insurgent",
                "islamist",
                "jihadist",
                "militant",
                "opposition",
                "separatist",
                "dissident",
                "armed",
                "guerrilla",
                "tribal",
            ]
            .contains(&lower.as_str())
            {
                return Some(Side::NonState);
            }
            let beside = self.kinds(tree, modifier);
            if beside.has(FillerKind::NonState) && !beside.has(FillerKind::StateForce) {
                return Some(Side::NonState);
            }
        }
        // "his men retook the mill": the general's men are his army's.
        if matches!(tree.lemma(token), "man" | "troop" | "fighter" | "force" | "unit" | "soldier" | "men")
            && let Some(owner) = tree.children_by(token, &["nmod:poss"]).find_map(|child| antecedent(tree, child))
        {
            let of_state = |word: usize| {
                let named = self.noun(tree, word);
                named.has(FillerKind::StateForce) && !named.has(FillerKind::NonState)
            };
            let titled = tree.children_by(owner, &["compound", "flat", "appos", "amod", "nmod"]).any(of_state);
            if titled || of_state(owner) {
                return Some(Side::State);
            }
        }
        let (state, other) = (kinds.has(FillerKind::StateForce), kinds.has(FillerKind::NonState));
        if state && !other {
            return Some(Side::State);
        }
        let demonym = tree.children_by(token, &["amod", "nmod:poss", "compound"]).any(|child| {
            place_at(tree, child).is_some()
                || mention_at(tree, child).is_some_and(|mention| mention.kind == MentionKind::Group)
        });
        if matches!(tree.lemma(token), "force" | "troop" | "forces" | "unit") && demonym {
            return Some(Side::State);
        }
        if matches!(tree.lower(token).as_str(), "forces" | "force" | "troops") {
            return None;
        }
        if other { Some(Side::NonState) } else { None }
    }
}

/// Whether what was read as a person is one word that names a known place, and nothing in the document names a person by it.
fn is_town_of_one_word(tree: &Tree, token: usize, mention: &Mention) -> bool {
    let one_word = |mention: &Mention| !tree.document.words(mention.span).trim().contains(' ');
    let chain = mention.chain.and_then(|chain| tree.document.chains.get(chain));
    let known = place_at(tree, token).is_some_and(|place| place.place.is_some() && !place.metonymic);
    known
        && one_word(mention)
        && chain.is_none_or(|chain| {
            chain.mentions.iter().filter_map(|other| tree.document.mentions.get(*other)).all(one_word)
        })
}

/// The smallest mention whose head is this word, or that holds it.
pub(crate) fn mention_at<'a>(tree: &Tree<'a>, token: usize) -> Option<&'a Mention> {
    let span = tree.span(token);
    let mentions = &tree.document.mentions;
    mentions.iter().filter(|mention| mention.head == token).min_by_key(|mention| mention.span.len()).or_else(|| {
        mentions
            .iter()
            .filter(|mention| {
                mention.kind != MentionKind::Description && mention.span.contains(span) && mention.span.len() < 90
            })
            .min_by_key(|mention| mention.span.len())
    })
}

/// The place mention at this word, one that is a location before one that stands for a government.
pub(crate) fn place_at<'a>(tree: &Tree<'a>, token: usize) -> Option<&'a PlaceMention> {
    let span = tree.span(token);
    tree.document
        .place_mentions
        .iter()
        .filter(|mention| mention.span.overlaps(span))
        .min_by_key(|mention| (mention.metonymic, mention.place.is_none(), mention.span.len()))
}

/// Who says "we": the head of the source whose words hold it.
pub(crate) fn speaker(tree: &Tree, token: usize) -> Option<usize> {
    if !matches!(tree.lower(token).as_str(), "we" | "us" | "our" | "ourselves") {
        return None;
    }
    let said = |span: &Span| span.contains(tree.span(token));
    let attribution = tree
        .document
        .attributions
        .iter()
        .filter(|attribution| attribution.source.is_some() && attribution.content.iter().any(said))
        .min_by_key(|attribution| attribution.content.iter().map(|piece| piece.len()).sum::<usize>())?;
    source_head(tree, attribution.source?).filter(|head| *head != token)
}

/// The head of a source's words.
pub(crate) fn source_head(tree: &Tree, source: Span) -> Option<usize> {
    let first = tree.document.token_at(source.start)?;
    let words = (first..tree.tokens.len()).take_while(|word| tree.span(*word).start < source.end);
    let outside = |word: &usize| tree.head(*word).is_none_or(|head| !source.contains(tree.span(head)));
    words.into_iter().filter(|word| matches!(tree.upos(*word), Upos::Noun | Upos::Propn)).find(outside)
}

/// The head of the fullest mention that a pronoun refers to.
pub(crate) fn antecedent(tree: &Tree, token: usize) -> Option<usize> {
    let through = tree.through_relative(token);
    if through != token {
        return Some(through);
    }
    let chain = tree.document.chains.get(mention_at(tree, token)?.chain?)?;
    chain
        .mentions
        .iter()
        .filter_map(|mention| tree.document.mentions.get(*mention))
        .map(|mention| mention.head)
        .find(|head| matches!(tree.upos(*head), Upos::Noun | Upos::Propn))
}
