//! The delays before a connection is tried again.

/// The number of failures below which a delay, in milliseconds, applies.
const STEPS: [(u32, f64); 4] = [(2, 500.0), (4, 5_000.0), (6, 25_000.0), (11, 45_000.0)];

/// The delay after more failures.
const LAST: f64 = 60_000.0;

/// The part of the delay that is random, so that the pages of a portal do not return together.
const JITTER: f64 = 0.2;

/// Returns the delay after a number of failures in succession; `random` is from 0 to 1.
pub(super) fn delay(failures: u32, random: f64) -> f64 {
    let step = STEPS.iter().find(|(below, _)| failures < *below);
    let delay = step.map_or(LAST, |(_, delay)| *delay);
    (delay * (1.0 + JITTER * random)).round()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow() {
        let delays: Vec<_> = (1..=12).map(|failures| delay(failures, 0.0) / 1_000.0).collect();
        assert_eq!(delays, [0.5, 5.0, 5.0, 25.0, 25.0, 45.0, 45.0, 45.0, 45.0, 45.0, 60.0, 60.0]);
        assert_eq!(delay(1, 0.5), 550.0);
        assert_eq!(delay(50, 1.0), 72_000.0);
    }
}
