//! Who a chain of mentions is: the actor table's entry, a person with rank and affiliation, or a described group.

mod members;

use sitrep_gazetteer::Gazetteer;
use sitrep_resources::{ActorClass, ActorEntry, Resources};
use sitrep_types::{ActorKind, ActorMention, Mention, MentionKind, Span, Upos};

use crate::entity::{core_phrase, is_title};
use crate::tree::Tree;

/// The most words before a name that are looked at for a title.
const LONGEST_TITLE_WORDS: usize = 12;

/// Everything that reading an actor needs.
#[derive(Debug, Clone, Copy)]
pub struct ActorReader<'a> {
    /// The document's words.
    pub tree: &'a Tree<'a>,
    /// Its mentions.
    pub mentions: &'a [Mention],
    /// Tables.
    pub resources: &'a Resources,
    /// Countries and their peoples.
    pub gazetteer: &'a Gazetteer,
}

/// Rank or office with the body it belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Office {
    /// "Lieutenant Colonel", "spokesman".
    pub role: Option<String>,
    /// "Iraqi government troops".
    pub affiliation: Option<String>,
    /// Where the affiliation stands.
    pub affiliation_span: Option<Span>,
    /// PLOVER sector that the office tells.
    pub sector: Option<String>,
    /// Country that the words around tell.
    pub country: Option<String>,
}

impl ActorReader<'_> {
    fn words(&self, span: Span) -> &str {
        span.slice(self.tree.text).unwrap_or_default()
    }

    /// The listed actor that a mention names, alone ("ISIS") or by a name inside it ("ISIS militants").
    #[must_use]
    pub fn entry(&self, mention: &Mention) -> Option<&ActorEntry> {
        let text = self.words(mention.span);
        if let Some(entry) = self.resources.actors.named(text) {
            return Some(entry);
        }
        let organisation = mention.kind == MentionKind::Organisation;
        if organisation && self.tree.is_caseless(mention.head) {
            return self.resources.actors.named_without_capitals(text);
        }
        if organisation {
            for ending in
                [" group", " movement", " militia", " fighters", " militants", " rebels", " forces", " organisation"]
            {
                if let Some(entry) = text.strip_suffix(ending).and_then(|name| self.resources.actors.named(name)) {
                    return Some(entry);
                }
            }
        }
        None
    }

    /// Who a chain of mentions is; `None` where it is nobody (a place, a thing).
    #[must_use]
    pub fn read(&self, chain: &[usize]) -> Option<ActorMention> {
        let mentions: Vec<&Mention> = chain.iter().filter_map(|index| self.mentions.get(*index)).collect();
        if let Some(actor) = self.listed(&mentions) {
            return Some(actor);
        }
        if let Some(person) = self.person(&mentions) {
            return Some(person);
        }
        if let Some(body) = self.organisation(&mentions) {
            return Some(body);
        }
        let described = mentions.iter().find_map(|mention| self.description(mention));
        if described.is_some() {
            return described;
        }
        self.people_or_state(&mentions)
    }

    fn listed(&self, mentions: &[&Mention]) -> Option<ActorMention> {
        let named = mentions
            .iter()
            .filter(|mention| {
                matches!(
                    mention.kind,
                    MentionKind::Organisation | MentionKind::Misc | MentionKind::Group | MentionKind::Facility
                )
            })
            .find_map(|mention| self.entry(mention));
        let entry = match named {
            Some(entry) => entry,
            None => mentions.iter().filter(|mention| mention.kind == MentionKind::Description).find_map(|mention| {
                self.resources.actors.named(self.words(mention.span)).or_else(|| self.members_of(mention))
            })?,
        };
        Some(ActorMention {
            name: entry.name.clone(),
            entry: Some(entry.id.clone()),
            kind: entry.kind,
            country: entry.country.clone(),
            role: None,
            affiliation: None,
            plover_sector: entry.sector.clone(),
        })
    }

    fn person(&self, mentions: &[&Mention]) -> Option<ActorMention> {
        let named: Vec<&&Mention> = mentions.iter().filter(|mention| mention.kind == MentionKind::Person).collect();
        let fullest = named.iter().max_by_key(|mention| mention.span.len())?;
        let mut office = Office::default();
        for mention in mentions {
            let found = match mention.kind {
                MentionKind::Person => self.office_around(mention),
                MentionKind::Description => self.office_of_phrase(mention.head),
                _ => continue,
            };
            fill(&mut office, found);
        }
        Some(ActorMention {
            name: one_line(self.words(fullest.span)),
            entry: None,
            kind: ActorKind::Person,
            country: office.country,
            role: office.role,
            affiliation: office.affiliation,
            plover_sector: office.sector,
        })
    }

    fn organisation(&self, mentions: &[&Mention]) -> Option<ActorMention> {
        let fullest = mentions
            .iter()
            .filter(|mention| mention.kind == MentionKind::Organisation)
            .max_by_key(|mention| mention.span.len())?;
        let text = one_line(self.words(fullest.span));
        let media = self.resources.agencies.named(&text).is_some() || self.resources.outlets.named(&text).is_some();
        let class = self.class_of_name(fullest);
        let (kind, sector) = match class {
            _ if media => (ActorKind::Media, Some("MED".to_owned())),
            Some(class) => (class.kind, class.sector.clone()),
            None => (ActorKind::Organisation, None),
        };
        Some(ActorMention {
            name: text,
            entry: None,
            kind,
            country: self.country_in(fullest.span).or_else(|| self.country_beside(fullest.head)),
            role: None,
            affiliation: None,
            plover_sector: sector,
        })
    }

    /// The class that the last class word of a name tells: "Interior Ministry", "5th Brigade", "Rapid Response Unit".
    fn class_of_name(&self, mention: &Mention) -> Option<&ActorClass> {
        let actors = &self.resources.actors;
        let words: Vec<String> = self.tree.words_in(mention.span).map(|token| self.tree.lower(token)).collect();
        let singular = |word: &String| word.strip_suffix('s').map(str::to_owned);
        words
            .iter()
            .rev()
            .find_map(|word| actors.noun(word).or_else(|| singular(word).and_then(|word| actors.noun(&word))))
            .or_else(|| words.iter().find_map(|word| actors.modifier(word)))
    }

    /// A described group or person: "suspected Kuki militants", "government troops", "a military source".
    #[must_use]
    pub fn description(&self, mention: &Mention) -> Option<ActorMention> {
        if mention.kind != MentionKind::Description || self.tree.upos(mention.head) == Upos::Pron {
            return None;
        }
        let actors = &self.resources.actors;
        let lemma = self.tree.lemma(mention.head);
        // Two words that say something else than the second alone: "general staff", "aid worker".
        let pair = mention
            .head
            .checked_sub(1)
            .filter(|before| self.tree.words_in(mention.span).contains(before))
            .and_then(|before| actors.noun(&format!("{} {lemma}", self.tree.lemma(before))));
        let (noun, weak) = (pair.or_else(|| actors.noun(lemma)), actors.weak_noun(lemma));
        let base = noun.or(weak)?;
        let beside =
            self.tree.words_in(mention.span).filter(|token| *token != mention.head).find_map(|token| {
                actors.modifier(self.tree.lemma(token)).or_else(|| actors.noun(self.tree.lemma(token)))
            });
        let armed = matches!(base.kind, ActorKind::ArmedGroup | ActorKind::StateForce);
        let country = self.country_in(mention.span).or_else(|| self.country_beside(mention.head));
        let mut class = base.clone();
        // "the armed forces" as a pair says it all.
        let undecided = weak.is_some() && pair.is_none();
        if undecided
            || armed && base.sector.as_deref() == Some("UAF")
            || base.kind == ActorKind::Civilians && lemma == "man"
        {
            match beside {
                Some(beside) => class = beside.clone(),
                // "Iraqi forces", "the forces": a people's force is its state's.
                None if undecided
                    && country.is_some()
                    && matches!(lemma, "force" | "forces" | "command" | "unit" | "personnel") =>
                {
                    class = ActorClass { kind: ActorKind::StateForce, sector: Some("MIL".to_owned()) };
                }
                None => {}
            }
        }
        if class.kind == ActorKind::Unknown && beside.is_none() && country.is_none() && !self.is_human_weak(lemma) {
            return None;
        }
        let office =
            if class.kind == ActorKind::Person { self.office_of_phrase(mention.head) } else { Office::default() };
        Some(ActorMention {
            name: one_line(self.words(mention.span)),
            entry: None,
            kind: class.kind,
            country: country.or(office.country),
            role: office.role,
            affiliation: office.affiliation,
            plover_sector: office.sector.or(class.sector),
        })
    }

    fn is_human_weak(&self, lemma: &str) -> bool {
        matches!(
            lemma,
            "group"
                | "force"
                | "forces"
                | "movement"
                | "faction"
                | "unit"
                | "member"
                | "men"
                | "organisation"
                | "organization"
                | "militias"
                | "personnel"
                | "command"
                | "brigade"
                | "column"
        )
    }

    /// A people or government named by itself: "the Iraqis", "Moscow" is left to the place layer.
    fn people_or_state(&self, mentions: &[&Mention]) -> Option<ActorMention> {
        let group = mentions.iter().find(|mention| mention.kind == MentionKind::Group)?;
        let text = one_line(self.words(group.span));
        Some(ActorMention {
            country: self.country_in(group.span),
            name: text,
            entry: None,
            kind: ActorKind::Unknown,
            role: None,
            affiliation: None,
            plover_sector: None,
        })
    }

    /// The country that a demonym or a country's name among these words tells.
    #[must_use]
    pub fn country_in(&self, span: Span) -> Option<String> {
        let words = self.tree.words_in(span);
        words.clone().find_map(|token| {
            let word = self.tree.word(token);
            // "Turkish-backed fighters" are Turkey's no more than Syria's.
            if self.is_supporter(self.tree.tokens[token].span) {
                return None;
            }
            if !word.starts_with(char::is_uppercase) && !self.tree.is_caseless(token) {
                return None;
            }
            let pair = (token + 1 < words.end).then(|| one_line(self.words(self.tree.stretch(token, token + 1))));
            pair.as_deref()
                .and_then(|pair| self.gazetteer.country_of_demonym(pair))
                .or_else(|| self.gazetteer.country_of_demonym(word))
                .or_else(|| self.gazetteer.country_of_demonym(word.trim_end_matches('s')))
                .or_else(|| self.country_named(word))
                .map(|country| country.alpha3.clone())
        })
    }

    fn country_named(&self, word: &str) -> Option<&sitrep_gazetteer::Country> {
        self.gazetteer.countries().iter().find(|country| {
            country.name.eq_ignore_ascii_case(word)
                || country.capital.as_deref() == Some(word)
                || country.also.iter().any(|other| other == word)
        })
    }

    /// The country of a possessor or complement: "Sudan's army", "the army of Sudan".
    fn country_beside(&self, head: usize) -> Option<String> {
        self.tree
            .children_by(head, &["nmod", "compound", "amod"])
            .filter(|child| {
                *child < head
                    || self
                        .tree
                        .children_by(*child, &["case"])
                        .any(|case| matches!(self.tree.lower(case).as_str(), "of" | "for"))
            })
            .find_map(|child| self.country_in(core_phrase(self.tree, child)))
    }

    /// Rank, office and body of a person from the words before the name and the apposition beside it.
    #[must_use]
    pub fn office_around(&self, mention: &Mention) -> Office {
        let words = self.tree.words_in(mention.span);
        let mut office = self.office_before(words.start);
        for child in self.tree.children_by(mention.head, &["appos"]) {
            fill(&mut office, self.office_of_phrase(child));
        }
        if self.tree.relation(mention.head) == "appos"
            && let Some(head) = self.tree.head(mention.head)
        {
            fill(&mut office, self.office_of_phrase(head));
        }
        if office.role.is_none() || office.affiliation.is_none() {
            fill(&mut office, self.office_after(words.end));
        }
        office
    }

    /// "Information Ministry spokesman |Yusuf Hirsi Gedi": words before a name that end in a rank, title or office.
    fn office_before(&self, name_starts: usize) -> Office {
        let sentence = self.tree.sentence_words(name_starts.min(self.tree.tokens.len().saturating_sub(1)));
        let mut first = name_starts;
        // A comma parts "the commander of the service, |General X"; the apposition is read elsewhere.
        while first > sentence.start && name_starts - first < LONGEST_TITLE_WORDS {
            let before = first - 1;
            let fits = matches!(self.tree.upos(before), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adp | Upos::Part)
                || matches!(self.tree.word(before), "-" | "'s" | "’s" | ".")
                || is_title(self.tree, before, self.resources);
            let preposition = self.tree.upos(before) == Upos::Adp && self.tree.lower(before) != "of";
            if !fits || preposition || self.tree.word(before) == "." && first == name_starts {
                break;
            }
            first = before;
        }
        if first == name_starts || !self.is_office_word(name_starts - 1) {
            return Office::default();
        }
        self.office_in(first, name_starts)
    }

    fn is_office_word(&self, token: usize) -> bool {
        is_title(self.tree, token, self.resources)
            || self.resources.titles.offices.contains_key(self.tree.lemma(token))
            || self.resources.titles.offices.contains_key(&self.tree.lower(token))
    }

    /// Splits "Federal Police Major" into the body and the rank.
    fn office_in(&self, first: usize, end: usize) -> Office {
        let titles = &self.resources.titles;
        // Where the title words begin.
        let mut title_starts = end;
        while title_starts > first
            && (self.is_office_word(title_starts - 1) || self.is_title_modifier(title_starts - 1))
        {
            title_starts -= 1;
        }
        let title = self.words(self.tree.stretch(title_starts, end - 1));
        let title = one_line(title);
        let role = titles.rank(&title).map(str::to_owned).unwrap_or_else(|| title.clone());
        let last = end - 1;
        let sector = self.sector_of_office(last);
        let addressed = titles.address.contains(&title.to_lowercase());
        let mut body_end = title_starts;
        while body_end > first && matches!(self.tree.word(body_end - 1), "'s" | "’s" | "-" | "of" | "’" | "'") {
            body_end -= 1;
        }
        let body = (body_end > first).then(|| self.tree.stretch(self.skip_articles(first, body_end), body_end - 1));
        let body_text = body.map(|span| one_line(self.words(span))).filter(|text| !text.is_empty());
        let police = body_text
            .as_deref()
            .is_some_and(|text| text.to_lowercase().contains("police") || text.to_lowercase().contains("gendarm"));
        Office {
            role: (!addressed && !role.is_empty()).then_some(role),
            country: body.and_then(|span| self.country_of_body(span)),
            affiliation: body_text,
            affiliation_span: body,
            sector: if police { Some("COP".to_owned()) } else { sector },
        }
    }

    fn is_title_modifier(&self, token: usize) -> bool {
        matches!(
            self.tree.lower(token).as_str(),
            "deputy"
                | "vice"
                | "acting"
                | "former"
                | "chief"
                | "senior"
                | "top"
                | "staff"
                | "assistant"
                | "prime"
                | "foreign"
                | "interior"
                | "defence"
                | "defense"
                | "health"
                | "information"
                | "police"
                | "human"
                | "rights"
                | "military"
                | "army"
                | "brigade"
                | "first"
                | "second"
                | "interim"
                | "regional"
                | "provincial"
                | "district"
                | "local"
                | "special"
                | "retired"
                | "finance"
                | "justice"
        ) && self.tree.word(token).starts_with(char::is_lowercase)
    }

    fn skip_articles(&self, first: usize, end: usize) -> usize {
        (first..end)
            .find(|token| !matches!(self.tree.lower(*token).as_str(), "the" | "a" | "an" | "of"))
            .unwrap_or(first)
    }

    fn sector_of_office(&self, token: usize) -> Option<String> {
        let titles = &self.resources.titles;
        let by_noun =
            titles.offices.get(self.tree.lemma(token)).or_else(|| titles.offices.get(&self.tree.lower(token)));
        match by_noun {
            Some(sector) => (!sector.is_empty()).then(|| sector.clone()),
            None => titles.rank(&self.tree.lower(token)).map(|_| "MIL".to_owned()),
        }
    }

    fn country_of_body(&self, span: Span) -> Option<String> {
        let text = one_line(self.words(span));
        self.resources.actors.named(&text).and_then(|entry| entry.country.clone()).or_else(|| self.country_in(span))
    }

    /// "a spokesman for the Iraqi government troops": an office as a noun phrase.
    #[must_use]
    pub fn office_of_phrase(&self, head: usize) -> Office {
        if !self.is_office_word(head) {
            return Office::default();
        }
        let span = core_phrase(self.tree, head);
        let words = self.tree.words_in(span);
        let mut office = self.office_in(words.start, words.end);
        let complement = self.tree.children_by(head, &["nmod", "obl"]).find(|child| {
            *child > head
                && self.tree.children_by(*child, &["case"]).any(|case| {
                    matches!(self.tree.lower(case).as_str(), "of" | "for" | "at" | "with" | "from" | "in" | "to")
                })
        });
        if let Some(complement) = complement {
            let span = self.fullest_body(complement);
            fill(
                &mut office,
                Office {
                    affiliation: Some(one_line(self.words(span))),
                    affiliation_span: Some(span),
                    country: self.country_of_body(span).or_else(|| self.country_beside(complement)),
                    ..Office::default()
                },
            );
        }
        let possessor = self.tree.children_by(head, &["nmod:poss"]).find(|child| self.tree.upos(*child) != Upos::Pron);
        if let Some(possessor) = possessor {
            let span = self.fullest_body(possessor);
            fill(
                &mut office,
                Office {
                    affiliation: Some(one_line(self.words(span))),
                    affiliation_span: Some(span),
                    country: self.country_of_body(span),
                    ..Office::default()
                },
            );
        }
        office
    }

    /// The body's name around a head where it is one, else its core phrase.
    fn fullest_body(&self, head: usize) -> Span {
        self.mentions
            .iter()
            .find(|mention| mention.kind != MentionKind::Description && mention.head == head)
            .map_or_else(|| core_phrase(self.tree, head), |mention| mention.span)
    }

    /// ", a spokesman for the army" straight after a name, where the parse did not make it an apposition.
    fn office_after(&self, name_ends: usize) -> Office {
        let Some(sentence) = self.tree.tokens.get(name_ends).map(|_| self.tree.sentence_words(name_ends)) else {
            return Office::default();
        };
        if !matches!(self.tree.word(name_ends), "," | "(" | "-" | "–" | "—") || name_ends <= sentence.start {
            return Office::default();
        }
        let limit = sentence.end.min(name_ends + 6);
        let office = (name_ends + 1..limit)
            .take_while(|token| {
                !matches!(self.tree.upos(*token), Upos::Verb | Upos::Punct | Upos::Sconj | Upos::Pron | Upos::Adp)
            })
            .find(|token| self.is_office_word(*token) && self.tree.upos(*token) == Upos::Noun);
        office.map_or_else(Office::default, |token| self.office_of_phrase(token))
    }
}

/// Takes over what is not known yet; a rank beside an office becomes "Staff General, commander".
fn fill(office: &mut Office, other: Office) {
    office.role = match (office.role.take(), other.role) {
        (Some(role), Some(more))
            if !role.to_lowercase().contains(&more.to_lowercase())
                && !more.to_lowercase().contains(&role.to_lowercase()) =>
        {
            Some(format!("{role}, {more}"))
        }
        (Some(role), _) => Some(role),
        (None, more) => more,
    };
    if office.affiliation.is_none() {
        office.affiliation = other.affiliation;
        office.affiliation_span = other.affiliation_span;
    }
    office.sector = office.sector.take().or(other.sector);
    office.country = office.country.take().or(other.country);
}

pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
