//! The methods of the portal itself.

use crate::schema::record::record;
use crate::schema::{Definition, ParamKind, Rules, Type, method};
use crate::wire::Value;

/// The typed methods of this module.
pub(crate) const METHODS: &[&Definition] = &[
    &AppInfo::DEFINITION,
    &Scope::DEFINITION,
    &MethodGet::DEFINITION,
    &ServerTime::DEFINITION,
    &Batch::DEFINITION,
];

record! {
    /// The app that calls.
    App, Rules::COMPLETE;
    /// Identifier.
    id "ID": Id,
    /// Code.
    code "CODE": Text,
    /// Version.
    version "VERSION": Integer,
    /// Status: `F` free, `D` demo, `T` trial, `P` paid, `L` local, `S` by subscription.
    status "STATUS": Text,
    /// Whether its installation is finished.
    installed "INSTALLED": Flag,
    /// Whether the paid period has expired.
    payment_expired "PAYMENT_EXPIRED": Flag,
    /// Days left; null if unlimited.
    days "DAYS": Integer,
    /// The portal's language.
    language_id "LANGUAGE_ID": Text,
    /// The portal's plan, with its region.
    license "LICENSE": Text,
    /// The portal's plan, without its region.
    license_type "LICENSE_TYPE": Text,
    /// The family of the portal's plan.
    license_family "LICENSE_FAMILY": Text,
}

record! {
    /// Whether a method can be called.
    MethodInfo, Rules::COMPLETE;
    /// Whether the portal has the method.
    is_existing "isExisting": Flag,
    /// Whether the credentials allow the method.
    is_available "isAvailable": Flag,
}

record! {
    /// The outcomes of the commands of a batch, each part by the commands' names.
    BatchParts, Rules::COMPLETE;
    /// Results of the commands.
    result "result": Map,
    /// Errors of the commands that failed.
    result_error "result_error": Map,
    /// Totals of the commands that count rows.
    result_total "result_total": Map,
    /// Starts of the next pages, of the commands that have one.
    result_next "result_next": Map,
    /// Times of the commands that have a result.
    result_time "result_time": Map,
}

method! {
    /// `app.info`: returns the app that calls.
    ///
    /// For every app. Refused with `ACCESS_DENIED` for a webhook.
    AppInfo = "app.info" -> App;
}

method! {
    /// `scope`: returns the scopes of the credentials.
    ///
    /// For every app.
    Scope = "scope" -> Vec<String>;
    /// Whether to return all scopes of the portal.
    full(bool) "full": ParamKind::Switch,
}

method! {
    /// `method.get`: returns whether a method can be called.
    ///
    /// For every app.
    MethodGet = "method.get" -> MethodInfo;
    required {
        /// The method, in lower case.
        name(String) "name": ParamKind::Phrase(1),
    }
}

method! {
    /// `server.time`: returns the server's time as ISO 8601 in the portal's time zone.
    ///
    /// For every app.
    ServerTime = "server.time" -> String;
}

method! {
    /// `batch`: runs up to 50 encoded commands in one request. The client's own batches encode the
    /// commands and decode the reply.
    ///
    /// For every app. A command beyond the fiftieth fails with `ERROR_BATCH_LENGTH_EXCEEDED`.
    Batch = "batch" -> BatchParts;
    required {
        /// Commands `method?parameter=value`, by name or as a list.
        commands(Value) "cmd": ParamKind::Value(Type::Any),
    }
    /// Whether to stop after the first command that fails.
    halt(bool) "halt": ParamKind::Switch,
}
