//! Damaged characters: lost, replaced or wrongly decoded.
//!
//! Damage is reported and read around, never mended in the text, because all offsets point into the text as it is. Three kinds
//! are known: a character that became `?` or U+FFFD on its way ("John?Kerry"), UTF-8 that was read as Windows-1252 ("Ã©", "â€™"),
//! and control characters. What decides is next to the character, so that the tokens ([`super::token`]) can ask the same question.

use crate::document::{Warning, WarningCode};
use crate::lexicon::{WordList, word_list};
use crate::span::Span;
use crate::text;

static STARTERS: WordList = word_list!(include_str!("../data/sentence_starters.txt"));

/// Warnings with a place; a text with more damage than this is damaged all over, and one more warning says how many there were.
const MOST_WARNINGS: usize = 20;

/// Damage nearer than this many bytes to the damage before it, on the same line, is reported with it.
const SAME_PLACE: usize = 24;

/// How many bytes of the words beside a question mark are looked at; longer ones are no words.
const WORD_WINDOW: usize = 64;

/// The kinds of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Damage {
    Lost,
    Mojibake,
    Control,
}

impl Damage {
    const fn message(self) -> &'static str {
        match self {
            Self::Lost => "a character was lost here and stands as a question mark or replacement character",
            Self::Mojibake => "UTF-8 text was read in another encoding here (mojibake)",
            Self::Control => "control character",
        }
    }
}

/// A warning for each run of damage in the text.
pub fn find(text: &str) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = Vec::new();
    // The last place, also when it is over the limit.
    let mut last: Option<(Damage, Span)> = None;
    let mut count = 0_usize;
    let mut at = 0;
    loop {
        at += plain_length(text.as_bytes().get(at..).unwrap_or(&[]));
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let Some((kind, length)) = damage_at(text, at, c) else {
            at += c.len_utf8();
            continue;
        };
        let span = Span::new(at, at + length);
        at = span.end;
        match last {
            Some((known, before)) if known == kind && is_same_place(text, before, span) => {
                let whole = before.cover(span);
                last = Some((kind, whole));
                if count <= MOST_WARNINGS
                    && let Some(warning) = warnings.last_mut()
                {
                    warning.span = Some(whole);
                }
            }
            _ => {
                last = Some((kind, span));
                count += 1;
                if count <= MOST_WARNINGS {
                    warnings.push(warning(kind.message().to_owned(), Some(span)));
                }
            }
        }
    }
    if count > MOST_WARNINGS {
        warnings.push(warning(format!("{} more damaged places", count - MOST_WARNINGS), None));
    }
    warnings
}

/// The bytes at the head of a text where no damage can begin: ASCII that is neither a control character nor a question mark.
fn plain_length(bytes: &[u8]) -> usize {
    let is_suspect = |byte| text::lies_in(byte, &[(0, 8), (14, 31), (b'?', b'?'), (127, u8::MAX)]);
    text::find_byte(bytes, is_suspect).unwrap_or(bytes.len())
}

const fn warning(message: String, span: Option<Span>) -> Warning {
    Warning { code: WarningCode::DamagedText, message, span }
}

fn is_same_place(text: &str, before: Span, span: Span) -> bool {
    span.start - before.end < SAME_PLACE && !Span::new(before.end, span.start).of(text).contains(text::is_line_break)
}

/// The damage that begins at a byte offset, where `c` stands, and its length in bytes.
fn damage_at(text: &str, at: usize, c: char) -> Option<(Damage, usize)> {
    match c {
        '?' | '\u{fffd}' => is_lost(text, at).then_some((Damage::Lost, c.len_utf8())),
        _ if c.is_control() && !c.is_whitespace() => Some((Damage::Control, c.len_utf8())),
        _ => mojibake(text.get(at..)?).map(|(length, _)| (Damage::Mojibake, length)),
    }
}

/// Whether the `?` or U+FFFD at a byte offset stands for a lost character.
///
/// A question mark does between two words where a question cannot end: before lower case ("Kerry?during") and between two names
/// ("John?Kerry"); before a word ("?We will") and between a comma and a space ("win,? he said"), where it was a quotation mark.
/// It does not in an address.
pub(crate) fn is_lost(text: &str, at: usize) -> bool {
    if text.get(at..).is_some_and(|rest| rest.starts_with('\u{fffd}')) {
        return true;
    }
    let head = near_before(text, at);
    let tail = near_after(text, at + 1);
    let before = text.get(..at).and_then(|head| head.chars().next_back());
    let after = text.get(at + 1..).and_then(|tail| tail.chars().next());
    if head.contains(['=', '/', '@', '&', '%']) || tail.contains(['=', '/', '@', '&']) {
        return false;
    }
    let letter_follows = after.is_some_and(char::is_alphabetic);
    match before {
        None => letter_follows,
        Some(c) if c.is_whitespace() => letter_follows,
        Some(',') => after.is_some_and(char::is_whitespace),
        Some(c) if c.is_alphabetic() && letter_follows => {
            let next = tail.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
            let word = head.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
            let name_before = word.starts_with(char::is_uppercase);
            !next.starts_with(char::is_uppercase) || (name_before && !STARTERS.contains_lower(next))
        }
        Some(_) => false,
    }
}

/// What stands before `at` without white space, as far as the window reaches.
fn near_before(text: &str, at: usize) -> &str {
    let head = text.get(..at).unwrap_or("");
    let start =
        head.char_indices().rev().take_while(|(start, c)| !c.is_whitespace() && at - start <= WORD_WINDOW).last();
    start.map_or("", |(start, _)| head.get(start..).unwrap_or(""))
}

/// What stands from `at` on without white space, as far as the window reaches.
fn near_after(text: &str, at: usize) -> &str {
    let tail = text.get(at..).unwrap_or("");
    let end = tail.char_indices().find(|(end, c)| c.is_whitespace() || *end >= WORD_WINDOW);
    tail.get(..end.map_or(tail.len(), |(end, _)| end)).unwrap_or("")
}

/// If `text` begins with UTF-8 that was read as Windows-1252: its length and the character it was.
///
/// Known are the forms that occur in news and nowhere else: General Punctuation (`â€` and a third character), Latin letters
/// (`Ã` and a second), `Â` before a sign, and the byte-order mark.
pub(crate) fn mojibake(text: &str) -> Option<(usize, char)> {
    let mut chars = text.chars();
    let (first, second) = (chars.next()?, chars.next());
    match first {
        'â' if second == Some('€') => {
            let third = chars.next();
            let meaning = match third {
                Some('™') => '’',
                Some('˜') => '‘',
                Some('œ') => '“',
                Some('\u{9d}') => '”',
                Some('“') => '–',
                Some('”') => '—',
                Some('¦') => '…',
                Some('¢') => '•',
                // The third byte of a closing mark has no character in Windows-1252 and is often dropped.
                _ => return Some(("â€".len(), '”')),
            };
            Some(("â€".len() + third.map_or(0, char::len_utf8), meaning))
        }
        'Ã' => {
            let second = second?;
            let byte = continuation_byte(second)?;
            Some((first.len_utf8() + second.len_utf8(), char::from(byte | 0x40)))
        }
        'Â' => {
            let second = second.filter(|second| matches!(second, '\u{80}'..='\u{bf}'))?;
            // A token holds no white space.
            let length = if second.is_whitespace() { 0 } else { second.len_utf8() };
            Some((first.len_utf8() + length, second))
        }
        'ï' => text.starts_with("ï»¿").then_some(("ï»¿".len(), '\u{feff}')),
        _ => None,
    }
}

/// The byte from 0x80 to 0xBF that Windows-1252 shows as `c`.
fn continuation_byte(c: char) -> Option<u8> {
    /// What stands for 0x80 to 0x9F; where nothing does, decoders give the control character.
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match c {
        '\u{80}'..='\u{bf}' => u8::try_from(u32::from(c)).ok(),
        _ => HIGH.iter().position(|&high| high == c).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|warning| warning.span.map_or("", |span| span.of(text))).collect()
    }

    #[test]
    fn damage_is_found() {
        assert_eq!(places("Minister John?Kerryduring a visit"), ["?"]);
        assert_eq!(places("he don?t know"), ["?"]);
        assert_eq!(places("?We will,? he said"), ["?We will,?"]);
        assert_eq!(places("a\u{fffd}\u{fffd}b"), ["\u{fffd}\u{fffd}"]);
        assert_eq!(places("itâ€™s the cafÃ©"), ["â€™s the cafÃ©"]);
        assert_eq!(places("costs Â£5"), ["Â£"]);
        assert_eq!(places("the\u{a0}endÂ\u{a0}of"), ["Â"]);
        assert_eq!(places("a\u{7}b"), ["\u{7}"]);
        assert_eq!(places("John?Kerry\nMary?Jones"), ["?", "?"]);
    }

    #[test]
    fn sound_text_is_not() {
        for text in [
            "Why? Because.",
            "Is it so?Nobody knew.",
            "Was it John?The judge asked.",
            "see http://example.org/a?page=2&b=c and example.org/find?query",
            "“Why?” he asked. What?! (Really?)",
            "SÃO PAULO, Âge, pâté, 5€",
            "a\tb\r\nc\u{85}d",
        ] {
            assert_eq!(places(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn mojibake_is_understood() {
        assert_eq!(mojibake("Ã©t"), Some((4, 'é')));
        assert_eq!(mojibake("â€™s"), Some((8, '’')));
        assert_eq!(mojibake("Â£"), Some((4, '£')));
        assert_eq!(mojibake("âge"), None);
    }

    #[test]
    fn much_damage_is_summed_up() {
        let text = "Ann?Lie went. And more of the plain text.\n".repeat(50);
        let warnings = find(&text);
        assert_eq!(warnings.len(), MOST_WARNINGS + 1);
        assert_eq!(warnings[MOST_WARNINGS].message, "30 more damaged places");
        assert_eq!(warnings[MOST_WARNINGS].span, None);
    }
}
