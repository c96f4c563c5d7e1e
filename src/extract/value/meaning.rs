//! What a word can be to the recognisers: worked out once for each word and remembered, as nearly all words can begin no value.

use super::{calendar, durations, money, numbers, ordinals, quantity, relative, times};
use crate::document::{Form, ValueType};
use crate::model::hash;
use crate::model::memory::{Column, Memory};
use crate::span::Span;

/// A set of kinds of values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    /// Every kind: what begins with digits.
    pub(super) const ALL: Self = Self(u8::MAX);
    /// What begins with a number in words; dates as in "two days ago".
    const NUMBER_WORD: Self = Self::of(ValueType::Date)
        .and(ValueType::Money)
        .and(ValueType::Percent)
        .and(ValueType::Duration)
        .and(ValueType::Quantity);
    /// What begins with an ordinal; dates as in "third quarter".
    const ORDINAL_WORD: Self = Self::of(ValueType::Date).and(ValueType::Ordinal);

    const fn of(kind: ValueType) -> Self {
        Self(1 << kind as u8)
    }

    const fn and(self, kind: ValueType) -> Self {
        Self(self.0 | 1 << kind as u8)
    }

    /// Whether a kind is in the set.
    pub(super) const fn has(self, kind: ValueType) -> bool {
        self.0 >> kind as u8 & 1 == 1
    }

    /// Whether no kind is.
    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What a word can be.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Meaning {
    /// The kinds of values that may begin with it.
    pub(super) begins: Kinds,
    /// Whether it names a month or a weekday.
    pub(super) is_name: bool,
}

impl Meaning {
    /// Works out a word's meaning; `lower` is the word in ASCII lower case.
    fn of(printed: &str, lower: &str) -> Self {
        let mut kinds = 0;
        let mut add = |may_begin: bool, set: Kinds| {
            if may_begin {
                kinds |= set.0;
            }
        };
        add(numbers::may_begin(lower), Kinds::NUMBER_WORD);
        add(ordinals::may_begin(lower), Kinds::ORDINAL_WORD);
        let is_name = calendar::is_name(printed, lower);
        add(is_name || relative::may_begin(printed, lower), Kinds::of(ValueType::Date));
        add(times::is_named(lower), Kinds::of(ValueType::Time));
        add(money::may_begin(printed, lower), Kinds::of(ValueType::Money));
        add(durations::may_begin(lower), Kinds::of(ValueType::Duration));
        add(quantity::times(lower).is_some(), Kinds::of(ValueType::Quantity));
        Self { begins: Kinds(kinds), is_name }
    }

    /// The meaning of a mark: signs of currencies stand before amounts, apostrophes before decades.
    pub(super) fn of_mark(mark: char, printed: &str) -> Self {
        let begins = match mark {
            '\'' | '’' | '‘' => Kinds::of(ValueType::Date),
            '$' => Kinds::of(ValueType::Money),
            _ if !mark.is_ascii() && money::may_begin(printed, printed) => Kinds::of(ValueType::Money),
            _ => Kinds::default(),
        };
        Self { begins, is_name: false }
    }

    /// The meaning of digits.
    pub(super) const NUMBER: Self = Self { begins: Kinds::ALL, is_name: false };
}

/// The meanings of words that came before.
#[derive(Debug, Default)]
pub(super) struct Meanings {
    /// Of words that are tokens, which nearly all are.
    forms: Column<Meaning>,
    /// Of parts of tokens and what lies over several.
    others: Memory<Meaning>,
}

impl Meanings {
    /// The meaning of a word of a text, which may be a token; `lower` is the text in ASCII lower case.
    pub(super) fn get(&mut self, form: Option<&Form>, word: Span, text: &str, lower: &str) -> Meaning {
        let find_out = || Meaning::of(word.of(text), word.of(lower));
        match form {
            Some(form) => self.forms.get_or_insert_with(form, find_out),
            None => self.others.get_or_insert_with(hash::spelling(word.of(text).as_bytes()), find_out),
        }
    }
}
