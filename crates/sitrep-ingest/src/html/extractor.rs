//! The engines that find the main text of a page, behind one trait.

/// Which engine is asked first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExtractorChoice {
    /// `trafilatura`: the most exact of those measured.
    #[default]
    Trafilatura,
    /// `dom_smoothie`: four times faster, keeps a little more of the page.
    DomSmoothie,
}

/// Finds the main text of a page.
pub(crate) trait Extractor: Sync {
    /// Its name, for messages.
    fn name(&self) -> &'static str;

    /// The main text, as a piece of HTML.
    ///
    /// # Errors
    /// Why there is none.
    fn extract(&self, html: &str) -> Result<String, String>;
}

struct Trafilatura;
struct DomSmoothie;

impl Extractor for Trafilatura {
    fn name(&self) -> &'static str {
        "trafilatura"
    }

    fn extract(&self, html: &str) -> Result<String, String> {
        let mut options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
        // Dates are read from the markup here, with how they are known.
        options.html_date_mode = trafilatura::HtmlDateMode::Disabled;
        trafilatura::extract(html, &options).map(|result| result.content_html).map_err(|error| error.to_string())
    }
}

impl Extractor for DomSmoothie {
    fn name(&self) -> &'static str {
        "dom_smoothie"
    }

    fn extract(&self, html: &str) -> Result<String, String> {
        let mut page = dom_smoothie::Readability::new(html, None, None).map_err(|error| error.to_string())?;
        page.parse().map(|article| article.content.to_string()).map_err(|error| error.to_string())
    }
}

/// Stack of the thread that the engines run on: they walk trees by recursion, and a page may nest as deep as the limit
/// allows.
const STACK_BYTES: usize = 64 * 1024 * 1024;
/// Main texts shorter than this are checked against the other engine.
const SHORT: usize = 250;

/// The main text of a page as HTML, by the engine of choice, or by the other where that fails or finds next to nothing.
///
/// # Errors
/// What both said.
pub(crate) fn main_text(html: &str, choice: ExtractorChoice) -> Result<String, String> {
    let (first, second): (&dyn Extractor, &dyn Extractor) = match choice {
        ExtractorChoice::Trafilatura => (&Trafilatura, &DomSmoothie),
        ExtractorChoice::DomSmoothie => (&DomSmoothie, &Trafilatura),
    };
    let first_outcome = guarded(first, html);
    if let Ok(content) = &first_outcome
        && super::text_of(content).len() >= SHORT
    {
        return first_outcome;
    }
    match (first_outcome, guarded(second, html)) {
        (Ok(one), Ok(other)) => {
            let is_much_longer = super::text_of(&other).len() > 2 * super::text_of(&one).len();
            Ok(if is_much_longer { other } else { one })
        }
        (Ok(content), Err(_)) | (Err(_), Ok(content)) => Ok(content),
        (Err(one), Err(other)) => Err(format!("{}: {one}; {}: {other}", first.name(), second.name())),
    }
}

/// Runs an engine on a thread of its own: its stack is large, and its panic is an error of this page only.
fn guarded(extractor: &dyn Extractor, html: &str) -> Result<String, String> {
    std::thread::scope(|scope| {
        let worker =
            std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, move || extractor.extract(html));
        match worker.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err("it gave up on this page".to_owned()),
            Err(error) => Err(format!("no thread for it: {error}")),
        }
    })
}
