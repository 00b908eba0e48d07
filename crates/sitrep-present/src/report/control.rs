//! Who held which place when, as bars on one axis.

use std::collections::BTreeMap;

use sitrep_types::{PlaceKey, Record};

use super::timeline::{Axis, Mark, Tick};
use crate::view::{ControlView, control};

/// Holders that have a colour of their own.
const SHADES: usize = 5;

/// A holding with its bar.
pub struct Holding {
    /// What is told.
    pub row: ControlView,
    /// Its bar; `None` where nothing says when.
    pub mark: Option<Mark>,
    /// Number of the holder, for its colour: the same in all places.
    pub shade: usize,
}

/// A place with those who held it.
pub struct ControlPlace {
    /// The place.
    pub place: String,
    /// Who held it, by time.
    pub holdings: Vec<Holding>,
}

/// The chart: places on one axis.
pub struct ControlChart {
    /// The places.
    pub places: Vec<ControlPlace>,
    /// The axis.
    pub ticks: Vec<Tick>,
}

impl ControlChart {
    /// The places of the record that somebody is told to hold; `None` where there are none.
    pub fn new(record: &Record) -> Option<Self> {
        let rows = control(record);
        let axis = Axis::new(rows.iter().map(|row| (row.first, row.last)));
        let mut n_held: BTreeMap<&str, usize> = BTreeMap::new();
        for row in &rows {
            *n_held.entry(&row.holder).or_default() += 1;
        }
        let mut holders: Vec<(usize, String)> = n_held.into_iter().map(|(name, n)| (n, name.to_owned())).collect();
        holders.sort_by(|first, second| second.0.cmp(&first.0).then_with(|| first.1.cmp(&second.1)));
        let mut grouped: Vec<(PlaceKey, ControlPlace)> = Vec::new();
        for row in rows {
            let rank = holders.iter().position(|(_, holder)| *holder == row.holder).unwrap_or(0);
            let key = row.place_id.clone();
            let place = row.place.clone();
            let dated = row.first.is_some() || row.last.is_some();
            let mark = axis.as_ref().filter(|_| dated).map(|axis| axis.bar(row.first, row.last));
            let holding = Holding { row, mark, shade: rank.min(SHADES - 1) };
            match grouped.last_mut().filter(|(last, _)| *last == key) {
                Some((_, place)) => place.holdings.push(holding),
                None => grouped.push((key, ControlPlace { place, holdings: vec![holding] })),
            }
        }
        let places: Vec<ControlPlace> = grouped.into_iter().map(|(_, place)| place).collect();
        if places.is_empty() {
            None
        } else {
            Some(Self { places, ticks: axis.map(|axis| axis.ticks()).unwrap_or_default() })
        }
    }
}
