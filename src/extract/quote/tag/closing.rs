//! "The pier was shut, | said | the council": an attribution that closes its sentence, with its verb before its subject.
//!
//! The models are learned from articles of which few put it so, unless a name follows; in much of the world's English it is common. They take what
//! stands before the verb for who says it, or miss the verb.

use super::facts::{self, Fact, Quoted};
use super::{CERTAIN_CUE, Found};
use crate::document::Document;
use crate::extract::entity::is_speaker_noun;
use crate::extract::quote::classes::{Class, Lower};
use crate::lexicon::{WordList, word_list};
use std::ops::Range;

static VERBS: WordList = word_list!(VERBS_FILE);
const VERBS_FILE: &str = include_str!("../../../data/closing_verbs.tsv");

static DOCUMENTS: WordList = word_list!(DOCUMENTS_FILE);
const DOCUMENTS_FILE: &str = include_str!("../../../data/document_nouns.txt");

/// Tokens of the longest subject, with its name.
const LONGEST: usize = 24;
/// Words of the shortest clause before the verb: with fewer, they may be a subject with an apposition.
const CLAUSE: usize = 4;

/// Gives such a verb its subject and the clause before it. `all` are, and stay, in the order of their cues.
pub(super) fn take(document: &Document, facts: &[Fact], all: &mut Vec<Found>) {
    let is_content = |at: usize| {
        let paragraph = document.paragraphs.get(facts[at].paragraph as usize);
        paragraph.is_some_and(|paragraph| paragraph.kind.is_content())
    };
    let verbs: Vec<(usize, Parts)> = (1..facts.len())
        .filter(|&at| facts[at - 1].class == Class::Comma && facts[at].class == Class::Word && is_content(at))
        .filter_map(|at| Some((at, parts(document, facts, at)?)))
        .collect();
    for (verb, parts) in verbs {
        let holds = |found: &Found| found.cue.contains(&verb);
        // Those of its sentence.
        let first = all.partition_point(|found| found.cue.start < parts.clause.start);
        let next = all.partition_point(|found| found.cue.start <= verb);
        let own = next.checked_sub(1).filter(|&last| all.get(last).is_some_and(holds));
        let is_inverted = |found: &Found| {
            found.source.as_ref().is_some_and(|source| source.start >= found.cue.end)
                && found.content.iter().all(|piece| piece.end <= found.cue.start)
        };
        if own.and_then(|at| all.get(at)).is_some_and(is_inverted) {
            continue;
        }
        // What is said in the clause itself ends with it.
        for other in all.get_mut(first..next).unwrap_or(&mut []).iter_mut().filter(|other| !holds(other)) {
            for piece in other.content.iter_mut().filter(|piece| parts.clause.contains(&piece.start)) {
                piece.end = piece.end.min(parts.clause.end);
            }
        }
        let found = |margins| Found {
            cue: verb..verb + 1,
            source: Some(parts.subject.clone()),
            content: vec![parts.clause.clone()],
            margins,
        };
        if let Some(own) = own {
            all[own] = found(all[own].margins);
        } else {
            all.insert(next, found([CERTAIN_CUE, 0, 0]));
        }
    }
}

/// The parts of a sentence that such a verb closes.
struct Parts {
    clause: Range<usize>,
    subject: Range<usize>,
}

fn parts(document: &Document, facts: &[Fact], verb: usize) -> Option<Parts> {
    let word = |at: usize| document.tokens.get(at).map_or("", |token| document.word(token));
    let takes_clause = VERBS.get(Lower::new(word(verb)).as_str())? == "clause";
    let sentence = document.sentences.get(facts.get(verb)?.sentence as usize)?.tokens.clone();
    let class = |at: usize| facts.get(at).filter(|_| at < sentence.end).map(|fact| fact.class);
    let clause = sentence.start..verb - 1;
    // What is quoted has its own rules.
    let is_plain = |at: &usize| facts.get(*at).is_some_and(|fact| fact.quoted == Quoted::Outside);
    if clause.len() < CLAUSE || !(sentence.start..=verb).all(|at| is_plain(&at)) {
        return None;
    }
    let is_part = |at: &usize| {
        is_plain(at)
            && (class(*at).is_some_and(Class::is_nominal_or_joint) || matches!(word(*at), "(" | ")"))
            && !matches!(word(*at), "at" | "in" | "on" | "during" | "after" | "before" | "while" | "to" | "that")
    };
    let start = verb + 1;
    let subject = start..start + (start..start + LONGEST).take_while(is_part).count();
    let ends = match class(subject.end) {
        None | Some(Class::Comma | Class::Stop | Class::Time | Class::Relative | Class::Dash | Class::Preposition) => {
            true
        }
        _ => word(subject.end) == "while",
    };
    if !ends || subject.is_empty() || !speaks(document, facts, &subject) {
        return None;
    }
    // What follows has no verb of its own, or is a relative clause.
    let rest = subject.end..sentence.end;
    let told =
        rest.clone().take_while(|&at| class(at) != Some(Class::Relative)).any(|at| class(at) == Some(Class::Auxiliary));
    if told {
        return None;
    }
    let is_clause = if takes_clause {
        let is_last = subject.end + 1 >= sentence.end || class(subject.end) == Some(Class::Dash);
        has_verb(facts, &clause) || is_short(document, facts, &subject) && is_last
    } else {
        let first = clause.clone().take_while(|&at| class(at) != Some(Class::Comma)).count();
        first == clause.len() || has_verb(facts, &(clause.start..clause.start + first))
    };
    is_clause.then_some(Parts { clause, subject })
}

/// Whether an auxiliary stands in some tokens outside of relative clauses: they are no subject with its apposition.
fn has_verb(facts: &[Fact], tokens: &Range<usize>) -> bool {
    let mut is_relative = false;
    facts.get(tokens.clone()).unwrap_or(&[]).iter().any(|fact| {
        match fact.class {
            Class::Relative => is_relative = true,
            Class::Comma => is_relative = false,
            _ => {}
        }
        fact.class == Class::Auxiliary && !is_relative
    })
}

/// Whether a noun phrase is short, without a word that may be a verb, and ends with who speaks: "the police official".
fn is_short(document: &Document, facts: &[Fact], phrase: &Range<usize>) -> bool {
    /// Tokens of a short phrase.
    const SHORT: usize = 6;
    let word = |at: usize| document.tokens.get(at).map_or("", |token| document.word(token));
    let is_verb = |at: usize| {
        facts.get(at).is_some_and(|fact| fact.class == Class::Word)
            && (word(at).ends_with("ed") || word(at).ends_with("ing"))
    };
    phrase.len() <= SHORT
        && !phrase.clone().any(is_verb)
        && phrase.end.checked_sub(1).is_some_and(|last| speaks(document, facts, &(last..phrase.end)))
}

/// Whether a noun phrase is one of those who speak: a person or organisation by name, or a noun for one.
fn speaks(document: &Document, facts: &[Fact], phrase: &Range<usize>) -> bool {
    let named = |at: usize| {
        facts
            .get(at)
            .is_some_and(|fact| matches!(fact.mention, facts::PERSON | facts::ORGANIZATION | facts::DESCRIPTION))
    };
    let noun = |at: usize| {
        let word = document.tokens.get(at).map_or("", |token| document.word(token));
        is_speaker_noun(word) || DOCUMENTS.contains(word)
    };
    // The head stands before the first preposition, a name anywhere.
    let head =
        phrase.clone().take_while(|&at| facts.get(at).is_some_and(|fact| fact.class != Class::Preposition)).last();
    phrase.clone().any(named) || head.is_some_and(noun)
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{found, read, words};
    use super::*;

    #[test]
    fn verbs_that_close_sentences_have_subject_and_clause() {
        let shut = "Both piers have been arranged to take boats";
        for (text, cue, wrong, subject) in [
            (
                "Both piers have been arranged to take boats, said the city's bureau of trade.",
                "said",
                true,
                "the city's bureau of trade",
            ),
            (
                "Both piers have been arranged to take boats, informed the Ministry of Trade.",
                "informed",
                false,
                "the Ministry of Trade",
            ),
            ("Both piers have been arranged to take boats, added officials on Monday.", "added", true, "officials"),
        ] {
            let mut all = if wrong { vec![found(text, Some(shut), cue, &[subject])] } else { Vec::new() };
            read(text, |document, facts| take(document, facts, &mut all));
            let expected = found(text, Some(subject), cue, &[shut]);
            assert_eq!((&all[0].source, &all[0].content), (&expected.source, &expected.content), "{text}");
        }
    }

    #[test]
    fn what_is_said_inside_ends_before_the_verb() {
        let text = "Lie told Hale that the pier was shut, said Judge Ann Berg.";
        let mut all = vec![found(text, Some("Lie"), "told", &["that the pier was shut, said Judge Ann Berg"])];
        read(text, |document, facts| take(document, facts, &mut all));
        assert_eq!(all.len(), 2);
        assert_eq!(words(text, &all[0].content[0]), "that the pier was shut");
        assert_eq!(words(text, &all[1].content[0]), "Lie told Hale that the pier was shut");
    }

    #[test]
    fn links_are_not_said() {
        let text = "Pier shut\n\nThe pier has been shut for a year, said the council of Wells on Monday in a letter.\n\n\
                    Also Read | The boat will have to wait for May, says the council\n\nThe boat is new.\n";
        let mut all = Vec::new();
        read(text, |document, facts| take(document, facts, &mut all));
        assert_eq!(all.iter().map(|found| words(text, &found.cue)).collect::<Vec<_>>(), ["said"]);
    }

    #[test]
    fn subjects_before_the_verb_stay() {
        for (text, cue, content) in [
            ("Lie, who was mayor until May, informed the council of it.", "informed", "the council of it"),
            ("The mayor, who had been ill, announced a plan for the pier.", "announced", "a plan for the pier"),
            ("Lie, the mayor of Wells, said the council was late.", "said", "the council was late"),
            ("Lie, the mayor of Wells, said the council failed.", "said", "the council failed"),
            ("Lie, the mayor of Wells, said a friend of hers left.", "said", "a friend of hers left"),
            ("The ferry, which had left, added the police boat to its list.", "added", "the police boat"),
        ] {
            let before = [found(text, None, cue, &[content])];
            let mut all = before.to_vec();
            read(text, |document, facts| take(document, facts, &mut all));
            assert_eq!(all, before, "{text}");
        }
    }

    #[test]
    fn the_list_is_well_formed() {
        crate::lexicon::assert_well_formed("closing_verbs.tsv", VERBS_FILE);
        crate::lexicon::assert_well_formed("document_nouns.txt", DOCUMENTS_FILE);
    }
}
