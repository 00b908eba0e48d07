//! A table by columns.

use jiff::civil::Date;

/// The values of a column, a row each.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Arrow `utf8`, nullable.
    Text(Vec<Option<String>>),
    /// Arrow `list<utf8>`, never null.
    List(Vec<Vec<String>>),
    /// Arrow `date32`, nullable.
    Day(Vec<Option<Date>>),
    /// Arrow `int64`, nullable.
    Int(Vec<Option<i64>>),
    /// Arrow `double`, nullable.
    Real(Vec<Option<f64>>),
    /// Arrow `bool`, never null.
    Flag(Vec<bool>),
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its values.
    pub values: Values,
}

impl Column {
    /// A column of text, empty text being none.
    pub fn text<T>(name: &'static str, rows: &[T], cell: impl Fn(&T) -> Option<String>) -> Self {
        Self { name, values: Values::Text(rows.iter().map(|row| cell(row).filter(|text| !text.is_empty())).collect()) }
    }

    /// A column of lists.
    pub fn list<T>(name: &'static str, rows: &[T], cell: impl Fn(&T) -> Vec<String>) -> Self {
        Self { name, values: Values::List(rows.iter().map(cell).collect()) }
    }

    /// A column of days.
    pub fn day<T>(name: &'static str, rows: &[T], cell: impl Fn(&T) -> Option<Date>) -> Self {
        Self { name, values: Values::Day(rows.iter().map(cell).collect()) }
    }

    /// A column of whole numbers.
    pub fn int<T>(name: &'static str, rows: &[T], cell: impl Fn(&T) -> Option<i64>) -> Self {
        Self { name, values: Values::Int(rows.iter().map(cell).collect()) }
    }

    /// A column of degrees; what is no number is none.
    pub fn real<T>(name: &'static str, rows: &[T], cell: impl Fn(&T) -> Option<f64>) -> Self {
        Self { name, values: Values::Real(rows.iter().map(|row| cell(row).filter(|real| real.is_finite())).collect()) }
    }

    /// A column of yes and no.
    pub fn flag<T>(name: &'static str, rows: &[T], cell: impl Fn(&T) -> bool) -> Self {
        Self { name, values: Values::Flag(rows.iter().map(cell).collect()) }
    }
}
