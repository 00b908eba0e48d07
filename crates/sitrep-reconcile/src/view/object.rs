//! What a claim's words say was acted on: which places change hands as a whole, of which only a part.

use sitrep_types::{Claim, Filler};

use super::Viewer;
use crate::folded::Folded;
use crate::material::Told;
use crate::place::{Known, PlaceId};

impl<'a> Viewer<'a> {
    /// The words for a thing acted on; for one that its noun does not tell from others, with what follows in its
    /// sentence: "the building that they used as their court".
    pub(super) fn words_for(&self, told: Told<'a>, target: &'a Filler, known: Option<Known>) -> &'a str {
        let rest = sitrep_types::Span::new(target.span.start, told.claim.evidence.span.end.max(target.span.end));
        let vague = known.is_some_and(|known| known.vague);
        let follows = self.material.readings[told.document].document.text.get(rest.start..rest.end);
        follows.filter(|words| vague && words.starts_with(&target.text)).unwrap_or(&target.text)
    }

    /// The places that a claim tells to change hands as a whole, and else the one of which it tells a part. Where the
    /// words name a thing that is no known place, its surroundings are not what changed hands.
    pub(super) fn objects(
        &self,
        claim: &Claim,
        place: Option<PlaceId>,
        targeted: &[Option<Known>],
    ) -> (Vec<PlaceId>, Option<PlaceId>) {
        let mut whole = Vec::new();
        let mut part = None;
        let mut thing = false;
        for (target, known) in claim.targets.iter().zip(targeted) {
            match known {
                // "The building" may be any: what changed hands is read from the words.
                Some(known) if known.vague => thing = true,
                Some(known) => {
                    if self.is_wide(known.id) && tells_part(&target.text) {
                        part = Some(known.id);
                    } else {
                        whole.push(known.id);
                    }
                }
                None => thing |= target.actor.is_none(),
            }
        }
        whole.sort();
        whole.dedup();
        let near = matches!(claim.place_how.as_deref(), None | Some("target" | "locative of the verb" | "sentence"));
        if whole.is_empty() && part.is_none() && !thing && near {
            whole.extend(place.filter(|&place| !self.places.is_vague(place)));
        }
        if whole.is_empty() && part.is_none() && thing {
            part = place.map(|place| if self.places.is_vague(place) { self.places.town(place) } else { place });
        }
        (whole, part)
    }
}

/// Whether the words for what was taken name a part of it only.
fn tells_part(words: &str) -> bool {
    const PARTS: &[&str] = &[
        "part",
        "parts",
        "area",
        "areas",
        "district",
        "districts",
        "neighbourhood",
        "neighbourhoods",
        "neighborhood",
        "neighborhoods",
        "section",
        "sections",
        "sector",
        "sectors",
        "portion",
        "portions",
        "most",
        "much",
        "half",
        "third",
        "quarter",
        "quarters",
        "swathe",
        "swathes",
        "swaths",
        "pocket",
        "pockets",
        "ground",
        "outskirts",
        "edge",
        "side",
        "suburbs",
        "suburb",
        "fringes",
        "centre",
        "center",
        "blocks",
        "streets",
        "positions",
        "territory",
        "villages",
    ];
    Folded::of(words).iter().any(|word| PARTS.contains(&word))
}
