//! The binary as a user runs it.

mod any_order;
mod bad_input;
mod date_conflict;
mod decisions;
mod example;
mod killed;
mod own_places;
mod support;
