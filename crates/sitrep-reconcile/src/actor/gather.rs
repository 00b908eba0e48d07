//! Gathers the mentions of actors and the links of attributions into nodes.

use rustc_hash::{FxHashMap, FxHashSet};
use sitrep_types::{ActorKind, ActorMention, AttributionLink, LinkKind};

use super::node::{Node, NodeKey, count, kind_class};
use crate::names::fold;

pub(super) struct Gatherer<'a> {
    pub(super) nodes: Vec<Node>,
    pub(super) keys: Vec<NodeKey>,
    pub(super) by_key: FxHashMap<NodeKey, usize>,
    pub(super) body: FxHashSet<&'a str>,
    pub(super) pronoun: FxHashSet<&'a str>,
    pub(super) generic: FxHashSet<&'a str>,
    /// Words for people of a kind ("police", "residents").
    pub(super) counted: FxHashSet<&'a str>,
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
        // "Police" at the head of a sentence is no name.
        let opens = actor.name.chars().skip(1).all(|letter| !letter.is_uppercase())
            && words.iter().all(|word| self.generic.contains(word.as_str()) || self.counted.contains(word.as_str()));
        let named = actor.name.chars().any(char::is_uppercase) && !opens;
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

    pub(super) fn telling_words(&self, name: &str) -> Vec<String> {
        let mut words: Vec<String> =
            fold(name).into_iter().filter(|word| !self.generic.contains(word.as_str())).collect();
        words.sort();
        words.dedup();
        words
    }

    pub(super) fn mention(&mut self, actor: &ActorMention, text: &str, document: &str, outlet: &str) -> usize {
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
            node.count_named(outlet, text);
        }
        at
    }

    /// The words as a name somebody is called by; `None` for pronouns.
    fn used<'text>(&self, text: &'text str) -> Option<&'text str> {
        let text = text.trim();
        let bare = ["the ", "The ", "a ", "A ", "an ", "An "]
            .iter()
            .find_map(|article| text.strip_prefix(article))
            .unwrap_or(text);
        (!bare.is_empty() && !self.pronoun.contains(bare.to_lowercase().as_str())).then_some(bare)
    }

    /// Names of nodes that claims' fillers gave, for links that carry a name only.
    pub(super) fn known_names(&self) -> FxHashMap<Vec<String>, usize> {
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

    pub(super) fn link(
        &mut self,
        link: &AttributionLink,
        known: &FxHashMap<Vec<String>, usize>,
        document: &str,
        outlet: &str,
    ) -> Option<usize> {
        let name = link.name.as_deref().or_else(|| {
            matches!(link.kind, LinkKind::Agency | LinkKind::Outlet | LinkKind::Organisation)
                .then_some(link.text.as_str())
        })?;
        let other = self.other_body(link, name, known);
        let (name, affiliation) = other.map_or((name, link.affiliation.as_ref()), |body| (body, None));
        let words = fold(name);
        if words.is_empty()
            || self.pronoun.contains(name.to_lowercase().as_str())
            || !name.chars().any(char::is_uppercase)
        {
            return None;
        }
        if let Some(&at) = known.get(&words) {
            if let Some(text) = self.used(&link.text) {
                self.nodes[at].count_named(outlet, text);
            }
            if let Some(affiliation) = affiliation {
                count(&mut self.nodes[at].affiliations, affiliation);
            }
            return Some(at);
        }
        let kind = match link.kind {
            _ if other.is_some() => ActorKind::Organisation,
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
            affiliation: affiliation.cloned(),
            plover_sector: None,
        };
        Some(self.mention(&actor, &link.text, document, outlet))
    }
}

impl Gatherer<'_> {
    /// The body for which a source speaks, where that is another than the person of this name belongs to: "the Nato
    /// spokesman" is not the Taliban's, however few spokesmen a report names.
    fn other_body<'text>(
        &self,
        link: &'text AttributionLink,
        name: &str,
        known: &FxHashMap<Vec<String>, usize>,
    ) -> Option<&'text str> {
        let text = self.used(&link.text)?;
        let at = SPEAKS.iter().find_map(|word| text.find(word))?;
        let before = text[..at].trim_end();
        let body = before.strip_suffix("'s").or_else(|| before.strip_suffix("’s")).unwrap_or(before);
        let (words, belongs) = (fold(body), fold(link.affiliation.as_deref()?));
        let bears_name = fold(name).iter().any(|word| words.contains(word));
        let one = |words: &Vec<String>| known.get(words).filter(|&&at| !self.is_person(at)).copied();
        let is_body = one(&words).is_some() || words.last().is_some_and(|word| self.body.contains(word.as_str()));
        let shared =
            words.iter().any(|word| belongs.contains(word)) || one(&words).is_some() && one(&words) == one(&belongs);
        (is_body && !bears_name && !shared && body.chars().any(char::is_uppercase)).then_some(body)
    }

    fn is_person(&self, node: usize) -> bool {
        self.nodes[node].kinds.contains_key(&ActorKind::Person)
    }
}

/// What somebody is called who speaks for a body.
const SPEAKS: [&str; 3] = ["spokesman", "spokeswoman", "spokesperson"];

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
