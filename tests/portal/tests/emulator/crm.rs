//! Deals, contacts and items, and how records refer to each other.

use crate::common::Setup;
use serde_json::{Value, json};

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

/// Returns the identifiers of all rows of a list in upper case.
fn ids(setup: &mut Setup, method: &str) -> Vec<Value> {
    setup.portal.settings_mut().bucket.enabled = false;
    let (mut ids, mut start) = (Vec::new(), json!(0));
    while !start.is_null() {
        let reply = setup.call_json(method, json!({ "start": start, "select": ["ID"] }));
        ids.extend(reply["result"].as_array().unwrap().iter().map(|row| row["ID"].clone()));
        start = reply["next"].clone();
    }
    ids
}

#[test]
fn records_refer_to_records_that_exist() {
    let mut setup = Setup::with_users(20);
    let users: Vec<Value> =
        setup.portal.company().users().iter().map(|user| json!(user.id.to_string())).collect();
    let companies = ids(&mut setup, "crm.company.list");
    let contacts = ids(&mut setup, "crm.contact.list");
    let deals = ids(&mut setup, "crm.deal.list");
    for start in (0..250).step_by(50) {
        let reply = setup.call_json("crm.deal.list", json!({ "start": start }));
        for deal in reply["result"].as_array().unwrap() {
            for (field, known) in
                [("COMPANY_ID", &companies), ("CONTACT_ID", &contacts), ("ASSIGNED_BY_ID", &users)]
            {
                assert!(deal[field].is_null() || known.contains(&deal[field]), "{deal}");
            }
        }
    }
    let tasks = setup.call_json("tasks.task.list", json!({ "select": ["ID", "UF_CRM_TASK"] }));
    let tasks = tasks["result"]["tasks"].as_array().unwrap();
    let bindings: Vec<&str> = tasks
        .iter()
        .flat_map(|task| task["ufCrmTask"].as_array().unwrap())
        .map(|binding| binding.as_str().unwrap())
        .collect();
    assert!(!bindings.is_empty());
    for binding in bindings {
        assert!(deals.contains(&json!(binding.strip_prefix("D_").unwrap())), "{binding}");
    }
}

#[test]
fn same_seed_gives_the_same_records() {
    let list = |deals| {
        let mut setup = Setup::with_users(20);
        let options = portal::Options { users: 20, deals, ..portal::Options::default() };
        setup.portal = portal::Portal::new(options);
        setup.token = setup.portal.issue_token(portal::Grant::default(), setup.now).access_token;
        let deals = setup.call("crm.deal.list", "")["result"].clone();
        (deals, setup.call("crm.contact.list", "")["result"].clone())
    };
    assert_eq!(list(60), list(60));
    assert_eq!(list(60).1, list(70).1, "contacts do not depend on the number of deals");
}

#[test]
fn reset_restores_the_records() {
    let mut setup = Setup::with_users(20);
    let before = setup.call("crm.deal.list", "");
    setup.call_json("crm.deal.delete", json!({ "id": 1 }));
    assert_eq!(setup.call("crm.deal.list", "")["total"], 249);
    setup.control("POST", "reset", Value::Null);
    setup.token = setup.portal.issue_token(portal::Grant::default(), setup.now).access_token;
    assert_eq!(setup.call("crm.deal.list", "")["result"], before["result"]);
}

#[test]
fn multi_fields_are_added_changed_and_deleted_by_entry() {
    let mut setup = Setup::with_users(20);
    let fields = json!({ "NAME": "Ann", "PHONE": [
        { "VALUE": "+1", "VALUE_TYPE": "MOBILE" }, { "VALUE": "+2" },
    ] });
    let id = setup.call_json("crm.contact.add", json!({ "fields": fields }))["result"].clone();
    let contact = setup.call_json("crm.contact.get", json!({ "id": id }))["result"].clone();
    let phones = contact["PHONE"].as_array().unwrap().clone();
    let (first, second) = (phones[0]["ID"].clone(), phones[1]["ID"].clone());
    assert_eq!(
        phones[0],
        json!({ "ID": first, "VALUE_TYPE": "MOBILE", "VALUE": "+1", "TYPE_ID": "PHONE" })
    );
    assert_eq!((phones[1]["VALUE_TYPE"].as_str(), contact.get("EMAIL")), (Some("WORK"), None));
    assert_eq!(contact["HAS_PHONE"], "Y");

    let change = json!({ "id": id, "fields": {
        "PHONE": [{ "ID": first, "VALUE": "+3" }, { "ID": second, "DELETE": "Y" }],
        "EMAIL": [{ "VALUE": "ann@example.com", "VALUE_TYPE": "HOME" }],
    } });
    setup.call_json("crm.contact.update", change);
    let item = json!({ "entityTypeId": 3, "id": id });
    let fm = setup.call_json("crm.item.get", item)["result"]["item"]["fm"].clone();
    assert_eq!(
        fm[0],
        json!({
            "id": first.as_str().unwrap().parse::<i64>().unwrap(),
            "valueType": "MOBILE", "value": "+3", "typeId": "PHONE",
        })
    );
    assert_eq!((&fm[1]["typeId"], &fm[1]["value"]), (&json!("EMAIL"), &json!("ann@example.com")));
    assert_eq!(fm.as_array().unwrap().len(), 2);

    let filter = json!({ "filter": { "EMAIL": "ANN@example.com" }, "select": ["ID", "EMAIL"] });
    let found = setup.call_json("crm.contact.list", filter)["result"].clone();
    assert_eq!((found[0]["ID"].as_str(), found.as_array().unwrap().len()), (Some("161"), 1));
    assert_eq!(found[0]["EMAIL"][0]["VALUE"], "ann@example.com");
    assert_eq!(setup.call("crm.contact.list", "")["result"][0].get("PHONE"), None);
}

#[test]
fn filter_of_items_has_alternatives() {
    let mut setup = Setup::with_users(20);
    let list = json!({
        "entityTypeId": 2,
        "filter": { "0": { "logic": "OR", "0": { "stageId": "WON" }, "1": { "stageId": "LOSE" } },
            "currencyId": "EUR" },
    });
    let items = setup.call_json("crm.item.list", list)["result"]["items"].clone();
    let items = items.as_array().unwrap();
    assert!(items.iter().all(|item| item["currencyId"] == "EUR"));
    for stage in ["WON", "LOSE"] {
        assert!(items.iter().any(|item| item["stageId"] == stage), "{stage}");
    }
    assert!(items.iter().all(|item| item["stageId"] == "WON" || item["stageId"] == "LOSE"));
}

#[test]
fn custom_fields_of_items_have_either_name() {
    let mut setup = Setup::with_users(20);
    let get = json!({ "entityTypeId": 1036, "id": 1 });
    let item = setup.call_json("crm.item.get", get.clone())["result"]["item"].clone();
    assert!(item["ufCrm5_1721244707107"].is_i64() && item["ufCrm5Serial"].is_string(), "{item}");
    let mut original = get;
    original["useOriginalUfNames"] = "Y".into();
    let item = setup.call_json("crm.item.get", original)["result"]["item"].clone();
    assert!(item["UF_CRM_5_SERIAL"].is_string() && item.get("ufCrm5Serial").is_none(), "{item}");
    assert!(item["createdTime"].is_string());
}

/// Returns the values of a field of the first 50 rows of a list by a filter.
fn values(setup: &mut Setup, filter: Value, field: &str) -> Vec<String> {
    let list = json!({ "filter": filter, "select": ["ID", field], "order": { field: "ASC" } });
    let reply = setup.call_json("crm.deal.list", list);
    let rows = reply["result"].as_array().unwrap();
    rows.iter().map(|row| row[field].as_str().unwrap().to_owned()).collect()
}

#[test]
fn dates_are_compared_in_the_zone_of_the_portal() {
    let mut setup = Setup::with_users(20);
    // Texts of one zone are ordered as the moments are.
    let dates = values(&mut setup, json!({}), "DATE_CREATE");
    let (first, some) = (dates[0].clone(), dates[20].clone());
    let day = &some[..10];
    let after = values(&mut setup, json!({ ">=DATE_CREATE": some }), "DATE_CREATE");
    assert!(after[0] == some && dates.contains(&after[0]), "{after:?}");
    let before = values(&mut setup, json!({ "<DATE_CREATE": some }), "DATE_CREATE");
    assert_eq!((before.len(), &before[0]), (20, &first));
    let by_day = values(&mut setup, json!({ ">=DATE_CREATE": day }), "DATE_CREATE");
    assert!(by_day[0][..10] >= *day && by_day.contains(&some), "{by_day:?}");
    let earlier = values(&mut setup, json!({ "<DATE_CREATE": day }), "DATE_CREATE");
    assert!(earlier.iter().all(|date| date[..10] < *day), "{earlier:?}");
    // The same moment in another zone.
    let instant = some.replace("+03:00", "+00:00");
    let later = values(&mut setup, json!({ ">DATE_CREATE": instant }), "DATE_CREATE");
    assert!(!later.contains(&some) && !later.is_empty());

    // A date has no time, in whatever form it is given.
    let day = values(&mut setup, json!({}), "CLOSEDATE")[5].clone();
    let expected = values(&mut setup, json!({ "CLOSEDATE": day[..10] }), "CLOSEDATE");
    assert!(!expected.is_empty() && expected.iter().all(|date| *date == day), "{expected:?}");
    for form in [day.clone(), format!("{}T18:30:00+03:00", &day[..10])] {
        assert_eq!(values(&mut setup, json!({ "CLOSEDATE": form }), "CLOSEDATE"), expected);
    }
    assert!(values(&mut setup, json!({ "CLOSEDATE": "soon" }), "CLOSEDATE").is_empty());
}
