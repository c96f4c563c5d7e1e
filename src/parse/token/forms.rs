//! The different words of a document.

use crate::document::{Document, Form};
use crate::model::hash;
use crate::model::memory::{ByHash, Column, Numbers, Seeded};
use std::cell::RefCell;

thread_local! {
    static NUMBERS: RefCell<Numbers> = RefCell::default();
    static LOWER: RefCell<Column<u64>> = RefCell::default();
}

/// Fills [`Document::forms`] and tells each token which of them it is.
pub(super) fn number(document: &mut Document) {
    /// Tokens for each different word, or a few more: all but very short documents have no more words.
    const TOKENS: usize = 2;
    let most = document.tokens.len() / TOKENS;
    let mut forms: Vec<Form> = Vec::with_capacity(most);
    let mut by_key: ByHash<u32> = ByHash::with_capacity_and_hasher(most, Seeded::default());
    let (mut numbers, mut lower) = (NUMBERS.take(), LOWER.take());
    for (at, token) in (0..).zip(&mut document.tokens) {
        let mut form = Form { token: at, number: 0, kind: token.kind, hash: token.hash, lower: 0 };
        token.form = *by_key.entry(form.key()).or_insert_with(|| {
            form.number = numbers.of(form.key());
            form.lower = lower.get_or_insert_with(&form, || hash::lower(token.span.of(&document.text)));
            forms.push(form);
            forms.len() as u32 - 1
        });
    }
    NUMBERS.set(numbers);
    LOWER.set(lower);
    document.forms = forms;
}
