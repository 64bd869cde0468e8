//! Results have the members and types of the documentation (`api/`).

use crate::common::Setup;
use crate::common::documented::all_differences;
use serde_json::{Value, json};

const API: [&str; 9] = [
    include_str!("../../../../api/basic.json"),
    include_str!("../../../../api/catalog.json"),
    include_str!("../../../../api/crm.json"),
    include_str!("../../../../api/disk.json"),
    include_str!("../../../../api/placement.json"),
    include_str!("../../../../api/pull.json"),
    include_str!("../../../../api/task.json"),
    include_str!("../../../../api/user_userfield.json"),
    include_str!("../../../../api/userfieldconfig.json"),
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
const EXCEPTIONS: [(&str, &str); 7] = [
    ("crm.status.list[", "of stages only"),
    ("crm.item.add.item.parentId1220", "a smart process of the example's portal"),
    ("crm.item.add.item.ufCrm_", "a custom field of the example's portal"),
    ("catalog.product.list.products[0].property", "a property of the example's catalog"),
    ("catalog.catalog.list.catalogs[0].iblockTypeId", "a code in the example, too"),
    ("pull.application.config.get.publicChannels.<user_id>", "the identifier of the user"),
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
    let requisite = json!({ "ENTITY_TYPE_ID": 4, "ENTITY_ID": 1, "PRESET_ID": 1, "NAME": "x" });
    let address = json!({ "TYPE_ID": 4, "ENTITY_TYPE_ID": 8, "ENTITY_ID": 1 });
    let price = json!({ "productId": 1, "catalogGroupId": 1, "price": 9.5, "currency": "EUR" });
    let links = setup.call_json("crm.requisite.link.list", json!({}));
    let linked = links["result"][0]["ENTITY_ID"].clone();
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
        ("pull.application.config.get", json!({})),
        ("pull.application.event.add", json!({ "COMMAND": "x" })),
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
        ("crm.quote.list", json!({})),
        ("crm.quote.get", id.clone()),
        ("crm.quote.fields", json!({})),
        ("crm.quote.add", json!({ "fields": { "TITLE": "x" } })),
        ("crm.quote.update", json!({ "id": 1, "fields": { "TITLE": "x" } })),
        ("crm.quote.productrows.get", id.clone()),
        ("crm.quote.productrows.set", json!({ "id": 1, "rows": [{ "PRICE": 1 }] })),
        ("crm.quote.delete", json!({ "id": 2 })),
        ("crm.stagehistory.list", json!({ "entityTypeId": 2 })),
        ("crm.requisite.preset.list", json!({})),
        ("crm.requisite.preset.get", id.clone()),
        ("crm.requisite.preset.fields", json!({})),
        ("crm.requisite.list", json!({})),
        ("crm.requisite.get", id.clone()),
        ("crm.requisite.fields", json!({})),
        ("crm.requisite.add", json!({ "fields": requisite })),
        ("crm.requisite.update", json!({ "id": 1, "fields": { "NAME": "x" } })),
        ("crm.requisite.delete", json!({ "id": 2 })),
        ("crm.requisite.bankdetail.list", json!({})),
        ("crm.requisite.bankdetail.get", id.clone()),
        ("crm.requisite.bankdetail.fields", json!({})),
        ("crm.requisite.bankdetail.add", json!({ "fields": { "ENTITY_ID": 1, "NAME": "x" } })),
        ("crm.requisite.link.fields", json!({})),
        ("crm.requisite.link.list", json!({})),
        ("crm.requisite.link.get", json!({ "entityTypeId": 7, "entityId": linked })),
        (
            "crm.requisite.link.register",
            json!({ "fields": { "ENTITY_TYPE_ID": 2, "ENTITY_ID": 1 } }),
        ),
        ("crm.requisite.link.unregister", json!({ "entityTypeId": 2, "entityId": 1 })),
        ("crm.address.fields", json!({})),
        ("crm.address.list", json!({})),
        ("crm.address.add", json!({ "fields": address })),
        ("crm.address.update", json!({ "fields": address })),
        ("crm.address.delete", json!({ "fields": address })),
        ("catalog.price.list", json!({})),
        ("catalog.price.get", id.clone()),
        ("catalog.price.getfields", json!({})),
        ("catalog.price.add", json!({ "fields": price })),
        ("catalog.price.update", json!({ "id": 1, "fields": { "price": 5 } })),
        (
            "catalog.price.modify",
            json!({ "fields": { "product": { "id": 1, "prices": [price] } } }),
        ),
        ("catalog.price.delete", json!({ "id": 2 })),
        ("catalog.pricetype.list", json!({})),
        ("catalog.pricetype.get", id.clone()),
        ("catalog.pricetype.getfields", json!({})),
        ("catalog.pricetype.add", json!({ "fields": { "name": "PARTNERS", "xmlId": "P" } })),
        ("catalog.pricetype.update", json!({ "id": 1, "fields": { "name": "BASE" } })),
        ("catalog.pricetype.delete", json!({ "id": 2 })),
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
        ("task.item.userfield.getlist", json!({ "ORDER": { "SORT": "ASC" } })),
        ("user.userfield.list", json!({ "filter": { "FIELD_NAME": "UF_USR_BADGE" } })),
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
