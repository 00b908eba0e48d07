//! No export without evidence: every quotation is held against the stored text before anything is written.

use sitrep_types::{Claim, Record, Span};

use super::{ExportError, Misquotation};
use crate::index::Index;

/// Checks that everything a record quotes stands where it says.
///
/// # Errors
/// At the first quotation that does not, with the claim and the field.
pub fn verify(record: &Record) -> Result<(), ExportError> {
    let index = Index::new(record);
    record.claims.iter().try_for_each(|claim| verify_claim(&index, claim))
}

fn verify_claim(index: &Index<'_>, claim: &Claim) -> Result<(), ExportError> {
    let Some(entry) = index.document(&claim.document) else {
        return Err(ExportError::NoDocument { claim: claim.id.0.clone(), document: claim.document.0.clone() });
    };
    let text = entry.document.text.as_str();
    let check = |field: String, quoted: Option<&str>, span: Span| {
        let found = span.slice(text);
        // A quantity keeps no words of its own: its span must only be one of the text.
        if found.is_some() && quoted.is_none_or(|quoted| found == Some(quoted)) {
            return Ok(());
        }
        Err(ExportError::Misquoted(Box::new(Misquotation {
            claim: claim.id.0.clone(),
            field,
            document: claim.document.0.clone(),
            start: span.start,
            end: span.end,
            quoted: quoted.unwrap_or_default().to_owned(),
            found: found.map(str::to_owned),
        })))
    };
    check("evidence".to_owned(), Some(&claim.evidence.text), claim.evidence.span)?;
    check("trigger".to_owned(), Some(&claim.trigger.text), claim.trigger.span)?;
    if let Some(time) = &claim.time
        && let Some(span) = time.span
    {
        check("time".to_owned(), time.text.as_deref(), span)?;
    }
    for (position, quantity) in claim.quantities.iter().enumerate() {
        check(format!("quantities[{position}]"), None, quantity.span)?;
    }
    for (field, fillers) in
        [("actors", &claim.actors), ("targets", &claim.targets), ("instruments", &claim.instruments)]
    {
        for (position, filler) in fillers.iter().enumerate() {
            check(format!("{field}[{position}]"), Some(&filler.text), filler.span)?;
        }
    }
    Ok(())
}
