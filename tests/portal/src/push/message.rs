//! The messages of the push server.

use serde::Deserialize;
use serde_json::{Map, Value, json};

/// What an app receives.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Event {
    #[serde(default = "application")]
    pub(crate) module_id: String,
    pub(crate) command: String,
    #[serde(default = "empty_list")]
    pub(crate) params: Value,
}

/// PHP's empty array.
fn empty_list() -> Value {
    json!([])
}

/// The module of an event that names none.
fn application() -> String {
    "application".to_owned()
}

/// Who sent a message.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Sender {
    /// Whether another client sent it, rather than the portal.
    pub(crate) client: bool,
    /// The public id of that client's channel, in hexadecimal digits.
    pub(crate) id: String,
}

/// A message after its delivery to a channel.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Message {
    /// 26 digits, each message's higher than those before.
    pub(crate) mid: String,
    /// The number of the message.
    pub(crate) number: u64,
    /// How many messages the same second had before, plus one.
    pub(crate) tag: u64,
    /// When it was delivered, in unix seconds.
    pub(crate) time: f64,
    /// The public id of the channel.
    pub(crate) channel: String,
    pub(crate) body: Body,
    pub(crate) sender: Sender,
    /// Parameters for the receiving user alone, which version 5 has beside the body.
    pub(crate) user_params: Option<Map<String, Value>>,
    /// Parameters that several users share, which version 5 has beside the body.
    pub(crate) dictionary: Option<Map<String, Value>>,
}

/// The content of a message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Body {
    pub(crate) event: Event,
    pub(crate) extra: Value,
}

impl Body {
    /// Returns the body as JSON, with additional parameters merged into it.
    pub(crate) fn to_json(&self, more: &[&Option<Map<String, Value>>]) -> Value {
        let Event { module_id, command, params } = &self.event;
        let mut params = params.clone();
        for (name, value) in more.iter().copied().flatten().flatten() {
            if !params.is_object() {
                params = json!({});
            }
            if let Some(params) = params.as_object_mut() {
                params.insert(name.clone(), value.clone());
            }
        }
        json!({ "module_id": module_id, "command": command, "params": params, "extra": self.extra })
    }
}

impl Message {
    /// Returns the body as versions up to 4 have it.
    pub(crate) fn text_body(&self) -> Value {
        self.body.to_json(&[&self.user_params, &self.dictionary])
    }
}

/// Returns a mid that is higher than those of earlier seconds and of lower numbers.
pub(crate) fn mid(time: f64, number: u64) -> String {
    let seconds = time as u64;
    let milliseconds = ((time - seconds as f64) * 1000.0) as u64;
    format!("{seconds:010}{milliseconds:03}{number:013}")
}
