//! Precision codes of places.
//!
//! | place | ACLED `geo_precision` | UCDP `where_prec` |
//! | --- | --- | --- |
//! | town, village, district, a facility of the gazetteer | 1 | 1 |
//! | facility or district inside a town, at the town's point | 1 | 1 |
//! | road, or "20 km south of" a town | 2 | 2 |
//! | second-order division | 2 | 3 |
//! | unknown place inside a second-order division | 2 | 3 |
//! | first-order division, part of one, unknown place inside one | 3 | 4 |
//! | landscape, river, mountains, island, part of one | 3 | 5 |
//! | country, part of one, unknown place inside one | – (ACLED does not code it) | 6 |
//! | sea outside any country, airspace | – | 7 |
//! | continent | – | – |

use sitrep_gazetteer::Feature;
use sitrep_types::PlaceKind;

/// ACLED's and UCDP's code of a place of the gazetteer; `in_country` is false for the high seas.
#[must_use]
pub const fn of_feature(feature: Feature, in_country: bool) -> (Option<u8>, Option<u8>) {
    match feature {
        Feature::City | Feature::Village | Feature::District | Feature::Facility => (Some(1), Some(1)),
        Feature::Road => (Some(2), Some(2)),
        Feature::Admin2 | Feature::Admin2Approximate => (Some(2), Some(3)),
        Feature::Admin1 => (Some(3), Some(4)),
        Feature::Landscape | Feature::River | Feature::Mountain | Feature::Island => (Some(3), Some(5)),
        Feature::Sea if in_country => (Some(3), Some(5)),
        Feature::Sea => (None, Some(7)),
        Feature::Country => (None, Some(6)),
        Feature::Continent => (None, None),
    }
}

/// The codes of a local place from those of its parent: never finer than the parent's, and a road or an offset is only
/// near the parent's point.
#[must_use]
pub fn of_local(kind: PlaceKind, offset: bool, parent: (Option<u8>, Option<u8>)) -> (Option<u8>, Option<u8>) {
    let (acled, ucdp) = parent;
    if offset || kind == PlaceKind::Road {
        (acled.map(|code| code.max(2)), ucdp.map(|code| code.max(2)))
    } else {
        (acled, ucdp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_place_is_never_finer_than_its_parent() {
        let town = of_feature(Feature::City, true);
        assert_eq!(of_local(PlaceKind::Facility, false, town), (Some(1), Some(1)));
        assert_eq!(of_local(PlaceKind::Road, false, town), (Some(2), Some(2)));
        assert_eq!(of_local(PlaceKind::Other, true, town), (Some(2), Some(2)));
        let country = of_feature(Feature::Country, true);
        assert_eq!(of_local(PlaceKind::City, false, country), (None, Some(6)));
        assert_eq!(of_feature(Feature::Sea, false), (None, Some(7)));
    }
}
