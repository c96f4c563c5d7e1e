//! Learns linear-chain conditional random fields by FTRL-proximal with feature dropout.
//!
//! Stochastic gradients of the log-likelihood, a sequence at a time (Lafferty, McCallum and Pereira, 2001), with per-coordinate steps and L1/L2
//! from McMahan et al., "Ad click prediction" (2013). Features are dropped at random in training (Sutton, Sindelar and McCallum, 2006), so that no
//! single one is relied on. The weights are the means of those after the last passes of one or more runs (averaging: Collins, 2002). Labels may share
//! their weights: what is learned for one counts for the other. Where it is not known which label is right, all that may be are summed over.
//! Where it is known how likely each label is, from a larger model, paths are drawn to those shares (Hinton, Vinyals and Dean, "Distilling the knowledge
//! in a neural network", 2015).

use super::lattice::{Labels, Lattice, Pass};
use super::random::Random;
use crate::model::logistic::exp;
use crate::model::sequence::{FORBIDDEN, SequenceWeights, WeightedFeature};
use anyhow::{Result, anyhow};
use std::collections::HashMap;

/// What decides how a chain is learned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recipe {
    pub(super) epochs: usize,
    /// The weights are the means of those after so many last epochs: less is left to the order of the sequences.
    pub(super) averaged: usize,
    /// And the means of so many runs with other seeds, which go side by side.
    pub(super) runs: u64,
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
/// The least share of a label, so that there always is a path.
const LEAST: f64 = 1e-5;
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

/// Sequences as numbers: features by token, and the labels that each may have.
#[derive(Default)]
pub(super) struct Examples {
    numbers: HashMap<u64, u32>,
    counts: Vec<u32>,
    features: Vec<u32>,
    /// Where the features of each token begin.
    tokens: Vec<usize>,
    allowed: Vec<Labels>,
    /// Where the tokens of each sequence begin.
    sequences: Vec<Sequence>,
    /// How likely each label of the tokens of some sequences is, in their order.
    shares: Vec<f32>,
}

/// Where a sequence begins, and how it counts.
struct Sequence {
    first: usize,
    weight: f32,
    /// Where the shares of its labels begin, if it has them.
    shares: Option<usize>,
}

impl Examples {
    /// Begins a sequence that counts so much.
    pub(super) fn begin(&mut self, weight: f32) {
        self.sequences.push(Sequence { first: self.allowed.len(), weight, shares: None });
    }

    /// Begins a sequence that counts so much, of whose tokens it is known how likely each label is ([`Self::push_shares`]).
    pub(super) fn begin_shares(&mut self, weight: f32) {
        self.sequences.push(Sequence { first: self.allowed.len(), weight, shares: Some(self.shares.len()) });
    }

    /// Begins a token that may have some labels.
    pub(super) fn push(&mut self, allowed: Labels) {
        self.tokens.push(self.features.len());
        self.allowed.push(allowed);
    }

    /// Begins a token with the share of each label.
    pub(super) fn push_shares(&mut self, shares: &[f32]) {
        self.push(Labels::MAX);
        self.shares.extend_from_slice(shares);
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

    /// Drops features seen less than `seen` times; those that stay and how often they were seen, by their numbers.
    fn thin(&mut self, seen: u32) -> Vec<(u64, u32)> {
        let mut renumbered = vec![u32::MAX; self.counts.len()];
        let mut kept = Vec::new();
        let mut in_order: Vec<(u32, u64)> =
            std::mem::take(&mut self.numbers).into_iter().map(|(feature, number)| (number, feature)).collect();
        in_order.sort_unstable();
        for (number, feature) in in_order {
            let count = self.counts[number as usize];
            if count >= seen {
                renumbered[number as usize] = kept.len() as u32;
                kept.push((feature, count));
            }
        }
        self.tokens.push(self.features.len());
        let mut thinned = Vec::with_capacity(self.features.len());
        for at in 0..self.allowed.len() {
            let (start, end) = (self.tokens[at], self.tokens[at + 1]);
            self.tokens[at] = thinned.len();
            thinned.extend(
                self.features[start..end].iter().map(|&old| renumbered[old as usize]).filter(|&new| new != u32::MAX),
            );
        }
        *self.tokens.last_mut().unwrap_or(&mut 0) = thinned.len();
        self.features = thinned;
        self.begin(0.0);
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

/// Weights added up: a row for each feature, then those of the transitions and of the beginning.
type Sums<const N: usize> = Vec<[f32; N]>;

struct Learner<const N: usize> {
    recipe: Recipe,
    grammar: Grammar,
    weights: Vec<[Coordinate; N]>,
    transitions: [[Coordinate; N]; N],
    start: [Coordinate; N],
}

/// Learns the weights of a chain from examples, which are used up.
///
/// # Errors
/// If a run panics.
pub(super) fn learn<const N: usize>(
    mut examples: Examples,
    grammar: Grammar,
    recipe: Recipe,
) -> Result<SequenceWeights> {
    let kept = examples.thin(recipe.seen);
    eprintln!(
        "{} sequences, {} tokens, {} features of {} seen {} times",
        examples.sequences.len() - 1,
        examples.allowed.len(),
        kept.len(),
        examples.counts.len(),
        recipe.seen
    );
    let (examples, features) = (&examples, kept.len());
    let mut mean: Sums<N> = vec![[0.0; N]; features + N + 1];
    std::thread::scope(|scope| -> Result<()> {
        let run = |seed| scope.spawn(move || Learner::<N>::run(examples, features, grammar, recipe, seed));
        let runs: Vec<_> = (recipe.seed..recipe.seed + recipe.runs).map(run).collect();
        for run in runs {
            let sums = run.join().map_err(|_| anyhow!("a run of the trainer failed"))?;
            for (mean, sum) in mean.iter_mut().flatten().zip(sums.into_iter().flatten()) {
                *mean += sum;
            }
        }
        Ok(())
    })?;
    let sums = (recipe.runs as usize * recipe.averaged) as f32;
    for weight in mean.iter_mut().flatten() {
        *weight /= sums;
    }
    Ok(quantised(&mean, &kept, grammar, recipe))
}

impl<const N: usize> Learner<N> {
    /// The sums of the weights after the last epochs of one run.
    fn run(examples: &Examples, features: usize, grammar: Grammar, recipe: Recipe, seed: u64) -> Sums<N> {
        let mut learner = Self {
            recipe,
            grammar,
            weights: vec![[Coordinate::default(); N]; features],
            transitions: [[Coordinate::default(); N]; N],
            start: [Coordinate::default(); N],
        };
        let mut random = Random::new(seed);
        let mut order: Vec<usize> = (0..examples.sequences.len() - 1).collect();
        let mut passes = <[Pass<N>; 2]>::default();
        let mut sums = vec![[0.0; N]; features + N + 1];
        for epoch in 1..=recipe.epochs {
            random.shuffle(&mut order);
            for &at in &order {
                learner.learn(examples, at, &mut random, &mut passes);
            }
            if epoch + recipe.averaged > recipe.epochs {
                let start = std::iter::once(&learner.start);
                let rows = learner.weights.iter().chain(&learner.transitions).chain(start);
                for (sum, coordinate) in sums.iter_mut().flatten().zip(rows.flatten()) {
                    *sum += coordinate.weight;
                }
            }
        }
        sums
    }

    fn learn(&mut self, examples: &Examples, at: usize, random: &mut Random, passes: &mut [Pass<N>; 2]) {
        let Sequence { first, weight, shares } = examples.sequences[at];
        let tokens = first..examples.sequences[at + 1].first;
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
        let allowed = &examples.allowed[tokens];
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
        // Shares of labels are those of paths that the grammar admits, and no other.
        let shares: Option<Vec<[f64; N]>> = shares.map(|first| {
            let of =
                |at: usize| std::array::from_fn(|label| f64::from(examples.shares[first + at * N + label]).max(LEAST));
            (0..length).map(of).collect()
        });
        let start = std::array::from_fn(|label| f64::from(u8::from((self.grammar.may_begin)(label))));
        let edges = std::array::from_fn(|from| {
            std::array::from_fn(|to| f64::from(u8::from((self.grammar.may_follow)(from, to))))
        });
        let right = match &shares {
            Some(shares) => Lattice { scores: shares, start: &start, edges: &edges },
            None => lattice,
        };
        if !free.run(&lattice, None) || !gold.run(&right, Some(allowed)) {
            return;
        }
        let mut from_to = [[0_f32; N]; N];
        for at in 1..length {
            let mut side = |pass: &Pass<N>, lattice: &Lattice<'_, N>, sign: f64, allowed: Labels| {
                pass.steps(lattice, at, allowed, |from, to, share| from_to[from][to] += (sign * share) as f32);
            };
            side(free, &lattice, f64::from(weight), Labels::MAX);
            side(gold, &right, -f64::from(weight), allowed[at]);
        }
        for at in 0..length {
            let mut gradient = [0_f32; N];
            for label in 0..N {
                let found = free.alpha[at][label] * free.beta[at][label] - gold.alpha[at][label] * gold.beta[at][label];
                let found = found as f32 * weight;
                gradient[(self.grammar.tied)(label)] += found;
                if at == 0 {
                    self.start[label].step(found, &recipe);
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
}

/// The means of weights as they are written.
fn quantised<const N: usize>(mean: &Sums<N>, kept: &[(u64, u32)], grammar: Grammar, recipe: Recipe) -> SequenceWeights {
    let large = |weight: f32| (weight * UNIT).round().clamp(-30_000.0, 30_000.0) as i16;
    let small = |weight: f32| {
        if weight.abs() < recipe.cut { 0 } else { (weight * UNIT).round().clamp(-127.0, 127.0) as i8 }
    };
    let (weights, rest) = mean.split_at(kept.len());
    let features = kept.iter().zip(weights).map(|(&(hash, seen), row)| WeightedFeature {
        hash,
        seen,
        weights: (0..N).map(|label| small(row[(grammar.tied)(label)])).collect(),
    });
    let start = |label| if (grammar.may_begin)(label) { large(rest[N][label]) } else { FORBIDDEN };
    let step = |from: usize, to: usize| if (grammar.may_follow)(from, to) { large(rest[from][to]) } else { FORBIDDEN };
    SequenceWeights {
        start: (0..N).map(start).collect(),
        transitions: (0..N).map(|from| (0..N).map(|to| step(from, to)).collect()).collect(),
        features: features.filter(|feature| feature.weights.iter().any(|&weight| weight != 0)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hash::finish;
    use crate::model::sequence::{Asked, Back, SequenceModel};

    const RECIPE: Recipe = Recipe {
        epochs: 6,
        averaged: 3,
        runs: 2,
        dropout: 0.1,
        rate: 0.3,
        beta: 1.0,
        l1: 0.01,
        l2: 0.1,
        seen: 2,
        cut: 0.01,
        seed: 5,
    };

    /// Sequences of two kinds of token, of which the second, label 1, is followed by label 2; label 3 shares the weights of label 1.
    fn learnt() -> Vec<u8> {
        let mut examples = Examples::default();
        for round in 0..60 {
            examples.begin(1.0);
            for at in 0..4 {
                let (feature, label) = [(1, 0), (2, 1), (1, 2), (1, 0)][(at + round % 2) % 4];
                examples.push(if round % 5 == 0 { Labels::MAX } else { 1 << label });
                examples.add(finish(feature));
                examples.add(finish(100 + round as u64 * 4 + at as u64));
            }
        }
        let grammar = Grammar {
            may_begin: |label| label < 2,
            may_follow: |from, to| to != 2 || from == 1,
            tied: |label| if label == 3 { 1 } else { label },
        };
        learn::<4>(examples, grammar, RECIPE).unwrap().write()
    }

    #[test]
    fn shares_of_labels_are_learnt() {
        let mut examples = Examples::default();
        for _ in 0..200 {
            // By themselves, so that nothing else tells them apart.
            for (feature, likely) in [(1, 0.9), (2, 0.2), (3, 0.5)] {
                examples.begin_shares(1.0);
                examples.push_shares(&[1.0 - likely, likely, 0.0]);
                examples.add(finish(feature));
            }
        }
        let grammar = Grammar { may_begin: |_| true, may_follow: |_, _| true, tied: |label| label };
        let weights = learn::<3>(examples, grammar, RECIPE).unwrap();
        let of = |feature| weights.features.iter().find(|row| row.hash == finish(feature)).map(|row| &row.weights);
        let leads = |feature| of(feature).map_or(0, |row| i32::from(row[1]) - i32::from(row[0]));
        assert!(leads(1) > leads(3) && leads(3) > leads(2), "{:?}", [1, 2, 3].map(of));
        assert!(of(1).is_some_and(|row| row[2] < row[1]), "{:?}", of(1));
    }

    #[test]
    fn a_chain_is_learnt_and_the_same_again() {
        let bytes = learnt();
        assert_eq!(bytes, learnt());
        let model = SequenceModel::<4, 4>::read(&bytes).unwrap();
        let mut asked = Asked::default();
        let scores = [1, 2, 1, 1].map(|feature| {
            let mut scores = [0; 4];
            asked.push(finish(feature));
            model.add(&mut scores, &mut asked);
            scores
        });
        assert!(scores.iter().all(|scores| scores[1] == scores[3]), "{scores:?}");
        let mut labels = Vec::new();
        model.decode(&scores, &mut Back::default(), &mut labels);
        assert_eq!(labels[..3], [0, 1, 2]);
    }
}
