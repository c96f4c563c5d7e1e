//! N-grams: single words, and two that stand side by side. Names stand in them as `Aa` and numbers as `0`, so that nothing is learnt about the persons
//! of the texts that models were learnt from.

use super::lexeme::{BEGINS_WITH_I, CAPITAL, DIGIT, Lexeme};
use super::words::Words;
use crate::lexicon::{Pairs, Reading, word_hash};

/// How numbers and names stand in n-grams.
pub(super) const NUMBER: &str = "0";
pub(super) const NAME: &str = "Aa";

/// A word as it stands in n-grams.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gram<'a> {
    pub(super) word: &'a str,
    /// What is known of it; nothing where it stands as a number or name.
    pub(super) lexeme: Option<&'a Lexeme>,
    /// Its hash, see [`word_hash`].
    hash: u32,
}

impl<'a> Gram<'a> {
    /// The word at `index`, which is the first or another one.
    fn of(words: &Words<'a>, index: usize, is_first: bool) -> Self {
        let lexeme = words.lexeme(index);
        let stands_as = |word: &'static str| Self { word, lexeme: None, hash: word_hash(word.bytes()) };
        if lexeme.bits & DIGIT != 0 {
            stands_as(NUMBER)
        } else if !is_first && lexeme.bits & (CAPITAL | BEGINS_WITH_I) == CAPITAL {
            stands_as(NAME)
        } else {
            Self { word: words.get(index), lexeme: Some(lexeme), hash: lexeme.hash }
        }
    }
}

/// What a model says of n-grams, in thousandths.
#[derive(Debug)]
pub(super) struct Weights {
    /// The weights of two words.
    pub(super) pairs: &'static Pairs,
    /// The weights of [`NUMBER`] and [`NAME`].
    pub(super) number_and_name: [i32; 2],
    /// The weight of another word.
    pub(super) of_lexeme: fn(&Lexeme) -> i32,
    /// The trait of a word that a pair may begin with.
    pub(super) pair: u64,
}

impl Weights {
    /// The weight of a word.
    pub(super) fn word(&self, gram: Gram) -> i32 {
        let [number, name] = self.number_and_name;
        match gram.lexeme {
            Some(lexeme) => (self.of_lexeme)(lexeme),
            None if gram.word == NUMBER => number,
            None => name,
        }
    }

    /// The weight of two words side by side.
    pub(super) fn pair(&self, first: Gram, second: Gram) -> i32 {
        if first.lexeme.is_some_and(|lexeme| lexeme.bits & self.pair == 0) {
            return 0;
        }
        self.pairs.get(Reading::NOTHING.and(first.hash).and(second.hash))
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
