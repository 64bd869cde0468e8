//! The methods of the portal itself.

use crate::schema::record::record;
use crate::schema::{Definition, ParamKind, Rules, Type, method};
use crate::wire::Value;

/// The typed methods of this family.
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
    /// How it came to the portal: `F` free, `D` demo, `T` trial, `P` paid, `L` local, `S` by
    /// subscription.
    status "STATUS": Text,
    /// Whether its installation is finished.
    installed "INSTALLED": Flag,
    /// Whether the time is over that was paid for.
    payment_expired "PAYMENT_EXPIRED": Flag,
    /// Days that are left; null where they are not limited.
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
    /// Whether the portal has it.
    is_existing "isExisting": Flag,
    /// Whether the credentials allow it.
    is_available "isAvailable": Flag,
}

record! {
    /// What the commands of a batch came to, each part by the commands' names.
    BatchParts, Rules::COMPLETE;
    /// Results, of the commands that have one.
    result "result": Map,
    /// Errors, of those that failed.
    result_error "result_error": Map,
    /// Totals, of those that count rows.
    result_total "result_total": Map,
    /// Where the next page starts, of those that have one.
    result_next "result_next": Map,
    /// Times, of those that have a result.
    result_time "result_time": Map,
}

method! {
    /// `app.info`: the app that calls.
    ///
    /// For every app. Refused with `ACCESS_DENIED` for a webhook.
    AppInfo = "app.info" -> App;
}

method! {
    /// `scope`: the scopes that the credentials have.
    ///
    /// For every app.
    Scope = "scope" -> Vec<String>;
    /// Whether to return all the scopes that there are.
    full(bool) "full": ParamKind::Switch,
}

method! {
    /// `method.get`: whether a method can be called.
    ///
    /// For every app.
    MethodGet = "method.get" -> MethodInfo;
    required {
        /// The method, in lower case.
        name(String) "name": ParamKind::Phrase(1),
    }
}

method! {
    /// `server.time`: the time on the server, as ISO 8601 in the portal's zone.
    ///
    /// For every app.
    ServerTime = "server.time" -> String;
}

method! {
    /// `batch`: up to 50 commands in one request, as they go over the wire. A batch of the client
    /// writes the commands and reads the answer itself.
    ///
    /// For every app. A command beyond the fiftieth fails with `ERROR_BATCH_LENGTH_EXCEEDED`.
    Batch = "batch" -> BatchParts;
    required {
        /// The commands, `method?parameter=value`, by name or as a list.
        commands(Value) "cmd": ParamKind::Value(Type::Any),
    }
    /// Whether to run no command after one that failed.
    halt(bool) "halt": ParamKind::Switch,
}
