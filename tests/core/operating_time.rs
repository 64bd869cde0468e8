//! Methods that the portal blocks for minutes because of their run time, in calls, batches and lists.

use std::time::Duration;

use crate::support::{Setup, batch_of, summaries, webhook};
use b24_wasm::client::{Batch, OperatingTime, Outcome};
use b24_wasm::error::{ErrorKind, Result};
use b24_wasm::methods::user;
use b24_wasm::wire::Map;
use b24_wasm::{Call, Client, Value};
use portal::{Fault, FaultName};

/// Returns a portal that blocks each method after its first call.
fn heavy() -> Setup {
    let setup = Setup::new();
    setup.portal.borrow_mut().settings_mut().operating.seconds_per_call = Some(500.0);
    setup
}

/// A timeout that is longer than any block.
const PATIENT: Duration = Duration::from_secs(900);

fn get(client: &Client) -> Call<Value> {
    client.call_by_name("user.get", Map::new())
}

fn send(setup: &Setup, client: &Client, batch: Batch) -> Vec<Outcome> {
    setup.run(client.batch(batch)).unwrap().into_iter().collect()
}

fn blocked(client: &Client) -> Vec<OperatingTime> {
    client.operating_times().into_iter().filter(|time| time.is_blocked).collect()
}

/// Returns a portal and a client that knows that "user.get" is blocked.
fn known_block() -> (Setup, Client, OperatingTime) {
    let setup = heavy();
    let client = setup.webhook();
    setup.run(get(&client)).unwrap();
    setup.run(get(&client).wait_if_blocked(false)).unwrap_err();
    let [time] = blocked(&client).try_into().unwrap();
    (setup, client, time)
}

/// Asserts that the time is that of the end of a block.
fn assert_waited_for(setup: &Setup, time: &OperatingTime) {
    let now = setup.clock.milliseconds() as f64;
    assert!((time.reset_at..time.reset_at + 1_000.0).contains(&now), "{now}");
}

#[test]
fn a_blocked_method_waits_or_fails_and_others_go_on() {
    let setup = heavy();
    let client = setup.webhook();
    let get = || get(&client).timeout(PATIENT);
    setup.run(get()).unwrap();
    let error = setup.run(get().wait_if_blocked(false)).unwrap_err();
    assert_eq!((error.code(), error.kind()), ("OPERATION_TIME_LIMIT", ErrorKind::Limit));
    let sent = setup.requests().len();
    let error = setup.run(get().wait_if_blocked(false)).unwrap_err();
    assert_eq!((error.code(), error.attempts()), ("OPERATION_TIME_LIMIT", 0));
    assert_eq!((setup.requests().len(), setup.elapsed()), (sent, 0), "nothing was sent");
    setup.run(client.call_by_name("user.current", Map::new())).unwrap();
    let [time] = blocked(&client).try_into().unwrap();
    assert_eq!((time.method.as_str(), time.operating), ("user.get", 500_000));
    setup.run(get()).unwrap();
    assert_waited_for(&setup, &time);
}

#[test]
fn a_blocked_method_fails_at_once_if_its_deadline_is_earlier() {
    let setup = heavy();
    let client = setup.webhook();
    setup.run(get(&client)).unwrap();
    for requests in [2, 2] {
        let error = setup.run(get(&client)).unwrap_err();
        assert_eq!(error.code(), "OPERATION_TIME_LIMIT");
        assert_eq!((setup.requests().len(), setup.elapsed()), (requests, 0));
    }
}

#[test]
fn a_refusal_in_a_batch_blocks_the_method() {
    let setup = heavy();
    let client = setup.webhook();
    let batch = batch_of(&["user.get", "user.get", "server.time"]);
    let outcomes = send(&setup, &client, batch);
    assert_eq!(summaries(&outcomes), ["ok", "(OPERATION_TIME_LIMIT)", "ok"]);
    let [time] = blocked(&client).try_into().unwrap();
    assert_eq!((time.method.as_str(), time.operating), ("user.get", 500_000));
    let error = setup.run(get(&client).wait_if_blocked(false)).unwrap_err();
    assert_eq!((error.code(), error.attempts()), ("OPERATION_TIME_LIMIT", 0));
    assert_eq!((setup.requests().len(), setup.elapsed()), (1, 0), "nothing was sent");
    setup.run(get(&client).timeout(PATIENT)).unwrap();
    assert_waited_for(&setup, &time);
}

#[test]
fn the_run_times_in_a_batch_are_known() {
    let setup = heavy();
    let client = setup.webhook();
    let _ = send(&setup, &client, batch_of(&["user.get", "server.time"]));
    let mut times = client.operating_times();
    times.sort_by(|one, other| one.method.cmp(&other.method));
    let times: Vec<_> = times.iter().map(|time| (time.method.as_str(), time.operating)).collect();
    assert_eq!(times, [("server.time", 500_000), ("user.get", 500_000)]);
}

#[test]
fn a_batch_waits_for_a_blocked_method() {
    let (setup, client, time) = known_block();
    let batch = batch_of(&["server.time", "user.get"]).timeout(PATIENT);
    assert_eq!(summaries(&send(&setup, &client, batch)), ["ok", "ok"]);
    assert_waited_for(&setup, &time);
    assert_eq!(setup.requests().len(), 3);
}

#[test]
fn a_batch_that_does_not_wait_runs_the_other_commands() {
    let timeout = Duration::from_secs(60);
    for batch in [
        batch_of(&["user.get", "server.time"]).timeout(PATIENT).wait_if_blocked(false),
        batch_of(&["user.get", "server.time"]).timeout(timeout),
    ] {
        let (setup, client, _) = known_block();
        let outcomes = send(&setup, &client, batch);
        assert_eq!(summaries(&outcomes), ["(OPERATION_TIME_LIMIT)", "ok"]);
        assert_eq!((setup.requests().len(), setup.elapsed()), (3, 0));
    }
}

#[test]
fn a_batch_of_blocked_commands_is_not_sent() {
    let (setup, client, _) = known_block();
    let batch = batch_of(&["user.get"; 60]).timeout(PATIENT).wait_if_blocked(false);
    let outcomes = send(&setup, &client, batch);
    assert_eq!(summaries(&outcomes), ["(OPERATION_TIME_LIMIT)"; 60]);
    let Outcome::NotExecuted(error) = &outcomes[59] else { panic!("it was not sent") };
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Limit, 0));
    assert_eq!((setup.requests().len(), setup.elapsed()), (2, 0));
}

#[test]
fn a_batch_waits_for_the_methods_that_are_admitted_in_time() {
    let (setup, client, time) = known_block();
    setup.clock.advance(300_000);
    let _ = setup.run(client.call_by_name("user.current", Map::new()));
    let error = setup.run(client.call_by_name("user.current", Map::new())).unwrap_err();
    assert_eq!(error.code(), "OPERATION_TIME_LIMIT");
    let rest = time.reset_at - setup.clock.milliseconds() as f64;
    let timeout = Duration::from_millis(rest as u64 + 10_000);
    let batch = batch_of(&["user.current", "user.get", "server.time"]).timeout(timeout);
    assert_eq!(summaries(&send(&setup, &client, batch)), ["(OPERATION_TIME_LIMIT)", "ok", "ok"]);
    assert_waited_for(&setup, &time);
}

/// Returns a portal that refuses the first batch as a whole.
fn whole_batch_refused() -> (Setup, Client) {
    let (setup, client) = webhook();
    setup.add_fault(Fault {
        code: Some("OPERATION_TIME_LIMIT".to_owned()),
        method: Some("batch".to_owned()),
        times: Some(1),
        ..Fault::new(FaultName::Error)
    });
    (setup, client)
}

#[test]
fn a_refused_batch_is_repeated_after_the_block() {
    let (setup, client) = whole_batch_refused();
    let outcomes = send(&setup, &client, batch_of(&["user.get"; 2]).timeout(PATIENT));
    assert_eq!(summaries(&outcomes), ["ok", "ok"]);
    assert_eq!((setup.requests().len(), setup.elapsed()), (2, 60_000));
}

#[test]
fn a_whole_batch_that_is_refused_blocks_none_of_its_methods() {
    let (setup, client) = whole_batch_refused();
    let outcomes = send(&setup, &client, batch_of(&["user.get"; 2]).wait_if_blocked(false));
    assert_eq!(summaries(&outcomes), ["(OPERATION_TIME_LIMIT)"; 2]);
    setup.run(get(&client).wait_if_blocked(false)).unwrap();
}

#[test]
fn a_list_waits_for_a_blocked_method_or_fails() -> Result<()> {
    let (setup, client, time) = known_block();
    let mut users = client.list(user::Get::new()).timeout(PATIENT).wait_if_blocked(false);
    let error = setup.run(users.try_next()).unwrap_err();
    assert_eq!((error.code(), error.attempts()), ("OPERATION_TIME_LIMIT", 0));
    assert_eq!((setup.requests().len(), setup.elapsed()), (2, 0), "nothing was sent");
    let mut users = client.list(user::Get::new()).timeout(PATIENT);
    assert!(setup.run(users.try_next())?.is_some());
    assert_waited_for(&setup, &time);
    Ok(())
}

#[test]
fn a_refusal_in_the_pages_of_a_list_blocks_the_method() {
    let setup = heavy();
    let client = setup.webhook();
    let mut users = client.list(user::Get::new()).wait_if_blocked(false);
    let outcome = setup.run(async {
        while users.try_next().await?.is_some() {}
        Ok::<(), b24_wasm::Error>(())
    });
    let error = outcome.unwrap_err();
    assert_eq!((error.code(), error.attempts()), ("OPERATION_TIME_LIMIT", 0));
    assert_eq!(setup.requests().len(), 2, "a page, and a batch of pages");
    assert_eq!(blocked(&client).len(), 1);
}
