//! Whether a person is a man or a woman, as what is written of them shows it.

use super::super::consolidate::Draft;
use super::super::lists::{self, Gender};
use super::super::view::View;
use crate::document::EntityType;
use std::ops::Range;

/// What forms of address, roles, first names and its description say of a person's gender.
pub(super) fn of(view: &View<'_>, draft: &Draft, described: Option<&Range<usize>>) -> Option<Gender> {
    if draft.kind != EntityType::Person {
        return None;
    }
    for mention in &draft.mentions {
        let mut at = mention.words.start;
        // A title has few words: "Deputy Prime Minister Ms".
        for _ in 0..3 {
            let Some(before) = at.checked_sub(1).and_then(|before| view.words.get(before)) else { break };
            if before.text != "." && lists::role_codes(before.text).is_empty() {
                break;
            }
            if let Some(gender) = lists::gender_of_role(before.text) {
                return Some(gender);
            }
            at -= 1;
        }
    }
    by_first_name(draft).or_else(|| by_description(view, described?))
}

/// Gives the person whom an article is about, if the name does not tell, the gender of its pronouns where next to all are of one.
pub(super) fn infer(view: &View<'_>, drafts: &[Draft], genders: &mut [Option<Gender>]) {
    /// So many pronouns are of one person.
    const ENOUGH: usize = 2;
    /// So many times as many as of the other gender.
    const CLEARLY: usize = 4;
    /// Mentions of a person that an article is about, and how many times as many as of any other.
    const OFTEN: usize = 5;
    const TIMES: usize = 3;
    let is_person = |&index: &usize| drafts[index].kind == EntityType::Person;
    let mut persons: Vec<(usize, usize)> =
        (0..drafts.len()).filter(is_person).map(|index| (drafts[index].mentions.len(), index)).collect();
    persons.sort_unstable_by(|a, b| b.cmp(a));
    let others = persons.get(1).map_or(0, |other| other.0);
    let Some(&(mentions, person)) = persons.first() else { return };
    if genders[person].is_some() || mentions < OFTEN || mentions < TIMES * others {
        return;
    }
    let (mut men, mut women) = (0, 0);
    for word in &view.words {
        match word.text {
            "he" | "He" | "him" | "his" | "His" => men += 1,
            "she" | "She" | "her" | "Her" => women += 1,
            // Somebody without a name: "a woman said that she".
            "woman" | "girl" | "man" | "boy" | "victim" => return,
            _ => {}
        }
    }
    if women >= ENOUGH && women >= CLEARLY * men {
        genders[person] = Some(Gender::Female);
    } else if men >= ENOUGH && men >= CLEARLY * women {
        genders[person] = Some(Gender::Male);
    }
}

/// "Lie, | the spokesman of the board": the head of a description.
fn by_description(view: &View<'_>, described: &Range<usize>) -> Option<Gender> {
    let words = view.words.get(described.clone())?;
    let is_head =
        |text: &str| !matches!(text, "of" | "for" | "at" | "in" | "with" | "from" | "to" | "who" | "and" | ",");
    let head = words.iter().take_while(|word| is_head(word.text)).last()?;
    lists::gender_of_role(head.text)
}

fn by_first_name(draft: &Draft) -> Option<Gender> {
    if draft.parts.len() < 2 || lists::begins_with_family_name(&draft.name) {
        return None;
    }
    let first = &draft.parts[0];
    lists::gender_of_first_name(draft.name.split([' ', '\u{a0}']).next().unwrap_or(first))
        .or_else(|| lists::gender_of_first_name(first))
}
