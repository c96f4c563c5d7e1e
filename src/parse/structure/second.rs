//! Whether a second article follows the first in one text.
//!
//! Folders of pasted wire copy hold files with two stories. Read as one, the second's headline looks like a heading; the warning says where it
//! stands, so that users can cut there. It needs a new beginning that nothing inside an article has: a line like a headline, then a dateline with
//! its date or agency, or a byline with its mark, and text.

use super::byline;
use super::evidence::Evidence;
use super::kinds::State;
use crate::document::{ParagraphKind, Warning, WarningCode};

/// Paragraphs of text that must stand before and after the second beginning.
const SHORTEST: usize = 2;
/// Words of a headline.
const HEADLINE_WORDS: std::ops::RangeInclusive<usize> = 3..=20;

/// The warning of a second article, at its headline.
pub(super) fn find(paragraphs: &[Evidence<'_>], states: &[State]) -> Option<Warning> {
    let text: Vec<usize> = (0..paragraphs.len().min(states.len()))
        .filter(|&index| states[index].kind() == ParagraphKind::Body && paragraphs[index].is_running())
        .collect();
    let enough = |nth: usize| nth >= SHORTEST && nth + SHORTEST <= text.len();
    let first_dated = text.first().is_some_and(|&first| is_dated(&paragraphs[first]));
    text.iter().enumerate().filter(|(nth, _)| enough(*nth)).find_map(|(_, &index)| {
        let above = index.checked_sub(1)?;
        let marked = paragraphs[above]
            .byline
            .as_ref()
            .is_some_and(|found| found.evidence == byline::Evidence::Marked && paragraphs[above].words <= 12);
        let headline = if marked { above.checked_sub(1)? } else { above };
        let begins =
            if marked { !paragraphs[headline].is_running() } else { first_dated && is_dated(&paragraphs[index]) };
        (begins && is_headline(&paragraphs[headline]) && states[headline].kind() != ParagraphKind::Headline).then(
            || Warning {
                code: WarningCode::TwoArticles,
                message: "a second article seems to begin here".to_owned(),
                span: Some(paragraphs[headline].block.span),
            },
        )
    })
}

/// Whether a paragraph begins with a dateline that has its date or agency.
fn is_dated(it: &Evidence<'_>) -> bool {
    it.run_in.as_ref().is_some_and(|found| found.date.is_some() || found.agency.is_some())
}

fn is_headline(it: &Evidence<'_>) -> bool {
    HEADLINE_WORDS.contains(&it.words)
        && !it.ends_sentence
        && !it.content.ends_with(':')
        && !it.is_furniture()
        && it.stamps.is_empty()
        && !it.caption.label
        && !it.caption.credit
        && !it.numbered
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, WarningCode};
    use crate::pipeline::Options;

    const FIRST: &str = "Ferry pier to close for six weeks\n\nSKARVIK, May 3 (Quay) - The harbour board said on Monday that it would close the \
        ferry pier for six weeks, because the pilings under it had rotted faster than the divers expected.\n\nPassengers who hold a season ticket \
        will be carried by bus from the fish market instead, and the board said that it would not raise fares.\n\n";

    fn warned(text: &str) -> Option<String> {
        let mut document = Document { text: text.to_owned(), ..Document::default() };
        crate::parse::structure::read(&mut document, &Options::default());
        let found = document.warnings.iter().find(|warning| warning.code == WarningCode::TwoArticles)?;
        found.span.map(|span| span.of(text).to_owned())
    }

    #[test]
    fn a_second_beginning_is_told_from_a_heading() {
        let second = FIRST.replace("Ferry pier to close", "Fish market to shut").replace("May 3", "May 4");
        assert_eq!(warned(&format!("{FIRST}{second}")).as_deref(), Some("Fish market to shut for six weeks"));
        let headed = FIRST
            .replace("Ferry pier to close for six weeks", "What passengers will do")
            .replace("SKARVIK, May 3 (Quay) - ", "");
        assert_eq!(warned(&format!("{FIRST}{headed}")), None);
        assert_eq!(warned(FIRST), None);
    }
}
