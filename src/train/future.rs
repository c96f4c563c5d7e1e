//! Trains the model that decides whether what is claimed lies ahead: logistic regression, from labelled sentences of news that make a claim.

use super::news::{self, News};
use super::regression::{Example, Vocabulary, crossed, file, judged, learn, margin, spread, thin};
use super::score::f1;
use crate::extract::claim::future::features;
use anyhow::Result;
use std::path::Path;

/// Regularisation; chosen in the check by article.
const L2: f64 = 1.0;
/// Added to the bias: a tenth of all claims lie ahead, and F1 is best where more are taken to than even odds would. Chosen in the check by article.
const SHIFT: f64 = 0.6;
/// Keys that are rarer than this are left out.
const SEEN: usize = 3;

/// The model file.
pub(super) fn train(data: &Path) -> Result<String> {
    let mut vocabulary = Vocabulary::default();
    let mut learnt = examples(&news::training(data)?, &mut vocabulary);
    let size = vocabulary.len();
    thin(&mut learnt, &vocabulary, |_| SEEN);
    let margins = crossed(&learnt, size, L2);
    let mut weights = learn(&learnt, size, L2);
    let development = examples(&news::development(data)?, &mut vocabulary);
    let found = judged(&development, &development.iter().map(|example| margin(example, &weights)).collect::<Vec<_>>());
    let decided = |ranked: &[(f64, bool)]| {
        100.0 * f1(&ranked.iter().map(|&(margin, is)| (margin + SHIFT > 0.0, is)).collect::<Vec<_>>()).0
    };
    let crossed_pairs = judged(&learnt, &margins);
    let scores = format!(
        "F1 by article on the claims it was learnt from {:.1} (of ten parts {}); on those of the development set {:.1}",
        decided(&crossed_pairs),
        spread(&learnt, &margins, |part| decided(part) / 100.0),
        decided(&found),
    );
    eprintln!("future: {scores}");
    if let Some(bias) = vocabulary.index("bias") {
        weights[bias] += SHIFT;
    }
    let head = format!(
        "# How much each feature of what is claimed speaks for its lying ahead, in thousandths of log odds; see src/extract/claim/future.rs.\n\
         # Made by: newsparse-train future --data DIR (no seed: nothing is random), from the sentences of src/train/claim_labels.tsv and claim_readings.tsv (a teacher's).\n\
         # Percent: {scores}.\n",
    );
    Ok(file(head, &vocabulary, &weights, |_| None))
}

fn examples(news: &News, vocabulary: &mut Vocabulary) -> Vec<Example> {
    let mut examples = Vec::new();
    news.claimed(|sentence, claimed| {
        if sentence.claim {
            let features = vocabulary.read(|see| features(claimed, see));
            let label = sentence.judged(sentence.prediction);
            examples.push(Example { features, share: sentence.shares.prediction, label, article: sentence.article });
        }
    });
    examples
}
