//! Trains the check-worthiness model: logistic regression with L2 regularisation over signals and n-grams.
//!
//! Debates teach the words of public matters, labelled sentences of news the rest: which signals tell in an article. N-grams are
//! those that tell most in the debates.

use super::news::{self, News};
use super::regression::{Example, Settings, learn, margin};
use super::score::average_precision;
use crate::document::{Document, Paragraph, ParagraphKind, Sentence};
use crate::extract::claim::checkworthiness::{SCALE, SIGNAL_MARK, features};
use crate::extract::claim::{signals, words::Words};
use crate::parse::token;
use crate::span::Span;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Debates, in the data folder. CheckThat! 2019 labels one sentence in forty, by another standard: it did not help.
const DEBATES: &str = "claims/claimbuster.train.sentences.jsonl";
/// How much a sentence of news counts, against one of a debate.
const NEWS_WEIGHT: f64 = 10.0;
/// N-grams kept.
const NGRAMS: usize = 1000;
/// N-grams seen in fewer sentences are left out.
const SEEN: f64 = 5.0;
const SETTINGS: Settings = Settings { passes: 10, l2: 1e-3 };

#[derive(Deserialize)]
struct Line {
    text: String,
    checkworthy: bool,
}

/// The model file.
pub(super) fn train(data: &Path) -> Result<String> {
    let path = data.join(DEBATES);
    let file = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let lines: Vec<Line> = file
        .lines()
        .map(|line| serde_json::from_str(line).with_context(|| format!("in {}", path.display())))
        .collect::<Result<_>>()?;
    let vocabulary = vocabulary(&lines);
    let mut examples: Vec<Example> = lines
        .iter()
        .map(|line| {
            let mut found = Vec::new();
            see(&line.text, |key, value| found.extend(vocabulary.get(key).map(|&index| (index, value))));
            Example { features: found, label: line.checkworthy, weight: 1.0 }
        })
        .collect();
    examples.extend(news_examples(&news::training(data)?, &vocabulary));
    let weights = learn(&examples, vocabulary.len(), &SETTINGS);
    let ranked: Vec<(f64, bool)> = news_examples(&news::development(data)?, &vocabulary)
        .iter()
        .map(|example| (margin(example, &weights), example.label))
        .collect();
    let precision = 100.0 * average_precision(ranked);
    eprintln!("check-worthiness: {} examples; average precision on the development set {precision:.1}", examples.len());
    Ok(model_file(&vocabulary, &weights, precision))
}

fn news_examples(news: &News, vocabulary: &BTreeMap<String, usize>) -> Vec<Example> {
    news.sentences
        .iter()
        .map(|sentence| {
            let words = Words::new(&news.articles[sentence.article].document, &[sentence.span]);
            let mut found = Vec::new();
            features(&words, &signals::read(&words), |key, value| {
                found.extend(vocabulary.get(key).map(|&index| (index, value)));
            });
            Example { features: found, label: sentence.checkworthy, weight: NEWS_WEIGHT }
        })
        .collect()
}

/// Calls `see` with the features of a text that is one sentence.
fn see(text: &str, see: impl FnMut(&str, f64)) {
    let span = Span::new(0, text.len());
    let paragraph = Paragraph { span, kind: ParagraphKind::Body, sentences: 0..1 };
    let mut document = Document { text: text.to_owned(), paragraphs: vec![paragraph], ..Document::default() };
    token::cut(&mut document);
    document.sentences.push(Sentence { span, paragraph: 0, tokens: 0..document.tokens.len() });
    let words = Words::new(&document, &[span]);
    features(&words, &signals::read(&words), see);
}

/// Signals and the n-grams that tell most (by the chi-squared statistic of their presence), with their indices.
fn vocabulary(lines: &[Line]) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    let (mut all, mut positive) = (0.0, 0.0);
    for line in lines {
        let label = f64::from(u8::from(line.checkworthy));
        all += 1.0;
        positive += label;
        let mut keys: Vec<String> = Vec::new();
        see(&line.text, |key, _| keys.push(key.to_owned()));
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let count = counts.entry(key).or_default();
            count.0 += 1.0;
            count.1 += label;
        }
    }
    let share = positive / all;
    let mut ranked: Vec<(bool, f64, String)> = counts
        .into_iter()
        .filter(|(_, (seen, _))| *seen >= SEEN)
        .map(|(key, (seen, with))| {
            let expected = seen * share;
            let statistic = (with - expected) * (with - expected) / (expected * (1.0 - share));
            (key.starts_with(SIGNAL_MARK), statistic, key)
        })
        .collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    let plain = ranked.iter().filter(|(plain, _, _)| *plain).count();
    let mut keys: Vec<String> = ranked.into_iter().take(plain + NGRAMS).map(|(_, _, key)| key).collect();
    keys.sort_unstable();
    keys.into_iter().enumerate().map(|(index, key)| (key, index)).collect()
}

fn model_file(vocabulary: &BTreeMap<String, usize>, weights: &[f64], precision: f64) -> String {
    let mut out = format!(
        "# How much each signal (=name) and n-gram adds to the check-worthiness of a sentence, in thousandths; see\n\
         # src/extract/claim/checkworthiness.rs. Made by: newsparse-train checkworthiness --data DIR (no seed: nothing is random).\n\
         # Learnt from: ClaimBuster (idirlab/claimspotter), 9,674 sentences of US presidential debates, for research; and the\n\
         # sentences of src/train/claim_labels.tsv. No text of them is here, only weights of single words and pairs.\n\
         # Average precision on 614 other news sentences: {precision:.1} percent.\n",
    );
    for (key, &index) in vocabulary {
        let weight = (weights[index] * SCALE).round() as i64;
        if weight != 0 {
            let _ = writeln!(out, "{key}\t{weight}");
        }
    }
    out
}
