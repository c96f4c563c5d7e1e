//! Linear-chain sequence models: the best sequence of labels under sums of feature weights and transition weights.
//!
//! The decoder of a linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) by Viterbi's algorithm over
//! integer weights. File, little-endian: label `NPSEQNCE`, version, number of labels `n`, `n` start weights and `n * n` transition weights
//! (from, to) as `i16`, number of different rows of weights, the rows, a table of features by the number of their row. A row is an `i8` weight for each
//! label; row 0 is of zeros, that of features which the model does not know, and those of features that text shows most often come first, so that they
//! lie together. After the last stand [`LANE`] zeros, so that whole lanes can be read of every row. Transitions that may not occur weigh [`FORBIDDEN`].

use super::hash;
#[cfg(any(test, feature = "train"))]
use super::table;
use super::table::Numbers;
use super::{ModelError, Reader};
use std::sync::atomic::{AtomicU64, Ordering};

const LABEL: [u8; 8] = *b"NPSEQNCE";
const VERSION: u32 = 5;
/// Weights that are added at once: half of what fits the smallest vector registers in use, since sums need twice the bits.
const LANE: usize = 8;
/// Labels that a model may have: they are bits of a word.
const MOST_LABELS: usize = 64;
/// Features that are looked up together: more than memory can be asked for at once.
const AT_ONCE: usize = 32;
/// The weight of a transition that may not occur: sums stop there.
pub const FORBIDDEN: i16 = i16::MIN;
/// What a token, or some of its features, say for each of `N` labels. No token has the 258 features of the greatest weight that would leave 16 bits;
/// past them sums wrap.
pub type Scores<const N: usize> = [i16; N];

/// A model over borrowed bytes, with so many labels and `N` places for them: at most [`MOST_LABELS`]. Where it has more places than labels, so that
/// whole vectors are added, the last places lead nowhere, and what a token scores for them means nothing.
#[derive(Clone, Debug)]
pub struct SequenceModel<'m, const LABELS: usize, const N: usize> {
    /// Another one for each model that was read: what a model says is remembered under it.
    id: u64,
    start: [i16; N],
    /// From each label, by the label that it leads to.
    transitions: [[i16; N]; N],
    /// The labels that may stand before each, as bits.
    before: [u64; N],
    /// The labels that may not follow each, as bits, without those that are in `begun`.
    barred: [u64; N],
    /// The least and the greatest weight of a transition from each label that may occur.
    least: [i16; N],
    greatest: [i16; N],
    /// The weights of the transitions to each label that only the label before it and itself lead to, as the inside of a name, from these two;
    /// [`FORBIDDEN`] for other labels.
    begun: [i16; N],
    gone_on: [i16; N],
    rows: &'m [u8],
    features: Numbers<'m>,
}

impl<'m, const LABELS: usize, const N: usize> SequenceModel<'m, LABELS, N> {
    /// Reads a model where it lies.
    ///
    /// # Errors
    /// If the bytes are not a model of this version with so many labels, or are damaged.
    pub fn read(bytes: &'m [u8]) -> Result<Self, ModelError> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        const { assert!(0 < LABELS && LABELS <= N && N <= MOST_LABELS, "labels are bits of a word") }
        let mut reader = Reader::open(bytes, LABEL, VERSION)?;
        if reader.u32()? as usize != LABELS {
            return Err(ModelError::Length);
        }
        let mut weights = || -> Result<[i16; N], ModelError> {
            let (pairs, _) = reader.bytes(LABELS * 2)?.as_chunks::<2>();
            let mut weights = [FORBIDDEN; N];
            for (weight, &pair) in weights.iter_mut().zip(pairs) {
                *weight = i16::from_le_bytes(pair);
            }
            Ok(weights)
        };
        let start = weights()?;
        let (mut transitions, mut least, mut greatest) = ([[FORBIDDEN; N]; N], [i16::MAX; N], [i16::MIN; N]);
        let (mut before, mut barred) = ([0_u64; N], [0_u64; N]);
        for from in 0..LABELS {
            transitions[from] = weights()?;
            for (to, weight) in transitions[from].into_iter().enumerate().take(LABELS) {
                if weight == FORBIDDEN {
                    barred[from] |= 1 << to;
                } else {
                    before[to] |= 1 << from;
                    (least[from], greatest[from]) = (least[from].min(weight), greatest[from].max(weight));
                }
            }
        }
        let (mut begun, mut gone_on) = ([FORBIDDEN; N], [FORBIDDEN; N]);
        for to in 1..LABELS {
            if before[to] == 0b11 << (to - 1) {
                (begun[to], gone_on[to]) = (transitions[to - 1][to], transitions[to][to]);
                for barred in &mut barred {
                    *barred &= !(1 << to);
                }
            }
        }
        let length = (reader.u32()? as usize).checked_mul(LABELS).ok_or(ModelError::Length)?;
        let length = length.checked_add(LANE).ok_or(ModelError::Length)?;
        let rows = reader.bytes(length)?;
        let features = Numbers::read(&mut reader)?;
        reader.close()?;
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        Ok(Self { id, start, transitions, before, barred, least, greatest, begun, gone_on, rows, features })
    }

    /// The key of what this model says of a word, among other models' and words'.
    pub(crate) fn key(&self, word: u64) -> u64 {
        hash::finish(hash::pair(self.id, word))
    }

    /// Adds the weights of the features that were asked for to scores, and forgets them.
    ///
    /// First the rows of all, then their sums, and no branch depends on what is read, so that memory is waited for once, not once a feature.
    #[inline]
    pub fn add(&self, scores: &mut Scores<N>, asked: &mut Asked) {
        let mut rows = [0; AT_ONCE];
        for some in asked.features.chunks(AT_ONCE) {
            for (row, &feature) in rows.iter_mut().zip(some) {
                *row = self.features.get(feature);
            }
            self.sum(rows.get(..some.len()).unwrap_or_default(), scores);
        }
        asked.features.clear();
    }

    /// Adds the weights of so many features to scores, as [`SequenceModel::add`], but needs no memory to keep them in.
    #[inline]
    pub fn add_all<const K: usize>(&self, scores: &mut Scores<N>, features: [u64; K]) {
        // A loop, since the compiler puts a call of `map` elsewhere.
        let mut rows = [0; K];
        for (row, feature) in rows.iter_mut().zip(features) {
            *row = self.features.get(feature);
        }
        self.sum(&rows, scores);
    }

    /// The sums of the weights of so many features.
    #[inline]
    pub fn sum_of<const K: usize>(&self, features: [u64; K]) -> Scores<N> {
        let mut scores = [0; N];
        self.add_all(&mut scores, features);
        scores
    }

    /// Adds rows of weights to scores.
    #[inline]
    fn sum(&self, rows: &[u16], scores: &mut Scores<N>) {
        let mut sums = [[0_i16; LANE]; MOST_LABELS / LANE];
        for &row in rows {
            let first = usize::from(row) * LABELS;
            let Some(weights) = self.rows.get(first..first + N.next_multiple_of(LANE)) else { continue };
            let (lanes, _) = weights.as_chunks::<LANE>();
            for (sums, weights) in sums.iter_mut().zip(lanes) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += i16::from(weight.cast_signed());
                }
            }
        }
        for (score, sum) in scores.iter_mut().zip(sums.as_flattened()) {
            *score = score.wrapping_add(*sum);
        }
    }

    /// The best labels of a sentence whose tokens have these scores, appended to `labels`. Of equal sequences the one with
    /// lower labels wins, from the end.
    ///
    /// Sums are of 16 bits, below that of the best label, so that whole vectors of them are added and compared at once; they stop at the least number,
    /// which is a thousand times less likely than anything that could still win.
    pub fn decode(&self, scores: &[Scores<N>], back: &mut Back<N>, labels: &mut Vec<u8>) {
        let Some((first, tokens)) = scores.split_first() else { return };
        let mut best = *first;
        for (best, start) in best.iter_mut().zip(&self.start) {
            *best = best.saturating_add(*start);
        }
        let Back(back) = back;
        back.clear();
        for token in tokens {
            let top = greatest(&best);
            for best in &mut best {
                *best = best.saturating_sub(top);
            }
            let leader = best.iter().position(|&score| score == 0).unwrap_or(0);
            let (mut next, mut pointers) = if N > LANE { self.inside(&best) } else { ([i16::MIN; N], [0; N]) };
            let mut rivals = self.rivals(&best, leader);
            while rivals != 0 {
                let from = rivals.trailing_zeros() as usize % N;
                rivals &= rivals - 1;
                let score = best[from];
                for ((next, pointer), weight) in next.iter_mut().zip(&mut pointers).zip(&self.transitions[from]) {
                    let sum = score.saturating_add(*weight);
                    let better = sum > *next;
                    *next = if better { sum } else { *next };
                    *pointer = if better { from as u16 } else { *pointer };
                }
            }
            // What else may not follow the leader is reached from elsewhere.
            let mut open = if N > LANE { self.barred[leader] } else { 0 };
            while open != 0 {
                let to = open.trailing_zeros() as usize % N;
                open &= open - 1;
                next[to] = i16::MIN;
                let mut before = self.before[to];
                while before != 0 {
                    let from = before.trailing_zeros() as usize % N;
                    before &= before - 1;
                    let sum = best[from].saturating_add(self.transitions[from][to]);
                    if sum > next[to] {
                        (next[to], pointers[to]) = (sum, from as u16);
                    }
                }
            }
            for (next, score) in next.iter_mut().zip(token) {
                *next = next.saturating_add(*score);
            }
            best = next;
            back.push(pointers.map(|from| from as u8));
        }
        let last = best.iter().enumerate().rev().max_by_key(|&(_, score)| *score).map_or(0, |(label, _)| label);
        let begin = labels.len();
        let mut label = last as u8;
        labels.push(label);
        for pointers in back.iter().rev() {
            label = pointers.get(usize::from(label)).copied().unwrap_or(0);
            labels.push(label);
        }
        labels[begin..].reverse();
    }

    /// The best score with which each label goes on what itself or the label before it began, and the label that it follows then. Nothing else leads to
    /// the inside of a name, so that no look at all labels is needed for it.
    fn inside(&self, best: &Scores<N>) -> (Scores<N>, [u16; N]) {
        let mut shifted = [i16::MIN; N];
        for (shifted, best) in shifted.iter_mut().skip(1).zip(best) {
            *shifted = *best;
        }
        let (mut next, mut pointers) = ([i16::MIN; N], [0; N]);
        for to in 0..N {
            let begun = shifted[to].saturating_add(self.begun[to]);
            let gone_on = best[to].saturating_add(self.gone_on[to]);
            next[to] = begun.max(gone_on);
            pointers[to] = (to as u16).wrapping_sub(u16::from(begun >= gone_on));
        }
        (next, pointers)
    }

    /// The labels that may be before one that may follow the leader, as bits. A label that even its best transition does not bring up to the worst of
    /// the leader's is before none. Few labels are not worth the search.
    fn rivals(&self, best: &Scores<N>, leader: usize) -> u64 {
        if N <= LANE {
            return u64::MAX >> (64 - LABELS);
        }
        let bar = best[leader].saturating_add(self.least[leader]);
        let mut rivals = [0; MOST_LABELS];
        for ((rival, score), greatest) in rivals.iter_mut().zip(best).zip(&self.greatest) {
            *rival = u8::from(score.saturating_add(*greatest) >= bar);
        }
        let (eights, _) = rivals.as_chunks::<8>();
        let eights = eights.iter().take(N.div_ceil(8)).map(|bytes| u64::from_le_bytes(*bytes));
        // The product has the lowest bits of all eight bytes in its highest byte, in their order.
        eights.rev().fold(0, |bits, bytes| bits << 8 | bytes.wrapping_mul(0x0102_0408_1020_4080) >> 56)
    }
}

/// The greatest of some scores, of whole vectors first.
fn greatest<const N: usize>(scores: &Scores<N>) -> i16 {
    let (lanes, rest) = scores.as_chunks::<LANE>();
    let mut top = [i16::MIN; LANE];
    for lane in lanes {
        for (top, score) in top.iter_mut().zip(lane) {
            *top = (*top).max(*score);
        }
    }
    top.iter().chain(rest).copied().fold(i16::MIN, i16::max)
}

/// The scores of the tokens of a sentence of which some are known to have the first label, which is that of what is outside of everything. A run of
/// those is one step to the decoder, so that it costs nothing to have them.
#[derive(Debug)]
pub struct Sparse<const N: usize> {
    scores: Vec<Scores<N>>,
    /// The tokens of each step.
    lengths: Vec<usize>,
    /// Whether the last of them is of tokens that are known to be outside.
    outside: bool,
    /// The labels of the steps.
    labels: Vec<u8>,
    back: Back<N>,
}

impl<const N: usize> Default for Sparse<N> {
    fn default() -> Self {
        /// Steps of most sentences.
        const STEPS: usize = 64;
        let (scores, lengths) = (Vec::with_capacity(STEPS), Vec::with_capacity(STEPS));
        Self {
            scores,
            lengths,
            outside: false,
            labels: Vec::with_capacity(STEPS),
            back: Back(Vec::with_capacity(STEPS)),
        }
    }
}

impl<const N: usize> Sparse<N> {
    /// What no other label than the first comes up to: weights of a token are some hundreds, and 16 bits hold the sum.
    const OUTSIDE: Scores<N> = {
        let mut scores = [i16::MIN / 2; N];
        scores[0] = 0;
        scores
    };

    /// Begins a sentence.
    pub fn clear(&mut self) {
        self.scores.clear();
        self.lengths.clear();
        self.outside = false;
    }

    /// The next token is one with scores.
    pub fn push(&mut self, scores: Scores<N>) {
        self.scores.push(scores);
        self.lengths.push(1);
        self.outside = false;
    }

    /// The next token is known to be outside of everything.
    pub fn push_outside(&mut self) {
        if let Some(length) = self.lengths.last_mut().filter(|_| self.outside) {
            *length += 1;
        } else {
            self.push(Self::OUTSIDE);
            self.outside = true;
        }
    }

    /// The best labels of the sentence, appended to `labels`.
    pub fn decode<const LABELS: usize>(&mut self, model: &SequenceModel<'_, LABELS, N>, labels: &mut Vec<u8>) {
        self.labels.clear();
        model.decode(&self.scores, &mut self.back, &mut self.labels);
        for (&length, &label) in self.lengths.iter().zip(&self.labels) {
            labels.push(label);
            // Most steps are of one token.
            if length > 1 {
                labels.extend(std::iter::repeat_n(label, length - 1));
            }
        }
    }
}

/// For each token of a sentence but the first, the best label before each label; to be kept between sentences for its memory.
#[derive(Debug, Default)]
pub struct Back<const N: usize>(Vec<[u8; N]>);

/// Features to be looked up together; to be kept between tokens for its memory.
#[derive(Debug, Default)]
pub struct Asked {
    features: Vec<u64>,
}

impl Asked {
    /// Asks for one more feature.
    pub fn push(&mut self, feature: u64) {
        self.features.push(feature);
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
    pub(crate) features: Vec<WeightedFeature>,
}

/// A feature of a model to be written.
#[cfg(any(test, feature = "train"))]
#[derive(Clone, Debug)]
pub(crate) struct WeightedFeature {
    pub(crate) hash: u64,
    /// How often text shows it.
    pub(crate) seen: u32,
    /// Its weight for each label.
    pub(crate) weights: Vec<i8>,
}

#[cfg(any(test, feature = "train"))]
impl SequenceWeights {
    /// The bytes that [`SequenceModel::read`] reads. Equal rows are stored once.
    pub(crate) fn write(mut self) -> Vec<u8> {
        let mut out = LABEL.to_vec();
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&(self.start.len() as u32).to_le_bytes());
        for weight in self.start.iter().chain(self.transitions.iter().flatten()) {
            out.extend_from_slice(&weight.to_le_bytes());
        }
        // Rows are numbered in this order, so that those of frequent features lie together, too.
        self.features.sort_unstable_by_key(|feature| (std::cmp::Reverse(feature.seen), feature.hash));
        let unknown = vec![0; self.start.len()];
        let mut rows = vec![0; self.start.len()];
        let mut known = std::collections::BTreeMap::from([(unknown.as_slice(), 0)]);
        let mut entries = Vec::with_capacity(self.features.len());
        for feature in &self.features {
            let next = known.len();
            assert!(u16::try_from(next).is_ok(), "rows are numbered with two bytes");
            let number = *known.entry(&feature.weights).or_insert_with(|| {
                rows.extend(feature.weights.iter().map(|weight| weight.cast_unsigned()));
                next as u16
            });
            entries.push((feature.hash, number));
        }
        out.extend_from_slice(&(known.len() as u32).to_le_bytes());
        out.extend_from_slice(&rows);
        out.extend_from_slice(&[0; LANE]);
        table::write_numbers(entries.into_iter(), &mut out);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash::finish;
    use super::*;

    fn model() -> Vec<u8> {
        SequenceWeights {
            start: vec![0, 0, FORBIDDEN],
            transitions: vec![vec![0, 0, FORBIDDEN], vec![0, 0, 5], vec![0, 0, 0]],
            features: vec![
                WeightedFeature { hash: finish(10), seen: 2, weights: vec![0, 20, 0] },
                WeightedFeature { hash: finish(11), seen: 1, weights: vec![3, 0, 1] },
            ],
        }
        .write()
    }

    #[test]
    fn the_best_sequence_wins() {
        let bytes = model();
        let model = SequenceModel::<3, 3>::read(&bytes).unwrap();
        let (mut scores, mut asked) = ([[0; 3]; 3], Asked::default());
        let mut labels = Vec::new();
        for (scores, feature) in scores.iter_mut().zip([10, 11, 12].map(finish)) {
            asked.push(feature);
            model.add(scores, &mut asked);
        }
        assert_eq!(scores, [[0, 20, 0], [3, 0, 1], [0; 3]]);
        let mut back = Back::default();
        model.decode(&scores, &mut back, &mut labels);
        // Label 2 is worth less than 0 on the second token by itself, but may follow 1 with 5.
        assert_eq!(labels, [1, 2, 0]);
        model.decode(&[], &mut back, &mut labels);
        assert_eq!(labels.len(), 3, "an empty sentence adds nothing");
    }

    #[test]
    fn sums_are_those_of_the_weights() {
        let weights = |at: u64| -> Vec<i8> { (0..9).map(|label| (at * 7 + label * 5) as i8).collect() };
        let count = 20_000;
        let features = (0..count).map(|at| WeightedFeature { hash: finish(at), seen: at as u32, weights: weights(at) });
        let bytes =
            SequenceWeights { start: vec![0; 9], transitions: vec![vec![0; 9]; 9], features: features.collect() }
                .write();
        let model = SequenceModel::<9, 9>::read(&bytes).unwrap();
        let mut asked = Asked::default();
        // Known ones among unknown ones.
        for first in (0..count).step_by(60) {
            let (mut found, mut expected) = ([0; 9], [0_i16; 9]);
            for at in first..first + 60 {
                asked.push(finish(at));
                asked.push(finish(at + 10 * count));
                if at < count {
                    for (sum, weight) in expected.iter_mut().zip(weights(at)) {
                        *sum += i16::from(weight);
                    }
                }
            }
            model.add(&mut found, &mut asked);
            assert_eq!(found, expected, "from {first}");
        }
    }

    /// Numbers under a bound, the same from the same seed.
    fn random(mut seed: u64) -> impl FnMut(u64) -> i16 {
        move |below| {
            seed = finish(seed.wrapping_add(0x9E37_79B9_7F4A_7C15));
            (seed % below) as i16
        }
    }

    /// The best sequence, by the plain form of Viterbi's algorithm.
    fn plain<const N: usize>(model: &SequenceModel<'_, N, N>, scores: &[Scores<N>]) -> Vec<u8> {
        let weight = |weight: i16| if weight == FORBIDDEN { -1_000_000_000 } else { i64::from(weight) };
        let mut best: Vec<i64> = (0..N).map(|to| i64::from(scores[0][to]) + weight(model.start[to])).collect();
        let mut back: Vec<Vec<usize>> = Vec::new();
        for token in &scores[1..] {
            let sum = |from: usize, to: usize| best[from] + weight(model.transitions[from][to]);
            let from: Vec<usize> =
                (0..N).map(|to| (0..N).rev().max_by_key(|&from| sum(from, to)).unwrap_or(0)).collect();
            best = (0..N).map(|to| sum(from[to], to) + i64::from(token[to])).collect();
            back.push(from);
        }
        let mut labels = vec![(0..N).rev().max_by_key(|&label| best[label]).unwrap_or(0)];
        for from in back.iter().rev() {
            labels.push(from[labels[labels.len() - 1]]);
        }
        labels.iter().rev().map(|&label| label as u8).collect()
    }

    #[test]
    fn what_is_outside_is_one_step_of_many_tokens() {
        const N: usize = 5;
        let mut random = random(7);
        for _ in 0..100 {
            let start = (0..N).map(|_| random(60) - 30).collect();
            let transitions = (0..N).map(|_| (0..N).map(|_| random(60) - 30).collect()).collect();
            let bytes = SequenceWeights { start, transitions, features: Vec::new() }.write();
            let model = SequenceModel::<N, N>::read(&bytes).unwrap();
            let (mut sparse, mut all, mut labels) = (Sparse::default(), Vec::new(), Vec::new());
            for _ in 0..20 {
                if random(2) == 0 {
                    sparse.push_outside();
                    all.push(Sparse::<N>::OUTSIDE);
                } else {
                    let scores = std::array::from_fn(|_| random(80));
                    sparse.push(scores);
                    all.push(scores);
                }
            }
            sparse.decode(&model, &mut labels);
            assert_eq!(labels, plain(&model, &all));
        }
    }

    fn nothing_better_is_passed_over<const N: usize>() {
        let mut random = random(N as u64);
        for round in 1..100 {
            let mut weight = |to: usize| if to > 0 && random(3) == 0 { FORBIDDEN } else { random(60) - 30 };
            let start = (0..N).map(&mut weight).collect();
            let transitions = (0..N).map(|_| (0..N).map(&mut weight).collect()).collect();
            let bytes = SequenceWeights { start, transitions, features: Vec::new() }.write();
            let model = SequenceModel::<N, N>::read(&bytes).unwrap();
            let scores: Vec<Scores<N>> = (0..20).map(|_| std::array::from_fn(|_| random(round))).collect();
            let mut labels = Vec::new();
            model.decode(&scores, &mut Back::default(), &mut labels);
            assert_eq!(labels, plain(&model, &scores), "round {round} of {N} labels");
        }
    }

    #[test]
    fn what_is_passed_over_would_not_have_won() {
        nothing_better_is_passed_over::<1>();
        nothing_better_is_passed_over::<3>();
        nothing_better_is_passed_over::<8>();
        nothing_better_is_passed_over::<19>();
    }

    #[test]
    fn damage_is_an_error() {
        let bytes = model();
        for cut in 0..bytes.len() {
            assert!(SequenceModel::<3, 3>::read(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        let mut longer = bytes.clone();
        longer.push(0);
        assert_eq!(SequenceModel::<3, 3>::read(&longer).err(), Some(ModelError::Length));
        let mut other = bytes;
        other[8] = 9;
        assert_eq!(SequenceModel::<3, 3>::read(&other).err(), Some(ModelError::Version(9)));
    }
}
