//! What deciding costs on a large project: the site is served, decisions are made one after another as a browser makes them,
//! and all the while pages are asked for and the memory of the server is watched.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

const SERVER: &str = "target/release/sitrep";

/// Pages that are asked for while the record is made, beside those of events.
const PAGES: [&str; 8] =
    ["/", "/?q=captured", "/map", "/work", "/contradictions", "/documents", "/places", "/decisions"];

/// How long a reader looks at a page before the next.
const LOOK: Duration = Duration::from_millis(20);

/// The copy of the project that is decided about, and the server, which ends with it.
struct Site {
    server: Child,
    copy: std::path::PathBuf,
    address: String,
    cookie: String,
}

impl Drop for Site {
    fn drop(&mut self) {
        // Nothing can be done where either fails, and nothing rests on it.
        let _ = self.server.kill();
        let _ = self.server.wait();
        for end in ["", "-wal", "-shm"] {
            let mut name = self.copy.clone().into_os_string();
            name.push(end);
            let _ = fs::remove_file(name);
        }
    }
}

/// Decides so often and prints what it cost.
pub fn measure(project: &Path, n_decisions: usize) -> anyhow::Result<()> {
    let site = Site::open(project)?;
    println!("served: {}", site.memory());
    for number in 0..n_decisions {
        let events = events(&site.get("/")?.1);
        let event = events.get(number).context("the overview shows no event to decide about")?;
        let is_settled = AtomicBool::new(false);
        site.forget_peak();
        let begun = Instant::now();
        let answered = site.reject(event)?;
        let mut times: Vec<(Duration, String)> = thread::scope(|scope| {
            let reader = scope.spawn(|| site.read(&events, &is_settled));
            while site.get("/state").is_ok_and(|(_, state)| state != "settled") {
                thread::sleep(10 * LOOK);
            }
            is_settled.store(true, Ordering::Relaxed);
            reader.join().unwrap_or_default()
        });
        let took = begun.elapsed();
        times.sort();
        let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1)));
        let shown = |share| at(share).map_or(String::new(), |(time, page)| format!("{} ms ({page})", time.as_millis()));
        println!(
            "decision {}: answered in {} ms, in force after {:.1} s; {} pages meanwhile, median {}, 99 % {}, slowest {}; {}",
            number + 1,
            answered.as_millis(),
            took.as_secs_f64(),
            times.len(),
            shown(50),
            shown(99),
            shown(100),
            site.memory()
        );
    }
    Ok(())
}

impl Site {
    fn open(project: &Path) -> anyhow::Result<Self> {
        let copy = std::env::temp_dir().join(format!("sitrep-review-load-{}.sitrep", std::process::id()));
        fs::copy(project, &copy).context("copying the project")?;
        let mut server = Command::new(SERVER)
            .arg("serve")
            .arg(&copy)
            .args(["--port", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("starting {SERVER}; `cargo build --release` makes it"))?;
        let mut entry = String::new();
        let output = server.stdout.take().context("the server's output")?;
        let mut site = Self { server, copy, address: String::new(), cookie: String::new() };
        BufReader::new(output).read_line(&mut entry)?;
        let (base, token) = entry.trim().split_once("/?token=").context("the server prints an address with a token")?;
        base.trim_start_matches("http://").clone_into(&mut site.address);
        let port = site.address.rsplit(':').next().unwrap_or_default();
        site.cookie = format!("sitrep_{port}={token}");
        Ok(site)
    }

    /// Rejects an event, as the form on its page does; how long the answer took.
    fn reject(&self, event: &str) -> anyhow::Result<Duration> {
        let (_, page) = self.get(&format!("/event/{event}"))?;
        let field = |name: &str| {
            let value = page.split_once(&format!("name=\"{name}\" value=\"")).map(|(_, rest)| rest);
            value.and_then(|rest| rest.split('"').next()).with_context(|| format!("{event} has a form with {name}"))
        };
        let form = format!(
            "token={}&seen={}&kind=review&verdict=no&event={event}&reason=measured&author=xtask&back=/event/{event}",
            field("token")?,
            field("seen")?
        );
        let begun = Instant::now();
        let (status, answer) = self.ask("POST", "/decide", &form)?;
        ensure!(status == 303, "the decision was answered by {status}: {answer}");
        Ok(begun.elapsed())
    }

    /// Looks at pages one after another; how long each took, the slowest last.
    fn read(&self, events: &[String], is_settled: &AtomicBool) -> Vec<(Duration, String)> {
        let events = events.iter().map(|event| format!("/event/{event}"));
        let pages: Vec<String> = PAGES.iter().map(|&page| page.to_owned()).chain(events.take(20)).collect();
        let mut times = Vec::new();
        for page in pages.iter().cycle() {
            if is_settled.load(Ordering::Relaxed) {
                break;
            }
            let begun = Instant::now();
            if self.get(page).is_ok_and(|(status, _)| status == 200) {
                times.push((begun.elapsed(), page.clone()));
            }
            thread::sleep(LOOK);
        }
        times
    }

    fn get(&self, page: &str) -> anyhow::Result<(u16, String)> {
        self.ask("GET", page, "")
    }

    fn ask(&self, method: &str, page: &str, form: &str) -> anyhow::Result<(u16, String)> {
        let Self { address, cookie, .. } = self;
        let mut stream = TcpStream::connect(address)?;
        write!(
            stream,
            "{method} {page} HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\ncookie: {cookie}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{form}",
            form.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").context("an answer has a head")?;
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).context("an answer has a status")?;
        Ok((status, body.to_owned()))
    }

    /// What the server holds and held at most since it was last asked to forget that, where the system tells.
    fn memory(&self) -> String {
        let status = fs::read_to_string(format!("/proc/{}/status", self.server.id())).unwrap_or_default();
        let megabytes = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() / 1024
        };
        format!("{} MiB of memory, {} MiB at most", megabytes("VmRSS:"), megabytes("VmHWM:"))
    }

    fn forget_peak(&self) {
        // Where the system does not do so, the peak is that of the whole run.
        let _ = fs::write(format!("/proc/{}/clear_refs", self.server.id()), "5");
    }
}

/// The events that a page links to, each once.
fn events(page: &str) -> Vec<String> {
    let mut events: Vec<String> = Vec::new();
    for (_, link) in page.match_indices("\"/event/").map(|(at, found)| page.split_at(at + found.len())) {
        let id: String = link.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '-').collect();
        if !events.contains(&id) {
            events.push(id);
        }
    }
    events
}
