//! What kind of thing a candidate names: points from the words in it and around it.

use super::super::lists;
use super::super::view::{Case, Line, View, Word};
use crate::document::{EntityType, TokenKind};
use crate::places;
use std::ops::Range;

/// The kinds in the order in which a tie is decided.
const KINDS: [EntityType; 9] = [
    EntityType::Person,
    EntityType::Location,
    EntityType::Organization,
    EntityType::Group,
    EntityType::Facility,
    EntityType::Event,
    EntityType::Work,
    EntityType::Product,
    EntityType::Misc,
];

/// Points for each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Points([i32; 9]);

impl Points {
    /// Adds points for one kind.
    pub(super) fn give(&mut self, kind: EntityType, points: i32) {
        if let Some(slot) = KINDS.iter().position(|&known| known == kind) {
            self.0[slot] = self.0[slot].saturating_add(points);
        }
    }

    /// Adds the points of another mention.
    pub(super) fn add(&mut self, other: &Self) {
        for (mine, more) in self.0.iter_mut().zip(other.0) {
            *mine = mine.saturating_add(more);
        }
    }

    /// The points, so many times.
    pub(super) fn times(self, factor: i32) -> Self {
        Self(self.0.map(|points| points.saturating_mul(factor)))
    }

    /// The kind with the most points, if any kind has some.
    pub(super) fn best(&self) -> Option<EntityType> {
        let most = *self.0.iter().max()?;
        let slot = self.0.iter().position(|&points| points == most)?;
        (most > 0).then_some(KINDS[slot])
    }
}

/// The points of one candidate.
pub(super) fn points(view: &View<'_>, line: &Line, name: &Range<usize>) -> Points {
    let mut points = Points::default();
    inside(view, name, &mut points);
    around(view, line, name, &mut points);
    points
}

fn inside(view: &View<'_>, name: &Range<usize>, points: &mut Points) {
    use EntityType::{Event, Facility, Group, Location, Misc, Organization, Work};
    let text = view.span(name).of(&view.document.text);
    let words = &view.words[name.clone()];
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    if lists::is_group(text) || words.len() > 1 && words.iter().all(|word| lists::is_group(word.text)) {
        points.give(Group, 12);
        return;
    }
    if lists::is_known_organization(text) {
        points.give(Organization, 7);
    }
    if lists::is_state(text) {
        points.give(Location, 8);
    } else if let Some(city) = places::city(text) {
        let known = if city.population >= 300 { 4 } else { 2 };
        points.give(Location, if words.len() > 1 { known + 2 } else { known });
    }
    if words.len() > 1 {
        let of = words.iter().position(|word| matches!(word.text, "of" | "for" | "on"));
        let heads = of.map_or("", |at| lists::head_codes(words[at.saturating_sub(1)].text));
        let codes = if heads.is_empty() { lists::head_codes(last.text) } else { heads };
        for code in codes.chars() {
            let (kind, worth) = match code {
                'o' => (Organization, 5),
                'f' => (Facility, 4),
                'l' => (Location, 5),
                'e' => (Event, 5),
                _ => (Work, 5),
            };
            points.give(kind, worth);
        }
        if codes.is_empty()
            && matches!(
                first.text,
                "Mount" | "Lake" | "Cape" | "Port" | "River" | "Gulf" | "Fort" | "San" | "St" | "Santa"
            )
        {
            points.give(Location, 4);
        }
        if codes.is_empty()
            && matches!(first.text, "University" | "Ministry" | "Bank" | "Universidad" | "Banco" | "Radio")
        {
            points.give(Organization, 4);
        }
    }
    if words.iter().any(|word| word.text == "&") {
        points.give(Organization, 3);
    }
    let upper = words.len() == 1 && first.case == Case::Upper;
    if upper {
        let letters = first.text.chars().filter(|c| c.is_alphabetic()).count();
        if (2..=6).contains(&letters) {
            points.give(Organization, 3);
        }
        return;
    }
    person_inside(view, name, points);
    if words.len() == 1 {
        points.give(Misc, 1);
    } else if words.iter().filter(|word| word.is_capitalized()).all(|word| lists::is_common(word.text)) {
        points.give(Organization, 2);
    }
}

fn person_inside(view: &View<'_>, name: &Range<usize>, points: &mut Points) {
    let words = &view.words[name.clone()];
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    let rare = |text: &str| !lists::is_common(text);
    let mut worth = 0;
    if words.len() > 1 && words.len() <= 6 {
        if lists::is_first_name(first.text) {
            worth += if rare(first.text) { 4 } else { 2 };
        }
        if lists::is_last_name(last.text) {
            worth += if rare(last.text) { 2 } else { 1 };
        }
        if words.iter().any(|word| word.text.len() == 1 && word.is_capitalized()) {
            worth += 2;
        }
        if words.iter().any(|word| word.kind == TokenKind::Word && lists::is_particle(word.text)) {
            worth += 1;
        }
        let common = words.iter().filter(|word| word.is_capitalized() && !rare(word.text)).count();
        if common == 0 && words.len() <= 4 {
            worth += 2;
        }
        if words
            .iter()
            .any(|word| word.kind == TokenKind::Possessive || matches!(word.text, "of" | "for" | "and" | "&"))
        {
            worth = 0;
        }
        if common == words.len() {
            worth = worth.min(1);
        }
    } else if words.len() == 1
        && rare(first.text)
        && (lists::is_first_name(first.text) || lists::is_last_name(first.text))
    {
        worth += 2;
    }
    points.give(EntityType::Person, worth);
}

fn around(view: &View<'_>, line: &Line, name: &Range<usize>, points: &mut Points) {
    use EntityType::{Location, Organization, Person};
    let before = |steps: usize| {
        name.start.checked_sub(steps).filter(|&at| at >= line.words.start).and_then(|at| view.words.get(at))
    };
    let after =
        |steps: usize| Some(name.end - 1 + steps).filter(|&at| at < line.words.end).and_then(|at| view.words.get(at));
    let text = |word: Option<&Word<'_>>| word.map_or("", |word| word.text).to_owned();
    let (mut left, mut left_at) = (text(before(1)), 1);
    if left == "." {
        (left, left_at) = (text(before(2)), 2);
    }
    let (right, right2) = (text(after(1)), text(after(2)));
    let lower = left.to_lowercase();
    if lists::is_title(&lower) || lists::is_role(&lower) {
        let codes = lists::role_codes(&lower);
        let capital = before(left_at).is_some_and(Word::is_capitalized);
        points.give(Person, if capital || codes.contains('a') { 6 } else { 4 });
    }
    if lists::is_speech_verb(&right) || lists::is_speech_verb(&left) && matches!(right.as_str(), "." | ",") {
        points.give(Person, 2);
        points.give(Organization, 1);
    }
    if matches!(right.as_str(), "who" | "whose") || right == "," && matches!(right2.as_str(), "who" | "whose") {
        points.give(Person, 2);
    }
    if right == "," && after(2).is_some_and(|word| word.kind == TokenKind::Number && word.text.len() <= 2) {
        points.give(Person, 3);
    }
    if right == "," && after(2).is_some_and(|word| lists::is_state(word.text)) {
        points.give(Location, 3);
    }
    match lower.as_str() {
        "in" | "near" | "across" | "throughout" => points.give(Location, 3),
        "at" | "from" | "to" | "outside" | "around" | "into" | "toward" | "towards" => points.give(Location, 1),
        "capital" | "city" | "town" | "village" | "northern" | "southern" | "eastern" | "western" | "central"
        | "mainland" | "neighbouring" | "neighboring" => points.give(Location, 4),
        "of" if matches!(
            text(before(2)).as_str(),
            "city" | "town" | "village" | "province" | "district" | "state" | "island" | "region"
        ) =>
        {
            points.give(Location, 5);
        }
        "company" | "firm" | "agency" | "group" | "giant" | "newspaper" | "ruling" | "opposition" | "startup"
        | "automaker" | "bank" => {
            points.give(Organization, 4);
        }
        "the" if name.len() > 1 => points.give(Organization, 1),
        "the" => points.give(Person, -1),
        _ => {}
    }
    match right.as_str() {
        "province" | "region" | "district" | "city" | "county" | "state" | "island" | "river" | "town" | "village" => {
            points.give(Location, 3);
        }
        "party" | "newspaper" | "officials" | "shares" | "spokesman" | "spokeswoman" | "spokesperson" | "leader"
        | "group" | "militants" | "fighters" | "employees" | "chairman" | "executives" => {
            points.give(Organization, 2);
        }
        _ => {}
    }
}
