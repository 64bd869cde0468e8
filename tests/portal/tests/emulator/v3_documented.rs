//! Results of REST 3.0 have the members and types of the documentation (`api/`), and the documented
//! parameters are accepted.

use std::collections::BTreeSet;

use crate::common::Setup;
use crate::common::documented::all_differences;
use serde_json::{Map, Value, json};

const API: [&str; 7] = [
    include_str!("../../../../api/call.json"),
    include_str!("../../../../api/humanresources.json"),
    include_str!("../../../../api/mail.json"),
    include_str!("../../../../api/main.json"),
    include_str!("../../../../api/note.json"),
    include_str!("../../../../api/tasks.json"),
    include_str!("../../../../api/timeman.json"),
];

/// Returns the documented methods of REST 3.0, without the suffix of their names.
fn documented() -> Map<String, Value> {
    let files = API.map(|file| serde_json::from_str::<Map<String, Value>>(file).unwrap());
    files
        .into_iter()
        .flatten()
        .filter_map(|(name, method)| Some((name.strip_suffix("@3")?.to_owned(), method)))
        .collect()
}

/// The methods that no documentation has: those of the server, and the field methods of a kind whose
/// others are documented.
fn is_undocumented(name: &str) -> bool {
    matches!(name, "batch" | "rest.documentation.openapi" | "rest.scope.list")
        || name.starts_with("emulator.")
        || name.starts_with("tasks.task.result.field.")
}

#[test]
fn all_methods_are_documented() {
    let documented = documented();
    let names: Vec<&str> = portal::method_names_v3().collect();
    assert!(names.is_sorted_by(|one, other| one < other), "{names:?}");
    for name in names.iter().filter(|name| !is_undocumented(name)) {
        assert!(documented.contains_key(*name), "{name}");
    }
    let scopes: BTreeSet<&str> = names.iter().filter_map(|name| name.split('.').next()).collect();
    for (name, method) in &documented {
        let scope = method["scope"][0].as_str().unwrap();
        assert_eq!(name.split('.').next(), Some(scope), "{name}");
        assert!(scopes.contains(scope), "{name}");
    }
}

#[test]
fn results_have_the_documented_members_and_types() {
    let mut setup = Setup::with_users(80);
    setup.portal.settings_mut().bucket.enabled = false;
    let documented = documented();
    let id = json!({ "id": 1 });
    setup.call_json("disk.folder.uploadfile", json!({ "id": 1, "fileContent": ["a.txt", "aGk="] }));
    let task = json!({ "title": "x", "creatorId": 1, "responsibleId": 1 });
    let names = ["id", "title", "responsibleId", "deadline", "status"];
    let person = setup.portal.company().user(1).unwrap().name;
    let dates = json!({ "from": "2026-01-01T00:00:00Z", "to": "2026-12-01T00:00:00Z" });
    let node = json!({ "type": "DEPARTMENT", "name": "New", "parentId": 1 });
    let mut called: BTreeSet<String> = BTreeSet::new();
    let mut differences = Vec::new();
    let fields = documented.keys().filter(|name| name.ends_with(".field.list"));
    let fields = fields.map(|name| (name.as_str(), json!({})));
    let known: BTreeSet<&str> = portal::method_names_v3().collect();
    let fields: Vec<(&str, Value)> = fields.filter(|(name, _)| known.contains(name)).collect();
    for (method, parameters) in [
        ("tasks.task.add", json!({ "fields": task })),
        ("tasks.task.get", id.clone()),
        (
            "tasks.task.get",
            json!({ "id": 1, "select": ["id", "responsible.name", "responsible.email"] }),
        ),
        ("tasks.task.list", json!({ "select": names })),
        ("tasks.task.update", json!({ "id": 1, "fields": { "title": "x" } })),
        ("tasks.task.delete", json!({ "id": 2 })),
        ("tasks.task.access.get", id.clone()),
        ("tasks.task.chat.message.send", json!({ "fields": { "taskId": 1, "text": "x" } })),
        ("tasks.task.file.attach", json!({ "taskId": 1, "fileIds": [7] })),
        ("tasks.task.result.add", json!({ "fields": { "taskId": 1, "text": "x" } })),
        ("tasks.task.result.list", json!({ "filter": [["taskId", 1]] })),
        ("tasks.task.result.update", json!({ "id": 1, "fields": { "text": "y" } })),
        ("tasks.task.result.delete", id.clone()),
        ("main.eventlog.get", id.clone()),
        ("main.eventlog.list", json!({})),
        ("main.eventlog.tail", json!({})),
        ("timeman.record.list", json!({ "filter": [["userId", 1]] })),
        ("note.collection.add", json!({ "fields": { "name": "x" } })),
        ("note.collection.get", id.clone()),
        ("note.collection.list", json!({})),
        ("note.collection.update", json!({ "id": 1, "fields": { "name": "y" } })),
        ("note.collection.archive", id.clone()),
        ("note.collection.delete", id.clone()),
        ("humanresources.node.add", node),
        ("humanresources.node.get", id.clone()),
        ("humanresources.node.list", json!({ "type": "DEPARTMENT" })),
        ("humanresources.node.search", json!({ "type": "DEPARTMENT", "name": "e" })),
        ("humanresources.node.children", id.clone()),
        ("humanresources.node.edit", json!({ "id": 2, "name": "Other", "colorName": "blue" })),
        ("humanresources.node.move", json!({ "id": 2, "parentId": 1 })),
        ("humanresources.node.count", json!({})),
        ("humanresources.employee.search", json!({ "name": person })),
        ("humanresources.employee.count", json!({})),
        ("mail.mailbox.list", json!({})),
        ("mail.mailbox.get", id.clone()),
        ("mail.message.list", json!({})),
        ("mail.message.get", id.clone()),
        ("mail.message.thread", id.clone()),
        ("mail.message.createcrmactivity", json!({ "messageId": 1 })),
        ("call.followup.get", json!({ "callId": 1 })),
        ("call.followup.list", json!({ "filter": { "startDate": dates } })),
    ]
    .into_iter()
    .chain(fields)
    {
        let result = setup.result_v3(method, parameters);
        if let Some(items) = result["items"].as_array() {
            assert!(!items.is_empty(), "{method} has no rows");
        }
        // The sample has no field but those of its own selection.
        let wanted = match method {
            "tasks.task.get" if result["item"]["title"].is_null() => json!({ "object": {} }),
            _ => documented[method]["result"].clone(),
        };
        differences.extend(all_differences(&result, wanted, method));
        called.insert(method.to_owned());
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    let uncalled: Vec<&str> = known
        .into_iter()
        .filter(|name| !is_undocumented(name) && !name.ends_with(".field.get"))
        .filter(|name| !called.contains(*name))
        .collect();
    assert!(uncalled.is_empty(), "{uncalled:?}");
}
