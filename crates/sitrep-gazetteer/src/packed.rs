//! Reads the packed gazetteer in place. Every access is checked, so that a damaged file finds nothing instead of
//! bringing the program down.

use std::sync::Arc;

use crate::error::GazetteerError;
use crate::feature::Feature;
use crate::layer::Record;
use crate::pack::{MAGIC, MANY, NO_DIVISION, POPULATION_STEPS, RECORD_BYTES};

/// No name of the world stands for more places; a longer posting is damage.
const MOST_PLACES: u32 = 100_000;

/// The bytes of a packed gazetteer: those of the program, or built in memory.
#[derive(Clone)]
pub(crate) enum Bytes {
    Static(&'static [u8]),
    Owned(Arc<[u8]>),
}

/// A stretch of the packed bytes.
#[derive(Clone)]
struct Section {
    bytes: Bytes,
    start: usize,
    end: usize,
}

impl AsRef<[u8]> for Section {
    fn as_ref(&self) -> &[u8] {
        let all = match &self.bytes {
            Bytes::Static(bytes) => bytes,
            Bytes::Owned(bytes) => bytes.as_ref(),
        };
        all.get(self.start..self.end).unwrap_or_default()
    }
}

/// An opened packed gazetteer.
pub(crate) struct Packed {
    exact: fst::Map<Section>,
    variant: fst::Map<Section>,
    postings: Section,
    records: Section,
    names: Section,
    codes: Section,
    code_count: usize,
}

impl Packed {
    /// Opens packed bytes; reads only their head.
    pub(crate) fn open(bytes: &Bytes) -> Result<Self, GazetteerError> {
        let whole = Section { bytes: bytes.clone(), start: 0, end: usize::MAX };
        let all = match &whole.bytes {
            Bytes::Static(bytes) => *bytes,
            Bytes::Owned(bytes) => bytes.as_ref(),
        };
        if all.get(..MAGIC.len()) != Some(MAGIC.as_slice()) {
            return Err(GazetteerError::Damaged("its first bytes are not those of a gazetteer"));
        }
        let mut start = MAGIC.len() + 6 * 4;
        let mut sections = Vec::with_capacity(6);
        for index in 0..6 {
            let length =
                number(all, MAGIC.len() + index * 4).ok_or(GazetteerError::Damaged("its head is cut short"))?;
            let end = start + length as usize;
            if end > all.len() {
                return Err(GazetteerError::Damaged("it is cut short"));
            }
            sections.push(Section { bytes: bytes.clone(), start, end });
            start = end;
        }
        let [exact, variant, postings, records, names, codes] =
            <[Section; 6]>::try_from(sections).map_err(|_| GazetteerError::Damaged("its head is cut short"))?;
        let code_count = number(codes.as_ref(), 0).unwrap_or(0) as usize;
        Ok(Self {
            exact: fst::Map::new(exact)?,
            variant: fst::Map::new(variant)?,
            postings,
            records,
            names,
            codes,
            code_count,
        })
    }

    /// How many places it holds.
    pub(crate) fn len(&self) -> u32 {
        (self.records.as_ref().len() / RECORD_BYTES) as u32
    }

    /// Calls `found` with every place of this exact key.
    pub(crate) fn exact(&self, key: &str, found: &mut dyn FnMut(u32)) {
        if let Some(value) = self.exact.get(key) {
            self.each(value, found);
        }
    }

    /// Calls `found` with every place of this variant key.
    pub(crate) fn variant(&self, key: &str, found: &mut dyn FnMut(u32)) {
        if let Some(value) = self.variant.get(key) {
            self.each(value, found);
        }
    }

    fn each(&self, value: u64, found: &mut dyn FnMut(u32)) {
        if value & MANY == 0 {
            found(value as u32);
            return;
        }
        let mut rest = self.postings.as_ref().get((value ^ MANY) as usize..).unwrap_or_default();
        let Some(count) = leb128(&mut rest) else { return };
        let mut place = 0_u32;
        for _ in 0..count.min(MOST_PLACES) {
            let Some(step) = leb128(&mut rest) else { return };
            place = place.saturating_add(step);
            found(place);
        }
    }

    /// The record of a place.
    pub(crate) fn record(&self, index: u32) -> Option<Record> {
        let start = (index as usize).checked_mul(RECORD_BYTES)?;
        let bytes = self.records.as_ref().get(start..start + RECORD_BYTES)?;
        let division = u16::from_le_bytes([bytes[15], bytes[16]]);
        Some(Record {
            latitude: degrees([bytes[3], bytes[4], bytes[5]], 90.0),
            longitude: degrees([bytes[6], bytes[7], bytes[8]], 180.0),
            geonameid: u32::from_le_bytes([bytes[9], bytes[10], bytes[11], bytes[12]]),
            country: [bytes[13], bytes[14]],
            division: (division != NO_DIVISION).then_some(division),
            feature: Feature::from_code(bytes[17])?,
            log_population: f64::from(bytes[18]) / POPULATION_STEPS,
        })
    }

    /// The name of a place.
    pub(crate) fn name(&self, index: u32) -> &str {
        let read = || {
            let start = (index as usize).checked_mul(RECORD_BYTES)?;
            let bytes = self.records.as_ref().get(start..start + 3)?;
            let offset = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]) as usize;
            let length = usize::from(*self.names.as_ref().get(offset)?);
            std::str::from_utf8(self.names.as_ref().get(offset + 1..offset + 1 + length)?).ok()
        };
        read().unwrap_or_default()
    }

    /// The place with this GeoNames identifier; records are sorted by it.
    pub(crate) fn by_geonameid(&self, geonameid: u32) -> Option<u32> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let here = self.record(middle)?.geonameid;
            match here.cmp(&geonameid) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The code of a division ("IQ.15").
    pub(crate) fn division_code(&self, division: u16) -> Option<&str> {
        let codes = self.codes.as_ref();
        let entry = |index: usize| number(codes, 4 + index * 8 + 4).map(|end| end as usize);
        let index = usize::from(division);
        if index >= self.code_count {
            return None;
        }
        let pool = 4 + self.code_count * 8;
        let start = if index == 0 { 0 } else { entry(index - 1)? };
        std::str::from_utf8(codes.get(pool + start..pool + entry(index)?)?).ok()
    }

    /// The place that is the division of this code.
    pub(crate) fn by_division(&self, code: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.code_count);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.division_code(middle as u16)?.cmp(code) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => {
                    let record = number(self.codes.as_ref(), 4 + middle * 8)?;
                    return (record != u32::MAX).then_some(record);
                }
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

fn number(bytes: &[u8], offset: usize) -> Option<u32> {
    let four = bytes.get(offset..offset + 4)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn degrees(bytes: [u8; 3], limit: f64) -> f64 {
    // The sign is in the top bit of the third byte; a shift from the top spreads it.
    let scaled = i32::from_le_bytes([0, bytes[0], bytes[1], bytes[2]]) >> 8;
    let value = f64::from(scaled) * limit / f64::from((1 << 23) - 1);
    // A step is two metres, so the fourth decimal (eleven metres) is the last that means anything.
    (value * 10_000.0).round() / 10_000.0
}

fn leb128(bytes: &mut &[u8]) -> Option<u32> {
    let mut value = 0_u32;
    for shift in [0, 7, 14, 21, 28] {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u32::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}
