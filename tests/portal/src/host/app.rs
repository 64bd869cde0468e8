//! The stored data of the app, and the data that the host page shows to the app.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::user::caller;
use crate::company::UserType;
use crate::http::{Request, Response};
use crate::php::{Array, Value, json_encode};
use crate::portal::Portal;

/// The maximum number of users in a dialog.
const MAX_USERS: usize = 20;

/// The stored data of the app.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct App {
    /// The options of each user.
    pub(crate) user_options: BTreeMap<u32, Array>,
    /// The options of all users.
    pub(crate) app_options: Array,
    /// Whether the user has completed the app's first run.
    pub(crate) has_run: bool,
}

impl App {
    /// Returns the options of a user.
    pub(crate) fn options_of(&self, user: u32) -> Array {
        self.user_options.get(&user).cloned().unwrap_or_default()
    }
}

/// A change that the host page posts to the portal.
#[derive(Debug, Deserialize, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
enum Change {
    /// Sets an option of the user; null if `value` is omitted.
    UserOption {
        name: String,
        #[serde(default)]
        value: serde_json::Value,
    },
    /// Sets an option of all users; null if `value` is omitted.
    AppOption {
        name: String,
        #[serde(default)]
        value: serde_json::Value,
    },
    /// Sets whether the first run is complete.
    FirstRun { over: bool },
    /// Marks the app as installed.
    Installed,
}

/// Handles `POST /host/app`: applies a change and returns the resulting options
/// of the user in the query.
pub(super) fn respond(portal: &mut Portal, request: &Request) -> Response {
    let me = match caller(portal, request) {
        Ok(user) => user,
        Err(response) => return response,
    };
    match serde_json::from_slice(&request.body) {
        Ok(Change::UserOption { name, value }) => {
            let options = portal.app.user_options.entry(me).or_default();
            options.insert(name.as_str(), Value::from(value));
        }
        Ok(Change::AppOption { name, value }) => {
            portal.app.app_options.insert(name.as_str(), Value::from(value));
        }
        Ok(Change::FirstRun { over }) => portal.app.has_run = over,
        Ok(Change::Installed) => portal.settings.host.installed = true,
        Err(error) => return Response::new(400, "text/plain; charset=utf-8", error.to_string()),
    }
    let user_options = portal.app.options_of(me);
    let app_options = portal.app.app_options.clone();
    let options: Array = [("user", Value::Array(user_options)), ("app", Value::Array(app_options))]
        .into_iter()
        .collect();
    Response::new(200, "application/json; charset=utf-8", json_encode(&options.into()))
}

/// Handles `GET /host/users`: returns the first employees except the user in the query, in the
/// format of the dialog that selects users.
pub(super) fn users(portal: &Portal, request: &Request) -> Response {
    let me = match caller(portal, request) {
        Ok(user) => user,
        Err(response) => return response,
    };
    let employees = portal
        .company
        .users()
        .iter()
        .filter(|user| user.active && user.user_type == UserType::Employee && user.id != me);
    let rows: Vec<_> = employees
        .take(MAX_USERS)
        .map(|user| {
            let photo = if user.photo {
                format!("{}/upload/avatar/{}.svg", portal.options.origin, user.id)
            } else {
                String::new()
            };
            json!({
                "id": user.id.to_string(),
                "name": user.full_name(),
                "photo": photo,
                "position": user.position,
                "url": format!("/company/personal/user/{}/", user.id),
                "sub": false,
                "sup": false,
            })
        })
        .collect();
    Response::new(200, "application/json; charset=utf-8", serde_json::Value::from(rows).to_string())
}
