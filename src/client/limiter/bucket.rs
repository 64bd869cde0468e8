//! The leaky bucket.

use std::cell::Cell;
use std::rc::Rc;

use super::rate_limit::RateLimit;

/// The room that the next waiting call needs: one request is left for others.
const LEAST_ROOM: f64 = 2.0;

/// The longest wait in milliseconds; afterwards, the call waits again. A browser's timer fires at once
/// if its delay is too long for it.
const MAX_WAIT: f64 = 3_600_000.0;

/// The longest pause after refusals in milliseconds.
const MAX_PAUSE: f64 = 16_000.0;

/// An estimate of the portal's leaky bucket. Times are in milliseconds since 1970.
#[derive(Debug, Default)]
pub(crate) struct Bucket {
    limit: RateLimit,
    /// Whether calls wait only after refusals, because something else limits the rate.
    pub(crate) never_waits: bool,
    level: f64,
    /// The time of the level.
    at: f64,
    /// Nothing is sent before this time.
    paused_until: f64,
    /// The time of the last refusal.
    refused_at: f64,
    /// The refusals in a row.
    refusals: u32,
    /// The requests of this page without a response yet.
    in_flight: Rc<Cell<u32>>,
}

/// A request on its way.
#[derive(Debug)]
pub(crate) struct Flight(Rc<Cell<u32>>);

impl Drop for Flight {
    fn drop(&mut self) {
        self.0.set(self.0.get().saturating_sub(1));
    }
}

impl Bucket {
    /// Sets the limit.
    pub(crate) fn set_limit(&mut self, limit: RateLimit) {
        self.limit = limit;
    }

    /// Returns how many requests fit now.
    pub(crate) fn room(&mut self, now: f64) -> f64 {
        self.leak(now);
        if now < self.paused_until { 0.0 } else { (self.limit.burst - self.level).floor() }
    }

    /// Returns the requests in the bucket.
    #[cfg(all(target_arch = "wasm32", feature = "js"))]
    pub(crate) fn level(&mut self, now: f64) -> f64 {
        self.leak(now);
        self.level
    }

    /// Returns how many requests may be sent for calls that do not all fit: a tenth of the bucket is
    /// left for others.
    pub(crate) fn room_to_spread(&mut self, now: f64) -> f64 {
        let room = self.room(now);
        let least = LEAST_ROOM.min(self.limit.burst);
        if now < self.paused_until || room < least && !self.never_waits {
            return 0.0;
        }
        (room - self.limit.burst / 10.0).floor().max(1.0)
    }

    /// Adds requests, also those of other pages.
    pub(crate) fn add(&mut self, requests: f64, now: f64) {
        self.leak(now);
        self.level = (self.level + requests).min(self.limit.burst.max(self.level));
    }

    /// Accepts the portal's refusal of a request that was sent at `sent_at`. The portal also counts
    /// requests of others behind the same address, so that it may refuse again and again: `random`,
    /// from 0 to 1, spreads the next attempts.
    pub(crate) fn refuse(&mut self, sent_at: f64, now: f64, random: f64) {
        self.level = self.full();
        self.at = now;
        // Refusals of requests that were on their way are the same refusal.
        if sent_at >= self.refused_at {
            self.refused_at = now;
            let longest = (500.0 * f64::from(1 << self.refusals.min(5))).min(MAX_PAUSE);
            // Otherwise the level makes the calls wait after the first refusal.
            let pauses = self.refusals > 0 || self.never_waits;
            self.paused_until = now + if pauses { random * longest } else { 0.0 };
            self.refusals += 1;
        }
    }

    /// Accepts the portal's refusal of a request of another page.
    #[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
    pub(crate) fn fill(&mut self, now: f64) {
        self.leak(now);
        self.level = self.full().max(self.level);
    }

    /// Accepts that the portal admitted a request that was sent at `sent_at`.
    pub(crate) fn admit(&mut self, sent_at: f64) {
        if sent_at >= self.refused_at {
            self.refusals = 0;
        }
    }

    /// Notes that a request is on its way until the returned value is dropped.
    pub(crate) fn start(&self) -> Flight {
        self.in_flight.set(self.in_flight.get() + 1);
        Flight(Rc::clone(&self.in_flight))
    }

    /// Returns the milliseconds until a waiting call is sent, at most an hour.
    pub(crate) fn wait(&mut self, now: f64) -> f64 {
        self.leak(now);
        let pause = (self.paused_until - now).max(0.0);
        if self.never_waits {
            return pause;
        }
        let excess = self.level + LEAST_ROOM.min(self.limit.burst) - self.limit.burst;
        let drain = (excess / self.limit.per_second * 1000.0).ceil();
        drain.max(pause).min(MAX_WAIT)
    }

    /// Returns the level after a refusal: requests that are on their way may still be admitted. Nothing
    /// fills an infinite bucket.
    fn full(&self) -> f64 {
        if self.limit.burst < f64::INFINITY {
            self.limit.burst + f64::from(self.in_flight.get())
        } else {
            0.0
        }
    }

    fn leak(&mut self, now: f64) {
        let seconds = (now - self.at).max(0.0) / 1000.0;
        // An infinite limit leaks everything at once; nothing in no time.
        let leaked = if seconds > 0.0 { seconds * self.limit.per_second } else { 0.0 };
        self.level = (self.level - leaked).max(0.0);
        self.at = now;
        // The clock may have been set back.
        self.refused_at = self.refused_at.min(now);
        self.paused_until = self.paused_until.min(now + MAX_PAUSE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: f64 = 1_790_000_000_000.0;

    #[test]
    fn drains_two_requests_a_second() {
        let mut bucket = Bucket::default();
        bucket.add(50.0, NOW);
        assert_eq!(bucket.room(NOW), 0.0);
        assert_eq!(bucket.wait(NOW), 1000.0);
        assert_eq!(bucket.room(NOW + 999.0), 1.0);
        assert_eq!(bucket.room(NOW + 1000.0), 2.0);
        assert_eq!(bucket.room(NOW + 60_000.0), 50.0);
    }

    #[test]
    fn a_wait_fits_a_timer() {
        let mut bucket = Bucket::default();
        bucket.set_limit(RateLimit::new(1.0, 1e-9).unwrap());
        bucket.add(1.0, NOW);
        assert_eq!(bucket.wait(NOW), MAX_WAIT);
    }

    #[test]
    fn ignores_a_clock_that_goes_back() {
        let mut bucket = Bucket::default();
        bucket.add(10.0, NOW);
        assert_eq!(bucket.room(NOW - 60_000.0), 40.0);
        assert_eq!(bucket.room(NOW - 59_000.0), 42.0);
    }

    #[test]
    fn a_clock_that_goes_back_does_not_prolong_a_pause() {
        let mut bucket = Bucket::default();
        for _ in 0..6 {
            bucket.refuse(NOW, NOW, 1.0);
        }
        assert!(bucket.wait(NOW - 3_600_000.0) <= MAX_PAUSE);
    }

    #[test]
    fn a_refusal_of_another_page_fills_the_bucket_and_is_not_counted() {
        let mut bucket = Bucket::default();
        for _ in 0..50 {
            bucket.fill(NOW);
        }
        assert_eq!((bucket.wait(NOW), bucket.refusals), (1000.0, 0));
    }

    #[test]
    fn pauses_longer_after_each_refusal() {
        let mut bucket = Bucket::default();
        let mut now = NOW;
        for pause in [0.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 8000.0] {
            bucket.refuse(now, now, 0.5);
            assert_eq!(bucket.wait(now), 1000.0_f64.max(pause));
            now += 10_000.0;
        }
        bucket.admit(now);
        bucket.refuse(now, now, 0.5);
        assert_eq!(bucket.wait(now), 1000.0);
    }

    #[test]
    fn counts_refusals_of_requests_on_their_way_once() {
        let mut bucket = Bucket::default();
        for _ in 0..30 {
            bucket.refuse(NOW, NOW + 100.0, 1.0);
        }
        assert_eq!(bucket.wait(NOW + 100.0), 1000.0);
    }

    #[test]
    fn counts_requests_that_are_on_their_way_at_a_refusal() {
        let mut bucket = Bucket::default();
        let (refused, admitted, lost) = (bucket.start(), bucket.start(), bucket.start());
        bucket.refuse(NOW, NOW, 1.0);
        assert_eq!(bucket.wait(NOW), 2500.0);
        drop((refused, admitted, lost));
        assert_eq!(bucket.wait(NOW), 2500.0);
        bucket.refuse(NOW, NOW + 100.0, 1.0);
        assert_eq!(bucket.wait(NOW + 100.0), 1000.0);
    }

    #[test]
    fn never_fills_without_a_limit() {
        let mut bucket = Bucket::default();
        bucket.set_limit(RateLimit::UNLIMITED);
        bucket.add(1e6, NOW);
        assert!(bucket.room(NOW) > 1e9 && bucket.wait(NOW) == 0.0);
    }

    #[test]
    fn an_infinite_bucket_has_infinite_room_after_a_refusal() {
        for per_second in [2.0, f64::INFINITY] {
            let mut bucket = Bucket::default();
            bucket.set_limit(RateLimit::new(f64::INFINITY, per_second).unwrap());
            bucket.refuse(NOW, NOW, 1.0);
            bucket.fill(NOW);
            assert_eq!((bucket.room(NOW), bucket.wait(NOW)), (f64::INFINITY, 0.0));
            assert_eq!(bucket.room(NOW + 1000.0), f64::INFINITY);
            bucket.refuse(NOW + 1000.0, NOW + 1000.0, 0.5);
            assert_eq!((bucket.room(NOW + 1000.0), bucket.wait(NOW + 1000.0)), (0.0, 500.0));
        }
    }
}
