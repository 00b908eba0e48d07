//! What sort of thing a gazetteer entry is.

use sitrep_types::PlaceKind;

macro_rules! features {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $name:literal, $kind:ident;)+) => {
        /// The sort of a gazetteer entry, finer than [`PlaceKind`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Feature {
            $($(#[$doc])* $variant,)+
        }

        impl Feature {
            /// The byte that stands for it in the packed file.
            #[must_use]
            pub const fn code(self) -> u8 {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The feature of this byte.
            #[must_use]
            pub const fn from_code(code: u8) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }

            /// The feature of this word in a table.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }

            /// Its word in a table.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The kind of place that the record speaks of.
            #[must_use]
            pub const fn kind(self) -> PlaceKind {
                match self { $(Self::$variant => PlaceKind::$kind,)+ }
            }
        }
    };
}

features! {
    /// A continent or part of one ("Africa", "the Middle East").
    Continent = 0, "continent", Region;
    /// A state.
    Country = 1, "country", Country;
    /// First-order division.
    Admin1 = 2, "admin1", Region;
    /// Second-order division.
    Admin2 = 3, "admin2", Region;
    /// Second-order division known by name only; it carries the point of its first-order division.
    Admin2Approximate = 4, "admin2_approximate", Region;
    /// A town or city.
    City = 5, "city", City;
    /// A village or hamlet.
    Village = 6, "village", City;
    /// A part of a town.
    District = 7, "district", District;
    /// A region without an administration ("Donbas", "the Sahel").
    Landscape = 8, "landscape", Region;
    /// A river.
    River = 9, "river", Water;
    /// A sea, gulf, strait or lake.
    Sea = 10, "sea", Water;
    /// Mountains.
    Mountain = 11, "mountain", Other;
    /// An island or group of them.
    Island = 12, "island", Region;
    /// An airport, base, dam, bridge, camp, hospital.
    Facility = 13, "facility", Facility;
    /// A road, pass or crossing.
    Road = 14, "road", Road;
}
