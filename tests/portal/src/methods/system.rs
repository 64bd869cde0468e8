//! Methods about the REST server itself.

use super::{Call, METHODS, find};
use crate::dates::date_time;
use crate::php::{Array, Value};
use crate::rest::{Answer, Error};
use crate::settings::ALL_SCOPES;

/// `server.time`: the portal's time, ISO 8601.
pub(super) fn server_time(call: &mut Call) -> Result<Answer, Error> {
    Ok(Answer::new(date_time(call.now as i64)))
}

/// `scope`: the scopes that were granted, or with `full` all that there are.
pub(super) fn scope(call: &mut Call) -> Result<Answer, Error> {
    let full = call.parameters.with_upper_case_keys().get("FULL").is_some_and(Value::is_truthy);
    if full {
        return Ok(Answer::new(ALL_SCOPES.map(str::to_owned).to_vec()));
    }
    Ok(Answer::new(call.caller.scopes.clone()))
}

/// `methods`: the names of the methods that the caller may call.
pub(super) fn methods(call: &mut Call) -> Result<Answer, Error> {
    let names = METHODS.iter().filter(|method| call.caller.may_call(method));
    Ok(Answer::new(names.map(|method| method.name).collect::<Vec<_>>()))
}

/// `method.get`: whether the method `name`, in lower case, exists and whether
/// the caller may call it.
pub(super) fn method_get(call: &mut Call) -> Result<Answer, Error> {
    let name = call.parameters.get("name").map(Value::to_text).unwrap_or_default();
    let method = find(&name);
    let available = method.is_some_and(|method| call.caller.may_call(method));
    let answer: Array =
        [("isExisting", method.is_some()), ("isAvailable", available)].into_iter().collect();
    Ok(Answer::new(answer))
}

/// `app.info`: the app that calls; a webhook is none.
pub(super) fn app_info(call: &mut Call) -> Result<Answer, Error> {
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
    Ok(Answer::new(info))
}
