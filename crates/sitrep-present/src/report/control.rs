//! Who held which place when, as bars on one axis.

use sitrep_types::{PlaceKey, Record};

use super::timeline::{Axis, Mark, Tick};
use crate::view::{ControlView, control};

/// A holding with its bar.
pub struct Holding {
    /// What is told.
    pub row: ControlView,
    /// Its bar; `None` where nothing says when.
    pub mark: Option<Mark>,
    /// Number of the holder among the place's holders, for its colour.
    pub shade: usize,
}

/// A place with those who held it.
pub struct ControlPlace {
    /// The place.
    pub place: String,
    /// Who held it, by time.
    pub holdings: Vec<Holding>,
    /// The axis.
    pub ticks: Vec<Tick>,
}

/// The places of the record that somebody is told to hold.
pub fn places(record: &Record) -> Vec<ControlPlace> {
    let mut grouped: Vec<(PlaceKey, Vec<ControlView>)> = Vec::new();
    for row in control(record) {
        match grouped.last_mut().filter(|(key, _)| *key == row.place_id) {
            Some((_, rows)) => rows.push(row),
            None => grouped.push((row.place_id.clone(), vec![row])),
        }
    }
    grouped
        .into_iter()
        .map(|(_, rows)| {
            let axis = Axis::new(rows.iter().map(|row| (row.first, row.last)));
            let mut holders: Vec<String> = Vec::new();
            let place = rows.first().map(|row| row.place.clone()).unwrap_or_default();
            let holdings = rows
                .into_iter()
                .map(|row| {
                    let shade = holders.iter().position(|holder| *holder == row.holder).unwrap_or_else(|| {
                        holders.push(row.holder.clone());
                        holders.len() - 1
                    });
                    let mark = axis.as_ref().map(|axis| axis.bar(row.first, row.last));
                    Holding { row, mark, shade: shade % 4 }
                })
                .collect();
            ControlPlace { place, holdings, ticks: axis.as_ref().map(Axis::ticks).unwrap_or_default() }
        })
        .collect()
}
