//! What a quoted stretch is when nobody is found who says it: speech, or a nickname, a title, a scare quote.
//!
//! Nearly every quoted stretch of the news is said by somebody, so a stretch that a cue governs is never doubted. Of those that no cue
//! takes, single words and titles are mostly no speech: the shares were counted on quotes/polnear.train.

/// Longer stretches are speech unless they are written like a title.
const SHORT: usize = 3;

/// Words of up to this many letters ("of", "the") may be in lower case in a title.
const TITLE_MINOR: usize = 3;

/// Whether a quoted stretch is speech, given that no cue takes it; whether it is all of its sentence, and whether a word stands before it.
pub(super) fn is_speech(inner: &str, alone: bool, after_word: bool) -> bool {
    let words = inner.split_whitespace().count();
    if words > 1 && (alone || inner.ends_with(['?', '!'])) {
        return true;
    }
    if words <= 1 || is_title(inner) {
        return false;
    }
    // "the ''road map''" is often somebody's word, "he did not find ''it''" rarely.
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

/// Labels before a colon that speak for nobody.
pub(super) fn is_label(word: &str) -> bool {
    matches!(
        word,
        "analysis"
            | "breaking"
            | "comment"
            | "correction"
            | "exclusive"
            | "explainer"
            | "live"
            | "note"
            | "opinion"
            | "photo"
            | "photos"
            | "photograph"
            | "picture"
            | "profile"
            | "read"
            | "related"
            | "review"
            | "source"
            | "sources"
            | "update"
            | "updated"
            | "updates"
            | "video"
            | "watch"
    )
}
