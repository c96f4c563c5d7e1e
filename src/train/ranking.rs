//! Learns to choose one of several candidates: a log-linear model over each list, by AdaGrad with feature dropout.
//!
//! The probability of a candidate is its share of the exponentials of all (Collins and Koo, "Discriminative reranking for natural language parsing",
//! 2005); the steps are those of Duchi, Hazan and Singer ("Adaptive subgradient methods", 2011). The weights are the means of those after the last passes
//! of several runs with other seeds.

use super::random::Random;
use crate::model::linear::SCALE;
use crate::model::logistic::exp;
use std::collections::BTreeMap;

/// What decides how a ranking is learned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recipe {
    pub(super) epochs: usize,
    /// The weights are the mean of those after so many last epochs.
    pub(super) averaged: usize,
    /// And of so many runs.
    pub(super) runs: u64,
    /// The share of features that are left out of an example.
    pub(super) dropout: f32,
    pub(super) rate: f64,
    pub(super) l2: f64,
    /// Candidates must have a feature so often.
    pub(super) seen: u32,
    /// Weights under this are dropped.
    pub(super) cut: f64,
    pub(super) seed: u64,
}

/// The features of each candidate, and which of them is right.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub(super) candidates: Vec<Vec<u64>>,
    pub(super) right: usize,
}

/// Squares of gradients that a weight has before the first step.
const FIRST_SQUARE: f64 = 0.1;
/// Errors under this leave weights as they are.
const SMALL: f64 = 3e-3;

/// The weights of features, in thousandths and in the order of their hashes.
pub(super) fn learn(lists: &[List], recipe: Recipe) -> Vec<(u64, i16)> {
    let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
    for &feature in lists.iter().flat_map(|list| &list.candidates).flatten() {
        *counts.entry(feature).or_default() += 1;
    }
    counts.retain(|_, count| *count >= recipe.seen);
    let features: Vec<u64> = counts.into_keys().collect();
    let lists: Vec<Numbered> = lists
        .iter()
        .map(|list| {
            let number = |feature: &u64| features.binary_search(feature).ok();
            let numbered = |candidate: &Vec<u64>| candidate.iter().filter_map(number).collect();
            Numbered { candidates: list.candidates.iter().map(numbered).collect(), right: list.right }
        })
        .collect();
    let mut sums = vec![0.0; features.len()];
    for run in 0..recipe.runs {
        learn_once(&lists, recipe, recipe.seed + run, &mut sums);
    }
    let share = (recipe.runs as usize * recipe.averaged).max(1) as f64;
    let weights = features.into_iter().zip(sums).map(|(feature, sum)| (feature, sum / share));
    weights
        .filter(|(_, weight)| weight.abs() >= recipe.cut)
        .map(|(feature, weight)| {
            (feature, (weight * SCALE).round().clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16)
        })
        .collect()
}

struct Numbered {
    candidates: Vec<Vec<usize>>,
    right: usize,
}

/// Adds the weights after the last epochs to `sums`.
fn learn_once(lists: &[Numbered], recipe: Recipe, seed: u64, sums: &mut [f64]) {
    let mut random = Random::new(seed);
    let mut weights = vec![0.0; sums.len()];
    let mut squares = vec![FIRST_SQUARE; sums.len()];
    let mut order: Vec<usize> = (0..lists.len()).collect();
    for epoch in 0..recipe.epochs {
        random.shuffle(&mut order);
        for list in order.iter().filter_map(|&at| lists.get(at)) {
            let kept: Vec<Vec<usize>> = list
                .candidates
                .iter()
                .map(|candidate| candidate.iter().copied().filter(|_| random.unit() >= recipe.dropout).collect())
                .collect();
            let share = f64::from(1.0 - recipe.dropout);
            let scores: Vec<f64> =
                kept.iter().map(|candidate| candidate.iter().map(|&at| weights[at]).sum::<f64>() / share).collect();
            let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let shares: Vec<f64> = scores.iter().map(|score| exp(score - highest)).collect();
            let all: f64 = shares.iter().sum();
            for (place, (candidate, own)) in kept.iter().zip(shares).enumerate() {
                let error = own / all - f64::from(u8::from(place == list.right));
                if error.abs() < SMALL {
                    continue;
                }
                for &at in candidate {
                    let gradient = error + recipe.l2 * weights[at];
                    squares[at] += gradient * gradient;
                    weights[at] -= recipe.rate * gradient / squares[at].sqrt();
                }
            }
        }
        if epoch + recipe.averaged >= recipe.epochs {
            for (sum, weight) in sums.iter_mut().zip(&weights) {
                *sum += weight;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learns_what_the_right_ones_have_in_common() {
        let recipe =
            Recipe { epochs: 6, averaged: 3, runs: 2, dropout: 0.2, rate: 0.1, l2: 1e-3, seen: 2, cut: 0.01, seed: 1 };
        // Feature 7 is that of the right one, 8 of the others; 1 is shared, and 100 and up are seen once each.
        let lists: Vec<List> = (0..60)
            .map(|at| {
                let right = at % 3;
                let candidates =
                    (0..3).map(|place| vec![1, if place == right { 7 } else { 8 }, (100 + 3 * at + place) as u64]);
                List { candidates: candidates.collect(), right }
            })
            .collect();
        let weights: BTreeMap<u64, i16> = learn(&lists, recipe).into_iter().collect();
        assert!(weights[&7] > 500 && weights[&8] < -500, "{weights:?}");
        assert!(weights.keys().all(|&feature| feature < 100));
        assert_eq!(learn(&lists, recipe), learn(&lists, recipe));
    }
}
