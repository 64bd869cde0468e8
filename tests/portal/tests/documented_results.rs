//! Results have the members and types of the documentation (`api/`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::Setup;
use common::documented::all_differences;
use serde_json::{Value, json};

const API: [&str; 7] = [
    include_str!("../../../api/basic.json"),
    include_str!("../../../api/catalog.json"),
    include_str!("../../../api/crm.json"),
    include_str!("../../../api/disk.json"),
    include_str!("../../../api/placement.json"),
    include_str!("../../../api/task.json"),
    include_str!("../../../api/userfieldconfig.json"),
];

/// Returns the documented type of a method's result.
fn documented(method: &str) -> Value {
    let files = API.map(|file| serde_json::from_str::<Value>(file).unwrap());
    let found = files.iter().find_map(|file| {
        let known = file.as_object().unwrap().iter();
        known.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(method))
    });
    found.unwrap_or_else(|| panic!("{method} is not documented")).1["result"].clone()
}

/// What the emulator does not have, and why.
const EXCEPTIONS: [(&str, &str); 6] = [
    ("crm.status.list[", "of stages only"),
    ("crm.item.add.item.parentId1220", "a smart process of the example's portal"),
    ("crm.item.add.item.ufCrm_", "a custom field of the example's portal"),
    ("catalog.product.list.products[0].property", "a property of the example's catalog"),
    ("catalog.catalog.list.catalogs[0].iblockTypeId", "a code in the example, too"),
    ("userfieldconfig.list.fields[0].settings", "the settings of an enumeration"),
];

#[test]
fn results_have_the_documented_members_and_types() {
    let mut setup = Setup::with_users(30);
    setup.portal.settings_mut().bucket.enabled = false;
    let items = json!({ "entityTypeId": 1036 });
    let item = json!({ "entityTypeId": 1036, "id": 1 });
    let id = json!({ "id": 1 });
    let all = json!({ "select": ["*", "UF_*"], "filter": { "iblockId": 23 } });
    let mut differences = Vec::new();
    for (method, parameters) in [
        ("crm.deal.list", json!({})),
        ("crm.deal.get", id.clone()),
        ("crm.deal.fields", json!({})),
        ("crm.deal.add", json!({ "fields": { "TITLE": "x" } })),
        ("crm.deal.update", json!({ "id": 1, "fields": { "TITLE": "x" } })),
        ("crm.deal.productrows.get", id.clone()),
        ("crm.deal.productrows.set", json!({ "id": 1, "rows": [{ "PRICE": 1 }] })),
        ("crm.lead.list", json!({})),
        ("crm.lead.get", id.clone()),
        ("crm.contact.list", json!({ "select": ["*", "EMAIL"] })),
        ("crm.contact.get", id.clone()),
        ("crm.contact.fields", json!({})),
        ("crm.company.list", json!({ "select": ["*", "PHONE"] })),
        ("crm.company.get", id.clone()),
        ("crm.activity.list", json!({})),
        ("crm.activity.get", id.clone()),
        ("crm.activity.fields", json!({})),
        ("crm.status.list", json!({})),
        ("crm.status.get", id.clone()),
        ("crm.status.fields", json!({})),
        ("crm.category.list", json!({ "entityTypeId": 2 })),
        ("crm.category.get", json!({ "entityTypeId": 2, "id": 1 })),
        ("crm.category.fields", json!({ "entityTypeId": 2 })),
        ("crm.type.list", json!({})),
        ("crm.currency.list", json!({})),
        ("crm.currency.get", json!({ "id": "USD" })),
        ("crm.currency.base.get", json!({})),
        ("crm.item.list", json!({ "entityTypeId": 1, "select": ["*"] })),
        ("crm.item.get", json!({ "entityTypeId": 1, "id": 1 })),
        ("crm.item.fields", items),
        ("crm.item.add", json!({ "entityTypeId": 2, "fields": { "title": "x" } })),
        ("crm.item.update", json!({ "entityTypeId": 2, "id": 1, "fields": { "title": "x" } })),
        ("crm.item.delete", item),
        ("crm.item.productrow.list", json!({ "filter": { "=ownerType": "D" } })),
        ("crm.item.productrow.fields", json!({})),
        ("tasks.task.list", json!({ "select": ["*", "UF_*"] })),
        ("tasks.task.get", json!({ "taskId": 1 })),
        ("tasks.task.getfields", json!({})),
        ("tasks.task.update", json!({ "taskId": 1, "fields": { "TITLE": "x" } })),
        ("tasks.task.result.list", json!({ "taskId": 1 })),
        ("tasks.task.delete", json!({ "taskId": 1 })),
        ("catalog.product.list", all),
        ("catalog.product.get", id.clone()),
        ("catalog.product.getfieldsbyfilter", json!({ "filter": { "iblockId": 23 } })),
        ("catalog.product.update", json!({ "id": 1, "fields": { "name": "x" } })),
        ("catalog.catalog.list", json!({})),
        ("userfieldconfig.list", json!({ "moduleId": "crm" })),
        ("disk.storage.getlist", json!({})),
        ("disk.storage.getforapp", json!({})),
        ("disk.storage.getchildren", id.clone()),
        ("disk.folder.getchildren", id.clone()),
        ("disk.folder.get", id.clone()),
        ("disk.folder.uploadfile", json!({ "id": 1, "fileContent": ["a", "aGk="] })),
        ("disk.file.get", json!({ "id": 7 })),
        ("placement.bind", json!({ "PLACEMENT": "LEFT_MENU", "HANDLER": "https://a.example.com" })),
        ("placement.get", json!({})),
        ("placement.list", json!({})),
        ("placement.unbind", json!({ "PLACEMENT": "LEFT_MENU" })),
    ] {
        let reply = setup.call_json(method, parameters);
        assert!(reply.get("result").is_some(), "{method}: {reply}");
        let found = all_differences(&reply["result"], documented(method), method);
        let is_exception =
            |text: &String| EXCEPTIONS.iter().any(|(known, _)| text.starts_with(known));
        differences.extend(found.into_iter().filter(|text| !is_exception(text)));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
