//! Decisions about whole documents and places: when a report was published, which one copies which, where a place lies,
//! and who held it at first.

use sitrep_types::{Control, DateInterval, Decision, How, Judgement, PlaceKey, Published, Reading, Record, Verdict};

use super::{Plan, how, words};
use crate::lineage::Lineage;
use crate::material::Material;
use crate::place::Places;

/// Dates a document as pinned; gives what it said before, in words.
pub(super) fn pin(reading: &mut Reading, decision: &Decision) -> String {
    let Judgement::PinDate { published, .. } = &decision.judgement else { return String::new() };
    let was = reading.document.published.replace(Published { interval: *published, how: How::User });
    was.map(|was| words::time(&was.interval)).unwrap_or_default()
}

/// The pinned date in words.
pub(super) fn pinned_words(decision: &Decision) -> String {
    match &decision.judgement {
        Judgement::PinDate { published, .. } => words::time(published),
        _ => String::new(),
    }
}

/// Says of pinned documents why they are dated so, and leaves to them what they say themselves.
pub(super) fn finish(plan: &Plan, record: &mut Record) {
    for entry in &mut record.documents {
        if let Some(said) = plan.said.get(&entry.document.id) {
            entry.document.published.clone_from(said);
        }
    }
    for entry in plan.log.iter().filter(|entry| entry.acts()) {
        let Judgement::PinDate { document, .. } = &entry.decision.judgement else { continue };
        for found in record.documents.iter_mut().filter(|found| found.document.id == *document) {
            found.published_reason = Some(how(entry));
        }
    }
}

impl Plan {
    /// Makes documents copies, or no copies, as decided; a chain of copies leads to its first text.
    pub fn copies(&mut self, material: &Material, lineage: &mut Lineage) {
        let at =
            |id: &sitrep_types::DocumentId| material.readings.iter().position(|reading| reading.document.id == *id);
        let name = |document: usize| material.readings[document].document.id.0.clone();
        for number in (0..self.log.len()).filter(|&number| self.log[number].counts()).collect::<Vec<_>>() {
            let decision = &self.log[number].decision;
            let Judgement::Copy { document, of } = &decision.judgement else { continue };
            let (Some(copy), Some(original)) = (at(document), at(of)) else { continue };
            let was = lineage.copy_of[copy].map(name).unwrap_or_default();
            let why = how(&self.log[number]);
            let is_copy = decision.verdict == Verdict::Yes;
            if decision.verdict == Verdict::Unsure {
                // Shown, and nothing else.
            } else if is_copy {
                let first = Some(lineage.root(original)).filter(|&first| first != copy).unwrap_or(original);
                lineage.copy_of[first] = None;
                lineage.reason[first] = None;
                for other in lineage.copy_of.iter_mut().filter(|other| **other == Some(copy)) {
                    *other = Some(first);
                }
                lineage.copy_of[copy] = Some(first);
                lineage.reason[copy] = Some(why);
            } else if lineage.copy_of[copy].is_some() && lineage.root(copy) == lineage.root(original) {
                lineage.copy_of[copy] = None;
                lineage.reason[copy] = None;
            }
            let no_copy = decision.verdict == Verdict::No;
            let value = if no_copy { format!("no copy of {}", name(original)) } else { name(original) };
            self.show(&name(copy), number, "copy_of", value, was);
        }
    }

    /// Adds the places that decisions bring along, and puts pinned ones where they lie.
    pub fn places(&mut self, places: &mut Places) {
        for number in 0..self.log.len() {
            if !self.log[number].counts() {
                continue;
            }
            let judgement = self.log[number].decision.judgement.clone();
            for place in brought(&judgement) {
                places.add(place);
            }
            if let Judgement::Holder { place, .. } = &judgement {
                self.holders.insert(number, places.canonical(&place.key).clone());
            }
            let Judgement::PinPlace { place, latitude, longitude } = &judgement else { continue };
            let key: PlaceKey = places.canonical(&place.key).clone();
            let Some(found) = places.entry_mut(&key) else {
                self.log[number].found(0, 1, || format!("no report names {} any more", place.name));
                continue;
            };
            let point = |latitude: Option<f64>, longitude: Option<f64>| match (latitude, longitude) {
                (Some(latitude), Some(longitude)) => format!("{latitude}, {longitude}"),
                _ => String::new(),
            };
            let was = point(found.place.latitude, found.place.longitude);
            if self.log[number].acts() {
                found.place.latitude = Some(*latitude);
                found.place.longitude = Some(*longitude);
                found.place.acled_geo_precision = Some(1);
                found.place.ucdp_where_prec = Some(1);
            }
            self.show(&key.0, number, "point", point(Some(*latitude), Some(*longitude)), was);
        }
    }

    /// Adds the rows of those who held a place at first, up to the first row that the reports give.
    pub(super) fn add_holders(&mut self, record: &mut Record) {
        for number in 0..self.log.len() {
            let Judgement::Holder { holder, since, .. } = self.log[number].decision.judgement.clone() else { continue };
            let Some(place) = self.holders.get(&number).cloned().filter(|_| self.log[number].counts()) else {
                continue;
            };
            if self.log[number].acts() {
                let holder_id = super::actors::Words::new(record).find_or_add(record, &holder);
                let told = |row: &&mut Control| row.place == place && row.holder == holder_id && row.from.is_none();
                if let Some(row) = record.control.iter_mut().find(told) {
                    // The reports tell that this side lost it, and not since when it had held it.
                    row.from = since;
                    row.reason = how(&self.log[number]);
                } else {
                    let until: Option<DateInterval> = record
                        .control
                        .iter()
                        .filter(|row| row.place == place)
                        .filter_map(|row| row.from)
                        .min_by_key(|from| (from.earliest.or(from.latest), from.latest));
                    record.control.push(Control {
                        place: place.clone(),
                        holder: holder_id,
                        from: since,
                        until,
                        claims: Vec::new(),
                        contested: false,
                        reason: how(&self.log[number]),
                    });
                }
            }
            self.show(&place.0, number, "holder", holder.name.clone(), String::new());
        }
        let key = |row: &Control| (row.from.and_then(|from| from.earliest), row.until.and_then(|until| until.earliest));
        record
            .control
            .sort_by(|one, other| (&one.place, key(one), &one.holder).cmp(&(&other.place, key(other), &other.holder)));
    }
}

/// The places that a decision names with all that is known of them.
fn brought(judgement: &Judgement) -> Vec<&sitrep_types::Place> {
    use sitrep_types::FieldValue;
    match judgement {
        Judgement::Correct { value: FieldValue::Place(Some(place)), .. } | Judgement::Holder { place, .. } => {
            vec![place]
        }
        Judgement::Correct { value: FieldValue::Targets(targets), .. } => {
            targets.iter().filter_map(|target| target.place.as_ref()).collect()
        }
        _ => Vec::new(),
    }
}
