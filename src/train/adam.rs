//! Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015), with the mean of late weights as the result.
//!
//! Only sums, products, quotients and square roots, which IEEE 754 fixes: the same gradients give the same weights to the last bit.

const FIRST: f64 = 0.9;
const SECOND: f64 = 0.99;
/// Keeps steps small where gradients are (the paper's epsilon; large, as sums over a batch are).
const EPSILON: f64 = 1e-3;

/// Weights and what is kept for each.
pub(super) struct Adam {
    pub(super) weights: Vec<f64>,
    first: Vec<f64>,
    second: Vec<f64>,
    /// What is left of the beginning in both means, which begin at zero.
    left: (f64, f64),
    sums: Vec<f64>,
    summed: f64,
}

impl Adam {
    pub(super) fn new(size: usize) -> Self {
        Self {
            weights: vec![0.0; size],
            first: vec![0.0; size],
            second: vec![0.0; size],
            left: (1.0, 1.0),
            sums: vec![0.0; size],
            summed: 0.0,
        }
    }

    /// One step against `gradients`, with `decay` times each weight added (L2).
    pub(super) fn step(&mut self, gradients: &[f64], rate: f64, decay: f64) {
        self.left = (self.left.0 * FIRST, self.left.1 * SECOND);
        let (first_share, second_share) = (1.0 - self.left.0, 1.0 - self.left.1);
        let means = self.first.iter_mut().zip(&mut self.second);
        for ((weight, gradient), (first, second)) in self.weights.iter_mut().zip(gradients).zip(means) {
            let gradient = gradient + decay * *weight;
            *first = FIRST * *first + (1.0 - FIRST) * gradient;
            *second = SECOND * *second + (1.0 - SECOND) * gradient * gradient;
            *weight -= rate * (*first / first_share) / ((*second / second_share).sqrt() + EPSILON);
        }
    }

    /// Takes the present weights into the mean.
    pub(super) fn sum(&mut self) {
        self.summed += 1.0;
        for (sum, weight) in self.sums.iter_mut().zip(&self.weights) {
            *sum += weight;
        }
    }

    /// The mean of the weights taken, or the present ones where none were.
    pub(super) fn mean(self) -> Vec<f64> {
        if self.summed == 0.0 { self.weights } else { self.sums.iter().map(|sum| sum / self.summed).collect() }
    }
}
