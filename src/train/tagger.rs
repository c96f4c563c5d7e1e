//! Trains the name tagger: a linear-chain conditional random field by FTRL-proximal with feature dropout.
//!
//! Stochastic gradients of the log-likelihood, a sentence at a time (Lafferty, McCallum and Pereira, 2001), with per-coordinate steps and L1/L2 from
//! McMahan et al., "Ad click prediction" (2013). Features are dropped at random in training (Sutton, Sindelar and McCallum, 2006), so that no
//! single one is relied on. The second corpus labels only some types: its gold side is the set of all label sequences that agree with it.

#![expect(
    clippy::needless_range_loop,
    reason = "positions and labels of a lattice are indices into several tables at once"
)]

use super::corpus::{self, NamedText};
use super::lattice::{Labels, Lattice, Pass};
use super::random::Random;
use crate::extract::entity::tag::features::Features;
use crate::extract::entity::tag::label::{self, KINDS, LABELS};
use crate::extract::entity::tag::resources::Resources;
use crate::model::sequence::{FORBIDDEN, SequenceWeights};
use anyhow::Result;
use std::collections::HashMap;
use std::path::Path;

const EPOCHS: usize = 7;
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

/// Labels all of whose kinds a corpus marks.
fn marked(kinds: &[&str]) -> Labels {
    (0..LABELS)
        .filter(|&l| label::kind(l).is_some_and(|kind| kinds.contains(&KINDS[kind])))
        .fold(0, |all, l| all | 1 << l)
}

/// The labels that each token may have by the corpus.
fn allowed_labels(text: &NamedText, document: &crate::document::Document, partial: bool) -> Vec<Labels> {
    let offsets = corpus::byte_offsets(&text.text);
    let everything: Labels = (1 << LABELS) - 1;
    // What the partly labelled corpus does not mark may be anything that it does not mark.
    let outside = if partial { everything & !marked(&["Person", "Organization", "Location", "Facility"]) } else { 1 };
    let mut allowed = vec![outside; document.tokens.len()];
    for entity in &text.entities {
        let Some(kind) = KINDS.iter().position(|kind| *kind == entity.kind) else { continue };
        let span = corpus::byte_span(&offsets, entity.start, entity.end);
        let mut first = true;
        for at in document.tokens_in(span) {
            let label = if first { label::begin(kind) } else { label::inside(kind) };
            let mut labels = 1 << label;
            if partial && entity.kind == "Location" {
                let facility = KINDS.iter().position(|kind| *kind == "Facility").unwrap_or(kind);
                labels |= 1 << if first { label::begin(facility) } else { label::inside(facility) };
            }
            allowed[at] = labels;
            first = false;
        }
    }
    allowed
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
            side(free, 1.0, Labels::MAX);
            side(gold, -1.0, example.allowed[at]);
        }
        for at in 0..length {
            let mut gradient = [0_f32; LABELS];
            let mut largest = 0_f32;
            for (l, gradient) in gradient.iter_mut().enumerate() {
                *gradient = (free.alpha[at][l] * free.beta[at][l] - gold.alpha[at][l] * gold.beta[at][l]) as f32;
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

/// Trains on the corpora under `data` and returns the bytes of the model.
pub(crate) fn train(data: &Path, resources: &Resources) -> Result<Vec<u8>> {
    let mut texts: Vec<(NamedText, bool)> = Vec::new();
    texts.extend(corpus::read_lines(&data.join("entities/wwn.train.jsonl"))?.into_iter().map(|text| (text, false)));
    texts.extend(corpus::read_lines(&data.join("entities/ewt.train.jsonl"))?.into_iter().map(|text| (text, true)));
    eprintln!("{} texts", texts.len());

    let mut numbers: HashMap<u64, u32> = HashMap::new();
    let mut counts: Vec<u32> = Vec::new();
    let mut examples: Vec<Example> = Vec::new();
    for (text, partial) in &texts {
        let document = corpus::parse(&text.text);
        let allowed = allowed_labels(text, &document, *partial);
        let features = Features::new(&document, resources);
        for sentence in &document.sentences {
            if sentence.tokens.is_empty() {
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
            examples.push(Example { features: rows.collect(), allowed: allowed[sentence.tokens.clone()].to_vec() });
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

    let mut trainer = Trainer {
        weights: vec![[Coordinate::default(); LABELS]; kept.len()],
        transitions: vec![[Coordinate::default(); LABELS]; LABELS],
        start: [Coordinate::default(); LABELS],
    };
    let mut random = Random::new(SEED);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut passes = <[Pass<LABELS>; 2]>::default();
    for epoch in 1..=EPOCHS {
        random.shuffle(&mut order);
        for &at in &order {
            trainer.learn(&examples[at], &mut random, &mut passes);
        }
        let used = trainer.weights.iter().filter(|row| row.iter().any(|c| c.weight.abs() >= CUT)).count();
        eprintln!("epoch {epoch}: {used} features in use");
    }
    Ok(quantised(&trainer, &kept).write())
}

fn quantised(trainer: &Trainer, kept: &[u64]) -> SequenceWeights {
    let small = |weight: f32| (weight * UNIT).round().clamp(-127.0, 127.0) as i8;
    let large = |weight: f32| (weight * UNIT).round().clamp(-30_000.0, 30_000.0) as i16;
    let mut features: Vec<(u64, Vec<(u8, i8)>)> = kept
        .iter()
        .zip(&trainer.weights)
        .filter_map(|(&feature, row)| {
            let row: Vec<(u8, i8)> = row
                .iter()
                .enumerate()
                .filter(|(_, coordinate)| coordinate.weight.abs() >= CUT)
                .map(|(label, coordinate)| (label as u8, small(coordinate.weight)))
                .collect();
            (!row.is_empty()).then_some((feature, row))
        })
        .collect();
    features.sort_unstable_by_key(|(feature, _)| *feature);
    SequenceWeights {
        start: (0..LABELS)
            .map(|l| if label::may_begin(l) { large(trainer.start[l].weight) } else { FORBIDDEN })
            .collect(),
        transitions: (0..LABELS)
            .map(|from| {
                let weight = |to: usize| {
                    if label::may_follow(from, to) { large(trainer.transitions[from][to].weight) } else { FORBIDDEN }
                };
                (0..LABELS).map(weight).collect()
            })
            .collect(),
        features,
    }
}
