//! Learns linear-chain conditional random fields by FTRL-proximal with feature dropout.
//!
//! Stochastic gradients of the log-likelihood, a sequence at a time (Lafferty, McCallum and Pereira, 2001), with per-coordinate steps and L1/L2
//! from McMahan et al., "Ad click prediction" (2013). Features are dropped at random in training (Sutton, Sindelar and McCallum, 2006), so that
//! no single one is relied on. Labels may share their weights: what is learned for one counts for the other.

use super::lattice::{Labels, Lattice, Pass};
use super::random::Random;
use crate::model::logistic::exp;
use crate::model::sequence::{FORBIDDEN, SequenceWeights};
use std::collections::HashMap;

/// What decides how a chain is learned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recipe {
    pub(super) epochs: usize,
    /// The weights are the means of those after so many last epochs: less is left to the order of the sequences.
    pub(super) averaged: usize,
    pub(super) dropout: f32,
    pub(super) rate: f32,
    pub(super) beta: f32,
    pub(super) l1: f32,
    pub(super) l2: f32,
    /// A feature must be seen this often.
    pub(super) seen: u32,
    /// Weights under this are dropped.
    pub(super) cut: f32,
    pub(super) seed: u64,
}

/// Gradients under this leave a weight as it is.
const SMALL: f32 = 3e-4;
/// What a weight of one is in the model file.
const UNIT: f32 = 24.0;

/// Which labels there are and how they may follow one another.
#[derive(Clone, Copy)]
pub(super) struct Grammar {
    pub(super) may_begin: fn(usize) -> bool,
    pub(super) may_follow: fn(usize, usize) -> bool,
    /// The label whose weights a label has.
    pub(super) tied: fn(usize) -> usize,
}

/// Sequences as numbers: features by token, and the label of each.
#[derive(Default)]
pub(super) struct Examples {
    numbers: HashMap<u64, u32>,
    counts: Vec<u32>,
    features: Vec<u32>,
    /// Where the features of each token begin.
    tokens: Vec<usize>,
    labels: Vec<u8>,
    /// Where the tokens of each sequence begin.
    sequences: Vec<usize>,
}

impl Examples {
    /// Begins a sequence.
    pub(super) fn begin(&mut self) {
        self.sequences.push(self.labels.len());
    }

    /// Begins a token.
    pub(super) fn push(&mut self, label: usize) {
        self.tokens.push(self.features.len());
        self.labels.push(label as u8);
    }

    /// Adds a feature to the last token.
    pub(super) fn add(&mut self, feature: u64) {
        let next = self.counts.len() as u32;
        let number = *self.numbers.entry(feature).or_insert(next);
        if number == next {
            self.counts.push(0);
        }
        self.counts[number as usize] += 1;
        self.features.push(number);
    }

    /// Drops features seen less than `seen` times; the hashes of those that stay, by their numbers.
    fn thin(&mut self, seen: u32) -> Vec<u64> {
        let mut renumbered = vec![u32::MAX; self.counts.len()];
        let mut kept = Vec::new();
        let mut in_order: Vec<(u32, u64)> =
            std::mem::take(&mut self.numbers).into_iter().map(|(feature, number)| (number, feature)).collect();
        in_order.sort_unstable();
        for (number, feature) in in_order {
            if self.counts[number as usize] >= seen {
                renumbered[number as usize] = kept.len() as u32;
                kept.push(feature);
            }
        }
        self.tokens.push(self.features.len());
        let mut thinned = Vec::with_capacity(self.features.len());
        for at in 0..self.labels.len() {
            let (start, end) = (self.tokens[at], self.tokens[at + 1]);
            self.tokens[at] = thinned.len();
            thinned.extend(
                self.features[start..end].iter().map(|&old| renumbered[old as usize]).filter(|&new| new != u32::MAX),
            );
        }
        *self.tokens.last_mut().unwrap_or(&mut 0) = thinned.len();
        self.features = thinned;
        self.sequences.push(self.labels.len());
        kept
    }
}

/// The weight of one coordinate and what FTRL keeps for it.
#[derive(Clone, Copy, Default)]
struct Coordinate {
    weight: f32,
    z: f32,
    n: f32,
}

impl Coordinate {
    fn step(&mut self, gradient: f32, recipe: &Recipe) {
        let n = self.n + gradient * gradient;
        let sigma = (n.sqrt() - self.n.sqrt()) / recipe.rate;
        self.z += gradient - sigma * self.weight;
        self.n = n;
        self.weight = if self.z.abs() <= recipe.l1 {
            0.0
        } else {
            -(self.z - recipe.l1.copysign(self.z)) / ((recipe.beta + n.sqrt()) / recipe.rate + recipe.l2)
        };
    }
}

struct Learner<const N: usize> {
    recipe: Recipe,
    grammar: Grammar,
    weights: Vec<[Coordinate; N]>,
    transitions: [[Coordinate; N]; N],
    start: [Coordinate; N],
}

/// Learns the weights of a chain from examples, which are used up.
pub(super) fn learn<const N: usize>(mut examples: Examples, grammar: Grammar, recipe: Recipe) -> SequenceWeights {
    let kept = examples.thin(recipe.seen);
    eprintln!(
        "{} sequences, {} tokens, {} features of {} seen {} times",
        examples.sequences.len() - 1,
        examples.labels.len(),
        kept.len(),
        examples.counts.len(),
        recipe.seen
    );
    let mut learner = Learner::<N> {
        recipe,
        grammar,
        weights: vec![[Coordinate::default(); N]; kept.len()],
        transitions: [[Coordinate::default(); N]; N],
        start: [Coordinate::default(); N],
    };
    let mut random = Random::new(recipe.seed);
    let mut order: Vec<usize> = (0..examples.sequences.len() - 1).collect();
    let mut passes = <[Pass<N>; 2]>::default();
    let mut sums = vec![[0_f32; N]; kept.len() + N + 1];
    for epoch in 1..=recipe.epochs {
        random.shuffle(&mut order);
        for &at in &order {
            learner.learn(&examples, at, &mut random, &mut passes);
        }
        let used = learner.weights.iter().filter(|row| row.iter().any(|c| c.weight.abs() >= recipe.cut)).count();
        eprintln!("epoch {epoch}: {used} features in use");
        if epoch + recipe.averaged > recipe.epochs {
            for (sum, row) in sums.iter_mut().zip(learner.rows()) {
                for (sum, coordinate) in sum.iter_mut().zip(row) {
                    *sum += coordinate.weight;
                }
            }
        }
    }
    for (sum, row) in sums.iter().zip(learner.rows()) {
        for (sum, coordinate) in sum.iter().zip(row) {
            coordinate.weight = sum / recipe.averaged as f32;
        }
    }
    learner.quantised(&kept)
}

impl<const N: usize> Learner<N> {
    /// All that is learned, a row for each feature, then those of the transitions and of the beginning.
    fn rows(&mut self) -> impl Iterator<Item = &mut [Coordinate; N]> {
        self.weights.iter_mut().chain(&mut self.transitions).chain(std::iter::once(&mut self.start))
    }

    fn learn(&mut self, examples: &Examples, at: usize, random: &mut Random, passes: &mut [Pass<N>; 2]) {
        let tokens = examples.sequences[at]..examples.sequences[at + 1];
        let length = tokens.len();
        if length == 0 {
            return;
        }
        let recipe = self.recipe;
        let keep = 1.0 / (1.0 - recipe.dropout);
        let mut kept: Vec<u32> = Vec::new();
        let mut places = vec![0];
        let mut scores = Vec::with_capacity(length);
        for token in tokens.clone() {
            let mut sums = [0_f32; N];
            for &number in &examples.features[examples.tokens[token]..examples.tokens[token + 1]] {
                if random.unit() < recipe.dropout {
                    continue;
                }
                kept.push(number);
                for (sum, coordinate) in sums.iter_mut().zip(&self.weights[number as usize]) {
                    *sum += coordinate.weight * keep;
                }
            }
            places.push(kept.len());
            let mut shared = [0_f32; N];
            for (label, shared) in shared.iter_mut().enumerate() {
                *shared = sums[(self.grammar.tied)(label)];
            }
            let top = shared.iter().copied().fold(f32::MIN, f32::max);
            scores.push(shared.map(|score| exp(f64::from(score - top))));
        }
        let allowed: Vec<Labels> = tokens.map(|token| 1 << examples.labels[token]).collect();
        let mut start = [0.0; N];
        let mut edges = [[0.0; N]; N];
        for from in 0..N {
            if (self.grammar.may_begin)(from) {
                start[from] = exp(f64::from(self.start[from].weight));
            }
            for to in (0..N).filter(|&to| (self.grammar.may_follow)(from, to)) {
                edges[from][to] = exp(f64::from(self.transitions[from][to].weight));
            }
        }
        let [free, gold] = passes;
        let lattice = Lattice { scores: &scores, start: &start, edges: &edges };
        if !free.run(&lattice, None) || !gold.run(&lattice, Some(&allowed)) {
            return;
        }
        let mut from_to = [[0_f32; N]; N];
        for at in 1..length {
            let mut side = |pass: &Pass<N>, sign: f64, allowed: Labels| {
                pass.steps(&lattice, at, allowed, |from, to, share| from_to[from][to] += (sign * share) as f32);
            };
            side(free, 1.0, Labels::MAX);
            side(gold, -1.0, allowed[at]);
        }
        for at in 0..length {
            let mut gradient = [0_f32; N];
            for label in 0..N {
                let found = free.alpha[at][label] * free.beta[at][label] - gold.alpha[at][label] * gold.beta[at][label];
                gradient[(self.grammar.tied)(label)] += found as f32;
                if at == 0 {
                    self.start[label].step(found as f32, &recipe);
                }
            }
            if gradient.iter().all(|gradient| gradient.abs() < SMALL) {
                continue;
            }
            for &feature in &kept[places[at]..places[at + 1]] {
                for (coordinate, gradient) in self.weights[feature as usize].iter_mut().zip(&gradient) {
                    if gradient.abs() >= SMALL {
                        coordinate.step(gradient * keep, &recipe);
                    }
                }
            }
        }
        for (row, gradients) in self.transitions.iter_mut().zip(&from_to) {
            for (coordinate, gradient) in row.iter_mut().zip(gradients) {
                if gradient.abs() >= SMALL {
                    coordinate.step(*gradient, &recipe);
                }
            }
        }
    }

    fn quantised(&self, kept: &[u64]) -> SequenceWeights {
        let small = |weight: f32| (weight * UNIT).round().clamp(-127.0, 127.0) as i8;
        let large = |weight: f32| (weight * UNIT).round().clamp(-30_000.0, 30_000.0) as i16;
        let mut features: Vec<(u64, Vec<(u8, i8)>)> = kept
            .iter()
            .zip(&self.weights)
            .filter_map(|(&feature, row)| {
                let row: Vec<(u8, i8)> = (0..N)
                    .map(|label| (label as u8, row[(self.grammar.tied)(label)].weight))
                    .filter(|(_, weight)| weight.abs() >= self.recipe.cut)
                    .map(|(label, weight)| (label, small(weight)))
                    .collect();
                (!row.is_empty()).then_some((feature, row))
            })
            .collect();
        features.sort_unstable_by_key(|(feature, _)| *feature);
        let start = |label| {
            if (self.grammar.may_begin)(label) { large(self.start[label].weight) } else { FORBIDDEN }
        };
        let step = |from: usize, to: usize| {
            if (self.grammar.may_follow)(from, to) { large(self.transitions[from][to].weight) } else { FORBIDDEN }
        };
        SequenceWeights {
            start: (0..N).map(start).collect(),
            transitions: (0..N).map(|from| (0..N).map(|to| step(from, to)).collect()).collect(),
            features,
        }
    }
}
