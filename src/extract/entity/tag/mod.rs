//! Finds the names in the text and what kind of thing each names, by lists and patterns.
//!
//! [`run`] cuts runs of capitalised words into candidates, one sentence at a time; [`score`] gives each candidate points for
//! each kind, from the words in it and around it; here the points of the same name are added up over the whole article, so
//! that a clear place decides for an unclear one. Headlines, where capitals say nothing, are read last, with the names that the
//! body gave.

mod run;
mod score;

use super::lists;
use super::view::{Style, View, lower};
use crate::document::{EntityType, ParagraphKind, TokenKind};
use score::Points;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tagged {
    /// Its tokens.
    pub(super) words: Range<usize>,
    /// What it names.
    pub(super) kind: EntityType,
}

/// More words than this are no name that can be found again in a headline.
const LONGEST_NAME: usize = 8;

/// The names of the document, in order, not overlapping.
pub(super) fn tag(view: &View<'_>) -> Vec<Tagged> {
    let mut candidates: Vec<(Range<usize>, Points)> = Vec::new();
    for line in view.lines.iter().filter(|line| line.style == Style::Normal) {
        for words in run::candidates(view, line) {
            let points = score::points(view, line, &words);
            candidates.push((words, points));
        }
    }
    let acronyms = acronyms(view, &candidates);
    let mut totals: HashMap<String, Points> = HashMap::new();
    for (words, points) in &candidates {
        totals.entry(key(view, words)).or_default().add(points);
    }
    let mut tagged: Vec<Tagged> = Vec::new();
    for (words, points) in &candidates {
        let name = key(view, words);
        let mut sum = points.times(2);
        if let Some(total) = totals.get(&name) {
            sum.add(total);
        }
        if acronyms.contains(name.as_str()) {
            sum.give(EntityType::Organization, 6);
        }
        if let Some(kind) = sum.best() {
            tagged.push(Tagged { words: words.clone(), kind });
        }
    }
    inherit_from_full_names(view, &mut tagged);
    let headlines = headline_names(view, &tagged);
    tagged.extend(headlines);
    tagged.sort_by_key(|name| name.words.start);
    tagged
}

/// A name as one string: lower case, one space between words.
pub(super) fn key(view: &View<'_>, words: &Range<usize>) -> String {
    let mut out = String::new();
    for word in view.words.get(words.clone()).unwrap_or(&[]) {
        if word.lost {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&lower(word.text));
    }
    out
}

/// Names in capitals that stand for a longer name of the article, by its initials.
fn acronyms(view: &View<'_>, candidates: &[(Range<usize>, Points)]) -> HashSet<String> {
    let mut out = HashSet::new();
    for (words, _) in candidates.iter().filter(|(words, _)| words.len() > 1) {
        let mut all = String::new();
        let mut capitals = String::new();
        for word in view.words.get(words.clone()).unwrap_or(&[]) {
            if let Some(first) = word.text.chars().next().filter(|c| c.is_alphabetic()) {
                all.extend(first.to_lowercase());
                if first.is_uppercase() {
                    capitals.push_str(&first.to_lowercase().to_string());
                }
            }
        }
        for acronym in [all, capitals] {
            if acronym.chars().count() >= 2 {
                out.insert(acronym);
            }
        }
    }
    out
}

/// A last or first name alone is a person where the article has the full name of one and no stronger reading.
fn inherit_from_full_names(view: &View<'_>, tagged: &mut [Tagged]) {
    let mut parts: HashSet<String> = HashSet::new();
    for name in tagged.iter().filter(|name| name.kind == EntityType::Person && name.words.len() > 1) {
        for at in [name.words.end - 1, name.words.start] {
            parts.insert(key(view, &(at..at + 1)));
        }
    }
    for name in tagged.iter_mut().filter(|name| name.words.len() == 1) {
        let single = key(view, &name.words);
        if name.kind != EntityType::Group && !lists::is_state(&single) && parts.contains(&single) {
            name.kind = EntityType::Person;
        }
    }
}

/// The names of the body, and names that need no context, in lines where capitals say nothing.
fn headline_names(view: &View<'_>, tagged: &[Tagged]) -> Vec<Tagged> {
    let mut known: HashMap<String, EntityType> = HashMap::new();
    for name in tagged {
        known.entry(key(view, &name.words)).or_insert(name.kind);
        if name.kind == EntityType::Person {
            let last = name.words.end - 1;
            known.entry(key(view, &(last..name.words.end))).or_insert(name.kind);
        }
    }
    let mut out = Vec::new();
    let lines = view.lines.iter().filter(|line| line.style != Style::Normal && line.kind != ParagraphKind::Boilerplate);
    for line in lines {
        let mut at = line.words.start;
        while at < line.words.end {
            let longest = (at + LONGEST_NAME).min(line.words.end);
            let found = (at + 1..=longest).rev().find_map(|end| {
                let kind = headline_kind(view, &(at..end), line.style, &known)?;
                Some(Tagged { words: at..end, kind })
            });
            at = found.as_ref().map_or(at + 1, |name| name.words.end);
            out.extend(found);
        }
    }
    out
}

fn headline_kind(
    view: &View<'_>,
    words: &Range<usize>,
    style: Style,
    known: &HashMap<String, EntityType>,
) -> Option<EntityType> {
    let (first, last) = (view.words.get(words.start)?, view.words.get(words.end - 1)?);
    if !first.is_capitalized() || !last.is_capitalized() {
        return None;
    }
    let name = key(view, words);
    let text = view.span(words).of(&view.document.text);
    let written_otherwise = words.len() == 1 && view.seen(&name).lower > view.seen(&name).capital;
    if written_otherwise || words.len() == 1 && lists::is_function_word(text) && (style == Style::Upper || text != "US")
    {
        return None;
    }
    if let Some(kind) = known.get(&name) {
        return Some(*kind);
    }
    if lists::is_group(text) {
        return Some(EntityType::Group);
    }
    if words.len() == 1 && lists::is_common(text) && text != "US" {
        return None;
    }
    if lists::is_state(text) || crate::places::city(text).is_some_and(|city| city.population >= 200) {
        return Some(EntityType::Location);
    }
    if lists::is_known_organization(text) {
        return Some(EntityType::Organization);
    }
    let person = words.len() == 2
        && lists::is_first_name(first.text)
        && !lists::is_common(first.text)
        && last.kind == TokenKind::Word
        && !lists::is_common(last.text)
        && !last.text.contains('.');
    person.then_some(EntityType::Person)
}
