//! Progress bars on standard error, where that is a terminal.

use std::cell::RefCell;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sitrep::{Progress, Stage};

/// Bars, one after the other; nothing at all where standard error is not a terminal.
pub struct Bars {
    current: RefCell<Option<(Stage, ProgressBar)>>,
    quiet: bool,
}

impl Bars {
    /// Bars, or silence.
    pub fn new(quiet: bool) -> Self {
        Self { current: RefCell::new(None), quiet }
    }
}

impl Progress for Bars {
    fn at(&self, stage: Stage, done: usize, total: Option<usize>) {
        if self.quiet {
            return;
        }
        let mut current = self.current.borrow_mut();
        if current.as_ref().is_none_or(|(shown, _)| *shown != stage) {
            if let Some((_, bar)) = current.take() {
                bar.finish_and_clear();
            }
            *current = Some((stage, bar(stage, total)));
        }
        if let Some((_, bar)) = current.as_ref() {
            bar.set_position(done as u64);
        }
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        if let Some((_, bar)) = self.current.borrow_mut().take() {
            bar.finish_and_clear();
        }
    }
}

fn bar(stage: Stage, total: Option<usize>) -> ProgressBar {
    let words = match stage {
        Stage::Ingest => "taking in",
        Stage::Read => "reading",
        Stage::Reconcile => "reconciling",
    };
    let (bar, template) = match total {
        Some(total) if total > 1 => (
            ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr()),
            "{msg:>12} [{bar:32}] {pos}/{len} documents, {eta} left",
        ),
        _ => (
            ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()),
            if stage == Stage::Ingest { "{msg:>12} {spinner} {pos} documents" } else { "{msg:>12} {spinner}" },
        ),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message(words);
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
