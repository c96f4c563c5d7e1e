//! Forward and backward sums over all paths of a linear chain, for the gradients of conditional random fields.
//!
//! Rabiner's scaled recursions ("A tutorial on hidden Markov models", 1989): each position is scaled to one, so nothing
//! overflows and no logarithms are needed. `N` labels; scores and edges are exponentials of weights, 0 where forbidden.

#![expect(clippy::needless_range_loop, reason = "positions of a lattice are indices into several tables at once")]

/// A set of labels, one bit each.
pub(super) type Labels = u32;

/// A chain: what each position says for each label, what a path says that begins with a label, and that goes from one to another.
#[derive(Clone, Copy)]
pub(super) struct Lattice<'l, const N: usize> {
    pub(super) scores: &'l [[f64; N]],
    pub(super) start: &'l [f64; N],
    pub(super) edges: &'l [[f64; N]; N],
}

/// Sums of one pass over a lattice, each position scaled to one. Kept between passes for its memory.
#[derive(Default)]
pub(super) struct Pass<const N: usize> {
    pub(super) alpha: Vec<[f64; N]>,
    pub(super) beta: Vec<[f64; N]>,
    scale: Vec<f64>,
}

impl<const N: usize> Pass<N> {
    /// Sums over the paths that `allowed` admits; whether there is one.
    pub(super) fn run(&mut self, lattice: &Lattice<'_, N>, allowed: Option<&[Labels]>) -> bool {
        let may = |at: usize, label: usize| allowed.is_none_or(|allowed| allowed[at] >> label & 1 == 1);
        let Lattice { scores, start, edges } = *lattice;
        let length = scores.len();
        if length == 0 {
            return false;
        }
        self.alpha.clear();
        self.alpha.resize(length, [0.0; N]);
        self.beta.clear();
        self.beta.resize(length, [0.0; N]);
        self.scale.clear();
        for at in 0..length {
            let mut now = [0.0; N];
            if at == 0 {
                now = *start;
            } else {
                for (before, row) in self.alpha[at - 1].iter().zip(edges) {
                    if *before > 0.0 {
                        for (sum, edge) in now.iter_mut().zip(row) {
                            *sum += before * edge;
                        }
                    }
                }
            }
            for (label, (sum, score)) in now.iter_mut().zip(&scores[at]).enumerate() {
                *sum = if may(at, label) { *sum * score } else { 0.0 };
            }
            let scale: f64 = now.iter().sum();
            if scale <= 0.0 {
                return false;
            }
            self.alpha[at] = now.map(|sum| sum / scale);
            self.scale.push(scale);
        }
        self.beta[length - 1] = [1.0; N];
        for at in (0..length - 1).rev() {
            let mut after = [0.0; N];
            for (label, after) in after.iter_mut().enumerate() {
                if may(at + 1, label) {
                    *after = self.beta[at + 1][label] * scores[at + 1][label] / self.scale[at + 1];
                }
            }
            for (sum, row) in self.beta[at].iter_mut().zip(edges) {
                *sum = row.iter().zip(&after).map(|(edge, after)| edge * after).sum();
            }
        }
        true
    }

    /// The probability of each step from the label before `at` to an allowed label there, given to `found` as (from, to, share).
    pub(super) fn steps(
        &self,
        lattice: &Lattice<'_, N>,
        at: usize,
        allowed: Labels,
        mut found: impl FnMut(usize, usize, f64),
    ) {
        for (from, before) in self.alpha[at - 1].iter().enumerate() {
            if *before <= 0.0 {
                continue;
            }
            for to in (0..N).filter(|&to| allowed >> to & 1 == 1) {
                let share =
                    before * lattice.edges[from][to] * lattice.scores[at][to] * self.beta[at][to] / self.scale[at];
                found(from, to, share);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_those_of_all_paths_written_out() {
        let scores = [[1.0, 2.0], [3.0, 1.0], [1.0, 5.0]];
        let start = [0.5, 1.5];
        let edges = [[1.0, 0.25], [0.0, 2.0]];
        let lattice = Lattice { scores: &scores, start: &start, edges: &edges };
        let weight = |path: [usize; 3]| {
            start[path[0]]
                * scores[0][path[0]]
                * edges[path[0]][path[1]]
                * scores[1][path[1]]
                * edges[path[1]][path[2]]
                * scores[2][path[2]]
        };
        let paths: Vec<[usize; 3]> = (0..8).map(|bits| [bits >> 2 & 1, bits >> 1 & 1, bits & 1]).collect();
        let total: f64 = paths.iter().map(|path| weight(*path)).sum();
        let mut pass = Pass::default();
        assert!(pass.run(&lattice, None));
        for at in 0..3 {
            for label in 0..2 {
                let expected: f64 = paths.iter().filter(|path| path[at] == label).map(|path| weight(*path)).sum();
                assert!((pass.alpha[at][label] * pass.beta[at][label] - expected / total).abs() < 1e-12);
            }
        }
        pass.steps(&lattice, 1, Labels::MAX, |from, to, share| {
            let through = paths.iter().filter(|path| path[0] == from && path[1] == to);
            let expected: f64 = through.map(|path| weight(*path)).sum();
            assert!((share - expected / total).abs() < 1e-12, "{from} {to}");
        });
        assert!(!pass.run(&lattice, Some(&[2, 1, 3])), "a forbidden step");
        assert!(!pass.run(&Lattice { scores: &[], start: &start, edges: &edges }, None));
    }
}
