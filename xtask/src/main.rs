//! Repository chores, run as `cargo xtask CHORE`.
fn main() {}
