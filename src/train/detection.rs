//! Trains the model that decides whether a sentence makes a claim: logistic regression over signals and word clusters, from labelled
//! sentences of news.

use super::checkworthiness::{cluster_words, crossed_scores};
use super::news::{self, News};
use super::regression::{Example, Vocabulary, crossed, file_of, judged, learn, margin, spread, thin};
use super::score::f1;
use crate::extract::claim::cluster;
use crate::extract::claim::detect::{GRAM, features};
use crate::extract::claim::see::ByKey;
use anyhow::Result;
use std::path::Path;

/// Regularisation; chosen in the check by article.
const L2: f64 = 10.0;
/// Features that fewer sentences have are left out.
const SEEN: usize = 20;
/// The same for n-grams.
const GRAM_SEEN: usize = 25;
/// Added to the bias, and to the weight of a source, of one that is quoted, and of a headline. The mean of F1 over both classes is best where
/// doubtful sentences are none; but of what a source says, and of headlines, less should be missed. Chosen on the development set.
const SHIFTS: [(&str, f64); 4] = [("bias", -0.25), ("said", 0.5), ("said:direct", 0.4), ("title", 0.7)];

/// The model file, and that of its n-grams.
pub(super) fn train(data: &Path) -> Result<(String, String)> {
    let mut vocabulary = Vocabulary::default();
    let training = news::training(data)?;
    // In use, the check-worthiness of a sentence is that of one that its model has not seen; so it must be in training.
    let worth = crossed_scores(data, &training)?;
    let mut learnt = examples(&training, Some(&worth), &mut vocabulary);
    let size = vocabulary.len();
    thin(&mut learnt, &vocabulary, |key| if key.starts_with(GRAM) { GRAM_SEEN } else { SEEN });
    let mut shifts = vec![0.0; size];
    for (key, shift) in SHIFTS {
        if let Some(index) = vocabulary.index(key) {
            shifts[index] = shift;
        }
    }
    let margins = crossed(&learnt, size, L2);
    let margins: Vec<f64> =
        margins.iter().zip(&learnt).map(|(found, example)| found + margin(example, &shifts)).collect();
    let weights: Vec<f64> =
        learn(&learnt, size, L2).iter().zip(&shifts).map(|(weight, shift)| weight + shift).collect();
    let decided =
        |ranked: &[(f64, bool)]| f1(&ranked.iter().map(|&(margin, is)| (margin > 0.0, is)).collect::<Vec<_>>());
    let of = |examples: &[Example], margins: Vec<f64>| -> (f64, f64) { decided(&judged(examples, &margins)) };
    let development = examples(&news::development(data)?, None, &mut vocabulary);
    let (cross_f1, cross_macro) = of(&learnt, margins.clone());
    let (dev_f1, dev_macro) = of(&development, development.iter().map(|example| margin(example, &weights)).collect());
    let scores = format!(
        "by article on the sentences it was learnt from F1 {:.1}, mean of both classes {:.1} (of ten parts {}); on the development set \
         F1 {:.1}, mean {:.1}",
        100.0 * cross_f1,
        100.0 * cross_macro,
        spread(&learnt, &margins, |part| decided(part).1),
        100.0 * dev_f1,
        100.0 * dev_macro
    );
    eprintln!("detection: {scores}");
    let head = format!(
        "# How much each signal and word cluster of a sentence (for a cluster some of its words) speaks for a claim, in thousandths; `said:` is\n\
         # added where a source speaks, `share:` is how much of the words is of a cluster, `around:` a word around what a source says. See\n\
         # src/extract/claim/detect.rs. Made by: newsparse-train detection --data DIR (no seed: nothing is random), from the sentences of\n\
         # src/train/claim_labels.tsv and claim_readings.tsv (a teacher's). Clusters: GloVe (PDDL).\n\
         # Percent: {scores}.\n",
    );
    let words = cluster_words(data)?;
    let note = |key: &str| words.get(key.strip_prefix(cluster::SHARE).unwrap_or(key)).cloned();
    let signals = file_of(head, &vocabulary, &weights, |key| (!key.starts_with(GRAM)).then_some(key), note);
    let head = String::from(
        "# How much each word and each pair of words speaks for a claim, beside what is in detection.tsv, in thousandths; names are Aa, numbers 0.\n\
         # See src/extract/claim/detect.rs. Made by: newsparse-train detection --data DIR, from the same sentences. No text of them is here, only\n\
         # weights of single words and pairs.\n",
    );
    Ok((signals, file_of(head, &vocabulary, &weights, |key| key.strip_prefix(GRAM), |_| None)))
}

/// The features of all sentences, with how much each is worth checking if it is not what the program's own model says.
fn examples(news: &News, worth: Option<&[f64]>, vocabulary: &mut Vocabulary) -> Vec<Example> {
    let mut at = 0;
    news.map(|look, sentence| {
        let worth = worth.map_or(look.checkworthiness, |worth| worth[at]);
        at += 1;
        let features = vocabulary.read(|see| features(look, worth, &mut ByKey(see)));
        let label = sentence.judged(sentence.claim);
        Example { features, share: sentence.shares.claim, label, article: sentence.article }
    })
}
