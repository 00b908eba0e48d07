//! What the shipped gazetteer must know: names as news write them, and the place that each means without context.

use std::sync::OnceLock;

use proptest::prelude::*;
use sitrep_gazetteer::{Feature, Gazetteer, distance_km};

fn gazetteer() -> &'static Gazetteer {
    static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
    GAZETTEER.get_or_init(|| Gazetteer::shipped().expect("the shipped gazetteer"))
}

/// The likeliest place of a name lies in this country, within so many kilometres of a point.
#[track_caller]
fn check(name: &str, country: &str, point: (f64, f64), kilometres: f64) {
    let candidates = gazetteer().candidates(name);
    let best = candidates.first().unwrap_or_else(|| panic!("{name} is not known"));
    assert_eq!(best.country.as_deref(), Some(country), "{name}: {best:?}");
    let distance = distance_km((best.latitude, best.longitude), point);
    assert!(distance <= kilometres, "{name} is {distance:.0} km off: {best:?}");
}

#[test]
fn towns_and_villages_are_found_in_every_usual_spelling() {
    for (names, country, point) in [
        (&["Mosul", "Mossul", "Al-Mawsil"][..], "IRQ", (36.335, 43.119)),
        (&["Gogjali", "Kokjali", "Gogali"], "IRQ", (36.35, 43.23)),
        (&["Tal Afar", "Tall 'Afar", "Tel Afar", "Telafar"], "IRQ", (36.379, 42.448)),
        (&["Hammam al-Alil", "Hamam al-Alil", "Hammam Al Alil"], "IRQ", (36.16, 43.26)),
        (&["Kobane", "Kobani", "Ayn al-Arab"], "SYR", (36.89, 38.353)),
        (&["Deir ez-Zor", "Deir al-Zour", "Deir Ezzor"], "SYR", (35.336, 40.141)),
        (&["Um Rawaba", "Umm Ruwaba"], "SDN", (12.906, 31.216)),
        (&["Ceel Baraf", "El Baraf"], "SOM", (3.2, 45.75)),
        (&["Bakhmut", "Artyomovsk"], "UKR", (48.595, 38.0)),
        (&["El Fasher", "Al-Fashir"], "SDN", (13.628, 25.349)),
    ] {
        for name in names {
            check(name, country, point, 15.0);
        }
    }
}

#[test]
fn countries_come_before_towns_and_divisions_by_their_words() {
    for (name, feature, country) in [
        ("Iraq", Feature::Country, "IRQ"),
        ("the US", Feature::Country, "USA"),
        ("Nineveh province", Feature::Admin1, "IRQ"),
        ("Nineveh Governorate", Feature::Admin1, "IRQ"),
        ("Ala.", Feature::Admin1, "USA"),
        ("Gaza Strip", Feature::Landscape, "PSE"),
    ] {
        let best = &gazetteer().candidates(name)[0];
        assert_eq!((best.feature, best.country.as_deref()), (feature, Some(country)), "{name}: {best:?}");
    }
}

#[test]
fn peoples_name_their_country() {
    for (word, country) in
        [("Iraqi", "Iraq"), ("Syrians", "Syria"), ("Burkinabe", "Burkina Faso"), ("Dutch", "Netherlands")]
    {
        assert_eq!(gazetteer().country_of_demonym(word).map(|c| c.name.as_str()), Some(country), "{word}");
    }
    assert_eq!(gazetteer().country_of_demonym("Mosul"), None);
}

#[test]
fn a_place_leads_up_to_its_country() {
    let mut place = gazetteer().candidates("Gogjali").remove(0);
    let mut path = vec![place.name.clone()];
    while let Some(parent) = place.parent.as_ref().and_then(|key| gazetteer().place(key)) {
        path.push(parent.name.clone());
        place = parent;
    }
    assert_eq!(path, ["Gogjali", "Nineveh", "Iraq"]);
}

#[test]
fn a_facility_lies_in_the_town_around_it() {
    for (name, town) in [("Toussaint Louverture airport", "Port-au-Prince"), ("Hazar Ganji", "Quetta")] {
        let place = gazetteer().candidates(name).remove(0);
        let parent = place.parent.as_ref().and_then(|key| gazetteer().place(key));
        assert_eq!(parent.map(|parent| parent.name), Some(town.to_owned()), "{name}");
    }
}

#[test]
fn every_candidate_is_found_again_by_its_key() {
    for name in ["Mosul", "Gogjali", "Iraq", "Nineveh", "Springfield", "Donbas", "Tigris", "Harib district", "Gaza"] {
        for entry in gazetteer().candidates(name) {
            let again = gazetteer().place(&entry.key).unwrap_or_else(|| panic!("{name}: {entry:?} is lost"));
            assert_eq!(again.key, entry.key, "{name}");
        }
    }
}

#[test]
fn every_country_has_its_point_and_capital() {
    for country in gazetteer().countries() {
        assert!(
            gazetteer().place(&sitrep_types::PlaceKey(format!("country:{}", country.alpha3))).is_some(),
            "{country:?}"
        );
    }
}

proptest! {
    #[test]
    fn any_name_can_be_looked_up(name in "\\PC{0,80}") {
        for entry in gazetteer().candidates(&name) {
            prop_assert!((-90.0..=90.0).contains(&entry.latitude) && (-180.0..=180.0).contains(&entry.longitude));
        }
    }

    #[test]
    fn any_key_can_be_asked_for(key in "(geonames|admin1|admin2|country|place|user|local)?:?\\PC{0,30}") {
        let _ = gazetteer().place(&sitrep_types::PlaceKey(key));
    }
}
