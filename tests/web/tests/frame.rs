//! The frame API on a page outside a portal.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use b24_wasm::Error;
use b24_wasm::browser::frame::{Frame, SliderSettings, Width};
use b24_wasm::frame::command;
use b24_wasm::wire::{Map, Value};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Uses the frame API of the host page.
async fn use_all() -> Result<u64, Error> {
    let frame = Frame::open_within(Duration::from_secs(5), &["*.bitrix24.com"]).await?;
    let info = frame.info();
    frame.send(command::SET_SCROLL, Map::from_iter([("scroll", 0)]), None).await?;
    frame.resize(Width::Full, 600).await?;
    frame.set_title(&info.portal).await?;
    let auto_fit = frame.auto_fit().await?;
    let subscription = frame.on("CallCard::BeforeClose", |_event| {}).await?;
    let interface = frame.fetch_interface().await?;
    assert!(!interface.commands.is_empty());
    let status = frame.call("getStatus", Value::Null, Some(Duration::from_secs(1))).await?;
    frame.set_user_option("status", status).await?;
    let selected = frame.select_user("Who?").await?.map(|person| person.id);
    frame.open_path("/crm/deal/details/7/").await?;
    frame.open_application(Map::new(), SliderSettings::default()).await?;
    frame.show_app_form(Map::new());
    frame.open_chat(Some("chat1"))?;
    frame.call_phone("+15550100")?;
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
