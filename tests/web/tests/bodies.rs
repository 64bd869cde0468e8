//! The bodies that `fetch` streams: text from chunks of bytes, or an error.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use b24_wasm::wire::{Map, Value};
use b24_wasm::{Client, Error};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_tests::WEBHOOK;

wasm_bindgen_test_configure!(run_in_browser);

/// Calls a method while `fetch` returns what the JavaScript expression makes.
async fn call(response: &str) -> Result<Value, Error> {
    let stub = format!(
        "globalThis.realFetch ??= fetch
         globalThis.stream = (...chunks) => new Response(new ReadableStream({{
           pull(controller) {{
             const chunk = chunks.shift()
             if (chunk === undefined) controller.close()
             else if (chunk === 'break') controller.error(new TypeError('broken'))
             else controller.enqueue(Uint8Array.from(chunk))
           }}
         }}))
         globalThis.bytes = (text) => new TextEncoder().encode(text)
         globalThis.fetch = async () => ({response})"
    );
    js_sys::eval(&stub).unwrap();
    let client = Client::webhook(WEBHOOK).unwrap();
    let reply = client.call_by_name("server.time", Map::new()).await;
    js_sys::eval("globalThis.fetch = realFetch").unwrap();
    reply.map(|reply| reply.result)
}

#[wasm_bindgen_test]
async fn reads_every_kind_of_body() {
    for (response, text) in [
        (r#"new Response('{"result":"Ж"}')"#, "Ж"),
        // A character in two chunks.
        (r#"stream(bytes('{"result":"'), [0xd0], [], [0x96], bytes('"}'))"#, "Ж"),
        (r#"stream(bytes('{"result":"'), [0xd0], bytes('"}'))"#, "\u{fffd}"),
        (r#"stream([0xef, 0xbb, 0xbf], bytes('{"result":"x"}'))"#, "x"),
    ] {
        assert_eq!(call(response).await.unwrap().as_text(), Some(text), "{response}");
    }
    for (response, code) in [
        ("new Response(null)", "EMPTY_RESPONSE"),
        ("stream()", "EMPTY_RESPONSE"),
        (r#"stream(bytes('{"result":"x'))"#, "TRUNCATED_RESPONSE"),
        (r#"stream(bytes('{"result":'), 'break')"#, "CONNECTION_LOST"),
        ("{ status: 200 }", "NOT_A_RESPONSE"),
        ("{ status: 200, body: {} }", "NOT_A_RESPONSE"),
    ] {
        assert_eq!(call(response).await.unwrap_err().code(), code, "{response}");
    }
}
