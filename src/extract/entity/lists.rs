//! The word lists of this room and what is asked of them.

#![allow(dead_code, reason = "descriptions and pronouns will ask what the tagger no longer asks")]

use crate::lexicon::WordList;
use crate::places;

const FIRST_NAMES: &str = include_str!("../../data/first_names.tsv");
const LAST_NAMES: &str = include_str!("../../data/last_names.txt");
const COMMON_WORDS: &str = include_str!("../../data/common_words.txt");
const ENTITY_WORDS: &str = include_str!("../../data/entity_words.tsv");
const ORGANIZATIONS: &str = include_str!("../../data/organizations.txt");
const FUNCTION_WORDS: &str = include_str!("../../data/function_words.txt");
const GROUPS: &str = include_str!("../../data/groups.txt");
const ROLES: &str = include_str!("../../data/roles.tsv");

/// What is known of a person's gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    /// He.
    Male,
    /// She.
    Female,
}

/// Whether a word is a first name of any language.
pub(super) fn is_first_name(word: &str) -> bool {
    WordList::new(FIRST_NAMES).contains_lower(word)
}

/// The gender that a first name gives, where it is clear.
pub(super) fn gender_of_first_name(word: &str) -> Option<Gender> {
    match WordList::new(FIRST_NAMES).get_lower(word)? {
        "m" => Some(Gender::Male),
        "f" => Some(Gender::Female),
        _ => None,
    }
}

/// Whether a word is a family name.
pub(super) fn is_last_name(word: &str) -> bool {
    WordList::new(LAST_NAMES).contains_lower(word)
}

/// Whether a word is one that texts write in lower case.
pub(super) fn is_common(word: &str) -> bool {
    WordList::new(COMMON_WORDS).contains_lower(word)
}

/// What names that end in a word name: letters of `entity_words.tsv`, empty for other words.
pub(super) fn head_codes(word: &str) -> &'static str {
    WordList::new(ENTITY_WORDS).get_lower(word.trim_end_matches('.')).unwrap_or("")
}

/// Whether a name is that of a well-known organisation.
pub(super) fn is_known_organization(name: &str) -> bool {
    WordList::new(ORGANIZATIONS).contains_lower(name)
}

/// Whether a name is that of a people, a religion or a political camp.
pub(super) fn is_group(name: &str) -> bool {
    places::demonym(name).is_some() || WordList::new(GROUPS).contains_lower(name)
}

/// The letters of `roles.tsv` for a word, empty for other words.
pub(super) fn role_codes(word: &str) -> &'static str {
    WordList::new(ROLES).get_lower(word.trim_end_matches('.')).unwrap_or("")
}

/// Whether a word stands before names as a title or form of address.
pub(super) fn is_title(word: &str) -> bool {
    role_codes(word).contains(['a', 'p'])
}

/// Whether a word is a noun for a role.
pub(super) fn is_role(word: &str) -> bool {
    role_codes(word).contains('r')
}

/// Whether a name is that of a place of any size.
pub(super) fn is_place(name: &str) -> bool {
    is_state(name) || places::city(name).is_some()
}

/// Whether a name is that of a country, state, province or continent.
pub(super) fn is_state(name: &str) -> bool {
    places::country(name).is_some() || places::region(name).is_some_and(|_| name.len() > 3) || is_wider_region(name)
}

/// Whether a name is that of a continent or another part of the world.
fn is_wider_region(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "africa",
        "america",
        "americas",
        "antarctica",
        "arctic",
        "asia",
        "asia-pacific",
        "balkans",
        "caribbean",
        "central america",
        "central asia",
        "crimea",
        "donbas",
        "donbass",
        "east africa",
        "east asia",
        "eastern europe",
        "eurasia",
        "europe",
        "gaza",
        "gaza strip",
        "golan heights",
        "horn of africa",
        "kashmir",
        "kurdistan",
        "latin america",
        "mediterranean",
        "middle east",
        "north africa",
        "north america",
        "oceania",
        "pacific",
        "sahel",
        "scandinavia",
        "siberia",
        "south america",
        "south asia",
        "south china sea",
        "southeast asia",
        "southern africa",
        "west africa",
        "west bank",
        "western europe",
        "persian gulf",
        "black sea",
        "red sea",
        "atlantic",
        "nagorno-karabakh",
        "tibet",
    ];
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a word is a month or a day of the week: part of dates, never of an entity by itself.
pub(super) fn is_calendar(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thurs",
        "fri",
        "am",
        "pm",
        "gmt",
        "utc",
        "est",
        "ist",
        "edt",
        "bst",
    ];
    let word = word.trim_end_matches('.');
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether a word is a function word, a pronoun or an adverb that opens sentences: never the start of a name.
pub(super) fn is_function_word(word: &str) -> bool {
    WordList::new(FUNCTION_WORDS).contains_lower(word)
}

/// Whether a lower-case word may stand inside a person's name.
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "bin"
            | "ibn"
            | "al"
            | "el"
            | "de"
            | "la"
            | "las"
            | "los"
            | "del"
            | "della"
            | "van"
            | "der"
            | "den"
            | "von"
            | "da"
            | "dos"
            | "das"
            | "do"
            | "di"
            | "du"
            | "le"
            | "abu"
            | "bint"
            | "ben"
            | "ul"
            | "ur"
            | "ter"
            | "ten"
            | "zu"
            | "af"
            | "av"
    )
}

/// Whether a word reports speech.
pub(super) fn is_speech_verb(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "told"
            | "tells"
            | "added"
            | "adds"
            | "tweeted"
            | "wrote"
            | "writes"
            | "explained"
            | "noted"
            | "stated"
            | "argued"
            | "warned"
            | "claimed"
            | "insisted"
            | "asked"
            | "replied"
            | "recalled"
            | "stressed"
            | "announced"
            | "acknowledged"
            | "admitted"
            | "continued"
            | "commented"
            | "remarked"
            | "declared"
            | "denied"
            | "emphasized"
            | "emphasised"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::assert_well_formed;

    #[test]
    fn lists_are_well_formed() {
        for (name, file) in [
            ("first_names", FIRST_NAMES),
            ("last_names", LAST_NAMES),
            ("common_words", COMMON_WORDS),
            ("entity_words", ENTITY_WORDS),
            ("organizations", ORGANIZATIONS),
            ("function_words", FUNCTION_WORDS),
            ("groups", GROUPS),
            ("roles", ROLES),
        ] {
            assert_well_formed(name, file);
        }
    }

    #[test]
    fn words_are_told_apart() {
        assert_eq!(gender_of_first_name("Fatima"), Some(Gender::Female));
        assert_eq!(gender_of_first_name("JOHN"), Some(Gender::Male));
        assert!(is_title("Mr.") && is_title("President") && !is_title("table"));
        assert!(is_state("Africa") && is_state("US") && !is_state("al"));
        assert!(is_group("Russian") && is_group("Democrats") && !is_group("Russia"));
        assert_eq!(head_codes("Inc."), "o");
    }
}
