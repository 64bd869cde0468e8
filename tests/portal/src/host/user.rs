//! The user who has opened a page of the portal.

use crate::company::{User, UserType};
use crate::http::{Request, Response};
use crate::php::{Array, parse_str};
use crate::portal::Portal;
use crate::token::Grant;

/// Returns the identifier in the parameter `user` of a page; without it, the administrator's.
///
/// # Errors
///
/// A text for the page, if nobody with this identifier can open an app.
pub(super) fn user_of(portal: &Portal, query: &Array) -> Result<u32, String> {
    match query.get("user") {
        None => Ok(Grant::default().user),
        Some(text) => find(portal, &text.to_text())
            .map(|user| user.id)
            .map_err(|error| format!("user: {error}\n")),
    }
}

/// Returns the identifier in the query of a request that the host page sends.
///
/// # Errors
///
/// A response with status 400, if nobody with this identifier can open an app.
pub(super) fn caller(portal: &Portal, request: &Request) -> Result<u32, Response> {
    user_of(portal, &parse_str(request.query()))
        .map_err(|message| Response::new(400, "text/plain; charset=utf-8", message))
}

/// Returns the user with an identifier, who is active and no bot.
///
/// # Errors
///
/// A text that names the identifier and the reason.
pub(super) fn find<'a>(portal: &'a Portal, id: &str) -> Result<&'a User, String> {
    let user = id.parse().ok().and_then(|id| portal.company.user(id));
    let problem = match user {
        Some(user) if can_open(user) => return Ok(user),
        Some(user) if user.user_type == UserType::Bot => "is a bot",
        Some(_) => "is dismissed",
        None => "is no user of this portal",
    };
    let id: String = id.chars().filter(|c| !c.is_control()).collect();
    Err(format!("\"{id}\" {problem}; enter the identifier of an active user, such as 1"))
}

/// Returns whether the user can open an app.
pub(super) fn can_open(user: &User) -> bool {
    user.active && user.user_type != UserType::Bot
}
