//! Which words of a sentence belong to its main clause.
//!
//! Modality and negation of a claim are those of its main assertion: in "the ruling, which will not be published, stands" nothing is
//! predicted or denied. Without a parser this is read off the words that open subordinate clauses and the commas, dashes and
//! finite auxiliaries that close them.

use super::lexeme::{AUXILIARY, OPENER, PUNCTUATION, REGULAR_PAST, THAT};
use super::signals::{MODAL, PAST, PRESENT, SAYING};
use super::words::Words;
use crate::extract::quote::classes::{Class, class_of};

/// Words that open a subordinate clause.
pub(super) const OPENERS: [&str; 27] = [
    "after", "although", "as", "because", "before", "despite", "how", "if", "once", "provided", "since", "so", "than",
    "though", "unless", "until", "what", "when", "whenever", "where", "whereas", "whether", "which", "while", "who",
    "whom", "whose",
];

/// Finite auxiliaries: after the verb of a relative clause, the next of these belongs to the clause around it.
pub(super) const AUXILIARIES: [&str; 20] = [
    "are", "can", "cannot", "could", "did", "does", "had", "has", "have", "is", "may", "might", "must", "shall",
    "should", "was", "were", "will", "won't", "would",
];

/// What looks like a finite verb.
const FINITE: u64 = PAST | PRESENT | MODAL | SAYING | REGULAR_PAST;

/// For each word, whether it belongs to the main clause.
pub(super) fn main_clause(words: &Words) -> Vec<bool> {
    let mut main = Vec::with_capacity(words.len());
    let mut inside = false;
    let mut relative = false;
    let mut verbs = 0;
    for index in 0..words.len() {
        if words.is(index, PUNCTUATION) {
            if matches!(words.get(index), "," | ";" | ":" | "-" | "--" | "—" | "–" | "―" | ")") {
                inside = false;
            }
            main.push(!inside);
            continue;
        }
        let opens = words.is(index, OPENER) || (words.is(index, THAT) && is_relative_that(words, index));
        if opens && !is_phrase(words, index) {
            inside = true;
            relative = matches!(words.get(index), "who" | "which" | "that" | "whose");
            verbs = 0;
        } else if inside && relative && (words.is(index, FINITE) || is_verb_of_who(words, index)) {
            verbs += 1;
            let follows_auxiliary = index.checked_sub(1).is_some_and(|before| words.is(before, AUXILIARY));
            if verbs > 1 && words.is(index, AUXILIARY) && !follows_auxiliary {
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
    words.before(index) == "who"
        && words.kind(index).is_some_and(|kind| class_of(words.original(index), kind) == Class::Word)
}

/// "that" after a noun opens a relative clause; after a verb of saying it opens what is said.
fn is_relative_that(words: &Words, index: usize) -> bool {
    let before = words.before(index);
    // "That there" never is one.
    let complement = words.get(index + 1) == "there";
    index > 0 && !complement && words.is_word(index - 1) && !words.is(index - 1, SAYING) && !before.ends_with("ed")
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
                .any(|at| words.is(at, FINITE))
        }
        "how" | "what" | "who" if index == 0 => true,
        _ => next.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::claim::test_support::words;

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
            let kept = words(text, |words| {
                let main = main_clause(words);
                (0..words.len()).filter(|&at| main[at]).map(|at| words.original(at)).collect::<Vec<&str>>().join(" ")
            });
            assert_eq!(kept, expected, "{text}");
        }
    }
}
