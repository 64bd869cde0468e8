//! The settings that a test can change while the portal runs.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::churn::ChurnSettings;
use crate::faults::Noise;
use crate::host::{Handshake, Refresh, ReplyMode};
use crate::push::PushSettings;

/// The portal's settings, with their defaults.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Milliseconds of network latency of every response under `/rest/`.
    pub latency_ms: u64,
    /// Milliseconds of run time of every method; a batch takes the sum of its commands.
    pub server_time_ms: u64,
    /// Whether the run time delays the response. If false, only `time` reports it.
    pub server_time_delays: bool,
    /// The users added and removed while lists are read.
    pub churn: ChurnSettings,
    /// The limit on the rate of requests.
    pub bucket: BucketSettings,
    /// The limit on the run time of each method.
    pub operating: OperatingSettings,
    /// The lifetime of newly issued access tokens, in seconds.
    pub token_lifetime: u64,
    /// The scopes of webhooks and of tokens issued without explicit scopes.
    pub scopes: Vec<String>,
    /// The status of `insufficient_scope`: 401 as the portal sends, or 403 as its documentation
    /// states.
    pub insufficient_scope_status: u16,
    /// Whether the filter prefixes `!=%`, `!%=` and `!><` work, as documented; a portal of May 2026
    /// ignores such conditions.
    pub three_character_operators: bool,
    /// The portal's new origin: every request under `/rest/` is redirected (302) to it.
    pub moved_to: Option<String>,
    /// Faults of random requests.
    pub noise: Noise,
    /// How the host page replies to an app, unless the page's query overrides it.
    pub host: HostSettings,
    /// The behaviour of REST 3.0.
    pub rest3: Rest3Settings,
    /// The push server.
    pub push: PushSettings,
}

/// A published generation of REST 3.0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Generation {
    /// August 2026.
    #[default]
    A26,
    /// January 2026: codes in the plural, strict values in `fields`, errors in `tail`.
    J26,
}

impl FromStr for Generation {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "a26" => Ok(Self::A26),
            "j26" => Ok(Self::J26),
            _ => Err("the generations of REST 3.0 are a26 and j26".to_owned()),
        }
    }
}

/// The settings of REST 3.0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rest3Settings {
    /// The generation of the portal's code.
    pub generation: Generation,
    /// Whether a rejected token has the codes of the shared documentation, such as `expired_token`,
    /// rather than that of the code.
    pub documented_token_codes: bool,
    /// Whether an unknown name in `select` is ignored, as documented, rather than an error.
    pub drops_unknown_select: bool,
    /// Whether a page gets at most 50 related objects of each kind; the others are null.
    pub limits_related: bool,
}

/// The settings of the leaky bucket that limits requests per client address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BucketSettings {
    /// Whether the limit is in force.
    pub enabled: bool,
    /// The number of requests that fit into the bucket.
    pub capacity: f64,
    /// The number of requests that leave the bucket each second.
    pub leak_per_second: f64,
    /// The level below which the bucket never falls: the requests of other programs behind the same
    /// address.
    pub min_level: f64,
}

/// The settings of the limit on the run time of a method within ten minutes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatingSettings {
    /// Whether the limit is in force; if false, `time` has no `operating`.
    pub enabled: bool,
    /// The limit per method and caller, in seconds of run time.
    pub limit_seconds: f64,
    /// Seconds that each call counts, in place of its real run time, so that a test can reach the
    /// limit without waiting.
    pub seconds_per_call: Option<f64>,
}

/// How the host page replies to an app.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostSettings {
    /// The reply to `getInitData`.
    pub handshake: Handshake,
    /// The reply to `refreshAuth`.
    pub refresh: Refresh,
    /// The replies to other commands, by command name. Commands that are not listed get the
    /// portal's normal reply.
    pub replies: BTreeMap<String, ReplyMode>,
    /// The delay of slow replies, in milliseconds.
    pub delay_ms: u64,
    /// Whether the host page's user is an administrator.
    pub admin: bool,
    /// Whether the app is installed. If false, the host page opens it as its install page.
    pub installed: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            latency_ms: 0,
            server_time_ms: 0,
            server_time_delays: true,
            churn: ChurnSettings { enabled: false, every: 1, added: 1, removed: 1 },
            bucket: BucketSettings {
                enabled: true,
                capacity: 50.0,
                leak_per_second: 2.0,
                min_level: 0.0,
            },
            operating: OperatingSettings {
                enabled: true,
                limit_seconds: 480.0,
                seconds_per_call: None,
            },
            token_lifetime: 3600,
            scopes: ALL_SCOPES.map(str::to_owned).to_vec(),
            insufficient_scope_status: 401,
            three_character_operators: true,
            moved_to: None,
            noise: Noise::default(),
            host: HostSettings {
                handshake: Handshake::Normal,
                refresh: Refresh::Normal,
                replies: BTreeMap::new(),
                delay_ms: 3000,
                admin: true,
                installed: true,
            },
            rest3: Rest3Settings {
                generation: Generation::A26,
                documented_token_codes: false,
                drops_unknown_select: false,
                limits_related: true,
            },
            push: PushSettings::default(),
        }
    }
}

impl Settings {
    /// Returns the defaults of a portal with this generation of REST 3.0.
    pub(crate) fn of(generation: Generation) -> Self {
        let mut settings = Self::default();
        settings.rest3.generation = generation;
        settings
    }
}

/// The scopes of an app with full rights.
pub(crate) const ALL_SCOPES: [&str; 20] = [
    "call",
    "catalog",
    "crm",
    "department",
    "disk",
    "humanresources",
    "im",
    "mail",
    "main",
    "note",
    "placement",
    "pull",
    "rest",
    "task",
    "tasks",
    "telephony",
    "timeman",
    "user",
    "user.userfield",
    "userfieldconfig",
];
