//! What a test can set while the portal runs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::churn::ChurnSettings;
use crate::host::{Answer, Handshake, Refresh};

/// The portal's settings, with their defaults.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Milliseconds that every answer under `/rest/` spends on the network.
    pub latency_ms: u64,
    /// Milliseconds that every method runs; a batch runs the sum of its items.
    pub server_time_ms: u64,
    /// Whether an answer comes as late as its methods ran. Where it does not, `time` alone says so.
    pub server_time_passes: bool,
    /// Whether people come and go while lists are read.
    pub churn: ChurnSettings,
    /// The limit on the rate of requests.
    pub bucket: BucketSettings,
    /// The limit on the run time of each method.
    pub operating: OperatingSettings,
    /// Seconds until an access token that is issued from now on expires.
    pub token_lifetime: u64,
    /// The scopes of webhooks and of tokens issued without scopes of their own.
    pub scopes: Vec<String>,
    /// The status of `insufficient_scope`: 401 as the portal answers, or 403 as
    /// its documentation says.
    pub insufficient_scope_status: u16,
    /// Whether the filter prefixes `!=%`, `!%=` and `!><` work, as documented;
    /// a portal of May 2026 ignores such conditions.
    pub three_character_operators: bool,
    /// The portal's new origin: every request under `/rest/` is redirected
    /// (302) to it.
    pub moved_to: Option<String>,
    /// How the portal's page answers an app, where the page's own address does
    /// not say otherwise.
    pub host: HostSettings,
}

/// The leaky bucket that limits requests per client address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BucketSettings {
    /// Whether the limit is in force.
    pub enabled: bool,
    /// Requests that fit into the bucket.
    pub capacity: f64,
    /// Requests that leave the bucket each second.
    pub leak_per_second: f64,
}

/// The limit on the run time of a method within ten minutes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatingSettings {
    /// Whether the limit is in force; without it `time` has no `operating`.
    pub enabled: bool,
    /// Seconds of run time per method and caller.
    pub limit_seconds: f64,
    /// Seconds that each call counts, instead of the time it really runs, so
    /// that a test can reach the limit without waiting.
    pub seconds_per_call: Option<f64>,
}

/// How the portal's page answers an app.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostSettings {
    /// The answer to `getInitData`.
    pub handshake: Handshake,
    /// The answer to `refreshAuth`.
    pub refresh: Refresh,
    /// The answers to other commands, by their names; as the portal answers where nothing is said.
    pub answers: BTreeMap<String, Answer>,
    /// The delay of slow answers.
    pub delay_ms: u64,
    /// Whether the page's user is an administrator to the app.
    pub admin: bool,
    /// Whether the app is installed. Where it is not, the page opens it as its install page.
    pub installed: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            latency_ms: 0,
            server_time_ms: 0,
            server_time_passes: true,
            churn: ChurnSettings { enabled: false, every: 1, hired: 1, lost: 1 },
            bucket: BucketSettings { enabled: true, capacity: 50.0, leak_per_second: 2.0 },
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
            host: HostSettings {
                handshake: Handshake::Normal,
                refresh: Refresh::Normal,
                answers: BTreeMap::new(),
                delay_ms: 3000,
                admin: true,
                installed: true,
            },
        }
    }
}

/// The scopes of an app with full rights.
pub(crate) const ALL_SCOPES: [&str; 8] =
    ["crm", "department", "im", "placement", "task", "telephony", "user", "user.userfield"];
