//! A portal's frame, from a page that is in none.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use b24_wasm::browser::frame::{Frame, Slider, Width};
use b24_wasm::wire::{Map, Value};
use b24_wasm::{Client, Error};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// What an app in a frame does with the portal page around it.
async fn use_all() -> Result<u64, Error> {
    let frame = Frame::open().await?;
    let info = frame.info();
    frame.resize(Width::Full, 600).await?;
    frame.set_title(&info.portal).await?;
    let following = frame.auto_fit().await?;
    let subscription = frame.on("CallCard::BeforeClose", |_event| {}).await?;
    let status = frame.call("getStatus", Value::Null, Some(1_000)).await?;
    frame.set_user_option("status", status).await?;
    let selected = frame.select_user("Who?").await?.map(|person| person.id);
    frame.open_path("/crm/deal/details/7/").await?;
    frame.open_application(Map::new(), Slider::default()).await?;
    frame.open_chat(Some("chat1"))?;
    drop((following, subscription));
    let me = Client::in_frame(&frame).call(b24_wasm::methods::user::Current::new()).await?;
    Ok(selected.unwrap_or(me.result.id))
}

#[wasm_bindgen_test]
async fn a_page_that_is_in_no_frame_is_told_where_to_open_the_app() {
    let error = use_all().await.unwrap_err();
    assert_eq!((error.kind().name(), error.code()), ("frame", "NOT_IN_PORTAL"));
    assert_eq!(Client::frame().await.unwrap_err().code(), "NOT_IN_PORTAL");
}
