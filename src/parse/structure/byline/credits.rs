//! Credits after the text: who reported, wrote and edited it.

use super::{Evidence, FoundByline, people, trim_marks};
use crate::span::Span;

/// The authors of tail credits: "(Reporting by A in X; Writing by B; Editing by C)".
pub(in crate::parse::structure) fn credits(text: &str, line: Span) -> Option<FoundByline> {
    /// Tail credits with many reporters are longer than bylines.
    const LONGEST_CREDITS: usize = 500;
    let inner = trim_marks(text, line);
    let content = inner.of(text);
    if content.len() > LONGEST_CREDITS {
        return None;
    }
    let mut authors = Vec::new();
    let mut end = inner.start;
    let mut from = inner.start;
    let mut any = false;
    for clause in content.split_inclusive(';') {
        let span = trim_marks(text, Span::new(from, from + clause.len()));
        from += clause.len();
        let lower = span.of(text).get(..24.min(span.len())).unwrap_or("").to_ascii_lowercase();
        let marks = [
            ("reporting by ", true),
            ("writing by ", true),
            ("written by ", true),
            ("additional reporting by ", true),
            ("editing by ", false),
            ("edited by ", false),
        ];
        let Some((mark, counts)) = marks.iter().find(|(mark, _)| lower.starts_with(mark)) else { continue };
        any = true;
        if *counts && !lower.starts_with("additional") {
            let mut names = Span::new(span.start + mark.len(), span.end);
            names.end = names.start + names.of(text).trim_end_matches(['.', ')', ']']).len();
            if let Some(people) = people(text, names, true) {
                authors.extend(people.authors);
                end = people.end.max(end);
            }
        }
    }
    (any && !authors.is_empty()).then_some(FoundByline {
        span: Span::new(inner.start, end),
        authors,
        agency: None,
        evidence: Evidence::Marked,
        known: true,
    })
}
