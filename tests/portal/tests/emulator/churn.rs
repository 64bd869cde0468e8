//! Users and records that are added and removed during lists, and users changed through REST.

use crate::common::Setup;
use portal::{Fault, FaultName};
use serde_json::{Value, json};

fn ids(setup: &mut Setup) -> Vec<u64> {
    let (_, reply) = setup.control("GET", "company", Value::Null);
    reply["ids"].as_array().unwrap().iter().map(|id| id.as_u64().unwrap()).collect()
}

#[test]
fn each_list_call_adds_and_removes_a_user() {
    let mut setup = Setup::new();
    let before = ids(&mut setup);
    setup.call("user.get", "");
    assert_eq!(ids(&mut setup), before, "disabled by default");
    let on = json!({ "churn": { "enabled": true, "every": 2, "added": 3, "removed": 2 } });
    setup.control("PATCH", "settings", on);
    setup.call("user.get", "");
    setup.call("user.current", "");
    assert_eq!(ids(&mut setup), before);
    setup.call("batch", "cmd[a]=user.get");
    let after = ids(&mut setup);
    assert_ne!(after, before);
    assert!(after.is_sorted());
    for _ in 0..60 {
        setup.call("user.get", "");
    }
    let later = ids(&mut setup);
    let stays = |id: &&u64| id.is_multiple_of(7) && !later.contains(id);
    assert_eq!(before.iter().find(stays), None, "multiples of 7 stay");
    setup.control("POST", "reset", Value::Null);
    assert_eq!(ids(&mut setup), before);
}

#[test]
fn records_come_and_go_while_they_are_listed() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().bucket.enabled = false;
    let ids = |setup: &mut Setup, method: &str| {
        let (mut ids, mut last) = (Vec::new(), 0);
        loop {
            let form = format!("filter[>ID]={last}&order[ID]=ASC&start=-1&select[]=ID");
            let reply = setup.call(method, &form)["result"].clone();
            let rows = reply["tasks"].as_array().or(reply.as_array()).unwrap().clone();
            let id = |row: &Value| {
                row["ID"].as_str().or(row["id"].as_str()).unwrap().parse::<u64>().unwrap()
            };
            ids.extend(rows.iter().map(id));
            if rows.len() < 50 {
                return ids;
            }
            last = rows.last().map(id).unwrap();
        }
    };
    for method in ["crm.deal.list", "tasks.task.list"] {
        let before = ids(&mut setup, method);
        let on = json!({ "churn": { "enabled": true, "added": 2, "removed": 5 } });
        setup.control("PATCH", "settings", on);
        let during = ids(&mut setup, method);
        setup.control("PATCH", "settings", json!({ "churn": { "enabled": false } }));
        let after = ids(&mut setup, method);
        assert!(after.iter().any(|id| !before.contains(id)), "{method}: some are added");
        assert!(before.iter().any(|id| !after.contains(id)), "{method}: some are removed");
        // A walk by identifier has every record that was there all the time.
        let stayed = before.iter().filter(|id| after.contains(id));
        assert!(stayed.clone().count() > 50 && stayed.clone().all(|id| during.contains(id)));
        let multiples = before.iter().filter(|id| id.is_multiple_of(7));
        assert!(multiples.clone().all(|id| after.contains(id)), "{method}: multiples of 7 stay");
    }
}

#[test]
fn control_adds_and_removes_users_immediately() {
    let mut setup = Setup::new();
    let before = ids(&mut setup);
    let gone = [before[10], before[20]];
    let (status, reply) = setup.control("POST", "company", json!({ "hire": 3, "remove": gone }));
    assert_eq!((status, reply["ids"].as_array().unwrap().len()), (200, before.len() + 1));
    assert_eq!(reply["ids"], json!(ids(&mut setup)));
    assert_eq!(setup.control("POST", "company", json!({ "fire": 1 })).0, 400);
}

#[test]
fn users_are_added_and_updated() {
    let mut setup = Setup::new();
    let form = "EMAIL=new@example.com&UF_DEPARTMENT[]=2&NAME=Nora&LAST_NAME=New";
    let id = setup.call("user.add", form)["result"].as_u64().unwrap();
    let one = format!("ID={id}");
    let user = setup.call("user.get", &one)["result"][0].clone();
    assert_eq!((&user["NAME"], &user["UF_DEPARTMENT"]), (&json!("Nora"), &json!([2])));
    assert_eq!(setup.call("user.search", "FIND=Nora%20New")["total"], 1);
    assert_eq!(setup.call("user.update", &format!("{one}&ACTIVE=N"))["result"], true);
    assert_eq!(setup.call("user.get", &one)["result"][0]["ACTIVE"], false);
    for (form, code, description) in [
        ("EMAIL=x&UF_DEPARTMENT[]=2", "ERROR_ARGUMENT", "wrong_email"),
        ("EMAIL=new@example.com", "ERROR_ARGUMENT", "A user with this email already exists"),
        ("EMAIL=a@b.c", "ERROR_ARGUMENT", "no_extranet_field"),
        ("EMAIL=a@b.c&EXTRANET=Y", "ERROR_NO_GROUP", "No group"),
    ] {
        let reply = setup.call("user.add", form);
        assert_eq!(
            (&reply["error"], &reply["error_description"]),
            (&json!(code), &json!(description))
        );
    }
}

#[test]
fn fault_skips_the_first_calls() {
    let mut setup = Setup::new();
    let on_third = Fault {
        method: Some("user.get".to_owned()),
        skip: 2,
        times: Some(1),
        ..Fault::new(FaultName::EmptyPage)
    };
    setup.portal.add_fault(on_third);
    let form = "cmd[a]=user.get&cmd[b]=user.get?start%3D50&cmd[c]=user.get&cmd[d]=user.get";
    let parts = setup.call("batch", form)["result"].clone();
    let lengths = ["a", "b", "c", "d"].map(|name| parts["result"][name].as_array().unwrap().len());
    assert_eq!(lengths, [50, 50, 0, 50]);
    assert_eq!(parts["result_total"].get("c"), None);
}

#[test]
fn pages_can_be_incomplete_or_stale() {
    let mut setup = Setup::new();
    let first = setup.call("user.get", "")["result"].clone();
    let fault = |name| Fault { times: Some(1), ..Fault::new(name) };
    setup.portal.add_fault(fault(FaultName::StalePage));
    assert_eq!(setup.call("user.get", "start=50")["result"], first);
    setup.portal.add_fault(fault(FaultName::StalePage));
    assert_eq!(setup.call("user.get", "filter[>ID]=70&start=-1")["result"], first);
    setup.portal.add_fault(fault(FaultName::ShortPage));
    let short = setup.call("user.get", "");
    assert_eq!((short["result"].as_array().unwrap().len(), &short["next"]), (25, &json!(50)));
}

#[test]
fn server_time_can_be_reported_without_a_delay() {
    let mut setup = Setup::new();
    let slow = json!({ "server_time_ms": 1500, "server_time_delays": false });
    setup.control("PATCH", "settings", slow);
    let response = setup.respond("batch", "cmd[a]=user.get&cmd[b]=user.get");
    assert!(response.delay.is_zero());
    let reply = crate::common::json(&response);
    assert_eq!(reply["result"]["result_time"]["a"]["duration"], json!(1.5));
    assert_eq!(reply["time"]["duration"], json!(3));
}
