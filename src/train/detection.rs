//! Trains the model that decides whether a sentence makes a claim: logistic regression over signals, from labelled sentences of news.

use super::news::{self, News};
use super::regression::{Example, Settings, learn, margin};
use super::score::f1;
use crate::document::ParagraphKind;
use crate::extract::claim::Look;
use crate::extract::claim::claimant::QuotesBySentence;
use crate::extract::claim::detect::{SCALE, features};
use anyhow::Result;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

const SETTINGS: Settings = Settings { passes: 60, l2: 1e-2 };
/// Added to the bias: where claims and no claims are in doubt, it is a claim. Chosen on the development set; the sentences learnt from
/// were labelled more strictly than that.
const SHIFT: f64 = 0.7;
/// Parts of the articles for the check by article.
const FOLDS: usize = 10;

/// The model file.
pub(super) fn train(data: &Path) -> Result<String> {
    let mut vocabulary: BTreeMap<String, usize> = BTreeMap::new();
    let training = news::training(data)?;
    let learnt = examples(&training, &mut vocabulary);
    let size = vocabulary.len();
    let bias = vocabulary["bias"];
    let learn_shifted = |examples: &[Example]| {
        let mut weights = learn(examples, size, &SETTINGS);
        weights[bias] += SHIFT;
        weights
    };
    let weights = learn_shifted(&learnt);
    let decided = |examples: &[Example], weights: &[f64]| -> Vec<(bool, bool)> {
        examples.iter().map(|example| (margin(example, weights) > 0.0, example.label)).collect()
    };
    let mut crossed = Vec::new();
    for fold in 0..FOLDS {
        let (inside, outside): (Vec<_>, Vec<_>) = examples(&training, &mut vocabulary)
            .into_iter()
            .zip(&training.sentences)
            .partition(|(_, s)| s.article % FOLDS == fold);
        let outside: Vec<Example> = outside.into_iter().map(|(example, _)| example).collect();
        let inside: Vec<Example> = inside.into_iter().map(|(example, _)| example).collect();
        crossed.extend(decided(&inside, &learn_shifted(&outside)));
    }
    let (cross_f1, cross_macro) = f1(&crossed);
    let development = news::development(data)?;
    let mut development = examples(&development, &mut vocabulary);
    for example in &mut development {
        example.features.retain(|(index, _)| *index < size);
    }
    let (dev_f1, dev_macro) = f1(&decided(&development, &weights));
    let scores = format!(
        "by article on the sentences it was learnt from F1 {:.1}, macro {:.1}; on the development set F1 {:.1}, macro {:.1}",
        100.0 * cross_f1,
        100.0 * cross_macro,
        100.0 * dev_f1,
        100.0 * dev_macro
    );
    eprintln!("detection: {scores}");
    Ok(file(&vocabulary, &weights, &scores))
}

/// The features of all sentences; new keys join the vocabulary.
fn examples(news: &News, vocabulary: &mut BTreeMap<String, usize>) -> Vec<Example> {
    let indices: Vec<QuotesBySentence> =
        news.articles.iter().map(|article| QuotesBySentence::new(&article.document, &article.quotes)).collect();
    news.sentences
        .iter()
        .map(|sentence| {
            let article = &news.articles[sentence.article];
            let kind = article
                .document
                .paragraph_at(sentence.span.start)
                .map_or(ParagraphKind::Body, |index| article.document.paragraphs[index].kind);
            let look = Look::at(&article.document, sentence.span, kind, &article.quotes, &indices[sentence.article]);
            let mut found = Vec::new();
            features(&look, |key, value| {
                let next = vocabulary.len();
                found.push((*vocabulary.entry(key.to_owned()).or_insert(next), value));
            });
            Example { features: found, label: sentence.claim, weight: 1.0 }
        })
        .collect()
}

fn file(vocabulary: &BTreeMap<String, usize>, weights: &[f64], scores: &str) -> String {
    let mut out = format!(
        "# How much each signal of a sentence speaks for a claim, in thousandths; `said:` is added where a source speaks. See\n\
         # src/extract/claim/detect.rs. Made by: newsparse-train detection --data DIR (no seed: nothing is random), from the\n\
         # sentences of src/train/claim_labels.tsv. Percent: {scores}.\n",
    );
    for (key, &index) in vocabulary {
        let weight = weights.get(index).map_or(0, |weight| (weight * SCALE).round() as i64);
        if weight != 0 {
            let _ = writeln!(out, "{key}\t{weight}");
        }
    }
    out
}
