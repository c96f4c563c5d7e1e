//! Who says a quotation that a pronoun stands in, and to whom: neither of them is meant by it.

use super::super::consolidate::Draft;
use super::super::lexeme::REPORTING;
use super::super::lists::Gender;
use super::super::view::View;
use super::{MENTIONS_BACK, Met};
use crate::document::{EntityType, TokenKind};

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Named(usize),
    Pronoun(usize, Gender),
}

/// Who says a quotation to whom, as the words after it give it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Attribution {
    pub(super) speaker: Option<Who>,
    pub(super) addressee: Option<usize>,
}

/// Reads "he told Kerry" or "said Kerry" after the quotation that a word stands in.
pub(super) fn attribution(view: &View<'_>, owners: &[Option<usize>], drafts: &[Draft], at: usize) -> Attribution {
    /// A quotation goes on for at most so many words before it says whose it is.
    const LONGEST_QUOTATION: usize = 120;
    /// "state department spokesman John Kirby told": the verb stands near the marks.
    const NEAR: usize = 10;
    let mut out = Attribution::default();
    let Some(paragraph) = view.words.get(at).and_then(|word| view.document.paragraph_at(word.span.start)) else {
        return out;
    };
    let end = view.document.tokens_in(view.document.paragraphs[paragraph].span).end.min(at + LONGEST_QUOTATION);
    let Some(close) = (at..end).find(|&next| !view.quoted(next) && view.words[next].kind == TokenKind::Quote) else {
        return out;
    };
    let near = close + 1..end.min(close + 1 + NEAR);
    let Some(verb) = near.clone().find(|&next| view.words[next].is(REPORTING)) else { return out };
    let who = |next: usize| {
        let person = owners.get(next).copied().flatten().filter(|&draft| drafts[draft].kind == EntityType::Person);
        let pronoun = match view.words.get(next).map_or("", |word| word.text) {
            "he" => Some(Who::Pronoun(next, Gender::Male)),
            "she" => Some(Who::Pronoun(next, Gender::Female)),
            _ => None,
        };
        person.map(Who::Named).or(pronoun)
    };
    out.speaker = (near.start..verb).find_map(who);
    let told = out.speaker.is_some();
    let after = object_after(view, owners, drafts, verb, end);
    if told {
        out.addressee = after;
    } else {
        out.speaker = after.map(Who::Named).or_else(|| who(verb + 1));
    }
    out
}

/// Who speaks, of "Kerry, 44, said outside the court:" before the quotation that a word stands in.
pub(super) fn introduced_by(
    view: &View<'_>,
    owners: &[Option<usize>],
    drafts: &[Draft],
    at: usize,
    from: usize,
) -> Option<usize> {
    /// An introduction has few words between its speaker and the marks.
    const LONGEST: usize = 30;
    let open = (from..at).rev().take(LONGEST * 4).find(|&before| !view.quoted(before))?;
    let colon = open.checked_sub(1).filter(|&before| before >= from)?;
    let ends = |at: usize| view.words.get(at).is_some_and(|word| matches!(word.text, ":" | ","));
    if !ends(open) && !ends(colon) {
        return None;
    }
    let lowest = from.max(open.saturating_sub(LONGEST));
    let verb = (lowest..open).rev().find(|&at| view.words.get(at).is_some_and(|word| word.is(REPORTING)))?;
    let person =
        |at: usize| owners.get(at).copied().flatten().filter(|&draft| drafts[draft].kind == EntityType::Person);
    (lowest..verb).rev().find_map(person)
}

/// The person that is told something by the pronoun at `at`: "he told Kerry" is not Kerry.
pub(super) fn object_after(
    view: &View<'_>,
    owners: &[Option<usize>],
    drafts: &[Draft],
    at: usize,
    to: usize,
) -> Option<usize> {
    /// A verb, a preposition and a title fit between.
    const FAR: usize = 6;
    (at + 1..to.min(at + FAR))
        .take_while(|&next| {
            let text = view.words.get(next).map_or("", |word| word.text);
            !matches!(text, "," | "." | ";" | "that" | "and" | "who" | "but")
        })
        .find_map(|next| owners.get(next).copied().flatten().filter(|&draft| drafts[draft].kind == EntityType::Person))
}

/// The person whose words a quotation gives where nothing after it says so: the last to speak before it.
pub(super) fn speaker_near(view: &View<'_>, met: &[Met], line: usize) -> Option<usize> {
    met.iter().rev().take(MENTIONS_BACK).take_while(|mention| line - mention.line <= 1).find_map(|mention| {
        let after = view.words.get(mention.end..mention.end + 5).unwrap_or(&[]);
        let says = after.iter().any(|word| word.is(REPORTING))
            || mention
                .at
                .checked_sub(1)
                .and_then(|before| view.words.get(before))
                .is_some_and(|word| word.is(REPORTING));
        (says && !mention.quoted).then_some(mention.draft)
    })
}

/// Who asked, where the pronoun at `at` replies: "Berg asked the mayor why. He replied" is not Berg.
pub(super) fn asker(view: &View<'_>, met: &[Met], at: usize, line: usize) -> Option<usize> {
    /// Words between who asks and the verb.
    const NEAR: usize = 3;
    let replies =
        |text: &str| matches!(text, "replied" | "replies" | "answered" | "answers" | "responded" | "responds");
    let asks = |text: &str| matches!(text, "asked" | "asks" | "questioned" | "questions");
    if !view.words.get(at + 1).is_some_and(|word| replies(word.text)) {
        return None;
    }
    let before = met.iter().rev().take(MENTIONS_BACK).take_while(|mention| line - mention.line <= 1);
    let mut asking = before.filter(|mention| {
        let after = view.words.get(mention.end..mention.end + NEAR).unwrap_or(&[]);
        mention.subject && after.iter().any(|word| asks(word.text))
    });
    asking.next().map(|mention| mention.draft)
}
