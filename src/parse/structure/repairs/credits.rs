//! Who wrote the article and when: lines that were taken for something else, and those of other articles.

use super::NEAR_HEADLINE;
use crate::document::ParagraphKind;
use crate::parse::structure::byline;
use crate::parse::structure::evidence::{Evidence, Form};
use crate::parse::structure::furniture::Phrases;
use crate::parse::structure::kinds::State;

/// A stamp with more words beside it is a sentence with a date in it.
const STAMP_WORDS: usize = 14;
/// A byline with more words is a sentence.
pub(super) const BYLINE_WORDS: usize = 16;
/// And so is one with a stamp but without "By".
const STAMPED_WORDS: usize = 10;

/// Stamps and names that recur are those of other articles that the page lists: the one nearest to the headline is its own.
pub(super) fn thin_out(paragraphs: &[Evidence<'_>], states: &mut [State]) {
    /// Fewer are an article's own ("Published", "Updated").
    const LISTED: usize = 3;
    let headline = states.iter().position(|state| *state == State::Headline).unwrap_or(0);
    let is_bare = |it: &Evidence<'_>, state: State, kind: ParagraphKind| {
        state.kind() == kind
            && match kind {
                ParagraphKind::Dateline => it.only_stamps && it.stamps.iter().all(|stamp| stamp.label.is_none()),
                _ => {
                    it.stamps.is_empty()
                        && !it.marks_byline
                        && it.byline.as_ref().is_none_or(|found| found.evidence == byline::Evidence::Name)
                }
            }
    };
    for kind in [ParagraphKind::Dateline, ParagraphKind::Byline] {
        let bare: Vec<usize> = (0..states.len().min(paragraphs.len()))
            .filter(|&index| is_bare(&paragraphs[index], states[index], kind) && states[index] != State::BodyByline)
            .collect();
        let nearest = bare.iter().copied().min_by_key(|&index| (headline.abs_diff(index), index < headline));
        for index in bare.iter().copied().filter(|_| bare.len() >= LISTED) {
            if Some(index) != nearest {
                states[index] = match states[index].zone() {
                    0 => State::TopFurniture,
                    2 => State::FrontFurniture,
                    _ => State::TailFurniture,
                };
            }
        }
    }
}

/// An article without a stamp has it in a line that was taken for furniture: the one nearest to the headline, else a labelled one after the text.
pub(super) fn settle_stamp(paragraphs: &[Evidence<'_>], states: &mut [State]) {
    let dated = |it: &Evidence<'_>| it.stamps.iter().any(|stamp| stamp.date.has_year());
    let is_set = |(it, state): (&Evidence<'_>, &State)| {
        matches!(state.kind(), ParagraphKind::Byline | ParagraphKind::Dateline) && !it.stamps.is_empty()
    };
    if paragraphs.iter().zip(states.iter()).any(is_set) {
        return;
    }
    let headline = states.iter().position(|state| *state == State::Headline);
    let may_be = |index: &usize| {
        paragraphs.get(*index).is_some_and(|it| {
            let labelled = it.stamps.iter().any(|stamp| stamp.label.is_some());
            dated(it)
                && it.words <= STAMP_WORDS
                && matches!(it.form, Form::Plain | Form::NoLetters)
                && (it.only_stamps || labelled || it.byline.is_some())
                && (labelled || it.byline.is_some() || !it.phrases.line)
        })
    };
    let distance = |index: usize| headline.map_or(index, |headline| headline.abs_diff(index));
    let lost = |index: &usize| {
        matches!(
            states[*index],
            State::TopFurniture
                | State::TopKicker
                | State::TopCaption
                | State::FrontFurniture
                | State::FrontCaption
                | State::FrontStandfirst
        ) || states[*index].zone() == 3 && paragraphs[*index].only_stamps && opens_text(states, *index)
    };
    let front = (0..states.len().min(paragraphs.len()))
        .filter(|index| distance(*index) <= NEAR_HEADLINE && lost(index) && may_be(index))
        .min_by_key(|&index| (distance(index), headline.is_some_and(|headline| index < headline)));
    let tail = || {
        (0..states.len().min(paragraphs.len())).find(|index| {
            states[*index] == State::TailFurniture
                && may_be(index)
                && paragraphs[*index].stamps.iter().any(|stamp| stamp.label.is_some())
        })
    };
    let Some(index) = front.or_else(tail) else { return };
    let byline = paragraphs[index].byline.is_some();
    if states[index].zone() == 3
        && let Some(before) = index.checked_sub(1).filter(|&before| states[before] == State::Body)
    {
        states[before] = State::FrontStandfirst;
    }
    states[index] = match (states[index].zone(), byline) {
        (0, true) => State::TopByline,
        (0, false) => State::TopDateline,
        (2, true) => State::FrontByline,
        (2 | 3, false) => State::FrontDateline,
        _ => State::TailDateline,
    };
}

/// Whether no more than one paragraph of text, a second standfirst, stands before a line.
fn opens_text(states: &[State], index: usize) -> bool {
    states[..index].iter().filter(|state| state.zone() == 3).take(2).count() <= 1
}

/// "Published" and "Updated" on lines beside one another are stamps of the same article.
pub(super) fn settle_labelled_stamps(paragraphs: &[Evidence<'_>], states: &mut [State]) {
    for index in 0..states.len().min(paragraphs.len()) {
        let it = &paragraphs[index];
        if !it.only_stamps || it.stamps.iter().all(|stamp| stamp.label.is_none()) {
            continue;
        }
        let dateline = match states[index] {
            State::TopFurniture | State::TopKicker => State::TopDateline,
            State::FrontFurniture | State::FrontCaption => State::FrontDateline,
            _ => continue,
        };
        let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
        if beside.into_iter().any(|at| states.get(at) == Some(&dateline)) {
            states[index] = dateline;
        }
    }
}

/// An article without a byline has it in a line that was taken for something else: one with "By" between top and text, else a known name
/// right beside headline or stamp.
pub(super) fn settle_byline(paragraphs: &[Evidence<'_>], states: &mut [State]) {
    let named = |(it, state): (&Evidence<'_>, &State)| state.kind() == ParagraphKind::Byline && it.byline.is_some();
    if paragraphs.iter().zip(states.iter()).any(named) {
        return;
    }
    let headline = states.iter().position(|state| *state == State::Headline);
    let count = states.len().min(paragraphs.len());
    let open = |index: &usize| {
        matches!(
            states[*index],
            State::TopFurniture
                | State::TopCaption
                | State::TopKicker
                | State::FrontFurniture
                | State::FrontCaption
                | State::FrontStandfirst
                | State::FrontDateline
                | State::TopDateline
        ) && headline.is_none_or(|headline| headline.abs_diff(*index) <= NEAR_HEADLINE)
            && paragraphs[*index].words <= BYLINE_WORDS
            && !paragraphs[*index].caption.label
            && !paragraphs[*index].caption.credit
    };
    let evidence = |index: &usize| paragraphs[*index].byline.as_ref();
    let marked = (0..count)
        .filter(open)
        .find(|index| evidence(index).is_some_and(|found| found.evidence == byline::Evidence::Marked));
    // A line with byline and stamp is a byline.
    let stamped = || {
        (0..count).filter(open).find(|index| {
            states[*index].kind() == ParagraphKind::Dateline
                && paragraphs[*index].words <= STAMPED_WORDS
                && paragraphs[*index].own_line.is_none()
                && evidence(index).is_some_and(|found| found.known || found.agency.is_some())
        })
    };
    let beside = || {
        (0..count).filter(open).find(|&index| {
            let next_to = |at: Option<usize>| {
                at.and_then(|at| states.get(at))
                    .is_some_and(|state| *state == State::Headline || state.kind() == ParagraphKind::Dateline)
            };
            states[index].zone() == 2
                && evidence(&index).is_some_and(|found| found.known || found.evidence == byline::Evidence::Detailed)
                && paragraphs[index].phrases == Phrases::default()
                && (next_to(index.checked_sub(1)) || next_to(Some(index + 1)))
        })
    };
    let Some(index) = marked.or_else(stamped).or_else(beside) else { return };
    let state = if states[index].zone() == 0 { State::TopByline } else { State::FrontByline };
    states[index] = state;
    if let Some(before) = index.checked_sub(1)
        && paragraphs[before].marks_byline
        && states[before].zone() == state.zone()
    {
        states[before] = state;
    }
}

/// A role that was taken for the byline gives it up to the name on the line above.
pub(super) fn settle_role(paragraphs: &[Evidence<'_>], states: &mut [State]) {
    let authors = |index: usize| paragraphs[index].byline.as_ref().map_or(0, |found| found.authors.len());
    for index in 1..states.len().min(paragraphs.len()) {
        let role = states[index].kind() == ParagraphKind::Byline
            && authors(index) == 0
            && byline::is_role(&paragraphs[index].content);
        let name = matches!(states[index - 1], State::FrontFurniture | State::TopFurniture | State::FrontCaption)
            && authors(index - 1) > 0
            && states[index - 1].zone() == states[index].zone()
            && paragraphs[index - 1].words <= BYLINE_WORDS;
        if role && name {
            states[index - 1] = states[index];
            states[index] = if states[index].zone() == 0 { State::TopFurniture } else { State::FrontFurniture };
        }
    }
}
