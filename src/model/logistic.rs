//! The logistic function, the same to the last bit on every machine.
//!
//! The platform's `exp` is allowed to differ in its last bits from machine to machine, and a score that is rounded could then differ in
//! print. This one is made of additions, multiplications and one division, which IEEE 754 fixes.

/// `1 / (1 + e^-x)`, to about 12 digits.
pub(crate) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// `e^x` for |x| up to 30, beyond which it is taken as at 30: the series at x / 1024, squared ten times.
pub(crate) fn exp(x: f64) -> f64 {
    let small = x.clamp(-30.0, 30.0) / 1024.0;
    let mut power = 1.0 + small * (1.0 + small / 2.0 * (1.0 + small / 3.0 * (1.0 + small / 4.0 * (1.0 + small / 5.0))));
    for _ in 0..10 {
        power *= power;
    }
    power
}

/// To three decimals, as scores are printed.
pub(crate) fn rounded(score: f64) -> f64 {
    (score * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_logistic_function() {
        for (x, expected) in
            [(0.0, 0.5), (2.0, 0.880_797_077_978), (-2.0, 0.119_202_922_022), (20.0, 0.999_999_997_939)]
        {
            assert!((logistic(x) - expected).abs() < 1e-9, "{x}");
        }
        assert!(logistic(1e9) <= 1.0 && logistic(-1e9) >= 0.0 && logistic(f64::INFINITY) <= 1.0);
    }
}
