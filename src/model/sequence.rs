//! Linear-chain sequence models: the best sequence of labels under sums of feature weights and transition weights.
//!
//! The decoder of a linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) by Viterbi's algorithm over
//! integer weights. File, little-endian: label `NPSEQNCE`, version, number of labels `n`, `n` start weights and `n * n` transition weights
//! (from, to) as `i16`, number of different rows of weights, the rows, the table of features. A feature's payload (three bytes) is the number of its row; a row
//! is an `i8` weight for each label, and after the last stand [`LANE`] zeros, so that whole lanes can be read of every row. Transitions that may not occur
//! weigh [`FORBIDDEN`].

use super::table::Table;
#[cfg(any(test, feature = "train"))]
use super::table::{self, Load};
use super::{ModelError, Reader};

const LABEL: [u8; 8] = *b"NPSEQNCE";
const VERSION: u32 = 3;
/// More labels than any model here has; keeps a damaged file from asking for much memory.
const MOST_LABELS: usize = 64;
/// Weights that are added at once: half of what fits the smallest vector registers in use, since sums need twice the bits.
const LANE: usize = 8;
/// Features that are looked up together: more than memory can be asked for at once. Their weights can be added without leaving 16 bits.
const AT_ONCE: usize = 32;
/// The weight of a transition that may not occur.
pub const FORBIDDEN: i16 = i16::MIN;
/// What [`FORBIDDEN`] counts in a sum: below any sum of real weights of a sentence.
const NEVER: i32 = -1_000_000_000;

/// A model over borrowed bytes.
#[derive(Clone, Debug)]
pub struct SequenceModel<'m> {
    labels: usize,
    start: Vec<i32>,
    /// `transitions[to * labels + from]`: read in this order by the decoder.
    transitions: Vec<i32>,
    /// The labels that may stand before each, as bits.
    before: Vec<u64>,
    /// The least and the greatest weight of a transition from each label that may occur.
    spans: Vec<(i32, i32)>,
    rows: &'m [u8],
    features: Table<'m>,
}

/// The buffers of a decoder, to be kept between sentences.
#[derive(Debug, Default)]
pub struct Lattice {
    /// Scores of the labels of each token added so far.
    scores: Vec<i32>,
    back: Vec<u8>,
    best: Vec<i32>,
    next: Vec<i32>,
}

impl<'m> SequenceModel<'m> {
    /// Reads a model where it lies.
    ///
    /// # Errors
    /// If the bytes are not a model of this version, or are damaged.
    pub fn read(bytes: &'m [u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::open(bytes, LABEL, VERSION)?;
        let labels = reader.u32()? as usize;
        if labels == 0 || labels > MOST_LABELS {
            return Err(ModelError::Length);
        }
        let mut weights = |count: usize| -> Result<Vec<i32>, ModelError> {
            let (pairs, _) = reader.bytes(count * 2)?.as_chunks::<2>();
            let weights = pairs.iter().map(|&pair| i16::from_le_bytes(pair));
            Ok(weights.map(|weight| if weight == FORBIDDEN { NEVER } else { i32::from(weight) }).collect())
        };
        let start = weights(labels)?;
        let by_from = weights(labels * labels)?;
        let transitions: Vec<i32> =
            (0..labels * labels).map(|at| by_from[(at % labels) * labels + at / labels]).collect();
        let bits = |row: &[i32]| {
            (0..).zip(row).filter(|&(_, &weight)| weight != NEVER).fold(0, |bits, (at, _)| bits | 1 << at)
        };
        let before = transitions.chunks_exact(labels).map(bits).collect();
        let spans = by_from
            .chunks_exact(labels)
            .map(|row| {
                let real = row.iter().copied().filter(|&weight| weight != NEVER);
                real.fold((i32::MAX, i32::MIN), |(least, most), weight| (least.min(weight), most.max(weight)))
            })
            .collect();
        let length = (reader.u32()? as usize).checked_mul(labels).ok_or(ModelError::Length)?;
        let length = length.checked_add(LANE).ok_or(ModelError::Length)?;
        let rows = reader.bytes(length)?;
        let features = Table::read(&mut reader)?;
        reader.close()?;
        Ok(Self { labels, start, transitions, before, spans, rows, features })
    }

    /// How many labels the model has.
    pub const fn labels(&self) -> usize {
        self.labels
    }

    /// Begins a sentence.
    pub fn begin(&self, lattice: &mut Lattice) {
        lattice.scores.clear();
    }

    /// Adds a token without features yet, and gives its scores, one for each label.
    pub fn push<'l>(&self, lattice: &'l mut Lattice) -> &'l mut [i32] {
        let first = lattice.scores.len();
        lattice.scores.resize(first + self.labels, 0);
        lattice.scores.get_mut(first..).unwrap_or_default()
    }

    /// Adds the weights of some features to scores, one for each label. The list is used up.
    ///
    /// In three passes without branches that depend on one another, so that memory is waited for once, not once a feature: which may be in the table,
    /// the rows of those that are, their sums.
    pub fn add(&self, scores: &mut [i32], features: &mut Vec<u64>) {
        let width = self.labels;
        for some in features.chunks(AT_ONCE) {
            let mut there = [(0, 0); AT_ONCE];
            let mut kept = 0;
            for &feature in some {
                let (place, may_be) = self.features.place(feature);
                if let Some(slot) = there.get_mut(kept) {
                    *slot = (feature, place);
                }
                kept += usize::from(may_be);
            }
            let mut rows = [0; AT_ONCE];
            let mut count = 0;
            for &(feature, place) in there.get(..kept).unwrap_or_default() {
                let row = self.features.number(place, feature);
                if let Some(slot) = rows.get_mut(count) {
                    *slot = row.unwrap_or(0) as usize * width;
                }
                count += usize::from(row.is_some());
            }
            let rows = rows.get(..count).unwrap_or_default();
            for (lane, scores) in scores.chunks_mut(LANE).enumerate() {
                let mut sums = [0_i16; LANE];
                for row in rows {
                    let weights = self.rows.get(row + lane * LANE..).and_then(<[u8]>::first_chunk::<LANE>);
                    let Some(weights) = weights else { continue };
                    for (sum, weight) in sums.iter_mut().zip(weights) {
                        *sum += i16::from(weight.cast_signed());
                    }
                }
                for (score, sum) in scores.iter_mut().zip(sums) {
                    *score += i32::from(sum);
                }
            }
        }
        features.clear();
    }

    /// The score of a label of a token pushed since [`SequenceModel::begin`], without what its neighbours say.
    pub(crate) fn score(&self, lattice: &Lattice, token: usize, label: usize) -> i32 {
        lattice.scores.get(token * self.labels + label).copied().unwrap_or(0)
    }

    /// The best labels of the tokens pushed since [`SequenceModel::begin`], appended to `labels`. Of equal sequences the one with
    /// lower labels wins, from the end.
    pub fn decode(&self, lattice: &mut Lattice, labels: &mut Vec<u8>) {
        let n = self.labels;
        let Lattice { scores, back, best, next } = lattice;
        let mut tokens = scores.chunks_exact(n);
        let Some(first) = tokens.next() else { return };
        best.clear();
        best.extend(first.iter().zip(&self.start).map(|(score, start)| score + start));
        back.clear();
        for token in tokens {
            next.clear();
            // A label that even its best transition does not bring up to the worst of the leader's is before none that may follow the leader.
            let leader = best.iter().enumerate().max_by_key(|&(_, score)| *score).map_or(0, |(label, _)| label);
            let bar = best[leader].saturating_add(self.spans[leader].0);
            let mut rivals = 0_u64;
            for (label, (score, span)) in best.iter().zip(&self.spans).enumerate() {
                rivals |= u64::from(score.saturating_add(span.1) >= bar) << label;
            }
            for ((score, weights), &before) in token.iter().zip(self.transitions.chunks_exact(n)).zip(&self.before) {
                let (mut top, mut from) = (i32::MIN, 0);
                let mut labels = if before >> leader & 1 == 1 { before & rivals } else { before };
                while labels != 0 {
                    let label = labels.trailing_zeros() as usize;
                    labels &= labels - 1;
                    let sum = match (weights.get(label), best.get(label)) {
                        (Some(weight), Some(so_far)) => weight.saturating_add(*so_far),
                        _ => continue,
                    };
                    if sum > top {
                        (top, from) = (sum, label);
                    }
                }
                next.push(top.saturating_add(*score));
                back.push(from as u8);
            }
            std::mem::swap(best, next);
        }
        let last = best.iter().enumerate().rev().max_by_key(|&(_, score)| *score).map_or(0, |(label, _)| label);
        let begin = labels.len();
        let mut label = last as u8;
        labels.push(label);
        for pointers in back.chunks_exact(n).rev() {
            label = pointers.get(usize::from(label)).copied().unwrap_or(0);
            labels.push(label);
        }
        labels[begin..].reverse();
    }
}

/// A model to be written.
#[cfg(any(test, feature = "train"))]
#[derive(Debug)]
pub(crate) struct SequenceWeights {
    /// One for each label; [`FORBIDDEN`] where a sentence may not begin with it.
    pub(crate) start: Vec<i16>,
    /// From each label to each.
    pub(crate) transitions: Vec<Vec<i16>>,
    /// Each feature with its non-zero weights by label, sorted by hash.
    pub(crate) features: Vec<(u64, Vec<(u8, i8)>)>,
}

#[cfg(any(test, feature = "train"))]
impl SequenceWeights {
    /// The bytes that [`SequenceModel::read`] reads. Equal rows are stored once.
    pub(crate) fn write(&self, load: Load) -> Vec<u8> {
        let mut out = LABEL.to_vec();
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&(self.start.len() as u32).to_le_bytes());
        for weight in self.start.iter().chain(self.transitions.iter().flatten()) {
            out.extend_from_slice(&weight.to_le_bytes());
        }
        let mut rows = Vec::new();
        let mut known: std::collections::BTreeMap<Vec<u8>, usize> = std::collections::BTreeMap::new();
        let mut entries = Vec::with_capacity(self.features.len());
        for (feature, weights) in &self.features {
            let mut row = vec![0; self.start.len()];
            for &(label, weight) in weights {
                row[usize::from(label)] = weight.cast_unsigned();
            }
            let next = known.len();
            let number = *known.entry(row).or_insert_with_key(|row| {
                rows.extend_from_slice(row);
                next
            });
            let bytes = (number as u32).to_le_bytes();
            entries.push((*feature, [bytes[0], bytes[1], bytes[2]]));
        }
        assert!(known.len() < 1 << 24, "rows are numbered with three bytes");
        out.extend_from_slice(&(known.len() as u32).to_le_bytes());
        out.extend_from_slice(&rows);
        out.extend_from_slice(&[0; LANE]);
        table::write(entries.iter().map(|(feature, at)| (*feature, at.as_slice())), 3, load, &mut out);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Vec<u8> {
        SequenceWeights {
            start: vec![0, 0, FORBIDDEN],
            transitions: vec![vec![0, 0, FORBIDDEN], vec![0, 0, 5], vec![0, 0, 0]],
            features: vec![(10 << 32 | 7, vec![(1, 20)]), (11 << 32 | 9, vec![(0, 3), (2, 1)])],
        }
        .write(Load::Fast)
    }

    #[test]
    fn the_best_sequence_wins() {
        let bytes = model();
        let model = SequenceModel::read(&bytes).unwrap();
        let mut lattice = Lattice::default();
        let mut labels = Vec::new();
        model.begin(&mut lattice);
        for feature in [10 << 32 | 7, 11 << 32 | 9, 12 << 32] {
            model.add(model.push(&mut lattice), &mut vec![feature]);
        }
        model.decode(&mut lattice, &mut labels);
        // Label 2 is worth less than 0 on the second token by itself, but may follow 1 with 5.
        assert_eq!(labels, [1, 2, 0]);
        model.begin(&mut lattice);
        model.decode(&mut lattice, &mut labels);
        assert_eq!(labels.len(), 3, "an empty sentence adds nothing");
    }

    /// The best sequence, by the plain form of Viterbi's algorithm.
    fn plain(model: &SequenceModel<'_>, lattice: &Lattice) -> Vec<u8> {
        let n = model.labels;
        let mut best: Vec<i64> = (0..n).map(|to| i64::from(lattice.scores[to] + model.start[to])).collect();
        let mut back: Vec<Vec<usize>> = Vec::new();
        for token in lattice.scores.chunks_exact(n).skip(1) {
            let sum = |from: usize, to: usize| best[from] + i64::from(model.transitions[to * n + from]);
            let from: Vec<usize> =
                (0..n).map(|to| (0..n).rev().max_by_key(|&from| sum(from, to)).unwrap_or(0)).collect();
            best = (0..n).map(|to| sum(from[to], to) + i64::from(token[to])).collect();
            back.push(from);
        }
        let mut labels = vec![(0..n).rev().max_by_key(|&label| best[label]).unwrap_or(0)];
        for from in back.iter().rev() {
            labels.push(from[labels[labels.len() - 1]]);
        }
        labels.iter().rev().map(|&label| label as u8).collect()
    }

    #[test]
    fn what_is_passed_over_would_not_have_won() {
        let mut seed = 7_u64;
        let mut random = |below: u64| {
            seed = super::super::hash::finish(seed.wrapping_add(0x9E37_79B9_7F4A_7C15));
            (seed % below) as i16
        };
        for round in 0..300 {
            let n = 1 + usize::try_from(random(9)).unwrap();
            let mut weight = |to: usize| if to > 0 && random(3) == 0 { FORBIDDEN } else { random(60) - 30 };
            let start = (0..n).map(&mut weight).collect();
            let transitions = (0..n).map(|_| (0..n).map(&mut weight).collect()).collect();
            let bytes = SequenceWeights { start, transitions, features: Vec::new() }.write(Load::Fast);
            let model = SequenceModel::read(&bytes).unwrap();
            let mut lattice = Lattice::default();
            for _ in 0..20 {
                let width = 1 + u64::try_from(round).unwrap();
                model.push(&mut lattice).iter_mut().for_each(|score| *score = i32::from(random(width)));
            }
            let mut labels = Vec::new();
            model.decode(&mut lattice, &mut labels);
            assert_eq!(labels, plain(&model, &lattice), "round {round}");
        }
    }

    #[test]
    fn damage_is_an_error() {
        let bytes = model();
        for cut in 0..bytes.len() {
            assert!(SequenceModel::read(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        let mut longer = bytes.clone();
        longer.push(0);
        assert_eq!(SequenceModel::read(&longer).err(), Some(ModelError::Length));
        let mut other = bytes;
        other[8] = 9;
        assert_eq!(SequenceModel::read(&other).err(), Some(ModelError::Version(9)));
    }
}
