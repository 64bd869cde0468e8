//! The methods `pull.application.*`: the connection of an app to the push server, and the events
//! that it sends.

use super::Call;
use crate::php::{Array, Value};
use crate::push::{Client, Draft, Event, Origins, configuration};
use crate::rest::{Error, Reply};

/// The size in bytes from which on an event is dropped.
const MAX_SIZE: usize = 1 << 20;

/// Handles `pull.application.config.get`: returns the addresses and channels of the push server.
pub(super) fn config(call: &mut Call) -> Result<Reply, Error> {
    let query = read(call, "config")?;
    if !call.portal.settings.push.configured {
        return Err(Error::new("SERVER_ERROR", "Push & Pull server is not configured", 500));
    }
    let reopen = query.get("REOPEN").is_none_or(|reopen| reopen.to_text() != "N");
    let portal = &mut *call.portal;
    let client = Client { app: &portal.options.client_id, user: call.caller.user, reopen };
    let origins = Origins { portal: &portal.options.origin, push: &portal.options.push };
    let settings = &portal.settings.push;
    let now = call.now as i64;
    Ok(Reply::new(configuration(&mut portal.push, settings, &client, &origins, now)))
}

/// Handles `pull.application.event.add`: accepts an event for the users of the app. It is sent after
/// the response; one that is too large is dropped.
pub(super) fn add_event(call: &mut Call) -> Result<Reply, Error> {
    let query = read(call, "event")?;
    let users = users(call, &query)?;
    let module_id = match query.get("MODULE_ID") {
        Some(module) => module.to_text().into_owned(),
        None => "application".to_owned(),
    };
    let is_module = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_');
    if module_id.is_empty() || !module_id.bytes().all(is_module) {
        return Err(Error::new("MODULE_ID_ERROR", "Module ID format error", 400));
    }
    let command = query.get("COMMAND").map(Value::to_text).unwrap_or_default().into_owned();
    let is_command = |byte: u8| byte.is_ascii_alphanumeric() || b"_:|.-".contains(&byte);
    if command.is_empty() || !command.bytes().all(is_command) {
        return Err(Error::new("COMMAND_ERROR", "Command format error", 400));
    }
    let params = params(&query)?;
    let portal = &mut *call.portal;
    let lifetime = portal.settings.push.channel_lifetime;
    let app = &portal.options.client_id;
    let channels = portal.push.channels.receivers(app, users, lifetime, call.now as i64);
    if params.to_string().len() <= MAX_SIZE {
        portal.push.add(Draft::new(Event { module_id, command, params }, channels));
    }
    Ok(Reply::new(true))
}

/// Returns the parameters with names in upper case. Rejects a webhook, which is not an app.
fn read(call: &Call, what: &str) -> Result<Array, Error> {
    if call.caller.webhook {
        let text = format!(
            "Get access to application {what} available only for application authorization."
        );
        return Err(Error::new("WRONG_AUTH_TYPE", text, 403));
    }
    Ok(call.parameters.with_upper_case_keys())
}

/// Returns the receiving users; `None` if the parameter is missing. Callers who are not
/// administrators may only name themselves, and as text.
fn users(call: &Call, query: &Array) -> Result<Option<Vec<u32>>, Error> {
    let Some(value) = query.get("USER_ID").filter(|value| **value != Value::Null) else {
        return Ok(None);
    };
    let users: Vec<Value> = match value {
        Value::Array(list) => list.values().cloned().collect(),
        Value::Text(text) => match serde_json::from_slice(text) {
            Ok(serde_json::Value::Array(list)) => list.into_iter().map(Value::from).collect(),
            _ => vec![value.clone()],
        },
        value => vec![value.clone()],
    };
    let own = Value::from(call.caller.user.to_string());
    if !call.caller.is_admin() && users.iter().any(|user| *user != own) {
        let text = "Only admin can send notifications to other channels";
        return Err(Error::new("USER_ID_ACCESS_ERROR", text, 400));
    }
    Ok(Some(users.iter().filter_map(|user| u32::try_from(user.to_int()).ok()).collect()))
}

/// Returns the parameters of the event, which may be JSON.
fn params(query: &Array) -> Result<serde_json::Value, Error> {
    let error = || Error::new("PARAMS_ERROR", "Params format error", 400);
    let json = match query.get("PARAMS") {
        None | Some(Value::Null) => "[]".to_owned(),
        Some(Value::Text(text)) => text.to_string(),
        Some(value) => crate::php::json_encode(value),
    };
    let params: serde_json::Value = serde_json::from_str(&json).map_err(|_| error())?;
    if params.is_object() || params.is_array() { Ok(params) } else { Err(error()) }
}
