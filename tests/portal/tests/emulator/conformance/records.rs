//! Records are added, read, changed and deleted.

use serde_json::{Value, json};

use super::calls::number;
use super::each;

#[test]
fn record_is_added_read_changed_and_deleted() {
    each(|subject, setup| {
        let name = subject.name;
        let mut fields = json!({});
        if let Some((_, field)) = subject.flag {
            fields[field] = json!("Y");
        }
        let id = subject.add(setup, "First", fields);
        let row = subject.get(setup, id);
        assert_eq!(subject.id_of(&row), id, "{name}");
        assert_eq!(row[subject.text.0], "First", "{name}");
        if let Some((reply, _)) = subject.flag {
            assert_eq!(row[reply], "Y", "{name}");
        }

        let change = json!({ subject.id.0: id, "fields": { subject.text.1: "Second" } });
        let reply = subject.call(setup, "update", change);
        match subject.members.2 {
            "" => assert_eq!(reply["result"], true, "{name}"),
            member => assert_eq!(reply["result"][member][subject.text.0], "Second", "{name}"),
        }
        let row = subject.get(setup, id);
        assert_eq!(row[subject.text.0], "Second", "{name}");
        if let Some((reply, _)) = subject.flag {
            assert_eq!(row[reply], "Y", "{name}: an update keeps the other fields");
        }

        let reply = subject.call(setup, "delete", json!({ subject.id.0: id }));
        assert_eq!(reply["result"], subject.deleted, "{name}: {reply}");
        for action in ["get", "delete"] {
            let reply = subject.call(setup, action, json!({ subject.id.0: id }));
            assert_eq!(reply["error"], subject.not_found, "{name} {action}: {reply}");
        }
        let other = subject.add(setup, "Third", json!({}));
        assert_eq!(other, id + 1, "{name}: an identifier is never used again");
    });
}

#[test]
fn update_of_a_record_that_does_not_exist_is_an_error() {
    each(|subject, setup| {
        let change = json!({ subject.id.0: 999_999, "fields": { subject.text.1: "x" } });
        let reply = subject.call(setup, "update", change);
        assert_eq!(reply["error"], subject.not_found, "{}: {reply}", subject.name);
    });
}

#[test]
fn call_without_an_identifier_or_fields_is_an_error() {
    each(|subject, setup| {
        for action in ["get", "update", "delete", "add"] {
            let response = subject.call(setup, action, json!({}));
            assert!(response.get("error").is_some(), "{} {action}: {response}", subject.name);
        }
    });
}

#[test]
fn numbers_have_the_type_of_the_family() {
    each(|subject, setup| {
        let rows = subject.rows(&subject.list(setup, json!({}), json!({})));
        for row in &rows {
            for name in [subject.id.1, subject.number.0] {
                let value = &row[name];
                let fits = if subject.numbers { value.is_number() } else { value.is_string() };
                assert!(fits || value.is_null(), "{} {name}: {value}", subject.name);
            }
            if let Some((reply, _)) = subject.flag {
                let flag = &row[reply];
                assert!(flag == "Y" || flag == "N", "{}: {flag}", subject.name);
            }
        }
        assert!(rows.iter().any(|row| number(&row[subject.number.0]).is_some_and(|n| n > 0.0)));
    });
}

#[test]
fn identifier_and_unknown_fields_are_not_written() {
    each(|subject, setup| {
        let id = subject.add(setup, "x", json!({ "ID": 7, "id": 7, "NO_SUCH_FIELD": 1 }));
        assert_ne!(id, 7, "{}", subject.name);
        let row = subject.get(setup, id);
        assert!(row.get("NO_SUCH_FIELD").is_none(), "{}: {row}", subject.name);
    });
}

#[test]
fn every_field_of_a_record_is_described() {
    each(|subject, setup| {
        let (method, member) = subject.fields;
        let method = match method {
            "" => format!("{}.fields", subject.prefix),
            method => method.to_owned(),
        };
        let mut parameters = subject.with.clone();
        parameters["filter"] = subject.filter.clone();
        let reply = setup.call_json(&method, parameters);
        let fields = match member {
            "" => &reply["result"],
            member => &reply["result"][member],
        };
        let id = subject.add(setup, "x", json!({}));
        let row = subject.get(setup, id);
        // Tasks describe their fields in upper case.
        let described = |name: &str| match subject.prefix {
            "tasks.task" => OF_TASKS.contains(&name) || fields.get(upper(name)).is_some(),
            _ => fields.get(name).is_some(),
        };
        for name in row.as_object().unwrap().keys() {
            assert!(described(name), "{} {name} is missing in {fields}", subject.name);
        }
        let title = &fields.as_object().unwrap().values().next().unwrap();
        assert!(matches!(title["type"], Value::String(_)), "{}: {title}", subject.name);
    });
}

/// The members of a task that are no fields.
const OF_TASKS: [&str; 10] = [
    "action",
    "accomplicesData",
    "auditorsData",
    "checkListCanAdd",
    "checkListTree",
    "checklist",
    "creator",
    "group",
    "newCommentsCount",
    "responsible",
];

/// Converts `stageId` to `STAGE_ID`.
fn upper(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() {
            text.push('_');
        }
        text.extend(letter.to_uppercase());
    }
    // Automatic names end in a number.
    text.replace("UF_AUTO", "UF_AUTO_")
}
