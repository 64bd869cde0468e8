//! The connection to the push server, without I/O and clock: [`Input`]s become [`Action`]s.

mod receive;
#[cfg(test)]
mod tests;
mod wake;

use super::address::with_query;
use super::config::{Config, Page};
use super::ladder;
use super::network::PageEvent;
use super::position::Position;
use super::state::{PushState, Status};
use super::step::{Action, Input};
use crate::error::{Error, ErrorKind, Result};
use crate::text;
use crate::wire::Value;

/// How long a socket may take to open.
const OPEN_TIMEOUT: f64 = 10_000.0;

/// How long the server holds a request of long polling, with a reserve.
const POLL_TIMEOUT: f64 = 60_000.0;

/// How long a page is shown as connecting before it is offline.
const OFFLINE_AFTER: f64 = 5_000.0;

/// The failures of sockets in succession after which long polling begins.
const MAX_SOCKET_FAILURES: u32 = 4;

/// How long long polling goes on before a socket is tried again.
const SOCKET_PAUSE: f64 = 600_000.0;

/// How long servers keep messages.
const HISTORY: f64 = 86_400_000.0;

/// The time before the channels expire at which new ones are fetched, and between two attempts.
const EXPIRY_MARGIN: f64 = 60_000.0;

/// The server's codes, as the reasons of a closed socket and at the start of a body.
mod code {
    pub const NORMAL: u16 = 1000;
    pub const REPLACED: u16 = 3000;
    pub const RESTART: u16 = 3002;
    pub const STUCK: u16 = 3005;
    pub const REFUSED: u16 = 4010;
    pub const TOO_MANY: u16 = 4029;
}

/// A connection.
pub(crate) struct Machine {
    page: Page,
    phase: Phase,
    config: Option<Config>,
    /// The call for the configuration that is in progress.
    configuring: Option<u32>,
    /// When the configuration is fetched again.
    configure_at: Option<f64>,
    position: Position,
    state: PushState,
    /// The failures in succession.
    failures: u32,
    socket_failures: u32,
    /// When a socket may be tried again, and why there is long polling until then.
    socket_at: (f64, &'static str),
    /// Whether the page's policy refuses sockets, and long polling.
    is_blocked: (bool, bool),
    /// The refusals of the channels in succession.
    refusals: u32,
    was_online: bool,
    lost_at: f64,
    /// Whether messages are lost whatever the position is.
    has_gap: bool,
    offline_at: Option<f64>,
    woken_at: f64,
    last_id: u32,
    now: f64,
    random: f64,
    actions: Vec<Action>,
}

#[derive(Clone, Copy, PartialEq)]
enum Phase {
    Stopped,
    /// Waits for the configuration.
    Configuring,
    /// Waits before the next attempt; with a new configuration if `fresh`.
    Waiting {
        until: f64,
        fresh: bool,
    },
    Opening {
        id: u32,
        until: f64,
    },
    Open {
        id: u32,
        since: f64,
        is_stable: bool,
        ping_until: Option<f64>,
    },
    Polling {
        id: u32,
        since: f64,
        until: f64,
    },
    Hidden,
}

impl Machine {
    /// Creates a machine for a page.
    pub fn new(page: Page) -> Self {
        Self {
            page,
            phase: Phase::Stopped,
            config: None,
            configuring: None,
            configure_at: None,
            position: Position::default(),
            state: PushState::CLOSED,
            failures: 0,
            socket_failures: 0,
            socket_at: (0.0, ""),
            is_blocked: (false, false),
            refusals: 0,
            was_online: false,
            lost_at: 0.0,
            has_gap: false,
            offline_at: None,
            woken_at: 0.0,
            last_id: 0,
            now: 0.0,
            random: 0.0,
            actions: Vec::new(),
        }
    }

    /// Returns the state.
    pub fn state(&self) -> PushState {
        self.state
    }

    /// Returns whether it has started and not ended.
    pub fn is_running(&self) -> bool {
        self.phase != Phase::Stopped
    }

    /// Returns what an input entails. `now` is in milliseconds since 1970, `random` from 0 to 1.
    pub fn handle(&mut self, input: Input, now: f64, random: f64) -> Vec<Action> {
        (self.now, self.random) = (now, random);
        match input {
            Input::Start if self.phase == Phase::Stopped => self.start(),
            Input::Start => {}
            Input::Stop => self.stop(PushState::CLOSED),
            Input::Configured(id, result) if self.configuring == Some(id) => {
                self.configuring = None;
                self.configured(result);
            }
            Input::Configured(..) => {}
            Input::Opened(id) => self.opened(id),
            Input::Frame(id, frame) if self.is_current(id) => {
                self.receive(&frame);
            }
            Input::SocketClosed(id, code) if self.is_current(id) => self.socket_closed(code),
            Input::Polled(id, response) if self.is_current(id) => self.polled(response),
            Input::Frame(..) | Input::SocketClosed(..) | Input::Polled(..) => {}
            Input::Wake => self.wake(),
            Input::Page(event) => self.page_event(event),
        }
        std::mem::take(&mut self.actions)
    }

    fn page_event(&mut self, event: PageEvent) {
        match event {
            PageEvent::Online => self.retry_now(true),
            PageEvent::Visible => self.retry_now(false),
            PageEvent::Blocked(address) => self.blocked(&address),
            PageEvent::Hidden if self.is_running() => {
                self.disconnect(code::NORMAL, "PAGE_HIDDEN");
                self.phase = Phase::Hidden;
            }
            PageEvent::Shown if self.phase == Phase::Hidden => self.connect(),
            PageEvent::Hidden | PageEvent::Shown => {}
        }
    }

    fn start(&mut self) {
        self.offline_at = Some(self.now + OFFLINE_AFTER);
        self.woken_at = self.now;
        self.show(Status::Connecting, "");
        self.phase = Phase::Configuring;
        self.configure(false);
    }

    /// Ends, and forgets the secrets.
    fn stop(&mut self, state: PushState) {
        if self.phase == Phase::Stopped {
            return;
        }
        self.actions.push(Action::Disconnect { code: code::NORMAL });
        let actions = std::mem::take(&mut self.actions);
        let (last_id, old) = (self.last_id, self.state);
        *self = Self { last_id, actions, state: old, ..Self::new(self.page.clone()) };
        self.show(state.status, state.reason);
    }

    /// Ends with an error.
    fn fail(&mut self, error: Error, reason: &'static str) {
        self.stop(PushState { status: Status::Closed, reason });
        self.actions.push(Action::Fail(error));
    }

    fn next_id(&mut self) -> u32 {
        self.last_id += 1;
        self.last_id
    }

    fn is_current(&self, id: u32) -> bool {
        match self.phase {
            Phase::Opening { id: own, .. }
            | Phase::Open { id: own, .. }
            | Phase::Polling { id: own, .. } => own == id,
            _ => false,
        }
    }

    fn configure(&mut self, fresh: bool) {
        if self.configuring.is_none() {
            let id = self.next_id();
            (self.configuring, self.configure_at) = (Some(id), None);
            self.actions.push(Action::Configure { id, fresh });
        }
    }

    fn configured(&mut self, result: Result<Value>) {
        match result {
            Ok(result) => match Config::read(&result, &self.page) {
                Ok(config) => self.use_config(config),
                Err(error) => self.fail(error, "CONFIG_FAILED"),
            },
            Err(error) if error.is_retryable() => {
                self.failures += 1;
                let until = self.now + ladder::delay(self.failures, self.random);
                match self.phase {
                    Phase::Configuring => {
                        self.lost("CONFIG_FAILED");
                        self.phase = Phase::Waiting { until, fresh: true };
                    }
                    _ => self.configure_at = Some(until),
                }
            }
            Err(error) => self.fail(error, "CONFIG_FAILED"),
        }
    }

    fn use_config(&mut self, config: Config) {
        if config.expires_at > 0 {
            let margin = config.expires_at as f64 - EXPIRY_MARGIN;
            self.configure_at = Some(margin.max(self.now + EXPIRY_MARGIN));
        }
        let old = self.config.replace(config.clone());
        let has_channels = old.as_ref().is_none_or(|old| config.has_channels_of(old));
        if !has_channels {
            // A place in the old channels is none in the new ones.
            self.position = Position::default();
            self.has_gap = true;
        }
        let is_same = old.is_some_and(|old| {
            (old.socket, old.polling, old.token) == (config.socket, config.polling, config.token)
        });
        match self.phase {
            Phase::Stopped | Phase::Hidden => {}
            Phase::Configuring => self.connect(),
            _ if has_channels && is_same => {}
            _ => {
                self.disconnect(code::REPLACED, "CHANNELS_REPLACED");
                self.connect();
            }
        }
    }

    /// Opens a socket or begins long polling.
    fn connect(&mut self) {
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

    fn opened(&mut self, id: u32) {
        if matches!(self.phase, Phase::Opening { id: own, .. } if own == id) {
            let since = self.now;
            self.phase = Phase::Open { id, since, is_stable: false, ping_until: None };
            self.online(Status::Socket, "");
        }
    }

    /// Shows that events arrive.
    fn online(&mut self, status: Status, reason: &'static str) {
        self.offline_at = None;
        if !self.state.is_online() || self.state.status != status {
            let is_old = self.lost_at > 0.0 && self.now - self.lost_at > HISTORY;
            if self.was_online && (self.has_gap || is_old || self.position.is_unknown()) {
                self.actions.push(Action::Missed);
            }
            (self.was_online, self.has_gap, self.lost_at) = (true, false, 0.0);
        }
        self.show(status, reason);
    }

    /// Shows that no events arrive.
    fn lost(&mut self, reason: &'static str) {
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

    fn show(&mut self, status: Status, reason: &'static str) {
        let state = PushState { status, reason };
        if self.state != state {
            self.state = state;
            self.actions.push(Action::Show(state));
        }
    }

    fn disconnect(&mut self, code: u16, reason: &'static str) {
        self.actions.push(Action::Disconnect { code });
        self.lost(reason);
    }

    /// Tries again after the failure of a connection.
    fn retry(&mut self, reason: &'static str) {
        self.failures += 1;
        self.lost(reason);
        let until = self.now + ladder::delay(self.failures, self.random);
        self.phase = Phase::Waiting { until, fresh: self.config.is_none() };
    }

    /// Tries at once what would be tried later; a connection of another network is dead.
    fn retry_now(&mut self, network_changed: bool) {
        match self.phase {
            Phase::Waiting { fresh: true, .. } => {
                self.phase = Phase::Configuring;
                self.configure(true);
            }
            Phase::Waiting { fresh: false, .. } => self.connect(),
            Phase::Opening { .. } | Phase::Open { .. } | Phase::Polling { .. }
                if network_changed =>
            {
                self.disconnect(code::STUCK, "NETWORK_CHANGED");
                self.connect();
            }
            _ => {}
        }
    }

    fn socket_closed(&mut self, code: u16) {
        match code {
            code::REFUSED => self.refused(),
            code::TOO_MANY => self.slow_down(),
            _ => self.socket_failed("SOCKET_CLOSED"),
        }
    }

    fn socket_failed(&mut self, reason: &'static str) {
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
    fn refused(&mut self) {
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
        self.phase = Phase::Waiting { until, fresh: true };
    }

    fn slow_down(&mut self) {
        // The long delays.
        self.failures = self.failures.max(5);
        self.retry("TOO_MANY_CONNECTIONS");
    }

    /// Replaces the connections that the page's policy refuses by others, and ends if there are none.
    fn blocked(&mut self, address: &str) {
        let Some(config) = &self.config else { return };
        let is_of = |own: &Option<String>| {
            own.as_deref().is_some_and(|own| match text::split(address, "://") {
                Some(_) => address.starts_with(origin(own)),
                None => text::split(own, "://").is_some_and(|(scheme, _)| scheme == address),
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
            if matches!(self.phase, Phase::Opening { .. } | Phase::Waiting { fresh: false, .. }) {
                self.disconnect(code::NORMAL, "SOCKETS_BLOCKED");
                self.connect();
            }
        }
    }
}

/// Returns the scheme and the host of an address.
fn origin(address: &str) -> &str {
    let host = text::find(address, "://").map_or(0, |at| at + 3);
    let length = address.get(host..).and_then(|rest| text::find(rest, "/"));
    length.and_then(|length| address.get(..host + length)).unwrap_or(address)
}
