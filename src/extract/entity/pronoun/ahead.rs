//! Persons that stand behind a pronoun in its sentence: whom it stands for already, or cannot stand for.

use super::super::lists;
use super::super::view::View;
use super::clause;
use crate::document::TokenKind;
use std::ops::Range;

/// Tokens of the longest phrase before a main clause.
const OPENING: usize = 14;
/// A title before a name: "Interior Minister".
const TITLE: usize = 4;

/// The person that is the subject of the main clause, where the pronoun at `at` stands in a phrase before it: "During her visit, | Anna Lie | said".
pub(super) fn subject_ahead(
    view: &View<'_>,
    owners: &[Option<usize>],
    person: impl Fn(usize) -> Option<usize>,
    at: usize,
    line: &Range<usize>,
) -> Option<usize> {
    let opening = line.start..line.end.min(line.start + OPENING);
    let first = view.words.get(line.start)?;
    let begins = !view.quoted(at) && lists::is_opening(first.text);
    if !begins || !opening.contains(&at) || (line.start..at).any(|before| person(before).is_some()) {
        return None;
    }
    let comma = (at + 1..opening.end).find(|&next| view.words[next].text == ",")?;
    if (at + 1..comma).any(|next| person(next).is_some()) {
        return None;
    }
    let name = (comma + 1..line.end.min(comma + 2 + TITLE)).find(|&next| person(next).is_some())?;
    let is_title = |at: usize| view.words[at].kind == TokenKind::Word && !clause::is_verb_like(&view.words[at]);
    let end = (name..line.end).find(|&next| owners[next] != owners[name]).unwrap_or(line.end);
    let verb = view.words.get(end).is_some_and(clause::is_verb_like);
    person(name).filter(|_| verb && (comma + 1..name).all(is_title))
}

/// The person that "and" joins with a pronoun, and who is another: "he and | President Berg |", but not "he and other ...".
pub(super) fn joined(view: &View<'_>, owners: &[Option<usize>], at: usize, line: &Range<usize>) -> Option<usize> {
    let is_and = |at: usize| view.words.get(at).is_some_and(|word| word.text == "and");
    let behind = if is_and(at + 1) { at + 2..line.end.min(at + 3 + TITLE) } else { 0..0 };
    let title = |next: &usize| view.words[*next].kind == TokenKind::Word && !clause::is_verb_like(&view.words[*next]);
    behind.take_while(title).find_map(|next| owners.get(next).copied().flatten())
}
