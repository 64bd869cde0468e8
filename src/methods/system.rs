//! The methods of the portal itself.

use crate::schema::{Definition, Method, MinLength, Record, Switch};
use crate::wire::{Map, Value};

/// The typed methods of this module.
pub(crate) const METHODS: &[&Definition] = &[
    &AppInfo::DEFINITION,
    &Scope::DEFINITION,
    &MethodGet::DEFINITION,
    &ServerTime::DEFINITION,
    &Batch::DEFINITION,
];

/// The app that calls.
#[derive(Clone, Debug, PartialEq, Record)]
#[record(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub struct App {
    /// Identifier.
    pub id: u64,
    /// Code.
    pub code: Option<String>,
    /// Version.
    pub version: Option<i64>,
    /// Status: `F` free, `D` demo, `T` trial, `P` paid, `L` local, `S` by subscription.
    pub status: Option<String>,
    /// Whether its installation is finished.
    pub installed: Option<bool>,
    /// Whether the paid period has expired.
    pub payment_expired: Option<bool>,
    /// Days left; null if unlimited.
    pub days: Option<i64>,
    /// The portal's language.
    pub language_id: Option<String>,
    /// The portal's plan, with its region.
    pub license: Option<String>,
    /// The portal's plan, without its region.
    pub license_type: Option<String>,
    /// The family of the portal's plan.
    pub license_family: Option<String>,
    /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
    #[field(other)]
    pub other: Map,
}

/// Whether a method can be called.
#[derive(Clone, Debug, PartialEq, Record)]
#[non_exhaustive]
pub struct MethodInfo {
    /// Whether the portal has the method.
    #[field("isExisting")]
    pub is_existing: Option<bool>,
    /// Whether the credentials allow the method.
    #[field("isAvailable")]
    pub is_available: Option<bool>,
    /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
    #[field(other)]
    pub other: Map,
}

/// The outcomes of the commands of a batch, each part by the commands' names.
#[derive(Clone, Debug, PartialEq, Record)]
#[non_exhaustive]
pub struct BatchParts {
    /// Results of the commands.
    pub result: Map,
    /// Errors of the commands that failed.
    pub result_error: Map,
    /// Totals of the commands that count rows.
    pub result_total: Map,
    /// Starts of the next pages, of the commands that have one.
    pub result_next: Map,
    /// Times of the commands that have a result.
    pub result_time: Map,
    /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
    #[field(other)]
    pub other: Map,
}

/// `app.info`: returns the app that calls.
///
/// For every app. Refused with `ACCESS_DENIED` for a webhook.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method("app.info", result = App)]
pub struct AppInfo;

/// `scope`: returns the scopes of the credentials.
///
/// For every app.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method("scope", result = Vec<String>)]
pub struct Scope {
    /// Whether to return all scopes of the portal.
    #[param("full")]
    full: Option<Switch>,
}

/// `method.get`: returns whether a method can be called.
///
/// For every app.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("method.get", result = MethodInfo)]
pub struct MethodGet {
    /// The method, in lower case.
    #[param("name")]
    name: MinLength<1>,
}

/// `server.time`: returns the server's time as ISO 8601 in the portal's time zone.
///
/// For every app.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method("server.time", result = String)]
pub struct ServerTime;

/// `batch`: runs up to 50 encoded commands in one request. The client's own batches encode the
/// commands and decode the reply.
///
/// For every app. A command beyond the fiftieth fails with `ERROR_BATCH_LENGTH_EXCEEDED`.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("batch", result = BatchParts)]
pub struct Batch {
    /// Commands `method?parameter=value`, by name or as a list.
    #[param("cmd")]
    commands: Value,
    /// Whether to stop after the first command that fails.
    #[param("halt")]
    halt: Option<Switch>,
}
