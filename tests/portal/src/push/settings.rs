//! The settings of the push server.

use serde::{Deserialize, Serialize};

/// Whose push server it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PushMode {
    /// The portal's own.
    Personal,
    /// The vendor's, which several portals share: a connection names its portal by `clientId`.
    Shared,
}

/// The behaviour of the push server, and of what `pull.application.config.get` returns about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushSettings {
    /// The version of the protocol: up to 4 text, from 5 on JSON-RPC.
    pub version: u8,
    /// Whose server it is.
    pub mode: PushMode,
    /// Whether the portal has a push server; if not, its methods fail with `SERVER_ERROR`.
    pub configured: bool,
    /// The member `server_enabled` of the configuration.
    pub server_enabled: bool,
    /// The member `websocket_enabled` of the configuration.
    pub websocket_enabled: bool,
    /// The member `config_timestamp` of the configuration.
    pub config_timestamp: u64,
    /// The revision of the portal's script, in the configuration and in each event.
    pub revision_web: u32,
    /// Whether the configuration has no channels.
    pub no_channels: bool,
    /// Seconds until the configuration expires (`exp`).
    pub config_lifetime: i64,
    /// Seconds until a new channel ends.
    pub channel_lifetime: i64,
    /// Milliseconds between the response to `pull.application.event.add` and the delivery.
    pub delivery_ms: u64,
    /// Milliseconds for which messages are gathered after a frame.
    pub gather_ms: u64,
    /// Milliseconds for which a request of long polling is held.
    pub hold_ms: u64,
    /// Milliseconds between two `ping` of version 5; `null` sends none. A connection that replies
    /// to none of two is dropped.
    pub ping_ms: Option<u64>,
    /// Faults of connections.
    pub faults: PushFaults,
}

impl Default for PushSettings {
    fn default() -> Self {
        Self {
            version: 4,
            mode: PushMode::Personal,
            configured: true,
            server_enabled: true,
            websocket_enabled: true,
            config_timestamp: 1_790_000_000,
            revision_web: 19,
            no_channels: false,
            config_lifetime: 86_400,
            channel_lifetime: 43_205,
            delivery_ms: 20,
            gather_ms: 400,
            hold_ms: 40_000,
            ping_ms: Some(10_000),
            faults: PushFaults::default(),
        }
    }
}

/// The faults of the push server; none by default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushFaults {
    /// Whether the handshake of a WebSocket fails with 502.
    pub refuse_sockets: bool,
    /// Whether long polling fails with 502.
    pub refuse_polling: bool,
    /// The code with which every connection is rejected, such as 4010.
    pub reject_code: Option<u16>,
    /// Milliseconds that the handshake of a WebSocket takes.
    pub handshake_ms: u64,
    /// The number of connections that are admitted within a minute; the others get 4029.
    pub connects_per_minute: Option<u32>,
    /// The number of messages after which a socket is dropped.
    pub drop_after: Option<u32>,
    /// Milliseconds after which a socket is dropped.
    pub drop_after_ms: Option<u64>,
    /// Whether connections stay open but neither send nor read (half-open).
    pub silent: bool,
    /// Milliseconds by which each message is late.
    pub delay_ms: u64,
    /// Whether each message comes twice.
    pub repeat: bool,
    /// Whether text that is no message comes before each message of a frame.
    pub garbage: bool,
    /// Whether the responses to long polling lack the headers for pages of other origins.
    pub no_cors: bool,
    /// Whether long polling responds with an HTML page and status 200.
    pub html: bool,
}
