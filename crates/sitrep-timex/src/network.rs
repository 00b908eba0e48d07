//! Dates of many documents and events, solved together: a simple temporal network over days.
//!
//! Reconcile makes one variable for the publication of each document and one for each event (a single day that is not
//! known exactly), states what each expression says of two variables, and reads the bounds off the solution:
//!
//! ```
//! use sitrep_timex::network::Network;
//! use sitrep_types::{DateInterval, Direction, Precision, TimeMeaning};
//!
//! // A report without a date tells of a raid "overnight"; another, of 9 March 2017, tells of it "on Tuesday".
//! let overnight = TimeMeaning::Offset { earliest_days: -1, latest_days: 0, precision: Precision::PartOfDay };
//! let on_tuesday =
//!     TimeMeaning::Weekday { weekday: 2, direction: Direction::Past, weeks: 0, precision: Precision::Day };
//! let mut network = Network::new();
//! let undated = network.variable();
//! let dated = network.variable();
//! let raid = network.variable();
//! let metadata = network.within(dated, DateInterval::day("2017-03-09".parse()?), 100);
//! let told_undated = network.meaning(undated, raid, &overnight, 10);
//! let told_dated = network.meaning(dated, raid, &on_tuesday, 10);
//!
//! let solution = network.solve();
//! assert_eq!(solution.interval(raid), DateInterval::day("2017-03-07".parse()?));
//! let published = solution.interval(undated);
//! assert_eq!(published.earliest, Some("2017-03-07".parse()?));
//! assert_eq!(published.latest, Some("2017-03-08".parse()?));
//! assert_eq!(solution.reasons(undated), [metadata, told_undated, told_dated]);
//! assert!(solution.conflicts().is_empty());
//! # Ok::<(), jiff::Error>(())
//! ```
//!
//! What may be stated: [`within`](Network::within) (a variable lies between two days),
//! [`difference`](Network::difference) (two variables lie so many days apart) and [`meaning`](Network::meaning) (the one lies where
//! an expression puts it, seen from the other; this keeps what a plain difference loses, for example that "on Tuesday"
//! is a Tuesday). Each statement has an index that leads back to its claim, and a weight that says which to doubt
//! first.
//!
//! Statements that cannot all hold are reported as a [`Conflict`]: a set from which none can be left out without the
//! rest becoming possible. The least weighty of them is then set aside so that the others still date what they can.
//! Nothing is dropped in silence.
//!
//! The network falls apart into connected components (one story each), which are solved one by one. Within one, bounds
//! are propagated along the statements until nothing changes, which for news (few steps from a dated report to an
//! undated one) takes time about linear in the number of statements.

use std::collections::VecDeque;

use rustc_hash::FxHashSet;
use sitrep_types::{DateInterval, Precision, TimeMeaning};

use crate::calendar::{Day, date_of, day_of};
use crate::resolve::{Bounds, anchor_days, resolve_within, width_precision};

/// A day to be found: the publication of a document or an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Variable(usize);

/// Index of a statement, in the order they were made.
pub type Statement = usize;

/// Statements about variables.
#[derive(Debug, Clone, Default)]
pub struct Network {
    variables: usize,
    statements: Vec<(Relation, u32)>,
}

#[derive(Debug, Clone)]
enum Relation {
    Within { variable: usize, bounds: Bounds },
    Difference { from: usize, to: usize, at_least: i64, at_most: i64 },
    Meaning { anchor: usize, event: usize, meaning: TimeMeaning },
}

impl Relation {
    const fn variables(&self) -> (usize, usize) {
        match self {
            Self::Within { variable, .. } => (*variable, *variable),
            Self::Difference { from, to, .. } => (*from, *to),
            Self::Meaning { anchor, event, .. } => (*anchor, *event),
        }
    }
}

/// Statements that cannot all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// All of them, sorted; without any one of them the rest are possible.
    pub statements: Vec<Statement>,
    /// The one that was set aside: the least weighty, of several the one stated last.
    pub set_aside: Statement,
}

/// What the statements leave possible.
#[derive(Debug, Clone, Default)]
pub struct Solution {
    bounds: Vec<Bounds>,
    /// For each side of each variable, the step that set it.
    step: Vec<Option<usize>>,
    steps: Vec<Step>,
    conflicts: Vec<Conflict>,
}

impl Solution {
    /// The days a variable may be; its precision is that of the interval's width.
    #[must_use]
    pub fn interval(&self, variable: Variable) -> DateInterval {
        let (first, last) = self.bounds.get(variable.0).copied().unwrap_or_default();
        let precision = match (first, last) {
            (Some(first), Some(last)) => width_precision(last - first),
            _ => Precision::Unknown,
        };
        DateInterval { earliest: first.and_then(date_of), latest: last.and_then(date_of), precision }
    }

    /// The statements that these days follow from, sorted.
    #[must_use]
    pub fn reasons(&self, variable: Variable) -> Vec<Statement> {
        let sides = [2 * variable.0, 2 * variable.0 + 1];
        statements_behind(&self.steps, &sides.map(|side| self.step.get(side).copied().flatten()))
    }

    /// The contradictions found, in the order of their first statement.
    #[must_use]
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }
}

impl Network {
    /// A network without variables.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A new variable of which nothing is known.
    pub fn variable(&mut self) -> Variable {
        self.variables += 1;
        Variable(self.variables - 1)
    }

    /// The variable lies between two days, either of which may be open.
    pub fn within(&mut self, variable: Variable, interval: DateInterval, weight: u32) -> Statement {
        let bounds = (interval.earliest.map(day_of), interval.latest.map(day_of));
        self.state(Relation::Within { variable: variable.0, bounds }, weight)
    }

    /// `to` lies at least and at most so many days after `from` (before it, where negative).
    pub fn difference(&mut self, from: Variable, to: Variable, at_least: i32, at_most: i32, weight: u32) -> Statement {
        let (at_least, at_most) = (i64::from(at_least), i64::from(at_most));
        self.state(Relation::Difference { from: from.0, to: to.0, at_least, at_most }, weight)
    }

    /// `event` lies where `meaning` puts it for the anchor `anchor`: as a report published then tells of it.
    pub fn meaning(&mut self, anchor: Variable, event: Variable, meaning: &TimeMeaning, weight: u32) -> Statement {
        let meaning = meaning.clone();
        self.state(Relation::Meaning { anchor: anchor.0, event: event.0, meaning }, weight)
    }

    fn state(&mut self, relation: Relation, weight: u32) -> Statement {
        self.statements.push((relation, weight));
        self.statements.len() - 1
    }

    /// The tightest bounds that the statements give, and where they contradict each other.
    #[must_use]
    pub fn solve(&self) -> Solution {
        let mut solution = Solution {
            bounds: vec![(None, None); self.variables],
            step: vec![None; self.variables * 2],
            steps: Vec::new(),
            conflicts: Vec::new(),
        };
        let mut scratch = Scratch::new(self);
        for mut component in self.components() {
            loop {
                match scratch.propagate(self, &component) {
                    Ok(()) => break,
                    Err(conflicting) => {
                        let statements = scratch.smallest(self, conflicting);
                        let weakest = statements.iter().copied().min_by_key(|statement| {
                            let weight = self.statements.get(*statement).map_or(0, |(_, weight)| *weight);
                            (weight, usize::MAX - statement)
                        });
                        let Some(set_aside) = weakest else { break };
                        component.retain(|statement| *statement != set_aside);
                        solution.conflicts.push(Conflict { statements, set_aside });
                    }
                }
            }
            scratch.read_off(self, &component, &mut solution);
        }
        solution.conflicts.sort_by(|first, second| first.statements.cmp(&second.statements));
        solution
    }

    /// The statements of each connected component, in order.
    fn components(&self) -> Vec<Vec<Statement>> {
        let mut parent: Vec<usize> = (0..self.variables).collect();
        for (relation, _) in &self.statements {
            let (first, second) = relation.variables();
            let (first, second) = (root(&mut parent, first), root(&mut parent, second));
            parent[first.max(second)] = first.min(second);
        }
        let mut of_root: Vec<Vec<Statement>> = vec![Vec::new(); self.variables];
        for (statement, (relation, _)) in self.statements.iter().enumerate() {
            let root = root(&mut parent, relation.variables().0);
            of_root[root].push(statement);
        }
        of_root.retain(|statements| !statements.is_empty());
        of_root
    }
}

fn root(parent: &mut [usize], mut variable: usize) -> usize {
    while parent[variable] != variable {
        parent[variable] = parent[parent[variable]];
        variable = parent[variable];
    }
    variable
}

/// How often a side of a variable may be tightened before it is asked whether the statements chase their own tail.
const SUSPICIOUS: u32 = 48;
/// How often at most: what is left out then makes bounds wider, never wrong.
const MOST_UPDATES: u32 = 1_024;

/// One tightening of a bound: by which statement, from which earlier bounds. Kept so that reasons can be read back.
#[derive(Debug, Clone)]
struct Step {
    side: usize,
    statement: Statement,
    from: [Option<usize>; 2],
}

/// Every statement that some bounds follow from, sorted.
fn statements_behind(steps: &[Step], bounds: &[Option<usize>]) -> Vec<Statement> {
    let mut found = Vec::new();
    let mut seen = FxHashSet::default();
    let mut open: Vec<usize> = bounds.iter().flatten().copied().collect();
    while let Some(step) = open.pop() {
        if seen.insert(step) {
            found.push(steps[step].statement);
            open.extend(steps[step].from.iter().flatten());
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Working memory, indexed by side: `2 * variable` is its first day, `2 * variable + 1` its last.
struct Scratch {
    bound: Vec<Option<Day>>,
    step: Vec<Option<usize>>,
    updates: Vec<u32>,
    steps: Vec<Step>,
    statements_of: Vec<Vec<Statement>>,
    queued: Vec<bool>,
    queue: VecDeque<Statement>,
}

impl Scratch {
    fn new(network: &Network) -> Self {
        let sides = network.variables * 2;
        Self {
            bound: vec![None; sides],
            step: vec![None; sides],
            updates: vec![0; sides],
            steps: Vec::new(),
            statements_of: vec![Vec::new(); network.variables],
            queued: vec![false; network.statements.len()],
            queue: VecDeque::new(),
        }
    }

    fn forget(&mut self, network: &Network, statements: &[Statement]) {
        self.steps.clear();
        self.queue.clear();
        for statement in statements {
            self.queued[*statement] = false;
            let (first, second) = network.statements[*statement].0.variables();
            for variable in [first, second] {
                self.statements_of[variable].clear();
                for side in [2 * variable, 2 * variable + 1] {
                    self.bound[side] = None;
                    self.step[side] = None;
                    self.updates[side] = 0;
                }
            }
        }
    }

    /// Tightens all bounds until nothing changes; otherwise the statements that led to a contradiction.
    fn propagate(&mut self, network: &Network, statements: &[Statement]) -> Result<(), Vec<Statement>> {
        self.forget(network, statements);
        for statement in statements {
            let (first, second) = network.statements[*statement].0.variables();
            self.statements_of[first].push(*statement);
            if second != first {
                self.statements_of[second].push(*statement);
            }
            self.queue.push_back(*statement);
            self.queued[*statement] = true;
        }
        while let Some(statement) = self.queue.pop_front() {
            self.queued[statement] = false;
            self.apply(network, statement)?;
        }
        Ok(())
    }

    fn apply(&mut self, network: &Network, statement: Statement) -> Result<(), Vec<Statement>> {
        let plus = |day: Option<Day>, days: i64| day.map(|day| day + days);
        match &network.statements[statement].0 {
            Relation::Within { variable, bounds } => {
                self.tighten(network, 2 * variable, bounds.0, statement, [None, None])?;
                self.tighten(network, 2 * variable + 1, bounds.1, statement, [None, None])
            }
            Relation::Difference { from, to, at_least, at_most } => {
                let (from_first, from_last, to_first, to_last) = (2 * from, 2 * from + 1, 2 * to, 2 * to + 1);
                for (target, source, days) in [
                    (to_first, from_first, *at_least),
                    (to_last, from_last, *at_most),
                    (from_first, to_first, -*at_most),
                    (from_last, to_last, -*at_least),
                ] {
                    let reached = plus(self.bound[source], days);
                    self.tighten(network, target, reached, statement, [self.step[source], None])?;
                }
                Ok(())
            }
            Relation::Meaning { anchor, event, meaning } => {
                let (anchor_first, anchor_last) = (2 * anchor, 2 * anchor + 1);
                let (event_first, event_last) = (2 * event, 2 * event + 1);
                let anchor_bounds = (self.bound[anchor_first], self.bound[anchor_last]);
                let (first, last) = resolve_within(meaning, anchor_bounds);
                self.tighten(network, event_first, first, statement, [self.step[anchor_first], None])?;
                self.tighten(network, event_last, last, statement, [self.step[anchor_last], None])?;
                let event_bounds = (self.bound[event_first], self.bound[event_last]);
                match anchor_days(meaning, event_bounds, anchor_bounds) {
                    Some((first, last)) => {
                        let from = [self.step[event_first], self.step[anchor_first]];
                        self.tighten(network, anchor_first, first, statement, from)?;
                        let from = [self.step[event_last], self.step[anchor_last]];
                        self.tighten(network, anchor_last, last, statement, from)
                    }
                    None => {
                        let sides = [anchor_first, anchor_last, event_first, event_last];
                        let mut found = vec![statement];
                        found.extend(statements_behind(&self.steps, &sides.map(|side| self.step[side])));
                        Err(found)
                    }
                }
            }
        }
    }

    fn tighten(
        &mut self,
        network: &Network,
        side: usize,
        reached: Option<Day>,
        statement: Statement,
        from: [Option<usize>; 2],
    ) -> Result<(), Vec<Statement>> {
        let Some(reached) = reached else { return Ok(()) };
        let is_first = side.is_multiple_of(2);
        let tighter = self.bound[side].is_none_or(|bound| if is_first { reached > bound } else { reached < bound });
        if !tighter || self.updates[side] >= MOST_UPDATES {
            return Ok(());
        }
        self.bound[side] = Some(reached);
        self.updates[side] += 1;
        self.steps.push(Step { side, statement, from });
        let step = self.steps.len() - 1;
        self.step[side] = Some(step);
        let (first, last) = (side - side % 2, side - side % 2 + 1);
        if let (Some(earliest), Some(latest)) = (self.bound[first], self.bound[last])
            && earliest > latest
        {
            return Err(statements_behind(&self.steps, &[self.step[first], self.step[last]]));
        }
        if self.updates[side] >= SUSPICIOUS
            && let Some(cycle) = self.endless_cycle(network, step)
        {
            return Err(cycle);
        }
        for other in &self.statements_of[side / 2] {
            if !self.queued[*other] {
                self.queued[*other] = true;
                self.queue.push_back(*other);
            }
        }
        Ok(())
    }

    /// Differences that tighten a bound by way of itself: they would do so for ever.
    fn endless_cycle(&self, network: &Network, step: usize) -> Option<Vec<Statement>> {
        let side = self.steps[step].side;
        let mut found = Vec::new();
        let mut at = step;
        loop {
            let Step { statement, from, .. } = &self.steps[at];
            if !matches!(network.statements[*statement].0, Relation::Difference { .. }) {
                return None;
            }
            found.push(*statement);
            at = from[0]?;
            if self.steps[at].side == side {
                return Some(found);
            }
        }
    }

    /// Leaves out of a contradiction what it does not need.
    fn smallest(&mut self, network: &Network, mut conflicting: Vec<Statement>) -> Vec<Statement> {
        conflicting.sort_unstable();
        conflicting.dedup();
        let mut at = 0;
        while at < conflicting.len() {
            let mut without = conflicting.clone();
            without.remove(at);
            match self.propagate(network, &without) {
                // Still contradictory: go on with what this narrower contradiction needs.
                Err(mut narrower) => {
                    narrower.sort_unstable();
                    narrower.dedup();
                    let kept = conflicting.get(..at).unwrap_or_default();
                    // Those before `at` were shown to be needed, so the narrower set holds them.
                    at = if kept.iter().all(|statement| narrower.contains(statement)) { at } else { 0 };
                    conflicting = narrower;
                }
                Ok(()) => at += 1,
            }
        }
        conflicting
    }

    fn read_off(&self, network: &Network, statements: &[Statement], solution: &mut Solution) {
        let offset = solution.steps.len();
        let moved = |step: &Option<usize>| step.map(|step| step + offset);
        solution.steps.extend(
            self.steps.iter().map(|step| Step { from: [moved(&step.from[0]), moved(&step.from[1])], ..step.clone() }),
        );
        for statement in statements {
            let (first, second) = network.statements[*statement].0.variables();
            for variable in [first, second] {
                let sides = [2 * variable, 2 * variable + 1];
                solution.bounds[variable] = (self.bound[sides[0]], self.bound[sides[1]]);
                for side in sides {
                    solution.step[side] = moved(&self.step[side]);
                }
            }
        }
    }
}
