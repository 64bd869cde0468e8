//! The methods `user.current`, `user.fields` and `profile`.

use super::row::{RowFormat, readable};
use crate::company::Field;
use crate::methods::Call;
use crate::php::Array;
use crate::rest::{Error, Reply};

/// Handles `user.current`: returns the calling user. Unlike in lists, the times of changes are
/// texts and there is no `USER_TYPE`.
pub(in crate::methods) fn current(call: &mut Call) -> Result<Reply, Error> {
    let fields: Vec<_> =
        readable(call.caller).into_iter().filter(|field| field.name != "USER_TYPE").collect();
    let format =
        RowFormat { origin: &call.portal.options.origin, image_size: None, stamps_as_text: true };
    let user = call.portal.company.user(call.caller.user);
    Ok(Reply::new(user.map(|user| format.row(user, &fields)).unwrap_or_default()))
}

/// Handles `user.fields`: returns the captions of the standard fields by name.
pub(in crate::methods) fn fields(call: &mut Call) -> Result<Reply, Error> {
    let captions: Array = readable(call.caller)
        .into_iter()
        .filter_map(|field| Some((field.name, field.caption?)))
        .collect();
    Ok(Reply::new(captions))
}

/// Handles `profile`: returns a summary of the calling user; `[]` for a dismissed user.
pub(in crate::methods) fn profile(call: &mut Call) -> Result<Reply, Error> {
    let user = call.portal.company.user(call.caller.user).filter(|user| user.active);
    let Some(user) = user else {
        return Ok(Reply::new(Array::new()));
    };
    let mut profile = Array::new();
    profile.insert("ID", user.id.to_string());
    profile.insert("ADMIN", user.id == 1);
    for name in ["NAME", "LAST_NAME", "PERSONAL_GENDER", "TIME_ZONE"] {
        profile.insert(name, Field::text(name, user));
    }
    if user.photo {
        let path = Field::text("PERSONAL_PHOTO", user);
        profile.insert("PERSONAL_PHOTO", format!("{}{path}", call.portal.options.origin));
    }
    Ok(Reply::new(profile))
}
