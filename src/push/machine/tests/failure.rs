use super::*;
use crate::error::{Error, ErrorKind};

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
fn polls_if_sockets_fail_and_returns_to_them() {
    let mut bench = Bench::start();
    bench.configure(config(4, "c", SOCKET));
    bench.break_sockets();
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
fn long_polling_that_breaks_goes_on_before_a_socket_is_tried() {
    let mut bench = Bench::start();
    bench.configure(config(4, "c", SOCKET));
    bench.break_sockets();
    bench.polled(200, &item("7", "application", "a"), "");
    bench.polled(502, "", "");
    bench.take();
    bench.pass(0.5);
    assert_eq!(bench.take(), ["http://push/sub/"]);
    bench.polled(502, "", "");
    bench.pass(5.0);
    let done = bench.take();
    assert_eq!(done.last().map(String::as_str), Some("ws://push/subws/"));
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

#[test]
fn a_connection_that_has_worked_waits_for_a_token() {
    let fail = |bench: &mut Bench, kind, code: &'static str| {
        let id = bench.machine.configuring.unwrap();
        bench.input(Input::Configured(id, Err(Error::new(kind, code, "no"))));
    };
    let mut bench = Bench::online(4);
    bench.close(4010);
    bench.pass(5.0);
    bench.take();
    fail(&mut bench, ErrorKind::Auth, "REFRESH_TIMEOUT");
    bench.pass(5.0);
    assert_eq!(bench.take(), ["Offline CONFIG_FAILED", "configure true"]);
    fail(&mut bench, ErrorKind::Permission, "insufficient_scope");
    assert_eq!(bench.take(), ["disconnect 1000", "Closed CONFIG_FAILED", "insufficient_scope: no"]);
}

#[test]
fn a_pause_goes_on_after_the_page_was_hidden() {
    let mut bench = Bench::online(4);
    bench.close(4010);
    bench.input(Input::Page(PageEvent::Hidden));
    bench.now += 2_000.0;
    bench.take();
    bench.input(Input::Page(PageEvent::Shown));
    bench.pass(2.9);
    assert_eq!(bench.take(), [""; 0]);
    bench.pass(0.1);
    assert_eq!(bench.take(), ["configure true"]);
    // The new channels arrive while the page is hidden, or after it.
    bench.input(Input::Page(PageEvent::Hidden));
    bench.take();
    bench.input(Input::Page(PageEvent::Shown));
    assert_eq!(bench.take(), [""; 0]);
    bench.input(Input::Page(PageEvent::Hidden));
    bench.configure(config(4, "d", SOCKET));
    bench.take();
    bench.input(Input::Page(PageEvent::Shown));
    assert_eq!(bench.take(), ["ws://push/subws/"]);
}

#[test]
fn a_policy_that_refuses_another_socket_of_the_app_ends_nothing() {
    let mut bench = Bench::online(4);
    bench.input(Input::Page(PageEvent::Blocked("ws".to_owned())));
    bench.close(1006);
    bench.pass(0.5);
    assert_eq!(bench.take(), ["Connecting SOCKET_CLOSED", "ws://push/subws/"]);
}

#[test]
fn a_response_that_cannot_be_read_is_not_requested_again() {
    let mut bench = Bench::start();
    bench.configure(config(4, "c", r#""long_polling":"http://push/sub/""#));
    bench.polled(304, "", "1");
    bench.pass(0.5);
    bench.take();
    bench.polled(200, "{broken", "2");
    let [Action::Missed, Action::Poll { url, .. }] = &bench.actions[..] else {
        panic!("{:?}", bench.take())
    };
    assert!(url.contains("&mid=2&"), "{url}");
}
