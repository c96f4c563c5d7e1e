//! Is it a claim? A linear scorer over the signals of a sentence decides.
//!
//! What the article itself tells is nearly always checkable, what people are quoted with is often opinion; so there are two columns of
//! weights, and the prior lies in the bias. The content is judged, not the saying of it.

use super::signals::{self, Signals};

/// Weights in hundredths: signal, where the article speaks, where a source speaks.
const WEIGHTS: [(&str, i32, i32); 41] = [
    ("bias", 120, 30),
    ("digits", 80, 150),
    ("money_or_percent", 40, 80),
    ("year", 60, 90),
    ("names", 60, 130),
    ("month", 50, 90),
    ("number", 60, 100),
    ("verb_past_regular", 80, 130),
    ("past", 80, 130),
    ("passive", 30, 60),
    ("saying", 20, 20),
    ("comparative", 30, 60),
    ("cause", 30, 50),
    ("crime", 60, 120),
    ("law", 60, 110),
    ("no_verb", -120, -60),
    ("words_under_4", -250, -200),
    ("words_4_to_7", -80, -90),
    ("words_8_to_14", 20, -10),
    ("words_over_25", 60, 50),
    ("ends_with_question", -300, -300),
    ("ends_with_exclamation", -60, -80),
    ("ends_with_colon", -150, -100),
    ("starts_with_imperative", -120, -120),
    ("starts_with_demonstrative", -30, -70),
    ("starts_with_conjunction", 0, -30),
    ("is_evaluated", -90, -150),
    ("evaluative", -60, -100),
    ("there_is", 0, -30),
    ("wish", -60, -160),
    ("belief", -40, -80),
    ("obligation", -120, -160),
    ("directive", -100, -40),
    ("second", -60, -70),
    ("first_singular", 0, -60),
    ("first_plural", 0, -50),
    ("generic", -20, -50),
    ("condition", 0, -60),
    ("hypothetical", 0, -20),
    ("notice", -120, -60),
    ("future", 20, 40),
];

/// Whether a text with these signals makes a claim; `reported` where a source speaks.
pub(super) fn is_claim(signals: &Signals, reported: bool) -> bool {
    score(signals, reported) > 0.0
}

fn score(signals: &Signals, reported: bool) -> f64 {
    WEIGHTS
        .iter()
        .map(|&(name, narrated, said)| {
            let value =
                (0..signals::COUNT).find(|&index| signals::name(index) == name).map_or(1.0, |index| signals[index]);
            value * f64::from(if reported { said } else { narrated })
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::claim::{test_support::document, words::Words};

    #[test]
    fn every_weight_has_a_signal() {
        for (name, _, _) in WEIGHTS {
            assert!(name == "bias" || (0..signals::COUNT).any(|index| signals::name(index) == name), "{name}");
        }
    }

    #[test]
    fn claims_and_no_claims() {
        let file = include_str!("../../../fixtures/tables/claim_detection.tsv");
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [expected, reported, text] = cells[..] else { panic!("{line}") };
            let document = document(text);
            let signals = signals::read(&Words::new(&document, &[document.sentences[0].span]));
            let found = if is_claim(&signals, reported == "reported") { "claim" } else { "none" };
            assert_eq!(found, expected, "{text}");
        }
    }
}
