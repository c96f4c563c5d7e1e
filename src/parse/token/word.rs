//! Words, with the apostrophes, hyphens and stops inside them.

use super::character::{is_apostrophe, is_hyphen, is_joiner, is_letter};
use super::{Scanner, damage, number, run_length, word_length};
use crate::document::TokenKind;
use crate::lexicon::{WordList, word_list};

static NATIONS: WordList = word_list!(NATIONS_FILE);
const NATIONS_FILE: &str = include_str!("../../data/nations.txt");
static PREFIXES: WordList = word_list!(PREFIXES_FILE);
const PREFIXES_FILE: &str = include_str!("../../data/name_prefixes.txt");
static SUFFIXES: WordList = word_list!(SUFFIXES_FILE);
const SUFFIXES_FILE: &str = include_str!("../../data/name_suffixes.txt");

/// Degrees and the like whose first part is longer than a letter, or whose second is.
const LETTER_GROUPS: [&str; 9] = ["Ph", "Sc", "Phil", "Ed", "Tech", "Com", "Litt", "Eng", "Dr"];

impl Scanner<'_> {
    /// Takes a word, and the possessive ending after it.
    pub(super) fn word(&mut self) {
        let rest = self.rest();
        // `part` is where the part after the last hyphen begins, `segment` where the one after the last stop does.
        let (mut length, mut part, mut segment) = (0, 0, 0);
        loop {
            let run = length + word_length(rest.get(length..).unwrap_or(""));
            let (end, apostrophe) = damage::end_of_run(rest, length, run);
            length = end;
            if end > run {
                continue;
            }
            if apostrophe > 0 {
                let tail = rest.get(length + apostrophe..).unwrap_or("");
                if !tail.starts_with(is_letter) || ending(tail).is_some() {
                    break;
                }
                length += apostrophe;
                continue;
            }
            let mut next = rest.get(length..).unwrap_or("").chars();
            let (Some(sign), after) = (next.next(), next.next()) else { break };
            let tail = rest.get(length + sign.len_utf8()..).unwrap_or("");
            let glued = after.is_some_and(is_letter);
            if is_apostrophe(sign) && glued && ending(tail).is_none() {
                length += sign.len_utf8();
            } else if is_hyphen(sign) && after.is_some_and(|c| is_letter(c) || c.is_ascii_digit()) {
                let head = rest.get(part..length).unwrap_or("");
                if splits(head, tail) {
                    break;
                }
                length += sign.len_utf8();
                if after.is_some_and(|c| c.is_ascii_digit()) {
                    length += number::numeral(tail);
                }
                (part, segment) = (length, length);
            } else if sign == '&' && is_capital_sign(rest.get(segment..length).unwrap_or(""), tail) {
                length += 1;
            } else if sign == '.' {
                let word = rest.get(segment..length).unwrap_or("");
                if !joins(word, tail) {
                    let whole = rest.get(part..length).unwrap_or("");
                    length += usize::from(self.keeps_stop(whole, tail));
                    break;
                }
                length += 1;
                segment = length;
            } else {
                break;
            }
        }
        // A joiner at the end (a soft hyphen before a space) is blank, and stays outside.
        let kept = rest.get(..length).unwrap_or("").trim_end_matches(is_joiner).len();
        self.take(if kept > 0 { kept } else { length }, TokenKind::Word);
        self.possessive();
    }

    /// Takes the ending `'s`, `'ll` and the like that stands here. The possessive `'` of a plural is told from a quotation mark
    /// elsewhere.
    pub(super) fn possessive(&mut self) {
        let mut rest = self.rest().chars();
        if let Some(mark) = rest.next().filter(|&mark| is_apostrophe(mark))
            && let Some(letters) = ending(rest.as_str())
        {
            let possessive = letters == 1 && rest.as_str().starts_with(['s', 'S']);
            let kind = if possessive { TokenKind::Possessive } else { TokenKind::Word };
            self.take(mark.len_utf8() + letters, kind);
        }
    }
}

/// The length of the ending after an apostrophe: `s`, or a verb that was joined to the word before.
pub(super) fn ending(tail: &str) -> Option<usize> {
    const ENDINGS: [&str; 6] = ["s", "ll", "re", "ve", "d", "m"];
    let letters = tail.get(..word_length(tail))?;
    ENDINGS.iter().any(|ending| ending.eq_ignore_ascii_case(letters)).then_some(letters.len())
}

/// Whether `head&tail` is one name in capitals: `AT&T`, `R&B`.
fn is_capital_sign(head: &str, tail: &str) -> bool {
    tail.starts_with(|c: char| c.is_ascii_uppercase())
        && head.ends_with(|c: char| c.is_ascii_uppercase())
        && !tail.starts_with("amp;")
}

/// Whether the word goes on after a stop: `word` is the letter, or one of the groups, before it, `tail` what follows.
fn joins(word: &str, tail: &str) -> bool {
    let length = run_length(tail, is_letter);
    let next = tail.get(..length).unwrap_or("");
    let is_group = |letters: &str| letters.chars().count() == 1 || LETTER_GROUPS.contains(&letters);
    if next.is_empty() || !is_group(word) || !is_group(next) {
        return false;
    }
    let one_case = word.chars().all(char::is_lowercase) == next.chars().all(char::is_lowercase);
    one_case && (word.chars().count() == 1 || next.chars().count() == 1)
}

/// Whether the hyphen between `head` and the start of `tail` is where a name ends or begins.
///
/// In the entity data this reaches nearly as many of the names' ends as a cut at every hyphen, and leaves compounds and
/// double names (`al-Qaeda`, `Jean-Claude`, `Akufo-Addo`), which word lists and clusters know whole, in one piece.
fn splits(head: &str, tail: &str) -> bool {
    let next = tail.get(..run_length(tail, is_letter)).unwrap_or("");
    let prefix = PREFIXES.contains_lower(head);
    if tail.starts_with(|c: char| c.is_ascii_digit()) {
        return prefix;
    }
    let name_follows = next.starts_with(char::is_uppercase);
    if !head.starts_with(char::is_uppercase) {
        return name_follows && (prefix || NATIONS.contains(next));
    }
    if name_follows {
        let acronym = |word: &str| (2..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
        // R-Ohio, D-Calif.: a legislator's party and state.
        let party = matches!(head, "D" | "R" | "I") && next.len() > 1;
        return party || prefix || NATIONS.contains(head) || NATIONS.contains(next) || (acronym(head) && acronym(next));
    }
    SUFFIXES.contains(next) || (next.len() > 4 && next.ends_with("ed")) || (next.len() > 5 && next.ends_with("ing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_well_formed() {
        crate::lexicon::assert_well_formed("nations.txt", NATIONS_FILE);
        crate::lexicon::assert_well_formed("name_prefixes.txt", PREFIXES_FILE);
        crate::lexicon::assert_well_formed("name_suffixes.txt", SUFFIXES_FILE);
    }
}
