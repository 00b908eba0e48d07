//! Plain text to blocks, as a page copied into a file looks.

use sitrep_resources::Resources;
use sitrep_types::BlockKind::{self, Caption, Credit, Dek, Furniture, Headline, Paragraph};

use super::*;
use crate::text::line::lines;

fn check_with(input: &str, head: Head<'_>, expected: &[(BlockKind, &str)]) {
    let resources = Resources::shipped().expect("shipped tables are sound");
    let rules = Rules::compile(&resources.furniture).expect("sound patterns");
    let found = blocks(&lines(input, 0..input.len(), false), head, &rules, &resources.agencies);
    let found: Vec<(BlockKind, &str)> = found.iter().map(|block| (block.kind, block.content.text())).collect();
    assert_eq!(found, expected, "{input}");
}

fn check(input: &str, expected: &[(BlockKind, &str)]) {
    check_with(input, Head::default(), expected);
}

const ONE: &str = "The ferry left the quay at noon with forty passengers on board.";
const TWO: &str = "Most of them were traders on their way to the market of the next town.";
const THREE: &str = "The harbour master said that nobody had drowned in the accident.";
const FOUR: &str = "Divers will look for the cargo when the weather allows it again.";

#[test]
fn a_page_with_menu_section_date_and_dek() {
    let input = format!(
        "1. Skip to content\n  2. Skip to main menu\nRivers\n\nFerry sinks off the old harbour\n\nMay 2, 2019\n\nAll passengers were saved by fishermen.\n\nhttps://example.org/x1\nFaehre im Hafen\nImage: Reuters\n\n{ONE}\n\n{TWO}\n\nCalm sea\n\n{THREE}\n\nabc/de (AFP, Reuters)\n"
    );
    check(
        &input,
        &[
            (Furniture, "1. Skip to content"),
            (Furniture, "2. Skip to main menu"),
            (Furniture, "Rivers"),
            (Headline, "Ferry sinks off the old harbour"),
            (Furniture, "May 2, 2019"),
            (Dek, "All passengers were saved by fishermen."),
            (Furniture, "https://example.org/x1"),
            (Caption, "Faehre im Hafen"),
            (Credit, "Image: Reuters"),
            (Paragraph, ONE),
            (Paragraph, TWO),
            (Furniture, "Calm sea"),
            (Paragraph, THREE),
            (Credit, "abc/de (AFP, Reuters)"),
        ],
    );
}

#[test]
fn a_caption_printed_twice_is_read_once() {
    let input = format!(
        "Ferry sinks\n\n{ONE}\n\nA fisherman points to the wreck.\n\nA fisherman points to the wreck. Screenshot via YouTube.\n\n{TWO}\n\n{THREE}\n\n{FOUR}\n"
    );
    check(
        &input,
        &[
            (Headline, "Ferry sinks"),
            (Dek, ONE),
            (Caption, "A fisherman points to the wreck."),
            (Furniture, "A fisherman points to the wreck."),
            (Credit, "Screenshot via YouTube."),
            (Paragraph, TWO),
            (Paragraph, THREE),
            (Paragraph, FOUR),
        ],
    );
}

#[test]
fn a_column_with_appeal_disclaimer_and_links() {
    let input = format!(
        "in ,\n\nWhy ferries sink\n\n{ONE}\n\n{TWO}\n\n{THREE}\n\nHelp us grow. Support The Harbour on Patreon!\n\nThe views expressed in this column are solely those of the author and do not necessarily represent those of The Harbour.\n\nWhat do you think?\n\nNotify of\nView all comments\n\nMayor could help free the goat\n\nTown council’s plan for the bridge unravels\n"
    );
    check(
        &input,
        &[
            (Furniture, "in ,"),
            (Headline, "Why ferries sink"),
            (Paragraph, ONE),
            (Paragraph, TWO),
            (Paragraph, THREE),
            (Furniture, "Help us grow."),
            (Furniture, "Support The Harbour on Patreon!"),
            (
                Furniture,
                "The views expressed in this column are solely those of the author and do not necessarily represent those of The Harbour.",
            ),
            (Furniture, "What do you think?"),
            (Furniture, "Notify of"),
            (Furniture, "View all comments"),
            (Furniture, "Mayor could help free the goat"),
            (Furniture, "Town council’s plan for the bridge unravels"),
        ],
    );
}

#[test]
fn one_passage_keeps_its_sentences() {
    check(
        "The town fell on Friday. Photo: SANA/archive",
        &[(Paragraph, "The town fell on Friday."), (Credit, "Photo: SANA/archive")],
    );
    check("TOWN ABANDONED. The army left it on Friday.", &[(Paragraph, "TOWN ABANDONED. The army left it on Friday.")]);
    check(
        "PHOTO: Burnt lorries on the road. Bandits had stopped them there, killing six.",
        &[(Furniture, "PHOTO:"), (Caption, "Burnt lorries on the road. Bandits had stopped them there, killing six.")],
    );
    check(
        "Two died on the road.\nTrending: Ten songs for the road",
        &[(Paragraph, "Two died on the road."), (Furniture, "Trending: Ten songs for the road")],
    );
    check(
        "Accept all cookies | Manage choices. You have read 3 of 5 free articles this month. MOST READ: 1 A goat 2 A pub. © Harbour Media, all rights reserved.",
        &[
            (Furniture, "Accept all cookies | Manage choices."),
            (Furniture, "You have read 3 of 5 free articles this month."),
            (Furniture, "MOST READ: 1 A goat 2 A pub. © Harbour Media, all rights reserved."),
        ],
    );
}

#[test]
fn a_title_given_beside_the_text_is_put_before_it_once() {
    let head = Head { title: Some("Ferry sinks"), dek: None };
    check_with(ONE, head, &[(Headline, "Ferry sinks"), (Paragraph, ONE)]);
    check_with(&format!("FERRY SINKS\n{ONE}"), head, &[(Headline, "FERRY SINKS"), (Paragraph, ONE)]);
    let head = Head { title: Some("Ferry sinks"), dek: Some("All were saved.") };
    check_with(ONE, head, &[(Headline, "Ferry sinks"), (Dek, "All were saved."), (Paragraph, ONE)]);
}

#[test]
fn lists_without_full_stops_stay() {
    check(
        "What we know\n- Two bridges are closed\n- The mayor is safe\n- Nobody knows where the goat is",
        &[
            (Paragraph, "What we know"),
            (Paragraph, "Two bridges are closed"),
            (Paragraph, "The mayor is safe"),
            (Paragraph, "Nobody knows where the goat is"),
        ],
    );
}

#[test]
fn lost_blanks_come_back() {
    check(
        " date 2019-05-02 The ferry has been raised by divers.Troops guard the quay.",
        &[(Furniture, "date 2019-05-02"), (Paragraph, "The ferry has been raised by divers. Troops guard the quay.")],
    );
}
