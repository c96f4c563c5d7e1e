//! Trains the model that says whom a pronoun stands for.
//!
//! No label is needed: where the genders of all persons that "he" may stand for are known and one alone is a man, it stands for him, and what else tells
//! him from the others is what the model learns. It is a preference between two (Bradley and Terry, "Rank analysis of incomplete block
//! designs", 1952): logistic regression on the differences of their features.

use super::corpus;
use super::regression::{self, Example, Vocabulary, crossed};
use crate::extract::entity;
use anyhow::Result;
use serde::Deserialize;
use std::path::Path;

/// The texts that are learnt from.
const SOURCES: [&str; 3] = ["entities/ewt.train.jsonl", "entities/wwn.train.jsonl", "quotes/polnear.train.jsonl"];
/// What half the square of a weight costs against the loss of one preference; chosen in the check by article.
const L2: f64 = 8.0;

#[derive(Deserialize)]
struct Text {
    text: String,
}

/// The model: its text.
pub(super) fn train(data: &Path) -> Result<String> {
    let mut vocabulary = Vocabulary::default();
    let mut examples: Vec<Example> = Vec::new();
    let mut article = 0;
    for source in SOURCES {
        for Text { text } in corpus::read_lines(&data.join(source))? {
            article += 1;
            entity::told_by_gender(&corpus::parse(&text), |meant, other| {
                let features = vocabulary.read(|see| {
                    for (features, side) in [(meant, 1.0), (other, -1.0)] {
                        for feature in features {
                            see(&feature.to_string(), side);
                        }
                    }
                });
                examples.push(Example::labelled(features, true, article));
            });
        }
    }
    let margins = crossed(&examples, vocabulary.len(), L2);
    let right = margins.iter().filter(|&&margin| margin > 0.0).count();
    let scores = format!(
        "{} preferences, {:.1} right by article on those they were learnt from",
        examples.len(),
        100.0 * right as f64 / examples.len().max(1) as f64
    );
    eprintln!("pronouns: {scores}");
    let weights = regression::learn(&examples, vocabulary.len(), L2);
    let head = format!(
        "# How much each feature of a person speaks for a pronoun's standing for it, in thousandths of log odds against another person; see\n\
         # src/extract/entity/pronoun/candidate.rs. Made by: newsparse-train pronouns --data DIR (no seed: nothing is random), from the texts,\n\
         # without labels, of the training articles of EWT (CC BY-SA 4.0), en-worldwide-newswire and PolNeAR (no licence stated; research data).\n\
         # Percent: {scores}.\n",
    );
    Ok(regression::file(head, &vocabulary, &weights, |_| None))
}
