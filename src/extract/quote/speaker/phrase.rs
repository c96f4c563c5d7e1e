//! Noun phrases as words: names at their end, roles, post-nominal letters, sources that hide.

use crate::extract::quote::classes::Lower;
use crate::lexicon::{WordList, word_list};

static HIDING: WordList = word_list!(HIDING_FILE);
const HIDING_FILE: &str = include_str!("../../../data/anonymous_sources.txt");
static ROLES: WordList = word_list!(ROLES_FILE);
const ROLES_FILE: &str = include_str!("../../../data/role_nouns.txt");

/// The words with capital letters that a phrase ends with, if it does.
pub(super) fn capital_run(phrase: &str) -> Option<&str> {
    let mut start = phrase.len();
    for (at, word) in phrase.split(char::is_whitespace).rev().scan(phrase.len() + 1, |end, word| {
        *end = end.checked_sub(word.len() + 1)?;
        Some((*end, word))
    }) {
        if !word.starts_with(char::is_uppercase) || matches!(word, "The" | "A" | "An") {
            break;
        }
        start = at;
    }
    phrase.get(start..).filter(|run| !run.trim().is_empty())
}

pub(super) fn without_article(phrase: &str) -> &str {
    let article =
        ["the ", "The ", "a ", "A ", "an ", "An ", "its ", "Its ", "his ", "His ", "her ", "Her ", "their ", "Their "];
    article.iter().find_map(|article| phrase.strip_prefix(article)).unwrap_or(phrase)
}

/// Letters behind a name: KC, MP, Jr.
pub(super) fn is_post_nominal(word: &str) -> bool {
    matches!(word, "Jr" | "Jr." | "Sr" | "Sr.")
        || (2..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether `words` stand in `text` as whole words, whatever their case.
pub(super) fn holds_words(text: &str, words: &str) -> bool {
    let mut rest = text.split_whitespace();
    loop {
        let mut ahead = rest.clone();
        if words.split_whitespace().all(|word| ahead.next().is_some_and(|other| other.eq_ignore_ascii_case(word))) {
            return true;
        }
        if rest.next().is_none() {
            return false;
        }
    }
}

/// A description up to the first comma, "of" or "for" that follows its head: "chairwoman of the guild".
pub(super) fn head_of_description(description: &str) -> &str {
    let head = description.split(',').next().unwrap_or("");
    let head = head.split(" of ").next().unwrap_or("");
    head.split(" for ").next().unwrap_or("").trim()
}

/// Whether `text` ends with `words` as whole words, whatever their case: "the CEO" is "NWTA acting CEO", "the NWTA" is not.
pub(super) fn ends_with_words(text: &str, words: &str) -> bool {
    let mut text = text.split_whitespace().rev();
    words.split_whitespace().rev().all(|word| text.next().is_some_and(|other| other.eq_ignore_ascii_case(word)))
}

pub(super) fn head_word(phrase: &str) -> &str {
    let head = phrase.split([',']).next().unwrap_or("");
    let head = head.split(" of ").next().unwrap_or("").split(" for ").next().unwrap_or("");
    head.split_whitespace().next_back().unwrap_or("")
}

/// Whether a description hides who speaks: an indefinite or bare "official", "source", "person familiar with".
pub(super) fn is_anonymous(head: &str, whole: &str) -> bool {
    let hides = |word: &str| HIDING.contains_lower(word);
    let hiding = head.split_whitespace().any(hides) || whole.starts_with("one of ") || whole.starts_with("One of ");
    let first = Lower::new(head.split_whitespace().next().unwrap_or(""));
    let definite =
        matches!(first.as_str(), "the" | "this" | "that" | "his" | "her" | "its" | "their" | "these" | "those");
    hiding && !definite || whole.contains("anonymity")
}

/// Whether a word in lower case names a role that stands before a name: spokesman, minister, analyst.
pub(super) fn is_role(word: &str) -> bool {
    word.len() > 3
        && !word.ends_with("ment")
        && [
            "man", "men", "woman", "women", "person", "er", "or", "ist", "ant", "ent", "ian", "ary", "ess", "ive",
            "ate", "ers", "ors", "ists",
        ]
        .iter()
        .any(|ending| word.ends_with(ending))
        || ROLES.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_well_formed() {
        crate::lexicon::assert_well_formed("anonymous_sources.txt", HIDING_FILE);
        crate::lexicon::assert_well_formed("role_nouns.txt", ROLES_FILE);
    }
}
