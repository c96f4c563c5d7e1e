//! What a quoted stretch is when nobody is found who says it: speech, or a nickname, a title, a scare quote.
//!
//! Nearly every quoted stretch of the news is said by somebody, so a stretch that a cue governs is never doubted. Of those that no cue
//! takes, single words and titles are mostly no speech: the shares were counted on quotes/polnear.train.

use super::marks::Passage;
use super::units::Unit;

/// Longer stretches are speech unless they are written like a title.
const SHORT: usize = 3;

/// Words of up to this many letters ("of", "the") may be in lower case in a title.
const TITLE_MINOR: usize = 3;

/// Whether the stretch at an index of a unit is speech, given that no cue takes it.
pub(super) fn is_speech(unit: &Unit, text: &str, at: usize, passage: &Passage) -> bool {
    let inner = passage.inner.of(text);
    let words = inner.split_whitespace().count();
    let alone =
        unit.items.iter().all(|item| item.passage.is_some() || !item.span.of(text).contains(char::is_alphanumeric));
    if words > 1 && (alone || inner.ends_with(['?', '!'])) {
        return true;
    }
    if words <= 1 || is_title(inner) {
        return false;
    }
    // "the ''road map''" is often somebody's word, "he did not find ''it''" rarely.
    let after_word = matches!(unit.class_before(at), super::classes::Class::Word | super::classes::Class::Name);
    words > SHORT || !after_word
}

/// Whether all long words begin with a capital letter.
fn is_title(inner: &str) -> bool {
    inner.starts_with(char::is_uppercase)
        && inner
            .split_whitespace()
            .filter(|word| word.chars().count() > TITLE_MINOR && word.starts_with(char::is_alphabetic))
            .all(|word| word.starts_with(char::is_uppercase))
}
