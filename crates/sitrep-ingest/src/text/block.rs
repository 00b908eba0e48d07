//! Parts of lines to blocks: the title and its dek, captions, and what only its place among the others shows to be
//! furniture.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use sitrep_types::BlockKind;

use super::line::{Line, Mark};
use super::repair::give_back_blanks;
use super::rules::{Rules, own};
use super::sentence;
use super::split::{Part, Role, split};
use crate::mapped::Mapped;
use sitrep_resources::Agencies;

/// A block before its place in the document's text is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TypedBlock {
    /// What it is.
    pub(crate) kind: BlockKind,
    /// Its text.
    pub(crate) content: Mapped,
}

/// What is known of a document's head before its lines are read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Head<'a> {
    /// The title.
    pub(crate) title: Option<&'a str>,
    /// The lead under it.
    pub(crate) dek: Option<&'a str>,
}

/// A title has no more words than this, in any paper.
const LONGEST_TITLE: usize = 25;
/// A dek: longer leads are the first paragraph.
const LONGEST_DEK: usize = 45;
/// A caption.
const LONGEST_CAPTION: usize = 60;
/// A heading inside the text.
const LONGEST_CROSSHEAD: usize = 8;
/// A link to another story at the foot of a page.
const LONGEST_LINK: usize = 22;
/// How many parts from the top a title may stand.
const TITLE_WITHIN: usize = 10;

/// Words that say that a line tells what a picture shows.
static PICTURED: LazyLock<Regex> = LazyLock::new(|| {
    own(
        r"(?i)(?:\((?:pictured|left|right|above|below|centre|center|file|seen)[^)]{0,30}\)|\b(?:pictured|is seen|are seen|is shown|are shown|(?:this|undated|handout) (?:handout |file |aerial |satellite )*(?:photo|image|picture)|poses? for a)\b)",
    )
});

/// Words that a sentence has and a headline hardly: what is left to tell a caption from a link to another story.
static FULL_GRAMMAR: LazyLock<Regex> =
    LazyLock::new(|| own(r"\b(?:the|was|were|had|his|her|their|a|an|has been|have been|is being|are being)\b"));

/// A post quoted in the text ends in who wrote it: "… — Ana Lund (@analund) May 2, 2019".
static POST: LazyLock<Regex> = LazyLock::new(|| own(r"[—–-] ?.{2,60} \(@\w+\)(?:,? .{0,30})?$"));

/// Turns lines into blocks.
pub(crate) fn blocks(lines: &[Line], head: Head<'_>, rules: &Rules, agencies: &Agencies) -> Vec<TypedBlock> {
    let parts: Vec<Part> =
        lines.iter().enumerate().flat_map(|(number, line)| split(line, number, rules, agencies)).collect();
    let mut sorter = Sorter::new(parts);
    sorter.find_title(head.title);
    sorter.find_dek(head.dek);
    sorter.find_captions();
    sorter.find_repetitions();
    sorter.find_closed();
    sorter.find_short_lines();
    sorter.finish(head)
}

/// Parts with what each was found to be.
struct Sorter {
    parts: Vec<Part>,
    kinds: Vec<Option<BlockKind>>,
    /// Whether paragraphs end in full stops here, so that a line without one is no paragraph.
    is_punctuated: bool,
    headline: Option<usize>,
}

impl Sorter {
    fn new(parts: Vec<Part>) -> Self {
        let kinds = parts
            .iter()
            .map(|part| match part.role {
                Role::Prose => (part.mark == Mark::Caption).then_some(BlockKind::Caption),
                Role::Caption => Some(BlockKind::Caption),
                Role::Furniture { .. } => Some(BlockKind::Furniture),
                Role::Credit { .. } => Some(BlockKind::Credit),
            })
            .collect();
        let mut sorter = Self { parts, kinds, is_punctuated: false, headline: None };
        let prose = sorter.open().count();
        let is_sentence =
            |at: &usize| sentence::ends_closed(sorter.text(*at)) && sentence::words(sorter.text(*at)) >= 5;
        let sentences = sorter.open().filter(is_sentence).count();
        // Short lines of whatever kind may outnumber the paragraphs; three paragraphs set the manner of a text.
        sorter.is_punctuated = sentences >= 3 || (sentences >= 1 && sentences * 2 >= prose);
        sorter
    }

    /// Parts not yet known to be anything.
    fn open(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.parts.len()).filter(|at| self.kinds[*at].is_none())
    }

    fn text(&self, at: usize) -> &str {
        self.parts[at].content.text()
    }

    fn is_running_text(&self, at: usize) -> bool {
        sentence::ends_closed(self.text(at)) && sentence::words(self.text(at)) >= 8
    }

    fn find_title(&mut self, given: Option<&str>) {
        if let Some(marked) = (0..self.parts.len()).find(|at| self.parts[*at].mark == Mark::Title) {
            self.set_headline(marked);
            return;
        }
        if let Some(title) = given {
            let title = letters(title);
            let repeats = |text: &str| {
                let line = letters(text);
                !title.is_empty()
                    && (line == title
                        || (line.starts_with(&title) && line.len() <= title.len() + 25)
                        || (title.starts_with(&line) && line.len() * 10 >= title.len() * 7 && line.len() >= 12))
            };
            if let Some(found) = (0..self.parts.len().min(TITLE_WITHIN)).find(|at| repeats(self.text(*at))) {
                self.set_headline(found);
            }
            return;
        }
        let Some(first_text) = self.open().find(|at| self.is_running_text(*at)) else { return };
        let candidates: Vec<usize> = self
            .open()
            .take_while(|at| *at < first_text.min(TITLE_WITHIN))
            .filter(|at| self.may_be_title(*at))
            .collect();
        // A word or two above a longer line is the name of a section: "Conflicts".
        let chosen =
            candidates.iter().find(|at| sentence::words(self.text(**at)) >= 3).or_else(|| candidates.first()).copied();
        if let Some(chosen) = chosen {
            self.set_headline(chosen);
        }
    }

    fn may_be_title(&self, at: usize) -> bool {
        let text = self.text(at);
        let words = sentence::words(text);
        let is_open =
            !sentence::ends_closed(text) || text.ends_with(['?', '!']) || text.ends_with(['’', '”', '"', '\'']);
        let starts_well = text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
        (1..=LONGEST_TITLE).contains(&words) && is_open && starts_well && self.parts[at].mark != Mark::Item
    }

    fn set_headline(&mut self, at: usize) {
        self.kinds[at] = Some(BlockKind::Headline);
        self.headline = Some(at);
        for before in 0..at {
            if self.kinds[before].is_none() && !self.is_running_text(before) {
                self.kinds[before] = Some(BlockKind::Furniture);
            }
        }
    }

    fn find_dek(&mut self, given: Option<&str>) {
        let marked = (0..self.parts.len()).find(|at| self.parts[*at].mark == Mark::Dek);
        let repeated = given
            .map(letters)
            .and_then(|dek| self.open().take(4).find(|at| !dek.is_empty() && letters(self.text(*at)) == dek));
        if let Some(found) = marked.or(repeated) {
            self.kinds[found] = Some(BlockKind::Dek);
            return;
        }
        let (None, Some(headline)) = (given, self.headline) else { return };
        let Some(at) = self.open().find(|at| *at > headline) else { return };
        let words = sentence::words(self.text(at));
        if words > LONGEST_DEK || !sentence::ends_closed(self.text(at)) || words < 4 {
            return;
        }
        if crate::metadata::dateline::read(self.text(at)).is_some() {
            return;
        }
        let picture_follows = self.kinds.get(at + 1).copied().flatten().is_some_and(|kind| kind != BlockKind::Headline)
            && self.parts[at + 1].line != self.parts[at].line
            || self
                .parts
                .get(at + 1..at + 4)
                .is_some_and(|next| next.iter().any(|part| part.role == Role::Credit { picture: true }));
        let next_words = self.open().find(|next| *next > at).map_or(0, |next| sentence::words(self.text(next)));
        let is_last = self.open().all(|next| next <= at);
        if !is_last && (picture_follows || (words <= 30 && words * 2 <= next_words)) {
            self.kinds[at] = Some(BlockKind::Dek);
        }
    }

    fn find_captions(&mut self) {
        let running = self.open().filter(|at| self.is_running_text(*at)).count();
        for at in 0..self.parts.len() {
            if self.kinds[at].is_some() {
                continue;
            }
            let text = self.text(at);
            let words = sentence::words(text);
            let next = self.parts.get(at + 1).filter(|next| next.role == Role::Credit { picture: true });
            let is_caption = next.is_some_and(|credit| {
                let same_line = credit.line == self.parts[at].line;
                let is_short = words <= LONGEST_CAPTION && sentence::count(text) <= 3;
                let open_end = !sentence::ends_closed(text);
                // A report of one passage may end in a credit and is no caption for that.
                (same_line && is_short && (open_end || running >= 3))
                    || (!same_line && words <= 30 && (open_end || (!credit.gap_before && running >= 4)))
            });
            if is_caption || (PICTURED.is_match(text) && words <= LONGEST_CAPTION && !sentence::ends_closed(text)) {
                self.kinds[at] = Some(BlockKind::Caption);
            }
        }
    }

    /// What is printed twice is read once; a caption stands first under its picture's name and again with the credit.
    fn find_repetitions(&mut self) {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for at in 0..self.parts.len() {
            if matches!(self.kinds[at], Some(BlockKind::Furniture | BlockKind::Credit)) {
                continue;
            }
            let key = letters(self.text(at));
            if sentence::words(self.text(at)) < 4 {
                continue;
            }
            if let Some(first) = seen.get(&key).copied() {
                if self.kinds[first].is_none() && self.kinds[at] == Some(BlockKind::Caption) {
                    self.kinds[first] = Some(BlockKind::Caption);
                }
                self.kinds[at] = Some(BlockKind::Furniture);
            } else {
                seen.insert(key, at);
            }
        }
    }

    /// After the end of the report.
    fn find_closed(&mut self) {
        let mut is_closed = false;
        for at in 0..self.parts.len() {
            if matches!(self.parts[at].role, Role::Furniture { closes: true }) {
                // A heading of links may stand in the middle; a report that goes on is still the report.
                is_closed = true;
            } else if is_closed && self.kinds[at].is_none() {
                let asks = self.text(at).ends_with('?');
                if self.is_running_text(at) && sentence::words(self.text(at)) >= 10 && !asks {
                    is_closed = false;
                } else {
                    self.kinds[at] = Some(BlockKind::Furniture);
                }
            }
        }
    }

    /// Lines without a full stop among paragraphs that have them.
    fn find_short_lines(&mut self) {
        if !self.is_punctuated {
            return;
        }
        let Some(last_text) = self.open().filter(|at| self.is_running_text(*at)).last() else { return };
        let open: Vec<usize> = self.open().collect();
        for at in open {
            let text = self.text(at);
            let is_whole = sentence::ends_closed(text) || POST.is_match(text);
            if is_whole || self.parts[at].mark == Mark::Item || self.parts.len() == 1 {
                continue;
            }
            let words = sentence::words(text);
            let is_heading = self.parts[at].mark == Mark::Heading;
            self.kinds[at] = if is_heading || words <= LONGEST_CROSSHEAD {
                Some(BlockKind::Furniture)
            } else if at > last_text {
                (words <= LONGEST_LINK).then_some(BlockKind::Furniture)
            } else if words > LONGEST_CAPTION {
                None
            } else if FULL_GRAMMAR.is_match(text) {
                Some(BlockKind::Caption)
            } else {
                (words <= LONGEST_LINK).then_some(BlockKind::Furniture)
            };
        }
    }

    fn finish(self, head: Head<'_>) -> Vec<TypedBlock> {
        let mut out = Vec::new();
        if let (Some(title), None) = (head.title, self.headline) {
            out.push(TypedBlock { kind: BlockKind::Headline, content: Mapped::cleaned_unmapped(title) });
        }
        if let Some(dek) = head.dek
            && !self.kinds.contains(&Some(BlockKind::Dek))
            && !self.parts.iter().any(|part| letters(part.content.text()).contains(&letters(dek)))
        {
            let after_title = self.headline.is_none();
            let block = TypedBlock { kind: BlockKind::Dek, content: Mapped::cleaned_unmapped(dek) };
            if after_title {
                out.push(block);
            } else {
                out.insert(0, block);
            }
        }
        for (part, kind) in self.parts.into_iter().zip(self.kinds) {
            let kind = kind.unwrap_or(BlockKind::Paragraph);
            let content = if kind.carries_claims() { give_back_blanks(&part.content) } else { part.content };
            out.push(TypedBlock { kind, content });
        }
        out.retain(|block| !block.content.is_empty());
        out
    }
}

/// A text as letters and digits only, for comparing what two places print.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
#[path = "block_tests.rs"]
mod tests;
