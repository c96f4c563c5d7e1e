//! Lines with what layout says about them.
//!
//! Widths are columns of plain text (one a character, tabs to the next multiple of eight), because wrapping tools count columns.

use crate::span::Span;
use crate::text::{beyond_ascii, find_byte, is_blank, is_ignorable, is_line_break, lies_in};

/// Columns between tab stops.
const TAB: usize = 8;

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// From its first to its last character that is not blank.
    pub span: Span,
    /// Columns before the first character.
    pub indent: usize,
    /// Columns up to the end of the last character.
    pub width: usize,
    /// Columns of its first word.
    pub first_word: usize,
    /// Whether a blank line, or nothing, stands before it.
    pub after_blank: bool,
    /// Columns where the text after a bullet begins, if it begins with a bullet.
    pub hanging: Option<usize>,
}

/// Whether a character is used as a bullet.
pub(super) const fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '●' | '▪' | '◦' | '*' | '·' | '■' | '□' | '►' | '▶' | '➤' | '✓' | '‣' | '\u{f0b7}' | '+')
}

/// Cuts a text into its lines; blank lines show only in [`Line::after_blank`].
pub(crate) fn cut(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut after_blank = true;
    let mut start = 0;
    while start < text.len() {
        let rest = text.get(start..).unwrap_or("");
        let length = line_length(rest);
        let piece = Span::new(start, start + length);
        start = piece.end + break_length(rest.get(length..).unwrap_or(""));
        match measure(text, piece, after_blank) {
            Some(line) => {
                lines.push(line);
                after_blank = false;
            }
            None => after_blank = true,
        }
    }
    lines
}

/// Bytes before the first line break.
fn line_length(rest: &str) -> usize {
    let mut at = 0;
    while let Some(found) = rest.as_bytes().get(at..).and_then(|bytes| {
        // All breaks are control characters or begin with one of these bytes: NEL, and LS and PS.
        find_byte(bytes, |byte| lies_in(byte, &[(b'\n', b'\r'), (0xC2, 0xC2), (0xE2, 0xE2)]))
    }) {
        at += found;
        let c = rest.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\n');
        if is_line_break(c) {
            return at;
        }
        at += c.len_utf8();
    }
    rest.len()
}

/// Bytes of the line break that `rest` begins with: CRLF is one break.
fn break_length(rest: &str) -> usize {
    if rest.starts_with("\r\n") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) }
}

fn measure(text: &str, piece: Span, after_blank: bool) -> Option<Line> {
    let span = piece.trim(text);
    if span.is_empty() {
        return None;
    }
    let indent = columns(Span::new(piece.start, span.start).of(text), 0);
    let content = span.of(text);
    let width = columns(content, indent);
    let first_word = columns(content.split(char::is_whitespace).next().unwrap_or(""), 0);
    let marker = bullet(content).or_else(|| number(content).filter(|_| indent > 0));
    let hanging = marker.map(|length| columns(content.get(..length).unwrap_or(""), indent));
    Some(Line { span, indent, width, first_word, after_blank, hanging })
}

/// Bytes of the bullet and the space after it that a line begins with.
pub(super) fn bullet(content: &str) -> Option<usize> {
    let mut chars = content.chars();
    let first = chars.next()?;
    let after = chars.as_str();
    let rest = after.trim_start_matches(is_blank);
    let bulleted = match first {
        '-' | '–' | '—' | 'o' => rest.len() < after.len() && !rest.is_empty(),
        '•' | '●' | '▪' | '◦' | '■' | '►' | '▶' | '➤' | '‣' | '\u{f0b7}' => true,
        _ => is_bullet(first) && (rest.len() < after.len() || after.is_empty()),
    };
    bulleted.then_some(content.len() - rest.len())
}

/// Bytes of the number and the space after it that the item of a numbered list begins with ("2. ", "10) ").
fn number(content: &str) -> Option<usize> {
    /// Longer numbers are figures, not those of a list.
    const DIGITS: usize = 2;
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let after = content.get(digits..)?.strip_prefix(['.', ')'])?;
    let rest = after.trim_start_matches(is_blank);
    ((1..=DIGITS).contains(&digits) && rest.len() < after.len() && !rest.is_empty())
        .then_some(content.len() - rest.len())
}

fn columns(piece: &str, from: usize) -> usize {
    if find_byte(piece.as_bytes(), |byte| byte == b'\t').is_none() {
        if piece.is_ascii() {
            return from + piece.len();
        }
        return from + piece.chars().count() - beyond_ascii(piece).filter(|(_, c)| is_ignorable(*c)).count();
    }
    piece.chars().fold(from, |column, c| match c {
        '\t' => (column / TAB + 1) * TAB,
        c if is_ignorable(c) => column,
        _ => column + 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_of_every_kind() {
        for text in ["a b\n\nc\nd", "a b\r\n\r\nc\r\nd", "a b\r\rc\rd", "\u{feff}a b\u{2028}\u{200b}\u{2028}c\u{85}d\n"]
        {
            let lines = cut(text);
            let pieces: Vec<(&str, bool)> = lines.iter().map(|line| (line.span.of(text), line.after_blank)).collect();
            assert_eq!(pieces, [("a b", true), ("c", true), ("d", false)], "{text:?}");
        }
        assert!(cut("").is_empty());
        assert!(cut(" \n\u{a0}\t\n").is_empty());
    }

    #[test]
    fn columns_and_bullets() {
        let text = "  \tTwelve past\n   * item";
        let lines = cut(text);
        assert_eq!((lines[0].indent, lines[0].width, lines[0].first_word), (8, 19, 6));
        assert_eq!((lines[1].indent, lines[1].hanging), (3, Some(5)));
        assert_eq!(bullet("-- dash"), None);
        assert_eq!(bullet("- item"), Some(2));
        assert_eq!(bullet("*emphasis*"), None);
        assert_eq!(bullet("*"), Some(1));
    }
}
