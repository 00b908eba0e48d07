//! Where a headline's happening was: it often names the country alone, and the text under it the town.

use std::collections::BTreeMap;

use sitrep_types::PlaceKind;

use super::{Reality, View, Viewer};
use crate::material::in_headline;

impl Viewer<'_> {
    /// Gives the happening of a headline that names no more than a country the town of the first telling of its kind in
    /// the text below.
    pub(super) fn place_headlines(&self, views: &mut [View]) {
        let headline = |claim: usize| {
            let told = self.material.claims[claim];
            in_headline(self.material.readings[told.document], told.claim)
        };
        let wide = |view: &View| view.place.and_then(|place| self.places.kind(place)) == Some(PlaceKind::Country);
        let news = |view: &View| view.reality == Reality::Told && !view.background;
        let mut wanted: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (claim, view) in views.iter().enumerate() {
            if headline(claim) && wide(view) && news(view) {
                wanted.entry(view.document).or_default().push(claim);
            }
        }
        if wanted.is_empty() {
            return;
        }
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        for (claim, view) in views.iter().enumerate() {
            let Some(headlines) = wanted.get(&view.document) else { continue };
            if headline(claim) || !news(view) {
                continue;
            }
            for &above in headlines {
                let own = &views[above];
                let inside = own.place.zip(view.place).is_some_and(|(whole, place)| self.places.within(place, whole));
                let same_days = match (own.days, view.days) {
                    (Some(one), Some(other)) => one.0 <= other.1 && other.0 <= one.1,
                    _ => true,
                };
                if own.family == view.family
                    && inside
                    && !wide(view)
                    && same_days
                    && first.get(&above).is_none_or(|&before| view.evidence < views[before].evidence)
                {
                    first.insert(above, claim);
                }
            }
        }
        for (headline, claim) in first {
            let (place, town, exactness) = (views[claim].town, views[claim].town, views[claim].exactness);
            let view = &mut views[headline];
            (view.place, view.town, view.exactness) = (place, town, exactness.min(TOWN));
        }
    }
}

/// How exact the name of a town is.
const TOWN: f64 = 0.65;
