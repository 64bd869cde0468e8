//! Deals: `crm.deal.*`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::Setup;
use serde_json::json;

#[test]
fn deal_is_added_read_changed_and_deleted() {
    let mut setup = Setup::with_users(20);
    let fields = json!({
        "TITLE": "Chairs", "OPPORTUNITY": 1500, "CURRENCY_ID": "USD", "OPENED": "N",
        "CLOSEDATE": "2026-12-01", "UF_CRM_TAGS": ["a", "b"], "UF_CRM_CHANNEL": 47,
    });
    let id = setup.call_json("crm.deal.add", json!({ "fields": fields }))["result"].clone();
    assert_eq!(id, 251);

    let deal = setup.call_json("crm.deal.get", json!({ "id": id }))["result"].clone();
    for (name, value) in [
        ("ID", json!("251")),
        ("TITLE", json!("Chairs")),
        ("OPPORTUNITY", json!("1500.00")),
        ("CURRENCY_ID", json!("USD")),
        ("OPENED", json!("N")),
        ("CLOSEDATE", json!("2026-12-01T03:00:00+03:00")),
        ("STAGE_ID", json!("NEW")),
        ("STAGE_SEMANTIC_ID", json!("P")),
        ("CATEGORY_ID", json!("0")),
        ("ASSIGNED_BY_ID", json!("1")),
        ("COMPANY_ID", json!(null)),
        ("UF_CRM_TAGS", json!(["a", "b"])),
        ("UF_CRM_CHANNEL", json!("47")),
    ] {
        assert_eq!(deal[name], value, "{name}");
    }

    let won = json!({ "id": id, "fields": { "STAGE_ID": "WON" } });
    assert_eq!(setup.call_json("crm.deal.update", won)["result"], true);
    let deal = setup.call_json("crm.deal.get", json!({ "id": id }))["result"].clone();
    assert_eq!(
        [&deal["STAGE_ID"], &deal["STAGE_SEMANTIC_ID"], &deal["CLOSED"], &deal["TITLE"]],
        ["WON", "S", "Y", "Chairs"]
    );

    assert_eq!(setup.call_json("crm.deal.delete", json!({ "id": id }))["result"], true);
    assert_eq!(
        setup.call_json("crm.deal.get", json!({ "id": id })),
        json!({ "error": "", "error_description": "Not found" })
    );
}

#[test]
fn list_has_pages_of_fifty() {
    let mut setup = Setup::with_users(20);
    let first = setup.call("crm.deal.list", "order[ID]=ASC&select[]=ID&select[]=TITLE");
    assert_eq!((&first["total"], &first["next"]), (&json!(250), &json!(50)));
    assert_eq!(first["result"].as_array().unwrap().len(), 50);
    assert_eq!(first["result"][0]["ID"], "1");
    let last = setup.call("crm.deal.list", "order[ID]=ASC&start=200");
    assert_eq!(last["next"], json!(null));
    assert_eq!(last["result"][49]["ID"], "250");
}
