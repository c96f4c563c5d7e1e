//! Logistic regression with L2 regularisation, learnt by coordinate descent in a fixed order.
//!
//! Each step moves one weight to the minimum of a parabola that lies above the loss and touches it (its curvature is never under that of
//! the logistic loss, a quarter of the squared values; Böhning and Lindsay, "Monotonicity of quadratic-approximation algorithms", 1988), so
//! that every step goes downhill. Nothing is random, and all sums are made in one order with operations that IEEE 754 fixes: the same
//! examples give the same weights to the last bit.

use super::score;
use crate::model::linear::SCALE;
use crate::model::logistic::logistic;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Parts of the articles for the check by article.
pub(super) const FOLDS: usize = 10;

/// A labelled list of features.
#[derive(Clone, Debug)]
pub(super) struct Example {
    /// Index and value; no index comes twice.
    pub(super) features: Vec<(usize, f64)>,
    /// How far the label holds that is learnt, 0 to 1.
    pub(super) share: f64,
    /// What a person says of it; none where nobody has looked: such examples are learnt from, but nothing is measured by them.
    pub(super) label: Option<bool>,
    /// What it was drawn from: articles stay whole in the check by article.
    pub(super) article: usize,
}

impl Example {
    /// An example that a person labelled.
    pub(super) fn labelled(features: Vec<(usize, f64)>, label: bool, article: usize) -> Self {
        Self { features, share: f64::from(u8::from(label)), label: Some(label), article }
    }
}

/// The margin and the label of each example that a person labelled.
pub(super) fn judged(examples: &[Example], margins: &[f64]) -> Vec<(f64, bool)> {
    examples.iter().zip(margins).filter_map(|(example, &margin)| Some((margin, example.label?))).collect()
}

/// Keys with their indices, in order of first appearance.
#[derive(Debug, Default)]
pub(super) struct Vocabulary(BTreeMap<String, usize>);

impl Vocabulary {
    /// The features that `see` calls its argument with; values of a key that comes again are added. New keys join the vocabulary.
    pub(super) fn read(&mut self, see: impl FnOnce(&mut dyn FnMut(&str, f64))) -> Vec<(usize, f64)> {
        let mut found: BTreeMap<usize, f64> = BTreeMap::new();
        see(&mut |key, value| {
            let next = self.0.len();
            let index = match self.0.get(key) {
                Some(&index) => index,
                None => *self.0.entry(key.to_owned()).or_insert(next),
            };
            *found.entry(index).or_default() += value;
        });
        found.into_iter().collect()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn index(&self, key: &str) -> Option<usize> {
        self.0.get(key).copied()
    }

    /// Keys with their indices, in order of the keys.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0.iter().map(|(key, &index)| (key.as_str(), index))
    }
}

/// Leaves out features that fewer examples than `seen` says of their keys have.
pub(super) fn thin(examples: &mut [Example], vocabulary: &Vocabulary, seen: impl Fn(&str) -> usize) {
    let mut wanting = vec![0; vocabulary.len()];
    for (key, index) in vocabulary.iter() {
        wanting[index] = seen(key);
    }
    for &(index, _) in examples.iter().flat_map(|example| &example.features) {
        wanting[index] = wanting[index].saturating_sub(1);
    }
    for example in examples {
        example.features.retain(|&(index, _)| wanting[index] == 0);
    }
}

/// The weights of features `0..size`; `l2` is what half the square of a weight costs against the loss of one example.
pub(super) fn learn(examples: &[Example], size: usize, l2: f64) -> Vec<f64> {
    let shares: Vec<f64> = examples.iter().map(|example| example.share).collect();
    learn_shares(examples, &shares, size, l2)
}

/// The same from labels that hold by a share of 0 to 1 each.
pub(super) fn learn_shares(examples: &[Example], labels: &[f64], size: usize, l2: f64) -> Vec<f64> {
    /// Rounds over all weights; more move none of them by a thousandth.
    const ROUNDS: usize = 150;
    let mut columns: Vec<Vec<(usize, f64)>> = vec![Vec::new(); size];
    for (row, example) in examples.iter().enumerate() {
        for &(index, value) in &example.features {
            columns[index].push((row, value));
        }
    }
    let mut weights = vec![0.0; size];
    let mut margins = vec![0.0; examples.len()];
    for _ in 0..ROUNDS {
        for (weight, column) in weights.iter_mut().zip(&columns).filter(|(_, column)| !column.is_empty()) {
            let (mut slope, mut curvature) = (l2 * *weight, l2);
            for &(row, value) in column {
                let error = logistic(margins[row]) - labels[row];
                slope += value * error;
                curvature += value * value / 4.0;
            }
            let step = -slope / curvature;
            *weight += step;
            for &(row, value) in column {
                margins[row] += value * step;
            }
        }
    }
    weights
}

/// The weighted sum of an example's features; those that were not learnt count nothing.
pub(super) fn margin(example: &Example, weights: &[f64]) -> f64 {
    example.features.iter().map(|&(index, value)| weights.get(index).unwrap_or(&0.0) * value).sum()
}

/// The margin of each example by weights that were learnt from the articles of the other parts.
pub(super) fn crossed(examples: &[Example], size: usize, l2: f64) -> Vec<f64> {
    crossed_by(examples, |rows| learn(&rows.iter().map(|&row| examples[row].clone()).collect::<Vec<_>>(), size, l2))
}

/// The same by weights that `learn` makes of the examples of given indices.
pub(super) fn crossed_by(examples: &[Example], learn: impl Fn(&[usize]) -> Vec<f64>) -> Vec<f64> {
    let mut margins = vec![0.0; examples.len()];
    for fold in 0..FOLDS {
        let outside: Vec<usize> = (0..examples.len()).filter(|&row| examples[row].article % FOLDS != fold).collect();
        let weights = learn(&outside);
        for (example, found) in examples.iter().zip(&mut margins).filter(|(e, _)| e.article % FOLDS == fold) {
            *found = margin(example, &weights);
        }
    }
    margins
}

/// A figure of each part of the articles, as its mean and standard deviation in percent.
pub(super) fn spread(examples: &[Example], margins: &[f64], figure: impl Fn(&[(f64, bool)]) -> f64) -> String {
    let parts: Vec<f64> = (0..FOLDS)
        .map(|fold| {
            let part = examples.iter().zip(margins).filter(|(example, _)| example.article % FOLDS == fold);
            100.0 * figure(&part.filter_map(|(example, &margin)| Some((margin, example.label?))).collect::<Vec<_>>())
        })
        .collect();
    let (mean, deviation) = score::mean_and_deviation(&parts);
    format!("{mean:.1} ± {deviation:.1}")
}

/// Writes the weights under the head of a model file, in thousandths; `note` may say something about a key.
pub(super) fn file(
    head: String,
    vocabulary: &Vocabulary,
    weights: &[f64],
    note: impl Fn(&str) -> Option<String>,
) -> String {
    file_of(head, vocabulary, weights, |key| Some(key), note)
}

/// The same of some keys, under the names that `named` gives them.
pub(super) fn file_of(
    mut head: String,
    vocabulary: &Vocabulary,
    weights: &[f64],
    named: impl for<'k> Fn(&'k str) -> Option<&'k str>,
    note: impl Fn(&str) -> Option<String>,
) -> String {
    for (key, index) in vocabulary.iter() {
        let Some(key) = named(key) else { continue };
        let weight = weights.get(index).map_or(0, |weight| (weight * SCALE).round() as i64);
        if weight != 0 {
            let note = note(key).map(|note| format!("\t{note}")).unwrap_or_default();
            let _ = writeln!(head, "{key}\t{weight}{note}");
        }
    }
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learns_what_tells_the_classes_apart() {
        let example = |index, label, article| Example::labelled(vec![(0, 1.0), (index, 1.0)], label, article);
        let examples: Vec<Example> = (0..40).map(|row| example(1 + row % 2, row % 2 == 0, row)).collect();
        let weights = learn(&examples, 3, 0.1);
        assert!(weights[1] > 1.0 && weights[2] < -1.0, "{weights:?}");
        assert_eq!(weights, learn(&examples, 3, 0.1));
        let margins = crossed(&examples, 3, 0.1);
        assert!(examples.iter().zip(margins).all(|(example, margin)| Some(margin > 0.0) == example.label));
    }
}
