//! Trains the model of the edges of contents.
//!
//! The training articles of PolNeAR are read by models that were learned from the other parts of them, so that what is wrong with an edge is what is
//! wrong in unseen text; where an annotator marked the same attribution, his edge is the right one of those that may be chosen.

use super::attribution::{self, Article};
use super::ranking::{self, List, Recipe};
use crate::extract::entity::tag::resources::Resources;
use crate::extract::quote::marks;
use crate::extract::quote::tag::edges::{Choice, Edges};
use crate::extract::quote::tag::{Found, Models, Tagger};
use crate::model::ranking::{Ranking, write};
use anyhow::Result;
use std::ops::Range;
use std::path::Path;

const RECIPE: Recipe =
    Recipe { epochs: 6, averaged: 3, runs: 6, dropout: 0.3, rate: 0.1, l2: 1e-3, seen: 4, cut: 0.02, seed: 20_161_123 };

/// The model file.
pub(super) fn train(data: &Path, resources: &Resources) -> Result<Vec<u8>> {
    let articles = attribution::read(&data.join("quotes/polnear.train.jsonl"), resources)?;
    let unannotated = attribution::unannotated(data, resources)?;
    let mut lists: Vec<List> = Vec::new();
    attribution::unseen(&articles, &unannotated, |article, models| {
        each_choice(article, models, |edges, found, choice, right| {
            let Ok(right) = choice.places.binary_search(&right) else { return };
            lists.push(List { candidates: features(edges, found, choice), right });
        });
    })?;
    let weights = ranking::learn(&lists, RECIPE);
    eprintln!("{} edges, {} weights", lists.len(), weights.len());
    let bytes = write(weights.into_iter());
    report(data, resources, &Ranking::read(&bytes)?)?;
    Ok(bytes)
}

fn features(edges: &Edges<'_>, found: &Found, choice: &Choice) -> Vec<Vec<u64>> {
    let of = |&place: &usize| {
        let mut features = Vec::new();
        edges.features(found, choice, place, |feature| features.push(feature));
        features
    };
    choice.places.iter().map(of).collect()
}

/// Calls `see` with each edge that may be moved of what is found in an article and was marked there, too, and with the annotator's edge.
fn each_choice(article: &Article, models: &Models<'_>, mut see: impl FnMut(&Edges<'_>, &Found, &Choice, usize)) {
    let document = &article.document;
    let passages = marks::pair(document);
    let Some(mut tagger) = Tagger::new(document, &article.entities, &passages, models) else { return };
    let all = tagger.tag_roughly(document);
    let edges = Edges::new(document, tagger.facts(), &all);
    for found in &all {
        let shared = |wanted: &Found| overlap(&wanted.cue, &found.cue);
        let Some(wanted) = article.wanted.iter().filter(|wanted| shared(wanted) > 0).max_by_key(|it| shared(it)) else {
            continue;
        };
        let words = |found: &Found| -> Vec<Range<usize>> {
            found.content.iter().filter_map(|piece| edges.words(piece)).collect()
        };
        let (marked, content) = (words(wanted), words(found));
        let (Some(first), Some(last), Some(end)) = (marked.first(), marked.last(), content.last()) else { continue };
        if let Some(choice) = edges.starts(found)
            && marked.iter().any(|marked| content.iter().any(|piece| overlap(marked, piece) > 0))
        {
            see(&edges, found, &choice, first.start);
        }
        if let Some(choice) = edges.ends(found)
            && overlap(last, end) > 0
        {
            see(&edges, found, &choice, last.end);
        }
    }
}

/// How many tokens two ranges share.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Prints how many edges of articles not learned from are right before and after.
fn report(data: &Path, resources: &Resources, model: &Ranking<'_>) -> Result<()> {
    let Some(models) = Models::embedded() else { return Ok(()) };
    let (mut all, mut before, mut after) = (0_usize, 0_usize, 0_usize);
    for article in attribution::read(&data.join("quotes/polnear.dev.jsonl"), resources)? {
        each_choice(&article, models, |edges, found, choice, right| {
            all += 1;
            before += usize::from(choice.current == right);
            after += usize::from(edges.best(found, choice, model) == right);
        });
    }
    eprintln!("of {all} edges {before} were right, {after} are");
    Ok(())
}
