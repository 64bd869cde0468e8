//! A connection of the push server: what it has to send, and when.

use std::collections::VecDeque;

use super::channel::{Channel, Owner};
use super::format::{self, Format, Piece};
use super::frame::{PushEnd, PushFrame, PushStep};
use super::log::{PushAttempt, milliseconds};
use super::message::Message;
use super::rpc;
use super::settings::PushSettings;
use crate::http::Response;

/// Seconds between two pings of the protocol before version 5.
const PROTOCOL_PING: f64 = 120.0;

/// The code with which the log marks a dropped connection.
const DROPPED: u16 = 1006;

/// Text that is no message.
const GARBAGE: &str = "#garbage {";

/// What a connection receives.
#[derive(Debug)]
pub(crate) struct Subscription {
    pub(crate) channels: Vec<Channel>,
    /// The user whose messages of all apps it receives, too.
    pub(crate) user: Option<u32>,
}

impl Subscription {
    /// Returns whether it receives the messages of a channel.
    pub(crate) fn contains(&self, channel: &str, owner: &Owner) -> bool {
        self.channels.iter().any(|own| own.public_id == channel)
            || (self.user.is_some() && owner.user == self.user)
    }
}

/// A connection of a client.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) log: PushAttempt,
    pub(crate) subscription: Subscription,
    pub(crate) is_socket: bool,
    format: Format,
    version: u8,
    opened_at: f64,
    /// The pieces to send, each with the time when it is due.
    pieces: VecDeque<(f64, Piece)>,
    /// Until when messages are gathered.
    gathers_until: f64,
    next_ping: Option<f64>,
    /// The number of pings without a reply.
    pings: u32,
    /// Frames that reply to the client.
    replies: Vec<PushFrame>,
    end: Option<PushEnd>,
    /// The mid that the response without a message names.
    last_mid: String,
}

impl Connection {
    pub(crate) fn new(
        log: PushAttempt,
        subscription: Subscription,
        format: Format,
        settings: &PushSettings,
        last_mid: String,
        now: f64,
    ) -> Self {
        let is_socket = log.transport == "socket";
        Self {
            log,
            subscription,
            is_socket,
            format,
            version: settings.version,
            opened_at: now,
            pieces: VecDeque::new(),
            gathers_until: now,
            next_ping: is_socket.then(|| now + ping_interval(settings)),
            pings: 0,
            replies: Vec::new(),
            end: None,
            last_mid,
        }
    }

    /// Adds a message, unless the connection ends.
    pub(crate) fn add(&mut self, message: &Message, settings: &PushSettings, now: f64) {
        if self.end.is_some() {
            return;
        }
        let faults = &settings.faults;
        let due = now + seconds(faults.delay_ms);
        if faults.garbage {
            self.pieces.push_back((due, Piece::Raw(GARBAGE.to_owned())));
        }
        for _ in 0..if faults.repeat { 2 } else { 1 } {
            self.pieces.push_back((due, Piece::Message(Box::new(message.clone()))));
        }
    }

    /// Adds text that is sent as it is.
    pub(crate) fn add_raw(&mut self, text: &str, now: f64) {
        self.pieces.push_back((now, Piece::Raw(text.to_owned())));
    }

    /// Ends the connection at its next step, which sends what it has to send so far.
    pub(crate) fn end(&mut self, end: PushEnd) {
        self.end = Some(end);
    }

    /// Receives a text frame of the client. Versions up to 4 ignore it.
    pub(crate) fn receive(&mut self, text: &str) {
        self.log.received.push(text.to_owned());
        if self.version < 5 {
            return;
        }
        if text == "pong" {
            self.pings = 0;
        } else if let Some(mid) = text.strip_prefix("mack:") {
            self.log.unacknowledged.retain(|known| known != mid);
        } else if let Some(reply) = rpc::reply(text) {
            self.replies.push(PushFrame::Text(reply));
        }
    }

    /// Does what is due now.
    pub(crate) fn step(&mut self, settings: &PushSettings, now: f64) -> PushStep {
        if settings.faults.silent && self.end.is_none() {
            return PushStep { silent: true, ..PushStep::default() };
        }
        let mut step = match self.is_socket {
            true => self.socket_step(settings, now),
            false => self.polling_step(settings, now),
        };
        if let Some(end) = &step.end {
            let code = match end {
                PushEnd::Close { code, .. } => *code,
                PushEnd::Drop => DROPPED,
                PushEnd::Respond(response) => response.status,
            };
            self.closed(code, "server", now);
            step.wake = None;
        }
        step
    }

    /// Notes the end of the connection; only the first counts.
    pub(crate) fn closed(&mut self, code: u16, by: &'static str, now: f64) {
        if self.log.open {
            self.log.open = false;
            self.log.code = Some(code);
            self.log.ended_by = Some(by);
            self.log.ended_at = Some(milliseconds(now));
        }
    }

    fn socket_step(&mut self, settings: &PushSettings, now: f64) -> PushStep {
        let mut step =
            PushStep { frames: std::mem::take(&mut self.replies), ..PushStep::default() };
        if now >= self.gathers_until || self.end.is_some() {
            let pieces = self.take_due(settings, now);
            if !pieces.is_empty() {
                self.gathers_until = now + seconds(settings.gather_ms);
                self.log.frames += 1;
                step.frames.extend(format::write(self.format, self.version, &pieces));
            }
        }
        if self.next_ping.is_some_and(|next| now >= next) {
            self.next_ping = Some(now + ping_interval(settings));
            match self.version {
                5.. if self.pings >= 2 => self.end = Some(PushEnd::Drop),
                5.. => {
                    self.pings += 1;
                    step.frames.push(PushFrame::Text("ping".to_owned()));
                }
                _ => step.frames.push(PushFrame::Ping),
            }
        }
        let faults = &settings.faults;
        let sent = self.log.mids.len();
        let drop_at = faults.drop_after_ms.map(|after| self.opened_at + seconds(after));
        if faults.drop_after.is_some_and(|most| sent >= most as usize)
            || drop_at.is_some_and(|at| now >= at)
        {
            self.end = Some(PushEnd::Drop);
        }
        step.end = self.end.take();
        let next_piece = self.pieces.front().map(|(due, _)| due.max(self.gathers_until));
        step.wake = earliest([next_piece, self.next_ping, drop_at]);
        step
    }

    fn polling_step(&mut self, settings: &PushSettings, now: f64) -> PushStep {
        let hold_end = self.opened_at + seconds(settings.hold_ms);
        let mut end = self.end.take();
        if end.is_none() {
            let pieces = self.take_due(settings, now);
            if !pieces.is_empty() {
                self.log.frames += 1;
                end = Some(PushEnd::Respond(self.messages(&pieces)));
            } else if now >= hold_end {
                end = Some(PushEnd::Respond(self.nothing()));
            }
        }
        let next_piece = self.pieces.front().map(|(due, _)| *due);
        PushStep { end, wake: earliest([next_piece, Some(hold_end)]), ..PushStep::default() }
    }

    /// Takes the pieces that are due, up to the message after which the connection is dropped.
    fn take_due(&mut self, settings: &PushSettings, now: f64) -> Vec<Piece> {
        let most = settings.faults.drop_after.filter(|_| self.is_socket);
        let mut taken = Vec::new();
        while let Some((_, piece)) = self.pieces.front().filter(|(due, _)| *due <= now) {
            if let Piece::Message(message) = piece {
                if most.is_some_and(|most| self.log.mids.len() >= most as usize) {
                    break;
                }
                self.log.mids.push(message.mid.clone());
                if self.format == Format::Rpc {
                    self.log.unacknowledged.push(message.mid.clone());
                }
            }
            taken.extend(self.pieces.pop_front().map(|(_, piece)| piece));
        }
        taken
    }

    /// Returns the response with messages.
    fn messages(&self, pieces: &[Piece]) -> Response {
        // JSON-RPC needs a socket.
        let format = if self.format == Format::Rpc { Format::Text } else { self.format };
        let mut body = Vec::new();
        for frame in format::write(format, self.version, pieces) {
            match frame {
                PushFrame::Text(text) => body.extend_from_slice(text.as_bytes()),
                PushFrame::Binary(bytes) => body.extend_from_slice(&bytes),
                PushFrame::Ping => (),
            }
        }
        let content_type = match format {
            Format::Binary => "application/octet-stream",
            Format::Json => "application/json; charset=utf-8",
            Format::Text | Format::Rpc => "text/plain; charset=utf-8",
        };
        let last = pieces.iter().rev().find_map(|piece| match piece {
            Piece::Message(message) => Some(message),
            Piece::Raw(_) => None,
        });
        let mid = last.map_or(&self.last_mid, |message| &message.mid);
        let response = Response::new(200, content_type, body).with_header("last-message-id", mid);
        match last {
            Some(message) if self.version <= 2 => response
                .with_header("last-modified", &crate::dates::http(message.time as i64))
                .with_header("etag", &message.tag.to_string()),
            _ => response,
        }
    }

    /// Returns the response without a message.
    fn nothing(&self) -> Response {
        Response { status: 304, ..Response::default() }
            .with_header("last-message-id", &self.last_mid)
            .with_header("expires", "Thu, 01 Jan 1973 11:11:01 GMT")
    }
}

/// Returns the seconds between two pings; infinite if there are none.
fn ping_interval(settings: &PushSettings) -> f64 {
    match settings.version {
        5.. => settings.ping_ms.map_or(f64::INFINITY, seconds),
        _ => PROTOCOL_PING,
    }
}

fn seconds(milliseconds: u64) -> f64 {
    milliseconds as f64 / 1000.0
}

/// Returns the first of some moments.
pub(crate) fn earliest<const N: usize>(moments: [Option<f64>; N]) -> Option<f64> {
    moments.into_iter().flatten().filter(|moment| moment.is_finite()).reduce(f64::min)
}
