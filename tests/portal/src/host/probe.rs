//! How the app's server responds to a POST, with which a portal opens an app.

use serde::Deserialize;

use crate::address;
use crate::http::{Request, Response};

#[derive(Deserialize)]
struct Probe {
    app: String,
}

/// Handles `POST /host/probe`: has the server send an empty form to the address `app`, which must
/// be on this machine. The host page cannot see the status itself, because the app has another
/// origin.
pub(super) fn respond(request: &Request) -> Response {
    let probe: Result<Probe, _> = serde_json::from_slice(&request.body);
    match probe {
        Ok(Probe { app }) if address::is_local(&app) => {
            let response = Response::new(200, "application/json; charset=utf-8", "{}");
            Response { probe: Some(app), ..response }
        }
        Ok(_) => Response::new(200, "application/json; charset=utf-8", "{}"),
        Err(error) => Response::new(400, "text/plain; charset=utf-8", error.to_string()),
    }
}
