//! What a word is by itself, as it is written: what is asked of nearly every word, found out once and remembered from one document to the next.

use super::view::Case;
use super::{lists, nameless, pronoun};
use crate::document::Document;
use crate::model::memory::Column;
use crate::places;
use std::borrow::Cow;
use std::cell::RefCell;

/// What is known of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexeme {
    /// Its hash, by which words are compared.
    pub(super) key: u64,
    /// How it is written.
    pub(super) case: Case,
    /// The traits that have names here, a bit each.
    traits: u8,
}

/// See [`lists::is_function_word`].
pub(super) const FUNCTION: u8 = 1;
/// It reports speech, as hardly any but a person does it: see [`lists::codes_behind_subject`].
pub(super) const SPEECH: u8 = 1 << 1;
/// It is the code of a country.
pub(super) const COUNTRY_CODE: u8 = 1 << 2;
/// It may be a pronoun for one person who is not the speaker.
pub(super) const PRONOUN: u8 = 1 << 3;
/// It may stand for a person of whom no name is given.
pub(super) const SOMEONE: u8 = 1 << 4;
/// "my", "our", "your": what follows is somebody of theirs.
pub(super) const POSSESSIVE: u8 = 1 << 5;
/// It reports what somebody says, see [`lists::codes_behind_subject`].
pub(super) const REPORTING: u8 = 1 << 6;
/// It may be the verb behind a subject, or stand before that.
pub(super) const FINITE: u8 = 1 << 7;

thread_local! {
    static KNOWN: RefCell<Column<Lexeme>> = RefCell::default();
}

/// What is known of each of a document's different words.
pub(super) fn of(document: &Document) -> Vec<Lexeme> {
    let mut column = KNOWN.take();
    let forms = document.forms.iter();
    let lexemes =
        forms.map(|form| column.get_or_insert_with(form, || Lexeme::new(document.form(form), form.hash))).collect();
    KNOWN.set(column);
    lexemes
}

impl Lexeme {
    fn new(word: &str, key: u64) -> Self {
        let case = case_of(word);
        let lower = if case == Case::Lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
        let codes = lists::codes_behind_subject(word);
        let traits = [
            (FUNCTION, lists::is_function_word(word)),
            (SPEECH, codes.contains('s')),
            (COUNTRY_CODE, places::country_code(word).is_some()),
            (PRONOUN, pronoun::is_pronoun(&lower)),
            (SOMEONE, nameless::is_someone(&lower)),
            (REPORTING, codes.contains('r')),
            (FINITE, word.ends_with("ed") || !codes.is_empty()),
            (POSSESSIVE, matches!(&*lower, "my" | "our" | "your")),
        ];
        let traits = traits.iter().filter(|(_, has)| *has).fold(0, |bits, (bit, _)| bits | bit);
        Self { key, case, traits }
    }

    /// Whether it has one of some traits.
    pub(super) fn is(self, any: u8) -> bool {
        self.traits & any != 0
    }
}

fn case_of(text: &str) -> Case {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Case::Lower;
    }
    let (mut letters, mut upper) = (0, 0);
    for c in text.chars() {
        letters += usize::from(c.is_alphabetic());
        upper += usize::from(c.is_uppercase());
    }
    if upper == 0 {
        Case::Lower
    } else if upper == letters && letters > 1 {
        Case::Upper
    } else {
        Case::Capital
    }
}
