//! Connections that fail, and refusals by the server and by the page's policy.

use super::super::state::Status;
use super::{Machine, Phase, code};
use crate::error::{Error, ErrorKind};
use crate::text;

/// The failures of sockets in succession after which long polling begins.
const MAX_SOCKET_FAILURES: u32 = 4;

/// How long long polling goes on before a socket is tried again.
const SOCKET_PAUSE: f64 = 600_000.0;

impl Machine {
    pub(super) fn socket_closed(&mut self, code: u16) {
        match code {
            code::REFUSED => self.refused(),
            code::TOO_MANY => self.slow_down(),
            _ => self.socket_failed("SOCKET_CLOSED"),
        }
    }

    pub(super) fn socket_failed(&mut self, reason: &'static str) {
        self.socket_failures += 1;
        let has_polling = self.config.as_ref().is_some_and(|config| config.polling.is_some());
        if self.socket_failures >= MAX_SOCKET_FAILURES && has_polling {
            // A socket that was tried beside working long polling interrupts nothing.
            if self.state.status != Status::Polling {
                self.lost(reason);
            }
            self.socket_at = (self.now + SOCKET_PAUSE, "SOCKETS_FAILED");
            return self.connect();
        }
        self.retry(reason);
    }

    /// Fetches other channels after the server has refused these.
    pub(super) fn refused(&mut self) {
        self.refusals += 1;
        if self.refusals > 1 {
            let problem = "the push server refuses the app's channels; reload the page later";
            return self.fail(
                Error::new(ErrorKind::Portal, "CHANNELS_REFUSED", problem),
                "CHANNELS_REFUSED",
            );
        }
        self.lost("CHANNELS_REFUSED");
        let until = self.now + 5_000.0 + 30_000.0 * self.random;
        self.pause(until);
    }

    pub(super) fn slow_down(&mut self) {
        // The long delays.
        self.failures = self.failures.max(5);
        self.retry("TOO_MANY_CONNECTIONS");
        if let Phase::Waiting { may_skip, .. } = &mut self.phase {
            *may_skip = false;
        }
    }

    /// Replaces the connections that the page's policy refuses by others, and ends if there are none.
    pub(super) fn blocked(&mut self, address: &str) {
        let Some(config) = &self.config else { return };
        // Some browsers report the scheme alone, which may be that of another socket of the app.
        let may_be_own = match self.phase {
            Phase::Opening { .. } => true,
            Phase::Waiting { may_skip, .. } => may_skip && self.socket_failures > 0,
            _ => false,
        };
        let is_of = |own: &Option<String>| {
            own.as_deref().is_some_and(|own| match text::split(address, "://") {
                Some(_) => origin(address) == origin(own),
                None => {
                    may_be_own
                        && text::split(own, "://").is_some_and(|(scheme, _)| scheme == address)
                }
            })
        };
        self.is_blocked.0 |= is_of(&config.socket);
        self.is_blocked.1 |= is_of(&config.polling);
        let has_socket = config.socket.is_some() && !self.is_blocked.0;
        let has_polling = config.polling.is_some() && !self.is_blocked.1;
        if !has_socket && !has_polling {
            let mut sources = String::new();
            for address in [&config.socket, &config.polling].into_iter().flatten() {
                sources = text!("{} {}", sources, origin(address));
            }
            let problem = text!(
                "the page's Content-Security-Policy refuses the push server; add to it: connect-src{}",
                sources
            );
            let error = Error::new(ErrorKind::Network, "PUSH_BLOCKED", problem);
            return self.fail(error, "SOCKETS_BLOCKED");
        }
        if has_polling && self.is_blocked.0 {
            self.socket_at = (f64::INFINITY, "SOCKETS_BLOCKED");
            if matches!(self.phase, Phase::Opening { .. } | Phase::Waiting { may_skip: true, .. }) {
                self.disconnect(code::NORMAL, "SOCKETS_BLOCKED");
                self.connect();
            }
        }
    }
}

/// Returns the scheme and the host of an address.
fn origin(address: &str) -> &str {
    let host = text::find(address, "://").map_or(0, |at| at + 3);
    let rest = address.get(host..).unwrap_or_default();
    let length = rest.find(['/', '?', '#']);
    length.and_then(|length| address.get(..host + length)).unwrap_or(address)
}
