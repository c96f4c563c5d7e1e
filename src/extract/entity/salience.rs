//! How much the article is about each entity.

use super::consolidate::Draft;
use super::view::View;
use crate::document::ParagraphKind;

/// What the share of mentions, an early first mention and the headline add; together 1.
const MENTIONS: f64 = 0.45;
const EARLY: f64 = 0.3;
const HEADLINE: f64 = 0.25;

/// From 0 to 1, by how often, how early and whether in the headline an entity is mentioned; bylines, datelines and page
/// furniture do not count.
pub(super) fn salience(view: &View<'_>, drafts: &[Draft]) -> Vec<f64> {
    let document = view.document;
    let length = document.text.len().max(1) as f64;
    let mut measured: Vec<(usize, Option<usize>, bool)> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let (mut count, mut first, mut headline) = (0, None, false);
        for mention in &draft.mentions {
            let start = view.span(&mention.words).start;
            let kind = document.paragraph_at(start).map(|paragraph| document.paragraphs[paragraph].kind);
            if kind.is_some_and(ParagraphKind::is_content) {
                count += 1;
                headline |= kind == Some(ParagraphKind::Headline);
                first = first.or(Some(start));
            }
        }
        measured.push((count, first, headline));
    }
    let most = measured.iter().map(|&(count, _, _)| count).max().unwrap_or(0).max(1) as f64;
    measured
        .into_iter()
        .map(|(count, first, headline)| {
            let early = first.map_or(0.0, |start| 1.0 - start as f64 / length);
            MENTIONS * count as f64 / most + EARLY * early + if headline { HEADLINE } else { 0.0 }
        })
        .collect()
}
