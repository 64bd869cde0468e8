//! Calls, lists and batches of REST 3.0 at the emulated portal.

use crate::support::Setup;
use b24_wasm::client::V3Batch;
use b24_wasm::v3::where3;
use b24_wasm::wire::{Map, Value, json};

#[test]
fn lists_tasks_by_identifier() {
    let setup = Setup::new();
    let client = setup.token(&setup.issue_token());
    let ids = |filter: Map| {
        setup.run(async {
            let mut tasks = client.v3().list("tasks.task.list", filter);
            let mut ids = Vec::new();
            while let Some(task) = tasks.try_next().await.unwrap() {
                ids.push(json::write(task.as_map().unwrap().get("id").unwrap()));
            }
            ids
        })
    };
    let all = ids(Map::new());
    assert!(!all.is_empty());
    let bound: i64 = all[0].parse().unwrap();
    assert_eq!(ids(Map::from_iter([("filter", where3("id").gt(bound))])), all[1..]);
}

#[test]
fn runs_a_batch_with_a_reference() {
    let setup = Setup::new();
    let client = setup.token(&setup.issue_token());
    let mut batch = V3Batch::new();
    let tasks = batch.add("tasks", "tasks.task.list", Map::new());
    batch.add("first", "tasks.task.get", Map::from_iter([("id", tasks.at(0).at("id"))]));
    let mut outcomes = setup.run(client.v3().batch(batch)).unwrap();
    let mut result = |name: &str| outcomes.remove(name).unwrap().into_result().unwrap().result;
    let (tasks, first) = (result("tasks"), result("first"));
    let items = tasks.as_map().unwrap().get("items").and_then(Value::as_list).unwrap();
    let item = first.as_map().unwrap().get("item").and_then(Value::as_map).unwrap();
    assert_eq!(item.get("id"), items[0].as_map().unwrap().get("id"));
}
