//! The connection to the push server, without I/O and clock: [`Input`]s become [`Action`]s.

mod configure;
mod connect;
mod failure;
mod receive;
#[cfg(test)]
mod tests;
mod wake;

use super::config::{Config, Page};
use super::network::PageEvent;
use super::position::Position;
use super::state::{PushState, Status};
use super::step::{Action, Input};
use crate::error::Error;

/// How long a page is shown as connecting before it is offline.
const OFFLINE_AFTER: f64 = 5_000.0;

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
    /// The long polls in succession that the server did not hold.
    fast_polls: u32,
    /// When the last frame has arrived.
    heard_at: f64,
    /// When control messages were last obeyed.
    controlled_at: f64,
    restarted_at: f64,
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
    /// Waits before the next attempt; with a new configuration if `fresh`, and not to the end if it
    /// `may_skip` that.
    Waiting {
        until: f64,
        fresh: bool,
        may_skip: bool,
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
    /// Waits for the page to be shown, and then for the rest of a pause that the server has asked for.
    Hidden {
        until: f64,
        fresh: bool,
    },
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
            fast_polls: 0,
            heard_at: 0.0,
            controlled_at: f64::NEG_INFINITY,
            restarted_at: f64::NEG_INFINITY,
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
        if now < self.now {
            self.shift(now - self.now);
        }
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

    pub(super) fn page_event(&mut self, event: PageEvent) {
        match event {
            PageEvent::Online => self.retry_now(true),
            PageEvent::Visible => self.retry_now(self.is_suspect()),
            PageEvent::Blocked(address) => self.blocked(&address),
            PageEvent::Hidden => self.hidden(),
            PageEvent::Shown => self.shown(),
        }
    }

    fn hidden(&mut self) {
        let (until, fresh) = match self.phase {
            Phase::Stopped | Phase::Hidden { .. } => return,
            Phase::Waiting { until, fresh, may_skip: false } => (until, fresh),
            Phase::Waiting { fresh, .. } => (self.now, fresh),
            Phase::Configuring => (self.now, true),
            Phase::Opening { .. } | Phase::Open { .. } | Phase::Polling { .. } => (self.now, false),
        };
        self.disconnect(code::NORMAL, "PAGE_HIDDEN");
        self.phase = Phase::Hidden { until, fresh };
    }

    fn shown(&mut self) {
        let Phase::Hidden { until, fresh } = self.phase else { return };
        self.offline_at = Some(self.now + OFFLINE_AFTER);
        if until > self.now {
            self.phase = Phase::Waiting { until, fresh, may_skip: false };
        } else {
            self.end_wait(fresh);
        }
    }

    pub(super) fn start(&mut self) {
        self.offline_at = Some(self.now + OFFLINE_AFTER);
        self.woken_at = self.now;
        self.show(Status::Connecting, "");
        self.phase = Phase::Configuring;
        self.configure(false);
    }

    /// Ends, and forgets the secrets.
    pub(super) fn stop(&mut self, state: PushState) {
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
    pub(super) fn fail(&mut self, error: Error, reason: &'static str) {
        self.stop(PushState { status: Status::Closed, reason });
        self.actions.push(Action::Fail(error));
    }

    pub(super) fn next_id(&mut self) -> u32 {
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
}
