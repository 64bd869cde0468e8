//! The configuration of the push server: the result of `pull.application.config.get`.

use super::date;
use crate::error::{Error, ErrorKind, Result};
use crate::text;
use crate::wire::{Map, Value, php};

/// The first version that speaks JSON-RPC.
const JSON_RPC: i64 = 5;

/// The first version that resumes at the identifier of a message.
const MESSAGE_IDS: i64 = 3;

/// The page that connects.
#[derive(Clone)]
pub(crate) struct Page {
    /// The origin of the portal, which completes the addresses of old servers.
    pub portal: String,
    /// Whether the page was loaded by https: it then connects by `https` and `wss` alone.
    pub is_secure: bool,
}

/// A configuration. Its channels and its token are secret, so it has no `Debug` with them.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Config {
    pub version: i64,
    /// The address of the socket; none if the server offers none.
    pub socket: Option<String>,
    /// The address of long polling.
    pub polling: Option<String>,
    /// The identifiers of the channels: the app's own of this user, and the app's shared one.
    pub channels: Vec<String>,
    pub token: Option<String>,
    /// The portal's identifier at a server that it shares with others.
    pub client_id: Option<String>,
    pub hostname: Option<String>,
    /// When the channels or the configuration expire, in milliseconds since 1970; 0 if unknown.
    pub expires_at: u64,
}

impl Config {
    /// Reads a configuration for a page.
    ///
    /// # Errors
    ///
    /// `PUSH_UNAVAILABLE` if the portal has no push server, `INVALID_PUSH_CONFIG`.
    pub fn read(result: &Value, page: &Page) -> Result<Self> {
        let server = result.as_map().and_then(|result| result.get("server")?.as_map());
        let (Some(result), Some(server)) = (result.as_map(), server) else {
            return Err(invalid("it has no server"));
        };
        if server.get("server_enabled").and_then(php::flag) == Some(false) {
            return Err(unavailable());
        }
        let version = server.get("version").and_then(php::integer).unwrap_or_default();
        let text = |map: &Map, name: &str| {
            let text = match map.get(name)? {
                Value::Text(text) => text.clone(),
                Value::Number(number) => number.as_str().to_owned(),
                _ => return None,
            };
            Some(text).filter(|text| !text.is_empty())
        };
        let address = |secure: &str, plain: &str, scheme: &str| {
            let given = if page.is_secure { None } else { text(server, plain) };
            let given = given.or_else(|| text(server, secure))?;
            absolute(&given, page, scheme).filter(|address| allows(address, scheme, page.is_secure))
        };
        let offers_sockets = server.get("websocket_enabled").and_then(php::flag) != Some(false);
        let socket = address("websocket_secure", "websocket", "ws").filter(|_| offers_sockets);
        let polling = address("long_pooling_secure", "long_polling", "http");
        if socket.is_none() && polling.is_none() {
            return Err(invalid("it has no address that this page may open"));
        }
        let (channels, channels_end) = channels(result.get("channels"));
        let token = text(result, "jwt").filter(|_| version >= JSON_RPC);
        if channels.is_empty() && token.is_none() {
            return Err(invalid("it has no channels"));
        }
        let end = result.get("exp").and_then(php::integer).unwrap_or_default().max(0) as u64;
        let end = end.saturating_mul(1_000);
        let expires_at = match (end, channels_end) {
            (0, other) | (other, 0) => other,
            (end, channels_end) => end.min(channels_end),
        };
        Ok(Self {
            version,
            socket,
            polling,
            channels,
            token,
            client_id: text(result, "clientId"),
            hostname: text(server, "hostname"),
            expires_at,
        })
    }

    /// Returns whether the server speaks JSON-RPC.
    pub fn is_json_rpc(&self) -> bool {
        self.version >= JSON_RPC
    }

    /// Returns whether the server resumes at the identifier of a message.
    pub fn has_message_ids(&self) -> bool {
        self.version >= MESSAGE_IDS
    }

    /// Returns whether both have the same channels, so that a place in one is a place in the other.
    pub fn has_channels_of(&self, other: &Self) -> bool {
        self.channels == other.channels && self.token.is_some() == other.token.is_some()
    }
}

/// Returns the identifiers of the channels, and when the first one expires; 0 if that is unknown.
fn channels(channels: Option<&Value>) -> (Vec<String>, u64) {
    let Some(channels) = channels.and_then(Value::as_map) else { return (Vec::new(), 0) };
    let (mut ids, mut end) = (Vec::new(), 0);
    for name in ["private", "shared"] {
        let Some(channel) = channels.get(name).and_then(Value::as_map) else { continue };
        let member = |name| channel.get(name).and_then(Value::as_text);
        let Some(id) = member("id").filter(|id| !id.is_empty()) else { continue };
        ids.push(id.to_owned());
        let own_end = member("end").and_then(date::milliseconds).unwrap_or_default();
        if own_end > 0 && (end == 0 || own_end < end) {
            end = own_end;
        }
    }
    (ids, end)
}

/// Returns an address with its scheme; old servers give a path of the portal.
fn absolute(given: &str, page: &Page, scheme: &str) -> Option<String> {
    if let Some(host) = given.strip_prefix("//") {
        let secure = if page.is_secure { "s" } else { "" };
        return Some(text!("{}{}://{}", scheme, secure, host));
    }
    if given.starts_with('/') {
        let host = page.portal.strip_prefix("http")?;
        return Some(text!("{}{}{}", scheme, host, given));
    }
    Some(given.to_owned())
}

/// Returns whether an address has the scheme, also in its secure form, and on a secure page only that.
fn allows(address: &str, scheme: &str, is_secure: bool) -> bool {
    let Some((found, rest)) = text::split(address, "://") else { return false };
    let is_allowed = if found == scheme { !is_secure } else { found == text!("{}s", scheme) };
    is_allowed && !rest.is_empty()
}

/// Creates the error of a portal without a push server.
pub(crate) fn unavailable() -> Error {
    let advice = "the portal has no push server; its administrator can switch it on";
    Error::new(ErrorKind::Portal, "PUSH_UNAVAILABLE", advice)
}

fn invalid(problem: &str) -> Error {
    let problem = text!("the portal's push configuration is unusable: {}", problem);
    Error::new(ErrorKind::Response, "INVALID_PUSH_CONFIG", problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json;

    const PORTAL: &str = "https://example.bitrix24.com";

    fn read(text: &str, portal: &str) -> Result<Config> {
        let page = Page { portal: portal.to_owned(), is_secure: portal.starts_with("https:") };
        Config::read(&json::read(text).unwrap(), &page)
    }

    fn server(members: &str) -> String {
        format!(
            r#"{{"server":{{"version":4,{members}}},"exp":1769863824,
            "channels":{{"shared":{{"id":"s:t.u","end":"2026-01-31T03:50:24+03:00"}},
            "private":{{"id":"p:q.r","end":"2026-01-31T03:50:29+03:00"}}}}}}"#
        )
    }

    #[test]
    fn reads_the_cloud() {
        let config = read(
            &server(
                r#""server_enabled":true,"websocket_enabled":true,"hostname":"h",
                "websocket":"ws://rtc/subws/","websocket_secure":"wss://rtc/subws2/",
                "long_polling":"http://rtc/sub/","long_pooling_secure":"https://rtc/sub2/""#,
            ),
            PORTAL,
        );
        let config = config.unwrap();
        assert_eq!(config.socket.as_deref(), Some("wss://rtc/subws2/"));
        assert_eq!(config.polling.as_deref(), Some("https://rtc/sub2/"));
        assert_eq!(config.channels, ["p:q.r", "s:t.u"]);
        assert_eq!(config.expires_at, 1_769_820_624_000);
        assert_eq!(config.hostname.as_deref(), Some("h"));
        assert!(!config.is_json_rpc() && config.has_message_ids());
    }

    #[test]
    fn addresses_fit_the_page() {
        for (members, portal, socket, polling) in [
            (
                r#""websocket":"ws://a/","long_polling":"http://a/""#,
                "http://b",
                "ws://a/",
                "http://a/",
            ),
            (r#""websocket_secure":"wss://a/""#, "http://b", "wss://a/", ""),
            (
                r#""websocket_secure":"/subws/","long_pooling_secure":"/sub/""#,
                PORTAL,
                "wss://example.bitrix24.com/subws/",
                "https://example.bitrix24.com/sub/",
            ),
            (
                r#""websocket":"//a/s","long_pooling_secure":"//a/p""#,
                "http://b",
                "ws://a/s",
                "http://a/p",
            ),
            (
                r#""websocket_secure":"ws://a/","long_pooling_secure":"https://a/""#,
                PORTAL,
                "",
                "https://a/",
            ),
            (
                r#""websocket_secure":"javascript://a/","long_pooling_secure":"https://a/""#,
                PORTAL,
                "",
                "https://a/",
            ),
            (
                r#""websocket_enabled":false,"websocket_secure":"wss://a/","long_pooling_secure":"https://a/""#,
                PORTAL,
                "",
                "https://a/",
            ),
        ] {
            let config = read(&server(members), portal).unwrap();
            assert_eq!(config.socket.unwrap_or_default(), socket, "{members}");
            assert_eq!(config.polling.unwrap_or_default(), polling, "{members}");
        }
    }

    #[test]
    fn rejects_what_cannot_connect() {
        for (config, code) in [
            ("[]", "INVALID_PUSH_CONFIG"),
            (r#"{"server":[]}"#, "INVALID_PUSH_CONFIG"),
            (&server(r#""server_enabled":false"#), "PUSH_UNAVAILABLE"),
            (&server(r#""websocket":"ws://a/""#), "INVALID_PUSH_CONFIG"),
            (
                r#"{"server":{"version":4,"websocket_secure":"wss://a/"},"channels":[]}"#,
                "INVALID_PUSH_CONFIG",
            ),
            (
                r#"{"server":{"version":4,"websocket_secure":"wss://a/"},"jwt":"x"}"#,
                "INVALID_PUSH_CONFIG",
            ),
        ] {
            assert_eq!(read(config, PORTAL).err().unwrap().code(), code, "{config}");
        }
        let version_5 = r#"{"server":{"version":5,"websocket_secure":"wss://a/"},"jwt":"x"}"#;
        assert!(read(version_5, PORTAL).is_ok_and(|config| config.is_json_rpc()));
    }
}
