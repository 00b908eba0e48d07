//! `resources/agencies.toml`: the news agencies, by the names and initials that credits and texts use for them.

use serde::Deserialize;

use crate::{ResourceError, table};

/// Whether an agency sends news or only pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AgencyKind {
    /// Text, mostly pictures too.
    Wire,
    /// Pictures only: a credit to it says nothing of who told the news.
    Picture,
}

/// One agency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// The name the record uses.
    pub name: String,
    /// Other names and initials, with their capitals.
    pub aliases: Vec<String>,
    /// ISO 3166 alpha-3 of its seat.
    pub country: String,
    /// News or pictures.
    pub kind: AgencyKind,
    /// `state`, `public`, `cooperative` or `private`.
    pub owner: String,
}

impl Agency {
    /// The name and every alias.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// The table of agencies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agencies {
    /// The rows, in the order of the file.
    pub rows: Vec<Agency>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    agency: Vec<Agency>,
}

impl Agencies {
    /// The table that ships with the program.
    ///
    /// # Errors
    /// Where it is malformed, or a name stands for two agencies.
    pub fn shipped() -> Result<Self, ResourceError> {
        Self::parse("agencies.toml", include_str!("../../../resources/agencies.toml"))
    }

    /// Reads a table from TOML; `file` is named in errors.
    ///
    /// # Errors
    /// Where it is malformed, or a name stands for two agencies.
    pub fn parse(file: &str, toml: &str) -> Result<Self, ResourceError> {
        let rows = crate::parse::<File>(file, toml)?.agency;
        let names = rows.iter().flat_map(|row| row.names().map(move |name| (name.to_owned(), row.name.as_str())));
        table::refuse_shared_keys(file, "name", names)?;
        Ok(Self { rows })
    }

    /// The agency with this name or alias, capitals included.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Agency> {
        self.rows.iter().find(|row| row.names().any(|own| own == name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_agencies_by_name_and_initials() {
        let agencies = Agencies::shipped().expect("the shipped table is sound");
        for (name, canonical) in
            [("AFP", "Agence France-Presse"), ("Agence France Presse", "Agence France-Presse"), ("Reuters", "Reuters")]
        {
            assert_eq!(agencies.named(name).map(|agency| agency.name.as_str()), Some(canonical));
        }
        assert_eq!(agencies.named("afp"), None, "capitals count: most initials are words otherwise");
    }

    #[test]
    fn refuses_a_name_of_two_agencies() {
        let twice = "[[agency]]\nname = \"One\"\naliases = [\"X\"]\ncountry = \"FRA\"\nkind = \"wire\"\nowner = \"state\"\n\
                     [[agency]]\nname = \"Two\"\naliases = [\"X\"]\ncountry = \"FRA\"\nkind = \"wire\"\nowner = \"state\"\n";
        let error = Agencies::parse("mine.toml", twice).expect_err("X stands for two");
        assert!(error.to_string().contains("\"X\""), "{error}");
    }
}
