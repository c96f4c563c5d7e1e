//! Which words keep the stop after them.

use super::{Scanner, run_length};
use crate::document::TokenKind;
use crate::lexicon::{WordList, word_list};

static ABBREVIATIONS: WordList = word_list!(ABBREVIATIONS_FILE);
const ABBREVIATIONS_FILE: &str = include_str!("../../data/abbreviations.tsv");

/// How an abbreviation behaves; the list's header says what each means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// Stands before a name.
    Title,
    /// Follows a name.
    Company,
    /// A month.
    Month,
    /// A day of the week.
    Weekday,
    /// A state or county, after a comma.
    State,
    /// Stands before a number.
    Number,
    /// Stands after a number.
    Unit,
    /// Any other.
    Other,
    /// Letters with stops: `U.S.`, `a.m.`.
    Letters,
    /// One capital letter.
    Initial,
}

/// How a token that ends with a stop behaves as an abbreviation; `None` if it is none.
pub(crate) fn class(token: &str) -> Option<Abbreviation> {
    let word = token.strip_suffix('.')?;
    let mut chars = word.chars();
    let first = chars.next().filter(|c| c.is_alphabetic())?;
    if chars.next().is_none() && first.is_uppercase() {
        return Some(Abbreviation::Initial);
    }
    if word.contains('.') { Some(Abbreviation::Letters) } else { listed(word) }
}

/// The class of a word of the list, also in capitals (`SEN. SMITH`).
fn listed(word: &str) -> Option<Abbreviation> {
    /// No entry of the list is longer.
    const LONGEST: usize = 12;
    if word.len() > LONGEST || !word.is_ascii() {
        return None;
    }
    let mut buffer = [0; LONGEST];
    let value = ABBREVIATIONS.get(word).or_else(|| {
        if word.len() < 2 || word.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let title = buffer.get_mut(..word.len())?;
        title.copy_from_slice(word.as_bytes());
        title.get_mut(1..)?.make_ascii_lowercase();
        ABBREVIATIONS.get(std::str::from_utf8(title).ok()?)
    })?;
    Some(match value {
        "title" => Abbreviation::Title,
        "company" => Abbreviation::Company,
        "month" => Abbreviation::Month,
        "weekday" => Abbreviation::Weekday,
        "state" => Abbreviation::State,
        "number" => Abbreviation::Number,
        "unit" => Abbreviation::Unit,
        _ => Abbreviation::Other,
    })
}

impl Scanner<'_> {
    /// Whether `word`, which begins at the cut and has a stop after it, keeps that stop; `after` is the text after the stop.
    pub(super) fn keeps_stop(&self, word: &str, after: &str) -> bool {
        if after.starts_with('.') {
            return false;
        }
        let mut letters = word.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            return if letter.is_uppercase() { self.is_initial(letter, after) } else { self.fits(listed(word), after) };
        }
        word.contains('.') || self.fits(listed(word), after)
    }

    /// Whether a single capital with a stop is an initial and not the last word of a sentence.
    fn is_initial(&self, letter: char, after: &str) -> bool {
        let next = after.trim_start();
        if !next.starts_with(char::is_uppercase) {
            return next.starts_with([',', ')']) || next.starts_with(char::is_lowercase);
        }
        // "So am I. The": the pronoun, unless a name stands before it.
        letter != 'I' || self.last_word().starts_with(char::is_uppercase)
    }

    /// Whether the neighbours are those of an abbreviation of this class.
    fn fits(&self, class: Option<Abbreviation>, after: &str) -> bool {
        let next = after.trim_start();
        let digit = next.starts_with(|c: char| c.is_ascii_digit());
        let goes_on = next.starts_with([',', ';', ')', '-', ':']) || next.starts_with(char::is_lowercase);
        match class {
            None => false,
            Some(Abbreviation::Month | Abbreviation::Weekday) => {
                digit || goes_on || listed(first_word(next)) == Some(Abbreviation::Month)
            }
            Some(Abbreviation::State) => goes_on || matches!(self.last_word(), "," | "-"),
            Some(Abbreviation::Number) => digit || next.starts_with('#'),
            Some(Abbreviation::Unit) => self.last().is_some_and(|token| token.kind == TokenKind::Number),
            Some(Abbreviation::Title) => !next.is_empty(),
            Some(_) => true,
        }
    }
}

fn first_word(text: &str) -> &str {
    text.get(..run_length(text, char::is_alphabetic)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_is_well_formed() {
        crate::lexicon::assert_well_formed("abbreviations.tsv", ABBREVIATIONS_FILE);
        let known = ["title", "company", "month", "weekday", "state", "number", "unit", "other"];
        for (word, class) in ABBREVIATIONS.iter() {
            assert!(known.contains(&class), "{word}: {class}");
            assert!(word.len() <= 12, "{word}");
        }
    }

    #[test]
    fn classes() {
        assert_eq!(class("Sen."), Some(Abbreviation::Title));
        assert_eq!(class("SEN."), Some(Abbreviation::Title));
        assert_eq!(class("U.S."), Some(Abbreviation::Letters));
        assert_eq!(class("J."), Some(Abbreviation::Initial));
        assert_eq!(class("house."), None);
        assert_eq!(class("."), None);
    }
}
