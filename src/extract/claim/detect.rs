//! Is it a claim? A linear scorer over the signals of a sentence decides.
//!
//! What the article itself tells is nearly always checkable, what people are quoted with is often opinion. So the content of what a
//! source says is judged, not the saying of it, and every signal has a second weight that is added where a source speaks. Weights
//! were learnt from sentences of news (see the header of `detection.tsv`).

use super::Look;
use super::cluster;
use super::signals;
use crate::lexicon::word_list;
use crate::model::linear::Linear;

const FILE: &str = include_str!("../../data/detection.tsv");
static MODEL: Linear = Linear::new(word_list!(FILE));

/// Whether the sentence makes a claim.
pub(super) fn is_claim(look: &Look) -> bool {
    tells_a_number(look) || MODEL.margin(|see| features(look, look.checkworthiness, see)) > 0.0
}

/// Whether the article itself tells a number in a whole sentence ("There are 64 pupils and one teacher"): short ones have too few signals
/// for weights to tell. Markup holds numbers, too.
fn tells_a_number(look: &Look) -> bool {
    let value = |name: &str| (0..signals::COUNT).find(|&at| signals::name(at) == name).map_or(0.0, |at| look.whole[at]);
    let against =
        ["no_verb", "ends_with_question", "starts_with_imperative", "imperative", "second", "first_singular", "notice"];
    let plain = look.content.is_none() && !look.title && look.words.get(0) != "<";
    plain && look.wished == 0.0 && value("any_digits") > 0.0 && against.iter().all(|name| value(name) == 0.0)
}

/// Calls `see` with the key and value of each feature; `worth` is how much the sentence is worth checking, 0 to 1.
pub(crate) fn features(look: &Look, worth: f64, mut see: impl FnMut(&str, f64)) {
    see("bias", 1.0);
    see("worth", worth);
    cluster::see_all(look.content.as_ref().map_or(&look.words, |(words, _)| words), &mut see);
    cluster::see_first(&look.words, &mut see);
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
    see("said:worth", worth);
    see("said:share", look.circumstances.said);
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
        for (key, value) in word_list!(FILE).iter() {
            let name = key.strip_prefix("said:").unwrap_or(key);
            let own = ["bias", "worth", "title", "wished", "said", "share", "direct"].contains(&name);
            let clusters = [cluster::COARSE_KEY, cluster::FINE_KEY, cluster::FIRST_KEY];
            let cluster = clusters.iter().any(|prefix| name.starts_with(prefix));
            assert!(own || cluster || (0..signals::COUNT).any(|index| signals::name(index) == name), "{key}");
            assert!(crate::model::linear::weight(value).is_some(), "{key}: {value}");
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
