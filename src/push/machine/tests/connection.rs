use super::*;

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
fn reports_what_may_be_missed() {
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

    // Up to version 2 a server resumes at a tag; the identifier that a response may have is no place.
    let mut bench = Bench::start();
    bench.configure(config(2, "c", r#""long_polling":"http://push/sub/""#));
    bench.polled(304, "", "7");
    bench.pass(0.5);
    bench.polled(502, "", "");
    bench.take();
    bench.pass(6.0);
    assert_eq!(
        bench.take(),
        ["http://push/sub/", "Offline POLLING_FAILED", "missed", "Polling SOCKETS_OFF"]
    );
}

#[test]
fn forged_control_messages_delay_none_that_is_due() {
    let mut bench = Bench::online(4);
    for mid in 0..100 {
        bench.frame(&item(&mid.to_string(), "pull", "channel_expire"));
    }
    assert_eq!(bench.take(), ["configure true"]);
    bench.configure(config(4, "c", SOCKET));
    bench.pass(60.0);
    assert_eq!(bench.take(), ["configure true"]);
    bench.configure(config(4, "c", SOCKET));
    bench.pass(60.0);
    bench.frame(&item("genuine", "pull", "channel_expire"));
    assert_eq!(bench.take(), ["configure true"]);
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
