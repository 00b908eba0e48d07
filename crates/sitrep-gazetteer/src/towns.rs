//! The town that a district or facility lies in, where no table says so: an airport of the tables, a quarter of a user's
//! file.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;
use sitrep_types::PlaceKey;

use crate::feature::Feature;
use crate::gazetteer::Gazetteer;
use crate::geometry::distance_km;
use crate::layer::{Layer, PlaceRef, Record};

/// Towns already looked for: finding one takes a walk over all places.
#[derive(Default)]
pub(crate) struct TownsAround {
    known: Mutex<FxHashMap<PlaceRef, Option<PlaceKey>>>,
}

impl TownsAround {
    /// The town around a place, found once.
    pub(crate) fn of(&self, place: PlaceRef, find: impl FnOnce() -> Option<PlaceKey>) -> Option<PlaceKey> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&place).cloned();
        known.unwrap_or_else(|| {
            let found = find();
            self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(place, found.clone());
            found
        })
    }
}

/// Degrees beyond which no town reaches.
const FARTHEST_DEGREES: f64 = 0.25;
/// A town with a population of e to this power reaches no farther than its centre.
const LEAST_LOG_POPULATION: f64 = 8.0;
/// Kilometres that a town reaches farther for each e-fold of its population: five for 15,000 people, eighteen for a million.
const KM_PER_FOLD: f64 = 3.0;

/// The town that reaches farthest beyond a place; none where no town reaches it.
pub(crate) fn around(gazetteer: &Gazetteer, layers: &[Layer], place: PlaceRef, record: &Record) -> Option<PlaceKey> {
    let mut best: Option<(f64, PlaceRef, Record)> = None;
    for (number, layer) in layers.iter().enumerate() {
        for index in 0..layer.packed.len() {
            let Some(town) = layer.packed.record(index) else { continue };
            let here = PlaceRef { layer: number as u8, index };
            if town.feature != Feature::City
                || here == place
                || town.country != record.country
                || (town.latitude - record.latitude).abs() > FARTHEST_DEGREES
            {
                continue;
            }
            let reach = KM_PER_FOLD * (town.log_population - LEAST_LOG_POPULATION);
            let beyond = reach - distance_km(town.point(), record.point());
            if beyond > 0.0 && best.as_ref().is_none_or(|(most, ..)| beyond > *most) {
                best = Some((beyond, here, town));
            }
        }
    }
    best.map(|(_, town, record)| gazetteer.key(town, &record))
}
