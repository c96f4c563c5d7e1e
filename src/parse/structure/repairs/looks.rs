//! What a line looks like, as the repairs ask for it.

use super::{HEADLINE_WORDS, MOST_COMPARED, QUOTED_HEADING_WORDS};
use crate::parse::structure::byline;
use crate::parse::structure::evidence::{Evidence, Form};
use crate::parse::structure::furniture::Phrases;
use crate::parse::structure::kinds::State;
use crate::text::find_byte;

/// A sentence in which somebody says something.
pub(super) fn is_told(it: &Evidence<'_>) -> bool {
    it.speech && it.ends_sentence && it.words >= HEADLINE_WORDS && is_plain(it) && !it.all_capitals
}

/// An agency's note of an exchange rate ("($1 = 11.92 kwacha)"): it belongs to the figures of the text.
pub(super) fn is_rate(it: &Evidence<'_>) -> bool {
    it.content.starts_with("($") && it.content.contains(" = ")
}

/// The way to the page: "Home / India / Bus falls into gorge".
pub(super) fn is_trail(it: &Evidence<'_>) -> bool {
    let steps = |mark: &str| it.content.matches(mark).count() >= 2;
    !it.ends_sentence && [" / ", " > ", " » ", " › "].iter().any(|mark| steps(mark))
}

/// "READ ALSO: Six die as van overturns".
pub(super) fn is_link_lead(it: &Evidence<'_>) -> bool {
    /// Words of the longest headline behind it.
    const LONGEST: usize = 24;
    it.words <= LONGEST && !it.ends_sentence && it.phrases.lead
}

/// A paragraph of text whose end is a credit behind dashes.
pub(super) fn is_text_with_credit(it: &Evidence<'_>) -> bool {
    /// Characters of a sentence before it.
    const SENTENCE: usize = 40;
    let end = [" -- With ", " – With ", " — With ", " - With "].iter().find_map(|mark| it.content.rfind(mark));
    end.is_some_and(|end| end >= SENTENCE && it.content[..end].ends_with('.'))
}

/// One or two words in capitals: the name of a section.
pub(super) fn is_section(it: &Evidence<'_>) -> bool {
    it.words <= 2 && it.all_capitals && it.form == Form::Plain && it.stamps.is_empty()
}

/// Whether a line goes on the menu that the one before is of: with the same space between them as there.
pub(super) fn is_item_after(it: &Evidence<'_>, before: &Evidence<'_>) -> bool {
    let item = before.words <= 2 && before.stamps.is_empty() && before.form != Form::Address;
    item && it.block.after_blank == before.block.after_blank
}

/// Whether a line is a headline with the name of its outlet after a mark ("Ferry sold - Quay News").
pub(super) fn is_titled(title: &Evidence<'_>, headline: &Evidence<'_>) -> bool {
    title
        .content
        .strip_prefix(headline.content.trim())
        .is_some_and(|rest| rest.trim_start().starts_with(['-', '|', '–', '—', '·', '•', ':', '»']))
}

/// Whether two lines say the same in much the same words: the title of a page and the headline of its article.
pub(super) fn is_variant(title: &Evidence<'_>, headline: &Evidence<'_>) -> bool {
    /// Words as long as this carry meaning.
    const LONG: usize = 4;
    let words = |it: &Evidence<'_>| -> Vec<String> {
        it.content
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() >= LONG)
            .map(str::to_lowercase)
            .take(MOST_COMPARED)
            .collect()
    };
    let (first, second) = (words(title), words(headline));
    let shared = second.iter().filter(|word| first.contains(word)).count();
    shared * 3 >= second.len()
}

/// Whether nothing about a line speaks for page furniture, a caption's credit, a stamp or a byline.
pub(super) fn is_plain(it: &Evidence<'_>) -> bool {
    it.form == Form::Plain
        && !it.phrases.line
        && !it.phrases.start
        && it.phrases.any == 0
        && !it.caption.label
        && !it.caption.credit
        && it.stamps.is_empty()
        && it.byline.is_none()
        && it.own_line.is_none()
}

/// A name or desk without "By" after the headline or a stamp.
pub(super) fn is_unmarked_byline(it: &Evidence<'_>, before: Option<State>) -> bool {
    let named = it.byline.as_ref().is_some_and(|found| {
        matches!(found.evidence, byline::Evidence::Name | byline::Evidence::Detailed | byline::Evidence::Agency)
    });
    named
        && it.phrases == Phrases::default()
        && matches!(before, Some(State::FrontDateline | State::TopDateline | State::Headline))
}

/// A short line that is wholly quoted and ends no sentence: a heading between paragraphs.
pub(super) fn is_quoted_heading(it: &Evidence<'_>) -> bool {
    let content = it.content.trim();
    let inside = [('‘', '’'), ('“', '”'), ('\'', '\''), ('"', '"')]
        .iter()
        .find_map(|&(open, close)| content.strip_prefix(open)?.strip_suffix(close));
    it.words <= QUOTED_HEADING_WORDS
        && !it.caption.credit
        && inside.is_some_and(|inside| {
            !inside.is_empty() && !inside.contains(['"', '“', '”']) && !inside.ends_with(['.', ',', '!', '?', '…'])
        })
}

/// A turn of an interview: a label of one to three capitalised words and a colon before what was said.
pub(super) fn is_turn(it: &Evidence<'_>) -> bool {
    if find_byte(it.content.as_bytes(), |byte| byte == b':').is_none() {
        return false;
    }
    let Some((label, said)) = it.content.split_once(": ") else { return false };
    label.split(' ').count() <= 3
        && label.split(' ').all(|word| word.starts_with(char::is_uppercase))
        && said.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '‘' | '\''))
}
