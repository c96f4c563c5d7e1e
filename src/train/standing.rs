//! Trains the model that decides whether a quote puts forward what it says in a sentence: logistic regression, from labelled sentences of news.
//!
//! A sentence is labelled as attributed or not, but may have several quotes, and one of them is enough: in "sources said lenders had asked for a
//! meeting" the lenders put nothing forward. Which of the quotes do is not labelled. It is estimated together with the weights by
//! expectation maximisation (noisy or; Maron and Lozano-Pérez, "A framework for multiple-instance learning", 1998).

use super::news::{self, News};
use super::regression::{Example, Vocabulary, crossed_by, file, learn_shares, margin, thin};
use crate::extract::claim::standing::features;
use crate::model::logistic::logistic;
use anyhow::Result;
use std::path::Path;

/// Regularisation; chosen in the check by article.
const L2: f64 = 3.0;
/// Added to the bias: the margin over which a quote asserts. Chosen on the development set, since half of the articles learnt from are those that
/// the models of quotes were learnt from, too.
const SHIFT: f64 = 0.2;
/// Keys of quotes that are rarer than this are left out.
const SEEN: usize = 12;

/// The model file.
pub(super) fn train(data: &Path) -> Result<String> {
    let mut vocabulary = Vocabulary::default();
    let training = news::training(data)?;
    let (mut learnt, sentences) = examples(&training, &mut vocabulary);
    let size = vocabulary.len();
    thin(&mut learnt, &vocabulary, |_| SEEN);
    let margins = crossed_by(&learnt, |rows| learn(&learnt, &sentences, rows, size));
    let mut weights = learn(&learnt, &sentences, &(0..learnt.len()).collect::<Vec<_>>(), size);
    let development = news::development(data)?;
    let (others, other_sentences) = examples(&development, &mut vocabulary);
    let other_margins: Vec<f64> = others.iter().map(|example| margin(example, &weights)).collect();
    let scores = format!(
        "sentences right, by article on those it was learnt from {}; on the development set {}",
        right(&training, &sentences, &margins),
        right(&development, &other_sentences, &other_margins),
    );
    eprintln!("standing: {scores}");
    if let Some(bias) = vocabulary.index("bias") {
        weights[bias] += SHIFT;
    }
    let head = format!(
        "# How much each feature of a quote speaks for its putting forward what it says, in thousandths of log odds; see\n\
         # src/extract/claim/standing.rs. Made by: newsparse-train standing --data DIR (no seed: nothing is random), from the sentences of\n\
         # src/train/claim_labels.tsv and claim_readings.tsv (a teacher's). Clusters: GloVe (PDDL).\n\
         # Percent: {scores}.\n",
    );
    Ok(file(head, &vocabulary, &weights, |_| None))
}

/// Weights from the examples of the given rows; rows of a sentence follow each other.
fn learn(examples: &[Example], sentences: &[usize], rows: &[usize], size: usize) -> Vec<f64> {
    /// Rounds of expectation and maximisation; more change the scores by a tenth up or down.
    const ROUNDS: usize = 3;
    let chosen: Vec<Example> = rows.iter().map(|&row| examples[row].clone()).collect();
    // To begin with, each quote of an attributed sentence puts something forward.
    let mut shares: Vec<f64> = chosen.iter().map(|example| example.share).collect();
    let mut weights = learn_shares(&chosen, &shares, size, L2);
    for _ in 0..ROUNDS {
        let mut at = 0;
        for sentence in rows.chunk_by(|&a, &b| sentences[a] == sentences[b]) {
            let quotes = at..at + sentence.len();
            let chances: Vec<f64> =
                chosen[quotes.clone()].iter().map(|quote| logistic(margin(quote, &weights))).collect();
            let any = 1.0 - chances.iter().map(|chance| 1.0 - chance).product::<f64>();
            for ((share, chance), quote) in shares[quotes.clone()].iter_mut().zip(chances).zip(&chosen[quotes]) {
                *share = quote.share * chance / any;
            }
            at += sentence.len();
        }
        weights = learn_shares(&chosen, &shares, size, L2);
    }
    weights
}

/// What quotes say in sentences, and the index of the sentence of each.
fn examples(news: &News, vocabulary: &mut Vocabulary) -> (Vec<Example>, Vec<usize>) {
    let (mut examples, mut sentences) = (Vec::new(), Vec::new());
    news.said(|index, sentence, said| {
        let features = vocabulary.read(|see| features(said, |feature, value| see(&feature.to_string(), value)));
        let label = sentence.judged(sentence.attributed);
        examples.push(Example { features, share: sentence.shares.attributed, label, article: sentence.article });
        sentences.push(index);
    });
    (examples, sentences)
}

/// Of all sentences and of claims, how many are rightly taken as attributed or not, in percent.
fn right(news: &News, of: &[usize], margins: &[f64]) -> String {
    let mut attributed = vec![false; news.sentences().len()];
    for (&sentence, margin) in of.iter().zip(margins) {
        attributed[sentence] |= margin + SHIFT > 0.0;
    }
    let share = |only_claims: bool| {
        let mut all = 0_u32;
        let mut good = 0_u32;
        for (sentence, found) in news.sentences().iter().zip(&attributed) {
            if sentence.labelled && (sentence.claim || !only_claims) {
                all += 1;
                good += u32::from(*found == sentence.attributed);
            }
        }
        100.0 * f64::from(good) / f64::from(all.max(1))
    };
    format!("{:.1} (claims {:.1})", share(false), share(true))
}
