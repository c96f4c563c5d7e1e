//! Text of others made harmless: it must not command the terminal, the browser or the spreadsheet that shows it.

use std::borrow::Cow;

/// What stands for a character that was taken out, so that a reader sees that there was one.
pub(super) const TAKEN_OUT: char = '\u{fffd}';

/// Whether a character acts on what shows it: control characters (escape sequences begin with one), and those that set, override or
/// isolate the direction of the text after them (Unicode standard annex 9, 2.1 to 2.4), which can make a text read as another.
///
/// The direction marks (LRM, RLM, ALM) act on their neighbours only and belong to right-to-left names.
pub(super) fn is_active(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// A text on one line without active characters: white space is a space, what else is active is U+FFFD.
pub(super) fn inert(text: &str) -> Cow<'_, str> {
    if !text.contains(is_active) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(inert_character).collect())
}

/// One character of such a text.
pub(super) fn inert_character(c: char) -> char {
    match c {
        _ if !is_active(c) => c,
        _ if c.is_whitespace() => ' ',
        _ => TAKEN_OUT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn active_characters_go_and_others_stay() {
        assert_eq!(inert("a\u{1b}[31mb\u{202e}c\r\nd\u{9b}e\u{7f}"), "a\u{fffd}[31mb\u{fffd}c  d\u{fffd}e\u{fffd}");
        assert_eq!(inert("Zoë 漢\u{200f} \u{a0}’"), "Zoë 漢\u{200f} \u{a0}’");
    }
}
