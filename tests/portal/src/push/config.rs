//! The configuration that an app connects with.

use super::channel::{Channel, Owner};
use super::server::Push;
use super::settings::{PushMode, PushSettings};
use crate::dates::date_time;
use crate::php::{Array, Value};

/// The revision of the portal's mobile script.
pub(super) const REVISION_MOBILE: u32 = 3;

/// The caller of `pull.application.config.get`.
pub(crate) struct Client<'a> {
    /// The client id of the app.
    pub(crate) app: &'a str,
    pub(crate) user: u32,
    /// Whether channels that have ended are replaced.
    pub(crate) reopen: bool,
}

/// The origins of the configuration.
pub(crate) struct Origins<'a> {
    pub(crate) portal: &'a str,
    pub(crate) push: &'a str,
}

/// Returns the configuration of a user of an app.
pub(crate) fn configuration(
    push: &mut Push,
    settings: &PushSettings,
    client: &Client,
    origins: &Origins,
    now: i64,
) -> Array {
    let shared = Owner { app: client.app.to_owned(), user: None };
    let private = Owner { app: client.app.to_owned(), user: Some(client.user) };
    let portal = Owner { app: String::new(), user: Some(client.user) };
    let lifetime = settings.channel_lifetime;
    let [shared, private, portal] = [shared, private, portal]
        .map(|owner| push.channels.of(&owner, lifetime, client.reopen, now));
    let exp = now + settings.config_lifetime;

    let mut api = Array::new();
    api.insert("revision_web", settings.revision_web);
    api.insert("revision_mobile", REVISION_MOBILE);
    let mut channels = Array::new();
    if !settings.no_channels {
        channels.insert("shared", channel(&shared, settings.version));
        channels.insert("private", channel(&private, settings.version));
    }
    let mut config = Array::new();
    config.insert("server", server(settings, origins));
    config.insert("api", api);
    config.insert("channels", channels);
    if settings.version >= 4 {
        let public: Array =
            [(i64::from(client.user), public_channel(&portal))].into_iter().collect();
        config.insert("publicChannels", public);
    } else {
        config.insert("publicChannels", false);
    }
    config.insert("exp", exp);
    if settings.mode == PushMode::Shared {
        config.insert("clientId", push.client_id.as_str());
    }
    if settings.version >= 5 {
        let signature = push.channels.secret(43);
        let channel = shared.public_id;
        config.insert("jwt", push.jwts.issue(private.owner, &channel, &signature, now, exp));
    }
    config
}

fn server(settings: &PushSettings, origins: &Origins) -> Array {
    let (polling, socket, publish) = match (settings.version, settings.mode) {
        (..=2, _) => ("/bitrix/sub/", "/bitrix/subws/", "/bitrix/pubweb/"),
        (_, PushMode::Personal) => ("/sub2/", "/subws2/", "/rest/"),
        (_, PushMode::Shared) => ("/sub/", "/subws/", "/rest/"),
    };
    let host = crate::address::host_of(origins.push);
    let address = |scheme: &str, path: &str| format!("{scheme}://{host}{path}");
    let mut server = Array::new();
    server.insert("version", i64::from(settings.version));
    server.insert("server_enabled", settings.server_enabled);
    server.insert("mode", if settings.mode == PushMode::Shared { "shared" } else { "personal" });
    server.insert("hostname", crate::address::host_of(origins.portal));
    server.insert("long_polling", address("http", polling));
    // The server has no TLS, so the secure addresses of its pages reach nothing.
    server.insert("long_pooling_secure", address("https", polling));
    server.insert("websocket_enabled", settings.websocket_enabled);
    server.insert("websocket", address("ws", socket));
    server.insert("websocket_secure", address("wss", socket));
    server.insert("publish_enabled", true);
    server.insert("publish", address("http", publish));
    server.insert("publish_secure", address("https", publish));
    server.insert("config_timestamp", settings.config_timestamp as i64);
    server
}

fn channel(channel: &Channel, version: u8) -> Value {
    let Channel { owner, public_id, start, end, .. } = channel;
    let mut array = Array::new();
    array.insert("id", channel.id(version));
    if owner.user.is_some() && version >= 4 {
        array.insert("public_id", public_id.as_str());
    }
    array.insert("start", date_time(*start));
    array.insert("end", date_time(*end));
    array.insert("type", owner.app.as_str());
    array.into()
}

fn public_channel(channel: &Channel) -> Array {
    let Channel { owner, public_id, signature, start, end, .. } = channel;
    let mut array = Array::new();
    array.insert("user_id", owner.user.map(i64::from));
    array.insert("public_id", public_id.as_str());
    array.insert("signature", signature.as_str());
    array.insert("start", date_time(*start));
    array.insert("end", date_time(*end));
    array
}
