//! What the server sends.

use super::super::frame::{self, Piece};
use super::super::ladder;
use super::super::message::Message;
use super::super::network::PollResponse;
use super::super::state::Status;
use super::super::step::Action;
use super::{Machine, Phase, code};
use crate::error::Result;
use crate::wire::{Map, json};

/// How long a server may be silent that has sent a `ping`.
const MAX_SILENCE: f64 = 20_000.0;

/// A response without a new message in less time was not held by the server.
const SHORTEST_HOLD: f64 = 1_000.0;

/// The time in which one `server_restart` is obeyed, and one of the other control messages.
const RESTART_PAUSE: f64 = 600_000.0;
const CONTROL_PAUSE: f64 = 60_000.0;

/// The status of a response without messages.
const NOT_MODIFIED: u16 = 304;

impl Machine {
    /// Receives a frame. Returns whether it has messages or is empty.
    pub(super) fn receive(&mut self, frame: &str) -> bool {
        if let Phase::Open { ping_until: Some(until), .. } = &mut self.phase {
            *until = self.now + MAX_SILENCE;
        }
        self.heard_at = self.now;
        let pieces = frame::read(frame);
        let mut is_readable = pieces.is_empty();
        for piece in pieces {
            match piece {
                Piece::Message(message) => {
                    is_readable = true;
                    self.receive_message(message);
                }
                Piece::Ping => self.receive_ping(),
                Piece::Unknown => {}
            }
            if self.phase == Phase::Stopped {
                break;
            }
        }
        is_readable
    }

    fn receive_ping(&mut self) {
        if !self.config.as_ref().is_some_and(|config| config.is_json_rpc()) {
            return;
        }
        self.actions.push(Action::Send("pong".to_owned()));
        if let Phase::Open { ping_until, .. } = &mut self.phase {
            *ping_until = Some(self.now + MAX_SILENCE);
        }
    }

    fn receive_message(&mut self, message: Message) {
        self.confirm(&message);
        if !self.position.advance(&message) {
            return;
        }
        self.stabilize();
        match message.event.module.as_str() {
            "pull" => self.control(&message.event.command),
            _ => self.actions.push(Action::Emit(message.event)),
        }
    }

    /// Confirms a message to a server that demands it. Others ignore text or close the socket.
    fn confirm(&mut self, message: &Message) {
        if !self.config.as_ref().is_some_and(|config| config.is_json_rpc()) {
            return;
        }
        if !message.mid.is_empty() {
            self.actions.push(Action::Send(text!("mack:{}", message.mid)));
        }
        if let Some(call) = &message.call {
            let mut reply = Map::new();
            reply.insert("jsonrpc", "2.0");
            reply.insert("id", call.clone());
            reply.insert("result", Map::new());
            self.actions.push(Action::Send(json::write_map(&reply)));
        }
    }

    /// Obeys a message to the client itself. Any user of the app can forge one, so they are obeyed rarely.
    fn control(&mut self, command: &str) {
        // At different times, so that the portal does not get the calls of all pages at once.
        let spread = 10_000.0 + 110_000.0 * self.random;
        match command {
            "channel_expire" => self.configure_by(self.now.max(self.controlled_at + CONTROL_PAUSE)),
            "config_expire" => self.configure_by(self.now + spread),
            "server_restart" if self.now >= self.restarted_at + RESTART_PAUSE => {
                self.restarted_at = self.now;
                self.disconnect(code::RESTART, "SERVER_RESTART");
                self.has_gap = true;
                self.pause(self.now + spread);
            }
            _ => {}
        }
    }

    /// Fetches another configuration at a time, unless one is fetched earlier.
    fn configure_by(&mut self, time: f64) {
        if self.configure_at.is_some_and(|at| at <= time) {
            return;
        }
        (self.controlled_at, self.configure_at) = (time, Some(time));
        if time <= self.now {
            self.configure(true);
        }
    }

    /// Accepts that the connection works.
    pub(super) fn stabilize(&mut self) {
        (self.failures, self.refusals) = (0, 0);
        if let Phase::Open { is_stable, .. } = &mut self.phase {
            *is_stable = true;
            (self.socket_failures, self.socket_at) = (0, (0.0, ""));
        }
    }

    /// Receives the response of long polling, and requests the next one.
    pub(super) fn polled(&mut self, response: Result<PollResponse>) {
        let Phase::Polling { since, .. } = self.phase else { return };
        let Ok(response) = response else { return self.polling_failed("POLLING_FAILED") };
        let is_empty = response.status == NOT_MODIFIED || response.body.trim_ascii().is_empty();
        match response.status {
            200 | NOT_MODIFIED => {}
            429 => return self.slow_down(),
            _ if response.body.starts_with("4010") => return self.refused(),
            _ => return self.polling_failed("POLLING_FAILED"),
        }
        let before = self.position.place();
        if !is_empty && !self.receive(&response.body) {
            if response.mid.is_empty() && response.tag.is_empty() {
                return self.polling_failed("POLLING_FAILED");
            }
            // Repeated from the same place, the server would send the same again.
            self.has_gap = true;
        }
        // A control message has ended it.
        if !matches!(self.phase, Phase::Polling { .. }) {
            return;
        }
        self.stabilize();
        self.position.set(&response.mid, &response.tag, &response.time);
        self.polling_works();
        if self.now - since >= SHORTEST_HOLD || self.position.place() != before {
            self.fast_polls = 0;
            return self.connect();
        }
        self.fast_polls += 1;
        let until = self.now + ladder::delay(self.fast_polls, self.random);
        self.phase = Phase::Waiting { until, fresh: false, may_skip: true };
    }

    pub(super) fn polling_works(&mut self) {
        let has_socket = self.config.as_ref().is_some_and(|config| config.socket.is_some());
        let reason = if has_socket { self.socket_at.1 } else { "SOCKETS_OFF" };
        self.online(Status::Polling, reason);
    }

    pub(super) fn polling_failed(&mut self, reason: &'static str) {
        // After a second failure in succession the next attempt is a socket, unless the page refuses them.
        // One failure alone is no reason: a socket to a network that has none opens only at its deadline.
        if self.failures > 0 && self.socket_at.0.is_finite() {
            self.socket_at.0 = self.now;
        }
        self.retry(reason);
    }
}
