//! The limits on the rate of requests and on run time.

use crate::common::{NOW, Setup, json};
use portal::Request;
use serde_json::json;

fn status(setup: &mut Setup) -> u16 {
    setup.respond("profile", "").status
}

#[test]
fn fifty_requests_fit_into_the_bucket() {
    let mut setup = Setup::new();
    assert!((0..50).all(|_| status(&mut setup) == 200));
    let response = setup.respond("profile", "");
    assert_eq!(response.status, 503);
    assert_eq!(response.header("access-control-allow-origin"), Some("*"));
    assert_eq!(
        json(&response),
        json!({ "error": "QUERY_LIMIT_EXCEEDED", "error_description": "Too many requests" })
    );
}

#[test]
fn bucket_leaks_two_requests_per_second() {
    let mut setup = Setup::new();
    assert!((0..50).all(|_| status(&mut setup) == 200));
    setup.now = NOW + 0.4;
    assert_eq!(status(&mut setup), 503);
    setup.now = NOW + 1.0;
    assert_eq!([status(&mut setup), status(&mut setup), status(&mut setup)], [200, 200, 503]);
    setup.now = NOW + 1000.0;
    assert_eq!((0..60).filter(|_| status(&mut setup) == 200).count(), 50);
}

#[test]
fn rejected_request_does_not_fill_the_bucket() {
    let mut setup = Setup::new();
    assert_eq!((0..500).filter(|_| status(&mut setup) == 200).count(), 50);
    setup.now = NOW + 0.5;
    assert_eq!(status(&mut setup), 200);
}

#[test]
fn batch_counts_as_one_request_and_preflight_as_none() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().bucket.capacity = 2.0;
    assert!((0..10).all(|_| setup.send("OPTIONS", "/rest/profile", "", "").status == 200));
    let commands = "&cmd[]=profile".repeat(50);
    assert_eq!(setup.respond("batch", &commands).status, 200);
    assert_eq!(status(&mut setup), 200);
    assert_eq!(status(&mut setup), 503);
}

#[test]
fn each_client_address_has_its_own_bucket() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().bucket.capacity = 1.0;
    let mut from = |address: &str| {
        let request = Request {
            method: "POST".into(),
            target: format!("/rest/profile?auth={}", setup.token),
            headers: vec![("X-Forwarded-For".into(), address.into())],
            body: Vec::new(),
        };
        setup.portal.handle(request, NOW).status
    };
    assert_eq!([from("10.0.0.1"), from("10.0.0.1"), from("10.0.0.2")], [200, 503, 200]);
}

#[test]
fn bucket_never_falls_below_the_requests_of_other_programs() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().bucket.min_level = 40.0;
    let admitted = |setup: &mut Setup| (0..60).filter(|_| status(setup) == 200).count();
    assert_eq!(admitted(&mut setup), 10);
    setup.now = NOW + 1.0;
    assert_eq!(admitted(&mut setup), 2);
    setup.now = NOW + 1000.0;
    assert_eq!(admitted(&mut setup), 10);
}

#[test]
fn bucket_can_be_disabled() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().bucket.enabled = false;
    assert!((0..200).all(|_| status(&mut setup) == 200));
}

#[test]
fn run_time_adds_up_per_method_until_the_limit() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().operating.seconds_per_call = Some(200.0);
    let mut operating = Vec::new();
    for _ in 0..3 {
        operating.push(setup.call("profile", "")["time"]["operating"].as_f64().unwrap());
    }
    assert_eq!(operating, [200.0, 400.0, 600.0]);
    let rejected = setup.respond("profile", "");
    assert_eq!(rejected.status, 429);
    assert_eq!(
        json(&rejected),
        json!({
            "error": "OPERATION_TIME_LIMIT",
            "error_description": "Method is blocked due to operation time limit."
        })
    );
    assert_eq!(setup.respond("server.time", "").status, 200);
    let webhook = setup.send("POST", "/rest/1/webhooksecret0001/profile", "", "");
    assert_eq!(webhook.status, 200);
}

#[test]
fn limit_ends_at_operating_reset_at() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().operating.seconds_per_call = Some(480.0);
    let time = setup.call("profile", "")["time"].clone();
    let reset_at = time["operating_reset_at"].as_f64().unwrap();
    assert!(reset_at > NOW + 500.0 && reset_at <= NOW + 600.0);
    setup.now = reset_at - 1.0;
    assert_eq!(status(&mut setup), 429);
    setup.now = reset_at;
    assert_eq!(status(&mut setup), 200);
}

#[test]
fn short_runs_do_not_count() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().server_time_ms = 100;
    assert_eq!(setup.call("profile", "")["time"]["operating"], json!(0));
    setup.portal.settings_mut().server_time_ms = 200;
    assert_eq!(setup.call("profile", "")["time"]["operating"], json!(0.2));
}

#[test]
fn batch_is_exempt_but_its_commands_are_not() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().operating.seconds_per_call = Some(300.0);
    let form = "cmd[a]=profile&cmd[b]=profile&cmd[c]=profile&cmd[d]=scope";
    for _ in 0..2 {
        let reply = setup.call("batch", form);
        assert_eq!(reply["time"]["operating"], json!(0));
        assert_eq!(reply["result"]["result_error"]["c"]["error"], "OPERATION_TIME_LIMIT");
        assert!(reply["result"]["result"]["d"].is_array());
    }
}

#[test]
fn time_has_no_operating_without_the_limit() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().operating.enabled = false;
    setup.portal.settings_mut().operating.seconds_per_call = Some(1000.0);
    for _ in 0..2 {
        let time = setup.call("profile", "")["time"].clone();
        assert_eq!((time.get("operating"), time.get("operating_reset_at")), (None, None));
    }
}
