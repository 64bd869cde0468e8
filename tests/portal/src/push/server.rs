//! The push server without sockets: channels, messages and connections.

use std::collections::BTreeMap;

use super::admission::{Keys, Opened, TOO_MANY, admit};
use super::channel::Channels;
use super::connection::{Connection, earliest};
use super::draft::{Draft, Stamp};
use super::frame::{PushEnd, PushStep};
use super::history::History;
use super::jwt::Jwts;
use super::log::{PushAttempt, milliseconds};
use super::message::mid;
use super::query::{After, Query};
use super::settings::PushSettings;
use crate::http::Request;

/// What waits for its delivery.
#[derive(Debug)]
enum Pending {
    Draft(Box<Draft>),
    /// Text for all connections.
    Raw(String),
}

/// The push server.
#[derive(Debug)]
pub(crate) struct Push {
    pub(crate) channels: Channels,
    pub(crate) jwts: Jwts,
    /// The public licence code of the portal (`clientId`).
    pub(crate) client_id: String,
    /// The events of the request that is being handled.
    hit: Vec<Draft>,
    /// What waits, with the time when it is due.
    pending: Vec<(f64, Pending)>,
    history: History,
    connections: BTreeMap<u64, Connection>,
    /// The attempts that never became a connection, or are no connections any more, by number.
    attempts: BTreeMap<u64, PushAttempt>,
    /// The number of the next connection attempt.
    next: u64,
    /// The number of the last message.
    number: u64,
    /// The time of the last message.
    time: f64,
}

impl Push {
    pub(crate) fn new(seed: u64) -> Self {
        let mut channels = Channels::new(seed);
        Self {
            client_id: channels.secret(32),
            jwts: Jwts::default(),
            channels,
            hit: Vec::new(),
            pending: Vec::new(),
            history: History::default(),
            connections: BTreeMap::new(),
            attempts: BTreeMap::new(),
            next: 0,
            number: 0,
            time: 0.0,
        }
    }

    /// Adds an event of the request that is being handled. Equal events of a request are merged.
    pub(crate) fn add(&mut self, draft: Draft) {
        if !self.hit.contains(&draft) {
            self.hit.push(draft);
        }
    }

    /// Schedules the events of the request that was handled.
    pub(crate) fn commit(&mut self, due: f64) {
        for draft in std::mem::take(&mut self.hit) {
            self.schedule(draft, due);
        }
    }

    /// Schedules a message.
    pub(crate) fn schedule(&mut self, draft: Draft, due: f64) {
        self.pending.push((due, Pending::Draft(Box::new(draft))));
    }

    /// Schedules a text for all connections.
    pub(crate) fn schedule_raw(&mut self, text: String, due: f64) {
        self.pending.push((due, Pending::Raw(text)));
    }

    /// Delivers the messages that are due.
    pub(crate) fn deliver(&mut self, settings: &PushSettings, host: &str, now: f64) {
        let (due, later) =
            std::mem::take(&mut self.pending).into_iter().partition(|(due, _)| *due <= now);
        self.pending = later;
        for (_, pending) in due {
            match pending {
                Pending::Draft(draft) => self.deliver_draft(*draft, settings, host, now),
                Pending::Raw(text) => {
                    for connection in self.connections.values_mut() {
                        connection.add_raw(&text, now);
                    }
                }
            }
        }
    }

    fn deliver_draft(&mut self, draft: Draft, settings: &PushSettings, host: &str, now: f64) {
        self.number += 1;
        // The clock of a machine may go back, but mids never do.
        self.time = now.max(self.time);
        let stamp =
            Stamp { number: self.number, tag: self.history.next_tag(self.time), time: self.time };
        let (mut message, channels) = draft.stamp(&stamp, settings.revision_web, host);
        for channel in channels {
            message.channel = channel.public_id;
            for connection in self.connections.values_mut() {
                if connection.subscription.contains(&message.channel, &channel.owner) {
                    connection.add(&message, settings, now);
                }
            }
            self.history.push(channel.owner, message.clone());
        }
    }

    /// Opens a connection, if the query allows it.
    pub(crate) fn open(
        &mut self,
        request: &Request,
        is_socket: bool,
        settings: &PushSettings,
        host: &str,
        now: f64,
    ) -> Opened {
        self.deliver(settings, host, now);
        let query = Query::parse(request, settings.version);
        let id = self.next;
        self.next += 1;
        let mut attempt = PushAttempt {
            at: milliseconds(now),
            transport: if is_socket { "socket" } else { "polling" },
            path: request.path().to_owned(),
            origin: request.header("origin").map(str::to_owned),
            parameters: query.redacted.clone(),
            open: true,
            code: None,
            ended_by: None,
            ended_at: None,
            frames: 0,
            mids: Vec::new(),
            received: Vec::new(),
            unacknowledged: Vec::new(),
        };
        let connects = self.connects(now);
        let Self { channels, jwts, client_id, .. } = self;
        let keys = Keys { channels, jwts, client_id };
        let subscription = match admit(&query, is_socket, connects, keys, settings, now as i64) {
            Ok(subscription) => subscription,
            Err((opened, code)) => {
                attempt.open = false;
                attempt.code = Some(code);
                attempt.ended_by = Some("server");
                attempt.ended_at = Some(attempt.at);
                self.attempts.insert(id, attempt);
                return opened;
            }
        };
        let missed = match &query.after {
            Some(after) => self.history.after(after, &subscription),
            None => Vec::new(),
        };
        let last_mid = match &query.after {
            Some(After::Mid(mid)) => mid.clone(),
            _ => mid(now.max(self.time), self.number),
        };
        let mut connection =
            Connection::new(attempt, subscription, query.format, settings, last_mid, now);
        for message in &missed {
            connection.add(message, settings, now);
        }
        self.connections.insert(id, connection);
        Opened::Connection(id)
    }

    /// Returns how many attempts were not too many in the last minute.
    fn connects(&self, now: f64) -> usize {
        let from = milliseconds(now - 60.0);
        let admitted = |attempt: &&PushAttempt| attempt.code != Some(TOO_MANY);
        self.log().filter(|attempt| attempt.at >= from).filter(admitted).count()
    }

    /// Does what is due at a connection. One that is unknown is dropped.
    pub(crate) fn step(
        &mut self,
        id: u64,
        settings: &PushSettings,
        host: &str,
        now: f64,
    ) -> PushStep {
        self.deliver(settings, host, now);
        let Some(connection) = self.connections.get_mut(&id) else {
            return PushStep { end: Some(PushEnd::Drop), ..PushStep::default() };
        };
        let mut step = connection.step(settings, now);
        if step.end.is_some() {
            self.forget(id);
        } else {
            let delivery = self.pending.iter().map(|(due, _)| *due).reduce(f64::min);
            step.wake = earliest([step.wake, delivery]);
        }
        step
    }

    /// Receives a text frame of a client.
    pub(crate) fn receive(&mut self, id: u64, text: &str) {
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.receive(text);
        }
    }

    /// Notes that a client ended its connection.
    pub(crate) fn close(&mut self, id: u64, code: u16, now: f64) {
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.closed(code, "client", now);
            self.forget(id);
        }
    }

    /// Ends all connections.
    pub(crate) fn end_all(&mut self, end: &PushEnd) {
        for connection in self.connections.values_mut() {
            connection.end(end.clone());
        }
    }

    /// Returns the connection attempts, in order.
    pub(crate) fn log(&self) -> impl Iterator<Item = &PushAttempt> {
        let open = self.connections.iter().map(|(id, connection)| (id, &connection.log));
        let mut all: Vec<_> = self.attempts.iter().chain(open).collect();
        all.sort_by_key(|(id, _)| **id);
        all.into_iter().map(|(_, attempt)| attempt)
    }

    /// Deletes the log, except the open connections.
    pub(crate) fn clear_log(&mut self) {
        self.attempts.clear();
    }

    /// Makes all channels and tokens unknown, and forgets the history.
    pub(crate) fn revoke(&mut self) {
        self.channels.clear();
        self.jwts.clear();
        self.history = History::default();
    }

    /// Restores the initial state and drops all connections. Secrets issued before become unknown.
    pub(crate) fn reset(&mut self) {
        self.revoke();
        self.pending.clear();
        self.attempts.clear();
        self.connections.clear();
    }

    fn forget(&mut self, id: u64) {
        if let Some(connection) = self.connections.remove(&id) {
            self.attempts.insert(id, connection.log);
        }
    }
}
