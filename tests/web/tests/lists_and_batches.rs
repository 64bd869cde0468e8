//! Lists and batches in a Rust front end.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use b24_wasm::Client;
use b24_wasm::client::Batch;
use b24_wasm::methods::im::department::EmployeesGet;
use b24_wasm::methods::user::{Current, Get};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_tests::WEBHOOK;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn lists_every_user() {
    let mut users = Client::webhook(WEBHOOK).unwrap().list(Get::new().admin_mode(true));
    let mut ids = Vec::new();
    while let Some(user) = users.try_next().await.unwrap() {
        ids.push(user.id);
    }
    let progress = users.progress();
    assert!(ids.is_sorted() && ids.len() > 50);
    assert_eq!(
        (progress.total, u32::try_from(ids.len()).ok()),
        (Some(progress.rows), progress.total)
    );
    assert_eq!(progress.requests, 2);
}

#[wasm_bindgen_test]
async fn resolves_a_reference_in_a_batch() {
    let mut batch = Batch::new();
    let me = batch.add("me", Current::new());
    let departments = me.result().at("UF_DEPARTMENT");
    let staff = batch.add("staff", EmployeesGet::new(departments));
    let mut outcomes = Client::webhook(WEBHOOK).unwrap().batch(batch).await.unwrap();
    let (me, staff) = (outcomes.take(me).unwrap().result, outcomes.take(staff).unwrap().result);
    let works_in = |department| staff.get(department).is_some_and(|staff| staff.contains(&me.id));
    assert!(!me.uf_department.is_empty() && me.uf_department.iter().all(works_in));
}
