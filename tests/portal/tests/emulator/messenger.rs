//! `im.*`: the objects, maps and irregularities of the messenger.

use crate::common::{Setup, json as body};
use portal::Grant;
use portal::company::UserType;
use serde_json::{Value, json};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn person_has_the_fields_of_2026() {
    let mut setup = Setup::new();
    let person = setup.call("im.user.get", "")["result"].clone();
    let mut found = keys(&person);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "absent",
            "active",
            "avatar",
            "avatar_hr",
            "birthday",
            "bot",
            "bot_data",
            "color",
            "connector",
            "departments",
            "desktop_last_date",
            "email",
            "external_auth_id",
            "extranet",
            "first_name",
            "gender",
            "id",
            "idle",
            "last_activity_date",
            "last_name",
            "mobile_last_date",
            "name",
            "network",
            "phones",
            "status",
            "type",
            "website",
            "work_position"
        ]
    );
    assert_eq!(
        (&person["id"], &person["idle"], &person["bot_data"]),
        (&json!(1), &json!(false), &Value::Null)
    );
}

#[test]
fn found_user_has_other_fields_and_two_swapped_dates() {
    let mut setup = Setup::new();
    let found = setup.call("im.search.user.list", "FIND=johnson&LIMIT=50")["result"].clone();
    let (id, one) = found.as_object().unwrap().iter().next().unwrap();
    assert_eq!(one["id"].to_string(), *id);
    for name in ["active", "type", "email", "website", "bot_data", "desktop_last_date", "avatar_hr"]
    {
        assert_eq!(one.get(name), None, "{name}");
    }
    for (id, one) in found.as_object().unwrap() {
        let whole = setup.call("im.user.get", &format!("ID={id}"))["result"].clone();
        assert_eq!(one["last_activity_date"], whole["mobile_last_date"]);
        assert_eq!(one["mobile_last_date"], whole["last_activity_date"]);
        assert!(one.get("phones").is_none_or(Value::is_object));
    }
    let hr = setup.call("im.search.user.list", "FIND=johnson&AVATAR_HR=Y")["result"].clone();
    assert!(hr.as_object().unwrap().values().all(|one| one["avatar_hr"].is_null()));
}

#[test]
fn user_list_is_keyed_by_id() {
    let mut setup = Setup::new();
    let people = setup.call("im.user.list.get", "ID[]=5&ID[]=1&ID[]=5&ID[]=-3&ID[]=99999");
    assert_eq!(keys(&people["result"]), ["5", "1", "99999"]);
    assert_eq!(people["result"]["99999"], Value::Null);
    let text = setup.call("im.user.list.get", "ID=[1,\"5\"]&RESULT_TYPE=ARRAY");
    assert_eq!(text["result"].as_array().unwrap().len(), 2);
    for form in ["", "ID=", "ID=5", "ID=1,2", "ID={}"] {
        let reply = setup.call("im.user.list.get", form);
        assert_eq!(reply["error"], "INVALID_FORMAT", "{form}");
    }
    assert_eq!(setup.call("im.user.list.get", "ID[]=-1")["result"], json!([]), "no valid id");
}

#[test]
fn extranet_user_has_restricted_access() {
    let mut setup = Setup::new();
    let users = setup.portal.company().users();
    let guest = users.iter().find(|user| user.user_type == UserType::Extranet).unwrap().clone();
    let stranger =
        users.iter().find(|user| !user.groups.iter().any(|id| guest.groups.contains(id)));
    let stranger = stranger.unwrap().id;
    let now = setup.now;
    let grant = Grant { user: guest.id, ..Grant::default() };
    setup.token = setup.portal.issue_token(grant, now).access_token;
    let own = guest.id;
    let people = setup.call("im.user.list.get", &format!("ID[]={stranger}&ID[]={own}"));
    assert_eq!(keys(&people["result"]), [own.to_string()]);
    let rejected = setup.call("im.user.get", &format!("ID={stranger}"));
    assert_eq!(rejected["error"], "ACCESS_DENIED");
    for method in
        ["im.department.get", "im.department.employees.get", "im.department.colleagues.list"]
    {
        let response = setup.respond(method, "ID[]=1");
        assert_eq!(
            (response.status, &body(&response)["error"]),
            (403, &json!("ACCESS_ERROR")),
            "{method}"
        );
    }
}

#[test]
fn departments_have_heads_and_employees() {
    let mut setup = Setup::new();
    let reply =
        setup.call("im.department.get", "ID[]=7&ID[]=2&ID[]=999&USER_DATA=Y")["result"].clone();
    assert_eq!(reply.as_array().unwrap().len(), 2);
    assert_eq!(
        (&reply[0]["manager_user_id"], &reply[0]["manager_user_data"]["id"]),
        (&json!(0), &json!(1)),
        "the caller replaces a missing head"
    );
    assert!(reply[1]["full_name"].as_str().unwrap().ends_with(" / Bitrix24"));
    assert_eq!(setup.call("im.department.get", "ID=2")["error"], "INVALID_FORMAT");
    assert_eq!(setup.call("im.department.employees.get", "ID=2")["error"], "ID_EMPTY");
    assert_eq!(setup.call("im.department.managers.get", "ID[]=7")["result"], json!([]));
    let staff = setup.call("im.department.employees.get", "ID=[2,999]")["result"].clone();
    assert_eq!(keys(&staff), ["2"]);
    assert!(staff["2"].as_array().unwrap().iter().all(Value::is_u64));
    let users = setup.call("im.department.employees.get", "ID[]=2&USER_DATA=Y")["result"].clone();
    assert_eq!(users["2"][0]["id"], staff["2"][0]);
}

#[test]
fn search_total_includes_omitted_users() {
    let mut setup = Setup::with_users(3_000);
    let (mut offset, mut found, mut short) = (0, 0, false);
    loop {
        let form = format!("FIND=manager&LIMIT=50&OFFSET={offset}");
        let reply = setup.call("im.search.user.list", &form);
        let rows = reply["result"].as_object().map_or(0, |rows| rows.len());
        let total = reply["total"].as_u64().unwrap() as usize;
        if offset + 50 < total {
            short |= rows < 50;
            assert_eq!(
                reply["next"].as_u64().unwrap() as usize,
                offset + rows,
                "omitted users are not in the rows"
            );
        }
        found += rows;
        offset += 50;
        if offset >= total {
            assert!(found < total && short);
            return;
        }
    }
}

#[test]
fn department_search_has_next_on_every_page() {
    let mut setup = Setup::with_users(3_000);
    for offset in [0, 50, 100, 140] {
        let reply = setup
            .call("im.search.department.list", &format!("FIND=Bitrix24&LIMIT=50&OFFSET={offset}"));
        let rows = reply["result"].as_array().unwrap().len();
        assert_eq!(
            (reply["next"].as_u64().unwrap() as usize, &reply["total"]),
            (rows, &json!(150))
        );
    }
    let one = setup.call("im.search.department.list", "FIND=x");
    assert_eq!(one["total"], 150, "one character disables the filter");
    assert_eq!(setup.call("im.search.department.list", "")["error"], "FIND_SHORT");
}

#[test]
fn rejects_short_search_phrases() {
    let mut setup = Setup::new();
    for (method, form) in [
        ("im.search.user.list", ""),
        ("im.search.user.list", "FIND=ab"),
        ("im.search.chat.list", "FIND=ab"),
        ("im.search.chat.list", "FIND_LINES=ab"),
    ] {
        let response = setup.respond(method, form);
        assert_eq!(
            (response.status, &body(&response)["error"]),
            (400, &json!("FIND_SHORT")),
            "{method} {form}"
        );
    }
    assert_eq!(setup.call("im.search.user.list", "FIND=nobody%20here")["result"], json!([]));
}

#[test]
fn chats_counters_and_status_are_returned() {
    let mut setup = Setup::new();
    let chats = setup.call("im.search.chat.list", "FIND=chat&LIMIT=50")["result"].clone();
    let ids: Vec<u64> =
        chats.as_array().unwrap().iter().map(|chat| chat["id"].as_u64().unwrap()).collect();
    assert!(ids.len() > 10 && ids.windows(2).all(|pair| pair[0] > pair[1]));
    assert_eq!((&chats[0]["public"], &chats[0]["background_id"]), (&json!(""), &Value::Null));
    let people = setup.call("im.chat.user.list", "CHAT_ID=1")["result"].clone();
    let page = setup.call("im.dialog.users.list", "DIALOG_ID=chat1&LIMIT=500");
    assert_eq!((page["result"].as_array().unwrap().len(), &page["next"]), (200, &json!(200)));
    assert_eq!(page["total"].as_u64().unwrap() as usize, people.as_array().unwrap().len());
    assert_eq!(setup.call("im.chat.user.list", "")["error"], "CHAT_ID_EMPTY");
    assert_eq!(setup.call("im.dialog.users.list", "")["error"], "DIALOG_ID_EMPTY");
    let counters = setup.call("im.counters.get", "")["result"].clone();
    assert_eq!((&counters["LINES"], &counters["CHAT"]), (&json!([]), &json!({ "2": 3, "3": 2 })));
    assert_eq!(setup.call("im.user.status.get", "")["result"], false);
    assert_eq!(setup.call("im.user.status.set", "STATUS=Away")["error"], "STATUS_ERROR");
    assert_eq!(setup.call("im.user.status.set", "STATUS=away")["result"], true);
    assert_eq!(setup.call("im.user.status.get", "")["result"], "away");
}
