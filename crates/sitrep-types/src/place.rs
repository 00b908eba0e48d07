//! Places: gazetteer entries, and local places inside them that no gazetteer holds.

use serde::{Deserialize, Serialize};

use crate::{PlaceKey, Span};

/// What sort of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// A state.
    Country,
    /// A first- or second-order division, or a natural region.
    Region,
    /// A populated place.
    City,
    /// A part of a populated place.
    District,
    /// A building, site, base, bridge, camp.
    Facility,
    /// A road or route.
    Road,
    /// A river, lake or sea.
    Water,
    /// Anything else.
    Other,
}

/// A place as resolved in one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Its key; equal keys are the same place in every document.
    pub key: PlaceKey,
    /// Its name: the gazetteer's, or the words of the text without articles.
    pub name: String,
    /// Its sort.
    pub kind: PlaceKind,
    /// What it lies in.
    pub parent: Option<PlaceKey>,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// Name of the first-order division.
    pub admin1: Option<String>,
    /// Degrees north, WGS 84; a local place carries its parent's, or an offset from it.
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    pub longitude: Option<f64>,
    /// GeoNames identifier, where it has one.
    pub geonameid: Option<u32>,
    /// ACLED `geo_precision`: 1 town or its part, 2 near a town, 3 region.
    pub acled_geo_precision: Option<u8>,
    /// UCDP `where_prec`: 1 exact to 7 international waters or airspace.
    pub ucdp_where_prec: Option<u8>,
}

/// Words of a text that name a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceMention {
    /// The words: "the city's antiquities museum" without its article.
    pub span: Span,
    /// The place, in [`AnnotatedDocument::places`](crate::AnnotatedDocument::places); `None` where it was recognised
    /// but not resolved.
    pub place: Option<PlaceKey>,
    /// True where the name stands for a government or people ("Moscow said", "Iraqi"): an actor, not a location.
    pub metonymic: bool,
    /// How it was resolved, in words a user can follow.
    pub how: String,
}
