//! The different words of a document.

use crate::document::{Document, Form};
use crate::model::hash;
use crate::model::memory::{ByHash, Column, MOST, Numbers};
use std::cell::RefCell;

thread_local! {
    static NUMBERS: RefCell<Numbers> = RefCell::default();
    static LOWER: RefCell<Column<u64>> = RefCell::default();
    /// For each number of a word which of the document's forms it is, counted from 1; 0 for none, and between documents.
    static PLACES: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

/// Fills [`Document::forms`] and tells each token which of them it is.
pub(super) fn number(document: &mut Document) {
    /// Tokens for each different word, or a few more: all but very short documents have no more words.
    const TOKENS: usize = 2;
    let most = document.tokens.len() / TOKENS;
    let mut forms: Vec<Form> = Vec::with_capacity(most);
    let (mut numbers, mut lower, mut places) = (NUMBERS.take(), LOWER.take(), PLACES.take());
    places.resize(MOST, 0);
    // Of words that have no number of their own.
    let mut others: ByHash<u32> = ByHash::default();
    for (at, token) in (0..).zip(&mut document.tokens) {
        let mut form = Form { token: at, number: 0, kind: token.kind, hash: token.hash, lower: 0 };
        form.number = numbers.of(form.key());
        let place = match places.get_mut(form.number as usize) {
            Some(place) => place,
            None => others.entry(form.key()).or_default(),
        };
        if *place == 0 {
            form.lower = lower.get_or_insert_with(&form, || hash::lower(token.span.of(&document.text)));
            forms.push(form);
            *place = forms.len() as u32;
        }
        token.form = *place - 1;
    }
    for form in &forms {
        if let Some(place) = places.get_mut(form.number as usize) {
            *place = 0;
        }
    }
    NUMBERS.set(numbers);
    LOWER.set(lower);
    PLACES.set(places);
    document.forms = forms;
}
