//! The frame that contains the page. The wrapper posts and receives; the core decides what.
//!
//! A single export performs all operations: each further one would add as many bytes to the module
//! and to the glue as the operation itself.

use std::cell::Cell;
use std::thread::LocalKey;

use wasm_bindgen::prelude::*;

use super::interop::{read, reject, to_js, to_params};
use super::js_text::text;
use super::portal::Portal;
use crate::auth::{AccessToken, Credentials, Source, Token};
use crate::error::Result;
use crate::frame::command::{self, CachedPart, Command, ReplyTiming};
use crate::frame::failure::{TimeLimit, dialog_replaced};
use crate::frame::info::InitData;
use crate::frame::message::{Session, not_in_portal};
use crate::frame::state::{FrameState, read_reply};
use crate::js_error::details;
use crate::wire::{Map, Value};

thread_local! {
    /// The page's only frame.
    static FRAME: Cell<Option<Box<FrameState>>> = const { Cell::new(None) };
    /// The token that all portals of the frame share.
    static TOKEN: Cell<Option<Token>> = const { Cell::new(None) };
}

type PageCell<T> = LocalKey<Cell<Option<T>>>;

/// Takes a value of the page. `LocalKey::take` would add the text of a panic that cannot happen.
fn take<T>(key: &'static PageCell<T>) -> Option<T> {
    key.try_with(Cell::take).ok().flatten()
}

/// Stores a value of the page.
fn put<T>(key: &'static PageCell<T>, value: Option<T>) {
    let _ = key.try_with(|cell| cell.set(value));
}

/// Performs an operation of the frame: a JSON object with its name and its arguments, and a number,
/// which is its time or timeout in milliseconds. The wrapper's `frame/core.ts` lists the operations.
#[wasm_bindgen]
pub fn frame(operation: &JsValue, time: Option<f64>) -> std::result::Result<JsValue, JsValue> {
    let mut frame = take(&FRAME);
    let outcome = read(&text(operation)).and_then(|arguments| perform(&mut frame, arguments, time));
    put(&FRAME, frame);
    outcome.map(|value| to_js(&value)).map_err(reject)
}

fn perform(
    opened: &mut Option<Box<FrameState>>,
    mut arguments: Map,
    time: Option<f64>,
) -> Result<Value> {
    let params = arguments.remove("params");
    let text = |name| arguments.get(name).and_then(Value::as_text).unwrap_or_default();
    let (command, id) = (text("command"), text("id"));
    if text("operation") == "session" {
        let session = Session::new(text("domain"), text("protocol"), text("sid"))?;
        return open(opened, session, params);
    }
    let frame = opened.as_mut().ok_or_else(not_in_portal)?;
    match text("operation") {
        "message" => {
            let (params, command) = (to_params(params)?, command::find(command)?);
            let limit = TimeLimit::new(command, time.map(|time| time as u32));
            Ok(request(command, frame.message(command, params, id)?, limit))
        }
        "placementMessage" => {
            let limit = TimeLimit::new(&Command::DEFAULT, time.map(|time| time as u32));
            let message = frame.placement_message(command, params, id)?;
            Ok(request(&Command::DEFAULT, message, limit))
        }
        "reply" => {
            let (params, command) = (to_params(params)?, command::find(command)?);
            let reply = frame.reply(command, params, text("reply"), time.unwrap_or_default())?;
            if command.cache == CachedPart::Token {
                share_token(&frame.data.access);
            }
            Ok(reply)
        }
        "placementReply" => read_reply(command, text("reply")),
        "timeout" => {
            let timeout = time.unwrap_or_default() as u32;
            let limit = TimeLimit { timeout, by_caller: arguments.get("byCaller").is_some() };
            Ok(details(&limit.error(command, &frame.data.info.portal)).into())
        }
        "dialogReplaced" => Ok(details(&dialog_replaced()).into()),
        "auth" => Ok(auth(&frame.data)),
        "info" => Ok(info(&frame.data)),
        _ => Err(not_in_portal()),
    }
}

/// Starts with a session, unless the handshake has succeeded. Returns the portal's origin.
fn open(
    opened: &mut Option<Box<FrameState>>,
    session: Session,
    portals: Option<Value>,
) -> Result<Value> {
    let portals = portals.unwrap_or_default();
    let mut allowed = Vec::new();
    for portal in portals.as_list().unwrap_or_default() {
        allowed.push(portal.as_text().unwrap_or_default());
    }
    let session = session.among(&allowed)?;
    let portal = session.portal.as_str().into();
    if opened.as_ref().is_none_or(|frame| !frame.is_open()) {
        *opened = Some(Box::new(FrameState::new(session)));
    }
    Ok(portal)
}

/// Returns a message and how to wait for its reply.
fn request(command: &Command, message: Value, limit: Option<TimeLimit>) -> Value {
    let mut request = Map::new();
    request.insert("message", message);
    request.insert("hasReply", command.reply != ReplyTiming::Never);
    request.insert("isDialog", command.reply == ReplyTiming::OnConfirm);
    if let Some(limit) = limit {
        request.insert("timeout", limit.timeout);
    }
    request.into()
}

/// Returns the portal, the placement, the user and the stored options of the app.
fn info(data: &InitData) -> Value {
    let mut info = Map::new();
    info.insert("portal", data.info.portal.as_str());
    info.insert("language", data.info.language.as_str());
    info.insert("isAdmin", data.info.is_admin);
    info.insert("memberId", data.info.member_id.as_str());
    info.insert("placement", data.info.placement.as_str());
    info.insert("options", data.info.options.clone());
    info.insert("isFirstRun", data.info.is_first_run);
    info.insert("isInstalling", data.info.is_installing);
    info.insert("user", data.user_options.clone());
    info.insert("app", data.app_options.clone());
    info.into()
}

/// Returns the credentials.
fn auth(data: &InitData) -> Value {
    let mut auth = Map::new();
    auth.insert("accessToken", data.access.token());
    auth.insert("refreshToken", data.access.refresh_token().unwrap_or_default());
    auth.insert("expires", data.access.expires_at());
    auth.insert("portal", data.info.portal.as_str());
    auth.insert("memberId", data.info.member_id.as_str());
    auth.into()
}

/// Creates a portal with the token of the frame, if the handshake has succeeded.
#[wasm_bindgen(js_name = framePortal)]
pub fn frame_portal() -> Option<Portal> {
    let frame = take(&FRAME)?;
    let token = take(&TOKEN).or_else(|| {
        let (portal, data) = (&frame.session().portal, &frame.data);
        let token = || Token::at(portal, &data.path, data.access.clone(), Source::Caller);
        frame.is_open().then(token)
    });
    put(&FRAME, Some(frame));
    put(&TOKEN, token.clone());
    token.map(|token| Portal::new(Credentials::Token(token)))
}

/// Replaces the token of all portals of the frame.
fn share_token(access: &AccessToken) {
    if let Some(token) = take(&TOKEN) {
        token.renew(access.clone());
        put(&TOKEN, Some(token));
    }
}
