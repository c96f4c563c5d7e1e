//! Who of several persons with one surname is meant: "Mrs Clinton" is no man, and "Prime Minister Han" who was introduced as one.

use super::form::Form;
use super::lexeme::{FINITE, SPEECH};
use super::lists::{self, Gender};
use super::view::{View, Word};
use crate::model::hash;
use std::ops::Range;

/// Words of the longest title that is read: "Deputy Prime Minister Ms".
const LONGEST: usize = 4;
/// More titles of one person than this are not kept.
const MOST_TITLES: usize = 8;

/// What stands before a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    /// The gender that it gives.
    gender: Option<Gender>,
    /// The hash of the title; none where there is none but "Mr" or the like.
    title: Option<u64>,
}

impl Address {
    /// The address before the words of a name.
    pub(super) fn before(view: &View<'_>, words: &Range<usize>) -> Self {
        let mut address = Self::default();
        let mut first = words.start;
        for at in (words.start.saturating_sub(LONGEST)..words.start).rev() {
            let Some(word) = view.words.get(at).filter(|word| word.text != ".") else { continue };
            if lists::role_codes(word.text).is_empty() {
                break;
            }
            address.gender = address.gender.or_else(|| lists::gender_of_role(word.text));
            first = at;
        }
        let roles = view.words.get(first..words.start).unwrap_or(&[]).iter().filter(|word| word.text != ".");
        // "Mr" is no office.
        let offices = roles.filter(|word| !lists::role_codes(word.text).contains('a'));
        let add =
            |title: Option<u64>, word: &Word<'_>| hash::pair(title.unwrap_or(0), hash::word(&word.text.to_lowercase()));
        address.title = offices.fold(None, |title, word| Some(add(title, word)));
        address
    }
}

/// Whether somebody is introduced as a relative, who may have a part of the other's name: "her father, X".
pub(super) fn is_introduced_as_relative(view: &View<'_>, words: &Range<usize>) -> bool {
    const RELATIVES: &[&str] =
        &["brother", "daughter", "father", "grandfather", "grandmother", "mother", "parents", "sister", "son"];
    let word =
        |back: usize| words.start.checked_sub(back).and_then(|at| view.words.get(at)).map_or("", |word| word.text);
    RELATIVES.contains(&word(1)) || word(1) == "," && RELATIVES.contains(&word(2))
}

/// Whether the words beside a name say that the person speaks: "X said", "X, the mayor, said", "said Mayor X".
pub(super) fn speaks(view: &View<'_>, words: &Range<usize>) -> bool {
    /// The longest words between commas that are looked over.
    const LONGEST_APPOSITION: usize = 16;
    let word = |at: usize| view.words.get(at).map_or("", |word| word.text);
    let says = |at: usize| view.words.get(at).is_some_and(|word| word.is(SPEECH));
    let untitled = (0..words.start)
        .rev()
        .take(LONGEST)
        .find(|&at| word(at) != "." && lists::role_codes(word(at)).is_empty() && !lists::is_modifier(word(at)));
    let past_apposition = || {
        let apposition = words.end + 1..words.end + 1 + LONGEST_APPOSITION;
        let close = apposition.clone().find(|&at| matches!(word(at), "," | "." | "" | ";"));
        word(words.end) == "," && close.is_some_and(|close| word(close) == "," && says(close + 1))
    };
    // "Anna Lie of the Oslo Port Board said"
    let past_of = || {
        let finite =
            |&at: &usize| view.words.get(at).is_none_or(|word| word.is(FINITE) || matches!(word.text, "," | "."));
        let verb = (words.end..words.end + LONGEST_APPOSITION).find(finite);
        matches!(word(words.end), "of" | "from") && verb.is_some_and(says)
    };
    says(words.end) || untitled.is_some_and(says) || past_apposition() || past_of()
}

/// What is known of a person who is named in full.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    gender: Option<Gender>,
    titles: Vec<u64>,
}

impl Known {
    /// Learns from a full name and what stands before it.
    pub(super) fn note(&mut self, form: &Form, address: Address) {
        let first = form.parts.first().filter(|_| !lists::begins_with_family_name(&form.surface));
        let by_name = || first.and_then(|first| lists::gender_of_first_name(first));
        self.gender = address.gender.or(self.gender).or_else(by_name);
        if let Some(title) = address.title
            && self.titles.len() < MOST_TITLES
            && !self.titles.contains(&title)
        {
            self.titles.push(title);
        }
    }

    /// Whether the person may be addressed so, and how well that fits: none, the gender, the title.
    pub(super) fn fits(&self, address: Address) -> Option<u8> {
        let same = match (self.gender, address.gender) {
            (Some(own), Some(other)) if own != other => return None,
            (Some(_), Some(_)) => 1,
            _ => 0,
        };
        let title = address.title.is_some_and(|title| self.titles.contains(&title));
        Some(if title { 2 } else { same })
    }
}

#[cfg(test)]
mod tests {
    use crate::pipeline::Options;

    #[test]
    fn forms_of_address_and_titles_tell_who_is_meant() {
        for (text, name, mentions) in [
            ("Bill Clinton met Hillary Clinton in Oslo.\n\nMrs Clinton said it was late.", "Hillary Clinton", 2),
            ("Bill Clinton met Hillary Clinton in Oslo.\n\nMr Clinton said it was late.", "Bill Clinton", 2),
            (
                "Tom Lie met Anna Lie of the Port Board. Tom Lie left.\n\nJan Lie of the Ferry Board said it was late.\n\nLie said \
                 that nobody came.",
                "Jan Lie",
                2,
            ),
            (
                "Minister Tom Lie met Mayor Anna Lie in Oslo.\n\nMayor Lie said it was late. Minister Lie left.",
                "Anna Lie",
                2,
            ),
        ] {
            let document = crate::parse::parse(text, &Options::default());
            let entities = crate::extract::entity::extract(&document);
            let person = entities.iter().find(|entity| entity.name == name).expect("the person is found");
            assert_eq!(person.mentions.len(), mentions, "{text}");
        }
    }
}
