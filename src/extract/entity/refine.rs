//! What is known of names beyond the tagger's answer.
//!
//! The tagger's corpus knows no events and no works, and takes every line as prose: here names get those kinds by their last word,
//! navigation loses its names, and the departments that some outlets write in lower case gain theirs.

use super::bounds;
use super::lexeme::COUNTRY_CODE;
use super::lists;
use super::tag::{OneOrTwo, Tagged};
use super::view::{Line, Style, View, Word};
use crate::document::{EntityType, ParagraphKind, TokenKind};
use crate::model::hash;
use crate::model::memory::{ByHash, Hashes, Seeded};
use crate::places;
use crate::span::Span;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::ops::Range;

/// The tagged names, refined, in order.
pub(super) fn refine(view: &View<'_>, mut tagged: Vec<Tagged>) -> Vec<Tagged> {
    tagged.retain(|name| view.line_at(name.words.start).is_none_or(|line| !is_furniture(view, line)));
    join_over_lost(view, &mut tagged);
    tagged = bounds::bound(view, tagged);
    tagged = tagged.into_iter().flat_map(|name| split_known(view, name)).flatten().collect();
    for name in &mut tagged {
        name.kind = kind(view, &name.words, name.kind);
    }
    named_after(view, &mut tagged);
    codes_of_countries(view, &mut tagged);
    let again = named_again(view, &tagged);
    tagged.extend(again);
    tagged.sort_by_key(|name| name.words.start);
    bounds::by_neighbours(view, &mut tagged);
    one_kind(view, &mut tagged);
    let mut departments = Vec::new();
    for line in view.lines.iter().filter(|line| line.kind.is_content()) {
        for at in line.words.clone() {
            if let Some(words) = department(view, at) {
                departments.push(Tagged { words, kind: EntityType::Organization });
            }
        }
    }
    departments.retain(|department| {
        let next = tagged.partition_point(|name| name.words.end <= department.words.start);
        tagged.get(next).is_none_or(|name| name.words.start >= department.words.end)
    });
    tagged.extend(departments);
    tagged.sort_by_key(|name| name.words.start);
    tagged
}

/// Whether a line is navigation: page furniture too short for a sentence. Credits in parentheses are read, and so are results
/// ("MIAMI 13 4 .765"), which have numbers.
fn is_furniture(view: &View<'_>, line: &Line) -> bool {
    /// "Read more in our app" is navigation; a sentence of credits or of an author's biography is longer.
    const SHORTEST_SENTENCE: usize = 7;
    let words = view.words.get(line.words.clone()).unwrap_or(&[]);
    line.kind == ParagraphKind::Boilerplate
        && line.words.len() < SHORTEST_SENTENCE
        && words.iter().filter(|word| word.kind == TokenKind::Number).count() < 2
        && view.words.get(line.words.start).is_none_or(|first| first.text != "(")
}

/// The kind by the words of the name, where the tagger knows no better.
fn kind(view: &View<'_>, words: &Range<usize>, tagged: EntityType) -> EntityType {
    let name = view.span(words).of(&view.document.text);
    match (tagged, lists::known_name(name)) {
        (EntityType::Misc, Some(kind)) => return kind,
        (EntityType::Location, Some(EntityType::Organization))
            if !lists::is_state(name) && places::city(name).is_none() =>
        {
            return EntityType::Organization;
        }
        (EntityType::Organization | EntityType::Location, Some(kind @ (EntityType::Event | EntityType::Facility))) => {
            return kind;
        }
        _ => {}
    }
    if matches!(tagged, EntityType::Misc | EntityType::Organization) && lists::is_region_name(name) {
        return EntityType::Location;
    }
    if tagged != EntityType::Misc || words.len() < 2 {
        return tagged;
    }
    let of = words.clone().find(|&at| matches!(view.words[at].text, "of" | "for" | "on" | "against"));
    let head = of.unwrap_or(words.end).checked_sub(1).and_then(|at| view.words.get(at));
    let codes = head.map_or("", |head| lists::head_codes(head.text));
    // A convention on something is a treaty.
    let treaty = head.is_some_and(|head| head.text == "Convention")
        && of.is_some_and(|of| matches!(view.words[of].text, "on" | "against" | "for"));
    if treaty {
        EntityType::Work
    } else if codes.contains('e') {
        EntityType::Event
    } else if codes.contains('w') {
        EntityType::Work
    } else if codes == "o" {
        EntityType::Organization
    } else {
        tagged
    }
}

/// "The Omar Haddad Center" is no person if Omar Haddad is one, nor is the "Omar Haddad-Ole Lie" fight.
fn named_after(view: &View<'_>, tagged: &mut [Tagged]) {
    let key = |words: &[Word<'_>]| words.iter().fold(0, |key, word| hash::pair(key, word.key()));
    let mut persons: Hashes = Hashes::default();
    let mut texts: HashSet<&str> = HashSet::new();
    for name in tagged.iter().filter(|name| name.kind == EntityType::Person && name.words.len() > 1) {
        persons.insert(key(&view.words[name.words.clone()]));
        texts.insert(view.span(&name.words).of(&view.document.text));
    }
    for name in tagged.iter_mut().filter(|name| name.kind == EntityType::Person) {
        let Some([person @ .., last]) = view.words.get(name.words.clone()) else { continue };
        let codes = lists::head_codes(last.text);
        if lists::is_common(last.text) && !codes.is_empty() && persons.contains(&key(person)) {
            name.kind = if codes.contains('f') { EntityType::Facility } else { EntityType::Organization };
        } else if person.iter().any(|word| word.text.contains('-')) {
            // "Haddad-Ole" ends one name and begins another, if the one is known.
            let whole = view.span(&name.words).of(&view.document.text);
            if whole.rsplit_once('-').is_some_and(|(front, _)| texts.contains(front)) {
                name.kind = EntityType::Misc;
            }
        }
    }
}

/// "(ESP)", "GER 7:12.4": where several codes of countries stand in an article they are those of teams and runners.
fn codes_of_countries(view: &View<'_>, tagged: &mut Vec<Tagged>) {
    /// So many different ones are no acronyms of something else.
    const SEVERAL: usize = 3;
    let codes: HashSet<&str> = view.words.iter().filter(|word| word.is(COUNTRY_CODE)).map(|word| word.text).collect();
    if codes.len() < SEVERAL {
        return;
    }
    for name in tagged.iter_mut().filter(|name| name.words.len() == 1) {
        if view.words.get(name.words.start).is_some_and(|word| codes.contains(word.text)) {
            name.kind = EntityType::Location;
        }
    }
    let is_code = |at: &usize| {
        let word = |at: usize| view.words.get(at).map_or("", |word| word.text);
        codes.contains(word(*at)) && at.checked_sub(1).is_some_and(|before| word(before) == "(")
    };
    for at in (0..view.words.len()).filter(is_code) {
        let next = tagged.partition_point(|name| name.words.end <= at);
        if tagged.get(next).is_none_or(|name| name.words.start > at) {
            tagged.insert(next, Tagged { words: at..at + 1, kind: EntityType::Location });
        }
    }
}

/// "John?Kerry" is one name, whatever was lost between its parts.
fn join_over_lost(view: &View<'_>, tagged: &mut Vec<Tagged>) {
    tagged.dedup_by(|next, before| {
        let gap = before.words.end..next.words.start;
        let lost =
            gap.len() == 1 && view.words.get(gap.start).is_some_and(|word| word.lost) && before.kind == next.kind;
        if lost {
            before.words.end = next.words.end;
        }
        lost
    });
}

/// "White House and Pentagon" and "Islamic State in Syria" are two names each, where both are known by themselves.
fn split_known(view: &View<'_>, name: Tagged) -> OneOrTwo {
    let Some(and) = name.words.clone().find(|&at| matches!(view.words[at].text, "and" | "in")) else {
        return [Some(name), None];
    };
    let halves = [name.words.start..and, and + 1..name.words.end];
    let known = |words: &Range<usize>| {
        let text = view.span(words).of(&view.document.text);
        lists::known_name(text).is_some() || lists::is_state(text) || lists::is_group(text)
    };
    let whole = view.span(&name.words).of(&view.document.text);
    if halves.iter().any(Range::is_empty) || !halves.iter().all(known) || known(&name.words) || lists::is_state(whole) {
        return [Some(name), None];
    }
    halves.map(|words| Some(Tagged { words, kind: name.kind }))
}

/// Names that the tagger found elsewhere in the article and passed over here.
///
/// A name of one word must be no common word and be tagged at least as often as not, or be the surname of a person named in full, or the first name if it
/// is no word of the language. A surname that is a common word ("Law said") must stand where a person may.
fn named_again(view: &View<'_>, tagged: &[Tagged]) -> Vec<Tagged> {
    /// Longer names than this do not come again word for word.
    const LONGEST: usize = 6;
    let mut taken = vec![false; view.words.len()];
    let key = |words: &[Word<'_>]| words.iter().fold(0, |key, word| hash::pair(key, word.key()));
    // Parts of the names of persons are names, too.
    let room = 2 * tagged.len();
    let mut names: ByHash<(EntityType, usize)> = ByHash::with_capacity_and_hasher(room, Seeded::default());
    // The most words of a name that begins with a word: most words begin none.
    let mut lengths: ByHash<usize> = ByHash::with_capacity_and_hasher(room, Seeded::default());
    let words = || Hashes::with_capacity_and_hasher(tagged.len(), Seeded::default());
    let (mut surnames, mut firsts) = (words(), words());
    let mut note = |words: &[Word<'_>], kind: EntityType| {
        let Some(first) = words.first() else { return };
        let length = lengths.entry(first.key()).or_default();
        *length = words.len().max(*length);
        names.entry(key(words)).or_insert((kind, 0)).1 += 1;
    };
    for name in tagged {
        taken[name.words.clone()].fill(true);
        let Some(words) = view.words.get(name.words.clone()).filter(|words| words.len() <= LONGEST) else { continue };
        note(words, name.kind);
        if name.kind == EntityType::Person
            && let [_, .., last] = words
        {
            note(std::slice::from_ref(last), name.kind);
            surnames.insert(last.key());
            if let Some(first) = words.first().filter(|first| !first.initial && !lists::is_common(first.text)) {
                note(std::slice::from_ref(first), name.kind);
                surnames.insert(first.key());
                firsts.insert(first.key());
            }
        }
    }
    let mut found: Vec<Tagged> = Vec::new();
    let mut times: ByHash<usize> = ByHash::default();
    for line in view.lines.iter().filter(|line| !is_furniture(view, line)) {
        let mut at = line.words.start;
        while at < line.words.end {
            let first = &view.words[at];
            let length = if taken[at] || !first.is_capitalized() { None } else { lengths.get(&first.key()) };
            let Some(&length) = length else {
                at += 1;
                continue;
            };
            let longest = (1..=length.min(line.words.end - at)).rev().find_map(|count| {
                let &(kind, _) = names.get(&key(&view.words[at..at + count]))?;
                let words = at..at + count;
                let determined = firsts.contains(&first.key())
                    && at.checked_sub(1).is_some_and(|before| matches!(view.words[before].text, "the" | "The"));
                let common = determined
                    || lists::is_common(first.text)
                        && !(surnames.contains(&first.key()) && stands_as_person(view, at, &line.words));
                let plain = count == 1 && (common || first.text.chars().count() < 3);
                let part = plain
                    || taken[words.clone()].contains(&true)
                    || line.style == Style::Normal && part_of_more(view, &words, &line.words);
                (!part).then_some(Tagged { words, kind })
            });
            match longest {
                Some(name) => {
                    at = name.words.end;
                    *times.entry(view.words[name.words.start].key()).or_default() += 1;
                    found.push(name);
                }
                None => at += 1,
            }
        }
    }
    found.retain(|name| {
        let words = &view.words[name.words.clone()];
        let tagged =
            words.first().and_then(|word| names.get(&key(std::slice::from_ref(word)))).map_or(0, |&(_, count)| count);
        let surname =
            name.kind == EntityType::Person && words.first().is_some_and(|word| surnames.contains(&word.key()));
        let missed = words.first().and_then(|word| times.get(&word.key())).copied().unwrap_or(0);
        words.len() > 1 || surname || missed <= tagged
    });
    found
}

/// A name of one word that was taken for a person here and for something else there is what it was taken for more often.
///
/// The surname of a person named in full may well be a place, too; of equals the word lists decide, else it is no
/// person.
fn one_kind(view: &View<'_>, tagged: &mut [Tagged]) {
    let only = |name: &Tagged| match view.words.get(name.words.clone()) {
        Some([only]) => Some(only),
        _ => None,
    };
    let mut full: Hashes = Hashes::default();
    let mut surnames: Hashes = Hashes::default();
    let mut votes: ByHash<Vec<(EntityType, usize)>> = ByHash::default();
    for name in tagged.iter() {
        let words = view.words.get(name.words.clone()).unwrap_or(&[]);
        if name.kind == EntityType::Person && words.len() > 1 {
            full.extend(words.iter().map(Word::key));
            surnames.extend(words.last().map(Word::key));
        }
        let Some(word) = only(name) else { continue };
        let kinds = votes.entry(word.key()).or_default();
        match kinds.iter_mut().find(|(kind, _)| *kind == name.kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((name.kind, 1)),
        }
    }
    // A town is no speaker, but a house may be one, if nobody here is called so alone.
    let is_called = |name: &Tagged, word: &Word| {
        name.kind == EntityType::Location
            || votes.get(&word.key()).is_some_and(|kinds| kinds.iter().any(|(kind, _)| *kind == EntityType::Person))
    };
    for name in tagged.iter_mut() {
        let surname = only(name).is_some_and(|word| surnames.contains(&word.key()) && is_called(name, word));
        if surname && acts_as_person(view, name.words.start) {
            name.kind = EntityType::Person;
        }
    }
    votes.retain(|key, kinds| kinds.len() > 1 && !full.contains(key));
    for name in tagged.iter_mut() {
        let Some((word, kinds)) = only(name).and_then(|word| Some((word, votes.get(&word.key())?))) else { continue };
        let count = |person: bool| -> usize {
            kinds.iter().filter(|(kind, _)| (*kind == EntityType::Person) == person).map(|(_, count)| count).sum()
        };
        let (persons, others) = (count(true), count(false));
        let most = kinds.iter().filter(|(kind, _)| *kind != EntityType::Person).rev().max_by_key(|(_, count)| *count);
        let Some((other, _)) = most.filter(|_| persons > 0) else { continue };
        let place = lists::is_state(word.text) || places::city(word.text).is_some();
        let first_name = lists::is_first_name(word.text);
        match persons.cmp(&others) {
            Ordering::Greater => name.kind = EntityType::Person,
            Ordering::Equal if first_name && !place => name.kind = EntityType::Person,
            Ordering::Equal if place && !first_name => name.kind = EntityType::Location,
            // Articles name a person in full, and this one nobody.
            Ordering::Less | Ordering::Equal if name.kind == EntityType::Person => name.kind = *other,
            Ordering::Less | Ordering::Equal => {}
        }
    }
}

/// Whether a word speaks or has an age, as only persons do: "said Darlington, 36".
fn acts_as_person(view: &View<'_>, at: usize) -> bool {
    let word = |at: usize| view.words.get(at).map_or("", |word| word.text);
    let is_age = |at: usize| word(at).len() == 2 && word(at).bytes().all(|byte| byte.is_ascii_digit());
    at.checked_sub(1).is_some_and(|before| lists::is_speech_verb(word(before)))
        || lists::is_speech_verb(word(at + 1))
        || word(at + 1) == "," && is_age(at + 2) && matches!(word(at + 3), "," | ".")
}

/// Whether a capitalised common word stands where a name does and the word itself hardly may: "Law said", "told Law", "Law's".
fn stands_as_person(view: &View<'_>, at: usize, line: &Range<usize>) -> bool {
    let word = |at: usize| view.words.get(at).filter(|_| line.contains(&at));
    let before = at.checked_sub(1).and_then(word);
    let next = word(at + 1);
    let determined = before.is_some_and(|word| matches!(word.text, "the" | "The" | "a" | "A" | "an" | "this" | "that"));
    let opens = before.is_none_or(|word| word.kind != TokenKind::Word);
    let goes_on = next.is_some_and(|next| {
        next.kind == TokenKind::Possessive
            || next.text == ","
            || lists::is_speech_verb(next.text)
            || !lists::codes_behind_subject(next.text).is_empty()
    });
    !determined && if opens { goes_on } else { next.is_none_or(|next| goes_on || next.kind != TokenKind::Word) }
}

/// Whether a capitalised word stands right before or after, so that these words are part of another name.
fn part_of_more(view: &View<'_>, words: &Range<usize>, line: &Range<usize>) -> bool {
    let capital =
        |at: usize| line.contains(&at) && view.words.get(at).is_some_and(|word| word.is_capitalized() && !word.initial);
    let titled = words.start.checked_sub(1).is_some_and(|before| {
        line.contains(&before) && view.words.get(before).is_some_and(|word| !lists::role_codes(word.text).is_empty())
    });
    capital(words.end) || !titled && words.start.checked_sub(1).is_some_and(capital)
}

/// "state department": the one kind of name that some outlets write in lower case.
fn department(view: &View<'_>, at: usize) -> Option<Range<usize>> {
    let second = view.words.get(at + 1).filter(|word| word.text == "department")?;
    let first = view.words.get(at).filter(|word| !word.is_capitalized())?;
    let name = Span::new(first.span.start, second.span.end).of(&view.document.text);
    lists::known_name(name).map(|_| at..at + 2)
}
