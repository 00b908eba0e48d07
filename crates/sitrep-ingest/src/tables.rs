//! The resource tables that ingest reads, compiled once.

use std::sync::OnceLock;

use sitrep_resources::{Agencies, Outlets, Resources};

use crate::text::rules::Rules;

/// Tables ready for use.
pub(crate) struct Tables {
    /// What stands beside the report.
    pub(crate) rules: Rules,
    /// News agencies.
    pub(crate) agencies: Agencies,
    /// Outlets.
    pub(crate) outlets: Outlets,
}

impl Tables {
    /// Compiles the tables.
    ///
    /// # Errors
    /// Names the row of the furniture table that is no regular expression.
    pub(crate) fn new(resources: &Resources) -> Result<Self, String> {
        Ok(Self {
            rules: Rules::compile(&resources.furniture)?,
            agencies: resources.agencies.clone(),
            outlets: resources.outlets.clone(),
        })
    }
}

/// The tables that ship with the program.
pub(crate) fn shipped() -> &'static Tables {
    static SHIPPED: OnceLock<Tables> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        Resources::shipped()
            .map_err(|error| error.to_string())
            .and_then(|resources| Tables::new(&resources))
            .expect("the shipped tables are sound; tests of both crates load them")
    })
}
