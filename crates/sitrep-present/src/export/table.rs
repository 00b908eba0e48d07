//! Rows of text as spreadsheets read them.

/// A cell as CSV (RFC 4180) writes it. A text that a spreadsheet would run as a formula gets an apostrophe before it, as
/// headlines are hostile input and analysts open such files in spreadsheets (OWASP, "CSV injection"). A plain number
/// keeps its sign.
pub fn csv_cell(text: &str) -> String {
    let text = defuse(text);
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// A line of cells.
pub fn csv_line<T: AsRef<str>>(cells: &[T]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| csv_cell(cell.as_ref())).collect();
    format!("{}\r\n", cells.join(","))
}

/// The text, made safe where a spreadsheet would take it for a formula.
pub fn defuse(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    if runs && text.parse::<f64>().is_err() { format!("'{text}") } else { text.to_owned() }
}

/// An optional number, empty where there is none.
pub fn number<T: ToString>(number: Option<T>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::csv_cell;

    #[test]
    fn cells() {
        let check = |text: &str, cell: &str| assert_eq!(csv_cell(text), cell, "{text:?}");
        check("Bridge reopened", "Bridge reopened");
        check("", "");
        check("one, two", "\"one, two\"");
        check("the \"old\" bridge", "\"the \"\"old\"\" bridge\"");
        check("two\nlines", "\"two\nlines\"");
        check("-12.5", "-12.5");
        check("-12 people", "'-12 people");
        check("=1+1", "'=1+1");
        check("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\tx", "'\tx");
    }
}
