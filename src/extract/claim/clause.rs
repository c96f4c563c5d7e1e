//! Which words of a sentence belong to its main clause.
//!
//! Modality and negation of a claim are those of its main assertion: in "the ruling, which will not be published, stands" nothing is
//! predicted or denied. Without a parser this is read off the words that open subordinate clauses and the commas, dashes and
//! finite auxiliaries that close them.

use super::lexeme::{AUXILIARY, OPENER, PUNCTUATION, REGULAR_PAST, SUBJECT, THAT};
use super::signals::{BE, MODAL, PAST, PRESENT, SAYING};
use super::words::Words;
use crate::extract::quote::classes::{Class, class_of};

/// Whether a word opens a subordinate clause.
#[rustfmt::skip]
pub(super) fn is_opener(word: &str) -> bool {
    matches!(
        word,
        "after" | "although" | "as" | "because" | "before" | "despite" | "how" | "if" | "once" | "provided" | "since"
            | "so" | "than" | "though" | "unless" | "until" | "what" | "when" | "whenever" | "where" | "whereas"
            | "whether" | "which" | "while" | "who" | "whom" | "whose" | "why"
    )
}

/// Whether a word is a finite auxiliary: after the verb of a relative clause, the next of these belongs to the clause around it.
#[rustfmt::skip]
pub(super) fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "are" | "can" | "cannot" | "could" | "did" | "does" | "had" | "has" | "have" | "is" | "may" | "might" | "must"
            | "shall" | "should" | "was" | "were" | "will" | "won't" | "would"
    )
}

/// What looks like a finite verb.
pub(super) const FINITE: u64 = PAST | PRESENT | MODAL | SAYING | REGULAR_PAST;

/// For each word, whether it belongs to the main clause.
pub(super) fn main_clause(words: &Words) -> Vec<bool> {
    let mut main = Vec::with_capacity(words.len());
    let mut inside = opens_with_inversion(words);
    let mut relative = false;
    let mut verbs = 0;
    let mut any_verb = false;
    for index in 0..words.len() {
        if words.is(index, PUNCTUATION) {
            if matches!(words.get(index), "," | ";" | ":" | "-" | "--" | "—" | "–" | "―" | ")") {
                inside = false;
            }
            main.push(!inside);
            continue;
        }
        let opens = words.is(index, OPENER) || (words.is(index, THAT) && is_relative_that(words, index));
        let bare = any_verb && !inside && is_relative_without_that(words, index);
        any_verb |= words.is(index, FINITE);
        if bare || (opens && !is_phrase(words, index)) {
            inside = true;
            relative = bare || matches!(words.get(index), "who" | "which" | "that" | "whose");
            verbs = 0;
        } else if inside && relative && (words.is(index, FINITE) || is_verb_of_who(words, index)) {
            verbs += 1;
            let follows_auxiliary = index.checked_sub(1).is_some_and(|before| words.is(before, AUXILIARY));
            // "A family that has lost its land and is not able to work": the second verb is of the same clause.
            let joined = matches!(words.before(index), "and" | "or" | "but");
            if verbs > 1 && words.is(index, AUXILIARY) && !follows_auxiliary && !joined {
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

/// Whether the sentence begins with a condition without "if": "Should the dam fail, the town is lost". With a question mark it asks.
pub(super) fn opens_with_inversion(words: &Words) -> bool {
    let first = (0..words.len()).find(|&index| words.is_word(index));
    let asks = (words.len().saturating_sub(2)..words.len()).any(|index| words.get(index) == "?");
    first.is_some_and(|first| words.get(first) == "should") && !asks
}

/// "that" after a noun opens a relative clause; after a verb of saying and after "is" it opens what is said.
fn is_relative_that(words: &Words, index: usize) -> bool {
    let before = words.before(index);
    // "That there" never is one.
    let complement = words.get(index + 1) == "there";
    if index == 0 || complement || !words.is_word(index - 1) {
        return false;
    }
    // "The claim that": a noun.
    let noun = index > 1 && is_determiner(words.get(index - 2));
    noun || !words.is(index - 1, SAYING | BE) && !before.ends_with("ed")
}

/// Whether a pronoun begins a relative clause that nothing opens: "the damage it could do", "for reasons they do not know". What tells when may stand
/// before the main clause: "by the weekend they will go".
fn is_relative_without_that(words: &Words, index: usize) -> bool {
    if index < 2 || !words.is(index, SUBJECT) {
        return false;
    }
    let noun = words.before(index);
    let plain = words.kind(index - 1).is_some_and(|kind| class_of(words.original(index - 1), kind) == Class::Word);
    let named = is_determiner(words.get(index - 2)) && plain && !words.is(index - 1, FINITE) && !tells_when(noun);
    named || matches!(noun, "reasons" | "things")
}

/// Whether a noun may end a phrase that tells when: "by the weekend", "in the end".
fn tells_when(noun: &str) -> bool {
    matches!(noun, "afternoon" | "beginning" | "day" | "end" | "evening" | "meantime" | "moment" | "month" | "morning")
        || matches!(noun, "night" | "time" | "week" | "weekend" | "year")
}

/// Whether a word is a pronoun in the form of a subject.
pub(super) fn is_subject(word: &str) -> bool {
    matches!(word, "i" | "he" | "she" | "it" | "we" | "they" | "you")
}

/// Whether a word stands before a noun.
fn is_determiner(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "his" | "her" | "its" | "their" | "our" | "my" | "no" | "any")
}

/// Openers that here only join a phrase: "as a teacher", "more than 40", "after the war", "so far".
fn is_phrase(words: &Words, index: usize) -> bool {
    let next = words.get(index + 1);
    match words.get(index) {
        // "As they cannot know", "so they could see": but "so" may begin a sentence of its own.
        "as" | "than" => !is_subject(next) && next != "best",
        "so" => index < 2 || !is_subject(next) && next != "that",
        "after" | "before" | "since" | "until" | "despite" | "once" => {
            // With a finite verb close behind it is a clause.
            !(index + 1..(index + 6).min(words.len()))
                .take_while(|&at| words.get(at) != ",")
                .any(|at| words.is(at, FINITE))
        }
        "how" | "what" | "who" | "why" if index == 0 => true,
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
            ("They sold it as they could not mend it", "They sold it"),
            ("She works as a nurse and will stay", "She works as a nurse and will stay"),
            ("They raised the wall so it would hold", "They raised the wall"),
            ("So it will be built", "So it will be built"),
            ("They feared the harm it could do", "They feared the harm"),
            (
                "They left for reasons nobody knows, not for reasons we know",
                "They left for reasons nobody knows , not for reasons",
            ),
            ("He said by the weekend they will leave", "He said by the weekend they will leave"),
            ("Pay went to a man who has lost his house and is not well", "Pay went to a man"),
            ("The hope is that it will hold", "The hope is that it will hold"),
            ("It rests on the claim that it had no flaws", "It rests on the claim"),
            ("They wonder why it did not hold", "They wonder"),
            ("Should it fail again, the town would flood", ", the town would flood"),
            ("Should it fail?", "Should it fail ?"),
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
