//! Definite descriptions that clearly refer to an entity named before: "the senator", "the ministry".
//!
//! One is resolved where a single entity has that role or a name of that noun, and was mentioned not far before.

use super::consolidate::{Draft, DraftMention};
use super::lexeme::SPEECH;
use super::lists;
use super::pronoun::Resolved;
use super::view::View;
use crate::document::{EntityType, MentionForm, TokenKind};
use crate::text::lower_word;
use std::collections::HashMap;
use std::ops::Range;

/// A description refers at most this many paragraphs back.
const PARAGRAPHS_BACK: usize = 6;

/// The definite descriptions that refer: "the senator", "the ministry".
pub(super) fn descriptions(
    view: &View<'_>,
    drafts: &[Draft],
    owners: &[Option<usize>],
    described: &[Option<Range<usize>>],
) -> Vec<Resolved> {
    let mut by_head: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        for head in heads(view, draft, described.get(at).and_then(Option::as_ref)) {
            let entry = by_head.entry(head).or_default();
            if entry.last() != Some(&at) {
                entry.push(at);
            }
        }
    }
    let mut out = Vec::new();
    for line in view.lines.iter().filter(|line| line.kind.is_running_text()) {
        for at in line.words.clone() {
            if matches!(view.words[at].text, "the" | "The")
                && let Some(words) = phrase(view, owners, at, line.words.end)
                && let Some(draft) = referent(view, drafts, described, &by_head, &words)
            {
                out.push((draft, DraftMention { words, form: MentionForm::Description }));
            }
        }
    }
    out
}

/// The nouns by which an entity may be taken up: its role, or the last word of an organisation's name.
fn heads(view: &View<'_>, draft: &Draft, described: Option<&Range<usize>>) -> Vec<String> {
    let mut out = Vec::new();
    match draft.kind {
        EntityType::Person => {
            for word in described.and_then(|words| view.words.get(words.clone())).unwrap_or(&[]) {
                if word.text == "of" || word.text == "for" {
                    break;
                }
                if lists::is_role(word.text) {
                    out.push(word.text.to_lowercase());
                }
            }
            // "vice president" is a president only with its "vice": the last role counts.
            out = out.split_off(out.len().saturating_sub(1));
        }
        EntityType::Organization | EntityType::Facility | EntityType::Event | EntityType::Work => {
            let of = draft.parts.iter().position(|part| matches!(part.as_str(), "of" | "for"));
            let head = of.unwrap_or(draft.parts.len()).checked_sub(1).and_then(|at| draft.parts.get(at));
            if let Some(head) = head
                .filter(|head| draft.parts.len() > 1 && lists::is_common(head) && !lists::head_codes(head).is_empty())
            {
                out.push(head.clone());
            }
        }
        _ => {}
    }
    out
}

/// The words of "the foreign minister" from its article on, if nothing of it belongs to a name and nothing follows that tells
/// of another.
fn phrase(view: &View<'_>, owners: &[Option<usize>], at: usize, to: usize) -> Option<Range<usize>> {
    /// "the" and at most three words: longer descriptions tell of something new.
    const LONGEST: usize = 4;
    let free = |at: usize| owners.get(at).copied().flatten().is_none();
    if !free(at) {
        return None;
    }
    let mut end = at + 1;
    while end < to && end - at < LONGEST && free(end) && view.words[end].kind == TokenKind::Word {
        let text = view.words[end].text;
        let noun = lists::is_role(text) || !lists::head_codes(text).is_empty();
        let next = view.words.get(end + 1).filter(|_| end + 1 < to);
        let goes_on = next.is_some_and(|next| {
            next.kind == TokenKind::Word
                && (lists::is_role(next.text)
                    || !lists::head_codes(next.text).is_empty() && !next.is(SPEECH)
                    || lists::is_role_modifier(next.text)
                    || matches!(next.text, "of" | "for" | "who" | "whose" | "which" | "that"))
                || next.glued && matches!(next.text, "-" | "–")
        });
        if noun && !goes_on {
            return (free(end + 1) || next.is_none()).then_some(at..end + 1);
        }
        if !noun && !lists::is_role_modifier(text) {
            return None;
        }
        end += 1;
    }
    None
}

/// The one entity that a description fits, if it was mentioned before and not far.
fn referent(
    view: &View<'_>,
    drafts: &[Draft],
    described: &[Option<Range<usize>>],
    by_head: &HashMap<String, Vec<usize>>,
    words: &Range<usize>,
) -> Option<usize> {
    let head = lower_word(view.words.get(words.end - 1)?.text);
    let here = view.document.paragraph_at(view.words.get(words.start)?.span.start)?;
    let fits = |&draft: &usize| {
        let inner = view.words.get(words.start + 1..words.end - 1).unwrap_or(&[]);
        inner.iter().all(|modifier| {
            let modifier = lower_word(modifier.text);
            let in_name = drafts[draft].parts.iter().any(|part| *part == modifier);
            let description = described
                .get(draft)
                .and_then(Option::as_ref)
                .and_then(|words| view.words.get(words.clone()))
                .unwrap_or(&[]);
            in_name || description.iter().any(|word| word.text.eq_ignore_ascii_case(&modifier))
        })
    };
    let mut fitting = by_head.get(head.as_ref())?.iter().copied().filter(fits);
    let (Some(only), None) = (fitting.next(), fitting.next()) else { return None };
    let near = drafts[only].mentions.iter().rev().any(|mention| {
        mention.words.start < words.start
            && view
                .document
                .paragraph_at(view.span(&mention.words).start)
                .is_some_and(|there| here - there.min(here) <= PARAGRAPHS_BACK)
    });
    near.then_some(only)
}
