//! Festivals and named days: the table `resources/time/festivals.toml` and the calendars that compute their dates.
//!
//! The Islamic calendar is the tabular one, whose months may begin a day before or after the sighting of the moon, and
//! lunar days of India and China are mean lunations; such entries carry a tolerance that widens the interval.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::TimexError;
use crate::calendar::{Day, civil, day_number, weekday_on_or_before};

const FILE: &str = "festivals.toml";
const TEXT: &str = include_str!("../../../resources/time/festivals.toml");

/// How the first day of a festival is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FestivalRule {
    /// The same month and day of the civil calendar each year.
    Fixed(i32, i32),
    /// The same month and day of the Julian calendar.
    Julian(i32, i32),
    /// So many days after Easter Sunday of the western churches.
    Easter(i64),
    /// So many days after Easter Sunday of the eastern churches.
    OrthodoxEaster(i64),
    /// So many days after the first day of Passover (15 Nisan).
    Passover(i64),
    /// Month and day of the tabular Islamic calendar.
    Islamic(i64, i64),
    /// The first mean new moon on or after a civil month and day.
    NewMoon(i32, i32),
    /// The n-th such weekday on or after a civil month and day: month, day, ISO weekday.
    WeekdayFrom(i32, i32, i64),
}

/// An entry of the table.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Festival {
    /// What a meaning refers to it by.
    pub(crate) key: String,
    /// Its names, as written; one expression each.
    pub(crate) names: Vec<String>,
    /// How its first day is found.
    pub(crate) rule: FestivalRule,
    /// How many days it lasts.
    #[serde(default = "one")]
    pub(crate) days: i64,
    /// How many days it may begin earlier or later than computed.
    #[serde(default)]
    pub(crate) tolerance: i64,
    /// First days known: ISO dates that the computed ones must meet within the tolerance.
    #[cfg_attr(not(test), expect(dead_code, reason = "run as tests"))]
    pub(crate) examples: Vec<String>,
}

const fn one() -> i64 {
    1
}

#[derive(Deserialize)]
struct FestivalFile {
    festival: Vec<Festival>,
}

/// The table as it ships.
pub(crate) fn festivals() -> Result<&'static [Festival], TimexError> {
    static TABLE: LazyLock<Result<Vec<Festival>, String>> =
        LazyLock::new(|| toml::from_str::<FestivalFile>(TEXT).map(|file| file.festival).map_err(|e| e.to_string()));
    TABLE.as_deref().map_err(|reason| TimexError::Table { file: FILE, reason: reason.clone() })
}

/// The entry of this key.
pub(crate) fn festival(key: &str) -> Option<&'static Festival> {
    static BY_KEY: LazyLock<FxHashMap<&'static str, &'static Festival>> = LazyLock::new(|| {
        festivals().unwrap_or_default().iter().map(|festival| (festival.key.as_str(), festival)).collect()
    });
    BY_KEY.get(key).copied()
}

impl Festival {
    /// Every time it begins in a civil year (the Islamic year is shorter, so twice at times), tolerance included:
    /// first and last day.
    pub(crate) fn in_year(&self, year: i32) -> Vec<(Day, Day)> {
        let widen = |first: Day| (first - self.tolerance, first + self.days - 1 + self.tolerance);
        match self.rule {
            FestivalRule::Islamic(month, day) => {
                let start = day_number(year, 1, 1);
                let end = day_number(year, 12, 31);
                // 354.367 days a year, counted from 16 July 622 (Julian).
                let guess = ((start + 492_148) * 30).div_euclid(10_631);
                (guess - 1..=guess + 3)
                    .map(|islamic_year| islamic_day(islamic_year, month, day))
                    .filter(|first| (start..=end).contains(first))
                    .map(widen)
                    .collect()
            }
            FestivalRule::Fixed(month, day) => vec![widen(day_number(year, month, day))],
            FestivalRule::Julian(month, day) => {
                // A Julian date of late December falls into the next civil year: take the one that falls into this.
                [year - 1, year]
                    .into_iter()
                    .map(|julian_year| julian_day(julian_year, month, day))
                    .filter(|first| civil(*first).0 == year)
                    .map(widen)
                    .collect()
            }
            FestivalRule::Easter(offset) => vec![widen(easter(year) + offset)],
            FestivalRule::OrthodoxEaster(offset) => vec![widen(orthodox_easter(year) + offset)],
            FestivalRule::Passover(offset) => vec![widen(passover(year) + offset)],
            FestivalRule::NewMoon(month, day) => vec![widen(new_moon_from(day_number(year, month, day)))],
            FestivalRule::WeekdayFrom(month, day, wanted) => {
                vec![widen(weekday_on_or_before(day_number(year, month, day) + 6, wanted))]
            }
        }
    }
}

/// Easter Sunday (Meeus, Jones, Butcher).
fn easter(year: i32) -> Day {
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let (century_leaps, century_rest) = (century / 4, century % 4);
    let correction = (century + 8) / 25;
    let moon = (century - correction + 1) / 3;
    let epact = (19 * golden + century - century_leaps - moon + 15) % 30;
    let (leaps, leap_rest) = (rest / 4, rest % 4);
    let sunday = (32 + 2 * century_rest + 2 * leaps - epact - leap_rest) % 7;
    let shift = (golden + 11 * epact + 22 * sunday) / 451;
    let month_and_day = epact + sunday - 7 * shift + 114;
    day_number(year, month_and_day / 31, month_and_day % 31 + 1)
}

/// Orthodox Easter Sunday (Meeus, Julian calendar).
fn orthodox_easter(year: i32) -> Day {
    let epact = (19 * (year % 19) + 15) % 30;
    let sunday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7;
    let month_and_day = epact + sunday + 114;
    julian_day(year, month_and_day / 31, month_and_day % 31 + 1)
}

/// The day number of a date of the Julian calendar.
fn julian_day(year: i32, month: i32, day: i32) -> Day {
    let year_from_march = i64::from(if month <= 2 { year - 1 } else { year });
    let month_from_march = i64::from((month + 9) % 12);
    // 1 March of the year 0 (Julian) is day -719 470.
    year_from_march * 365 + year_from_march.div_euclid(4) + (153 * month_from_march + 2) / 5 + i64::from(day)
        - 1
        - 719_470
}

/// First day of Passover: 163 days before the following Jewish new year.
fn passover(year: i32) -> Day {
    // Days from the epoch of the Jewish calendar to 1 Tishri of the year that begins in this civil autumn, in parts
    // of 1/1080 hour (Reingold and Dershowitz, "Calendrical Calculations").
    let jewish_year = i64::from(year) + 3_761;
    let elapsed = |of_year: i64| {
        let months = (235 * of_year - 234).div_euclid(19);
        let parts = 12_084 + 13_753 * months;
        let day = 29 * months + parts.div_euclid(25_920);
        if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
    };
    let (before, this, after) = (elapsed(jewish_year - 1), elapsed(jewish_year), elapsed(jewish_year + 1));
    let correction = if after - this == 356 {
        2
    } else if this - before == 382 {
        1
    } else {
        0
    };
    // Day 1 of the epoch is 7 October -3761 (Julian), day number -2 092 590.
    this + correction - 2_092_590 - 163
}

/// Day number in the tabular Islamic calendar (leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of 30).
fn islamic_day(year: i64, month: i64, day: i64) -> Day {
    day + (29 * (month - 1) + month / 2) + (year - 1) * 354 + (3 + 11 * year).div_euclid(30) - 492_149
}

/// The first mean new moon on or after a day, in the time of South and East Asia.
fn new_moon_from(day: Day) -> Day {
    // New moon of 6 January 2000, 18:14 UT; 29.530 588 86 days a lunation; counted in hundred-thousandths of a day.
    const LUNATION: i64 = 2_953_059;
    const FIRST: i64 = 1_096_283_000;
    let start = day * 100_000;
    let lunations = (start - FIRST).div_euclid(LUNATION);
    let mut moon = FIRST + lunations * LUNATION;
    while moon.div_euclid(100_000) < day {
        moon += LUNATION;
    }
    moon.div_euclid(100_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{date_of, day_of, weekday};

    #[test]
    fn every_festival_meets_its_examples() {
        for festival in festivals().expect("the table is well formed") {
            assert!(!festival.examples.is_empty(), "{} has no examples", festival.key);
            for example in &festival.examples {
                let known = day_of(example.parse().expect("an ISO date"));
                let (year, _, _) = civil(known);
                let found = festival.in_year(year);
                let meets =
                    found.iter().any(|(first, _)| (first + festival.tolerance - known).abs() <= festival.tolerance);
                let shown: Vec<_> = found.iter().map(|(first, last)| (date_of(*first), date_of(*last))).collect();
                assert!(meets, "{} in {year}: wanted {example}, found {shown:?}", festival.key);
            }
        }
    }

    #[test]
    fn easter_is_a_sunday() {
        assert!((1900..2100).all(|year| weekday(easter(year)) == 7 && weekday(orthodox_easter(year)) == 7));
    }
}
