//! Day numbers: calendar arithmetic in plain integers that cannot overflow, for the years 1000 to 2999.

use jiff::civil::Date;

/// Days since 1 January 1970.
pub(crate) type Day = i64;

/// First year the program knows.
pub(crate) const FIRST_YEAR: i32 = 1000;
/// Last year the program knows.
pub(crate) const LAST_YEAR: i32 = 2999;
/// 1 January 1000.
pub(crate) const FIRST_DAY: Day = -354_285;
/// 31 December 2999.
pub(crate) const LAST_DAY: Day = 376_199;

/// The day number of a date (algorithm: Howard Hinnant, "chrono-compatible low-level date algorithms").
pub(crate) fn day_of(date: Date) -> Day {
    day_number(i32::from(date.year()), i32::from(date.month()), i32::from(date.day()))
}

/// The date of a day number; `None` outside the years the program knows.
pub(crate) fn date_of(day: Day) -> Option<Date> {
    if !(FIRST_DAY..=LAST_DAY).contains(&day) {
        return None;
    }
    let (year, month, day_of_month) = civil(day);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day_of_month).ok()?).ok()
}

/// Day number of a civil date that is taken to exist.
pub(crate) fn day_number(year: i32, month: i32, day: i32) -> Day {
    let year = i64::from(if month <= 2 { year - 1 } else { year });
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of the month of a day number.
pub(crate) fn civil(day: Day) -> (i32, i32, i32) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (narrow(year), narrow(month), narrow(day_of_month))
}

fn narrow(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(if number < 0 { i32::MIN } else { i32::MAX })
}

/// How many days a month has.
pub(crate) fn month_length(year: i32, month: i32) -> i32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Whether a civil date exists and lies in the years the program knows.
pub(crate) fn exists(year: i32, month: i32, day: i32) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&year)
        && (1..=12).contains(&month)
        && day >= 1
        && day <= month_length(year, month)
}

/// ISO number of the day of the week, Monday is 1.
pub(crate) fn weekday(day: Day) -> i64 {
    (day + 3).rem_euclid(7) + 1
}

/// The Monday on or before a day.
pub(crate) fn monday(day: Day) -> Day {
    day - (weekday(day) - 1)
}

/// The last day on or before `day` that is this day of the week.
pub(crate) fn weekday_on_or_before(day: Day, wanted: i64) -> Day {
    day - (weekday(day) - wanted).rem_euclid(7)
}

/// ISO year and week number of a day.
pub(crate) fn iso_week(day: Day) -> (i32, i64) {
    let thursday = monday(day) + 3;
    let (year, _, _) = civil(thursday);
    (year, (thursday - day_number(year, 1, 1)) / 7 + 1)
}

/// First and last day of a month given as months since the year 0; `None` outside the years the program knows.
pub(crate) fn month_span(months: i64) -> Option<(Day, Day)> {
    let year = i32::try_from(months.div_euclid(12)).ok()?;
    let month = i32::try_from(months.rem_euclid(12)).ok()? + 1;
    (FIRST_YEAR..=LAST_YEAR)
        .contains(&year)
        .then(|| (day_number(year, month, 1), day_number(year, month, month_length(year, month))))
}

/// First and last day of a run of whole years.
pub(crate) fn years_span(first: i64, last: i64) -> Option<(Day, Day)> {
    let first = i32::try_from(first).ok()?.max(FIRST_YEAR);
    let last = i32::try_from(last).ok()?.min(LAST_YEAR);
    (first <= last).then(|| (day_number(first, 1, 1), day_number(last, 12, 31)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_the_years_they_name() {
        assert_eq!(day_number(FIRST_YEAR, 1, 1), FIRST_DAY);
        assert_eq!(day_number(LAST_YEAR, 12, 31), LAST_DAY);
    }

    #[test]
    fn day_numbers_agree_with_the_date_library() {
        for day in (FIRST_DAY..=LAST_DAY).step_by(97) {
            let date = date_of(day).expect("inside the limits");
            assert_eq!(day_of(date), day);
            assert_eq!(i64::from(date.weekday().to_monday_one_offset()), weekday(day));
            assert_eq!(i64::from(date.iso_week_date().week()), iso_week(day).1);
        }
    }
}
