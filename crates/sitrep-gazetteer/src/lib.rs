//! The place index: candidates for a name, hierarchy, distances, a user's own places.
//!
//! [`Gazetteer::shipped`] opens what the program carries: GeoNames' places of 500 and more inhabitants and the
//! divisions of all countries (packed by `cargo xtask gazetteer`), and the hand-written tables of
//! `resources/gazetteer`. A user's own files ([`user`]) lie on top and win where they hold the same place.
//!
//! ```
//! let gazetteer = sitrep_gazetteer::Gazetteer::shipped()?;
//! let best = &gazetteer.candidates("Hamam al-Alil")[0];
//! assert_eq!(best.country.as_deref(), Some("IRQ"));
//! assert_eq!(gazetteer.country_of_demonym("Iraqis").map(|country| country.name.as_str()), Some("Iraq"));
//! # Ok::<(), sitrep_gazetteer::GazetteerError>(())
//! ```

mod country;
mod error;
mod feature;
mod gazetteer;
mod geometry;
mod layer;
mod local;
mod normalise;
pub mod pack;
mod packed;
mod table;
mod towns;
pub mod user;

pub use country::Country;
pub use error::GazetteerError;
pub use feature::Feature;
pub use gazetteer::{Entry, Gazetteer, Hit};
pub use geometry::{Direction, distance_km, offset};
pub use layer::{PlaceRef, Record};
pub use local::{LocalKind, LocalNouns};
pub use normalise::{exact_key, variant_key};
