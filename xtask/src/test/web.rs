//! The wasm-bindgen tests of `tests/web`, in a headless browser against the emulator.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use xshell::cmd;

use super::log::Log;
use super::native;
use super::summary::Layer;
use crate::emulator::Emulator;
use crate::setup::browser::Browser;
use crate::setup::rust::WASM_TARGET;
use crate::workspace::Workspace;

/// The runner's time limit in seconds.
const TIME_LIMIT: &str = "120";

/// The secret of the webhook, which must not be in messages.
const SECRET: &str = "webhooksecret0001";

/// Starts an emulator on free ports and runs the tests with its addresses in `B24_PORTAL` and
/// `B24_WEBHOOK`. The emulator allows the page of the tests to use `/control/`.
pub fn run(workspace: &Workspace, log: &Log, browser: &Browser, emulator: &Path) -> Result<Layer> {
    let page = free_address()?;
    let arguments = ["--webhook-secret", SECRET, "--control-origin", &format!("http://{page}")]
        .map(str::to_owned);
    let emulator = Emulator::start(emulator, &arguments)?;
    native::run_and_count(
        log,
        "web",
        cmd!(workspace.shell, "cargo test --package web-tests --target {WASM_TARGET}")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
            .env("CHROMEDRIVER", &browser.driver)
            .env("WASM_BINDGEN_TEST_ONLY_WEB", "1")
            .env("B24_PORTAL", &emulator.addresses.portal)
            .env("B24_WEBHOOK", &emulator.addresses.webhook)
            .env("WASM_BINDGEN_TEST_ADDRESS", &page)
            .env("WASM_BINDGEN_TEST_TIMEOUT", TIME_LIMIT)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(workspace, browser)?),
    )
}

/// Returns a local address with a free port.
fn free_address() -> Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

/// Writes the capabilities of `tests/web/webdriver.json` with the path of the browser; returns the
/// file.
fn capabilities(workspace: &Workspace, browser: &Browser) -> Result<PathBuf> {
    let text = fs::read_to_string(workspace.path("tests/web/webdriver.json"))?;
    let mut capabilities: Value = serde_json::from_str(&text)?;
    let options = capabilities
        .pointer_mut("/goog:chromeOptions")
        .and_then(Value::as_object_mut)
        .context("tests/web/webdriver.json has no goog:chromeOptions")?;
    options.insert("binary".to_owned(), json!(browser.program));
    let file = workspace.path("target/webdriver.json");
    fs::write(&file, capabilities.to_string())?;
    Ok(file)
}
