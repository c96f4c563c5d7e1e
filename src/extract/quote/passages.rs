//! What a quoted stretch is when nobody is found who says it: speech, or a nickname, a title, a scare quote.
//!
//! Nearly every quoted stretch of the news is said by somebody, so a stretch that a cue governs is never doubted. Of those that no cue
//! takes, single words and titles are mostly no speech: the shares were counted on quotes/polnear.train.

use super::classes::Lower;
use super::marks::Passage;
use crate::lexicon::{WordList, word_list};

static WORK_NOUNS: WordList = word_list!(WORK_NOUNS_FILE);
const WORK_NOUNS_FILE: &str = include_str!("../../data/work_nouns.txt");
static LABELS: WordList = word_list!(LABELS_FILE);
const LABELS_FILE: &str = include_str!("../../data/label_words.txt");

/// Longer stretches are speech unless they are written like a title.
const SHORT: usize = 3;

/// Words of up to this many letters ("of", "the") may be in lower case in a title.
const TITLE_MINOR: usize = 3;

/// Whether a quoted stretch is speech, given that no cue takes it; whether it is all of its sentence, and whether a word stands before it.
pub(super) fn is_speech(inner: &str, alone: bool, after_word: bool) -> bool {
    let words = inner.split_whitespace().count();
    if words > 1 && (alone && !is_heading(inner) || inner.ends_with(['?', '!'])) {
        return true;
    }
    if words <= 1 || is_title(inner) {
        return false;
    }
    // "the ''road map''" is often somebody's word, "he did not find ''it''" rarely.
    words > SHORT || !after_word
}

/// Whether a quoted stretch that stands alone is a heading, not speech: 'Legend in the Coal Fields'.
pub(super) fn is_heading(inner: &str) -> bool {
    /// Words of the shortest that its capitals tell from an answer: "Yes, Sir".
    const SHORTEST: usize = 3;
    is_title(inner) && !inner.ends_with([',', '?', '!']) && inner.split_whitespace().nth(SHORTEST - 1).is_some()
}

/// Whether a quoted stretch ends as sentences do, with what ends them inside or, as in British use, behind its mark.
pub(super) fn is_ended(text: &str, passage: &Passage) -> bool {
    const ENDS: [char; 4] = ['.', '?', '!', '…'];
    const CLOSING: [char; 6] = ['\'', '"', '’', '”', '›', '»'];
    let inner = passage.inner.of(text).trim_end_matches(CLOSING);
    let after = text.get(passage.whole.end..).unwrap_or("").trim_start_matches(' ');
    inner.ends_with(ENDS) || inner.ends_with([',', '—', '-']) || after.starts_with(ENDS)
}

/// Whether a quoted stretch is nobody's words by what stands before it: a title of a work, or the value of an attribute that is left over from a page's
/// markup (`author="Ann Lie"`).
pub(super) fn is_not_said(text: &str, passage: &Passage) -> bool {
    text.get(..passage.whole.start).is_some_and(|before| before.ends_with('=')) || is_work(text, passage)
}

/// Whether a quoted stretch is the title of a work or programme: title case behind a possessive, "on", or a noun for a work ("CNN's ''State of the
/// Union''", "the memoir, ''Night Harbour''"). In PolNeAR's training articles 94 of 112 such are no part of what is said.
fn is_work(text: &str, passage: &Passage) -> bool {
    /// Bytes of the longest title, and of the longest name in the possessive before one: work must not grow with the square of a text without spaces.
    const LONGEST: usize = 100;
    let inner = passage.inner.of(text).trim_end_matches([',', '.', ';']);
    if inner.len() > LONGEST || !is_title(inner) || inner.ends_with(['?', '!']) {
        return false;
    }
    let before = text.get(..passage.whole.start).unwrap_or("").trim_end();
    let (before, comma) = before.strip_suffix(',').map_or((before, false), |before| (before, true));
    let near = (before.len().saturating_sub(LONGEST)..).find_map(|start| before.get(start..)).unwrap_or("");
    let word = near.rsplit(char::is_whitespace).next().unwrap_or("");
    let possessive = word.ends_with("'s") || word.ends_with("’s");
    // What follows a comma behind the others may be said: "he went on, ''Stop''".
    WORK_NOUNS.contains(Lower::new(word).as_str())
        || !comma && (word.eq_ignore_ascii_case("on") || possessive && inner.contains(char::is_whitespace))
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
    LABELS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::super::marks;
    use super::*;
    use crate::pipeline::Options;

    #[test]
    fn titles_of_works_are_told_by_what_stands_before() {
        for (text, expected) in [
            ("Lie was on Harbour TV's \"State of the Coast\" that day.", true),
            ("Lie spoke on “Coast Today,” a talk show.", true),
            ("Lie, who wrote the book, \"The Long Pier,\" agreed.", true),
            ("Lie went on, \"Bring the Boats.\"", false),
            ("Lie called it a \"Pier to Nowhere\" that day.", false),
            ("Lie spoke on \"the pier that nobody wanted\" then.", false),
            ("It ran. <post by=\"Ann Lie, a mason\">", true),
            ("Lie read from the book: \"Nobody came.\"", false),
        ] {
            let document = crate::parse::parse(text, &Options::default());
            let passages = marks::pair(&document);
            assert_eq!(
                passages.iter().map(|passage| is_not_said(text, passage)).collect::<Vec<_>>(),
                [expected],
                "{text}"
            );
        }
    }

    #[test]
    fn sentences_end_on_either_side_of_the_mark() {
        for (text, expected) in [
            ("\"It is late.\"", true),
            ("\"It is late\".", true),
            ("\"It is late,\" he said", true),
            ("\"Ask: 'is it late?'\"", true),
            ("\"It is late\" and", false),
        ] {
            let document = crate::parse::parse(text, &Options::default());
            let passages = marks::pair(&document);
            assert_eq!(is_ended(text, &passages[0]), expected, "{text}");
        }
    }

    #[test]
    fn headings_in_marks_are_no_speech() {
        assert!(!is_speech("Legend in the Coal Fields", true, false));
        assert!(is_speech("It is all over", true, false));
        assert!(is_speech("Yes, Sir", true, false));
        assert!(is_speech("Where Is the Pier?", true, false));
    }

    #[test]
    fn the_lists_are_well_formed() {
        crate::lexicon::assert_well_formed("work_nouns.txt", WORK_NOUNS_FILE);
        crate::lexicon::assert_well_formed("label_words.txt", LABELS_FILE);
    }
}
