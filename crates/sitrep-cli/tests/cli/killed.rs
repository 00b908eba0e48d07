//! A build that is killed at any moment is completed by the next one, to the same record.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{exported, generate_reports, run, sitrep};

const DOCUMENTS: usize = 200;
const KILLS: u32 = 20;

#[test]
fn a_killed_build_is_completed_to_the_same_record() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let reports = folder.path().join("reports");
    generate_reports(&reports, DOCUMENTS);
    let reports = reports.display().to_string();

    let whole = folder.path().join("whole.sitrep");
    let started = Instant::now();
    let output = run(&["build", &reports, "-o", &whole.display().to_string()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let whole_build = started.elapsed();
    let expected = exported(&whole);

    for kill in 0..KILLS {
        let project = folder.path().join(format!("killed-{kill}.sitrep"));
        let name = project.display().to_string();
        // Spread over the whole run by the golden ratio, so that early, late and between are all met.
        let share = (0.618_033_988_75 * f64::from(kill + 1)).fract();
        let mut build = sitrep(&["build", &reports, "-o", &name, "--quiet"]).spawn().expect("the binary starts");
        sleep(Duration::from_secs_f64(whole_build.as_secs_f64() * share));
        build.kill().expect("SIGKILL is delivered");
        build.wait().expect("the build is reaped");

        let output = run(&["build", &reports, "-o", &name, "--quiet"]);
        assert!(output.status.success(), "kill {kill}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(exported(&project) == expected, "kill {kill} at {share:.2} of the build gave another record");
    }
}
