//! `resources/outlets.toml`: outlets by address and name.

use serde::Deserialize;

use crate::{ResourceError, table};

/// One outlet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    /// The name the record uses.
    pub name: String,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// Its addresses, without `www.`.
    pub hosts: Vec<String>,
    /// ISO 3166 alpha-3 of its seat.
    pub country: String,
    /// `state`, `public`, `private`, `organisation` or `party`.
    pub owner: String,
}

impl Outlet {
    /// The name and every alias.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// The table of outlets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outlets {
    /// The rows, in the order of the file.
    pub rows: Vec<Outlet>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    outlet: Vec<Outlet>,
}

impl Outlets {
    /// The table that ships with the program.
    ///
    /// # Errors
    /// Where it is malformed, or two outlets share an address.
    pub fn shipped() -> Result<Self, ResourceError> {
        Self::parse("outlets.toml", include_str!("../../../resources/outlets.toml"))
    }

    /// Reads a table from TOML; `file` is named in errors.
    ///
    /// # Errors
    /// Where it is malformed, or two outlets share an address or a name.
    pub fn parse(file: &str, toml: &str) -> Result<Self, ResourceError> {
        let rows = crate::parse::<File>(file, toml)?.outlet;
        let hosts = rows.iter().flat_map(|row| row.hosts.iter().map(|host| (host.clone(), row.name.as_str())));
        table::refuse_shared_keys(file, "address", hosts)?;
        let names = rows.iter().flat_map(|row| row.names().map(move |name| (name.to_owned(), row.name.as_str())));
        table::refuse_shared_keys(file, "name", names)?;
        Ok(Self { rows })
    }

    /// The outlet with this name or alias, capitals included.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Outlet> {
        self.rows.iter().find(|row| row.names().any(|own| own == name))
    }

    /// The outlet at this host: the row with the longest domain that the host equals or lies under.
    #[must_use]
    pub fn at_host(&self, host: &str) -> Option<&Outlet> {
        let host = host.to_ascii_lowercase();
        let lies_under =
            |domain: &str| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        self.rows
            .iter()
            .flat_map(|row| row.hosts.iter().map(move |domain| (domain, row)))
            .filter(|(domain, _)| lies_under(domain))
            .max_by_key(|(domain, _)| domain.len())
            .map(|(_, row)| row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sub_domain_belongs_to_its_domain() {
        let outlets = Outlets::shipped().expect("the shipped table is sound");
        for (host, name) in [
            ("p.dw.com", Some("Deutsche Welle")),
            ("www.BBC.co.uk", Some("BBC")),
            ("notdw.com", None),
            ("news.un.org", Some("UN News")),
            ("dw.com.example.org", None),
        ] {
            assert_eq!(outlets.at_host(host).map(|outlet| outlet.name.as_str()), name, "{host}");
        }
    }
}
