//! Names that the tagger drew over a mark: an open bracket, a dash, a stray quotation mark, a possessive.

use super::lists;
use super::tag::{OneOrTwo, Tagged};
use super::view::{View, Word};
use crate::document::{EntityType, TokenKind};
use crate::places;
use std::collections::HashSet;
use std::ops::Range;

fn word<'v>(view: &'v View<'_>, at: usize) -> &'v str {
    view.words.get(at).map_or("", |word| word.text)
}

/// The names that one with a mark in it holds: "Ourense (Spain" and "Isla Verde – Panama" are two each.
pub(super) fn at_marks(view: &View<'_>, mut name: Tagged) -> OneOrTwo {
    name.words = without_quotes(view, &name.words);
    name.words = without_adjective(view, &name);
    let person = name.kind == EntityType::Person;
    if let Some(start) = opened_before(view, &name.words).filter(|&start| person || word(view, start) == "[") {
        name.words.start = start;
        return [Some(name), None];
    }
    if let Some(at) = bracket(view, &name) {
        return halves(view, &name, at);
    }
    match dash(view, &name) {
        Some(at) => halves(view, &name, at),
        None => [Some(name), None],
    }
}

/// What stands before and behind a mark, where each is a name.
fn halves(view: &View<'_>, name: &Tagged, at: usize) -> OneOrTwo {
    // "Santa (Saint) Cecilia" goes on behind it.
    let goes_on = view.words.get(name.words.end + 1).is_some_and(Word::is_capitalized);
    let closed = view.words[at].text != "(" || word(view, name.words.end) == ")" && !goes_on;
    let is_name = |words: &Range<usize>| {
        let words = view.words.get(words.clone()).unwrap_or(&[]);
        words.first().is_some_and(Word::is_capitalized) && !words.iter().all(|word| lists::is_common(word.text))
    };
    let left = name.words.start..at;
    let right = at + 1..name.words.end;
    // Behind a person stands another name of the same one.
    let second = closed && is_name(&right) && name.kind != EntityType::Person;
    let name = |words: Range<usize>| (!words.is_empty()).then_some(Tagged { words, kind: name.kind });
    [name(left), if second { name(right) } else { None }]
}

/// The words without a quotation mark at one end that has no partner inside.
fn without_quotes(view: &View<'_>, words: &Range<usize>) -> Range<usize> {
    let quote = |at: usize| view.words.get(at).is_some_and(|word| word.kind == TokenKind::Quote);
    let odd = words.clone().filter(|&at| quote(at)).count() == 1;
    let mut words = words.clone();
    if odd && words.len() > 1 && quote(words.end - 1) {
        words.end -= 1;
    } else if odd && words.len() > 1 && quote(words.start) {
        words.start += 1;
    }
    words
}

/// "Anglo-Swiss Hartwell": the company without where it is from.
fn without_adjective(view: &View<'_>, name: &Tagged) -> Range<usize> {
    const PEOPLES: &[&str] = &["anglo", "euro", "franco", "indo", "italo", "luso", "russo", "sino"];
    let words = name.words.clone();
    let from = word(view, words.start).split_once('-').is_some_and(|(first, second)| {
        (PEOPLES.contains(&first.to_lowercase().as_str()) || places::demonym(first).is_some())
            && places::demonym(second).is_some()
    });
    let one = words.len() == 2 && !lists::is_common(word(view, words.start + 1));
    if from && one && name.kind == EntityType::Organization { words.start + 1..words.end } else { words }
}

/// "(Karim) Nasr": the bracket before a name that closes in it.
fn opened_before(view: &View<'_>, words: &Range<usize>) -> Option<usize> {
    let before = words.start.checked_sub(1)?;
    let close = match word(view, before) {
        "(" => ")",
        "[" => "]",
        _ => return None,
    };
    let closes = words.clone().find(|&at| word(view, at) == close)?;
    let opens = words.clone().any(|at| word(view, at) == word(view, before));
    (!opens && closes + 1 < words.end && view.words[closes + 1].is_capitalized()).then_some(before)
}

/// A bracket at which a name ends: one without its partner, or one behind a person's name that closes it ("Hussain (A.S.)").
fn bracket(view: &View<'_>, name: &Tagged) -> Option<usize> {
    let all = |mark: &str| name.words.clone().filter(|&at| word(view, at) == mark).count();
    let first = name.words.clone().find(|&at| matches!(word(view, at), "(" | ")"))?;
    let alone = all("(") != all(")");
    let behind = name.kind == EntityType::Person && first > name.words.start && word(view, name.words.end - 1) == ")";
    (alone || behind).then_some(first)
}

/// A dash between spaces in a place's name.
fn dash(view: &View<'_>, name: &Tagged) -> Option<usize> {
    let free = |at: usize| view.words.get(at).is_some_and(|word| !word.glued);
    let inner = name.words.clone().skip(1);
    let mut dashes = inner.filter(|&at| matches!(word(view, at), "–" | "—" | "-") && free(at) && free(at + 1));
    dashes.next().filter(|_| name.kind == EntityType::Location)
}

/// Whether the words before a possessive are a place's: "Queensland" of "Queensland's Amberley State Forest", "eastern China".
pub(super) fn is_place(view: &View<'_>, words: &Range<usize>) -> bool {
    let known = |words: &Range<usize>| {
        let name = view.span(words).of(&view.document.text);
        lists::is_state(name) || places::city(name).is_some()
    };
    let direction = matches!(
        word(view, words.start).to_lowercase().as_str(),
        "north"
            | "south"
            | "east"
            | "west"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "northwest"
            | "northeast"
            | "southwest"
            | "southeast"
    );
    known(words) || direction && words.len() > 1 && known(&(words.start + 1..words.end))
}

/// Gives the kind of a person to what "Mr" stands before, and to the same full name elsewhere: "Mr Yaw Nkansah".
pub(super) fn addressed_are_persons(view: &View<'_>, names: &mut [Tagged]) {
    let text = |words: &Range<usize>| view.span(words).of(&view.document.text);
    let addressed = |name: &&Tagged| {
        let before = name.words.start.checked_sub(1).map_or("", |before| word(view, before));
        let stop =
            name.words.start.checked_sub(2).filter(|_| before == ".").map_or(before, |before| word(view, before));
        let words = view.words.get(name.words.clone()).unwrap_or(&[]);
        let plain = words.iter().all(|word| word.is_capitalized() && !lists::is_common(word.text));
        matches!(stop, "Mr" | "Mrs" | "Ms" | "Mr." | "Mrs." | "Ms.") && plain
    };
    let others = names.iter().filter(|name| name.kind != EntityType::Person);
    let found: HashSet<&str> = others.filter(addressed).map(|name| text(&name.words)).collect();
    if found.is_empty() {
        return;
    }
    for name in names.iter_mut() {
        if found.contains(text(&name.words)) {
            name.kind = EntityType::Person;
        }
    }
}
