//! `user.current`, `user.fields` and `profile`.

use super::row::{RowFormat, readable};
use crate::company::Field;
use crate::methods::Call;
use crate::php::Array;
use crate::rest::{Answer, Error};

/// `user.current`: the calling user. Unlike in lists, the times of changes are
/// texts and there is no `USER_TYPE`.
pub(in crate::methods) fn current(call: &mut Call) -> Result<Answer, Error> {
    let fields: Vec<_> =
        readable(call.caller).into_iter().filter(|field| field.name != "USER_TYPE").collect();
    let format =
        RowFormat { origin: &call.portal.options.origin, image_size: None, stamps_as_text: true };
    let user = call.portal.company.user(call.caller.user);
    Ok(Answer::new(user.map(|user| format.row(user, &fields)).unwrap_or_default()))
}

/// `user.fields`: the captions of the standard fields by their names.
pub(in crate::methods) fn fields(call: &mut Call) -> Result<Answer, Error> {
    let captions: Array = readable(call.caller)
        .into_iter()
        .filter_map(|field| Some((field.name, field.caption?)))
        .collect();
    Ok(Answer::new(captions))
}

/// `profile`: the calling user in short; `[]` for one who is dismissed.
pub(in crate::methods) fn profile(call: &mut Call) -> Result<Answer, Error> {
    let user = call.portal.company.user(call.caller.user).filter(|user| user.active);
    let Some(user) = user else {
        return Ok(Answer::new(Array::new()));
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
    Ok(Answer::new(profile))
}
