//! Who is let in, and what every answer carries: asked over a real socket, as a browser or an attacker would.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::thread;

use sitrep::{BuildOptions, Pipeline, Project, build};
use sitrep_serve::{Options, Server};

struct Site {
    address: SocketAddr,
    token: String,
    cookie: String,
    _folder: tempfile::TempDir,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Site {
    /// The bundled example, served from a thread that ends with the test.
    fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("example.sitrep");
        let mut project = Project::open_or_create(&path).expect("a project");
        let pipeline = Pipeline::shipped().expect("the pipeline");
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/marawi");
        build(&mut project, &pipeline, &[example.display().to_string()], &BuildOptions::default(), &()).expect("built");
        drop(project);
        let server = Server::bind(&path, &Options { port: Some(0), ..Options::default() }).expect("bound");
        let entry = server.address();
        let (base, token) = entry.split_once("/?token=").expect("the token is in the address");
        let address: SocketAddr = base.trim_start_matches("http://").parse().expect("an address");
        let cookie = format!("sitrep_{}={token}", address.port());
        let token = token.to_owned();
        thread::spawn(move || server.run());
        Self { address, token, cookie, _folder: folder }
    }

    fn ask(&self, request: &str, headers: &[(&str, &str)]) -> Answer {
        let mut stream = TcpStream::connect(self.address).expect("connected");
        let host = self.address.to_string();
        let mut text = format!("{request} HTTP/1.1\r\nconnection: close\r\n");
        if headers.iter().all(|(name, _)| *name != "host") {
            text.push_str(&format!("host: {host}\r\n"));
        }
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        stream.write_all(text.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        let (head, body) = answer.split_once("\r\n\r\n").expect("head and body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), &[("cookie", &self.cookie)])
    }
}

/// What is asked, the request line, its headers, and the status that must come.
type Row<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], u16);

#[test]
fn only_who_holds_the_token_and_names_this_host_gets_in() {
    let site = Site::open();
    let port = site.address.port();
    let own = format!("localhost:{port}");
    let foreign = format!("evil.example:{port}");
    let wrong = format!("sitrep_{port}=0123");
    let table: &[Row<'_>] = &[
        ("no token", "GET /", &[], 403),
        ("a wrong token in the address", "GET /?token=0123", &[], 403),
        ("a wrong cookie", "GET /", &[("cookie", &wrong)], 403),
        ("the cookie", "GET /", &[("cookie", &site.cookie)], 200),
        ("the cookie among others", "GET /", &[("cookie", &format!("a=b; {}; c=d", site.cookie))], 200),
        ("the machine by its other name", "GET /", &[("cookie", &site.cookie), ("host", &own)], 200),
        ("a name pointed at this machine", "GET /", &[("cookie", &site.cookie), ("host", &foreign)], 421),
        ("no host", "GET /", &[("cookie", &site.cookie), ("host", "")], 421),
        ("a change without origin", "POST /decide", &[("cookie", &site.cookie)], 403),
        (
            "a change from elsewhere",
            "POST /decide",
            &[("cookie", &site.cookie), ("origin", "http://evil.example")],
            403,
        ),
        ("a change from nowhere", "POST /decide", &[("cookie", &site.cookie), ("origin", "null")], 403),
        ("a change without token", "POST /decide", &[("origin", &format!("http://{own}"))], 403),
        ("another method", "DELETE /", &[("cookie", &site.cookie)], 405),
        ("the token does not open a change", &format!("POST /decide?token={}", site.token), &[], 403),
    ];
    for (what, request, headers, status) in table {
        assert_eq!(site.ask(request, headers).status, *status, "{what}");
    }
}

#[test]
fn the_first_visit_sets_the_cookie_and_hides_the_token() {
    let site = Site::open();
    let answer = site.ask(&format!("GET /work?kind=undated&token={}", site.token), &[]);
    assert_eq!(answer.status, 303);
    assert!(answer.head.contains("location: /work?kind=undated\r\n"), "{}", answer.head);
    assert!(answer.head.contains(&format!("set-cookie: {}; path=/; httponly; samesite=lax", site.cookie)));
    let elsewhere = site.ask(&format!("GET //evil.example/?token={}", site.token), &[]);
    assert!(elsewhere.head.contains("location: /evil.example/"), "{}", elsewhere.head);
}

#[test]
fn every_answer_forbids_what_pages_do_not_need() {
    let site = Site::open();
    for path in ["/", "/work", "/nothing", "/site.js", "/event/none"] {
        let answer = site.get(path);
        for wanted in [
            "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';",
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "x-content-type-options: nosniff",
            "x-frame-options: deny",
            "referrer-policy: same-origin",
        ] {
            assert!(answer.head.contains(wanted), "{path} lacks {wanted}: {}", answer.head);
        }
        assert!(!answer.body.contains("<script>") && !answer.body.contains(" style="), "{path}");
    }
}

#[test]
fn every_page_is_there_and_none_panics_on_odd_questions() {
    let site = Site::open();
    let home = site.get("/?show=all");
    let event = home.body.split("href=\"/event/").nth(1).and_then(|rest| rest.split('"').next()).expect("an event");
    for (path, holds) in [
        ("/", "cardlist"),
        ("/map", "svg"),
        (&format!("/event/{event}"), "Who told whom"),
        ("/work", "Work list"),
        ("/contradictions", "Contradictions"),
        ("/places", "Marawi"),
        ("/actors", "Actors"),
        ("/documents", "Documents"),
        ("/?q=%3Cscript%3E&from=never&sources=-1&page=99999999999999999999&box=1,2,3", "is not a day"),
        ("/?box=170,-89,190,89&page=0", "cardlist"),
        ("/contradictions?page=-7&kind=%00", "None."),
    ] {
        let answer = site.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        assert!(answer.body.contains(holds), "{path} lacks {holds}");
    }
    assert!(!site.get("/?q=%3Cscript%3E").body.contains("<script>"));
    for path in ["/event/none", "/place/..%2F..", "/actor/%F0%9F%98%80", "/document/", "/.git/config"] {
        assert_eq!(site.get(path).status, 404, "{path}");
    }
}
