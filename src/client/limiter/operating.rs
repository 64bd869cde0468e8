//! The run time that the portal counts for each method.

use crate::error::Error;

/// The time that a method stays blocked if the portal has not said until when: it counts by the
/// minute.
const UNKNOWN_BLOCK: f64 = 60_000.0;

/// The longest time that a method stays blocked: the portal sums up ten minutes.
const LONGEST_BLOCK: f64 = 600_000.0;

/// The most methods that are tracked; the oldest one is dropped.
const MAX_METHODS: usize = 100;

/// The run time of a method as the portal counts it: the sum over ten minutes. Above its limit, 480
/// seconds in the cloud, the portal refuses the method with `OPERATION_TIME_LIMIT`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct OperatingTime {
    /// The method.
    pub method: String,
    /// The milliseconds of run time.
    pub operating: u32,
    /// When the oldest part of the sum is dropped, in milliseconds since 1970.
    pub reset_at: f64,
    /// Whether the portal refuses the method until then.
    pub is_blocked: bool,
}

/// The run times by method.
#[derive(Debug, Default)]
pub(crate) struct Operating(Vec<OperatingTime>);

impl Operating {
    /// Stores the figures of a reply.
    pub(crate) fn record(&mut self, method: &str, operating: u32, reset_at: f64) {
        let method = self.take(method).method;
        self.0.push(OperatingTime { method, operating, reset_at, is_blocked: false });
    }

    /// Accepts the failure of a call or of a command of a batch.
    pub(crate) fn accept(&mut self, method: &str, error: &Error, now: f64) {
        if error.is_blocked() {
            self.block(method, now);
        }
    }

    /// Stores that the portal refused a method.
    fn block(&mut self, method: &str, now: f64) {
        let mut entry = self.take(method);
        entry.is_blocked = true;
        if entry.reset_at <= now {
            entry.reset_at = now + UNKNOWN_BLOCK;
        }
        // The clocks of the portal and the page may differ.
        entry.reset_at = entry.reset_at.min(now + LONGEST_BLOCK);
        self.0.push(entry);
    }

    /// Returns when a method may be called; a time in the past if it is not blocked.
    pub(crate) fn blocked_until(&self, method: &str) -> f64 {
        match self.0.iter().find(|entry| entry.method == method) {
            Some(entry) if entry.is_blocked => entry.reset_at,
            _ => 0.0,
        }
    }

    /// Returns the figures of all methods with a counted run time.
    pub(crate) fn entries(&self) -> &[OperatingTime] {
        &self.0
    }

    /// Removes the figures of a method and makes room for new ones.
    fn take(&mut self, method: &str) -> OperatingTime {
        let known = self.0.iter().position(|entry| entry.method == method);
        let is_full = self.0.len() >= MAX_METHODS;
        match known.or(is_full.then_some(0)).map(|at| self.0.remove(at)) {
            Some(entry) if entry.method == method => entry,
            _ => OperatingTime {
                method: method.to_owned(),
                operating: 0,
                reset_at: 0.0,
                is_blocked: false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: f64 = 1_790_000_000_000.0;

    #[test]
    fn blocks_a_method_until_its_oldest_run_time_is_dropped() {
        let mut operating = Operating::default();
        operating.record("crm.deal.list", 480_000, NOW + 90_000.0);
        operating.block("crm.deal.list", NOW);
        assert_eq!(operating.blocked_until("crm.deal.list"), NOW + 90_000.0);
        assert_eq!(operating.blocked_until("crm.deal.get"), 0.0);
        operating.record("crm.deal.list", 100, NOW + 600_000.0);
        assert_eq!(operating.blocked_until("crm.deal.list"), 0.0);
    }

    #[test]
    fn blocks_a_method_for_a_minute_without_figures() {
        let mut operating = Operating::default();
        operating.block("user.get", NOW);
        assert_eq!(operating.blocked_until("user.get"), NOW + 60_000.0);
    }

    #[test]
    fn blocks_a_method_for_ten_minutes_at_most() {
        let mut operating = Operating::default();
        operating.record("user.get", 480_000, NOW + 4_000_000.0);
        operating.block("user.get", NOW);
        assert_eq!(operating.blocked_until("user.get"), NOW + 600_000.0);
    }

    #[test]
    fn tracks_a_hundred_methods() {
        let mut operating = Operating::default();
        for at in 0..150 {
            operating.record(&format!("method.{at}"), 1, NOW);
        }
        assert_eq!(operating.entries().len(), 100);
        assert_eq!(operating.entries()[99].method, "method.149");
    }
}
