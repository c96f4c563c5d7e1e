//! Figures that trainers print and write into the headers of their models.

/// Average precision of a ranking, 0 to 1; items of equal score keep their order.
pub(super) fn average_precision(mut ranked: Vec<(f64, bool)>) -> f64 {
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut right, mut sum) = (0.0, 0.0);
    for (rank, _) in ranked.iter().enumerate().filter(|(_, (_, label))| *label) {
        right += 1.0;
        sum += right / (rank as f64 + 1.0);
    }
    if right == 0.0 { 0.0 } else { sum / right }
}

/// The mean and the standard deviation of some figures.
pub(super) fn mean_and_deviation(figures: &[f64]) -> (f64, f64) {
    let count = figures.len().max(1) as f64;
    let mean = figures.iter().sum::<f64>() / count;
    let variance = figures.iter().map(|figure| (figure - mean) * (figure - mean)).sum::<f64>() / count;
    (mean, variance.sqrt())
}

/// F1 of the positive class and the mean of F1 over both classes, of pairs (found, true).
pub(super) fn f1(pairs: &[(bool, bool)]) -> (f64, f64) {
    let count = |found: bool, is: bool| pairs.iter().filter(|pair| **pair == (found, is)).count() as f64;
    let f1 = |hit: f64, wrong: f64| if hit == 0.0 { 0.0 } else { 2.0 * hit / (2.0 * hit + wrong) };
    let wrong = count(true, false) + count(false, true);
    let positive = f1(count(true, true), wrong);
    (positive, f64::midpoint(positive, f1(count(false, false), wrong)))
}
