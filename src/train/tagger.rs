//! Trains the name tagger: a linear-chain conditional random field by FTRL-proximal with feature dropout.
//!
//! Stochastic gradients of the log-likelihood, a sentence at a time (Lafferty, McCallum and Pereira, 2001), with per-coordinate steps and L1/L2 from
//! McMahan et al., "Ad click prediction" (2013). Features are dropped at random in training (Sutton, Sindelar and McCallum, 2006), so that no
//! single one is relied on. Weights are the mean of those after the last passes of several runs with other seeds (averaging: Collins, 2002), which is
//! worth half a point and steadier than any one of them. What a text leaves open (see [`super::lessons`]) is summed over: its gold side is the set
//! of all label sequences that agree with it.

#![expect(
    clippy::needless_range_loop,
    reason = "positions and labels of a lattice are indices into several tables at once"
)]

use super::corpus;
use super::lattice::{Labels, Lattice, Pass};
use super::lessons::{self, Lesson};
use super::name_scores;
use super::random::Random;
use crate::extract::entity::tag::features::Features;
use crate::extract::entity::tag::label::{self, LABELS};
use crate::extract::entity::tag::resources::{Resources, Tagger};
use crate::model::sequence::{FORBIDDEN, SequenceWeights};
use crate::model::table::Load;
use anyhow::{Context, Result, anyhow};
use std::collections::HashMap;
use std::path::Path;

/// Passes over the lessons, and the first pass after which weights count.
const PASSES: usize = 7;
const AVERAGED_FROM: usize = 4;
/// Runs with other seeds: of the tagger that labels raw text, and of the one that is kept.
const TEACHER_RUNS: u64 = 1;
const RUNS: u64 = 3;
const DROPOUT: f32 = 0.4;
const RATE: f32 = 0.2;
const BETA: f32 = 1.0;
const L1: f32 = 0.3;
const L2: f32 = 1.0;
/// A feature must be seen this often.
const SEEN: u32 = 2;
/// Gradients under this leave a weight as it is.
const SMALL: f32 = 3e-4;
/// Weights under this are dropped.
const CUT: f32 = 0.08;
/// What a weight of one is in the model file.
const UNIT: f32 = 24.0;
const SEED: u64 = 20_161_123;

type Edges = [[f64; LABELS]; LABELS];

/// A sentence as numbers: its tokens' features and, for each token, the labels it may have.
struct Example {
    features: Vec<Vec<u32>>,
    allowed: Vec<Labels>,
    /// How much it counts.
    weight: f32,
}

/// The weights of one coordinate and what FTRL keeps for it.
#[derive(Clone, Copy, Default)]
struct Coordinate {
    weight: f32,
    z: f32,
    n: f32,
}

impl Coordinate {
    fn step(&mut self, gradient: f32) {
        let n = self.n + gradient * gradient;
        let sigma = (n.sqrt() - self.n.sqrt()) / RATE;
        self.z += gradient - sigma * self.weight;
        self.n = n;
        self.weight =
            if self.z.abs() <= L1 { 0.0 } else { -(self.z - L1.copysign(self.z)) / ((BETA + n.sqrt()) / RATE + L2) };
    }
}

struct Trainer {
    weights: Vec<[Coordinate; LABELS]>,
    transitions: Vec<[Coordinate; LABELS]>,
    start: [Coordinate; LABELS],
}

impl Trainer {
    fn learn(&mut self, example: &Example, random: &mut Random, passes: &mut [Pass<LABELS>; 2]) {
        let length = example.features.len();
        let keep = 1.0 / (1.0 - DROPOUT);
        let kept: Vec<Vec<u32>> = example
            .features
            .iter()
            .map(|features| features.iter().copied().filter(|_| random.unit() >= DROPOUT).collect())
            .collect();
        let mut scores = vec![[0_f32; LABELS]; length];
        for (scores, features) in scores.iter_mut().zip(&kept) {
            for &feature in features {
                for (score, coordinate) in scores.iter_mut().zip(&self.weights[feature as usize]) {
                    *score += coordinate.weight * keep;
                }
            }
        }
        let exponentials: Vec<[f64; LABELS]> = scores
            .iter()
            .map(|scores| {
                let top = scores.iter().copied().fold(f32::MIN, f32::max);
                scores.map(|score| f64::from(score - top).exp())
            })
            .collect();
        let mut start = [0.0; LABELS];
        let mut edges: Edges = [[0.0; LABELS]; LABELS];
        for from in 0..LABELS {
            if label::may_begin(from) {
                start[from] = f64::from(self.start[from].weight).exp();
            }
            for to in (0..LABELS).filter(|&to| label::may_follow(from, to)) {
                edges[from][to] = f64::from(self.transitions[from][to].weight).exp();
            }
        }
        let [free, gold] = passes;
        let lattice = Lattice { scores: &exponentials, start: &start, edges: &edges };
        if !free.run(&lattice, None) || !gold.run(&lattice, Some(&example.allowed)) {
            return;
        }
        let mut from_to = [[0_f32; LABELS]; LABELS];
        for at in 1..length {
            let mut side = |pass: &Pass<LABELS>, sign: f64, allowed: Labels| {
                pass.steps(&lattice, at, allowed, |from, to, share| from_to[from][to] += (sign * share) as f32);
            };
            side(free, f64::from(example.weight), Labels::MAX);
            side(gold, -f64::from(example.weight), example.allowed[at]);
        }
        for at in 0..length {
            let mut gradient = [0_f32; LABELS];
            let mut largest = 0_f32;
            for (l, gradient) in gradient.iter_mut().enumerate() {
                *gradient = ((free.alpha[at][l] * free.beta[at][l] - gold.alpha[at][l] * gold.beta[at][l]) as f32)
                    * example.weight;
                largest = largest.max(gradient.abs());
            }
            if at == 0 {
                for (coordinate, gradient) in self.start.iter_mut().zip(&gradient) {
                    coordinate.step(*gradient);
                }
            }
            if largest < SMALL {
                continue;
            }
            for &feature in &kept[at] {
                for (coordinate, gradient) in self.weights[feature as usize].iter_mut().zip(&gradient) {
                    if gradient.abs() >= SMALL {
                        coordinate.step(gradient * keep);
                    }
                }
            }
        }
        for (row, gradients) in self.transitions.iter_mut().zip(&from_to) {
            for (coordinate, gradient) in row.iter_mut().zip(gradients) {
                if gradient.abs() >= SMALL {
                    coordinate.step(*gradient);
                }
            }
        }
    }
}

/// Trains on the corpora under `data`, prints scores on held-out articles, and returns the bytes of the model.
///
/// Twice: the first tagger helps to label raw news, and the second learns from that, too.
pub(crate) fn train(data: &Path, resources: &Resources) -> Result<Vec<u8>> {
    let mut random = Random::new(SEED);
    let mut lessons = lessons::labelled(data, &mut random)?;
    let teacher: &'static [u8] = Box::leak(fit(&lessons, resources, TEACHER_RUNS)?.into_boxed_slice());
    let teacher = Tagger::new(*resources, teacher).context("the first model cannot be read")?;
    name_scores::print_all(data, &teacher)?;
    lessons.extend(lessons::raw(data, &teacher)?);
    let bytes = fit(&lessons, resources, RUNS)?;
    let copy: &'static [u8] = Box::leak(bytes.clone().into_boxed_slice());
    name_scores::print_all(data, &Tagger::new(*resources, copy).context("the model cannot be read")?)?;
    Ok(bytes)
}

/// The lessons as numbers: an example for each sentence, and the hash of each feature by its number.
fn examples(lessons: &[Lesson], resources: &Resources) -> (Vec<Example>, Vec<u64>) {
    let mut numbers: HashMap<u64, u32> = HashMap::new();
    let mut counts: Vec<u32> = Vec::new();
    let mut examples: Vec<Example> = Vec::new();
    for lesson in lessons {
        let document = corpus::parse(&lesson.text.text);
        let allowed = lesson.allowed(&document);
        let features = Features::new(&document, resources);
        for sentence in &document.sentences {
            if sentence.tokens.is_empty() || !lesson.teaches(sentence.span) {
                continue;
            }
            let case = features.sentence_case(&sentence.tokens);
            let rows = sentence.tokens.clone().map(|at| {
                let mut row = Vec::new();
                features.of(at, &sentence.tokens, case, |feature| {
                    let next = numbers.len() as u32;
                    let number = *numbers.entry(feature).or_insert(next);
                    if number == next {
                        counts.push(0);
                    }
                    counts[number as usize] += 1;
                    row.push(number);
                });
                row
            });
            examples.push(Example {
                features: rows.collect(),
                allowed: allowed[sentence.tokens.clone()].to_vec(),
                weight: lesson.weight,
            });
        }
    }
    let mut renumbered = vec![u32::MAX; counts.len()];
    let mut kept: Vec<u64> = vec![0; counts.len()];
    let mut size = 0_u32;
    let mut in_order: Vec<(u32, u64)> = numbers.iter().map(|(&feature, &number)| (number, feature)).collect();
    in_order.sort_unstable();
    drop(numbers);
    for (number, feature) in in_order {
        if counts[number as usize] >= SEEN {
            renumbered[number as usize] = size;
            kept[size as usize] = feature;
            size += 1;
        }
    }
    kept.truncate(size as usize);
    for row in examples.iter_mut().flat_map(|example| &mut example.features) {
        row.retain_mut(|number| {
            *number = renumbered[*number as usize];
            *number != u32::MAX
        });
    }
    eprintln!("{} sentences, {} features of {} seen {SEEN} times", examples.len(), kept.len(), counts.len());
    (examples, kept)
}

/// Weights added up.
struct Sums {
    weights: Vec<[f32; LABELS]>,
    transitions: Vec<[f32; LABELS]>,
    start: [f32; LABELS],
}

impl Sums {
    fn new(features: usize) -> Self {
        Self { weights: vec![[0.0; LABELS]; features], transitions: vec![[0.0; LABELS]; LABELS], start: [0.0; LABELS] }
    }

    fn add_trainer(&mut self, trainer: &Trainer) {
        let weights = |row: &[Coordinate; LABELS]| row.map(|coordinate| coordinate.weight);
        let rows = self.weights.iter_mut().zip(&trainer.weights);
        for (sums, row) in rows.chain(self.transitions.iter_mut().zip(&trainer.transitions)) {
            add(sums, &weights(row));
        }
        add(&mut self.start, &weights(&trainer.start));
    }

    fn add_sums(&mut self, other: &Self) {
        let rows = self.weights.iter_mut().zip(&other.weights);
        for (sums, row) in rows.chain(self.transitions.iter_mut().zip(&other.transitions)) {
            add(sums, row);
        }
        add(&mut self.start, &other.start);
    }

    fn divide(&mut self, by: f32) {
        let rows = self.weights.iter_mut().chain(&mut self.transitions).chain(std::iter::once(&mut self.start));
        for weight in rows.flatten() {
            *weight /= by;
        }
    }
}

fn add(sums: &mut [f32; LABELS], row: &[f32; LABELS]) {
    for (sum, value) in sums.iter_mut().zip(row) {
        *sum += value;
    }
}

/// Fits a model to the lessons: the mean of several runs, which go side by side.
fn fit(lessons: &[Lesson], resources: &Resources, runs: u64) -> Result<Vec<u8>> {
    let (examples, features) = examples(lessons, resources);
    let run = &|seed: u64| {
        let mut trainer = Trainer {
            weights: vec![[Coordinate::default(); LABELS]; features.len()],
            transitions: vec![[Coordinate::default(); LABELS]; LABELS],
            start: [Coordinate::default(); LABELS],
        };
        let mut random = Random::new(seed);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut passes = <[Pass<LABELS>; 2]>::default();
        let mut sums = Sums::new(features.len());
        for pass in 1..=PASSES {
            random.shuffle(&mut order);
            for &at in &order {
                trainer.learn(&examples[at], &mut random, &mut passes);
            }
            if pass >= AVERAGED_FROM {
                sums.add_trainer(&trainer);
            }
        }
        sums
    };
    let mut mean = Sums::new(features.len());
    std::thread::scope(|scope| -> Result<()> {
        let threads: Vec<_> = (0..runs).map(|at| scope.spawn(move || run(SEED + at))).collect();
        for thread in threads {
            mean.add_sums(&thread.join().map_err(|_| anyhow!("a run of the trainer failed"))?);
        }
        Ok(())
    })?;
    mean.divide(runs as f32 * (PASSES + 1 - AVERAGED_FROM) as f32);
    Ok(quantised(&mean, &features).write(Load::Fast))
}

fn quantised(mean: &Sums, features: &[u64]) -> SequenceWeights {
    let small = |weight: f32| (weight * UNIT).round().clamp(-127.0, 127.0) as i8;
    let large = |weight: f32| (weight * UNIT).round().clamp(-30_000.0, 30_000.0) as i16;
    let mut features: Vec<(u64, Vec<(u8, i8)>)> = features
        .iter()
        .zip(&mean.weights)
        .filter_map(|(&feature, row)| {
            let row: Vec<(u8, i8)> = row
                .iter()
                .enumerate()
                .filter(|(_, weight)| weight.abs() >= CUT)
                .map(|(label, weight)| (label as u8, small(*weight)))
                .collect();
            (!row.is_empty()).then_some((feature, row))
        })
        .collect();
    features.sort_unstable_by_key(|(feature, _)| *feature);
    SequenceWeights {
        start: (0..LABELS).map(|l| if label::may_begin(l) { large(mean.start[l]) } else { FORBIDDEN }).collect(),
        transitions: (0..LABELS)
            .map(|from| {
                let weight = |to: usize| {
                    if label::may_follow(from, to) { large(mean.transitions[from][to]) } else { FORBIDDEN }
                };
                (0..LABELS).map(weight).collect()
            })
            .collect(),
        features,
    }
}
