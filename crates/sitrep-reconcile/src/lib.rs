//! Claims in, one record out: actors, lineage, events, estimates, contradictions, control.

pub mod actor;
pub mod coreference;
pub mod day;
pub mod facility;
pub mod lineage;
pub mod material;
pub mod names;
pub mod place;
pub mod scorer;
pub mod union;
pub mod view;

use sitrep_resources::Resources;
use sitrep_types::{LeftOut, Reading, Record};

/// The record of these readings, whatever their order.
#[must_use]
pub fn reconcile(_readings: &[Reading], left_out: &[LeftOut], _resources: &Resources) -> Record {
    Record { left_out: left_out.to_vec(), ..Record::default() }
}
