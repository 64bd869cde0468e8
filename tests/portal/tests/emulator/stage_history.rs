//! The stages that records went through.

use crate::common::Setup;
use serde_json::{Value, json};

fn setup() -> Setup {
    let mut setup = Setup::with_users(20);
    setup.portal.settings_mut().bucket.enabled = false;
    setup
}

/// Returns the entries of a record, the oldest first.
fn history(setup: &mut Setup, kind: u32, owner: &Value) -> Vec<Value> {
    let reply = setup.call_json(
        "crm.stagehistory.list",
        json!({ "entityTypeId": kind, "filter": { "=OWNER_ID": owner }, "order": { "ID": "ASC" } }),
    );
    reply["result"]["items"].as_array().unwrap_or_else(|| panic!("{reply}")).clone()
}

#[test]
fn history_of_a_new_portal_ends_with_the_stages_of_its_records() {
    let mut setup = setup();
    for (kind, method, stage, meaning) in [
        (2, "crm.deal.list", "STAGE_ID", "STAGE_SEMANTIC_ID"),
        (1, "crm.lead.list", "STATUS_ID", "STATUS_SEMANTIC_ID"),
    ] {
        let rows = setup.call_json(method, json!({}))["result"].clone();
        for row in rows.as_array().unwrap() {
            let entries = history(&mut setup, kind, &row["ID"]);
            assert_eq!(entries[0]["TYPE_ID"], 1, "{row}");
            assert_eq!(entries[0]["CREATED_TIME"], row["DATE_CREATE"]);
            let last = entries.last().unwrap();
            assert_eq!((&last[stage], &last[meaning]), (&row[stage], &row[meaning]));
            if entries.len() > 1 {
                assert_eq!(last["CREATED_TIME"], row["MOVED_TIME"]);
            }
        }
    }
    let items = setup.call_json("crm.item.list", json!({ "entityTypeId": 1036 }));
    let item = &items["result"]["items"][0];
    let entries = history(&mut setup, 1036, &item["id"]);
    assert_eq!(entries.last().unwrap()["STAGE_ID"], item["stageId"]);
}

#[test]
fn each_change_of_the_stage_adds_an_entry() {
    let mut setup = setup();
    let deal = setup.call_json("crm.deal.add", json!({ "fields": { "TITLE": "x" } }));
    let id = deal["result"].clone();
    for fields in [
        json!({ "STAGE_ID": "EXECUTING" }),
        json!({ "TITLE": "y" }),
        json!({ "STAGE_ID": "WON", "TITLE": "z" }),
    ] {
        setup.call_json("crm.deal.update", json!({ "id": id, "fields": fields }));
    }
    let entries = history(&mut setup, 2, &id);
    let stages: Vec<_> = entries
        .iter()
        .map(|entry| (&entry["TYPE_ID"], &entry["STAGE_ID"], &entry["STAGE_SEMANTIC_ID"]))
        .collect();
    assert_eq!(
        stages,
        [
            (&json!(1), &json!("NEW"), &json!("P")),
            (&json!(2), &json!("EXECUTING"), &json!("P")),
            (&json!(3), &json!("WON"), &json!("S")),
        ]
    );
    assert_eq!((&entries[0]["CATEGORY_ID"], &entries[0]["OWNER_ID"]), (&json!(0), &id));

    let lead = setup.call_json("crm.item.add", json!({ "entityTypeId": 1, "fields": {} }));
    let id = lead["result"]["item"]["id"].clone();
    let junk = json!({ "entityTypeId": 1, "id": id, "fields": { "stageId": "JUNK" } });
    setup.call_json("crm.item.update", junk);
    let entries = history(&mut setup, 1, &id);
    assert_eq!(entries.len(), 2);
    assert_eq!((&entries[1]["STATUS_ID"], &entries[1]["TYPE_ID"]), (&json!("JUNK"), &json!(3)));
    assert!(entries[1].get("CATEGORY_ID").is_none());

    let item = setup.call_json("crm.item.add", json!({ "entityTypeId": 1036, "fields": {} }));
    let entries = history(&mut setup, 1036, &item["result"]["item"]["id"]);
    assert_eq!((&entries[0]["STAGE_ID"], entries.len()), (&json!("DT1036_7:NEW"), 1));
}

#[test]
fn history_is_that_of_one_kind_with_stages() {
    let mut setup = setup();
    let total = |setup: &mut Setup, kind: u32| {
        setup.call_json("crm.stagehistory.list", json!({ "entityTypeId": kind }))["total"].clone()
    };
    let before = (total(&mut setup, 2), total(&mut setup, 1036));
    setup.call_json("crm.item.add", json!({ "entityTypeId": 1036, "fields": {} }));
    let after = (total(&mut setup, 2), total(&mut setup, 1036));
    assert_eq!(after, (before.0, json!(before.1.as_u64().unwrap() + 1)));

    let refused = setup.call_json("crm.stagehistory.list", json!({ "entityTypeId": 3 }));
    assert_eq!(refused["error"], "ENTITY_TYPE_NOT_SUPPORTED");
    let refused = setup.call_json("crm.stagehistory.list", json!({}));
    assert_eq!(refused["error"], "100");
    let unknown = json!({ "entityTypeId": 2, "filter": { "=TITLE": "x" } });
    assert_eq!(setup.call_json("crm.stagehistory.list", unknown)["error"], "INVALID_ARG_VALUE");
}
