//! REST 3.0: tasks and what belongs to them, over the records of REST 2.0.

use crate::common::Setup;
use serde_json::{Value, json};

fn setup() -> Setup {
    let mut setup = Setup::with_users(200);
    setup.portal.settings_mut().bucket.enabled = false;
    setup
}

#[test]
fn task_has_one_record_and_two_shapes() {
    let mut setup = setup();
    let fields = json!({
        "title": "Write",
        "creatorId": 3,
        "responsibleId": 4,
        "deadline": "2026-10-01T12:00:00Z",
        "priority": "high",
        "crmItemIds": ["D_1"],
    });
    let item = setup.result_v3("tasks.task.add", json!({ "fields": fields }))["item"].clone();
    assert_eq!(
        (&item["priority"], &item["deadline"], &item["creatorId"], &item["crmItemIds"]),
        (&json!("high"), &json!("2026-10-01T15:00:00+03:00"), &json!(3), &json!(["D_1"]))
    );
    assert_eq!(item["rights"]["edit"], true);
    let old = setup.call_json("tasks.task.get", json!({ "taskId": item["id"] }));
    let old = &old["result"]["task"];
    assert_eq!(
        (&old["priority"], &old["deadline"], &old["createdBy"], &old["ufCrmTask"]),
        (&json!("2"), &json!("2026-10-01T15:00:00+03:00"), &json!("3"), &json!(["D_1"]))
    );
    let update = json!({ "taskId": item["id"], "fields": { "STATUS": 5 } });
    setup.call_json("tasks.task.update", update);
    let done = setup.result_v3("tasks.task.get", json!({ "id": item["id"] }))["item"].clone();
    assert_eq!((&done["status"], done["closed"].is_string()), (&json!("completed"), true));
    let clear = json!({ "id": item["id"], "fields": { "deadline": null } });
    assert_eq!(setup.result_v3("tasks.task.update", clear), json!({ "result": true }));
    assert_eq!(
        setup.error_v3("tasks.task.add", json!({ "fields": { "title": "x" } })).2,
        "creatorId"
    );
}

#[test]
fn parts_of_tasks_are_changed_by_methods_of_their_own() {
    let mut setup = setup();
    let access = setup.result_v3("tasks.task.access.get", json!({ "id": 1 }));
    assert_eq!((&access["read"], access.get("item")), (&json!(true), None));
    let done = json!({ "result": true });
    let message = |task: i64| json!({ "fields": { "taskId": task, "text": "Hi" } });
    assert_eq!(setup.result_v3("tasks.task.chat.message.send", message(1)), done);
    let files = |files: Value| json!({ "taskId": 1, "fileIds": files });
    let upload = json!({ "id": 1, "fileContent": ["a.txt", "aGk="] });
    let uploaded = setup.call_json("disk.folder.uploadfile", upload);
    assert_eq!(uploaded["result"]["ID"], 7, "{uploaded}");
    assert_eq!(setup.result_v3("tasks.task.file.attach", files(json!([7]))), done);
    let task = setup.call_json("tasks.task.get", json!({ "taskId": 1 }));
    assert_eq!(task["result"]["task"]["commentsCount"], "1");
    assert_eq!(
        setup.result_v3("tasks.task.get", json!({ "id": 1 }))["item"]["fileIds"],
        json!([7])
    );
    let missing = "ENTITYNOTFOUNDEXCEPTION";
    assert_eq!(setup.error_v3("tasks.task.chat.message.send", message(9999)).1, missing);
    assert_eq!(setup.error_v3("tasks.task.file.attach", files(json!([1]))).1, missing);
    assert_eq!(setup.error_v3("tasks.task.file.attach", files(json!(["7"]))).2, "fileIds");
    assert_eq!(setup.error_v3("tasks.task.access.get", json!({ "id": 9999 })).1, missing);
}

#[test]
fn results_of_tasks_belong_to_a_task() {
    let mut setup = setup();
    let fields = json!({ "taskId": 5, "text": "Done" });
    let added = setup.result_v3("tasks.task.result.add", json!({ "fields": fields }));
    let id = added["item"]["id"].clone();
    assert_eq!((&added["item"]["authorId"], &added["item"]["status"]), (&json!(1), &json!("open")));
    let text = json!({ "id": id, "fields": { "text": "Done twice" } });
    let changed = setup.result_v3("tasks.task.result.update", text);
    assert_eq!(changed["item"]["text"], "Done twice");
    assert!(changed["item"]["updatedAt"].is_string());
    let fixed = json!({ "id": id, "fields": { "taskId": 6 } });
    assert_eq!(setup.error_v3("tasks.task.result.update", fixed).2, "taskId");
    let list = json!({ "filter": [["taskId", 5]], "order": { "id": "DESC" } });
    assert_eq!(setup.result_v3("tasks.task.result.list", list)["items"][0]["id"], id);
    assert_eq!(
        setup.result_v3("tasks.task.result.delete", json!({ "id": id })),
        json!({ "result": true })
    );
    let unknown = json!({ "fields": { "taskId": 9999, "text": "x" } });
    assert_eq!(setup.error_v3("tasks.task.result.add", unknown).1, "ENTITYNOTFOUNDEXCEPTION");
}

#[test]
fn results_of_tasks_have_two_shapes() {
    let mut setup = setup();
    let fields = json!({ "taskId": 5, "text": "Done" });
    let added =
        setup.result_v3("tasks.task.result.add", json!({ "fields": fields }))["item"].clone();
    let old = setup.call_json("tasks.task.result.list", json!({ "taskId": 5 }));
    let old = &old["result"][0];
    assert_eq!((&old["id"], &old["text"]), (&added["id"], &json!("Done")));
    assert_eq!((&old["status"], &added["status"]), (&json!(0), &json!("open")));
    assert_eq!((&old["createdBy"], &old["createdAt"]), (&added["authorId"], &added["createdAt"]));
    assert_eq!(setup.call_json("tasks.task.result.list", json!({}))["error"], "100");
}
