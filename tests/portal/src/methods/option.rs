//! The methods `app.option.*` and `user.option.*`: the options that an app stores.

use super::Call;
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};

/// Handles `app.option.get`: returns all options of the app, or `option`.
pub(super) fn get_app(call: &mut Call) -> Result<Reply, Error> {
    require_app(call)?;
    Ok(Reply::new(pick(call, call.portal.app.app_options.clone())))
}

/// Handles `app.option.set`: sets the options of `options`, or all parameters if there is none.
pub(super) fn set_app(call: &mut Call) -> Result<Reply, Error> {
    require_app(call)?;
    if !call.caller.is_admin() {
        return Err(denied("Administrator authorization required"));
    }
    let changes = changes(call)?;
    set(&mut call.portal.app.app_options, changes)
}

/// Handles `user.option.get`: returns all options of the calling user, or `option`.
pub(super) fn get_user(call: &mut Call) -> Result<Reply, Error> {
    require_app(call)?;
    Ok(Reply::new(pick(call, call.portal.app.options_of(call.caller.user))))
}

/// Handles `user.option.set`, which sets the options of the calling user.
pub(super) fn set_user(call: &mut Call) -> Result<Reply, Error> {
    require_app(call)?;
    let changes = changes(call)?;
    set(call.portal.app.user_options.entry(call.caller.user).or_default(), changes)
}

fn pick(call: &Call, options: Array) -> Value {
    match call.parameters.get("option").map(Value::to_text) {
        Some(name) if !name.is_empty() => options.get(&*name).cloned().unwrap_or_default(),
        _ => options.into(),
    }
}

fn set(options: &mut Array, changes: Array) -> Result<Reply, Error> {
    for (name, value) in changes {
        options.insert(name, value);
    }
    Ok(Reply::new(true))
}

fn changes(call: &Call) -> Result<Array, Error> {
    let changes = match call.parameters.get("options") {
        Some(options) => options.as_array().cloned().unwrap_or_default(),
        None => call.parameters.clone(),
    };
    if changes.is_empty() {
        return Err(Error::argument("options", "Argument 'options' is null or empty"));
    }
    Ok(changes)
}

fn require_app(call: &Call) -> Result<(), Error> {
    if call.caller.webhook { Err(denied("Application context required")) } else { Ok(()) }
}

fn denied(text: &str) -> Error {
    Error::new("ACCESS_DENIED", format!("Access denied! {text}"), 403)
}
