//! Whose members a description means: "ISIS militants", "gunmen believed to be from the ELN", but not "ISIS-linked gunmen".

use sitrep_resources::ActorEntry;
use sitrep_types::{ActorKind, Mention, MentionKind, Span};

use super::ActorReader;

/// Participles, in dictionary form, of what people are taken to belong to.
const TAKEN_FOR: &[&str] = &[
    "affiliate",
    "allege",
    "believe",
    "belong",
    "claim",
    "identify",
    "link",
    "loyal",
    "presume",
    "report",
    "rumour",
    "say",
    "suspect",
    "think",
];

/// Steps from such a participle to the name: "suspected of being members of the group".
const DEEPEST_CLAUSE: usize = 4;

impl ActorReader<'_> {
    /// The listed actor whose members a description means: "ISIS militants", "fighters of MUJAO".
    pub(super) fn members_of(&self, mention: &Mention) -> Option<&ActorEntry> {
        let lemma = self.tree.lemma(mention.head);
        let group_noun = self.resources.actors.weak_noun(lemma).is_some()
            || lemma == "man"
            || self
                .resources
                .actors
                .noun(lemma)
                .is_some_and(|class| matches!(class.kind, ActorKind::ArmedGroup | ActorKind::StateForce));
        if !group_noun {
            return None;
        }
        self.named_inside(mention).and_then(|inner| self.entry(inner)).or_else(|| self.taken_for(mention))
    }

    /// "gunmen believed to be from the ELN", "men suspected of belonging to Boko Haram": the listed actor that people are
    /// taken to belong to.
    fn taken_for(&self, mention: &Mention) -> Option<&ActorEntry> {
        let clauses: Vec<usize> = self
            .tree
            .children_by(mention.head, &["acl", "amod"])
            .filter(|clause| *clause > mention.head && TAKEN_FOR.contains(&self.tree.lemma(*clause)))
            .collect();
        let told = |head: usize| {
            std::iter::once(head).chain(self.tree.ancestors(head).take(DEEPEST_CLAUSE)).any(|at| clauses.contains(&at))
        };
        // The nearest name decides: "suspected of belonging to the ELN, which fights the FARC".
        let inner = self
            .mentions
            .iter()
            .filter(|inner| matches!(inner.kind, MentionKind::Organisation | MentionKind::Misc | MentionKind::Group))
            .filter(|inner| inner.head > mention.head && told(inner.head))
            .min_by_key(|inner| inner.head)?;
        // "suspected of helping the ELN" makes nobody its member.
        let belongs = (mention.head + 1..inner.head).any(|token| {
            matches!(self.tree.lemma(token), "affiliate" | "be" | "belong" | "from" | "link" | "loyal" | "member")
        });
        self.entry(inner).filter(|_| belongs)
    }

    /// A name among the modifiers of a description, before or after its head.
    pub(super) fn named_inside(&self, mention: &Mention) -> Option<&Mention> {
        let dependents: Vec<usize> = self
            .tree
            .children_by(mention.head, &["compound", "amod", "nmod", "flat", "appos"])
            .filter(|child| {
                // "government troops and fighters from the front": only the nearer ones are the front's.
                let beside = self.tree.children_by(mention.head, &["conj"]).any(|other| other < *child);
                *child < mention.head || !beside
            })
            .filter(|child| {
                // "fighters in Mosul" does not make Mosul the fighters' group.
                *child < mention.head
                    || self
                        .tree
                        .children_by(*child, &["case"])
                        .all(|case| matches!(self.tree.lower(case).as_str(), "of" | "from" | "'s" | "’s"))
            })
            .collect();
        self.mentions.iter().find(|inner| {
            inner.kind != MentionKind::Description
                && (dependents.contains(&inner.head) || mention.span.contains(inner.span) && inner.span != mention.span)
                && matches!(inner.kind, MentionKind::Organisation | MentionKind::Misc | MentionKind::Group)
                && !self.only_supports(inner)
                && self.entry(inner).is_some()
        })
    }

    /// "Coalition-backed Yemeni forces", "al-Qaeda-linked militants": who supports a force or is linked with it is not the force.
    fn only_supports(&self, inner: &Mention) -> bool {
        self.is_supporter(inner.span)
    }

    /// Whether a name stands before "-backed", "-linked" and the like.
    pub(super) fn is_supporter(&self, name: Span) -> bool {
        const SUPPORTS: &[&str] = &[
            "affiliated",
            "aligned",
            "allied",
            "armed",
            "backed",
            "funded",
            "inspired",
            "linked",
            "sponsored",
            "supported",
            "trained",
        ];
        let words = self.words(name).to_lowercase();
        let after = self.tree.text.get(name.end..).unwrap_or_default();
        let next = after
            .strip_prefix(['-', '–'])
            .map(|rest| rest.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default().to_lowercase());
        SUPPORTS.iter().any(|word| words.ends_with(word) || next.as_deref() == Some(word))
    }
}
