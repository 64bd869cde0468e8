//! The frame that contains the page. The wrapper posts and receives; the core decides what.

use std::cell::{OnceCell, RefCell};

use wasm_bindgen::prelude::*;

use super::interop::{read, reject, to_js};
use super::portal::Portal;
use crate::auth::{Credentials, Source, Token};
use crate::error::Result;
use crate::frame::command::{self, CachedPart, Command, ReplyTiming};
use crate::frame::failure::{TimeLimit, dialog_replaced};
use crate::frame::message::Session;
use crate::frame::state::{FrameState, read_reply};
use crate::wire::{Map, Value, json};

/// The result of an export that can fail.
type Export<T> = std::result::Result<T, JsValue>;

/// The frame that contains the page.
#[wasm_bindgen(js_name = Frame)]
#[derive(Debug)]
pub struct JsFrame {
    state: RefCell<FrameState>,
    /// The token that all portals of this frame share.
    token: OnceCell<Token>,
}

#[wasm_bindgen(js_class = Frame)]
impl JsFrame {
    /// Reads the session from the window's name or the query string. `portals` is a list as JSON
    /// text.
    #[wasm_bindgen(constructor)]
    pub fn new(window_name: String, query: String, portals: String) -> Export<Self> {
        let portals = json::read(&portals).unwrap_or_default();
        let mut allowed = Vec::new();
        for portal in portals.as_list().unwrap_or_default() {
            allowed.push(portal.as_text().unwrap_or_default());
        }
        let session = Session::allowed(&window_name, &query, &allowed).map_err(reject)?;
        let state = RefCell::new(FrameState::new(session));
        Ok(Self { state, token: OnceCell::new() })
    }

    /// Checks a command of every host page, with parameters as JSON text, and returns its message
    /// and how to wait for the reply.
    pub fn message(
        &self,
        command: String,
        params: String,
        id: String,
        timeout: Option<u32>,
    ) -> Export<JsValue> {
        let work = || {
            let (params, command) = (read(&params)?, command::find(&command)?);
            let limit = TimeLimit::new(command, timeout);
            Ok(request(command, self.state.borrow().message(command, params, &id)?, limit))
        };
        export(work())
    }

    /// Checks a command of the placement, with a value as JSON text, or an event, which has none.
    /// Returns its message and how to wait for the reply.
    #[wasm_bindgen(js_name = placementMessage)]
    pub fn placement_message(
        &self,
        name: String,
        value: Option<String>,
        id: String,
        timeout: Option<u32>,
    ) -> Export<JsValue> {
        let work = || {
            let value = value.map(|value| json::read(&value).unwrap_or_default());
            let limit = TimeLimit::new(&Command::DEFAULT, timeout);
            let message = self.state.borrow().placement_message(&name, value, &id)?;
            Ok(request(&Command::DEFAULT, message, limit))
        };
        export(work())
    }

    /// Reads the reply to a command with these parameters, received at `now`. A command of the
    /// placement has none.
    pub fn reply(
        &self,
        command: String,
        params: Option<String>,
        text: String,
        now: f64,
    ) -> Export<JsValue> {
        let work = || {
            let Some(params) = params else { return read_reply(&command, &text) };
            let (command, params) = (command::find(&command)?, read(&params)?);
            let mut state = self.state.borrow_mut();
            let reply = state.reply(command, params, &text, now)?;
            if let (CachedPart::Token, Some(token)) = (command.cache, self.token.get()) {
                token.renew(state.data.access.clone());
            }
            Ok(reply)
        };
        export(work())
    }

    /// Returns the error of a command that got no reply within `timeout` milliseconds, which the
    /// caller may have set; without it, the error of a dialog that another one has replaced.
    #[must_use]
    pub fn failure(&self, command: String, timeout: Option<u32>, by_caller: bool) -> JsValue {
        let state = self.state.borrow();
        reject(timeout.map_or_else(dialog_replaced, |timeout| {
            let limit = TimeLimit { timeout, by_caller };
            limit.error(&command, &state.data.info.portal)
        }))
    }

    /// Returns the portal, the placement, the user and the stored options of the app.
    #[must_use]
    pub fn info(&self) -> JsValue {
        let data = &self.state.borrow().data;
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
        to_js(&info.into())
    }

    /// Returns the credentials.
    #[must_use]
    pub fn auth(&self) -> JsValue {
        let data = &self.state.borrow().data;
        let mut auth = Map::new();
        auth.insert("accessToken", data.access.token());
        auth.insert("refreshToken", data.access.refresh_token().unwrap_or_default());
        auth.insert("expires", data.access.expires_at());
        auth.insert("portal", data.info.portal.as_str());
        auth.insert("memberId", data.info.member_id.as_str());
        to_js(&auth.into())
    }

    /// Creates a client of the frame's portal.
    #[must_use]
    pub fn portal(&self) -> Portal {
        let token = self.token.get_or_init(|| {
            let state = self.state.borrow();
            let (portal, access) = (&state.session().portal, state.data.access.clone());
            Token::at(portal, &state.data.path, access, Source::Caller)
        });
        Portal::new(Credentials::Token(token.clone()))
    }
}

fn export(outcome: Result<Value>) -> Export<JsValue> {
    outcome.map(|value| to_js(&value)).map_err(reject)
}

/// Describes a message and how to wait for its reply.
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
