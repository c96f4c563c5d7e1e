//! Trains the model of the confidence of quotes, and measures how well it holds.
//!
//! The training articles are read by models that were learned from the other folds, so that margins are those of unseen text; what an
//! annotator marked with the same source is right (Platt, "Probabilistic outputs", 1999, with classes for margins).

use super::attribution::{self, Article, covered};
use super::regression::{self, Example, Vocabulary};
use crate::document::{QuoteKind, Speaker};
use crate::extract::entity::tag::resources::Resources;
use crate::extract::quote::records::Record;
use crate::extract::quote::tag::Models;
use crate::extract::quote::{self, confidence};
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::path::Path;

/// What half the square of a weight costs against the loss of one quote.
const L2: f64 = 2.0;

/// The model of confidence: its text.
pub(super) fn train(data: &Path, resources: &Resources) -> Result<String> {
    let articles = attribution::read(&data.join("quotes/polnear.train.jsonl"), resources)?;
    let unannotated = attribution::unannotated(data, resources)?;
    let mut vocabulary = Vocabulary::default();
    let mut examples: Vec<Example> = Vec::new();
    attribution::unseen(&articles, &unannotated, |article, models| {
        judged(article, models, |record, speaker, label| {
            let features =
                vocabulary.read(|see| confidence::features(record, speaker, |feature| see(&feature.to_string(), 1.0)));
            examples.push(Example::labelled(features, label, 0));
        });
    })?;
    let weights = regression::learn(&examples, vocabulary.len(), L2);
    let head = String::from(
        "# How much each feature of a quote speaks for it and its speaker, in thousandths of log odds; see\n\
         # src/extract/quote/confidence.rs. Made by: newsparse-train attribution-confidence --data DIR (the seed of the models of its\n\
         # folds is in src/train/attribution.rs), from the training articles of PolNeAR (networkdynamics/PolNeAR; no licence stated,\n\
         # research data), each read by models that had not seen it. `newsparse-train reliability --data DIR` measures it.\n",
    );
    Ok(regression::file(head, &vocabulary, &weights, |_| None))
}

/// Calls `see` with each candidate of an article, and whether an annotator marked the same attribution with the same source.
fn judged(article: &Article, models: &Models<'_>, mut see: impl FnMut(&Record, Option<&Speaker>, bool)) {
    let document = &article.document;
    let is_word = |at: &usize| document.word(&document.tokens[*at]).contains(char::is_alphanumeric);
    for (record, speaker) in quote::candidates(document, &article.entities, models) {
        let content: BTreeSet<usize> =
            record.spans.iter().flat_map(|&span| covered(document, span)).filter(is_word).collect();
        let source = record.source.map(|source| covered(document, source.span));
        let right = article.wanted.iter().any(|wanted| {
            let words: BTreeSet<usize> = wanted.content.iter().cloned().flatten().filter(is_word).collect();
            let shared = words.intersection(&content).count();
            let same = match (&wanted.source, &source) {
                (Some(wanted), Some(found)) => {
                    let shared = wanted.end.min(found.end).saturating_sub(wanted.start.max(found.start));
                    shared * 3 >= found.len() && shared > 0
                }
                (None, None) => true,
                _ => false,
            };
            // A passage of a longer quotation is right too.
            let enough = 4 * shared >= words.len() + content.len()
                || record.kind != QuoteKind::Indirect && shared * 10 >= content.len() * 9 && shared > 0;
            enough && same
        });
        see(&record, speaker.as_ref(), right);
    }
}

/// Prints, for classes of confidence, how many quotes of articles not learned from have it and how many of them are right.
pub(super) fn reliability(data: &Path, resources: &Resources) -> Result<()> {
    let models = Models::embedded().context("the embedded models")?;
    let mut table = [[[0_usize; 2]; 10]; 2];
    for article in attribution::read(&data.join("quotes/polnear.dev.jsonl"), resources)? {
        judged(&article, models, |record, speaker, right| {
            let confidence = confidence::of(record, speaker);
            let class = (1..10).filter(|&tenths| confidence * 10.0 >= f64::from(tenths)).count();
            let kind = usize::from(record.kind == QuoteKind::Indirect);
            table[kind][class][0] += 1;
            table[kind][class][1] += usize::from(right);
        });
    }
    for (kind, rows) in ["with quotation marks", "without"].iter().zip(&table) {
        eprintln!("{kind}");
        for (class, [all, right]) in rows.iter().enumerate().filter(|(_, row)| row[0] > 0) {
            eprintln!(
                "  {:.1}-{:.1}: {all} quotes, {:.0}% right",
                class as f64 / 10.0,
                (class + 1) as f64 / 10.0,
                100.0 * *right as f64 / *all as f64
            );
        }
    }
    Ok(())
}
