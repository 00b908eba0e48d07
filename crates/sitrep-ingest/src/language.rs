//! Which language a text is in.

/// Words that fill English text and hardly any other; lower case.
const ENGLISH_WORDS: &[&str] = &[
    "the", "of", "and", "to", "in", "was", "were", "that", "for", "on", "with", "by", "at", "from", "had", "has",
    "have", "his", "their", "who", "which", "said", "an", "is", "are", "been", "after", "not", "they", "he", "she",
    "it", "as", "a",
];

/// Share of such words above which a text is English whatever the names in it: other languages that share some of them
/// ("in", "was", "a") stay below.
const ENGLISH_SHARE: f64 = 0.2;

/// Texts below this many letters are too short for anybody to tell.
const TOO_SHORT: usize = 60;

/// The language of a text as ISO 639-1 (or 639-3 where there is no such code), or `None` where it cannot be told.
pub(crate) fn identify(text: &str) -> Option<&'static str> {
    let letters = text.chars().filter(|character| character.is_alphabetic()).count();
    let words: Vec<String> = text
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(2000)
        .map(str::to_lowercase)
        .collect();
    let english = words.iter().filter(|word| ENGLISH_WORDS.contains(&word.as_str())).count();
    if !words.is_empty() && english as f64 / words.len() as f64 >= ENGLISH_SHARE {
        return Some("en");
    }
    if letters < TOO_SHORT {
        return None;
    }
    let info = whatlang::detect(text)?;
    info.is_reliable().then(|| short_code(info.lang()))
}

/// The English name of a language code, for messages.
pub(crate) fn name_of(code: &str) -> String {
    whatlang::Lang::all()
        .iter()
        .find(|lang| short_code(**lang) == code || lang.code() == code)
        .map_or_else(|| format!("the language \"{code}\""), |lang| lang.eng_name().to_owned())
}

/// The main part of a language tag: `en-GB` is `en`.
pub(crate) fn main_subtag(tag: &str) -> Option<String> {
    let main: String = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    match main.as_str() {
        "english" | "eng" => Some("en".to_owned()),
        code if (2..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_alphabetic()) => Some(main),
        _ => None,
    }
}

fn short_code(lang: whatlang::Lang) -> &'static str {
    use whatlang::Lang;
    match lang {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Ara => "ar",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Tur => "tr",
        Lang::Pes => "fa",
        Lang::Heb => "he",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Hin => "hi",
        Lang::Urd => "ur",
        Lang::Pol => "pl",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Ind => "id",
        Lang::Vie => "vi",
        Lang::Tgl => "tl",
        Lang::Ben => "bn",
        Lang::Mya => "my",
        Lang::Ron => "ro",
        Lang::Srp => "sr",
        Lang::Hrv => "hr",
        Lang::Ell => "el",
        Lang::Ces => "cs",
        Lang::Hun => "hu",
        Lang::Aze => "az",
        Lang::Amh => "am",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_languages_apart_and_admits_when_it_cannot() {
        for (text, language) in [
            ("The governor said that the bridge was closed after the flood and that nobody was hurt.", Some("en")),
            ("CAPTAIN SAYS THE PATROL WAS HIT BY A MINE ON THE ROAD TO THE WELLS.", Some("en")),
            (
                "Der Gouverneur sagte am Dienstag, die Brücke sei nach dem Hochwasser gesperrt und niemand verletzt worden.",
                Some("de"),
            ),
            (
                "Le gouverneur a déclaré mardi que le pont avait été fermé après la crue et que personne n'était blessé.",
                Some("fr"),
            ),
            ("Kirkuk", None),
            ("", None),
        ] {
            assert_eq!(identify(text), language, "{text}");
        }
    }

    #[test]
    fn cuts_language_tags() {
        for (tag, code) in [("en-GB", Some("en")), ("EN_us", Some("en")), ("English", Some("en")), ("???", None)] {
            assert_eq!(main_subtag(tag).as_deref(), code, "{tag}");
        }
    }
}
