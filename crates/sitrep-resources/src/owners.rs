//! `resources/owners.toml`: which outlets have one owner, or are one masthead under several names and addresses.

use serde::Deserialize;

use crate::{ResourceError, table};

/// What outlets of one row share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnerKind {
    /// Several newsrooms that one body pays and steers.
    Owner,
    /// One newsroom under several names.
    Masthead,
}

impl OwnerKind {
    /// As a reason names it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Masthead => "masthead",
        }
    }
}

/// Somebody behind several outlets.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// What the record calls it.
    pub name: String,
    /// What its outlets share.
    pub kind: OwnerKind,
    /// Names of its outlets.
    pub outlets: Vec<String>,
    /// Addresses of its outlets, without `www.`.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// Pairs of outlets that count as one.
    pub examples: Vec<[String; 2]>,
    /// Pairs that do not.
    pub counterexamples: Vec<[String; 2]>,
}

/// The table of owners.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owners {
    /// The rows, in the order of the file.
    pub rows: Vec<Owner>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    owner: Vec<Owner>,
}

impl Owners {
    /// The table that ships with the program.
    ///
    /// # Errors
    /// As [`Owners::parse`], which a test rules out.
    pub fn shipped() -> Result<Self, ResourceError> {
        Self::parse("owners.toml", include_str!("../../../resources/owners.toml"))
    }

    /// Reads a table from TOML; `file` is named in errors.
    ///
    /// # Errors
    /// Where it is malformed, or an outlet or address stands in two rows.
    pub fn parse(file: &str, toml: &str) -> Result<Self, ResourceError> {
        let rows = crate::parse::<File>(file, toml)?.owner;
        let outlets = rows.iter().flat_map(|row| row.outlets.iter().map(|name| (name.to_lowercase(), &row.name)));
        table::refuse_shared_keys(file, "outlet", outlets)?;
        let hosts = rows.iter().flat_map(|row| row.hosts.iter().map(|host| (host.clone(), &row.name)));
        table::refuse_shared_keys(file, "address", hosts)?;
        Ok(Self { rows })
    }

    /// Who stands behind an outlet of this name; where the name tells nothing, behind this address.
    #[must_use]
    pub fn of(&self, outlet: &str, url: Option<&str>) -> Option<&Owner> {
        let outlet = outlet.to_lowercase();
        let named = |row: &&Owner| row.outlets.iter().any(|name| name.to_lowercase() == outlet);
        self.rows.iter().find(named).or_else(|| self.at_host(Self::host(url?)?))
    }

    /// The host of an address; an outlet that the tables lack is often called by it.
    #[must_use]
    pub fn host(url: &str) -> Option<&str> {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next().filter(|host| host.contains('.'))
    }

    fn at_host(&self, host: &str) -> Option<&Owner> {
        let host = host.to_ascii_lowercase();
        let lies_under =
            |domain: &String| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        self.rows.iter().find(|row| row.hosts.iter().any(lies_under))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_of_the_shipped_table_holds() {
        let owners = Owners::shipped().expect("the shipped table is sound");
        let of = |name: &String| owners.of(name, None).map(|owner| owner.name.as_str());
        for row in &owners.rows {
            for [one, other] in &row.examples {
                assert_eq!((of(one), of(other)), (Some(row.name.as_str()), Some(row.name.as_str())), "{one}, {other}");
            }
            for [one, other] in &row.counterexamples {
                assert!(of(one) != of(other) && of(one) == Some(row.name.as_str()), "{one}, {other}");
            }
            assert!(!row.examples.is_empty() && !row.counterexamples.is_empty(), "{}", row.name);
        }
    }

    #[test]
    fn an_address_tells_where_the_name_does_not() {
        let owners = Owners::shipped().expect("the shipped table is sound");
        for (outlet, url, name) in [
            ("alhadath.net", Some("https://www.alhadath.net/iraq/1"), Some("Al Arabiya")),
            ("The Post", Some("http://user@nypost.com:80?x"), Some("News Corp")),
            ("The Post", Some("https://notnypost.com/"), None),
            ("The Sun", Some("https://elsewhere.example/"), Some("News Corp")),
            ("The Post", Some("not an address"), None),
            ("The Post", None, None),
        ] {
            assert_eq!(owners.of(outlet, url).map(|owner| owner.name.as_str()), name, "{outlet} {url:?}");
        }
    }

    #[test]
    fn an_outlet_has_one_owner() {
        let row = |name: &str| {
            format!(
                "[[owner]]\nname = \"{name}\"\nkind = \"owner\"\noutlets = [\"Daily Drum\"]\nexamples = []\ncounterexamples = []\n"
            )
        };
        let error = Owners::parse("mine.toml", &(row("One") + &row("Other"))).expect_err("two rows");
        assert!(error.to_string().contains("daily drum"), "{error}");
    }
}
