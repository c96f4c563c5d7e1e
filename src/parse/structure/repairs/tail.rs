//! What stands after the text: the page's furniture, and what of the story the decoder lost to it.

use super::HEADLINE_WORDS;
use super::looks::is_plain;
use crate::document::ParagraphKind;
use crate::parse::structure::appeals;
use crate::parse::structure::context::Surroundings;
use crate::parse::structure::evidence::{Evidence, Form};
use crate::parse::structure::kinds::State;

/// Whether a line is a row of links: parted by bars, or with the numbers that text browsers give them.
fn is_row_of_links(it: &Evidence<'_>) -> bool {
    let numbered = it.content.strip_prefix('[').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    !it.ends_sentence && (numbered || it.content.contains(" | "))
}

/// After the last paragraph that reads like text, what has the words or form of furniture is furniture, and so is all under "About" a company.
pub(super) fn settle_tail(paragraphs: &[Evidence<'_>], states: &mut [State]) {
    let count = states.len().min(paragraphs.len());
    let is_text = |index: &usize| states[*index] == State::Body && paragraphs[*index].is_running();
    let Some(last) = (0..count).rev().find(is_text) else { return };
    for index in last + 1..count {
        let it = &paragraphs[index];
        let furniture = it.phrases.line && !it.numbered
            || it.phrases.start && !it.ends_sentence
            || is_row_of_links(it)
            || it.phrases.any > 0
            || matches!(it.form, Form::Credits | Form::Copyright);
        if furniture && matches!(states[index], State::Body | State::Subheading | State::BodyCaption) {
            states[index] = State::TailFurniture;
        }
    }
    let about = (count / 2..count).find(|&index| {
        states[index] == State::Subheading
            && paragraphs[index].content.starts_with("About ")
            && paragraphs[index].words <= HEADLINE_WORDS
            && states[index + 1..count].iter().all(|state| *state != State::Subheading)
    });
    if let Some(about) = about {
        states[about..count].fill(State::TailFurniture);
    }
}

/// Who the author of the article is, at its end.
pub(super) fn settle_biographies(paragraphs: &[Evidence<'_>], states: &mut [State]) {
    /// Names that are looked for: articles with more authors tell of none.
    const NAMES: usize = 8;
    let count = states.len().min(paragraphs.len());
    let bylines = (0..count).filter(|&index| states[index].kind() == ParagraphKind::Byline);
    let names: Vec<&str> = bylines
        .flat_map(|index| paragraphs[index].byline.iter().flat_map(|found| &found.authors))
        .map(|author| author.name.trim())
        .filter(|name| name.contains(' '))
        .take(NAMES)
        .collect();
    let is_author = |it: &Evidence<'_>| names.iter().any(|name| it.content.starts_with(name));
    let text = |state: &State| *state == State::Body;
    let Some(first) = states.iter().position(text) else { return };
    let mut later = false;
    for index in (first + 1..count).rev() {
        let it = &paragraphs[index];
        if states[index] == State::Body && it.biography && is_author(it) {
            states[index] =
                if !later && is_tail(&states[index + 1..]) { State::TailFurniture } else { State::BodyFurniture };
        }
        later |= text(&states[index]);
    }
}

/// A sentence of the story right after an advertisement, or after the text, that the decoder lost to the furniture around it.
pub(super) fn settle_closing(paragraphs: &[Evidence<'_>], states: &mut [State]) {
    /// Lines of an advertisement.
    const BETWEEN: usize = 2;
    // The furniture since the last paragraph of text, if it is little.
    let mut between = None;
    for index in 0..states.len().min(paragraphs.len()) {
        let it = &paragraphs[index];
        match states[index] {
            State::Body => between = Some(0),
            State::BodyFurniture | State::TailFurniture => match between {
                Some(lines) if is_telling(it) => {
                    states[index - lines..index].fill(State::BodyFurniture);
                    states[index] = State::Body;
                    between = Some(0);
                }
                Some(lines) if lines < BETWEEN && it.phrases.line && !it.phrases.list => between = Some(lines + 1),
                _ => between = None,
            },
            _ => between = None,
        }
    }
}

/// Whether a line is a sentence about somebody else, with nothing of furniture about it.
fn is_telling(it: &Evidence<'_>) -> bool {
    /// Words of the shortest.
    const WORDS: usize = 8;
    it.ends_sentence
        && it.words >= WORDS
        && it.function_words >= 2
        && it.capitals * 2 < it.words
        && is_plain(it)
        && !it.biography
        && !it.bullet
        && !it.numbered
        && it.content.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'))
        && !appeals::is_aside(&crate::text::lower_case(&it.content))
}

/// Whether states are those of what stands after the text.
fn is_tail(states: &[State]) -> bool {
    states.first().is_none_or(|state| state.zone() == 4)
}

/// In wire copy without page furniture, what stands between the dateline and the sign-off at the end is the story: figures in short lines too.
pub(super) fn settle_signed(paragraphs: &[Evidence<'_>], around: &Surroundings, states: &mut [State]) {
    let Some(last) = paragraphs.len().min(states.len()).checked_sub(1) else { return };
    let signed = paragraphs[last].form == Form::SignOff && paragraphs[last].words > 0;
    if !signed || around.furniture {
        return;
    }
    let Some(first) = paragraphs.iter().position(|it| it.run_in.as_ref().is_some_and(|found| found.strong)) else {
        return;
    };
    for index in first + 1..last {
        let it = &paragraphs[index];
        // Notes to editors stand in brackets.
        if matches!(states[index], State::BodyFurniture | State::TailFurniture)
            && is_plain(it)
            && !it.content.starts_with('(')
        {
            states[index] = State::Body;
        }
    }
}
