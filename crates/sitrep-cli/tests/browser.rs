//! The review site in a real browser. The tests are Playwright's, in `crates/sitrep-serve/browser`; they run where
//! `SITREP_BROWSER_TESTS=1` says that node, their packages (`npm ci`) and Chromium are there, as `.ci/run` sees to.

use std::path::Path;
use std::process::Command;

#[test]
fn the_review_site_works_in_a_browser() {
    if std::env::var_os("SITREP_BROWSER_TESTS").is_none_or(|wanted| wanted != "1") {
        eprintln!("skipped: SITREP_BROWSER_TESTS is not 1");
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sitrep-serve/browser");
    let run = Command::new("node")
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .current_dir(&folder)
        .env("SITREP", env!("CARGO_BIN_EXE_sitrep"))
        .status()
        .expect("node starts; `npm ci` in crates/sitrep-serve/browser installs the rest");
    assert!(run.success(), "the browser tests of {} failed", folder.display());
}
