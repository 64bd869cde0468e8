//! Dictionaries, pipelines, product rows, to-dos, tasks, products and custom fields.

use crate::common::Setup;
use serde_json::{Value, json};

#[test]
fn dictionaries_are_whole_and_have_the_stages_of_each_pipeline() {
    let mut setup = Setup::with_users(20);
    let all = setup.call("crm.status.list", "");
    assert!(all["result"].as_array().unwrap().len() > 50, "a dictionary has no pages");
    let filter = "filter[ENTITY_ID]=DEAL_STAGE_1&order[SORT]=DESC";
    let stages = setup.call("crm.status.list", filter)["result"].clone();
    let stages: Vec<&str> =
        stages.as_array().unwrap().iter().map(|row| row["STATUS_ID"].as_str().unwrap()).collect();
    assert_eq!(stages, ["C1:LOSE", "C1:WON", "C1:EXECUTING", "C1:PREPARATION", "C1:NEW"]);

    let missing = setup.call("crm.status.add", "fields[ENTITY_ID]=SOURCE&fields[NAME]=Fair");
    assert_eq!(missing["error"], "ERROR_CORE");
    let fields = "fields[ENTITY_ID]=SOURCE&fields[NAME]=Fair&fields[STATUS_ID]=FAIR";
    let id = setup.call("crm.status.add", fields)["result"].clone();
    setup.call("crm.status.update", &format!("id={id}&fields[NAME]=Show&fields[STATUS_ID]=X"));
    let status = setup.call("crm.status.get", &format!("id={id}"))["result"].clone();
    assert_eq!((&status["NAME"], &status["STATUS_ID"]), (&json!("Show"), &json!("FAIR")));
    assert_eq!(setup.call("crm.status.delete", &format!("id={id}"))["result"], true);
}

#[test]
fn pipelines_belong_to_a_kind_of_record() {
    let mut setup = Setup::with_users(20);
    let categories = setup.call("crm.category.list", "entityTypeId=2")["result"].clone();
    assert_eq!(
        categories["categories"][0],
        json!({ "id": 0, "name": "General", "sort": 300, "entityTypeId": 2, "isDefault": "Y",
            "originId": "", "originatorId": "" })
    );
    assert_eq!(categories["categories"].as_array().unwrap().len(), 2);
    let other = setup.call("crm.category.get", "entityTypeId=2&id=7");
    assert_eq!(other["error"], "NOT_FOUND");
    assert_eq!(
        setup.call("crm.category.list", "entityTypeId=99")["error"],
        "ENTITY_TYPE_NOT_SUPPORTED"
    );
    let added = setup.call("crm.category.add", "entityTypeId=1036&fields[name]=Repair");
    let category = &added["result"]["category"];
    assert_eq!((&category["id"], &category["entityTypeId"]), (&json!(8), &json!(1036)));

    let old = setup.call("crm.dealcategory.list", "")["result"].clone();
    assert_eq!(old, json!([{ "ID": "1", "NAME": "Renewals", "SORT": "400", "IS_LOCKED": "N" }]));
    let stages = setup.call("crm.dealcategory.stage.list", "id=1")["result"].clone();
    assert_eq!(stages[0], json!({ "NAME": "Offer", "SORT": "10", "STATUS_ID": "C1:NEW" }));
    let types = setup.call("crm.type.list", "")["result"]["types"].clone();
    assert_eq!(
        (&types[0]["entityTypeId"], &types[0]["title"]),
        (&json!(1036), &json!("Equipment"))
    );
}

#[test]
fn amount_of_a_deal_is_the_sum_of_its_product_rows() {
    let mut setup = Setup::with_users(20);
    let deal = setup.call_json("crm.deal.get", json!({ "id": 1 }))["result"].clone();
    let rows = setup.call_json("crm.deal.productrows.get", json!({ "id": 1 }))["result"].clone();
    let sum: f64 = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["PRICE"].as_f64().unwrap() * row["QUANTITY"].as_f64().unwrap())
        .sum();
    assert_eq!(deal["OPPORTUNITY"], format!("{sum:.2}"));

    let rows = json!([
        { "PRODUCT_ID": 3, "PRICE": 119, "QUANTITY": 2, "TAX_RATE": 19, "TAX_INCLUDED": "Y" },
        { "PRODUCT_NAME": "By hand", "PRICE": "10.5", "QUANTITY": 1 },
    ]);
    let set = json!({ "id": 1, "rows": rows });
    assert_eq!(setup.call_json("crm.deal.productrows.set", set)["result"], true);
    let rows = setup.call_json("crm.deal.productrows.get", json!({ "id": 1 }))["result"].clone();
    assert_eq!(rows[0]["OWNER_ID"], "1");
    assert_eq!((&rows[0]["PRICE"], &rows[0]["PRICE_EXCLUSIVE"]), (&json!(119), &json!(100)));
    let product = setup.call_json("catalog.product.get", json!({ "id": 3 }))["result"].clone();
    assert_eq!(rows[0]["PRODUCT_NAME"], product["product"]["name"]);
    let deal = setup.call_json("crm.deal.get", json!({ "id": 1 }))["result"].clone();
    assert_eq!(deal["OPPORTUNITY"], "248.50");

    let filter = json!({ "filter": { "=ownerType": "D", "=ownerId": 1 } });
    let listed = setup.call_json("crm.item.productrow.list", filter);
    assert_eq!(
        (&listed["total"], &listed["result"]["productRows"][1]["price"]),
        (&json!(2), &json!(10.5))
    );
    let nobody = json!({ "fields": { "ownerType": "D", "ownerId": 9999, "productName": "x" } });
    assert_eq!(setup.call_json("crm.item.productrow.add", nobody)["error"], "OWNER_NOT_FOUND");
}

#[test]
fn to_do_belongs_to_a_record() {
    let mut setup = Setup::with_users(20);
    let to_do = json!({ "ownerTypeId": 2, "ownerId": 3, "deadline": "2026-12-01T12:00:00+03:00",
        "title": "Call", "responsibleId": 2 });
    let id = setup.call_json("crm.activity.todo.add", to_do.clone())["result"]["id"].clone();
    let activity = setup.call_json("crm.activity.get", json!({ "id": id }))["result"].clone();
    for (name, value) in [
        ("OWNER_ID", "3"),
        ("OWNER_TYPE_ID", "2"),
        ("SUBJECT", "Call"),
        ("RESPONSIBLE_ID", "2"),
        ("DEADLINE", "2026-12-01T12:00:00+03:00"),
        ("COMPLETED", "N"),
        ("PROVIDER_ID", "CRM_TODO"),
    ] {
        assert_eq!(activity[name], value, "{name}");
    }
    for (name, value, code) in [
        ("ownerId", json!(9999), "OWNER_NOT_FOUND"),
        ("deadline", json!("soon"), "WRONG_DATETIME_FORMAT"),
        ("deadline", Value::Null, "WRONG_DATETIME_FORMAT"),
    ] {
        let mut wrong = to_do.clone();
        wrong[name] = value;
        assert_eq!(setup.call_json("crm.activity.todo.add", wrong)["error"], code, "{name}");
    }
}

#[test]
fn task_has_people_and_its_errors() {
    let mut setup = Setup::with_users(20);
    let missing = setup.call_json("tasks.task.add", json!({ "fields": { "TITLE": "" } }));
    assert_eq!(
        missing["error_description"],
        "Task title not specified<br>Assignee not specified<br>"
    );
    let fields = json!({ "TITLE": "Test", "RESPONSIBLE_ID": 1, "DEADLINE": "2026-12-24" });
    let task =
        setup.call_json("tasks.task.add", json!({ "fields": fields }))["result"]["task"].clone();
    assert_eq!(
        (&task["responsibleId"], &task["deadline"]),
        (&json!("1"), &json!("2026-12-24T00:00:00+03:00"))
    );
    assert_eq!(task["responsible"]["link"], "/company/personal/user/1/");
    let done = json!({ "taskId": task["id"], "fields": { "STATUS": 5 } });
    let task = setup.call_json("tasks.task.update", done)["result"]["task"].clone();
    assert_eq!((&task["status"], &task["closedBy"]), (&json!("5"), &json!("1")));
    assert!(task["closedDate"].is_string());
    let filter = json!({ "filter": { "REAL_STATUS": [5], "ID": task["id"] }, "select": ["TITLE"] });
    let found = setup.call_json("tasks.task.list", filter);
    assert_eq!(found["result"]["tasks"], json!([{ "id": task["id"], "title": "Test" }]));
}

#[test]
fn products_need_their_information_block() {
    let mut setup = Setup::with_users(20);
    for (list, text) in [
        (json!({ "filter": { "iblockId": 23 } }), "Required select fields: id, iblockId"),
        (json!({ "select": ["id", "iblockId"] }), "Incorrect filter format"),
        (json!({ "select": ["*"], "filter": { "id": 1 } }), "Required filter fields: iblockId"),
        (json!({ "select": ["*"], "filter": { "iblockId": 5 } }), "Iblock Not Found"),
    ] {
        assert_eq!(setup.call_json("catalog.product.list", list)["error_description"], text);
    }
    let catalogs = setup.call("catalog.catalog.list", "")["result"].clone();
    assert_eq!(catalogs["catalogs"][0]["iblockId"], 23);
    let product = setup.call_json("catalog.product.get", json!({ "id": 1 }))["result"].clone();
    let price = product["product"]["purchasingPrice"].as_str().unwrap();
    assert_eq!(price.split_once('.').unwrap().1.len(), 6, "a text with six decimals: {price}");
}

#[test]
fn custom_fields_are_described() {
    let mut setup = Setup::with_users(20);
    let list = json!({ "moduleId": "crm", "filter": { "entityId": "CRM_DEAL" },
        "select": { "0": "*", "language": "en" } });
    let fields = setup.call_json("userfieldconfig.list", list)["result"]["fields"].clone();
    let fields = fields.as_array().unwrap();
    let channel = fields.iter().find(|field| field["fieldName"] == "UF_CRM_CHANNEL").unwrap();
    assert_eq!(
        (&channel["userTypeId"], &channel["multiple"]),
        (&json!("enumeration"), &json!("N"))
    );
    assert_eq!(channel["enum"][1]["value"], "Partner");
    assert_eq!(channel["editFormLabel"], json!({ "en": "Crm channel" }));
    let after = json!({ "moduleId": "crm", "filter": { ">id": channel["id"] },
        "order": { "id": "DESC" } });
    let later = setup.call_json("userfieldconfig.list", after)["result"]["fields"].clone();
    let ids: Vec<i64> = later
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["id"].as_str().unwrap().parse().unwrap())
        .collect();
    let channel_id: i64 = channel["id"].as_str().unwrap().parse().unwrap();
    assert!(ids.is_sorted_by(|one, other| one > other) && *ids.last().unwrap() == channel_id + 1);
    assert_eq!(later[0].get("editFormLabel"), None, "labels need a language");
    let of_tasks = setup.call_json("userfieldconfig.list", json!({ "moduleId": "tasks" }));
    assert_eq!(of_tasks["total"], 3);
    let get = json!({ "moduleId": "crm", "id": channel["id"] });
    let field = setup.call_json("userfieldconfig.get", get)["result"]["field"].clone();
    assert_eq!(field["fieldName"], "UF_CRM_CHANNEL");
    let deal = setup.call("crm.deal.fields", "")["result"]["UF_CRM_CHANNEL"].clone();
    assert_eq!((&deal["type"], &deal["items"][0]["ID"]), (&json!("enumeration"), &json!("45")));
}

#[test]
fn amounts_are_in_currencies_that_exist() {
    let mut setup = Setup::with_users(20);
    let currencies = setup.call("crm.currency.list", "")["result"].clone();
    let codes: Vec<&str> = currencies
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["CURRENCY"].as_str().unwrap())
        .collect();
    let base = setup.call("crm.currency.base.get", "")["result"].clone();
    let bases = currencies.as_array().unwrap().iter().filter(|row| row["BASE"] == "Y");
    assert_eq!(bases.map(|row| &row["CURRENCY"]).collect::<Vec<_>>(), [&base]);
    for method in ["crm.deal.list", "crm.lead.list", "crm.company.list"] {
        let rows = setup.call(method, "")["result"].clone();
        for row in rows.as_array().unwrap() {
            assert!(codes.contains(&row["CURRENCY_ID"].as_str().unwrap()), "{method}: {row}");
        }
    }
    assert_eq!(setup.call("crm.currency.get", "id=XXX")["error_description"], "Not found");
}
