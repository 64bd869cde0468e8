//! The host page: is_slider_path the app in a frame.

use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::modes::ReplyMode;
use super::placement::example_options;
use super::session::credentials;
use super::user::user_of;
use crate::address;
use crate::company::User;
use crate::http::{Request, Response};
use crate::php::{Array, Key, Value, json_encode, parse_str};
use crate::portal::Portal;
use crate::token::Grant;

/// The host page's own parameters, which are not passed to the app.
const OWN_PARAMETERS: [&str; 11] = [
    "app",
    "user",
    "placement",
    "options",
    "lang",
    "handshake",
    "refresh",
    "replies",
    "delay",
    "slider",
    "install_finished",
];

/// The paths of the pages that an app may open in a slider.
const SLIDER_PATHS: [&str; 8] = [
    "/crm/deal/",
    "/crm/lead/",
    "/crm/contact/",
    "/crm/company/",
    "/crm/type/",
    "/marketplace/",
    "/company/personal/user/",
    "/workgroups/group/",
];

/// Returns whether an app may open this page in a slider.
pub(super) fn is_slider_path(path: &str) -> bool {
    SLIDER_PATHS.iter().any(|prefix| path.starts_with(prefix))
}

/// Returns an empty page of the portal.
pub(super) fn stub(path: &str) -> Response {
    let path: String =
        path.chars().filter(|c| c.is_ascii_alphanumeric() || "/_-".contains(*c)).collect();
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{path}</title>\
         <link rel=\"stylesheet\" href=\"/host/page.css\">\
         <main class=\"content\"><h1>{path}</h1><p>A page of the portal.</p></main></html>"
    );
    Response::new(200, "text/html; charset=utf-8", html)
}

/// Handles `GET /`: returns the host page, with its configuration in a JSON element.
///
/// Parameters: `app` (URL), `user`, `placement`, `options` (a JSON object), `lang`, `slider` if the
/// page itself is in a slider, and for faults `handshake`, `refresh`, `replies`
/// (`setTitle:denied,openPath:never`) and `delay` (milliseconds). The status is 400 if a parameter
/// has an invalid value, and 403 if a page of another site requests an app that is not on this
/// machine, because that app would get tokens.
pub(super) fn respond(portal: &mut Portal, request: &Request, now: f64) -> Response {
    let query = parse_str(request.query());
    if let Some(message) = reject_app(portal, request, &query) {
        return Response::new(403, "text/plain; charset=utf-8", message);
    }
    match config(portal, &query, now) {
        Ok(config) => {
            let json = json_encode(&config.into());
            let html = include_str!("page.html").replace("{{config}}", &json);
            Response::new(200, "text/html; charset=utf-8", html)
                .with_header("cache-control", "no-store")
        }
        Err(message) => Response::new(400, "text/plain; charset=utf-8", message),
    }
}

/// Returns why a page of another site must not open this app; `None` if it may.
pub(super) fn reject_app(portal: &Portal, request: &Request, query: &Array) -> Option<String> {
    let app = query.get("app")?.to_text().into_owned();
    let is_known = app.is_empty() || app == portal.options.app || address::is_local(&app);
    let is_foreign = request.header("sec-fetch-site") == Some("cross-site");
    (is_foreign && !is_known).then(|| {
        format!(
            "A page of another site requests to open the app at \"{app}\", which would get \
             tokens of this portal.\nTo open it, enter this page's address in a new tab, or start \
             the emulator with `--app {app}`.\n"
        )
    })
}

fn config(portal: &mut Portal, query: &Array, now: f64) -> Result<Array, String> {
    let text = |name: &str, default: &str| {
        let value = query.get(name).map(|value| value.to_text().into_owned());
        value.filter(|value| !value.is_empty()).unwrap_or_else(|| default.to_owned())
    };
    let modes = portal.settings.host.clone();
    let handshake = mode(query, "handshake", modes.handshake)?;
    let refresh = mode(query, "refresh", modes.refresh)?;
    let reply_modes = reply_modes(query, modes.replies)?;
    let user = user_of(portal, query)?;
    let slider = query.get("slider").is_some();
    let delay = query.get("delay").map_or(Value::from(modes.delay_ms as i64), Value::clone);
    let lang = text("lang", "en");
    let placement = text("placement", "DEFAULT").to_ascii_uppercase();
    let mut options = placement_options(query)?;
    if options.is_empty() && query.get("options").is_none() {
        options = example_options(portal, &placement);
    }
    let sid = portal.tokens.identifier();
    let origin = portal.options.origin.clone();
    let (scheme, host) = origin.split_once("://").unwrap_or(("http", &origin));
    let protocol = i64::from(scheme == "https");
    let app = text("app", &portal.options.app);
    address::check(&app).map_err(|error| format!("app: {error}\n"))?;
    let separator = if app.contains('?') { '&' } else { '?' };
    let domain = host.replace(':', "%3A");
    let encoded_lang = utf8_percent_encode(&lang, NON_ALPHANUMERIC);
    let action = format!(
        "{app}{separator}DOMAIN={domain}&PROTOCOL={protocol}&LANG={encoded_lang}&APP_SID={sid}"
    );
    let fields = form_fields(portal, user, &placement, &options, now);
    let init_data = init_data(portal, user, host, protocol, &lang, &placement, options);
    let user = portal.company.user(user);
    let photo =
        user.filter(|user| user.photo).map(|user| format!("/upload/avatar/{}.svg", user.id));
    let mut config = Array::new();
    config.insert("userName", user.map(User::full_name));
    config.insert("userPhoto", photo);
    config.insert("frameName", format!("{host}|{protocol}|{sid}"));
    config.insert("sid", sid);
    config.insert("action", action);
    config.insert("fields", Value::Object(fields));
    config.insert("initData", init_data);
    config.insert("handshake", handshake);
    config.insert("refresh", refresh);
    config.insert("replies", Value::Object(reply_modes));
    config.insert("denied", denied(&placement, slider));
    config.insert("slider", slider);
    config.insert("delay", delay.to_int());
    Ok(config)
}

/// Returns the name of the mode from the query or, without it, from the settings.
fn mode<T>(query: &Array, parameter: &str, default: T) -> Result<Value, String>
where
    T: Serialize + DeserializeOwned,
{
    let mode = match query.get(parameter) {
        Some(name) => serde_json::from_value(name.to_text().as_ref().into())
            .map_err(|error| format!("{parameter}: {error}\n"))?,
        None => default,
    };
    let name = serde_json::to_value(mode).map_err(|error| error.to_string())?;
    Ok(name.into())
}

/// Returns the reply modes of commands, from the settings and the query.
fn reply_modes(query: &Array, set: BTreeMap<String, ReplyMode>) -> Result<Array, String> {
    let named = query.get("replies").map(|text| text.to_text().into_owned()).unwrap_or_default();
    let mut modes = set;
    for pair in named.split(',').filter(|pair| !pair.is_empty()) {
        let (command, mode) = pair.split_once(':').unwrap_or((pair, "normal"));
        let mode =
            serde_json::from_value(mode.into()).map_err(|error| format!("replies: {error}\n"))?;
        modes.insert(command.to_owned(), mode);
    }
    let name = |mode: ReplyMode| serde_json::to_value(mode).map_err(|error| error.to_string());
    modes.into_iter().map(|(command, mode)| Ok((command, Value::from(name(mode)?)))).collect()
}

/// Returns the commands that the host page ignores here.
fn denied(placement: &str, slider: bool) -> Array {
    let title = (placement != "DEFAULT").then_some("setTitle");
    let size = slider.then_some("resizeWindow");
    Array::list(title.into_iter().chain(size).map(Value::from))
}

/// Returns the fields of the hidden form that is_slider_path the app.
fn form_fields(
    portal: &mut Portal,
    user: u32,
    placement: &str,
    options: &Array,
    now: f64,
) -> Array {
    let token = portal.issue_token(Grant { user, ..Grant::default() }, now);
    let mut fields = credentials(portal, &token);
    fields.insert("SERVER_ENDPOINT", format!("{}/rest/", portal.options.origin));
    fields.insert("APPLICATION_TOKEN", portal.application_token.as_str());
    fields.insert("APPLICATION_SCOPE", portal.settings.scopes.join(","));
    fields.insert("member_id", portal.member_id.as_str());
    fields.insert("status", "L");
    fields.insert("PLACEMENT", placement);
    if !options.is_empty() {
        fields.insert("PLACEMENT_OPTIONS", json_encode(&options.clone().into()));
    }
    fields
}

/// Returns the reply to `getInitData` without the tokens, which the host page requests when it
/// replies.
fn init_data(
    portal: &Portal,
    user: u32,
    host: &str,
    protocol: i64,
    lang: &str,
    placement: &str,
    options: Array,
) -> Array {
    let as_text = |(key, value): (Key, Value)| match value {
        Value::Array(_) => (key, value),
        _ => (key, value.to_text().as_ref().into()),
    };
    let mut data = Array::new();
    data.insert("LANG", lang);
    data.insert("DOMAIN", host);
    data.insert("PROTOCOL", protocol);
    data.insert("PATH", "/rest");
    data.insert("MEMBER_ID", portal.member_id.as_str());
    data.insert("IS_ADMIN", portal.settings.host.admin && user == Grant::default().user);
    data.insert("FIRST_RUN", !portal.app.has_run);
    data.insert("INSTALL", !portal.settings.host.installed);
    data.insert("USER_OPTIONS", portal.app.options_of(user));
    data.insert("APP_OPTIONS", portal.app.app_options.clone());
    data.insert("PLACEMENT", placement);
    data.insert("PLACEMENT_OPTIONS", options.into_iter().map(as_text).collect::<Array>());
    data
}

/// Returns the options of the placement: `options` or, without it, all parameters except the host
/// page's own.
fn placement_options(query: &Array) -> Result<Array, String> {
    let Some(options) = query.get("options") else {
        let others = query.clone().into_iter();
        return Ok(others
            .filter(|(key, _)| !OWN_PARAMETERS.contains(&key.to_text().as_str()))
            .collect());
    };
    match serde_json::from_str::<serde_json::Value>(&options.to_text()).map(Value::from) {
        Ok(Value::Array(options)) => Ok(options),
        _ => Err("options: must be a JSON object\n".to_owned()),
    }
}
