//! Is it a claim? A linear scorer over the signals of a sentence decides.
//!
//! What the article itself tells is nearly always checkable, what people are quoted with is often opinion. So the content of what a
//! source says is judged, not the saying of it, and every signal has a second weight that is added where a source speaks. Weights
//! were learnt from sentences of news (see the header of `detection.tsv`).

use super::Look;
use super::signals::{self, Signals};
use crate::lexicon::{WordList, word_list};

const FILE: &str = include_str!("../../data/detection.tsv");
static MODEL: WordList = word_list!(FILE);

/// Weights are written as whole thousandths.
pub(crate) const SCALE: f64 = 1000.0;

/// Whether the sentence makes a claim.
pub(super) fn is_claim(look: &Look) -> bool {
    if is_bare_judgement(look.content.as_ref().map_or(&look.whole, |(_, content)| content)) {
        return false;
    }
    let mut sum = 0_i64;
    features(look, |key, value| {
        let weight: i64 = MODEL.get(key).and_then(|weight| weight.parse().ok()).unwrap_or(0);
        // Whole numbers, so that the order of the sum does not matter.
        sum += (value * SCALE).round() as i64 * weight;
    });
    sum > 0
}

/// Whether it is no more than a short judgement of somebody or something ("It is so beautiful"): these have too few signals for
/// weights to tell.
fn is_bare_judgement(signals: &Signals) -> bool {
    let value = |name: &str| (0..signals::COUNT).find(|&at| signals::name(at) == name).map_or(0.0, |at| signals[at]);
    let is_short = value("words_under_4") + value("words_4_to_7") > 0.0;
    let facts = ["names", "digits", "year", "month", "money_or_percent", "number", "law", "crime"];
    is_short && value("is_evaluated") > 0.0 && facts.iter().all(|name| value(name) == 0.0)
}

/// Calls `see` with the key and value of each feature.
pub(crate) fn features(look: &Look, mut see: impl FnMut(&str, f64)) {
    see("bias", 1.0);
    see("worth", look.checkworthiness);
    if look.title {
        see("title", 1.0);
    }
    if look.wished > 0.0 {
        see("wished", look.wished);
    }
    let Some((_, content)) = &look.content else {
        for (index, &value) in look.whole.iter().enumerate().filter(|(_, value)| **value != 0.0) {
            see(signals::name(index), value);
        }
        return;
    };
    see("said", 1.0);
    see("said:worth", look.checkworthiness);
    see("said:share", look.share);
    if look.direct {
        see("said:direct", 1.0);
    }
    let mut key = String::from("said:");
    for (index, &value) in content.iter().enumerate().filter(|(_, value)| **value != 0.0) {
        see(signals::name(index), value);
        key.truncate("said:".len());
        key.push_str(signals::name(index));
        see(&key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::claim::test_support::look;

    #[test]
    fn the_model_is_well_formed() {
        crate::lexicon::assert_well_formed("detection.tsv", FILE);
        for (key, weight) in MODEL.iter() {
            let name = key.strip_prefix("said:").unwrap_or(key);
            let own = ["bias", "worth", "title", "wished", "said", "share", "direct"].contains(&name);
            assert!(own || (0..signals::COUNT).any(|index| signals::name(index) == name), "{key}");
            assert!(weight.parse::<i32>().is_ok(), "{key}: {weight}");
        }
    }

    #[test]
    fn claims_and_no_claims() {
        let file = include_str!("../../../fixtures/tables/claim_detection.tsv");
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let [expected, reported, text] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let found = look(text, reported == "reported", |look| if is_claim(look) { "claim" } else { "none" });
            assert_eq!(found, expected, "{text}");
        }
    }
}
