//! Bringing the record up to date after decisions, which takes seconds where there are many documents: done by one at a time
//! in the background, while pages show the record as it was and say what will change.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::time::Duration;

use sitrep::Revision;
use sitrep_types::{Decision, DecisionId};

use crate::app::lock;

/// How often somebody who waits looks again.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Which decision somebody waits for: they are counted as they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(u64);

/// What is asked for and what is done.
#[derive(Debug, Default)]
pub struct Work {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    asked: u64,
    done: u64,
    busy: bool,
    /// Decisions that are kept and that no record holds yet, in the order in which they came.
    waiting: Vec<(u64, Decision)>,
    revision: Revision,
    trouble: Option<String>,
}

/// What pages tell of it.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// Decisions that are kept and not applied yet.
    pub waiting: Vec<Decision>,
    /// How far the log goes with these.
    pub revision: Revision,
    /// What went wrong when they were to be applied.
    pub trouble: Option<String>,
}

impl Work {
    /// Asks for a record that holds this decision.
    pub fn ask(&self, decision: Decision, revision: Revision) -> Ticket {
        let mut state = lock(&self.state);
        state.asked += 1;
        let number = state.asked;
        state.waiting.push((number, decision));
        state.revision = state.revision.max(revision);
        Ticket(number)
    }

    /// Whether the record is being made.
    pub fn is_busy(&self) -> bool {
        lock(&self.state).busy
    }

    /// Whether everything that was asked for is done.
    pub fn is_settled(&self) -> bool {
        let state = lock(&self.state);
        state.done == state.asked
    }

    /// How it stands, for a page whose record holds what `is_applied` says.
    pub fn progress(&self, is_applied: impl Fn(&DecisionId) -> bool) -> Progress {
        let state = lock(&self.state);
        let waiting = state.waiting.iter().map(|(_, decision)| decision);
        Progress {
            waiting: waiting.filter(|decision| !is_applied(&decision.id)).cloned().collect(),
            revision: state.revision,
            trouble: state.trouble.clone(),
        }
    }

    /// Works until nothing is asked for any more; at once where somebody is at it, who will see to what was asked meanwhile.
    pub fn run(&self, make: impl Fn() -> Result<(), String>) {
        let mut state = lock(&self.state);
        if std::mem::replace(&mut state.busy, true) {
            return;
        }
        while state.done < state.asked {
            let asked = state.asked;
            drop(state);
            // A fault must not leave the site waiting for ever.
            let made = catch_unwind(AssertUnwindSafe(&make));
            state = lock(&self.state);
            state.done = asked;
            state.trouble = match made {
                Ok(made) => made.err(),
                Err(_) => Some("a fault of sitrep; please report it to its authors".to_owned()),
            };
            state.waiting.retain(|(number, _)| *number > asked);
        }
        state.busy = false;
    }

    /// Waits until a decision counts, but no longer than this.
    pub async fn wait_for(&self, ticket: Ticket, at_most: Duration) {
        let done = async {
            while lock(&self.state).done < ticket.0 {
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        };
        // Whether it is through or not, the page says so.
        let _ = tokio::time::timeout(at_most, done).await;
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use sitrep_types::{Judgement, Verdict};

    use super::*;

    fn decision(reason: &str) -> Decision {
        let judgement = Judgement::Undo { decision: DecisionId("d1".to_owned()) };
        let at = "2026-01-01T00:00:00Z".parse().expect("a time");
        Decision::new(judgement, Verdict::Yes, reason, "Ana", at).expect("a decision")
    }

    #[test]
    fn what_is_asked_for_meanwhile_is_done_by_who_is_at_it() {
        let work = Work::default();
        let first = work.ask(decision("one"), Revision(1));
        let runs = Cell::new(0);
        work.run(|| {
            runs.set(runs.get() + 1);
            if runs.get() == 1 {
                assert!(work.is_busy() && !work.is_settled());
                assert!(work.ask(decision("two"), Revision(2)) > first);
                work.run(|| panic!("two at a time"));
                assert_eq!(work.progress(|_| false).waiting.len(), 2);
                assert_eq!(work.progress(|_| false).revision, Revision(2));
            }
            Ok(())
        });
        assert_eq!(runs.get(), 2);
        assert!(work.is_settled() && !work.is_busy() && work.progress(|_| false).waiting.is_empty());
    }

    #[test]
    fn trouble_is_told_and_ends_with_the_next_success() {
        let work = Work::default();
        work.ask(decision("one"), Revision(1));
        work.run(|| Err("locked".to_owned()));
        assert!(work.is_settled());
        assert_eq!(work.progress(|_| false).trouble.as_deref(), Some("locked"));
        work.ask(decision("two"), Revision(2));
        work.run(|| panic!("a fault"));
        assert!(work.progress(|_| false).trouble.is_some_and(|trouble| trouble.contains("fault")));
        work.ask(decision("three"), Revision(3));
        work.run(|| Ok(()));
        assert_eq!(work.progress(|_| false).trouble, None);
    }
}
