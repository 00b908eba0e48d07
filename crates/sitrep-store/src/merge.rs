//! One document out of several inputs that hold the same text and title.

use sitrep_types::{Document, Genre};

/// Merges the forms that several inputs give of one document. The form of the first input (by name) counts; what it does
/// not know is taken from the next that does. As the order is that of the names, the result does not depend on the
/// order in which the inputs came.
pub fn merge(mut forms: Vec<Document>) -> Option<Document> {
    forms.sort_by(|first, second| first.inputs.cmp(&second.inputs));
    let mut forms = forms.into_iter();
    let mut merged = forms.next()?;
    for form in forms {
        merged.inputs.extend(form.inputs);
        merged.title = merged.title.or(form.title);
        merged.outlet = merged.outlet.or(form.outlet);
        merged.url = merged.url.or(form.url);
        merged.published = merged.published.or(form.published);
        merged.language = merged.language.or(form.language);
        merged.dateline_place = merged.dateline_place.or(form.dateline_place);
        if merged.authors.is_empty() {
            merged.authors = form.authors;
        }
        if merged.agencies.is_empty() {
            merged.agencies = form.agencies;
        }
        if merged.genre == Genre::Unknown {
            merged.genre = form.genre;
        }
    }
    merged.inputs.sort();
    merged.inputs.dedup();
    Some(merged)
}
