//! How far an event is told as having happened, from the tree above its trigger and the cues beside it.

use sitrep_resources::{EntryClass, FillerKind, ModalityTable};
use sitrep_types::{Modality, Upos};

use crate::draft::{Draft, Lookup};
use crate::tree::Tree;

/// What the words around a trigger say of its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Factuality {
    pub modality: Modality,
    pub negated: bool,
}

/// Verbs that stand between a governor and the event without changing anything.
const LONGEST_CLIMB: usize = 8;

/// Everything the tree says; attribution is added by the caller where nothing stronger is said.
#[derive(Debug, Default)]
struct Signs {
    negated: bool,
    attempted: bool,
    planned: bool,
    ordered: bool,
    forecast: bool,
    hypothetical: bool,
    unconfirmed: bool,
    denied: bool,
}

/// Reads the modality of a draft; `attributed`: some source is said to say it; `lent`: what the cue lends it.
pub(crate) fn factuality(
    tree: &Tree,
    lookup: &Lookup,
    table: &ModalityTable,
    draft: &Draft,
    attributed: bool,
    lent: Option<Modality>,
) -> Factuality {
    let entry = lookup.entry(draft.entry);
    let mut signs = Signs { attempted: entry.attempted || draft.parties.repelled, ..Signs::default() };
    let statement = entry.class == EntryClass::Statement;
    around(tree, lookup, table, draft, &mut signs);
    // "will storm the rebel-held district": a standing state that only describes is not what the verb plans.
    let describes = entry.class == EntryClass::State && tree.relation(draft.hit.head) == "amod";
    if !describes {
        climb(tree, lookup, table, draft, &mut signs);
    }
    beside(tree, table, draft, &mut signs);
    let zero = draft.quantities.iter().any(|quantity| quantity.best == Some(0));
    // "nothing remained of the mosque": a frame of nothing is not denied by it.
    let of_nothing = entry.subject_words.iter().any(|word| word == "nothing");
    let negated = signs.negated && !zero && !of_nothing;
    let soft = entry.class == EntryClass::State || statement;
    let base = if attributed { Modality::Claimed } else { Modality::Asserted };
    let modality = if signs.hypothetical {
        Modality::Hypothetical
    } else if (signs.denied || negated) && !soft {
        Modality::Denied
    } else if statement {
        match entry.id.as_str() {
            "denies" => Modality::Denied,
            _ if signs.ordered => Modality::Ordered,
            _ if signs.planned => Modality::Planned,
            _ if signs.forecast => Modality::Forecast,
            _ => base,
        }
    } else if signs.ordered {
        Modality::Ordered
    } else if signs.planned {
        Modality::Planned
    } else if signs.forecast {
        Modality::Forecast
    } else if signs.attempted {
        Modality::Attempted
    } else if signs.unconfirmed {
        Modality::Unconfirmed
    } else {
        match lent.filter(|_| !is_presupposed(tree, table, draft.hit.head) && !describes_a_noun(tree, draft.hit.head)) {
            Some(lent) if !matches!(lent, Modality::Asserted | Modality::Claimed) => lent,
            _ => base,
        }
    };
    Factuality { modality, negated: negated || signs.denied && !soft }
}

/// Whether the verb above takes its noun to have happened: "vowed to avenge the death".
fn is_presupposed(tree: &Tree, table: &ModalityTable, noun: usize) -> bool {
    tree.is_relation(noun, &["obj", "obl", "nmod", "nsubj"])
        && tree.head(noun).is_some_and(|above| says(tree, &table.presupposed.governors, above))
}

/// "asked whether the army, which bombed the market, would pay", "believe that a bomb found on Monday was meant for …": what
/// only describes somebody or something is taken to have happened.
fn describes_a_noun(tree: &Tree, verb: usize) -> bool {
    let clause = |at: usize| tree.deprel(at) == "acl:relcl" || tree.deprel(at) == "acl" && tree.is_past_form(at);
    let below = |at: &usize| matches!(tree.relation(*at), "conj" | "xcomp" | "obj" | "obl" | "nmod");
    std::iter::successors(Some(verb), |at| tree.head(*at).filter(|_| below(at))).take(LONGEST_CLIMB).any(clause)
}

fn says(tree: &Tree, list: &[String], token: usize) -> bool {
    list.iter().any(|word| word == tree.lemma(token) || *word == tree.lower(token))
}

/// A governor of the table: "manage not" wants a negation beside "manage".
fn governs(tree: &Tree, list: &[String], token: usize) -> bool {
    let lemma = tree.lemma(token);
    let lower = tree.lower(token);
    list.iter().any(|phrase| {
        let (word, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
        if word != lemma && word != lower {
            return false;
        }
        match rest {
            "" => true,
            "not" => is_negated(tree, token, &[]),
            other => other.split(' ').all(|word| {
                tree.sentence_words(tree.sentence_of(token))
                    .skip_while(|at| at <= &token)
                    .take(4)
                    .any(|at| tree.lemma(at) == word || tree.lower(at) == word)
            }),
        }
    })
}

fn is_negation(word: &str) -> bool {
    matches!(word, "not" | "n't" | "never" | "neither" | "nor" | "no" | "zero" | "cannot" | "hardly" | "scarcely")
}

/// Whether a verb or its subject or object is negated.
pub(crate) fn is_negated(tree: &Tree, verb: usize, except: &[usize]) -> bool {
    let own = tree.children(verb).iter().filter(|child| !except.contains(child)).any(|child| {
        tree.is_relation(*child, &["advmod", "cc", "det", "aux", "mark", "case", "preconj"])
            && (is_negation(&tree.lower(*child)) || tree.lower(*child) == "without")
            && !next_is(tree, *child, "only")
    });
    own || tree.children_by(verb, &["nsubj", "obj"]).any(|party| {
        matches!(tree.lower(party).as_str(), "nobody" | "none" | "nothing" | "neither")
            || tree.children(party).iter().any(|child| matches!(tree.lower(*child).as_str(), "no" | "neither" | "zero"))
            || tree.children(party).iter().any(|child| tree.lower(*child) == "not")
                && tree
                    .children(party)
                    .iter()
                    .any(|child| matches!(tree.lower(*child).as_str(), "single" | "one" | "a"))
    })
}

fn next_is(tree: &Tree, token: usize, word: &str) -> bool {
    tree.lower(token + 1) == word
}

/// The trigger's own clause: negation, auxiliaries, adverbs, conjunctions, inverted order.
fn around(tree: &Tree, lookup: &Lookup, table: &ModalityTable, draft: &Draft, signs: &mut Signs) {
    let head = draft.hit.head;
    let mut verbs = vec![head];
    verbs.extend(draft.parties.carrier);
    if draft.hit.part != crate::lexicon::Part::Verb
        && let Some(above) = tree.head(head)
        && tree.is_relation(head, &["obj", "nsubj", "nsubj:pass", "amod", "obl"])
        && tree.upos(above) == Upos::Verb
    {
        verbs.push(above);
    }
    for (rank, verb) in verbs.iter().enumerate() {
        // What a governing verb negates is the event only where it carries or holds it.
        if is_negated(tree, *verb, &draft.hit.tokens)
            && (rank == 0 || draft.parties.carrier == Some(*verb) && !draft.parties.suffered)
        {
            signs.negated = true;
        }
        auxiliaries(tree, lookup, draft, *verb, signs);
        modifiers(tree, table, *verb, signs);
        signs.ordered |= is_imperative(tree, *verb);
    }
    // Shared auxiliaries and negation of coordinated verbs: "neither burned nor robbed", "will attack and burn".
    if tree.relation(head) == "conj"
        && let Some(first) = tree.head(head)
        && tree.child_by(head, &["nsubj", "aux"]).is_none()
        && tree.upos(first) == Upos::Verb
    {
        auxiliaries(tree, lookup, draft, first, signs);
        if tree.children(head).iter().any(|child| tree.lower(*child) == "nor") {
            signs.negated = true;
        }
    }
    // "anyone who attacks the pipeline will be hanged": nobody has.
    let anyone = tree.head(head).filter(|_| tree.deprel(head) == "acl:relcl");
    if anyone.is_some_and(|noun| matches!(tree.lower(noun).as_str(), "anyone" | "anybody" | "whoever" | "those"))
        && !tree.is_past_form(head)
        && tree.child_by(head, &["aux"]).is_none()
    {
        signs.hypothetical = true;
    }
    let sentence = draft.sentence(tree);
    let words = tree.sentence_words(sentence);
    if words.clone().last().is_some_and(|last| {
        tree.word(last) == "?" || last > 0 && tree.word(last - 1) == "?" && tree.upos(last) == Upos::Punct
    }) {
        // A question asks whether it happened; only "what if" supposes it.
        let supposed = words.clone().take(4).any(|token| tree.lower(token) == "if");
        if supposed
            || !tree
                .children_by(tree.clause_of(head), &["aux", "aux:pass"])
                .any(|child| matches!(tree.lower(child).as_str(), "did" | "was" | "were" | "has" | "have"))
                && !tree.is_past_form(head)
        {
            signs.hypothetical = true;
        } else {
            signs.unconfirmed = true;
        }
    }
}

/// "Kill them": a bare verb without a subject that opens its clause.
fn is_imperative(tree: &Tree, verb: usize) -> bool {
    let words = tree.sentence_words(tree.sentence_of(verb));
    // Behind a comma only a word or two may stand: "Brothers, kill them".
    let called = |token: usize| tree.word(token) != "," || token <= words.start + 2;
    let opens = verb == words.start
        || tree.upos(verb - 1) == Upos::Punct && called(verb - 1)
        || tree.upos(verb - 1) == Upos::Cconj;
    tree.upos(verb) == Upos::Verb
        && opens
        && tree.word(verb).to_lowercase() == tree.lemma(verb)
        && tree.child_by(verb, &["nsubj", "nsubj:pass", "aux", "mark"]).is_none()
        && (tree.is_relation(verb, &["root", "ccomp", "parataxis"])
            || tree.relation(verb) == "conj"
                && tree.head(verb).is_some_and(|head| is_imperative(tree, head) && head < verb))
        && words.clone().last().is_some_and(|last| matches!(tree.word(last), "." | "!" | "”" | "\"" | "’" | ","))
}

fn modifiers(tree: &Tree, table: &ModalityTable, token: usize, signs: &mut Signs) {
    for child in tree.children_by(token, &["advmod", "amod", "compound"]) {
        signs.attempted |= says(tree, &table.attempted.modifiers, child);
        signs.planned |= says(tree, &table.planned.modifiers, child);
        signs.forecast |= says(tree, &table.forecast.modifiers, child);
        signs.hypothetical |= says(tree, &table.hypothetical.modifiers, child);
        signs.unconfirmed |= says(tree, &table.unconfirmed.modifiers, child);
    }
}

fn auxiliaries(tree: &Tree, lookup: &Lookup, draft: &Draft, verb: usize, signs: &mut Signs) {
    let subject = tree.subject(verb);
    let wilful = subject.as_ref().is_some_and(|(found, passive)| {
        !passive
            && lookup.nouns.kinds(tree, found.token).has_any(&[
                FillerKind::Force,
                FillerKind::Body,
                FillerKind::Person,
                FillerKind::Crowd,
            ])
    }) || draft.parties.passive && !draft.parties.actors.is_empty();
    // "If the talks fail, the army will storm the camp, he said": the parse may hang the condition by who says it.
    let told_by = tree.head(verb).filter(|_| tree.is_relation(verb, &["ccomp", "parataxis"]));
    let before = told_by.into_iter().flat_map(|above| tree.children_by(above, &["advcl"])).filter(|at| *at < verb);
    let conditional = tree.children_by(verb, &["advcl"]).chain(before).any(|clause| is_condition(tree, clause));
    let reported = tree.is_relation(verb, &["ccomp", "parataxis"]);
    for auxiliary in tree.children_by(verb, &["aux"]) {
        match tree.lower(auxiliary).as_str() {
            "will" | "shall" | "'ll" | "wo" => {
                if conditional {
                    signs.hypothetical = true;
                } else if wilful {
                    signs.planned = true;
                } else {
                    signs.forecast = true;
                }
            }
            "would" | "'d" => {
                // "would have burned the prison down": it did not.
                let perfect = tree.children_by(verb, &["aux"]).any(|other| tree.lower(other) == "have");
                if conditional || perfect || !reported && !wilful {
                    signs.hypothetical = true;
                } else if wilful || reported {
                    signs.planned = true;
                }
            }
            "could" | "might" | "may" | "can" => {
                let perfect = tree.children_by(verb, &["aux"]).any(|other| tree.lower(other) == "have");
                if conditional || perfect {
                    signs.hypothetical = true;
                } else {
                    signs.forecast = true;
                }
            }
            "should" | "must" | "ought" => {
                if is_condition(tree, verb) {
                    signs.hypothetical = true;
                } else {
                    signs.ordered = true;
                }
            }
            _ => {}
        }
    }
    if is_condition(tree, verb) {
        signs.hypothetical = true;
    }
    signs.forecast |= is_yet_to_come(tree, verb);
    // "is to be disarmed", "are to meet".
    let start = tree.sentence_words(tree.sentence_of(verb)).start;
    let before: Vec<String> = (start.max(verb.saturating_sub(4))..verb).map(|token| tree.lower(token)).collect();
    let joined = before.join(" ");
    if ["is to", "are to", "was to", "were to", "is to be", "are to be", "was to be", "were to be"]
        .iter()
        .any(|phrase| joined.ends_with(phrase))
    {
        signs.planned = true;
    }
}

/// "When the city is liberated, they will return": a clause of time in the present beside what will be.
fn is_yet_to_come(tree: &Tree, clause: usize) -> bool {
    // "after killing three, they will stand trial" is over.
    let finite = tree.relation(clause) == "advcl" && !tree.is_gerund(clause);
    let Some(above) = tree.head(clause).filter(|_| finite) else { return false };
    let of_time = tree.children_by(clause, &["mark", "advmod"]).any(|mark| {
        matches!(tree.lower(mark).as_str(), "when" | "once" | "until" | "till" | "before" | "after" | "whenever")
    });
    let is = |verb: usize, words: &[&str]| {
        tree.children_by(verb, &["aux", "aux:pass", "cop"])
            .any(|auxiliary| words.contains(&tree.lower(auxiliary).as_str()))
    };
    let present = if tree.is_past_form(clause) {
        is(clause, &["is", "are", "has", "have"])
    } else {
        !is(clause, &["did", "was", "were", "had", "would"])
    };
    // The parse may hang the clause higher than by what will be.
    let next = || tree.sentence_words(tree.sentence_of(clause)).skip_while(|token| *token <= clause);
    let will_be =
        || next().any(|token| tree.upos(token) == Upos::Aux && matches!(tree.lower(token).as_str(), "will" | "shall"));
    of_time
        && present
        && (is(above, &["will", "shall", "'ll", "wo", "must", "should", "would", "can", "may"]) || will_be())
}

/// Whether a clause is a condition: "if …", or inverted "Had they …", "Should one side …", "Were the port …".
fn is_condition(tree: &Tree, clause: usize) -> bool {
    if tree
        .children_by(clause, &["mark", "advmod"])
        .any(|mark| matches!(tree.lower(mark).as_str(), "if" | "unless" | "whether" | "lest" | "provided" | "assuming"))
    {
        return true;
    }
    let Some(subject) = tree.child_by(clause, &["nsubj", "nsubj:pass"]) else { return false };
    let mut inverted = tree.children_by(clause, &["aux", "cop", "aux:pass"]).filter(|auxiliary| {
        let start = tree.sentence_words(tree.sentence_of(*auxiliary)).start;
        let opens = *auxiliary <= start || matches!(tree.upos(*auxiliary - 1), Upos::Punct | Upos::Cconj | Upos::Adv);
        *auxiliary < subject
            && opens
            && matches!(tree.lower(*auxiliary).as_str(), "had" | "should" | "were")
            // "three were killed, two are missing": that of another clause.
            && (auxiliary + 1..subject).all(|token| tree.upos(token) != Upos::Verb)
    });
    inverted.next().is_some() && tree.words_end(tree.sentence_of(clause)) != Some("?")
}

/// Governors above: "tried to", "a plan to", "denied", "ordered", "expected".
fn climb(tree: &Tree, lookup: &Lookup, table: &ModalityTable, draft: &Draft, signs: &mut Signs) {
    let mut at = draft.hit.head;
    for step in 0..LONGEST_CLIMB {
        let relation = tree.relation(at);
        let Some(above) = tree.head(at) else { break };
        if is_presupposed(tree, table, at) {
            break;
        }
        // "failed to take the airport after an assault": what only says when took place.
        if step == 0
            && matches!(relation, "obl" | "nmod")
            && tree.cases(at).iter().any(|case| matches!(*case, "after" | "since" | "following" | "amid" | "despite"))
        {
            break;
        }
        if relation == "advcl" {
            // An adverbial clause stands by itself, but a condition above it holds for it too.
            if is_condition(tree, at) {
                signs.hypothetical = true;
            }
            let infinitive = tree.children_by(at, &["mark"]).any(|mark| tree.lower(mark) == "to");
            if infinitive && tree.object(above).is_some() && says(tree, &table.reached.governors, above) {
                at = above;
                continue;
            }
            if infinitive && tree.subject(at).is_some() && tree.child_by(at, &["nsubj"]).is_none() {
                // A purpose: "in order to seize the port".
                signs.planned |= step == 0 || !signs.attempted;
                break;
            }
            at = above;
            if tree.is_gerund(at) { continue } else { break }
        }
        // "a bomb found on Monday": what is said of the bomb further up is not said of its finding.
        let found = tree.deprel(at) == "acl" && tree.is_past_form(at) && tree.child_by(at, &["mark"]).is_none();
        if tree.deprel(at) == "acl:relcl" || relation == "parataxis" || found {
            break;
        }
        if relation == "conj" {
            if tree.child_by(at, &["nsubj"]).is_some() {
                break;
            }
            at = tree.coordinated_with(at).unwrap_or(above);
            continue;
        }
        if matches!(
            relation,
            "xcomp"
                | "ccomp"
                | "acl"
                | "obj"
                | "nmod"
                | "obl"
                | "csubj"
                | "nsubj"
                | "compound"
                | "dep"
                | "amod"
                | "appos"
        ) {
            let subject = relation == "nsubj";
            let carrier = draft.parties.carrier == Some(above);
            let clausal = matches!(relation, "xcomp" | "ccomp" | "acl" | "csubj");
            let passive_subject = tree.deprel(at) == "nsubj:pass";
            // "the truce is due to start": an adjective of what is to come, with its infinitive.
            let to_come = |child: usize| tree.children_by(child, &["mark"]).any(|mark| tree.lower(mark) == "to");
            if subject
                && tree.upos(above) == Upos::Adj
                && tree.children_by(above, &["xcomp", "advcl", "ccomp"]).any(to_come)
            {
                signs.planned |= governs(tree, &table.planned.governors, above);
                signs.forecast |= governs(tree, &table.forecast.governors, above);
            }
            // "neither side confirmed the report that …"
            let unproved = matches!(tree.lemma(above), "confirm" | "verify" | "corroborate");
            signs.unconfirmed |= unproved && !subject && is_negated(tree, above, &draft.hit.tokens);
            if !subject || passive_subject || clausal {
                let governed = (clausal || matches!(relation, "obj" | "nsubj" | "nmod" | "obl" | "compound"))
                    && !hits_obliquely(tree, at, relation);
                if governed {
                    signs.attempted |= governs(tree, &table.attempted.governors, above);
                    // "refused to leave the bodies": what is refused is the leaving.
                    let refused = matches!(tree.lemma(above), "refuse" | "decline") && step > 0;
                    signs.denied |= governs(tree, &table.denied.governors, above) && relation != "obl" && !refused;
                    // "had planned an attack": the verb that carries the noun may be the one that plans it.
                    let known = tree.children_by(at, &["det"]).any(|child| tree.lower(child) == "the");
                    let plans = !known && matches!(tree.lemma(above), "plan" | "plot" | "prepare" | "threaten");
                    if clausal || (plans || !carrier) && !draft.hit.tokens.contains(&above) {
                        signs.planned |=
                            governs(tree, &table.planned.governors, above) && !is_statement_about_past(tree, at, above);
                    }
                    let reported = relation == "ccomp"
                        && matches!(tree.lemma(above), "tell" | "call" | "direct" | "press" | "advise" | "encourage");
                    signs.ordered |= clausal
                        && !reported
                        && governs(tree, &table.ordered.governors, above)
                        && !is_finite_report(tree, at)
                        || relation == "obl"
                            && tree.cases(at).contains(&"for")
                            && matches!(tree.lemma(above), "call" | "appeal");
                    signs.forecast |=
                        governs(tree, &table.forecast.governors, above) && !is_statement_about_past(tree, at, above);
                    signs.hypothetical |= governs(tree, &table.hypothetical.governors, above);
                    signs.unconfirmed |=
                        (clausal || relation == "nmod") && governs(tree, &table.unconfirmed.governors, above);
                    signs.planned |= relation == "xcomp"
                        && tree.lemma(above) == "go"
                        && tree.children_by(at, &["mark"]).next().is_some();
                    if is_negated(tree, above, &draft.hit.tokens) && clausal && relation == "xcomp" {
                        signs.negated = true;
                    }
                }
            } else if governs(tree, &table.attempted.governors, above)
                && (tree.lemma(above) == "fail" || tree.lemma(above) == "come")
            {
                signs.attempted = true;
            }
            if clausal || matches!(relation, "obj" | "nmod" | "obl") && tree.upos(above) != Upos::Verb {
                auxiliaries(tree, lookup, draft, above, signs);
            }
            at = above;
            if tree.upos(above) == Upos::Verb && !clausal && step > 1 {
                break;
            }
            continue;
        }
        at = above;
    }
}

/// "The plan was announced after an attack": an oblique in time or place is not governed.
fn hits_obliquely(tree: &Tree, token: usize, relation: &str) -> bool {
    matches!(relation, "obl" | "nmod")
        && !tree.cases(token).iter().any(|case| matches!(*case, "of" | "for" | "on" | "to" | "from" | "against" | "in"))
        || relation == "obl" && tree.cases(token).iter().any(|case| matches!(*case, "on" | "in" | "against"))
}

/// "agreed that they had attacked": a finite clause in the past is no plan.
fn is_statement_about_past(tree: &Tree, clause: usize, governor: usize) -> bool {
    let finite = tree.relation(clause) == "ccomp";
    let future = tree
        .children_by(clause, &["aux"])
        .any(|child| matches!(tree.lower(child).as_str(), "will" | "would" | "could" | "may" | "might"));
    // "announced the capture": what is announced as a noun may have happened.
    let announced = tree.relation(clause) == "obj" && tree.lemma(governor) == "announce";
    finite && !future || announced
}

fn is_finite_report(tree: &Tree, clause: usize) -> bool {
    tree.relation(clause) == "ccomp"
        && tree
            .children_by(clause, &["aux"])
            .all(|child| matches!(tree.lower(child).as_str(), "had" | "has" | "have" | "was" | "were"))
        && tree.children_by(clause, &["mark"]).all(|mark| tree.lower(mark) != "to")
}

/// Words of the clause and of the next sentence.
fn beside(tree: &Tree, table: &ModalityTable, draft: &Draft, signs: &mut Signs) {
    let sentence = draft.sentence(tree);
    let document = tree.document;
    let text =
        |index: usize| document.sentences.get(index).map(|sentence| document.words(sentence.span).to_lowercase());
    let clause_words = tree.subtree(draft.clause, &|token| tree.is_relation(token, &["conj", "parataxis", "ccomp"]));
    let clause = clause_words.iter().map(|token| tree.lower(*token)).collect::<Vec<_>>().join(" ");
    if ["without success", "in vain", "to no avail", "came to nothing", "unsuccessfully"]
        .iter()
        .any(|phrase| clause.contains(phrase))
    {
        signs.attempted = true;
    }
    let unchecked = |text: Option<String>| {
        text.is_some_and(|text| table.unconfirmed.sentences.iter().any(|phrase| text.contains(phrase.as_str())))
    };
    // "Videos, which the agency could not verify, showed …": it is the videos that are in doubt; "killed 20, a figure that
    // could not be verified": it is the figure.
    let of_its_own = |text: &Option<String>| {
        text.as_ref().is_some_and(|text| text.contains(", which ") || text.contains(" that could not "))
    };
    let same_block = document
        .sentences
        .get(sentence + 1)
        .is_some_and(|next| document.sentences.get(sentence).is_some_and(|own| own.block == next.block));
    if unchecked(text(sentence)) || same_block && !of_its_own(&text(sentence + 1)) && unchecked(text(sentence + 1)) {
        signs.unconfirmed = true;
    }
}

impl<'a> Tree<'a> {
    /// The last word of a sentence.
    fn words_end(&self, sentence: usize) -> Option<&'a str> {
        self.sentence_words(sentence).last().map(|token| self.word(token))
    }
}
