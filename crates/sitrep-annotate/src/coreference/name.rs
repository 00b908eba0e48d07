//! Names that are one: the same words, an alias of the actor table, an acronym, a surname.

use sitrep_types::{Mention, MentionKind};

use super::features::Form;
use super::link::Linker;

impl Linker<'_> {
    pub(super) fn for_name(&self, index: usize) -> Option<usize> {
        let (mention, own) = (&self.mentions[index], &self.features[index]);
        self.recent().into_iter().find(|entity| {
            self.of(*entity).any(|(other_mention, other)| {
                if other.form != Form::Name {
                    return false;
                }
                if let (Some(one), Some(two)) = (&own.entry, &other.entry) {
                    return one == two;
                }
                if own.words == other.words {
                    return compatible_kinds(mention.kind, other_mention.kind);
                }
                match (mention.kind, other_mention.kind) {
                    (MentionKind::Person, MentionKind::Person | MentionKind::Misc)
                    | (MentionKind::Misc, MentionKind::Person) => same_person(&own.words, &other.words),
                    (MentionKind::Organisation | MentionKind::Misc, MentionKind::Organisation | MentionKind::Misc) => {
                        is_acronym_of(self.text(mention), self.text(other_mention))
                            || is_acronym_of(self.text(other_mention), self.text(mention))
                            || own.words.len() > 1
                                && other.words.len() > 1
                                && (other.words.ends_with(&own.words)
                                    || other.words.starts_with(&own.words)
                                    || own.words.ends_with(&other.words))
                    }
                    _ => false,
                }
            })
        })
    }

    fn text(&self, mention: &Mention) -> &str {
        mention.span.slice(self.tree.text).unwrap_or_default()
    }
}

fn compatible_kinds(one: MentionKind, other: MentionKind) -> bool {
    let place = |kind: MentionKind| matches!(kind, MentionKind::Gpe | MentionKind::Location | MentionKind::Facility);
    one == other
        || place(one) && place(other)
        || one == MentionKind::Misc
        || other == MentionKind::Misc
        || !(one == MentionKind::Person
            || other == MentionKind::Person
            || one == MentionKind::Group
            || other == MentionKind::Group)
}

/// "Jawdat" is "Raed Shakir Jawdat": the shorter name's words end the longer one's.
fn same_person(one: &[String], other: &[String]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.is_empty() || short.iter().any(|word| word.len() < 2) && short.len() == 1 {
        return false;
    }
    long.ends_with(short)
        || short.len() == 1 && long.first() == short.first() && short[0].len() > 2
        || short.len() > 1 && short.iter().all(|word| long.contains(word))
}

/// "RSF" for "Rapid Support Forces".
fn is_acronym_of(short: &str, long: &str) -> bool {
    let letters: String = short.chars().filter(|character| character.is_alphanumeric()).collect();
    if letters.len() < 2 || letters.chars().any(char::is_lowercase) || long.split_whitespace().count() < 2 {
        return false;
    }
    let initials = |all: bool| -> String {
        long.split([' ', '-'])
            .filter_map(|word| word.chars().next())
            .filter(|first| all || first.is_uppercase())
            .flat_map(char::to_uppercase)
            .collect()
    };
    initials(false) == letters || initials(true) == letters
}
