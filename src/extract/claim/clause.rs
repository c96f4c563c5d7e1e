//! Which words of a sentence belong to its main clause.
//!
//! Modality and negation of a claim are those of its main assertion: in "the ruling, which will not be published, stands" nothing is
//! predicted or denied. Without a parser this is read off the words that open subordinate clauses and the commas, dashes and
//! finite auxiliaries that close them.

use super::words::Words;
use crate::document::TokenKind;
use crate::extract::quote::classes::{Class, class_of};

/// Words that open a subordinate clause.
const OPENERS: [&str; 27] = [
    "after", "although", "as", "because", "before", "despite", "how", "if", "once", "provided", "since", "so", "than",
    "though", "unless", "until", "what", "when", "whenever", "where", "whereas", "whether", "which", "while", "who",
    "whom", "whose",
];

/// Finite auxiliaries: after the verb of a relative clause, the next of these belongs to the clause around it.
const AUXILIARIES: [&str; 20] = [
    "are", "can", "cannot", "could", "did", "does", "had", "has", "have", "is", "may", "might", "must", "shall",
    "should", "was", "were", "will", "won't", "would",
];

/// For each word, whether it belongs to the main clause.
pub(super) fn main_clause(words: &Words) -> Vec<bool> {
    let mut main = Vec::with_capacity(words.len());
    let mut inside = false;
    let mut relative = false;
    let mut verbs = 0;
    for index in 0..words.len() {
        let word = words.get(index);
        if words.kind(index) == Some(TokenKind::Punctuation) {
            if matches!(word, "," | ";" | ":" | "-" | "--" | "—" | "–" | "―" | ")") {
                inside = false;
            }
            main.push(!inside);
            continue;
        }
        let opens = OPENERS.contains(&word) || (word == "that" && is_relative_that(words, index));
        if opens && !is_phrase(words, index) {
            inside = true;
            relative = matches!(word, "who" | "which" | "that" | "whose");
            verbs = 0;
        } else if inside && relative && (is_finite(word) || is_verb_of_who(words, index)) {
            verbs += 1;
            if verbs > 1 && AUXILIARIES.contains(&word) && !AUXILIARIES.contains(&words.before(index)) {
                inside = false;
            }
        }
        main.push(!inside);
    }
    main
}

/// Whether a word is the verb of "who" before it, of whatever form: what follows is nearly always its verb, unless it is of a class that says that the verb
/// is to come ("who never will", "who the police").
fn is_verb_of_who(words: &Words, index: usize) -> bool {
    let class = words.kind(index).map(|kind| class_of(words.original(index), kind));
    words.before(index) == "who" && class == Some(Class::Word)
}

/// "that" after a noun opens a relative clause; after a verb of saying it opens what is said.
fn is_relative_that(words: &Words, index: usize) -> bool {
    let before = words.before(index);
    // "That there" never is one.
    let complement = words.get(index + 1) == "there";
    index > 0
        && !complement
        && words.is_word(index - 1)
        && !super::signals::is_in_class(before, "saying")
        && !before.ends_with("ed")
}

/// Openers that here only join a phrase: "as a teacher", "more than 40", "after the war", "so far".
fn is_phrase(words: &Words, index: usize) -> bool {
    let next = words.get(index + 1);
    match words.get(index) {
        "as" | "than" | "so" => true,
        "after" | "before" | "since" | "until" | "despite" | "once" => {
            // With a finite verb close behind it is a clause.
            !(index + 1..(index + 6).min(words.len()))
                .take_while(|&at| words.get(at) != ",")
                .any(|at| is_finite(words.get(at)))
        }
        "how" | "what" | "who" if index == 0 => true,
        _ => next.is_empty(),
    }
}

/// Whether a word looks like a finite verb.
fn is_finite(word: &str) -> bool {
    use super::signals::is_in_class;
    is_in_class(word, "past")
        || is_in_class(word, "present")
        || is_in_class(word, "modal")
        || is_in_class(word, "saying")
        || super::signals::is_regular_past(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::claim::test_support::document;

    #[test]
    fn main_clauses() {
        let cases = [
            ("The bridge, which will not open, stands", "The bridge , , stands"),
            ("If it rains, the match will end", ", the match will end"),
            ("The law that allows dams will expire", "The law will expire"),
            ("He said that it will end", "He said that it will end"),
            ("They left because nobody came", "They left"),
            ("Skippers who trawl would have to stop", "Skippers would have to stop"),
            ("The woman who never will pay was fined", "The woman was fined"),
            ("The skipper who the board will charge was fined", "The skipper was fined"),
            ("The man who now will not speak was the mayor", "The man was the mayor"),
            ("He agreed with her that there was no leak", "He agreed with her that there was no leak"),
        ];
        for (text, expected) in cases {
            let document = document(text);
            let words = Words::new(&document, &[document.sentences[0].span]);
            let main = main_clause(&words);
            let kept: Vec<&str> =
                (0..words.len()).filter(|&index| main[index]).map(|index| words.original(index)).collect();
            assert_eq!(kept.join(" "), expected, "{text}");
        }
    }
}
