//! The machine with a virtual clock.

mod connection;
mod failure;

use super::*;
use crate::push::network::PollResponse;
use crate::wire::{Value, json};

/// A machine with its time, and a log of what it does.
struct Bench {
    machine: Machine,
    now: f64,
    actions: Vec<Action>,
}

const SOCKET: &str = r#""websocket":"ws://push/subws/","long_polling":"http://push/sub/""#;

fn config(version: u32, channels: &str, members: &str) -> Value {
    let text = format!(
        r#"{{"server":{{"version":{version},{members}}},"jwt":"j.w.t",
        "channels":{{"shared":{{"id":"{channels}"}}}}}}"#
    );
    json::read(&text).unwrap()
}

fn item(mid: &str, module: &str, command: &str) -> String {
    format!(r#"{{"mid":"{mid}","text":{{"module_id":"{module}","command":"{command}"}}}}"#)
}

impl Bench {
    fn start() -> Self {
        let page = Page { portal: "http://portal".to_owned(), is_secure: false };
        let mut bench = Self { machine: Machine::new(page), now: 1e12, actions: Vec::new() };
        bench.input(Input::Start);
        bench
    }

    /// Returns a machine with an open socket.
    fn online(version: u32) -> Self {
        let mut bench = Self::start();
        bench.configure(config(version, "c", SOCKET));
        bench.open();
        bench.take();
        bench
    }

    fn input(&mut self, input: Input) {
        let actions = self.machine.handle(input, self.now, 0.0);
        self.actions.extend(actions);
    }

    /// Lets time pass, with everything that is due in it.
    fn pass(&mut self, seconds: f64) {
        let end = self.now + seconds * 1_000.0;
        while let Some(at) = self.machine.wake_at().filter(|at| *at <= end) {
            self.now = self.now.max(at);
            self.input(Input::Wake);
        }
        self.now = end;
    }

    fn configure(&mut self, result: Value) {
        let id = self.machine.configuring.unwrap();
        self.input(Input::Configured(id, Ok(result)));
    }

    /// Returns the number of the current connection.
    fn id(&self) -> u32 {
        match self.machine.phase {
            Phase::Opening { id, .. } | Phase::Open { id, .. } | Phase::Polling { id, .. } => id,
            _ => panic!("there is no connection"),
        }
    }

    fn open(&mut self) {
        self.input(Input::Opened(self.id()));
    }

    fn close(&mut self, code: u16) {
        self.input(Input::SocketClosed(self.id(), code));
    }

    /// Lets each socket break until long polling begins.
    fn break_sockets(&mut self) {
        for wait in [0.5, 5.0, 5.0, 0.0] {
            self.close(1006);
            self.pass(wait);
        }
    }

    fn frame(&mut self, frame: &str) {
        self.input(Input::Frame(self.id(), frame.to_owned()));
    }

    fn polled(&mut self, status: u16, body: &str, mid: &str) {
        let response = PollResponse {
            status,
            body: body.to_owned(),
            mid: mid.to_owned(),
            ..PollResponse::default()
        };
        self.input(Input::Polled(self.id(), Ok(response)));
    }

    /// Returns what was done since the last time, without the query of addresses.
    fn take(&mut self) -> Vec<String> {
        let name = |action| match action {
            Action::Configure { fresh, .. } => format!("configure {fresh}"),
            Action::Open { url, .. } | Action::Poll { url, .. } => {
                url.split('?').next().unwrap_or_default().to_owned()
            }
            Action::Disconnect { code } => format!("disconnect {code}"),
            Action::Send(text) => text,
            Action::Emit(event) => event.command,
            Action::Missed => "missed".to_owned(),
            Action::Show(state) => format!("{:?} {}", state.status, state.reason),
            Action::Fail(error) => error.to_string(),
        };
        self.actions.drain(..).map(name).collect()
    }
}
