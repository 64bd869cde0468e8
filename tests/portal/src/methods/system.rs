//! The methods of the REST server itself.

use super::{Call, all, find};
use crate::dates::date_time;
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};
use crate::settings::ALL_SCOPES;

/// Handles `server.time`: returns the portal's time in ISO 8601.
pub(super) fn server_time(call: &mut Call) -> Result<Reply, Error> {
    Ok(Reply::new(date_time(call.now as i64)))
}

/// Handles `scope`: returns the granted scopes, or all scopes with `full`.
pub(super) fn scope(call: &mut Call) -> Result<Reply, Error> {
    let full = call.parameters.with_upper_case_keys().get("FULL").is_some_and(Value::is_truthy);
    if full {
        return Ok(Reply::new(ALL_SCOPES.map(str::to_owned).to_vec()));
    }
    Ok(Reply::new(call.caller.scopes.clone()))
}

/// Handles `methods`: returns the names of the methods that the caller may call.
pub(super) fn methods(call: &mut Call) -> Result<Reply, Error> {
    let own = all().iter().filter(|method| call.caller.may_call(method));
    let stubs = call.portal.options.replies.names();
    Ok(Reply::new(own.map(|method| method.name).chain(stubs).collect::<Vec<_>>()))
}

/// Handles `method.get`: returns whether the method `name`, in lower case, exists and whether the
/// caller may call it.
pub(super) fn method_get(call: &mut Call) -> Result<Reply, Error> {
    let name = call.parameters.get("name").map(Value::to_text).unwrap_or_default();
    let method = find(call.portal, &name);
    let available = method.is_some_and(|method| call.caller.may_call(method));
    let reply: Array =
        [("isExisting", method.is_some()), ("isAvailable", available)].into_iter().collect();
    Ok(Reply::new(reply))
}

/// Handles `app.info`: returns the calling app. A webhook is not an app.
pub(super) fn app_info(call: &mut Call) -> Result<Reply, Error> {
    if call.caller.webhook {
        let text = "Access denied! Application context required";
        return Err(Error::new("ACCESS_DENIED", text, 400));
    }
    let mut info = Array::new();
    info.insert("ID", 1_i64);
    info.insert("CODE", "local.example");
    info.insert("VERSION", 1_i64);
    info.insert("STATUS", "L");
    info.insert("INSTALLED", true);
    info.insert("PAYMENT_EXPIRED", "N");
    info.insert("DAYS", Value::Null);
    info.insert("LANGUAGE_ID", "en");
    info.insert("LICENSE", "en_ent250");
    info.insert("LICENSE_TYPE", "ent250");
    info.insert("LICENSE_FAMILY", "ent");
    Ok(Reply::new(info))
}
