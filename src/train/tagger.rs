//! Trains the name tagger, with [`super::chain`].
//!
//! The mean of five runs is worth most of a point over one, and is steadier. What a text leaves open (see [`super::lessons`]) is summed over: its
//! gold side is the set of all label sequences that agree with it.

use super::chain::{self, Examples, Grammar, Recipe};
use super::corpus;
use super::lessons::{self, Lesson};
use super::name_scores;
use super::random::Random;
use crate::extract::entity::tag::features::Features;
use crate::extract::entity::tag::label::{self, LABELS};
use crate::extract::entity::tag::resources::{Resources, Tagger};
use anyhow::{Context, Result};
use std::path::Path;

const SEED: u64 = 20_161_123;
/// How the tagger that is kept is learned.
const KEPT: Recipe = Recipe {
    epochs: 7,
    averaged: 4,
    runs: 5,
    dropout: 0.4,
    rate: 0.2,
    beta: 1.0,
    l1: 0.3,
    l2: 1.0,
    seen: 2,
    cut: 0.08,
    seed: SEED,
};
/// And the one that labels raw text.
const TEACHER: Recipe = Recipe { runs: 1, ..KEPT };

/// Trains on the corpora under `data`, prints scores on held-out articles, and returns the bytes of the model.
///
/// Twice: the first tagger helps to label raw news, and the second learns from that, too.
pub(crate) fn train(data: &Path, resources: &Resources) -> Result<Vec<u8>> {
    let mut random = Random::new(SEED);
    let mut lessons = lessons::labelled(data, &mut random)?;
    let teacher: &'static [u8] = Box::leak(fit(&lessons, resources, TEACHER)?.into_boxed_slice());
    let teacher = Tagger::new(*resources, teacher).context("the first model cannot be read")?;
    name_scores::print_all(data, &teacher)?;
    lessons.extend(lessons::raw(data, &teacher)?);
    let bytes = fit(&lessons, resources, KEPT)?;
    let copy: &'static [u8] = Box::leak(bytes.clone().into_boxed_slice());
    name_scores::print_all(data, &Tagger::new(*resources, copy).context("the model cannot be read")?)?;
    Ok(bytes)
}

/// Fits a model to the lessons.
fn fit(lessons: &[Lesson], resources: &Resources, recipe: Recipe) -> Result<Vec<u8>> {
    let mut examples = Examples::default();
    for lesson in lessons {
        let document = corpus::parse(&lesson.text.text);
        let allowed = lesson.allowed(&document);
        let features = Features::new(&document, resources);
        for sentence in &document.sentences {
            if sentence.tokens.is_empty() || !lesson.teaches(sentence.span) {
                continue;
            }
            let case = features.sentence_case(&sentence.tokens);
            examples.begin(lesson.weight);
            for at in sentence.tokens.clone() {
                examples.push(allowed[at]);
                features.of(at, &sentence.tokens, case, |feature| examples.add(feature));
            }
        }
    }
    let grammar = Grammar { may_begin: label::may_begin, may_follow: label::may_follow, tied: |label| label };
    Ok(chain::learn::<LABELS>(examples, grammar, recipe)?.write())
}
