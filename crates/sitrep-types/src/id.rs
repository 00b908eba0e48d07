//! Identifiers made from content, so that they survive a rerun.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    };
}

id!(
    /// A document, from its cleaned text and title.
    DocumentId
);
id!(
    /// A claim, from its document, trigger span, type and fillers.
    ClaimId
);
id!(
    /// An event, from the claims it stands on.
    EventId
);
id!(
    /// An actor of the record, from its canonical name.
    ActorId
);
id!(
    /// A contradiction, from its kind and sides.
    ContradictionId
);
id!(
    /// A place: `geonames:99071`, `country:IRQ`, `admin1:IQ.15`, or `local:` plus the parent's key and the place's
    /// normalised name.
    PlaceKey
);

/// A short identifier of some content: `prefix` and sixteen hexadecimal digits of BLAKE3 over the parts, each part
/// ended by a zero byte.
#[must_use]
pub fn stable_id(prefix: &str, parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    let hex = hasher.finalize().to_hex();
    format!("{prefix}{}", &hex.as_str()[..16])
}
