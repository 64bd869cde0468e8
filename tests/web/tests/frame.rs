//! The frame API on a page outside a portal.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use b24_wasm::Error;
use b24_wasm::browser::frame::{Frame, SliderSettings, Width};
use b24_wasm::wire::{Map, Value};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Uses the frame API of the host page.
async fn use_all() -> Result<u64, Error> {
    let frame = Frame::open().await?;
    let info = frame.info();
    frame.resize(Width::Full, 600).await?;
    frame.set_title(&info.portal).await?;
    let auto_fit = frame.auto_fit().await?;
    let subscription = frame.on("CallCard::BeforeClose", |_event| {}).await?;
    let status = frame.call("getStatus", Value::Null, Some(Duration::from_secs(1))).await?;
    frame.set_user_option("status", status).await?;
    let selected = frame.select_user("Who?").await?.map(|person| person.id);
    frame.open_path("/crm/deal/details/7/").await?;
    frame.open_application(Map::new(), SliderSettings::default()).await?;
    frame.open_chat(Some("chat1"))?;
    drop((auto_fit, subscription));
    let me = frame.client().call(b24_wasm::methods::user::Current::new()).await?;
    Ok(selected.unwrap_or(me.result.id))
}

#[wasm_bindgen_test]
async fn explains_that_the_app_needs_a_portal() {
    let error = use_all().await.unwrap_err();
    assert_eq!((error.kind().name(), error.code()), ("frame", "NOT_IN_PORTAL"));
    assert_eq!(Frame::open().await.unwrap_err().code(), "NOT_IN_PORTAL");
}
