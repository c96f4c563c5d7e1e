//! N-grams: single words, and two that stand side by side. Names stand in them as `Aa` and numbers as `0`, so that nothing is learnt about the persons
//! of the texts that models were learnt from.

use super::lexeme::{DIGIT, Lexeme};
use super::words::Words;

/// How numbers and names stand in n-grams.
pub(super) const NUMBER: &str = "0";
pub(super) const NAME: &str = "Aa";

/// A word as it stands in n-grams.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gram<'a> {
    pub(super) word: &'a str,
    /// What is known of it; nothing where it stands as a number or name.
    pub(super) lexeme: Option<Lexeme>,
}

impl<'a> Gram<'a> {
    /// The word at `index`, which is the first or another one.
    fn of(words: &Words<'a>, index: usize, is_first: bool) -> Self {
        let word = words.get(index);
        if words.is(index, DIGIT) {
            Self { word: NUMBER, lexeme: None }
        } else if !is_first && words.original(index).starts_with(char::is_uppercase) && !word.starts_with('i') {
            Self { word: NAME, lexeme: None }
        } else {
            Self { word, lexeme: Some(words.lexeme(index)) }
        }
    }

    /// Whether it is a number, and not a name, where it stands as one of them.
    pub(super) fn is_number(&self) -> bool {
        self.word == NUMBER
    }
}

/// Calls `see` with each word and the one before it.
pub(super) fn see_all<'a>(words: &Words<'a>, mut see: impl FnMut(Option<Gram<'a>>, Gram<'a>)) {
    let mut before: Option<Gram> = None;
    for index in (0..words.len()).filter(|&index| words.is_word(index)) {
        let gram = Gram::of(words, index, before.is_none());
        see(before, gram);
        before = Some(gram);
    }
}
