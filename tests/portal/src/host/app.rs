//! What the portal keeps for the app, and what the portal's page tells it of the app.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::company::UserType;
use crate::http::{Request, Response};
use crate::php::{Array, Value, json_encode};
use crate::portal::Portal;
use crate::token::Grant;

/// Users that a dialog shows at most.
const SHOWN_USERS: usize = 20;

/// The app as the portal knows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct App {
    /// What it keeps for the page's user.
    pub(crate) user_options: Array,
    /// What it keeps for all users.
    pub(crate) app_options: Array,
    /// Whether the page's user has been through the app's first run.
    pub(crate) has_run: bool,
}

/// What the page tells the portal.
#[derive(Debug, Deserialize, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
enum Change {
    /// A value for the user; null where it is left out.
    UserOption {
        name: String,
        #[serde(default)]
        value: serde_json::Value,
    },
    /// A value for all users; null where it is left out.
    AppOption {
        name: String,
        #[serde(default)]
        value: serde_json::Value,
    },
    /// The first run is over, or is to come again.
    FirstRun { over: bool },
    /// The app is installed.
    Installed,
}

/// `POST /host/app`: a change, answered with the options as they are then.
pub(super) fn respond(portal: &mut Portal, request: &Request) -> Response {
    match serde_json::from_slice(&request.body) {
        Ok(Change::UserOption { name, value }) => {
            portal.app.user_options.insert(name.as_str(), Value::from(value));
        }
        Ok(Change::AppOption { name, value }) => {
            portal.app.app_options.insert(name.as_str(), Value::from(value));
        }
        Ok(Change::FirstRun { over }) => portal.app.has_run = over,
        Ok(Change::Installed) => portal.settings.host.installed = true,
        Err(error) => return Response::new(400, "text/plain; charset=utf-8", error.to_string()),
    }
    let App { user_options, app_options, .. } = portal.app.clone();
    let options: Array = [("user", Value::Array(user_options)), ("app", Value::Array(app_options))]
        .into_iter()
        .collect();
    Response::new(200, "application/json; charset=utf-8", json_encode(&options.into()))
}

/// `GET /host/users`: the first employees, as the dialog that selects users hands them to an app.
pub(super) fn users(portal: &Portal) -> Response {
    let me = Grant::default().user;
    let employees = portal
        .company
        .users()
        .iter()
        .filter(|user| user.active && user.user_type == UserType::Employee && user.id != me);
    let rows: Vec<_> = employees
        .take(SHOWN_USERS)
        .map(|user| {
            let photo = if user.photo {
                format!("{}/upload/avatar/{}.svg", portal.options.origin, user.id)
            } else {
                String::new()
            };
            json!({
                "id": user.id.to_string(),
                "name": format!("{} {}", user.name, user.last_name),
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
