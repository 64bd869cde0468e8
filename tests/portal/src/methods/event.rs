//! The methods `event.bind`, `event.unbind`, `event.get` and `events`. Event handlers are stored
//! and listed; the emulator never calls them.

use super::Call;
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};

/// A handler that an app has bound to an event.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EventHandler {
    /// The name of the event, in upper case.
    event: String,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// The portal calls `address` with a token of `user`; 0 means the user who caused the event.
    Online { address: String, user: i64 },
    /// The portal stores the events that others than `connector` caused until they are fetched.
    Offline { connector: String },
}

/// The events of each scope; every app may use those of the empty scope.
const EVENTS: [(&str, &[&str]); 5] = [
    (
        "",
        &[
            "ONAPPINSTALL",
            "ONAPPUPDATE",
            "ONAPPUNINSTALL",
            "ONAPPPAYMENT",
            "ONAPPMETHODCONFIRM",
            "ONAPPTEST",
            NEVER_OFFLINE,
        ],
    ),
    (
        "crm",
        &[
            "ONCRMLEADADD",
            "ONCRMLEADUPDATE",
            "ONCRMLEADDELETE",
            "ONCRMDEALADD",
            "ONCRMDEALUPDATE",
            "ONCRMDEALDELETE",
            "ONCRMCOMPANYADD",
            "ONCRMCOMPANYUPDATE",
            "ONCRMCOMPANYDELETE",
            "ONCRMCONTACTADD",
            "ONCRMCONTACTUPDATE",
            "ONCRMCONTACTDELETE",
            "ONCRMACTIVITYADD",
            "ONCRMACTIVITYUPDATE",
            "ONCRMACTIVITYDELETE",
            "ONCRMDYNAMICITEMADD",
            "ONCRMDYNAMICITEMUPDATE",
            "ONCRMDYNAMICITEMDELETE",
        ],
    ),
    (
        "task",
        &[
            "ONTASKADD",
            "ONTASKUPDATE",
            "ONTASKDELETE",
            "ONTASKCOMMENTADD",
            "ONTASKCOMMENTUPDATE",
            "ONTASKCOMMENTDELETE",
        ],
    ),
    (
        "telephony",
        &[
            "ONVOXIMPLANTCALLINIT",
            "ONVOXIMPLANTCALLSTART",
            "ONVOXIMPLANTCALLEND",
            "ONEXTERNALCALLSTART",
            "ONEXTERNALCALLBACKSTART",
        ],
    ),
    ("user", &["ONUSERADD"]),
];

/// The event that notifies an app of offline events; it cannot be offline itself.
const NEVER_OFFLINE: &str = "ONOFFLINEEVENT";

/// Handles `event.bind`: binds the handler to the event. Users who are not administrators bind only
/// for themselves.
pub(super) fn bind(call: &mut Call) -> Result<Reply, Error> {
    let query = read(call)?;
    let admin = call.caller.is_admin();
    let caller = i64::from(call.caller.user);
    let mut user = query.get("AUTH_TYPE").map_or(0, Value::to_int);
    if user > 0 && user != caller && !admin {
        return Err(denied("Event binding with AUTH_TYPE requires administrator access rights"));
    }
    if user <= 0 {
        user = if admin { 0 } else { caller };
    }
    let event = event(&query)?;
    let kind = if is_offline(&query)? {
        if !admin {
            return Err(denied("Offline events binding requires administrator access rights"));
        }
        Kind::Offline { connector: text(&query, "AUTH_CONNECTOR") }
    } else {
        let address = handler(&query)?;
        check_handler(&address)?;
        Kind::Online { address, user }
    };
    let mut scopes = EVENTS.iter().filter(|(scope, _)| has_scope(call, scope));
    if !scopes.any(|(_, events)| events.contains(&event.as_str())) {
        return Err(Error::new("ERROR_EVENT_NOT_FOUND", "Event not found", 400));
    }
    if event == NEVER_OFFLINE && matches!(kind, Kind::Offline { .. }) {
        let text = "Offline event cannot be registered for this event.";
        return Err(Error::new("ERROR_ARGUMENT", text, 400));
    }
    let bound = EventHandler { event, kind };
    if call.portal.event_handlers.contains(&bound) {
        let text = "Unable to set event handler: Handler already binded";
        return Err(Error::new("ERROR_CORE", text, 400));
    }
    call.portal.event_handlers.push(bound);
    Ok(Reply::new(true))
}

/// Handles `event.unbind`: removes the matching handlers and returns their number.
pub(super) fn unbind(call: &mut Call) -> Result<Reply, Error> {
    let query = read(call)?;
    let admin = call.caller.is_admin();
    let caller = i64::from(call.caller.user);
    let event = event(&query)?;
    let is_match: Box<dyn Fn(&Kind) -> bool> = if is_offline(&query)? {
        if !admin {
            return Err(denied("Offline events unbinding requires administrator access rights"));
        }
        let wanted = Kind::Offline { connector: text(&query, "AUTH_CONNECTOR") };
        Box::new(move |kind| *kind == wanted)
    } else {
        let wanted = handler(&query)?;
        let owner = match query.get("AUTH_TYPE").filter(|user| **user != Value::Null) {
            // The portal compares without conversion, so it rejects a form, whose values are text.
            Some(user) if !admin && *user != Value::Int(caller) => {
                let text = "Event unbinding with AUTH_TYPE requires administrator access rights";
                return Err(denied(text));
            }
            Some(user) => Some(user.to_int()),
            None => (!admin).then_some(caller),
        };
        Box::new(move |kind| match kind {
            Kind::Online { address, user } => {
                *address == wanted && owner.is_none_or(|owner| owner == *user)
            }
            Kind::Offline { .. } => false,
        })
    };
    let handlers = &mut call.portal.event_handlers;
    let before = handlers.len();
    handlers.retain(|handler| handler.event != event || !is_match(&handler.kind));
    let count = (before - handlers.len()) as i64;
    Ok(Reply::new([("count", count)].into_iter().collect::<Array>()))
}

/// Handles `event.get`: returns the handlers of the app. Callers who are not administrators get
/// only their own.
pub(super) fn get(call: &mut Call) -> Result<Reply, Error> {
    read(call)?;
    let (admin, caller) = (call.caller.is_admin(), i64::from(call.caller.user));
    let rows = call.portal.event_handlers.iter().filter_map(|handler| {
        let mut row = Array::new();
        row.insert("event", handler.event.as_str());
        match &handler.kind {
            Kind::Online { address, user } => {
                if !admin && *user != caller {
                    return None;
                }
                row.insert("handler", address.as_str());
                row.insert("auth_type", user.to_string());
                row.insert("offline", 0_i64);
            }
            Kind::Offline { connector } => {
                if !admin {
                    return None;
                }
                row.insert("connector_id", connector.as_str());
                row.insert("offline", 1_i64);
            }
        }
        Some(Value::Array(row))
    });
    Ok(Reply::new(Array::list(rows)))
}

/// Handles `events`: returns the names of the events of `SCOPE`, of all scopes with `FULL`, or of
/// the app's own scopes.
pub(super) fn names(call: &mut Call) -> Result<Reply, Error> {
    let query = read(call)?;
    let wanted = query.get("SCOPE").map(|scope| scope.to_text().into_owned());
    let full = query.get("FULL").is_some_and(Value::is_truthy);
    let scopes = EVENTS.iter().filter(|(scope, _)| match &wanted {
        Some(wanted) => scope == wanted,
        None => full || has_scope(call, scope),
    });
    let names = scopes.flat_map(|(_, events)| events.iter().copied());
    Ok(Reply::new(names.collect::<Vec<_>>()))
}

/// Returns the parameters with names in upper case. Rejects a webhook, which is not an app.
fn read(call: &Call) -> Result<Array, Error> {
    if call.caller.webhook {
        let text = "Current authorization type is denied for this method";
        return Err(Error::new("WRONG_AUTH_TYPE", text, 403));
    }
    Ok(call.parameters.with_upper_case_keys())
}

fn has_scope(call: &Call, scope: &str) -> bool {
    scope.is_empty() || call.caller.has_scope(scope)
}

fn text(query: &Array, name: &str) -> String {
    query.get(name).map(Value::to_text).unwrap_or_default().into_owned()
}

fn event(query: &Array) -> Result<String, Error> {
    required(query, "EVENT").map(|event| event.to_uppercase())
}

fn handler(query: &Array) -> Result<String, Error> {
    required(query, "HANDLER")
}

fn required(query: &Array, name: &str) -> Result<String, Error> {
    match text(query, name) {
        text if text.is_empty() => {
            Err(Error::argument(name, format!("Argument '{name}' is null or empty")))
        }
        text => Ok(text),
    }
}

fn is_offline(query: &Array) -> Result<bool, Error> {
    match text(query, "EVENT_TYPE").to_lowercase().as_str() {
        "" | "online" => Ok(false),
        "offline" => Ok(true),
        _ => Err(Error::argument("EVENT_TYPE", "Value must be one of {online|offline}")),
    }
}

/// Checks that a handler's host has a dot in its name and that its scheme is HTTP.
fn check_handler(handler: &str) -> Result<(), Error> {
    let (scheme, rest) = handler.split_once("//").unwrap_or_default();
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    if host.find('.').unwrap_or_default() == 0 {
        return Err(Error::new("ERROR_WRONG_HANDLER_URL", "Wrong handler URL", 400));
    }
    match scheme {
        "http:" | "https:" => Ok(()),
        _ => Err(Error::new("ERROR_UNSUPPORTED_PROTOCOL", "Unsupported handler protocol", 400)),
    }
}

fn denied(text: &str) -> Error {
    Error::new("ACCESS_DENIED", format!("Access denied! {text}"), 403)
}
