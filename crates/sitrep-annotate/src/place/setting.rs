//! Where a document plays: its named places as resolved, and which of them governs a stretch of text.

use sitrep_gazetteer::{Feature, Gazetteer, Hit};
use sitrep_types::{PlaceKey, PlaceKind, Span};

use super::recognise::Found;

/// A name of a place with the place it means.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// The name.
    pub found: Found,
    /// The gazetteer's place; none where the name is not, or not plausibly, in it.
    pub hit: Option<Hit>,
    /// Key of the place.
    pub key: Option<PlaceKey>,
    /// It stands for a government or people.
    pub metonymic: bool,
    /// The sentence it stands in.
    pub sentence: usize,
    /// Index in the list of resolved names of what it is said to lie in.
    pub container: Option<usize>,
    /// It only names the place the report was filed from.
    pub dateline: bool,
}

impl Resolved {
    /// A town, village, part of one or facility: something an event can take place at.
    #[must_use]
    pub fn is_town(&self) -> bool {
        self.hit.is_some_and(|hit| {
            matches!(hit.record.feature.kind(), PlaceKind::City | PlaceKind::District | PlaceKind::Facility)
        })
    }

    /// A town of some size, as far as its population is known.
    #[must_use]
    pub fn is_city(&self) -> bool {
        self.hit.is_some_and(|hit| hit.record.feature == Feature::City && hit.record.log_population > 9.0)
    }

    /// A division or landscape.
    #[must_use]
    pub fn is_region(&self) -> bool {
        self.hit.is_some_and(|hit| {
            hit.record.feature.kind() == PlaceKind::Region && hit.record.feature != Feature::Continent
        })
    }

    /// A whole country.
    pub fn is_country(&self) -> bool {
        self.hit.is_some_and(|hit| hit.record.feature == Feature::Country)
    }

    /// Whether it may say where something is.
    #[must_use]
    pub fn locates(&self) -> bool {
        self.hit.is_some() && !self.metonymic && !self.found.context_only
    }
}

/// The named places of a document, in order of the text.
#[derive(Debug)]
pub struct Setting<'a> {
    /// The names.
    pub names: &'a [Resolved],
    /// The gazetteer.
    pub gazetteer: &'a Gazetteer,
    text: &'a str,
    story: Option<usize>,
    country: Option<[u8; 2]>,
}

impl<'a> Setting<'a> {
    /// The setting of these names of a text.
    #[must_use]
    pub fn new(names: &'a [Resolved], text: &'a str, gazetteer: &'a Gazetteer) -> Self {
        let mut setting = Self { names, gazetteer, text, story: None, country: None };
        setting.country = setting.main_country();
        setting.story = setting.main_town();
        setting
    }

    /// The town named most often as a location; an earlier one before a later one, the dateline's after all others.
    fn main_town(&self) -> Option<usize> {
        let count =
            |key: &Option<PlaceKey>| self.names.iter().filter(|name| name.locates() && name.key == *key).count();
        (0..self.names.len()).filter(|index| self.names[*index].locates() && self.names[*index].is_town()).max_by_key(
            |index| (!self.names[*index].dateline, count(&self.names[*index].key), std::cmp::Reverse(*index)),
        )
    }

    /// The country that most named locations lie in or are, a town before a region. Where something happens is told by
    /// those: peoples and governments speak only where no location is named ("an Israeli jet bombed the port of Hodeida"),
    /// and so does the dateline.
    fn main_country(&self) -> Option<[u8; 2]> {
        let people = |name: &Resolved| name.metonymic || name.found.adjective;
        let countries = || self.names.iter().filter_map(|name| Some((name, name.hit?.record.country)));
        let known = || countries().filter(|(_, country)| country != b"--");
        let located = |name: &Resolved| !people(name) && !name.dateline;
        let any_located = known().any(|(name, _)| located(name));
        let mut weights: Vec<([u8; 2], u32)> = Vec::new();
        for (name, country) in known().filter(|(name, _)| !any_located || located(name)) {
            let weight = if people(name) {
                1
            } else if name.is_town() {
                3
            } else {
                2
            };
            match weights.iter_mut().find(|(other, _)| *other == country) {
                Some((_, sum)) => *sum += weight,
                None => weights.push((country, weight)),
            }
        }
        // The first of equals is the one named first.
        let most = weights.iter().map(|(_, sum)| *sum).max()?;
        weights.iter().find(|(_, sum)| *sum == most).map(|(country, _)| *country)
    }

    /// The story's main country, ISO 3166 alpha-2.
    #[must_use]
    pub const fn country(&self) -> Option<[u8; 2]> {
        self.country
    }

    /// The story's main town.
    #[must_use]
    pub fn story(&self) -> Option<&'a Resolved> {
        self.story.map(|index| &self.names[index])
    }

    /// The town that governs a stretch of text: named before it in its sentence, else after it there, else last named
    /// before, else the story's.
    #[must_use]
    pub fn town_at(&self, sentence: usize, span: Span) -> Option<&'a Resolved> {
        let usable = |name: &&Resolved| {
            name.locates()
                && name.is_town()
                && !name.found.span.overlaps(span)
                && !self.is_only_ahead(name)
                && !self.names_a_division(name)
        };
        let here = || self.names.iter().filter(|name| name.sentence == sentence).filter(usable);
        if let Some(found) = here().rfind(|name| name.found.span.end <= span.start && !name.dateline) {
            return Some(found);
        }
        // What is named behind a semicolon is another matter.
        let same_matter = |name: &&Resolved| {
            let between = self.text.get(span.end..name.found.span.start);
            between.is_some_and(|between| !between.contains(';'))
        };
        if let Some(found) = here().filter(same_matter).find(|name| name.found.span.start >= span.end) {
            return Some(found);
        }
        let tells = |name: &&Resolved| !name.dateline && !self.is_of_the_reason(name);
        let before = self.names.iter().filter(|name| name.sentence < sentence).filter(tells).rfind(usable);
        let region = self
            .names
            .iter()
            .find(|name| name.sentence == sentence && name.locates() && (name.is_region() || name.is_country()));
        // "…in Diyala province": a town of another sentence governs only if it may lie there.
        let agrees = |town: &&Resolved| match (region.and_then(|region| region.hit), town.hit) {
            (Some(region), Some(town)) => region.record.country == town.record.country,
            _ => true,
        };
        before.filter(agrees).or_else(|| self.story().filter(agrees)).or_else(|| {
            let dateline = self.names.iter().filter(|name| name.dateline).rfind(usable);
            dateline.filter(agrees)
        })
    }

    /// Whether a name only tells where the deed took place that another one answers: "in retaliation for air strikes near
    /// Kunduz". The story does not move there.
    fn is_of_the_reason(&self, name: &Resolved) -> bool {
        const ANSWERS: &[&str] =
            &["retaliation", "revenge", "reprisal", "reprisals", "response", "retribution", "avenge"];
        let before = self.text.get(..name.found.span.start).unwrap_or_default();
        let clause = before.rsplit(['.', ';', '\n', '?', '!']).next().unwrap_or_default();
        clause
            .split(|character: char| !character.is_alphanumeric())
            .any(|word| ANSWERS.contains(&word.to_lowercase().as_str()))
    }

    /// "Sennar state", "the province of Kunduz": not the town of that name, though no gazetteer may have the division under
    /// it.
    #[must_use]
    pub fn names_a_division(&self, name: &Resolved) -> bool {
        const DIVISIONS: &[&str] = &["state", "province", "governorate", "region", "oblast", "county", "department"];
        let before = self.text.get(..name.found.span.start).unwrap_or_default().trim_end();
        let of = before.strip_suffix(" of").map(|before| before.rsplit(' ').next().unwrap_or_default());
        if of.is_some_and(|word| DIVISIONS.contains(&word)) {
            return true;
        }
        let after = self.text.get(name.found.span.end..).unwrap_or_default();
        let next = after.strip_prefix(' ').unwrap_or_default();
        let word = next.split(|character: char| !character.is_alphabetic()).next().unwrap_or_default();
        DIVISIONS.contains(&word)
    }

    /// Where somebody is headed, or where something was only told, is not yet where the story plays: "withdrew towards
    /// Sennar", "the ministry in Tripoli", "announced in Niamey".
    #[must_use]
    pub fn is_only_ahead(&self, name: &Resolved) -> bool {
        let before = self.text.get(..name.found.span.start).unwrap_or_default();
        let mut words = before.split_whitespace().rev();
        let (last, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        match last {
            "towards" | "toward" => true,
            "in" => matches!(second, "ministry" | "announced" | "ministries"),
            _ => false,
        }
    }

    /// The region that governs a stretch of text, else the country.
    #[must_use]
    pub fn region_at(&self, sentence: usize, span: Span) -> Option<&'a Resolved> {
        let usable = |name: &&Resolved| name.locates() && name.is_region() && !name.found.span.overlaps(span);
        let here = self.names.iter().filter(|name| name.sentence == sentence).filter(usable);
        let nearest = here.min_by_key(|name| name.found.span.start.abs_diff(span.start));
        nearest
            .or_else(|| self.names.iter().filter(|name| name.sentence < sentence).rfind(usable))
            .or_else(|| self.names.iter().find(|name| usable(name)))
    }

    /// The story's country as a place.
    #[must_use]
    pub fn country_key(&self) -> Option<PlaceKey> {
        let code = self.country?;
        let country = self.gazetteer.country(std::str::from_utf8(&code).ok()?)?;
        Some(PlaceKey(format!("country:{}", country.alpha3)))
    }
}
