use super::*;
use crate::push::config::Page;
use crate::push::network::PollResponse;
use crate::wire::json;

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

#[test]
fn connects_and_receives() {
    let mut bench = Bench::start();
    assert_eq!(bench.take(), ["Connecting ", "configure false"]);
    bench.configure(config(4, "c", SOCKET));
    assert_eq!(bench.take(), ["ws://push/subws/"]);
    bench.open();
    bench.frame(&item("1", "application", "a"));
    bench.frame(&format!("[{},{}]", item("1", "application", "a"), item("2", "x", "b")));
    assert_eq!(bench.take(), ["Socket ", "a", "b"]);
    bench.input(Input::Stop);
    assert_eq!(bench.take(), ["disconnect 1000", "Closed "]);
    assert_eq!(bench.machine.wake_at(), None);
    bench.input(Input::Frame(2, item("3", "application", "late")));
    bench.input(Input::Page(PageEvent::Online));
    bench.input(Input::Page(PageEvent::Shown));
    bench.pass(1_000.0);
    assert_eq!(bench.take(), [""; 0]);
}

#[test]
fn resumes_after_a_broken_socket_without_loss() {
    let mut bench = Bench::online(4);
    bench.frame(&item("7", "application", "a"));
    bench.close(1006);
    bench.pass(0.4);
    assert_eq!(bench.take(), ["a", "Connecting SOCKET_CLOSED"]);
    bench.pass(0.1);
    let [Action::Open { url, .. }] = &bench.actions[..] else { panic!("no socket") };
    assert!(url.contains("&mid=7&"), "{url}");
    bench.take();
    bench.open();
    assert_eq!(bench.take(), ["Socket "]);
}

#[test]
fn says_what_may_be_missed() {
    // No message has given a place to resume at.
    let mut bench = Bench::online(4);
    bench.close(1006);
    bench.pass(0.5);
    bench.open();
    assert_eq!(bench.take(), ["Connecting SOCKET_CLOSED", "ws://push/subws/", "missed", "Socket "]);

    for lose in [
        // The portal has other channels.
        (|bench: &mut Bench| {
            bench.frame(&item("8", "pull", "channel_expire"));
            bench.configure(config(4, "d", SOCKET));
        }) as fn(&mut Bench),
        // The server keeps messages for a day.
        |bench| {
            bench.close(1006);
            bench.now += 86_500_000.0;
            bench.pass(0.0);
        },
        |bench| {
            bench.frame(&item("8", "pull", "server_restart"));
            bench.pass(10.0);
            bench.configure(config(4, "c", SOCKET));
        },
    ] {
        let mut bench = Bench::online(4);
        bench.frame(&item("7", "application", "a"));
        lose(&mut bench);
        bench.take();
        bench.open();
        assert_eq!(bench.take(), ["missed", "Socket "]);
    }
}

#[test]
fn climbs_the_ladder_and_starts_again_after_success() {
    let mut bench = Bench::start();
    bench.configure(config(4, "c", r#""websocket":"ws://push/subws/""#));
    bench.take();
    let mut delays = Vec::new();
    for _ in 0..12 {
        bench.close(1006);
        let start = bench.now;
        let Phase::Waiting { until, .. } = bench.machine.phase else { panic!("no delay") };
        delays.push((until - start) / 1_000.0);
        bench.pass((until - start) / 1_000.0);
    }
    assert_eq!(delays, [0.5, 5.0, 5.0, 25.0, 25.0, 45.0, 45.0, 45.0, 45.0, 45.0, 60.0, 60.0]);
    // Opening alone is no success.
    bench.open();
    bench.close(1006);
    let Phase::Waiting { until, .. } = bench.machine.phase else { panic!("no delay") };
    assert_eq!(until - bench.now, 60_000.0);
    bench.pass(60.0);
    bench.open();
    bench.pass(30.0);
    bench.close(1006);
    let Phase::Waiting { until, .. } = bench.machine.phase else { panic!("no delay") };
    assert_eq!(until - bench.now, 500.0);
}

#[test]
fn is_offline_only_after_five_seconds() {
    let mut bench = Bench::online(4);
    bench.frame(&item("7", "application", "a"));
    bench.take();
    bench.close(1006);
    bench.pass(0.5);
    bench.close(1006);
    bench.pass(4.4);
    assert_eq!(bench.take(), ["Connecting SOCKET_CLOSED", "ws://push/subws/"]);
    bench.pass(0.1);
    assert_eq!(bench.take(), ["Offline SOCKET_CLOSED"]);
    // The network or the user is back.
    bench.input(Input::Page(PageEvent::Visible));
    assert_eq!(bench.take(), ["ws://push/subws/"]);
    bench.open();
    bench.input(Input::Page(PageEvent::Visible));
    assert_eq!(bench.take(), ["Socket "]);
    bench.input(Input::Page(PageEvent::Online));
    assert_eq!(bench.take(), ["disconnect 3005", "Connecting NETWORK_CHANGED", "ws://push/subws/"]);
}

#[test]
fn polls_if_sockets_fail_and_returns_to_them() {
    let mut bench = Bench::start();
    bench.configure(config(4, "c", SOCKET));
    for wait in [0.5, 5.0, 5.0, 0.0] {
        bench.close(1006);
        bench.pass(wait);
    }
    assert_eq!(bench.take().pop().as_deref(), Some("http://push/sub/"));
    bench.pass(5.0);
    assert_eq!(bench.take(), ["Polling SOCKETS_FAILED"]);
    bench.polled(200, &item("7", "application", "a"), "");
    assert_eq!(bench.take(), ["a", "http://push/sub/"]);
    bench.pass(40.0);
    bench.polled(304, "", "9");
    let [Action::Poll { url, .. }] = &bench.actions[..] else { panic!("no request") };
    assert!(url.contains("&mid=9&"), "{url}");
    bench.take();
    // An empty response that the server did not hold.
    bench.polled(304, "", "");
    assert_eq!(bench.take(), [""; 0]);
    bench.pass(1.0);
    assert_eq!(bench.take(), ["http://push/sub/"]);
    // A socket is tried beside working long polling, which goes on.
    bench.now += 600_000.0;
    bench.polled(304, "", "");
    assert_eq!(bench.take(), ["ws://push/subws/"]);
    bench.close(1006);
    assert_eq!(bench.take(), ["http://push/sub/"]);
    bench.now += 600_000.0;
    bench.polled(304, "", "");
    bench.open();
    assert_eq!(bench.take(), ["ws://push/subws/", "Socket "]);
}

#[test]
fn responses_that_are_no_messages_are_failures() {
    for (status, body, reason) in [
        (200, "<html>", "POLLING_FAILED"),
        (502, "", "POLLING_FAILED"),
        (429, "4029: too many", "TOO_MANY_CONNECTIONS"),
        (400, "4010: wrong", "CHANNELS_REFUSED"),
    ] {
        let mut bench = Bench::start();
        bench.configure(config(4, "c", r#""long_polling":"http://push/sub/""#));
        bench.pass(5.0);
        bench.take();
        bench.polled(status, body, "");
        assert_eq!(bench.take(), [format!("Connecting {reason}")], "{status}");
    }
    let mut bench = Bench::start();
    bench.configure(config(4, "c", r#""long_polling":"http://push/sub/""#));
    bench.pass(5.0);
    bench.take();
    bench.pass(55.0);
    assert_eq!(bench.take(), ["disconnect 1000", "Connecting POLLING_TIMEOUT"]);
}

#[test]
fn refused_channels_are_replaced_once() {
    let mut bench = Bench::online(4);
    bench.close(4010);
    bench.pass(5.0);
    assert_eq!(
        bench.take(),
        ["Connecting CHANNELS_REFUSED", "configure true", "Offline CHANNELS_REFUSED"]
    );
    bench.configure(config(4, "d", SOCKET));
    bench.open();
    bench.close(4010);
    let done = bench.take();
    assert!(done.last().unwrap().contains("CHANNELS_REFUSED: the push server"), "{done:?}");
    assert_eq!(bench.machine.state().status, Status::Closed);
}

#[test]
fn a_socket_that_does_not_open_is_given_up() {
    let mut bench = Bench::start();
    bench.configure(config(4, "c", SOCKET));
    bench.pass(10.0);
    let done = bench.take();
    assert!(done.contains(&"disconnect 1000".to_owned()), "{done:?}");
    assert_eq!(bench.machine.state().reason, "SOCKET_TIMEOUT");
}

#[test]
fn replies_to_servers_that_demand_it() {
    let call = |mid: &str, id: &str| {
        format!(
            r#"{{"jsonrpc":"2.0","id":{id},"method":"incoming.message","params":{{"mid":"{mid}","body":{{"module_id":"application","command":"a"}}}}}}"#
        )
    };
    let mut bench = Bench::online(5);
    bench.frame(&format!("[{},{}]", call("1", "7"), call("2", "null")));
    assert_eq!(
        bench.take(),
        ["mack:1", r#"{"jsonrpc":"2.0","id":7,"result":{}}"#, "a", "mack:2", "a"]
    );
    // Silence counts only after the first `ping`.
    bench.pass(25.0);
    bench.frame("ping");
    assert_eq!(bench.take(), ["pong"]);
    bench.pass(19.0);
    assert_eq!(bench.take(), [""; 0]);
    bench.pass(1.0);
    assert_eq!(bench.take(), ["disconnect 3005", "Connecting SOCKET_SILENT", "ws://push/subws/"]);
    let mut bench = Bench::online(4);
    bench.frame(&call("1", "7"));
    assert_eq!(bench.take(), ["a"]);
}

#[test]
fn the_configuration_is_replaced_before_it_expires() {
    let mut bench = Bench::start();
    let result = json::read(
        &json::write(&config(4, "c", SOCKET))
            .replace(r#""jwt""#, &format!(r#""exp":{},"jwt""#, 1_000_000_000 + 43_200)),
    );
    bench.configure(result.unwrap());
    bench.open();
    bench.take();
    bench.pass(43_100.0);
    assert_eq!(bench.take(), [""; 0]);
    bench.pass(60.0);
    assert_eq!(bench.take(), ["configure true"]);
    // The same channels need no other socket.
    bench.configure(config(4, "c", SOCKET));
    assert_eq!(bench.take(), [""; 0]);
    bench.frame(&item("1", "pull", "config_expire"));
    bench.pass(10.0);
    assert_eq!(bench.take(), ["configure true"]);
    bench.configure(config(4, "d", SOCKET));
    assert_eq!(
        bench.take(),
        ["disconnect 3000", "Connecting CHANNELS_REPLACED", "ws://push/subws/"]
    );
}

#[test]
fn a_hidden_page_has_no_connection() {
    let mut bench = Bench::online(4);
    bench.frame(&item("7", "application", "a"));
    bench.input(Input::Page(PageEvent::Hidden));
    assert_eq!(bench.take(), ["a", "disconnect 1000", "Connecting PAGE_HIDDEN"]);
    assert_eq!(bench.machine.wake_at(), None);
    bench.now += 3_600_000.0;
    bench.input(Input::Page(PageEvent::Shown));
    bench.open();
    bench.pass(1.0);
    assert_eq!(bench.take(), ["ws://push/subws/", "Socket "]);
}

#[test]
fn a_page_that_was_asleep_connects_anew() {
    let mut bench = Bench::online(4);
    bench.pass(60.0);
    bench.now += 300_000.0;
    bench.input(Input::Wake);
    assert_eq!(bench.take(), ["disconnect 3005", "Connecting PAGE_RESUMED", "ws://push/subws/"]);
}

#[test]
fn a_policy_that_refuses_the_server_is_named() {
    let mut bench = Bench::start();
    bench.configure(config(4, "c", SOCKET));
    bench.take();
    bench.input(Input::Page(PageEvent::Blocked("https://elsewhere/".to_owned())));
    assert_eq!(bench.take(), [""; 0]);
    bench.input(Input::Page(PageEvent::Blocked("ws".to_owned())));
    assert_eq!(bench.take(), ["disconnect 1000", "Connecting SOCKETS_BLOCKED", "http://push/sub/"]);
    bench.input(Input::Page(PageEvent::Blocked("http://push/sub/?CHANNEL_ID=c".to_owned())));
    let done = bench.take();
    let error = done.last().unwrap();
    assert!(error.contains("PUSH_BLOCKED") && !error.contains("CHANNEL_ID"), "{error}");
    assert!(error.ends_with("connect-src ws://push http://push"), "{error}");
}

#[test]
fn only_final_errors_of_the_configuration_end_it() {
    let fail = |bench: &mut Bench, error| {
        let id = bench.machine.configuring.unwrap();
        bench.input(Input::Configured(id, Err(error)));
    };
    let mut bench = Bench::start();
    fail(&mut bench, Error::new(ErrorKind::Network, "NETWORK", "gone"));
    assert_eq!(bench.machine.state().reason, "CONFIG_FAILED");
    bench.take();
    bench.pass(0.5);
    assert_eq!(bench.take(), ["configure true"]);
    fail(&mut bench, Error::new(ErrorKind::Permission, "insufficient_scope", "no"));
    assert_eq!(bench.take(), ["disconnect 1000", "Closed CONFIG_FAILED", "insufficient_scope: no"]);
}
