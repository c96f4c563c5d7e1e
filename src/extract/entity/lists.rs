//! The word lists of this room and what is asked of them.

use crate::document::EntityType;
use crate::lexicon::{WordList, word_list};
use crate::{names, places};

static COMMON_WORDS: WordList = word_list!(COMMON_WORDS_FILE);
static OPENING_WORDS: WordList = word_list!(OPENING_WORDS_FILE);
const OPENING_WORDS_FILE: &str = include_str!("../../data/opening_words.txt");
static FAMILY_NAMES_FIRST: WordList = word_list!(FAMILY_NAMES_FIRST_FILE);
const FAMILY_NAMES_FIRST_FILE: &str = include_str!("../../data/family_names_first.tsv");
const COMMON_WORDS_FILE: &str = include_str!("../../data/common_words.txt");
static ENTITY_WORDS: WordList = word_list!(ENTITY_WORDS_FILE);
const ENTITY_WORDS_FILE: &str = include_str!("../../data/entity_words.tsv");
static KNOWN_NAMES: WordList = word_list!(KNOWN_NAMES_FILE);
const KNOWN_NAMES_FILE: &str = include_str!("../../data/known_names.tsv");
static FUNCTION_WORDS: WordList = word_list!(FUNCTION_WORDS_FILE);
const FUNCTION_WORDS_FILE: &str = include_str!("../../data/words_no_name_begins_with.txt");
static GROUPS: WordList = word_list!(GROUPS_FILE);
const GROUPS_FILE: &str = include_str!("../../data/groups.txt");
static ROLE_MODIFIERS: WordList = word_list!(ROLE_MODIFIERS_FILE);
const ROLE_MODIFIERS_FILE: &str = include_str!("../../data/role_modifiers.txt");
static ORGANIZATION_NOUNS: WordList = word_list!(ORGANIZATION_NOUNS_FILE);
const ORGANIZATION_NOUNS_FILE: &str = include_str!("../../data/organization_nouns.txt");
static PERSON_NOUNS: WordList = word_list!(PERSON_NOUNS_FILE);
const PERSON_NOUNS_FILE: &str = include_str!("../../data/person_nouns.tsv");
static ROLES: WordList = word_list!(ROLES_FILE);
const ROLES_FILE: &str = include_str!("../../data/roles.tsv");
static WORDS_BEHIND_SUBJECTS: WordList = word_list!(WORDS_BEHIND_SUBJECTS_FILE);
const WORDS_BEHIND_SUBJECTS_FILE: &str = include_str!("../../data/words_behind_subjects.tsv");

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
    names::is_first_name(word)
}

/// The gender that a first name gives, where it is clear.
pub(super) fn gender_of_first_name(word: &str) -> Option<Gender> {
    match names::first_name_gender(word)? {
        "m" => Some(Gender::Male),
        "f" => Some(Gender::Female),
        _ => None,
    }
}

/// Whether a word is one that texts write in lower case.
pub(crate) fn is_common(word: &str) -> bool {
    COMMON_WORDS.contains_lower(word)
}

/// What names that end in a word name: letters of `entity_words.tsv`, empty for other words.
pub(super) fn head_codes(word: &str) -> &'static str {
    ENTITY_WORDS.get_lower(word.trim_end_matches('.')).unwrap_or("")
}

/// What a well-known name names.
pub(super) fn known_name(name: &str) -> Option<EntityType> {
    Some(match KNOWN_NAMES.get_lower(name)? {
        "o" => EntityType::Organization,
        "f" => EntityType::Facility,
        "e" => EntityType::Event,
        "p" => EntityType::Product,
        "l" => EntityType::Location,
        _ => EntityType::Misc,
    })
}

/// Whether a name is that of a people, a religion or a political camp.
pub(super) fn is_group(name: &str) -> bool {
    places::demonym(name).is_some() && places::country(name).is_none() || GROUPS.contains_lower(name)
}

/// The letters of `roles.tsv` for a word, empty for other words.
pub(super) fn role_codes(word: &str) -> &'static str {
    ROLES.get_lower(word.trim_end_matches('.')).unwrap_or("")
}

/// Whether a word is a noun for a role.
pub(super) fn is_role(word: &str) -> bool {
    role_codes(word).contains('r')
}

/// The gender that a title or role gives.
pub(super) fn gender_of_role(word: &str) -> Option<Gender> {
    let codes = role_codes(word);
    match (codes.contains('m'), codes.contains('f')) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// Whether a word is a title only with another: "foreign", "deputy".
pub(super) fn is_modifier(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "former",
        "ex",
        "acting",
        "vice",
        "deputy",
        "foreign",
        "defence",
        "defense",
        "finance",
        "interior",
        "prime",
        "home",
        "health",
        "education",
        "first",
        "special",
        "senior",
        "staff",
        "managing",
        "interim",
        "air",
        "private",
        "fire",
        "executive",
        "crown",
        "saint",
        "presidential",
    ];
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether a word stands before a role noun within a title ("human", "rights" before "lawyer").
pub(super) fn is_role_modifier(word: &str) -> bool {
    ROLE_MODIFIERS.contains_lower(word)
}

/// Whether a noun says what a person is, beside those of `roles.tsv`.
pub(super) fn is_person_noun(word: &str) -> bool {
    PERSON_NOUNS.get_lower(word).is_some_and(|code| code == "n")
}

/// Whether a word is a noun for somebody who speaks: a role, a kind of person or of organisation, or several of them.
pub(crate) fn is_speaker_noun(word: &str) -> bool {
    let is_one = |word: &str| is_role(word) || is_person_noun(word) || head_codes(word).contains('o');
    is_one(word) || word.strip_suffix('s').is_some_and(is_one)
}

/// Whether a noun says what a person is to another, so that it says nothing alone: "wife", "friend".
pub(super) fn is_relation(word: &str) -> bool {
    PERSON_NOUNS.get_lower(word).is_some_and(|code| code == "k")
}

/// Whether a noun says what an organisation is.
pub(super) fn is_organization_noun(word: &str) -> bool {
    ORGANIZATION_NOUNS.contains_lower(word)
}

/// Whether a word begins a phrase before the main clause: "during", "while".
pub(super) fn is_opening(word: &str) -> bool {
    OPENING_WORDS.contains_lower(word)
}

/// Whether a name puts the family name first, so that its first word tells no gender: "Wen Jiabao", "Kim Dae Jung", "Chan Lik-sam".
pub(super) fn begins_with_family_name(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let Some(first) = words.next() else { return false };
    // A given name of two syllables, the second in lower case.
    let is_hyphened = |word: &str| {
        word.split_once('-')
            .is_some_and(|(one, other)| one.starts_with(char::is_uppercase) && other.starts_with(char::is_lowercase))
    };
    match FAMILY_NAMES_FIRST.get_lower(first) {
        Some("2") => true,
        Some(_) => words.clone().count() > 1 || words.clone().any(is_hyphened),
        None => words.any(is_hyphened),
    }
}

/// Whether a name is that of a country, state, province or continent.
pub(super) fn is_state(name: &str) -> bool {
    places::country(name).is_some() || places::region(name).is_some_and(|_| name.len() > 3) || is_wider_region(name)
}

/// Whether a name of several words is that of a part of the world or of a state that is no more, and of nothing else.
pub(super) fn is_region_name(name: &str) -> bool {
    name.contains(' ') && is_wider_region(name) || name.eq_ignore_ascii_case("soviet union")
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

/// Whether a word is a function word, a pronoun or an adverb that opens sentences: never the start of a name.
pub(super) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains_lower(word)
}

/// Whether a word reports speech, as hardly any but a person does it.
pub(crate) fn is_speech_verb(word: &str) -> bool {
    codes_behind_subject(word).contains('s')
}

/// What a word behind the subject of a clause is: `r` reports what somebody says, `s` as well, and hardly any but a person does it; `v` is another finite verb
/// Whether a word reports what its subject says: "confirmed", "highlights".
pub(crate) fn is_reporting_verb(word: &str) -> bool {
    codes_behind_subject(word).contains('r')
}

/// or an adverb before one.
pub(super) fn codes_behind_subject(word: &str) -> &'static str {
    WORDS_BEHIND_SUBJECTS.get(word).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::assert_well_formed;

    #[test]
    fn lists_are_well_formed() {
        for (name, file) in [
            ("common_words", COMMON_WORDS_FILE),
            ("opening_words", OPENING_WORDS_FILE),
            ("family_names_first", FAMILY_NAMES_FIRST_FILE),
            ("words_behind_subjects", WORDS_BEHIND_SUBJECTS_FILE),
            ("entity_words", ENTITY_WORDS_FILE),
            ("known_names", KNOWN_NAMES_FILE),
            ("words_no_name_begins_with", FUNCTION_WORDS_FILE),
            ("groups", GROUPS_FILE),
            ("person_nouns", PERSON_NOUNS_FILE),
            ("roles", ROLES_FILE),
            ("role_modifiers", ROLE_MODIFIERS_FILE),
            ("organization_nouns", ORGANIZATION_NOUNS_FILE),
        ] {
            assert_well_formed(name, file);
        }
    }

    #[test]
    fn words_are_told_apart() {
        assert_eq!(gender_of_first_name("Fatima"), Some(Gender::Female));
        assert_eq!(gender_of_first_name("JOHN"), Some(Gender::Male));
        assert_eq!(gender_of_role("spokeswoman"), Some(Gender::Female));
        assert!(is_role("president") && !is_role("table") && role_codes("Mr.").contains('a'));
        assert!(is_state("Africa") && is_state("US") && !is_state("al"));
        assert!(is_group("Russian") && is_group("Democrats") && !is_group("Russia"));
        assert_eq!(head_codes("Inc."), "o");
    }
}
