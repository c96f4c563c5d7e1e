//! N-grams: single words, and two that stand side by side. Names stand in them as `Aa` and numbers as `0`, so that nothing is learnt about the persons
//! of the texts that models were learnt from.

use super::lexeme::{BEGINS_WITH_I, CAPITAL, DIGIT, Lexeme};
use super::words::{Spelling, Words};
use crate::lexicon::{Grams, Reading, word_hash};
use std::fmt;

/// A half more than the longer list of n-grams has entries.
pub(super) const SLOTS: usize = 1 << 14;

/// How numbers and names stand in n-grams.
pub(super) const NUMBER: &str = "0";
pub(super) const NAME: &str = "Aa";

/// A word as it stands in n-grams.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gram<'a> {
    form: Form<'a>,
    /// Its hash, see [`word_hash`].
    hash: u32,
}

/// As what a word stands.
#[derive(Clone, Copy, Debug)]
enum Form<'a> {
    Number,
    Name,
    /// As itself: what is known of it, and how it is spelt, which only those ask who learn.
    Word(&'a Lexeme, Spelling<'a>),
}

impl fmt::Display for Gram<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.form {
            Form::Number => NUMBER,
            Form::Name => NAME,
            Form::Word(_, spelling) => spelling.as_str(),
        })
    }
}

impl<'a> Gram<'a> {
    /// A word, which is the first or another one.
    #[inline]
    fn of(lexeme: &'a Lexeme, spelling: Spelling<'a>, is_first: bool) -> Self {
        if lexeme.bits & DIGIT != 0 {
            Self { form: Form::Number, hash: word_hash(NUMBER.bytes()) }
        } else if !is_first && lexeme.bits & (CAPITAL | BEGINS_WITH_I) == CAPITAL {
            Self { form: Form::Name, hash: word_hash(NAME.bytes()) }
        } else {
            Self { form: Form::Word(lexeme, spelling), hash: lexeme.hash }
        }
    }
}

/// What a model says of n-grams, in thousandths.
#[derive(Debug)]
pub(super) struct Weights {
    /// The weights of two words.
    pub(super) grams: &'static Grams<SLOTS>,
    /// The weights of [`NUMBER`] and [`NAME`].
    pub(super) number_and_name: [i32; 2],
    /// The weight of another word.
    pub(super) of_lexeme: fn(&Lexeme) -> i32,
    /// The trait of a word that a pair may begin with.
    pub(super) pair: u64,
}

impl Weights {
    /// The weight of a word.
    #[inline]
    pub(super) fn word(&self, gram: Gram) -> i32 {
        let [number, name] = self.number_and_name;
        match gram.form {
            Form::Word(lexeme, _) => (self.of_lexeme)(lexeme),
            Form::Number => number,
            Form::Name => name,
        }
    }

    /// The weight of two words side by side.
    #[inline]
    pub(super) fn pair(&self, first: Gram, second: Gram) -> i32 {
        match first.form {
            Form::Word(lexeme, _) if lexeme.bits & self.pair == 0 => 0,
            _ => self.grams.get(Reading::NOTHING.and(first.hash).and(second.hash)),
        }
    }
}

/// Calls `see` with each word and the one before it.
pub(super) fn see_all<'a>(words: &Words<'a>, mut see: impl FnMut(Option<Gram<'a>>, Gram<'a>)) {
    let mut before: Option<Gram> = None;
    for (index, lexeme) in words.plain() {
        let gram = Gram::of(lexeme, words.spelling(index), before.is_none());
        see(before, gram);
        before = Some(gram);
    }
}
