//! Connecting, and the state that is shown.

use super::super::address::with_query;
use super::super::ladder;
use super::super::state::{PushState, Status};
use super::super::step::Action;
use super::{Machine, OFFLINE_AFTER, Phase, code};

/// How long a socket may take to open.
const OPEN_TIMEOUT: f64 = 10_000.0;

/// How long the server holds a request of long polling, with a reserve.
const POLL_TIMEOUT: f64 = 60_000.0;

/// How long servers keep messages.
const HISTORY: f64 = 86_400_000.0;

/// How long a socket may be silent before a page that becomes visible connects anew.
const MAX_QUIET: f64 = 120_000.0;

impl Machine {
    /// Opens a socket or begins long polling.
    pub(super) fn connect(&mut self) {
        let Some(config) = &self.config else {
            self.phase = Phase::Configuring;
            return self.configure(false);
        };
        self.woken_at = self.now;
        let may_open = self.now >= self.socket_at.0 || config.polling.is_none();
        let socket = config.socket.as_ref().filter(|_| may_open);
        let (address, is_socket) = match (socket, &config.polling) {
            (Some(address), _) => (address, true),
            (None, Some(address)) => (address, false),
            // The configuration has one of them.
            (None, None) => return,
        };
        let url = with_query(address, config, &self.position);
        let (id, since) = (self.next_id(), self.now);
        if is_socket {
            self.phase = Phase::Opening { id, until: since + OPEN_TIMEOUT };
            self.actions.push(Action::Open { id, url });
        } else {
            self.phase = Phase::Polling { id, since, until: since + POLL_TIMEOUT };
            self.actions.push(Action::Poll { id, url });
        }
    }

    pub(super) fn opened(&mut self, id: u32) {
        if matches!(self.phase, Phase::Opening { id: own, .. } if own == id) {
            let since = self.now;
            self.phase = Phase::Open { id, since, is_stable: false, ping_until: None };
            self.online(Status::Socket, "");
        }
    }

    /// Shows that events arrive.
    pub(super) fn online(&mut self, status: Status, reason: &'static str) {
        self.offline_at = None;
        if !self.state.is_online() || self.state.status != status || self.has_gap {
            let is_old = self.lost_at > 0.0 && self.now - self.lost_at > HISTORY;
            if self.was_online && (self.has_gap || is_old || !self.can_resume()) {
                self.actions.push(Action::Missed);
            }
            (self.was_online, self.has_gap, self.lost_at) = (true, false, 0.0);
        }
        self.show(status, reason);
    }

    /// Shows that no events arrive.
    pub(super) fn lost(&mut self, reason: &'static str) {
        if self.state.is_online() {
            self.lost_at = self.now;
        }
        if self.state.status != Status::Offline {
            self.offline_at.get_or_insert(self.now + OFFLINE_AFTER);
            self.show(Status::Connecting, reason);
        } else {
            self.show(Status::Offline, reason);
        }
    }

    pub(super) fn show(&mut self, status: Status, reason: &'static str) {
        let state = PushState { status, reason };
        if self.state != state {
            self.state = state;
            self.actions.push(Action::Show(state));
        }
    }

    pub(super) fn disconnect(&mut self, code: u16, reason: &'static str) {
        self.actions.push(Action::Disconnect { code });
        self.lost(reason);
    }

    /// Tries again after the failure of a connection.
    pub(super) fn retry(&mut self, reason: &'static str) {
        self.failures += 1;
        self.lost(reason);
        let until = self.now + ladder::delay(self.failures, self.random);
        self.phase = Phase::Waiting { until, fresh: false, may_skip: true };
    }

    /// Waits as long as the server asks for, and fetches another configuration then.
    pub(super) fn pause(&mut self, until: f64) {
        self.phase = Phase::Waiting { until, fresh: true, may_skip: false };
    }

    /// Tries at once what would be tried later, and connects anew if the connection is probably dead.
    pub(super) fn retry_now(&mut self, is_dead: bool) {
        match self.phase {
            Phase::Waiting { fresh, may_skip: true, .. } => self.end_wait(fresh),
            Phase::Opening { .. } | Phase::Open { .. } | Phase::Polling { .. } if is_dead => {
                self.disconnect(code::STUCK, "NETWORK_CHANGED");
                self.connect();
            }
            _ => {}
        }
    }

    /// Goes on after a wait.
    pub(super) fn end_wait(&mut self, fresh: bool) {
        if fresh {
            self.phase = Phase::Configuring;
            self.configure(true);
        } else {
            self.connect();
        }
    }

    /// Returns whether a socket has been silent so long that it may be dead. A new one resumes, if there is a
    /// place to resume at.
    pub(super) fn is_suspect(&self) -> bool {
        matches!(self.phase, Phase::Open { since, .. } if self.now - since.max(self.heard_at) > MAX_QUIET)
            && self.can_resume()
    }

    /// Returns whether the server knows what this page has received.
    fn can_resume(&self) -> bool {
        let by_id = self.config.as_ref().is_some_and(|config| config.has_message_ids());
        self.position.is_known(by_id)
    }
}
