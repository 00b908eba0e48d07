//! Mends what no English clause can be: constraints of Universal Dependencies that the parser now and then breaks.
//!
//! Each rule names a pattern that well-made trees do not have, so that a tree which has it is wrong, and says what is meant
//! instead. `sitrep-eval/tests/grammar.rs` holds the rules against the trees of the UD dev part, which they must leave alone.

mod clause;
mod harm;
mod noun;
mod object;
mod relative;
mod subject;
mod tag;
mod teller;

use sitrep_types::Upos;

use crate::reader::WordReading;

/// Mends the tree of one sentence in place: heads and relations of `reading`, one for each of `words`. What would leave no
/// tree is left as it was read.
pub fn mend(words: &[&str], reading: &mut [WordReading]) {
    let before: Vec<_> = reading.iter().map(|word| (word.upos, word.head, word.deprel.clone())).collect();
    apply(words, reading);
    if (0..reading.len()).any(|word| goes_in_circles(reading, word)) {
        for (word, (upos, head, deprel)) in reading.iter_mut().zip(before) {
            (word.upos, word.head, word.deprel) = (upos, head, deprel);
        }
    }
}

/// Whether the heads above a word never end.
fn goes_in_circles(reading: &[WordReading], word: usize) -> bool {
    std::iter::successors(Some(word), |at| reading[*at].head).take(reading.len() + 1).count() > reading.len()
}

fn apply(words: &[&str], reading: &mut [WordReading]) {
    for word in 0..reading.len().min(words.len()) {
        tag::figures_as_name(words, reading, word);
        tag::common_noun_as_name(words, reading, word);
        subject::subject_with_a_preposition(words, reading, word);
        subject::time_as_subject(words, reading, word);
        subject::subject_within_a_participle(words, reading, word);
        subject::noun_before_and(reading, word);
        teller::teller_as_apposition(words, reading, word);
        teller::subject_of_what_is_said(reading, word);
        teller::object_of_the_teller(reading, word);
        subject::subject_of_the_verb_behind(reading, word);
        subject::subject_as_earlier_conjunct(reading, word);
        teller::teller_in_between(words, reading, word);
        clause::relative_clause_of_its_noun(words, reading, word);
        clause::relative_clause_with_that(words, reading, word);
        clause::participle_as_noun(words, reading, word);
        clause::verb_with_another_tag(words, reading, word);
        relative::pronoun_as_object(words, reading, word);
        relative::clause_with_where(words, reading, word);
        relative::participle_as_root(words, reading, word);
        subject::subject_past_a_participle(words, reading, word);
        subject::second_subject(words, reading, word);
        noun::plural_as_adjective(words, reading, word);
        noun::preposition_of_a_later_noun(words, reading, word);
        noun::modifier_over_a_verb(words, reading, word);
        noun::verb_beside_an_object(reading, word);
        noun::subject_of_a_noun(reading, word);
        noun::number_of_another_noun(reading, word);
        noun::number_of_an_adjective(reading, word);
        noun::number_of_an_earlier_noun(reading, word);
        noun::modifier_as_verb(reading, word);
        noun::apposition_without_comma(words, reading, word);
        noun::adjacent_conjuncts(reading, word);
        noun::name_beside_a_people(words, reading, word);
        object::included_as_head(words, reading, word);
        object::adjective_as_object(reading, word);
        object::shot_dead(words, reading, word);
        object::object_behind_at_least(words, reading, word);
        clause::participle_behind_the_subject(words, reading, word);
        noun::owned_as_apposition(words, reading, word);
        noun::name_past_a_preposition(reading, word);
        noun::second_name_behind_a_preposition(words, reading, word);
        noun::agent_of_the_deed(words, reading, word);
        noun::verb_before_a_number(words, reading, word);
        harm::done_to_death(words, reading, word);
        harm::subject_of_the_later_passive(reading, word);
        clause::ablaze_as_verb(words, reading, word);
        clause::believed_to_be(words, reading, word);
        noun::deed_as_clause(words, reading, word);
        noun::number_of_the_next(words, reading, word);
        harm::share_as_second_subject(words, reading, word);
        noun::alias(words, reading, word);
        harm::left_dead_and_hurt(words, reading, word);
        harm::second_complement(reading, word);
        harm::participle_of_the_counted(words, reading, word);
        subject::object_before_the_passive(reading, word);
        harm::number_before_a_participle(words, reading, word);
        harm::killed_and_injured(words, reading, word);
        object::counted_object(words, reading, word);
        subject::second_passive(words, reading, word);
    }
    for word in 0..reading.len().min(words.len()) {
        noun::preposition_of_a_later_noun(words, reading, word);
        subject::subject_behind_the_object(words, reading, word);
        subject::subject_of_a_relative_pronoun(words, reading, word);
        clause::participle_before_a_number(reading, word);
        clause::participle_with_an_object(words, reading, word);
        noun::compound_past_a_verb(reading, word);
        noun::compound_before_a_verb(words, reading, word);
        noun::noun_of_its_participle(words, reading, word);
        noun::gerund_as_verb(words, reading, word);
        object::object_with_a_preposition(reading, word);
        clause::participle_as_parataxis(words, reading, word);
        subject::subject_behind_the_verb(words, reading, word);
        subject::passive_without_auxiliary(words, reading, word);
        object::second_object_after_a_comma(words, reading, word);
        object::second_object_past_a_verb(reading, word);
        clause::coordinated_without_preposition(reading, word);
        clause::clause_after_an_aside(words, reading, word);
        object::object_of_a_participle(words, reading, word);
        clause::coordinated_participle(words, reading, word);
        subject::relative_without_pronoun(reading, word);
        object::particle_as_preposition(words, reading, word);
        subject::object_before_the_verb(words, reading, word);
        subject::subjects_of_two_verbs(reading, word);
        subject::subject_of_the_next_participle(reading, word);
        object::object_as_oblique(words, reading, word);
        object::object_of_the_gerund_before(words, reading, word);
        object::agent_of_the_object(words, reading, word);
        noun::preposition_of_the_first_number(reading, word);
        subject::subject_before_its_auxiliary(reading, word);
        object::agent_of_the_passive(words, reading, word);
        object::object_of_the_second_participle(words, reading, word);
        subject::place_in_a_headline(words, reading, word);
        clause::participle_as_conjunct(words, reading, word);
        clause::participle_behind_the_teller(words, reading, word);
        clause::outcome_past_a_relative_clause(words, reading, word);
        clause::subject_before_its_participle(reading, word);
        clause::verb_behind_a_participle(words, reading, word);
        clause::teller_inside_the_clause(words, reading, word);
        teller::gerund_of_the_teller(words, reading, word);
        relative::perfect_past_a_relative_clause(words, reading, word);
    }
    // What the rules above have coordinated has its own objects now.
    for word in 0..reading.len() {
        subject::noun_before_and(reading, word);
    }
}

fn child(reading: &[WordReading], head: usize, deprels: &[&str]) -> Option<usize> {
    (0..reading.len())
        .find(|word| reading[*word].head == Some(head) && deprels.contains(&reading[*word].deprel.as_str()))
}

fn is_subject(word: &WordReading) -> bool {
    matches!(word.deprel.as_str(), "nsubj" | "nsubj:pass")
}

/// Whether a word stands somewhere below another.
fn is_below(reading: &[WordReading], word: usize, above: usize) -> bool {
    std::iter::successors(reading[word].head, |at| reading[*at].head).take(reading.len()).any(|at| at == above)
}

fn is_noun(word: &WordReading) -> bool {
    matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Num)
}

#[cfg(test)]
mod clause_tests;
#[cfg(test)]
mod tests;
