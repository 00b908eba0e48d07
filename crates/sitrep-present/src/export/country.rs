//! Countries as the target formats write them.

/// See the first line of the table for its columns and their source.
const TABLE: &str = include_str!("countries.tsv");

/// A country of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166 alpha-2.
    pub alpha2: &'static str,
    /// ISO 3166 numeric, without leading zeros as ACLED prints it.
    pub numeric: &'static str,
    /// Name.
    pub name: &'static str,
    /// Region in ACLED's data.
    pub acled_region: &'static str,
    /// Region in UCDP's data.
    pub ucdp_region: &'static str,
}

/// The country of an ISO 3166 alpha-3 code.
pub fn country(alpha3: &str) -> Option<Country> {
    let line = TABLE.lines().find(|line| !line.starts_with('#') && line.split('\t').next() == Some(alpha3))?;
    match line.split('\t').collect::<Vec<_>>().as_slice() {
        [_, alpha2, numeric, name, acled_region, ucdp_region] => {
            Some(Country { alpha2, numeric: numeric.trim_start_matches('0'), name, acled_region, ucdp_region })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{TABLE, country};

    #[test]
    fn every_line_is_a_country() {
        let codes: Vec<&str> =
            TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next()).collect();
        assert!(codes.len() > 240);
        assert!(codes.is_sorted());
        assert!(codes.iter().all(|code| country(code).is_some_and(|found| !found.name.is_empty())));
        assert_eq!(country("IRQ").map(|found| (found.numeric, found.acled_region)), Some(("368", "Middle East")));
        assert_eq!(country("nowhere"), None);
    }
}
