//! Training: corpora in, model files out. Behind the feature `train`, never in the user's program.

#![allow(clippy::print_stderr, reason = "trainers tell the person who runs them how far they are")]

mod adam;
mod articles;
mod attribution;
mod chain;
mod checkworthiness;
mod confidence;
mod corpus;
mod detection;
mod edges;
mod future;
mod kind_words;
mod kinds;
mod labels;
mod lattice;
mod lessons;
mod lexicon;
mod name_scores;
mod news;
mod pages;
mod pronouns;
mod random;
mod ranking;
mod readings;
mod recombine;
mod regression;
mod score;
mod score_lines;
mod standing;
mod tagger;

use crate::extract::entity::tag::resources::{Resources, resources};
use crate::model::hash;
use anyhow::{Context, Result, bail};
use std::path::Path;

/// Runs `newsparse-train MODEL --data DIR`.
///
/// # Errors
/// If the model is not known, or a corpus or model file cannot be read or written.
pub fn run() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (model, data) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [model, "--data", data] => (model, Path::new(data)),
        _ => bail!(
            "usage: newsparse-train attribution|attribution-confidence|attribution-edges|checkworthiness|detection|future|kind-words|name-lexicon|name-tagger|\
             paragraph-kinds|pronouns|reliability|standing|unseen-structure --data DIR"
        ),
    };
    match model {
        "checkworthiness" => write("src/data/checkworthiness.tsv", checkworthiness::train(data)?.as_bytes()),
        "future" => write("src/data/future.tsv", future::train(data)?.as_bytes()),
        "pronouns" => write("src/data/pronouns.tsv", pronouns::train(data)?.as_bytes()),
        "standing" => write("src/data/standing.tsv", standing::train(data)?.as_bytes()),
        "detection" => {
            let (signals, grams) = detection::train(data)?;
            write("src/data/detection.tsv", signals.as_bytes())?;
            write("src/data/detection_ngrams.tsv", grams.as_bytes())
        }
        "attribution" => {
            let (cues, arguments) = attribution::train(data, lexicon()?)?;
            write("src/data/attribution_cues.bin", &cues)?;
            write("src/data/attribution_arguments.bin", &arguments)
        }
        "attribution-edges" => write("src/data/attribution_edges.bin", &edges::train(data, lexicon()?)?),
        "attribution-confidence" => {
            write("src/data/attribution_confidence.tsv", confidence::train(data, lexicon()?)?.as_bytes())
        }
        "reliability" => confidence::reliability(data, lexicon()?),
        "name-lexicon" => write("src/data/name_lexicon.bin", &lexicon::build(data)?),
        "name-tagger" => {
            let bytes: &'static [u8] = Box::leak(lexicon::build(data)?.into_boxed_slice());
            write("src/data/name_tagger.bin", &tagger::train(data, &Resources::read(bytes)?)?)
        }
        "kind-words" => write("src/data/kind_words.txt", kind_words::list(data)?.as_bytes()),
        "paragraph-kinds" => write("src/data/kind_weights.tsv", kinds::train(data)?.as_bytes()),
        "unseen-structure" => kinds::read_unseen(data, &mut std::io::stdout().lock()),
        other => bail!("no model is called {other:?}"),
    }
}

/// The word clusters and gazetteer of the program.
fn lexicon() -> Result<&'static Resources> {
    resources()
        .context("the program was built with a damaged name_lexicon.bin; restore it or build it with name-lexicon")
}

fn write(path: &str, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write {path}; run this in the project's folder"))?;
    eprintln!("{path}: {} bytes, hash {:016x} for src/data/models.tsv", bytes.len(), hash::bytes(bytes));
    Ok(())
}
