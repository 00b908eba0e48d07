//! Actors over all documents: entries of the actor table by their id, persons by their names, bodies by theirs.
//!
//! Two mentions are one actor where the names match and nothing that is told of them (country, what they belong to)
//! speaks against it. A family name alone joins the one person of that name who fits; where two fit, it stays apart.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};
use sitrep_resources::Resources;
use sitrep_types::{Actor, ActorId, ActorKind, ActorMention, LinkKind, PlaceKind, stable_id};

use crate::material::Material;
use crate::names::{NameMatch, Names, fold};
use crate::place::Places;
use crate::union::Union;

/// Names of one block beyond this many are compared only with names written alike.
const LARGEST_BLOCK: usize = 600;

/// How two actors stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kinship {
    /// Nothing speaks for a tie.
    Strangers,
    /// Two units of one side.
    SameSide,
    /// One is the whole side that the other belongs to.
    WholeAndPart,
    /// One actor.
    Same,
}

/// All actors of the project and who is who in each claim.
pub struct Actors {
    /// Actors of the record, sorted by id.
    pub record: Vec<Actor>,
    /// For each claim: actors, then targets.
    pub fillers: Vec<Vec<Option<usize>>>,
    /// For each claim: the links of its attribution.
    pub links: Vec<Vec<Option<usize>>>,
    /// For each actor: whether its name is that of a whole side.
    generic: Vec<bool>,
    /// For each actor: folded words of what it belongs to.
    belongs: Vec<FxHashSet<String>>,
}

#[derive(Default)]
struct Node {
    names: BTreeMap<String, usize>,
    entry: Option<String>,
    entry_name: Option<String>,
    kinds: BTreeMap<ActorKind, usize>,
    countries: BTreeMap<String, usize>,
    affiliations: BTreeMap<String, usize>,
    roles: BTreeMap<String, usize>,
    sectors: BTreeMap<String, usize>,
    named: BTreeMap<String, BTreeMap<String, usize>>,
}

/// What makes two mentions the same node before any comparison.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum NodeKey {
    Entry(String),
    Named {
        words: Vec<String>,
        kind: u8,
        country: Option<String>,
        affiliation: Vec<String>,
    },
    /// Described only: persons stay within their document, groups within their country.
    Described {
        words: Vec<String>,
        scope: String,
    },
}

struct Gatherer<'a> {
    nodes: Vec<Node>,
    keys: Vec<NodeKey>,
    by_key: FxHashMap<NodeKey, usize>,
    body: FxHashSet<&'a str>,
    pronoun: FxHashSet<&'a str>,
    generic: FxHashSet<&'a str>,
}

impl Actors {
    /// Gathers and merges the actors of all claims.
    #[must_use]
    pub fn new(material: &Material, places: &Places, names: &Names, resources: &Resources) -> Self {
        let mut gatherer = Gatherer {
            nodes: Vec::new(),
            keys: Vec::new(),
            by_key: FxHashMap::default(),
            body: resources.sides.body.iter().map(String::as_str).collect(),
            pronoun: resources.sides.pronoun.iter().map(String::as_str).collect(),
            generic: resources.sides.generic_force.iter().map(String::as_str).collect(),
        };
        let mut filler_nodes: Vec<Vec<Option<usize>>> = Vec::with_capacity(material.claims.len());
        for told in &material.claims {
            let outlet = material.outlet(told.document);
            let document = &material.readings[told.document].document.id.0;
            filler_nodes.push(
                told.claim
                    .actors
                    .iter()
                    .chain(&told.claim.targets)
                    .map(|filler| {
                        filler.actor.as_ref().map(|actor| gatherer.mention(actor, &filler.text, document, outlet))
                    })
                    .collect(),
            );
        }
        let known = gatherer.known_names();
        let mut link_nodes: Vec<Vec<Option<usize>>> = Vec::with_capacity(material.claims.len());
        for told in &material.claims {
            let outlet = material.outlet(told.document);
            let document = &material.readings[told.document].document.id.0;
            link_nodes.push(
                told.claim.attribution.iter().map(|link| gatherer.link(link, &known, document, outlet)).collect(),
            );
        }
        let groups = gatherer.merge(names);
        gatherer.finish(groups, &filler_nodes, &link_nodes, places)
    }

    /// How two actors stand to one another.
    #[must_use]
    pub fn kinship(&self, first: usize, second: usize) -> Kinship {
        if first == second {
            return Kinship::Same;
        }
        let (one, other) = (&self.record[first], &self.record[second]);
        if one.affiliation.as_ref() == Some(&other.id) || other.affiliation.as_ref() == Some(&one.id) {
            return Kinship::WholeAndPart;
        }
        let state = |actor: &Actor| matches!(actor.kind, ActorKind::StateForce | ActorKind::Government);
        let compatible_kind = state(one) == state(other);
        if one.country.is_some() && one.country == other.country && compatible_kind && state(one) {
            return if self.generic[first] || self.generic[second] { Kinship::WholeAndPart } else { Kinship::SameSide };
        }
        if one.affiliation.is_some() && one.affiliation == other.affiliation {
            return Kinship::SameSide;
        }
        // "troops" or "militants" alone may be anybody on that kind of side.
        let open =
            |actor: &Actor, at: usize| self.generic[at] && actor.country.is_none() && actor.affiliation.is_none();
        if (open(one, first) || open(other, second)) && compatible_kind {
            return Kinship::WholeAndPart;
        }
        Kinship::Strangers
    }

    /// Whether the name is that of a whole side ("Iraqi forces"), not of a unit of it.
    #[must_use]
    pub fn is_generic(&self, actor: usize) -> bool {
        self.generic[actor]
    }

    /// Folded words of what the actor belongs to or speaks for.
    #[must_use]
    pub fn belongs(&self, actor: usize) -> &FxHashSet<String> {
        &self.belongs[actor]
    }
}

impl Gatherer<'_> {
    fn node(&mut self, key: NodeKey) -> usize {
        if let Some(&at) = self.by_key.get(&key) {
            return at;
        }
        self.by_key.insert(key.clone(), self.nodes.len());
        self.keys.push(key);
        self.nodes.push(Node::default());
        self.nodes.len() - 1
    }

    fn key_of(&self, actor: &ActorMention, document: &str) -> NodeKey {
        if let Some(entry) = &actor.entry {
            return NodeKey::Entry(entry.clone());
        }
        let (bare, backed) = unbacked(&actor.name);
        let mut words = fold(bare);
        let country = if backed { None } else { actor.country.clone() };
        if words.first().is_some_and(|word| word == "the") {
            words.remove(0);
        }
        let named = actor.name.chars().any(char::is_uppercase);
        if named {
            let affiliation = if actor.kind == ActorKind::Person {
                actor.affiliation.as_deref().map(|name| self.telling_words(name)).unwrap_or_default()
            } else {
                Vec::new()
            };
            NodeKey::Named { words, kind: kind_class(actor.kind), country, affiliation }
        } else if actor.kind == ActorKind::Person {
            NodeKey::Described { words, scope: document.to_string() }
        } else {
            NodeKey::Described {
                words,
                scope: format!("{}/{}", actor.country.as_deref().unwrap_or(""), kind_class(actor.kind)),
            }
        }
    }

    fn telling_words(&self, name: &str) -> Vec<String> {
        let mut words: Vec<String> =
            fold(name).into_iter().filter(|word| !self.generic.contains(word.as_str())).collect();
        words.sort();
        words.dedup();
        words
    }

    fn mention(&mut self, actor: &ActorMention, text: &str, document: &str, outlet: &str) -> usize {
        let at = self.node(self.key_of(actor, document));
        let text = self.used(text);
        let node = &mut self.nodes[at];
        node.entry.clone_from(&actor.entry);
        if actor.entry.is_some() {
            node.entry_name = Some(actor.name.clone());
        }
        let (bare, backed) = unbacked(&actor.name);
        count(&mut node.names, bare);
        let country = if backed { &None } else { &actor.country };
        *node.kinds.entry(actor.kind).or_default() += 1;
        for (counts, value) in [
            (&mut node.countries, country),
            (&mut node.affiliations, &actor.affiliation),
            (&mut node.roles, &actor.role),
            (&mut node.sectors, &actor.plover_sector),
        ] {
            if let Some(value) = value {
                count(counts, value);
            }
        }
        if let Some(text) = text {
            count(node.named.entry(outlet.to_string()).or_default(), &text);
        }
        at
    }

    /// The words as a name somebody is called by; `None` for pronouns.
    fn used(&self, text: &str) -> Option<String> {
        let text = text.trim();
        let bare = ["the ", "The ", "a ", "A ", "an ", "An "]
            .iter()
            .find_map(|article| text.strip_prefix(article))
            .unwrap_or(text);
        (!bare.is_empty() && !self.pronoun.contains(bare.to_lowercase().as_str())).then(|| bare.to_string())
    }

    /// Names of nodes that claims' fillers gave, for links that carry a name only.
    fn known_names(&self) -> FxHashMap<Vec<String>, usize> {
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_by_key(|&at| (self.nodes[at].entry.is_none(), &self.keys[at]));
        let mut known = FxHashMap::default();
        for at in order {
            if let NodeKey::Described { .. } = &self.keys[at] {
                continue;
            }
            for name in self.nodes[at].names.keys() {
                known.entry(fold(name)).or_insert(at);
            }
        }
        known
    }

    fn link(
        &mut self,
        link: &sitrep_types::AttributionLink,
        known: &FxHashMap<Vec<String>, usize>,
        document: &str,
        outlet: &str,
    ) -> Option<usize> {
        let name = link.name.as_deref().or_else(|| {
            matches!(link.kind, LinkKind::Agency | LinkKind::Outlet | LinkKind::Organisation)
                .then_some(link.text.as_str())
        })?;
        let words = fold(name);
        if words.is_empty()
            || self.pronoun.contains(name.to_lowercase().as_str())
            || !name.chars().any(char::is_uppercase)
        {
            return None;
        }
        if let Some(&at) = known.get(&words) {
            if let Some(text) = self.used(&link.text) {
                count(self.nodes[at].named.entry(outlet.to_string()).or_default(), &text);
            }
            if let Some(affiliation) = &link.affiliation {
                count(&mut self.nodes[at].affiliations, affiliation);
            }
            return Some(at);
        }
        let kind = match link.kind {
            LinkKind::Agency | LinkKind::Outlet => ActorKind::Media,
            LinkKind::Organisation => ActorKind::Organisation,
            _ if words.len() >= 2 && !words.iter().any(|word| self.body.contains(word.as_str())) => ActorKind::Person,
            _ => ActorKind::Organisation,
        };
        let actor = ActorMention {
            name: name.to_string(),
            entry: None,
            kind,
            country: None,
            role: None,
            affiliation: link.affiliation.clone(),
            plover_sector: None,
        };
        Some(self.mention(&actor, &link.text, document, outlet))
    }

    /// Groups of nodes that are one actor.
    fn merge(&self, names: &Names) -> Vec<Vec<usize>> {
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_by(|&one, &other| self.keys[one].cmp(&self.keys[other]));
        let mut union = Union::new(order.len());
        let mut persons: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut bodies: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (position, &at) in order.iter().enumerate() {
            if let NodeKey::Named { words, kind, .. } = &self.keys[at] {
                let Some(last) = words.last() else { continue };
                if *kind == kind_class(ActorKind::Person) {
                    persons.entry(Names::block_key(last)).or_default().push(position);
                    // Family name first, where it is written so.
                    if words.len() >= 2 && Names::block_key(&words[0]) != Names::block_key(last) {
                        persons.entry(Names::block_key(&words[0])).or_default().push(position);
                    }
                } else {
                    bodies.entry(Names::block_key(&words.concat())).or_default().push(position);
                }
            }
        }
        for block in persons.values() {
            self.merge_persons(block, &order, names, &mut union);
        }
        for block in bodies.values() {
            self.merge_bodies(block, &order, names, &mut union);
        }
        self.merge_acronyms(&order, &mut union);
        union.sets().into_iter().map(|set| set.into_iter().map(|position| order[position]).collect()).collect()
    }

    fn merge_persons(&self, block: &[usize], order: &[usize], names: &Names, union: &mut Union) {
        let name_of = |position: usize| self.nodes[order[position]].names.keys().next().map_or("", String::as_str);
        let words_of = |position: usize| match &self.keys[order[position]] {
            NodeKey::Named { words, .. } => words.len(),
            _ => 0,
        };
        let mut sorted = block.to_vec();
        sorted.sort_by_key(|&position| (std::cmp::Reverse(words_of(position).min(4)), position));
        let mut clusters: Vec<Vec<usize>> = Vec::new();
        for position in sorted {
            let mut fits: Vec<(NameMatch, usize)> = Vec::new();
            let thorough = block.len() <= LARGEST_BLOCK;
            for (at, cluster) in clusters.iter().enumerate() {
                let worst = cluster
                    .iter()
                    .take(if thorough { 8 } else { 1 })
                    .map(|&member| {
                        let found = if thorough || fold(name_of(member)) == fold(name_of(position)) {
                            names.compare(name_of(member), name_of(position))
                        } else {
                            NameMatch::Different
                        };
                        if found > NameMatch::Different && self.conflict(order[member], order[position]) {
                            NameMatch::Different
                        } else {
                            found
                        }
                    })
                    .min()
                    .unwrap_or(NameMatch::Different);
                let backed = cluster.iter().any(|&member| self.agree(order[member], order[position]));
                match worst {
                    NameMatch::Same => fits.push((NameMatch::Same, at)),
                    NameMatch::Possible if backed => fits.push((NameMatch::Possible, at)),
                    _ => {}
                }
            }
            fits.sort_by(|one, other| other.cmp(one));
            let same = fits.iter().filter(|(found, _)| *found == NameMatch::Same).count();
            match (fits.first(), same) {
                (Some(&(_, at)), 1) => {
                    union.join(clusters[at][0], position);
                    clusters[at].push(position);
                }
                (Some(&(NameMatch::Possible, at)), 0) if fits.len() == 1 => {
                    union.join(clusters[at][0], position);
                    clusters[at].push(position);
                }
                _ => clusters.push(vec![position]),
            }
        }
    }

    /// What is told of two mentions cannot be told of one person.
    fn conflict(&self, first: usize, second: usize) -> bool {
        let (one, other) = (&self.nodes[first], &self.nodes[second]);
        let (a, b) = (top(&one.countries), top(&other.countries));
        if let (Some(a), Some(b)) = (&a, &b)
            && a != b
        {
            return true;
        }
        let belongs = |node: &Node| -> BTreeSet<String> {
            node.affiliations.keys().flat_map(|name| self.telling_words(name)).collect()
        };
        let (mine, theirs) = (belongs(one), belongs(other));
        if mine.is_empty() || theirs.is_empty() || !mine.is_disjoint(&theirs) {
            return false;
        }
        // A name of three words with the same country outweighs two ways to say what its bearer belongs to.
        let long = |node: &Node| node.names.keys().any(|name| fold(name).len() >= 3);
        !(a.is_some() && a == b && long(one) && long(other))
    }

    /// Something besides the name speaks for one person.
    fn agree(&self, first: usize, second: usize) -> bool {
        let (one, other) = (&self.nodes[first], &self.nodes[second]);
        let share = |left: &BTreeMap<String, usize>, right: &BTreeMap<String, usize>| {
            left.keys().any(|key| right.keys().any(|own| own.eq_ignore_ascii_case(key)))
        };
        share(&one.affiliations, &other.affiliations)
            || share(&one.countries, &other.countries)
            || share(&one.roles, &other.roles)
    }

    fn merge_bodies(&self, block: &[usize], order: &[usize], names: &Names, union: &mut Union) {
        if block.len() > LARGEST_BLOCK {
            return;
        }
        for (at, &first) in block.iter().enumerate() {
            for &second in &block[at + 1..] {
                let (
                    NodeKey::Named { words: one, kind: a, country: x, .. },
                    NodeKey::Named { words: other, kind: b, country: y, .. },
                ) = (&self.keys[order[first]], &self.keys[order[second]])
                else {
                    continue;
                };
                let kinds = a == b || *a == kind_class(ActorKind::Unknown) || *b == kind_class(ActorKind::Unknown);
                let countries = x == y || x.is_none() || y.is_none();
                let words = one == other
                    || one.len() == other.len()
                        && one.iter().zip(other).all(|(left, right)| {
                            left == right || left.len() >= 5 && right.len() >= 5 && names.same_word(left, right)
                        });
                if kinds && countries && words {
                    union.join(first, second);
                }
            }
        }
    }

    /// "RSF" is the one body of that country whose initials these are.
    fn merge_acronyms(&self, order: &[usize], union: &mut Union) {
        let mut by_initials: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let body = |at: usize| match &self.keys[at] {
            NodeKey::Named { words, kind, .. } if *kind != kind_class(ActorKind::Person) => Some(words),
            _ => None,
        };
        for (position, &at) in order.iter().enumerate() {
            if let Some(words) = body(at)
                && words.len() >= 2
            {
                let small = ["of", "the", "and", "for", "in"];
                let initials: String = words
                    .iter()
                    .filter(|word| !small.contains(&word.as_str()))
                    .filter_map(|word| word.chars().next())
                    .collect();
                by_initials.entry(initials).or_default().push(position);
            }
        }
        for (position, &at) in order.iter().enumerate() {
            let Some([word]) = body(at).map(Vec::as_slice) else { continue };
            let capitals = self.nodes[at]
                .names
                .keys()
                .all(|name| name.chars().all(|letter| letter.is_uppercase() || letter == '.'));
            if !capitals || !(2..=6).contains(&word.len()) {
                continue;
            }
            let Some(full) = by_initials.get(word.as_str()) else { continue };
            let mut fits: Vec<usize> = full
                .iter()
                .copied()
                .filter(|&other| !self.conflict(at, order[other]))
                .map(|other| union.find(other))
                .collect();
            fits.sort_unstable();
            fits.dedup();
            if let [only] = fits.as_slice() {
                union.join(position, *only);
            }
        }
    }

    fn finish(
        self,
        groups: Vec<Vec<usize>>,
        filler_nodes: &[Vec<Option<usize>>],
        link_nodes: &[Vec<Option<usize>>],
        places: &Places,
    ) -> Actors {
        let mut ids: BTreeMap<ActorId, Vec<usize>> = BTreeMap::new();
        for group in groups {
            let key = group.iter().map(|&at| &self.keys[at]).min().map(key_parts).unwrap_or_default();
            let parts: Vec<&str> = key.iter().map(String::as_str).collect();
            ids.entry(ActorId(stable_id("actor-", &parts))).or_default().extend(group);
        }
        let mut actor_of = vec![0; self.nodes.len()];
        let mut record: Vec<Actor> = Vec::with_capacity(ids.len());
        let mut affiliations: Vec<Option<String>> = Vec::with_capacity(ids.len());
        for (at, (id, nodes)) in ids.into_iter().enumerate() {
            for &node in &nodes {
                actor_of[node] = at;
            }
            let (actor, affiliation) = self.actor(id, &nodes);
            record.push(actor);
            affiliations.push(affiliation);
        }
        let mut by_name: FxHashMap<Vec<String>, usize> = FxHashMap::default();
        for (at, actor) in record.iter().enumerate().filter(|(_, actor)| actor.kind != ActorKind::Person) {
            for name in std::iter::once(&actor.name).chain(&actor.aliases) {
                by_name.entry(fold(name)).or_insert(at);
            }
        }
        for (at, affiliation) in affiliations.iter().enumerate() {
            let whole =
                affiliation.as_ref().and_then(|name| by_name.get(&fold(name))).copied().filter(|&whole| whole != at);
            record[at].affiliation = whole.map(|whole| record[whole].id.clone());
        }
        let mut country_words: FxHashMap<&str, FxHashSet<String>> = FxHashMap::default();
        for entry in places.record.values().filter(|entry| entry.place.kind == PlaceKind::Country) {
            if let Some(code) = &entry.place.country {
                country_words.entry(code).or_default().extend(fold(&entry.place.name));
            }
        }
        let generic = record.iter().map(|actor| self.names_a_side(actor, &country_words)).collect();
        let belongs = affiliations.iter().map(|name| name.iter().flat_map(|name| fold(name)).collect()).collect();
        let resolve = |nodes: &[Vec<Option<usize>>]| {
            nodes.iter().map(|list| list.iter().map(|node| node.map(|node| actor_of[node])).collect()).collect()
        };
        Actors { fillers: resolve(filler_nodes), links: resolve(link_nodes), record, generic, belongs }
    }

    fn actor(&self, id: ActorId, nodes: &[usize]) -> (Actor, Option<String>) {
        let mut all = Node::default();
        for &at in nodes {
            let node = &self.nodes[at];
            for (to, from) in [
                (&mut all.names, &node.names),
                (&mut all.countries, &node.countries),
                (&mut all.affiliations, &node.affiliations),
                (&mut all.roles, &node.roles),
                (&mut all.sectors, &node.sectors),
            ] {
                for (key, number) in from {
                    *to.entry(key.clone()).or_default() += number;
                }
            }
            for (kind, number) in &node.kinds {
                *all.kinds.entry(*kind).or_default() += number;
            }
            for (outlet, used) in &node.named {
                for (name, number) in used {
                    *all.named.entry(outlet.clone()).or_default().entry(name.clone()).or_default() += number;
                }
            }
            all.entry_name = all.entry_name.or_else(|| node.entry_name.clone());
        }
        let kind = all
            .kinds
            .iter()
            .max_by_key(|(kind, number)| (**kind != ActorKind::Unknown, **number, std::cmp::Reverse(**kind)))
            .map_or(ActorKind::Unknown, |(kind, _)| *kind);
        let name = all.entry_name.clone().unwrap_or_else(|| {
            all.names
                .iter()
                .max_by_key(|(name, number)| (fold(name).len().min(4), **number, std::cmp::Reverse((*name).clone())))
                .map(|(name, _)| name.clone())
                .unwrap_or_default()
        });
        let capital = |text: &str| text.chars().any(char::is_uppercase);
        let mut aliases: BTreeSet<String> = all.names.keys().cloned().collect();
        aliases.extend(all.named.values().flat_map(BTreeMap::keys).filter(|text| capital(text)).cloned());
        aliases.remove(&name);
        let actor = Actor {
            id,
            name,
            aliases: aliases.into_iter().collect(),
            kind,
            country: top(&all.countries),
            affiliation: None,
            role: top(&all.roles),
            plover_sector: top(&all.sectors),
            named: all.named,
        };
        (actor, top(&all.affiliations))
    }

    /// Whether a name is made of words for armed people, of its country and of nothing else.
    fn names_a_side(&self, actor: &Actor, country_words: &FxHashMap<&str, FxHashSet<String>>) -> bool {
        if actor.kind == ActorKind::Person {
            return false;
        }
        let of_country = |word: &str| {
            let Some(code) = &actor.country else { return false };
            let start: String = code.to_lowercase().chars().take(2).collect();
            word.starts_with(&start)
                || country_words
                    .get(code.as_str())
                    .is_some_and(|own| own.iter().any(|own| own.chars().take(4).eq(word.chars().take(4))))
        };
        let words = fold(&actor.name);
        let told: Vec<&String> = words.iter().filter(|word| !self.generic.contains(word.as_str())).collect();
        match told.as_slice() {
            [] => actor.kind != ActorKind::ArmedGroup || actor.country.is_none(),
            [only] => actor.kind != ActorKind::ArmedGroup && of_country(only),
            _ => false,
        }
    }
}

/// A name without who backs its bearer ("U.S.-backed Iraqi forces"), and whether it had one: the country told may then
/// be the backer's.
fn unbacked(name: &str) -> (&str, bool) {
    for cue in ["-backed ", "-supported ", "-trained ", "-armed ", "-aligned "] {
        if let Some((_, bare)) = name.split_once(cue)
            && bare.chars().any(char::is_uppercase)
        {
            return (bare, true);
        }
    }
    (name, false)
}

fn kind_class(kind: ActorKind) -> u8 {
    match kind {
        ActorKind::Person => 0,
        ActorKind::Unknown => 1,
        ActorKind::Media => 2,
        _ => 3,
    }
}

fn key_parts(key: &NodeKey) -> Vec<String> {
    match key {
        NodeKey::Entry(entry) => vec!["entry".to_string(), entry.clone()],
        NodeKey::Named { words, kind, country, affiliation } => {
            vec![
                "named".to_string(),
                words.join(" "),
                kind.to_string(),
                country.clone().unwrap_or_default(),
                affiliation.join(" "),
            ]
        }
        NodeKey::Described { words, scope } => vec!["described".to_string(), words.join(" "), scope.clone()],
    }
}

fn count(counts: &mut BTreeMap<String, usize>, key: &str) {
    *counts.entry(key.to_string()).or_default() += 1;
}

/// The most common value; of equals the first in order.
fn top(counts: &BTreeMap<String, usize>) -> Option<String> {
    counts
        .iter()
        .max_by(|one, other| one.1.cmp(other.1).then_with(|| other.0.cmp(one.0)))
        .map(|(value, _)| value.clone())
}
