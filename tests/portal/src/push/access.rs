//! The connections of the push server, as a server with sockets uses them.

use super::admission::{Opened, TOO_MANY};
use super::frame::{PushEnd, PushStep};
use crate::address;
use crate::guard;
use crate::http::{Request, Response};
use crate::portal::Portal;

/// An open connection of the push server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PushConnection(u64);

/// The outcome of a request to the push server.
#[derive(Debug)]
pub enum PushOpening {
    /// The connection is open; a WebSocket is accepted.
    Open(PushConnection),
    /// A WebSocket is accepted and closed.
    Close(PushEnd),
    /// The request gets this response.
    Respond(Response),
}

/// A page as a front server sends it.
const PAGE: &str = "<!doctype html><html><body><h1>Please log in</h1></body></html>";

impl Portal {
    /// Opens a connection of the push server: a WebSocket if `is_socket`, otherwise a request of
    /// long polling.
    pub fn open_push(&mut self, request: &Request, is_socket: bool, now: f64) -> PushOpening {
        if let Some(text) = guard::reject_host(request.header("host"), &self.options.push) {
            let response = Response::new(403, "text/plain; charset=utf-8", text);
            return PushOpening::Respond(response);
        }
        if request.method != "GET" {
            let response = Response::new(405, "text/plain; charset=utf-8", "Method Not Allowed");
            return PushOpening::Respond(response);
        }
        let host = address::host_of(&self.options.origin);
        match self.push.open(request, is_socket, &self.settings.push, host, now) {
            Opened::Connection(id) => PushOpening::Open(PushConnection(id)),
            Opened::Rejected(code, reason) if is_socket => {
                PushOpening::Close(PushEnd::Close { code, reason: reason.to_owned() })
            }
            Opened::Rejected(code, reason) => {
                let status = if code == TOO_MANY { 429 } else { 400 };
                let body = format!("{code}: {reason}");
                PushOpening::Respond(self.readable(Response::new(status, "text/plain", body)))
            }
            Opened::Unavailable => {
                PushOpening::Respond(Response::new(502, "text/html", "<h1>502 Bad Gateway</h1>"))
            }
            Opened::Page => {
                PushOpening::Respond(self.readable(Response::new(200, "text/html", PAGE)))
            }
        }
    }

    /// Does what is due at a connection of the push server.
    pub fn step_push(&mut self, connection: PushConnection, now: f64) -> PushStep {
        let host = address::host_of(&self.options.origin);
        let mut step = self.push.step(connection.0, &self.settings.push, host, now);
        if let Some(PushEnd::Respond(response)) = step.end {
            step.end = Some(PushEnd::Respond(self.readable(response)));
        }
        step
    }

    /// Receives a text frame of a client of the push server.
    pub fn receive_push(&mut self, connection: PushConnection, text: &str) {
        self.push.receive(connection.0, text);
    }

    /// Notes that a client of the push server closed its connection with this code.
    pub fn close_push(&mut self, connection: PushConnection, code: u16, now: f64) {
        self.push.close(connection.0, code, now);
    }

    /// Allows pages of all origins to read a response, unless a fault prevents it.
    fn readable(&self, response: Response) -> Response {
        let response = response.with_header("cache-control", "no-cache");
        if self.settings.push.faults.no_cors {
            return response;
        }
        response
            .with_header("access-control-allow-origin", "*")
            .with_header("access-control-expose-headers", "Last-Message-Id, Last-Modified, Etag")
    }
}
