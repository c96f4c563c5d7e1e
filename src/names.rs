//! First names of people, of any language: what unmarked bylines and the genders of persons are read from.

use crate::lexicon::{WordList, word_list};

static FIRST_NAMES: WordList = word_list!(FILE);
const FILE: &str = include_str!("data/first_names.tsv");

/// Whether a word, in any case, is a first name of any language.
pub fn is_first_name(word: &str) -> bool {
    FIRST_NAMES.contains_lower(word)
}

/// What a first name says of gender: "m", "f" or, where both bear it, "u"; nothing for other words.
pub fn first_name_gender(word: &str) -> Option<&'static str> {
    FIRST_NAMES.get_lower(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_names_in_any_case() {
        crate::lexicon::assert_well_formed("first_names", FILE);
        assert_eq!(first_name_gender("JOHN"), Some("m"));
        assert!(is_first_name("Fatima") && !is_first_name("Harbour"));
    }
}
