//! Where names begin and end, where the tagger takes in a neighbour, parts a name or passes one over whose place says what it is.

use super::cut;
use super::lexeme::SPEECH;
use super::lists;
use super::tag::{OneOrTwo, Tagged};
use super::view::{View, Word};
use crate::document::{EntityType, ParagraphKind, TokenKind};
use crate::model::memory::{ByHash, Hashes};
use crate::places;
use crate::span::Span;
use std::ops::Range;

/// The tagged names with better bounds, in order.
pub(super) fn bound(view: &View<'_>, tagged: Vec<Tagged>) -> Vec<Tagged> {
    let mut names: Vec<Tagged> = Vec::with_capacity(tagged.len());
    for mut name in tagged {
        // The campus may have been taken for a place of its own.
        if names.last().is_some_and(|before| before.words.end > name.words.start) {
            continue;
        }
        // "University of North Carolina" may have been taken for the state.
        if let Some(start) = name.words.start.checked_sub(2)
            && word(view, start) == "University"
            && word(view, start + 1) == "of"
            && names.last().is_none_or(|before| before.words.end <= start)
            && matches!(name.kind, EntityType::Location | EntityType::Organization)
        {
            name = Tagged { words: start..name.words.end, kind: EntityType::Organization };
        }
        name.words.end = past_campus(view, &name);
        let words = trim(view, &name);
        if words.is_empty() || is_no_name(view, &words) {
            continue;
        }
        for name in cut::at_marks(view, Tagged { words, ..name }).into_iter().flatten() {
            names.extend(parted(view, name).into_iter().flatten());
        }
    }
    cut::addressed_are_persons(view, &mut names);
    join_partners(view, &mut names);
    join_nicknames(view, &mut names);
    join_streets(view, &mut names);
    add_torn_speakers(view, &mut names);
    add_addressed(view, &mut names);
    extend_over_lost(view, &mut names);
    add_known_places(view, &mut names);
    names
}

fn word<'v>(view: &'v View<'_>, at: usize) -> &'v str {
    view.words.get(at).map_or("", |word| word.text)
}

/// The words of a name without what is not part of it: a mark or label before it, "But", a form of address, letters of honours.
fn trim(view: &View<'_>, name: &Tagged) -> Range<usize> {
    let mut words = name.words.clone();
    if let Some(colon) = words.clone().rev().find(|&at| word(view, at) == ":") {
        words.start = colon + 1;
    }
    // "Ana Cruz | Quay News": what stands behind a bar is another thing.
    if let Some(bar) = words.clone().skip(1).find(|&at| word(view, at) == "|") {
        words.end = bar;
    }
    while words.len() > 1 {
        let first = &view.words[words.start];
        let mark = matches!(first.text, "(" | ")" | "," | ";" | "-" | "–" | "—" | "/" | "|" | "." | "•" | "*");
        let address = name.kind == EntityType::Person
            && matches!(first.text, "Sir" | "Dame" | "Mr" | "Mrs" | "Ms" | "Dr" | "Mr." | "Mrs." | "Ms." | "Dr.");
        let opens = first.initial
            && matches!(
                first.text,
                "But" | "And" | "Yet" | "While" | "When" | "If" | "Though" | "Although" | "However"
            );
        if !mark && !address && !opens && first.text != "the" {
            break;
        }
        words.start += 1;
    }
    while words.len() > 1 {
        let last = word(view, words.end - 1);
        let honours = name.kind == EntityType::Person
            && words.len() > 2
            && matches!(
                last,
                "MP" | "MPL" | "MLA" | "MSP" | "TD" | "MEP" | "KC" | "QC" | "SC" | "OBE" | "MBE" | "CBE" | "PhD" | "MD"
            );
        let credit = matches!(last, "Image" | "Photo" | "Photograph" | "Picture" | "Video")
            && matches!(name.kind, EntityType::Location | EntityType::Person);
        if !honours && !credit && !matches!(last, "(" | "," | ";" | "–" | "—") {
            break;
        }
        words.end -= 1;
    }
    words
}

/// The end of a university's name with its campus: "University of North Carolina at Greensboro".
fn past_campus(view: &View<'_>, name: &Tagged) -> usize {
    /// "Santa Cruz", "New York City": the words of the longest names of cities that have a campus.
    const LONGEST: usize = 3;
    let Range { start, end } = name.words;
    let university = name.kind == EntityType::Organization && name.words.len() > 1 && word(view, start) == "University";
    if !university || word(view, end) != "at" {
        return end;
    }
    let city = (1..=LONGEST).rev().map(|count| end + 1..end + 1 + count).find(|words| {
        view.words.get(words.clone()).is_some_and(|words| words.iter().all(Word::is_capitalized))
            && places::city(view.span(words).of(&view.document.text)).is_some()
    });
    city.map_or(end, |city| city.end)
}

/// Days, months, and abbreviations of offices are no names: "Monday", "GP", "the Resident District Commissioner (RDC)".
fn is_no_name(view: &View<'_>, words: &Range<usize>) -> bool {
    const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    const OFFICES: &[&str] = &["GP", "GPs", "CEO", "CFO", "MP", "MPs", "MEP", "PM"];
    let [only] = view.words.get(words.clone()).unwrap_or(&[]) else { return false };
    let text = only.text.trim_end_matches('.');
    let after_office = || {
        let open = words.start.checked_sub(1).filter(|&at| word(view, at) == "(");
        let before = open.and_then(|open| open.checked_sub(1));
        only.case() == super::view::Case::Upper && before.is_some_and(|before| lists::is_role(word(view, before)))
    };
    DAYS.contains(&text) || OFFICES.contains(&text) || after_office()
}

/// "Wapiskow, Man." and "Mecca's Grand Mosque" are two names each, and so is "Lower House's Ana Cruz"; "Ana Cruz of Lower House" is one with
/// where she is from after it.
fn parted(view: &View<'_>, mut name: Tagged) -> OneOrTwo {
    if name.kind == EntityType::Person {
        let cut = |text: &str| name.words.clone().skip(1).find(|&at| word(view, at) == text);
        // "Ana Cruz & Luc Picard", "Ana Cruz and Luc Picard" are two people.
        if let Some(and) = cut("&").or_else(|| cut("and"))
            && and - name.words.start > 1
            && name.words.end - and > 2
        {
            let first = Tagged { words: name.words.start..and, kind: name.kind };
            return [first, Tagged { words: and + 1..name.words.end, kind: name.kind }].map(Some);
        }
        let possessive = name
            .words
            .clone()
            .skip(1)
            .find(|&at| view.words[at].kind == TokenKind::Possessive && view.words[at].text.len() > 1);
        if let Some(cut) = possessive
            && name.words.end - cut > 2
            && name.words.clone().skip(cut + 1 - name.words.start).all(|at| view.words[at].is_capitalized())
        {
            let owner = Tagged { words: name.words.start..cut, kind: EntityType::Organization };
            return [owner, Tagged { words: cut + 1..name.words.end, kind: name.kind }].map(Some);
        }
        if let Some(cut) = cut("of").filter(|cut| cut - name.words.start > 1) {
            name.words.end = cut;
        }
        return [Some(name), None];
    }
    let Some(cut) = name.words.clone().skip(1).find(|&at| {
        let word = &view.words[at];
        word.text == "," && name.kind == EntityType::Location
            || word.kind == TokenKind::Possessive
                && matches!(name.kind, EntityType::Location | EntityType::Facility | EntityType::Organization)
                && cut::is_place(view, &(name.words.start..at))
    }) else {
        return [Some(name), None];
    };
    if cut + 1 >= name.words.end || !view.words[cut + 1].is_capitalized() {
        return [Some(name), None];
    }
    let left = Tagged { words: name.words.start..cut, kind: EntityType::Location };
    [left, Tagged { words: cut + 1..name.words.end, kind: name.kind }].map(Some)
}

/// "Harrow & Lisle NV" is one company, whatever its halves were taken for.
fn join_partners(view: &View<'_>, names: &mut Vec<Tagged>) {
    names.dedup_by(|next, before| {
        let content = view.line_at(next.words.start).is_some_and(|line| line.kind.is_content());
        let gap = before.words.end..next.words.start;
        let person = |name: &Tagged| name.kind == EntityType::Person && name.words.len() > 1;
        let partners = gap.len() == 1 && word(view, gap.start) == "&" && !person(before) && !person(next);
        let suffix = gap.is_empty()
            && before.kind == EntityType::Organization
            && next.words.len() == 1
            && lists::head_codes(word(view, next.words.start)) == "o"
            && before.words.clone().any(|at| word(view, at) == "&");
        let one = content && (partners || suffix);
        if one {
            before.words.end = next.words.end;
            before.kind = EntityType::Organization;
        }
        one
    });
}

/// "Eugene “Pee Wee” Thibodeaux" is one name, and so is "‘Shorty’ Maddox".
fn join_nicknames(view: &View<'_>, names: &mut Vec<Tagged>) {
    /// The longest nicknames have about this many words.
    const LONGEST: usize = 3;
    let quote = |at: usize| view.words.get(at).is_some_and(|word| word.kind == TokenKind::Quote);
    names.dedup_by(|next, before| {
        let inside = next.words.clone().filter(|&at| quote(at)).count();
        let gap = before.words.end..next.words.start;
        let one = before.kind == EntityType::Person
            && next.kind == EntityType::Person
            && gap.len() == 1
            && quote(gap.start)
            && inside == 1;
        if one {
            before.words.end = next.words.end;
        }
        one
    });
    for name in names.iter_mut().filter(|name| name.kind == EntityType::Person) {
        let close = name.words.clone().filter(|&at| quote(at)).collect::<Vec<usize>>();
        if let [close] = close.as_slice()
            && close - name.words.start <= LONGEST
            && close + 1 < name.words.end
            && let Some(open) = name.words.start.checked_sub(1).filter(|&open| quote(open))
        {
            name.words.start = open;
        }
    }
}

/// "Bishop's Lane" is a street, whose noun alone the tagger may take for a person.
fn join_streets(view: &View<'_>, names: &mut [Tagged]) {
    let mut end = 0;
    for name in names.iter_mut() {
        let Range { start, end: next } = name.words;
        let is_street = |at: usize| lists::head_codes(word(view, at)) == "f";
        if name.kind == EntityType::Person
            && name.words.len() == 1
            && is_street(start)
            && let Some(owner) = start.checked_sub(2).filter(|&owner| owner >= end)
            && view.words.get(start - 1).is_some_and(|word| word.kind == TokenKind::Possessive)
            && view.words.get(owner).is_some_and(Word::is_capitalized)
        {
            *name = Tagged { words: owner..next, kind: EntityType::Location };
        }
        end = next;
    }
}

/// Who speaks is a person, though the name lost its letters and looks like none: "said M?rta Kov?cs".
fn add_torn_speakers(view: &View<'_>, names: &mut Vec<Tagged>) {
    let lost = |at: usize| view.words.get(at).is_some_and(|word| word.kind == TokenKind::Lost && word.glued);
    let mut taken = vec![false; view.words.len()];
    for name in names.iter() {
        taken[name.words.clone()].fill(true);
    }
    let mut found: Vec<Tagged> = Vec::new();
    for at in (1..view.words.len()).filter(|&at| lost(at)) {
        let start = at - 1;
        let said = start.checked_sub(1).is_some_and(|before| lists::is_speech_verb(word(view, before)));
        let rest = view.words.get(at + 1).is_some_and(|next| next.glued && next.kind == TokenKind::Word);
        let words = start..at + 1 + usize::from(rest);
        if said && view.words[start].is_capitalized() && !taken[words.clone()].contains(&true) {
            taken[words.clone()].fill(true);
            found.push(Tagged { words, kind: EntityType::Person });
        }
    }
    names.extend(found);
    names.sort_by_key(|name| name.words.start);
}

/// What a form of address stands before is a person's name, though it may be a word like any other: "Mrs May", "Mr Will".
fn add_addressed(view: &View<'_>, names: &mut Vec<Tagged>) {
    let is_taken = |at: usize| {
        let next = names.partition_point(|name| name.words.end < at);
        names.get(next).is_some_and(|name| name.words.start <= at)
    };
    let mut found: Vec<Tagged> = Vec::new();
    for at in 1..view.words.len() {
        let name = &view.words[at];
        if matches!(word(view, at - 1), "Mr" | "Mrs" | "Ms" | "Mr." | "Mrs." | "Ms.")
            && name.is_capitalized()
            && name.kind == TokenKind::Word
            && lists::role_codes(name.text).is_empty()
            && !is_taken(at)
        {
            found.push(Tagged { words: at..at + 1, kind: EntityType::Person });
        }
    }
    if !found.is_empty() {
        names.extend(found);
        names.sort_by_key(|name| name.words.start);
    }
}

/// A name goes on over a character that was lost in it: "Zs?fia Kert?sz".
fn extend_over_lost(view: &View<'_>, names: &mut Vec<Tagged>) {
    /// More lost characters than this in one word leave no name.
    const MOST_LOST: usize = 4;
    let lost = |at: usize| view.words.get(at).is_some_and(|word| word.kind == TokenKind::Lost && word.glued);
    for name in names.iter_mut() {
        for _ in 0..MOST_LOST {
            let end = name.words.end;
            let torn = lost(end.saturating_sub(1)) || lost(end.saturating_sub(2));
            if torn && lost(end + 1) && view.words[end].is_capitalized() {
                name.words.end = end + 1;
                continue;
            }
            if !lost(end) {
                break;
            }
            let next = view.words.get(end + 1).filter(|next| next.glued && next.kind == TokenKind::Word);
            // A capital after it begins another word.
            if next.is_some_and(Word::is_capitalized) {
                break;
            }
            name.words.end = end + 1 + usize::from(next.is_some());
        }
    }
    names.dedup_by(|next, before| {
        let torn = |name: &Tagged| name.words.clone().any(|at| view.words[at].kind == TokenKind::Lost);
        let overlap = next.words.start < before.words.end;
        let one = overlap || next.words.start == before.words.end && torn(before) && torn(next);
        if one {
            before.words.end = before.words.end.max(next.words.end);
        }
        one
    });
    for name in names.iter_mut().filter(|name| name.words.clone().any(|at| view.words[at].kind == TokenKind::Lost)) {
        let next = word(view, name.words.end);
        let speaks = matches!(next, "said" | "told" | "who") || next == "," && word(view, name.words.end + 1) == "who";
        let said = name.words.start.checked_sub(1).is_some_and(|before| word(view, before) == "said");
        if speaks || said {
            name.kind = EntityType::Person;
        }
    }
}

/// Authors of the byline are persons, places of the dateline locations, its agency an organisation.
fn add_known_places(view: &View<'_>, names: &mut Vec<Tagged>) {
    let document = view.document;
    let mut known: Vec<(Range<usize>, EntityType)> = Vec::new();
    let find = |within: Span, name: &str| {
        let at = within.of(&document.text).find(name)?;
        let start = within.start + at;
        Some(document.tokens_in(Span::new(start, start + name.len()))).filter(|words| !words.is_empty())
    };
    if let Some(byline) = &document.byline {
        known.extend(
            byline
                .authors
                .iter()
                .filter_map(|author| find(byline.span, &author.name).map(|words| (words, EntityType::Person))),
        );
    }
    if let Some(dateline) = &document.dateline {
        for place in &dateline.places {
            let parts = [place.city.as_deref(), place.region.as_deref()];
            let parts = parts.into_iter().flatten().filter_map(|part| find(place.span, part));
            known.extend(parts.map(|words| (words, EntityType::Location)));
        }
        let agency = dateline.agency.as_deref().and_then(|agency| find(dateline.span, agency));
        known.extend(agency.map(|words| (words, EntityType::Organization)));
    }
    for (words, kind) in known {
        let first = names.partition_point(|name| name.words.end <= words.start);
        let last = names.partition_point(|name| name.words.start < words.end);
        match names.get_mut(first..last.max(first)).unwrap_or(&mut []) {
            [] => names.insert(first, Tagged { words, kind }),
            [only] if only.words == words => {
                let name = view.span(&words).of(&document.text);
                if kind != EntityType::Organization && lists::known_name(name).is_none() {
                    only.kind = kind;
                }
            }
            [only] if kind == EntityType::Person && words.start <= only.words.start && only.words.end <= words.end => {
                *only = Tagged { words, kind };
            }
            _ => {}
        }
    }
}

/// What a name names by the words beside it, where its own words do not say: "the Kyzyl-Bel pass", "the trawler Santa Rita".
///
/// A surname of a person named in full stays a person.
pub(super) fn by_neighbours(view: &View<'_>, names: &mut [Tagged]) {
    let mut surnames: Hashes = Hashes::default();
    let mut elsewhere: Hashes = Hashes::default();
    for name in names.iter() {
        let words = view.words.get(name.words.clone()).unwrap_or(&[]);
        match (name.kind, words) {
            (EntityType::Person, [_, _, ..]) => surnames.extend(words.iter().map(Word::key)),
            (EntityType::Location | EntityType::Organization, [only]) => {
                elsewhere.insert(only.key());
            }
            _ => {}
        }
    }
    let mut evidence: ByHash<(usize, usize, EntityType)> = ByHash::default();
    for name in names.iter_mut() {
        let Some(words) = view.words.get(name.words.clone()) else { continue };
        let vessel = name.words.start.checked_sub(1).is_some_and(|before| {
            matches!(
                word(view, before),
                "trawler"
                    | "ferry"
                    | "steamer"
                    | "tanker"
                    | "frigate"
                    | "yacht"
                    | "warship"
                    | "destroyer"
                    | "freighter"
                    | "schooner"
            )
        });
        if vessel && matches!(name.kind, EntityType::Location | EntityType::Misc | EntityType::Person) {
            name.kind = EntityType::Product;
            continue;
        }
        match words {
            [only] if !surnames.contains(&only.key()) => {
                let found = neighbour(view, name);
                let entry = evidence.entry(only.key()).or_insert((0, 0, name.kind));
                entry.0 += 1;
                if let Some(kind) = found {
                    entry.1 += 1;
                    entry.2 = kind;
                }
            }
            [first, .., last] if name.kind == EntityType::Person => {
                let inside = name.words.start.checked_sub(1).is_some_and(|at| matches!(word(view, at), "in" | "at"));
                let codes = lists::head_codes(last.text);
                if codes == "o" && elsewhere.contains(&first.key()) {
                    name.kind = EntityType::Organization;
                } else if inside && codes.contains(['l', 'f']) {
                    name.kind = EntityType::Location;
                }
            }
            _ => {}
        }
    }
    for name in names.iter_mut() {
        if let [only] = view.words.get(name.words.clone()).unwrap_or(&[])
            && let Some(&(times, told, kind)) = evidence.get(&only.key())
            && told > 0
            && told * 2 >= times
        {
            name.kind = kind;
        }
    }
}

/// What the words beside a name of one word say it is.
fn neighbour(view: &View<'_>, name: &Tagged) -> Option<EntityType> {
    let before = name.words.start.checked_sub(1).and_then(|before| view.words.get(before));
    let after = view.words.get(name.words.end);
    let text = word(view, name.words.start);
    let lower = |word: &str| !word.chars().any(char::is_uppercase);
    let person = name.kind == EntityType::Person;
    let doubtful = person || name.kind == EntityType::Misc;
    if !doubtful || lists::is_group(text) {
        return None;
    }
    let outfit = |word: &str| {
        matches!(
            word,
            "association"
                | "institute"
                | "newspaper"
                | "magazine"
                | "website"
                | "company"
                | "union"
                | "broadcaster"
                | "airline"
                | "firm"
                | "charity"
                | "retailer"
                | "weekly"
                | "daily"
                | "tabloid"
                | "startup"
                | "insurer"
        )
    };
    if before.is_some_and(|word| outfit(word.text)) || after.is_some_and(|word| outfit(word.text)) {
        return Some(EntityType::Organization);
    }
    if !person || after.is_some_and(|word| word.is(SPEECH)) {
        return None;
    }
    let line = view.line_at(name.words.start)?;
    let before = before?;
    if matches!(before.text, "the" | "The")
        && after.is_some_and(|word| lower(word.text) && lists::head_codes(word.text).contains(['f', 'l']))
        || matches!(before.text, "in" | "near") && after.is_none_or(|word| word.kind != TokenKind::Possessive)
    {
        return Some(EntityType::Location);
    }
    (line.kind == ParagraphKind::Caption && matches!(before.text, "(" | ":" | "/")).then_some(EntityType::Organization)
}
