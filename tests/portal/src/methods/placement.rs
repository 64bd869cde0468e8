//! The methods `placement.*`. Handlers are stored and listed; the host page opens the app itself,
//! whatever is bound.

use super::Call;
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};

/// A handler that an app has bound to a placement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlacementHandler {
    /// The code of the placement, in upper case.
    placement: String,
    handler: String,
    title: String,
    description: String,
    options: Array,
    languages: Array,
    /// The user for whom the placement is; 0 means everybody.
    user: i64,
}

/// The placements of each scope. The kinds of the CRM's records replace `*`.
const PLACEMENTS: [(&str, &[&str]); 4] = [
    (
        "crm",
        &[
            "CRM_*_ACTIVITY_TIMELINE_MENU",
            "CRM_*_DETAIL_ACTIVITY",
            "CRM_*_DETAIL_TAB",
            "CRM_*_DETAIL_TOOLBAR",
            "CRM_*_LIST_MENU",
            "CRM_*_LIST_TOOLBAR",
            "CRM_ANALYTICS_MENU",
            "CRM_BANK_DETAIL_AUTOCOMPLETE",
            "CRM_DETAIL_SEARCH",
            "CRM_REQUISITE_AUTOCOMPLETE",
        ],
    ),
    (
        "task",
        &[
            "TASK_GROUP_LIST_TOOLBAR",
            "TASK_LIST_CONTEXT_MENU",
            "TASK_USER_LIST_TOOLBAR",
            "TASK_VIEW_SIDEBAR",
            "TASK_VIEW_TAB",
            "TASK_VIEW_TOP_PANEL",
        ],
    ),
    ("telephony", &["CALL_CARD", "TELEPHONY_ANALYTICS_MENU"]),
    (
        "placement",
        &[
            "CALENDAR_GRIDVIEW",
            "IM_CONTEXT_MENU",
            "IM_NAVIGATION",
            "IM_SIDEBAR",
            "IM_TEXTAREA",
            "LEFT_MENU",
            "PAGE_BACKGROUND_WORKER",
            "REST_APP_URI",
            "USER_PROFILE_MENU",
            "USER_PROFILE_TOOLBAR",
        ],
    ),
];

const KINDS: [&str; 6] = ["LEAD", "DEAL", "CONTACT", "COMPANY", "QUOTE", "DYNAMIC_1036"];

/// The only placement that may be bound for a single user.
const FOR_ONE_USER: &str = "PAGE_BACKGROUND_WORKER";

/// Handles `placement.bind`: binds `HANDLER` to `PLACEMENT` and returns true.
pub(super) fn bind(call: &mut Call) -> Result<Reply, Error> {
    let query = read(call)?;
    let placement = required(&query, "PLACEMENT")?.to_uppercase();
    let handler = required(&query, "HANDLER")?;
    if !available(call).contains(&placement) {
        return Err(Error::new("ERROR_PLACEMENT_NOT_FOUND", "Placement not found", 400));
    }
    let user = query.get("USER_ID").map_or(0, Value::to_int);
    if user > 0 && placement != FOR_ONE_USER {
        return Err(Error::new("ERROR_PLACEMENT_USER_MODE", "User mode is not available", 400));
    }
    let is_same = |known: &PlacementHandler| {
        known.placement == placement && known.handler == handler && known.user == user
    };
    let handlers = &mut call.portal.placement_handlers;
    if placement == FOR_ONE_USER && handlers.iter().any(|known| known.placement == placement) {
        let text = "Placement max count was exceeded";
        return Err(Error::new("ERROR_PLACEMENT_MAX_COUNT", text, 200));
    }
    if handlers.iter().any(is_same) {
        let text = "Unable to set placement handler: Handler already binded";
        return Err(Error::new("ERROR_CORE", text, 400));
    }
    let text = |name| query.get(name).map(Value::to_text).unwrap_or_default().into_owned();
    let array = |name| query.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    handlers.push(PlacementHandler {
        placement,
        handler,
        title: text("TITLE"),
        description: text("DESCRIPTION"),
        options: array("OPTIONS"),
        languages: array("LANG_ALL"),
        user,
    });
    Ok(Reply::new(true))
}

/// Handles `placement.unbind`: removes the handlers of `PLACEMENT`, or only `HANDLER`, and returns
/// a number that counts each of them twice, as the portal does.
pub(super) fn unbind(call: &mut Call) -> Result<Reply, Error> {
    let query = read(call)?;
    let placement = required(&query, "PLACEMENT")?.to_uppercase();
    let handler = query.get("HANDLER").map(Value::to_text).unwrap_or_default();
    let user = query.get("USER_ID").map(Value::to_int);
    let is_meant = |known: &PlacementHandler| {
        known.placement == placement
            && (handler.is_empty() || known.handler == handler)
            && user.is_none_or(|user| known.user == user)
    };
    let handlers = &mut call.portal.placement_handlers;
    let before = handlers.len();
    handlers.retain(|known| !is_meant(known));
    let count = 2 * (before - handlers.len()) as i64;
    Ok(Reply::new([("count", count)].into_iter().collect::<Array>()))
}

/// Handles `placement.get`: returns the handlers of the app.
pub(super) fn get(call: &mut Call) -> Result<Reply, Error> {
    read(call)?;
    let rows = call.portal.placement_handlers.iter().map(|known| {
        let mut row = Array::new();
        row.insert("placement", known.placement.as_str());
        row.insert("userId", known.user);
        row.insert("handler", known.handler.as_str());
        row.insert("options", known.options.clone());
        row.insert("title", known.title.as_str());
        row.insert("description", known.description.as_str());
        row.insert("langAll", known.languages.clone());
        row
    });
    Ok(Reply::new(rows.collect::<Vec<_>>()))
}

/// Handles `placement.list`: returns the codes of the placements that the app may use.
pub(super) fn names(call: &mut Call) -> Result<Reply, Error> {
    read(call)?;
    Ok(Reply::new(available(call)))
}

/// Returns the placements of the caller's scopes.
fn available(call: &Call) -> Vec<String> {
    let mut codes = Vec::new();
    for (scope, patterns) in PLACEMENTS {
        if !call.caller.has_scope(scope) {
            continue;
        }
        for pattern in patterns {
            match pattern.contains('*') {
                true => codes.extend(KINDS.iter().map(|kind| pattern.replace('*', kind))),
                false => codes.push((*pattern).to_owned()),
            }
        }
    }
    codes
}

/// Returns the parameters with names in upper case. Rejects a webhook, which is not an app, and
/// callers who are not administrators.
fn read(call: &Call) -> Result<Array, Error> {
    if call.caller.webhook {
        let text =
            "Current authorization type is denied for this method Application context required";
        return Err(Error::new("WRONG_AUTH_TYPE", text, 403));
    }
    if !call.caller.is_admin() {
        return Err(Error::new("ACCESS_DENIED", "Access denied!", 403));
    }
    Ok(call.parameters.with_upper_case_keys())
}

fn required(query: &Array, name: &str) -> Result<String, Error> {
    match query.get(name).map(Value::to_text).unwrap_or_default() {
        text if text.is_empty() => {
            Err(Error::argument(name, format!("Argument '{name}' is null or empty")))
        }
        text => Ok(text.into_owned()),
    }
}
