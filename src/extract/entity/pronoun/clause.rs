//! Subjects and clauses, as the words around a name or pronoun show them.

use super::super::lexeme::{FINITE, FUNCTION, REPORTING};
use super::super::lists;
use super::super::view::{View, Word};
use crate::document::TokenKind;
use crate::text::lower_word;
use std::ops::Range;

/// Whether a person is the subject of a clause: first in it, behind no verb or preposition.
pub(super) fn is_subject(
    view: &View<'_>,
    owners: &[Option<usize>],
    start: usize,
    end: usize,
    line: &Range<usize>,
) -> bool {
    let mut at = start;
    // Past the title before the name.
    while at > line.start {
        let before = &view.words[at - 1];
        let title = !lists::role_codes(before.text).is_empty()
            || lists::is_role_modifier(before.text)
            || owners[at - 1].is_some();
        let article = matches!(before.text, "the" | "The" | "a" | "A")
            || before.kind == TokenKind::Possessive
            || before.text == "." && at < start;
        if !(title || article || before.text == "of" && at < start) {
            break;
        }
        at -= 1;
    }
    if at == line.start {
        return true;
    }
    let before = lower_word(view.words[at - 1].text);
    let after = after_apposition(view, end, line.end);
    if lists::codes_behind_subject(&before).contains('r') {
        return at >= 2 && (view.words[at - 2].kind == TokenKind::Quote || view.words[at - 2].text == ",");
    }
    let verb_after = after.is_some_and(|word| is_verb_like(word));
    let opens = matches!(
        before.as_ref(),
        "," | ";"
            | ":"
            | "—"
            | "–"
            | "-"
            | "that"
            | "but"
            | "while"
            | "as"
            | "because"
            | "when"
            | "if"
            | "after"
            | "before"
            | "although"
            | "though"
            | "since"
            | "where"
            | "whether"
            | "and"
            | "said"
            | "says"
    ) || view.words[at - 1].kind == TokenKind::Quote;
    // "The dentist's granddaughter, Ada Ruiz, travelled": a description opens the sentence.
    let described =
        before == "," && (line.start..at - 1).all(|word| owners[word].is_none()) && at - line.start <= DESCRIPTION;
    // "Opposition corporator Imtiaz Shaikh alleged": a title that no list knows.
    let titled = at - line.start <= 3
        && (line.start..at).all(|word| view.words[word].kind == TokenKind::Word && !view.words[word].is(FUNCTION));
    (opens || described || titled) && verb_after
}

/// Words of the longest description that opens a sentence, or stands behind a name.
const DESCRIPTION: usize = 10;

/// The word after a name and an age or apposition between commas.
pub(super) fn after_apposition<'v, 'a>(view: &'v View<'a>, end: usize, to: usize) -> Option<&'v Word<'a>> {
    let next = view.words.get(end).filter(|_| end < to)?;
    if next.text != "," {
        return Some(next);
    }
    let close = (end + 1..to.min(end + 2 + DESCRIPTION)).find(|&at| view.words[at].text == ",");
    close.and_then(|close| view.words.get(close + 1)).filter(|word| is_verb_like(word)).or(Some(next))
}

/// Whether a word looks like a finite verb.
pub(super) fn is_verb_like(word: &Word<'_>) -> bool {
    word.kind == TokenKind::Word && word.is(FINITE)
}

/// Whether a word begins a clause with a subject of its own.
pub(super) fn begins_clause(word: &Word<'_>) -> bool {
    word.kind == TokenKind::Quote
        || matches!(
            word.text,
            ";" | ":"
                | "that"
                | "who"
                | "which"
                | "when"
                | "because"
                | "as"
                | "after"
                | "before"
                | "while"
                | "if"
                | "where"
                | "whom"
        )
}

/// Whether a clause begins between two words of one sentence.
pub(super) fn clause_between(view: &View<'_>, from: usize, to: usize) -> bool {
    let words = view.words.get(from..to).unwrap_or(&[]);
    words.iter().any(|word| begins_clause(word) || matches!(word.text, "," | "and" | "but" | "to"))
}

/// Whether the subject may have changed between two words of one sentence: "met Putin and told him" has one subject.
pub(super) fn subject_between(view: &View<'_>, from: usize, to: usize) -> bool {
    let words = view.words.get(from..to).unwrap_or(&[]);
    words.iter().any(|word| {
        begins_clause(word)
            || matches!(word.text, "they" | "it" | "we" | "you" | "I" | "what" | "how" | "whether" | "for")
    })
}

/// Whether a word that reports what somebody says stands next to a mention.
pub(super) fn is_near_report(view: &View<'_>, mention: &Range<usize>) -> bool {
    let reports = |at: usize| view.words.get(at).is_some_and(|word| word.is(REPORTING));
    reports(mention.end) || reports(mention.end + 1) || mention.start.checked_sub(1).is_some_and(reports)
}
