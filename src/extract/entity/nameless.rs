//! Persons of whom the text gives no name, or whose name was passed over: a pronoun behind one is not somebody else's.
//!
//! "A woman in her sixties", "anyone caught there loses his licence", "my daughter missed her exam": better no person than a wrong one.

use super::lexeme::{FUNCTION, POSSESSIVE, SOMEONE};
use super::lists::{self, Gender};
use super::view::View;
use crate::document::TokenKind;
use crate::text::lower_word;
use std::ops::Range;

/// A person of whom the text gives no name: "a woman", "one of whom", "my daughter".
#[derive(Clone, Copy, Debug)]
pub(super) struct Nameless {
    pub(super) at: usize,
    pub(super) line: usize,
    pub(super) gender: Option<Gender>,
    /// Whether the sentence is about this person: he or she may be taken up in the next.
    pub(super) subject: bool,
}

/// Words for one person.
const PERSONS: [&str; 4] = ["woman", "girl", "man", "boy"];
/// Words for a person who is not known.
const ANYBODY: [&str; 7] = ["anyone", "anybody", "someone", "somebody", "whoever", "everyone", "everybody"];

/// Whether a word in lower case may by itself stand for a person without a name.
pub(super) fn is_someone(lower: &str) -> bool {
    PERSONS.contains(&lower) || ANYBODY.contains(&lower) || lower == "one"
}

/// Whether a word stands for a person without a name.
pub(super) fn nameless_person(
    view: &View<'_>,
    owners: &[Option<usize>],
    at: usize,
    line: usize,
    words: &Range<usize>,
) -> Option<Nameless> {
    let here = view.words.get(at)?;
    let free = |at: usize| owners.get(at).copied().flatten().is_none() && words.contains(&at);
    // A name that was passed over: its person is unknown here, but is not somebody else.
    let before_surname = || {
        let next = view.words.get(at + 1);
        next.is_some_and(|next| next.is_capitalized() && !next.initial && free(at + 1))
    };
    if here.is_capitalized() && !here.initial && before_surname() && lists::is_first_name(here.text) {
        return Some(Nameless { at, line, gender: lists::gender_of_first_name(here.text), subject: true });
    }
    let before = |back: usize| {
        let at = at.checked_sub(back).filter(|&at| at >= words.start)?;
        view.words.get(at)
    };
    let next = view.words.get(at + 1).filter(|_| at + 1 < words.end);
    let somebodys = before(1).is_some_and(|word| word.is(POSSESSIVE) || word.kind == TokenKind::Possessive);
    let and = next.is_some_and(|next| next.text == "and");
    if !here.is(SOMEONE) && !somebodys && !and {
        return None;
    }
    let text = lower_word(here.text);
    let owned = |at: usize| owners.get(at).copied().flatten().is_some();
    // "the teenager, Kofi Mensah," and "his daughter Ama" have names.
    let named = owned(at + 1) || next.is_some_and(|next| next.text == ",") && owned(at + 2);
    if named {
        return None;
    }
    let determiner = before(1).map(|word| lower_word(word.text)).unwrap_or_default();
    // "Ola Berg, a boy of nine," has a name too.
    let apposed = before(2).is_some_and(|word| word.text == ",");
    let gender = match text.as_ref() {
        "woman" | "girl" => Some(Gender::Female),
        "man" | "boy" => Some(Gender::Male),
        _ if somebodys => lists::gender_of_role(&text),
        _ => None,
    };
    let someone = ANYBODY.contains(&text.as_ref())
        || text == "one" && next.is_some_and(|next| next.text == "of")
        || determiner == "my" && view.words[at].kind == TokenKind::Word && !here.is(FUNCTION);
    let kept = PERSONS.contains(&text.as_ref())
        && matches!(determiner.as_ref(), "a" | "the" | "another" | "one" | "old" | "young");
    let creature = and
        && view.words.get(at + 2).is_some_and(|word| matches!(word.text, "her" | "his"))
        && view.words[at].kind == TokenKind::Word
        && !view.words[at].is_capitalized()
        && lists::is_common(&text);
    if apposed || !(someone || kept || gender.is_some() || creature) {
        return None;
    }
    let subject = at <= words.start + 2 && kept;
    Some(Nameless { at, line, gender, subject })
}
