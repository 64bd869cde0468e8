//! The page that opens an app as two users, side by side.

use super::page;
use super::user::{can_open, find};
use crate::company::{User, UserType};
use crate::http::{Request, Response};
use crate::php::{Array, Value, json_encode, parse_str};
use crate::portal::Portal;
use crate::token::Grant;

/// Handles `GET /two-users`: returns a page with two host pages, whose users are in a JSON element.
///
/// Parameters: `users`, two identifiers with a comma between them, by default the administrator and
/// the first other employee; all others are those of both host pages. The status is 400 if one of
/// the users cannot open an app, and 403 as for a host page.
pub(super) fn respond(portal: &Portal, request: &Request) -> Response {
    let query = parse_str(request.query());
    if let Some(message) = page::reject_app(portal, request, &query) {
        return Response::new(403, "text/plain; charset=utf-8", message);
    }
    match users(portal, &query) {
        Ok(users) => {
            let rows = users.map(|user| {
                let mut row = Array::new();
                row.insert("id", i64::from(user.id));
                row.insert("name", user.full_name());
                Value::from(row)
            });
            let json = json_encode(&Array::list(rows).into());
            let html = include_str!("two-users.html").replace("{{users}}", &json);
            Response::new(200, "text/html; charset=utf-8", html)
                .with_header("cache-control", "no-store")
        }
        Err(message) => {
            Response::new(400, "text/plain; charset=utf-8", format!("users: {message}\n"))
        }
    }
}

fn users<'a>(portal: &'a Portal, query: &Array) -> Result<[&'a User; 2], String> {
    let Some(users) = query.get("users").map(|users| users.to_text().into_owned()) else {
        let admin = Grant::default().user;
        let other = portal.company.users().iter().find(|user| {
            can_open(user) && user.user_type == UserType::Employee && user.id != admin
        });
        let other = other.ok_or("the company has one employee; start the emulator with more")?;
        return Ok([find(portal, &admin.to_string())?, other]);
    };
    let (first, second) =
        users.split_once(',').ok_or("enter two identifiers with a comma, such as 1,2")?;
    Ok([find(portal, first.trim())?, find(portal, second.trim())?])
}
