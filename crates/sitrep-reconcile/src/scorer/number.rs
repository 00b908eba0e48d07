//! Whether the numbers of two claims can be those of one happening.

use sitrep_types::QuantityKind;

use crate::view::{Number, View};

/// From so many dead on an attack is more than the shooting of one man.
const MANY: i64 = 3;
/// From so many dead on no town has the same toll twice by chance.
const LARGE_TOLL: i64 = 10;

/// Whether many are told to be dead.
pub(super) fn kills_many(view: &View) -> bool {
    view.counts.iter().any(|count| count.key.0 == QuantityKind::Killed && count.low >= MANY)
}

/// Two tolls of one happening differ by less than so many times: one counts the dead of a war, the other of a day in it.
const TIMES: i64 = 5;

/// Whether both tell of the same large number of dead, to the last man.
#[must_use]
pub fn same_large_toll(one: &[Number], other: &[Number]) -> bool {
    one.iter().any(|first| {
        first.key.0 == QuantityKind::Killed
            && first.figure() >= LARGE_TOLL
            && first.low.max(first.best.unwrap_or(0)) == first.figure()
            && other.iter().any(|second| same_figure(first, second))
    })
}

pub(super) fn number_part(one: &[Number], other: &[Number]) -> f64 {
    let mut best: Option<f64> = None;
    for first in one {
        for second in other.iter().filter(|second| second.key == first.key) {
            let exact = first.best.is_some() && first.best == second.best;
            let meet = first.low <= second.high.unwrap_or(i64::MAX) && second.low <= first.high.unwrap_or(i64::MAX);
            let value = if exact && first.best > Some(2) {
                1.0
            } else if exact || meet && same_figure(first, second) {
                0.6
            } else if meet {
                0.3
            } else {
                0.0
            };
            best = Some(best.map_or(value, |best: f64| best.max(value)));
        }
    }
    best.unwrap_or(0.0)
}

/// Whether two numbers of one thing hold one figure: "84" and "at least 84".
pub(super) fn same_figure(one: &Number, other: &Number) -> bool {
    one.key == other.key && one.figure() == other.figure() && one.figure() > 2
}

/// Whether both count many of one kind, and one of them many times as many as the other can mean.
pub(super) fn far_apart(one: &[Number], other: &[Number]) -> bool {
    let exceeds = |more: &Number, less: &Number| {
        less.figure() >= LARGE_TOLL && more.low / TIMES >= less.figure().max(less.high.unwrap_or(0))
    };
    let differ =
        |first: &Number, second: &Number| first.key == second.key && (exceeds(first, second) || exceeds(second, first));
    one.iter().any(|first| other.iter().any(|second| differ(first, second)))
}

/// Whether both tell an exact number of the same thing, and not the same number.
pub(super) fn two_numbers(one: &[Number], other: &[Number]) -> bool {
    one.iter().any(|first| {
        first.best.is_some()
            && other.iter().any(|second| second.key == first.key && second.best.is_some() && second.best != first.best)
    })
}
