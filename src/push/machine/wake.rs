//! Deadlines.

use super::super::state::Status;
use super::super::step::Action;
use super::{Machine, Phase, code};

/// How long a socket must live before its failures are forgotten.
const STABLE_AFTER: f64 = 30_000.0;

/// When long polling that has not failed counts as a connection.
const POLLING_WORKS_AFTER: f64 = 5_000.0;

/// The time between two looks at the clock, and the largest delay of one. Browsers delay the timers of
/// hidden pages by up to a minute; a page that was asleep longer has a dead connection.
const TICK: f64 = 60_000.0;
const MAX_LATE: f64 = 120_000.0;

impl Machine {
    /// Returns when [`Input::Wake`](super::Input::Wake) is due, in milliseconds since 1970.
    pub fn wake_at(&self) -> Option<f64> {
        let mut next: Option<f64> = None;
        let mut add = |time: f64| next = Some(next.map_or(time, |next| next.min(time)));
        match self.phase {
            Phase::Stopped | Phase::Hidden { .. } => return None,
            Phase::Configuring => {}
            Phase::Waiting { until, .. } | Phase::Opening { until, .. } => add(until),
            Phase::Open { since, is_stable, ping_until, .. } => {
                if !is_stable {
                    add(since + STABLE_AFTER);
                }
                if let Some(until) = ping_until {
                    add(until);
                }
                add(self.woken_at + TICK);
            }
            Phase::Polling { since, until, .. } => {
                add(until);
                if !self.state.is_online() {
                    add(since + POLLING_WORKS_AFTER);
                }
                add(self.woken_at + TICK);
            }
        }
        let configure_at = self.configure_at.filter(|_| self.configuring.is_none());
        for time in [self.offline_at, configure_at].into_iter().flatten() {
            add(time);
        }
        next
    }

    /// Moves the deadlines after somebody has set the clock back.
    pub(super) fn shift(&mut self, by: f64) {
        match &mut self.phase {
            Phase::Stopped | Phase::Configuring => {}
            Phase::Waiting { until, .. }
            | Phase::Opening { until, .. }
            | Phase::Hidden { until, .. } => *until += by,
            Phase::Open { since, ping_until, .. } => {
                *since += by;
                *ping_until = ping_until.map(|until| until + by);
            }
            Phase::Polling { since, until, .. } => {
                *since += by;
                *until += by;
            }
        }
        self.offline_at = self.offline_at.map(|at| at + by);
        self.configure_at = self.configure_at.map(|at| at + by);
        for time in [
            &mut self.woken_at,
            &mut self.heard_at,
            &mut self.lost_at,
            &mut self.socket_at.0,
            &mut self.controlled_at,
            &mut self.restarted_at,
        ] {
            *time += by;
        }
    }

    /// Does what is due.
    pub(super) fn wake(&mut self) {
        let was_asleep = self.now - self.woken_at > TICK + MAX_LATE;
        self.woken_at = self.now;
        let is_due = |time: f64| time <= self.now;
        match self.phase {
            Phase::Stopped | Phase::Hidden { .. } => return,
            Phase::Configuring => {}
            Phase::Waiting { until, fresh, .. } if is_due(until) => self.end_wait(fresh),
            Phase::Opening { until, .. } if is_due(until) => {
                self.actions.push(Action::Disconnect { code: code::NORMAL });
                self.socket_failed("SOCKET_TIMEOUT");
            }
            Phase::Open { .. } | Phase::Polling { .. } if was_asleep => {
                self.disconnect(code::STUCK, "PAGE_RESUMED");
                self.connect();
            }
            Phase::Open { ping_until: Some(until), .. } if is_due(until) => {
                self.disconnect(code::STUCK, "SOCKET_SILENT");
                self.connect();
            }
            Phase::Open { since, is_stable: false, .. } if is_due(since + STABLE_AFTER) => {
                self.stabilize();
            }
            Phase::Polling { until, .. } if is_due(until) => {
                self.actions.push(Action::Disconnect { code: code::NORMAL });
                self.polling_failed("POLLING_TIMEOUT");
            }
            Phase::Polling { since, .. } if is_due(since + POLLING_WORKS_AFTER) => {
                self.polling_works();
            }
            _ => {}
        }
        if self.configure_at.is_some_and(|time| time <= self.now) {
            self.configure(true);
        }
        if self.offline_at.is_some_and(|time| time <= self.now) {
            self.offline_at = None;
            if !self.state.is_online() {
                self.show(Status::Offline, self.state.reason);
            }
        }
    }
}
