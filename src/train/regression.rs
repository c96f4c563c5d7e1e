//! Logistic regression with L2 regularisation, learnt by AdaGrad in a fixed order.
//!
//! Nothing is random, and all sums are made in one order with operations that IEEE 754 fixes: the same examples give the same
//! weights to the last bit.

use crate::extract::claim::logistic::logistic;

/// A labelled list of features.
pub(super) struct Example {
    /// Index and value; an index may come more than once.
    pub(super) features: Vec<(usize, f64)>,
    pub(super) label: bool,
    /// How much it counts.
    pub(super) weight: f64,
}

/// How to learn.
pub(super) struct Settings {
    pub(super) passes: usize,
    /// Strength of the regularisation for one example.
    pub(super) l2: f64,
}

/// The weights of features `0..size`.
pub(super) fn learn(examples: &[Example], size: usize, settings: &Settings) -> Vec<f64> {
    /// Prime, so that the stride meets every example once a pass.
    const STRIDE: usize = 7919;
    const RATE: f64 = 0.1;
    let mut weights = vec![0.0; size];
    let mut squares = vec![1e-6; size];
    for _ in 0..settings.passes {
        for at in 0..examples.len() {
            let example = &examples[at * STRIDE % examples.len()];
            let error = (logistic(margin(example, &weights)) - f64::from(u8::from(example.label))) * example.weight;
            for &(index, value) in &example.features {
                let gradient = error * value + settings.l2 * weights[index];
                squares[index] += gradient * gradient;
                weights[index] -= RATE * gradient / f64::sqrt(squares[index]);
            }
        }
    }
    weights
}

/// The weighted sum of an example's features.
pub(super) fn margin(example: &Example, weights: &[f64]) -> f64 {
    example.features.iter().map(|&(index, value)| weights[index] * value).sum()
}
