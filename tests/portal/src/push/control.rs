//! What tests do with the push server at `/control/push`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::channel::Owner;
use super::draft::Draft;
use super::frame::PushEnd;
use super::message::{Event, Sender};
use super::server::Push;
use super::settings::PushSettings;
use crate::dates::date_time;

/// The body of `POST /control/push`; each action is optional.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Actions {
    /// Messages, and texts that are sent as they are. Those of a list are in one frame.
    send: Vec<Send>,
    /// The channel that ends.
    expire: Option<Expire>,
    /// Whether all channels and tokens become unknown: the next connection gets 4010.
    revoke: bool,
    /// Whether all connections are dropped.
    drop: bool,
    /// The code with which all sockets are closed.
    close: Option<Close>,
}

/// A message to send, or text.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Send {
    /// Text that all connections get as it is; the other members do not matter.
    raw: Option<String>,
    /// The app whose channel carries it; by default the emulator's.
    app: Option<String>,
    /// The users whose channels carry it; by default the shared channel does.
    users: Option<Vec<u32>>,
    module_id: String,
    command: String,
    params: Value,
    /// Members of `extra` in addition to the portal's, or instead of them.
    extra: Map<String, Value>,
    sender: Sender,
    user_params: Option<Map<String, Value>>,
    dictionary: Option<Map<String, Value>>,
    /// The number of characters of an additional parameter `padding`.
    padding: usize,
}

impl Default for Send {
    fn default() -> Self {
        Self {
            raw: None,
            app: None,
            users: None,
            module_id: "application".to_owned(),
            command: "test".to_owned(),
            params: json!({}),
            extra: Map::new(),
            sender: Sender::default(),
            user_params: None,
            dictionary: None,
            padding: 0,
        }
    }
}

/// The end of a channel.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expire {
    /// Whether the message names the new channel (`reconnect`), or not (`get_config`).
    action: ExpireAction,
    /// The user of the channel; by default the shared channel ends.
    user: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum ExpireAction {
    Reconnect,
    GetConfig,
}

/// A close frame.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Close {
    code: u16,
    #[serde(default)]
    reason: String,
}

/// Does the actions. `app` is the client id of the emulator's app, `host` the portal's.
pub(crate) fn act(
    push: &mut Push,
    settings: &PushSettings,
    app: &str,
    host: &str,
    actions: Actions,
    now: f64,
) {
    let Actions { send, expire, revoke, drop, close } = actions;
    // Earlier messages reach the connections that end, those of these actions do not.
    push.deliver(settings, host, now);
    if drop {
        push.end_all(&PushEnd::Drop);
    }
    if let Some(Close { code, reason }) = close {
        push.end_all(&PushEnd::Close { code, reason });
    }
    for item in send {
        match item.raw {
            Some(text) => push.schedule_raw(text, now),
            None => {
                let draft = draft(push, settings, app, item, now as i64);
                push.schedule(draft, now);
            }
        }
    }
    if let Some(expire) = expire {
        let draft = expired(push, settings, app, &expire, now as i64);
        push.schedule(draft, now);
    }
    if revoke {
        push.revoke();
    }
}

/// Returns the log, and how many connections are open.
pub(crate) fn log(push: &Push) -> Value {
    let attempts: Vec<_> = push.log().collect();
    let open = attempts.iter().filter(|attempt| attempt.open).count();
    json!({ "open": open, "attempts": attempts })
}

/// Returns the credentials of all clients: ids, signatures and tokens; and the licence code.
pub(crate) fn secrets(push: &Push) -> Value {
    let secrets = push.channels.secrets().chain(push.jwts.secrets());
    secrets.chain([push.client_id.as_str()]).collect()
}

fn draft(push: &mut Push, settings: &PushSettings, app: &str, item: Send, now: i64) -> Draft {
    let app = item.app.as_deref().unwrap_or(app);
    let mut params = item.params;
    if let Some(params) = params.as_object_mut().filter(|_| item.padding > 0) {
        params.insert("padding".to_owned(), "x".repeat(item.padding).into());
    }
    Draft {
        event: Event { module_id: item.module_id, command: item.command, params },
        channels: push.channels.receivers(app, item.users, settings.channel_lifetime, now),
        sender: item.sender,
        extra: item.extra,
        user_params: item.user_params,
        dictionary: item.dictionary,
    }
}

/// Ends a channel and returns the message for its clients, which the old channel carries.
fn expired(
    push: &mut Push,
    settings: &PushSettings,
    app: &str,
    expire: &Expire,
    now: i64,
) -> Draft {
    let owner = Owner { app: app.to_owned(), user: expire.user };
    let old = push.channels.of(&owner, settings.channel_lifetime, false, now);
    let new = push.channels.replace(&owner, settings.channel_lifetime, now);
    let mut params = Map::new();
    params.insert("action".to_owned(), json!(expire.action));
    let channel = json!({ "id": old.id(settings.version), "type": app });
    params.insert("channel".to_owned(), channel);
    if expire.action == ExpireAction::Reconnect {
        let new = json!({
            "id": new.id(settings.version),
            "start": date_time(new.start),
            "end": date_time(new.end),
            "type": app,
        });
        params.insert("new_channel".to_owned(), new);
    }
    let event = Event {
        module_id: "pull".to_owned(),
        command: "channel_expire".to_owned(),
        params: Value::Object(params),
    };
    Draft::new(event, vec![old])
}
