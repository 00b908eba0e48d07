//! Names of authors in a byline.

/// The authors that a credit line names, where it is a byline: "By Ana Lund and Tom Reed in Erbil".
pub(crate) fn authors(credit: &str) -> Vec<String> {
    let Some(names) =
        credit.strip_prefix("By ").or_else(|| credit.strip_prefix("BY ")).or_else(|| credit.strip_prefix("By: "))
    else {
        return Vec::new();
    };
    let names = names.split(['|', '•', '·', '(']).next().unwrap_or_default();
    let names = names.split(" for ").next().unwrap_or_default();
    names
        .split([',', '&', ';'])
        .flat_map(|part| part.split(" and "))
        .map(without_date)
        .map(|name| name.split(" in ").next().unwrap_or_default().trim().trim_end_matches(['.', '–', '—', '-']).trim())
        .filter(|name| {
            let words = name.split_whitespace().count();
            (1..=5).contains(&words) && name.chars().next().is_some_and(char::is_uppercase) && !is_role(name)
        })
        .map(str::to_owned)
        .collect()
}

/// "By Ana Lund 07/03/2017" without the date.
fn without_date(name: &str) -> &str {
    name.find(|c: char| c.is_ascii_digit()).map_or(name, |at| &name[..at])
}

fn is_role(name: &str) -> bool {
    let lower = name.to_lowercase();
    ["correspondent", "reporter", "editor", "staff", "writer", "agencies", "agency", "desk", "contributor"]
        .iter()
        .any(|role| lower.contains(role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names() {
        for (credit, names) in [
            ("By Ana Lund and Tom Reed in Erbil", vec!["Ana Lund", "Tom Reed"]),
            ("By Ana Lund, Middle East correspondent", vec!["Ana Lund"]),
            ("By Ana Lund 07/03/2017", vec!["Ana Lund"]),
            ("By Agencies", vec![]),
            ("Photo: Ana Lund", vec![]),
        ] {
            assert_eq!(authors(credit), names, "{credit}");
        }
    }
}
