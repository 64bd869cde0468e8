//! The check of parameters before they are sent. The portal ignores unknown ones: a misspelt filter would
//! return everything.

use super::cursor::{check_cursor, is_direction};
use super::field::Fields;
use super::filter_check::normalize;
use super::method::{check_name, params_of};
use crate::error::{Error, Result};
use crate::suggest::{Suggestion, near_unknown};
use crate::wire::{Map, Value, batch_text};

/// The parameters of most methods.
const COMMON: &str = "id select filter order pagination cursor fields";

/// Names that the portal takes for its own.
const RESERVED: [&str; 4] = ["auth", "access_token", "token", "state"];

/// The members of `pagination`.
const PAGINATION: [&str; 4] = ["limit", "page", "offset", "afterCursor"];

/// What an `aggregate` method computes of a field.
const FUNCTIONS: [&str; 6] = ["sum", "avg", "min", "max", "count", "countDistinct"];

/// Fields that a method needs as equal to a value, at the top of its filter.
const NEEDED: [(&str, &str); 2] =
    [("tasks.task.result.list", "taskId"), ("timeman.record.list", "userId")];

/// The method with a filter of its own kind.
const OWN_FILTER: &str = "call.followup.list";

/// Checks a method's name and parameters, and normalizes the parameters.
///
/// # Errors
///
/// `OTHER_REST_VERSION` for a method of REST 2.0, `INVALID_METHOD`, `RESERVED_PARAMETER`,
/// `UNKNOWN_PARAMETER` with a suggestion, `MISSING_PARAMETER`, `INVALID_PARAMETER`, `INVALID_FILTER`,
/// `UNKNOWN_OPERATOR`.
pub(crate) fn check(method: &str, params: &mut Map) -> Result<()> {
    check_name(method)
        .and_then(|()| check_params(method, params))
        .map_err(|error| error.with_method(method))
}

/// Checks what also a call without checks may not have: the portal's own parameters, and references.
///
/// # Errors
///
/// `INVALID_REFERENCE`, `RESERVED_PARAMETER`.
pub(crate) fn check_unchecked(method: &str, params: &Map) -> Result<()> {
    check_references(params)
        .and_then(|()| check_reserved(params))
        .map_err(|error| error.with_method(method))
}

fn check_references(params: &Map) -> Result<()> {
    match batch_text::unknown(params, &|_| false) {
        Some(_) => Err(Error::input("INVALID_REFERENCE", "only a batch takes a reference")),
        None => Ok(()),
    }
}

fn check_reserved(params: &Map) -> Result<()> {
    match params.iter().find(|(name, _)| RESERVED.contains(name)) {
        Some((name, _)) => {
            let problem = text!("parameter \"{}\" is reserved by the portal", name);
            Err(Error::input("RESERVED_PARAMETER", problem))
        }
        None => Ok(()),
    }
}

/// Checks a call that is not in a batch.
///
/// # Errors
///
/// As `check`; `INVALID_REFERENCE`.
pub(crate) fn check_single(method: &str, params: &mut Map) -> Result<()> {
    check_references(params).map_err(|error| error.with_method(method))?;
    check(method, params)
}

fn check_params(method: &str, params: &mut Map) -> Result<()> {
    check_names(method, params)?;
    if let Some(filter) = params.remove("filter") {
        let filter = if method == OWN_FILTER { filter } else { checked_filter(method, filter)? };
        if filter != Value::List(Vec::new()) {
            params.insert("filter", filter);
        }
    }
    check_needed(method, params)?;
    check_order(params.get("order"))?;
    match method.ends_with(".aggregate") {
        true => check_aggregate(params.get("select"))?,
        false => check_select(params.get("select"))?,
    }
    if let Some(pagination) = params.get("pagination") {
        check_pagination(pagination)?;
    }
    check_cursor(method, params)?;
    check_id(method, params.get("id"))
}

/// Rejects an identifier that is none. A method of an unknown object could change other records without it.
fn check_id(method: &str, id: Option<&Value>) -> Result<()> {
    let changes = [".update", ".delete"].iter().any(|end| method.ends_with(end));
    let is_id = match id {
        None => !changes || params_of(method).is_some(),
        Some(Value::Number(_) | Value::Reference(_)) => true,
        Some(Value::Text(text)) => !text.is_empty(),
        Some(_) => false,
    };
    match is_id {
        true => Ok(()),
        false => Err(invalid("\"id\" is the identifier of one record")),
    }
}

fn checked_filter(method: &str, filter: Value) -> Result<Value> {
    normalize(filter, Fields::of(method)).map(Value::List)
}

/// Rejects unknown and reserved names, and missing parameters. Of a method that this version of the SDK does
/// not know, only variants of common names are rejected.
fn check_names(method: &str, params: &Map) -> Result<()> {
    let known = params_of(method);
    let names = || known.unwrap_or(COMMON).split_ascii_whitespace();
    check_reserved(params)?;
    for (name, _) in params.iter() {
        let mut suggestion = Suggestion::new(name);
        let mut is_known = false;
        for param in names() {
            let param = param.trim_end_matches('*');
            is_known |= param == name;
            suggestion.offer(param);
        }
        let near = suggestion.text();
        if !is_known && (known.is_some() || is_variant(name)) {
            let problem = text!("parameter \"{}\" is unknown{}", name, near);
            return Err(Error::input("UNKNOWN_PARAMETER", problem));
        }
    }
    for name in names().filter_map(|name| name.strip_suffix('*')) {
        if params.get(name).is_none_or(|value| *value == Value::Null) {
            let problem = text!("parameter \"{}\" is missing", name);
            return Err(Error::input("MISSING_PARAMETER", problem));
        }
    }
    Ok(())
}

/// Returns whether a name differs from a common one by its case or a plural.
fn is_variant(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let stem = |name: &str| name.trim_end_matches('s').to_owned();
    name.len() > 4 && COMMON.split_ascii_whitespace().any(|known| stem(known) == stem(&name))
}

/// Rejects a filter without the condition that the method needs.
fn check_needed(method: &str, params: &Map) -> Result<()> {
    for (needy, field) in NEEDED {
        if needy != method {
            continue;
        }
        let conditions = params.get("filter").and_then(Value::as_list).unwrap_or_default();
        let has = conditions.iter().any(|condition| match condition.as_list() {
            Some([name, value]) => name.as_text() == Some(field) && value.as_list().is_none(),
            Some([name, operator, _]) => {
                name.as_text() == Some(field) && operator.as_text() == Some("=")
            }
            _ => false,
        });
        if !has {
            let problem =
                text!("the filter needs [\"{}\", \"=\", value] outside of any group", field);
            return Err(Error::input("INVALID_FILTER", problem));
        }
    }
    Ok(())
}

fn check_order(order: Option<&Value>) -> Result<()> {
    let Some(order) = order else { return Ok(()) };
    let is_order = |order: &Map| order.iter().all(|(_, direction)| is_direction(direction));
    match order.as_map().is_some_and(is_order) {
        true => Ok(()),
        false => Err(invalid("\"order\" is an object of fields and \"ASC\" or \"DESC\"")),
    }
}

fn check_select(select: Option<&Value>) -> Result<()> {
    let Some(select) = select else { return Ok(()) };
    let is_names = |names: &[Value]| names.iter().all(|name| name.as_text().is_some());
    match select.as_list().is_some_and(is_names) {
        true => Ok(()),
        false => Err(invalid("\"select\" is a list of names")),
    }
}

/// Checks what an `aggregate` method computes: lists of fields by function, or objects of fields and aliases,
/// which the portal does not return.
fn check_aggregate(select: Option<&Value>) -> Result<()> {
    let is_fields = |fields: &Value| match fields {
        Value::List(names) => {
            !names.is_empty() && names.iter().all(|name| name.as_text().is_some())
        }
        Value::Map(aliases) => !aliases.is_empty(),
        _ => false,
    };
    let functions = select.and_then(Value::as_map).filter(|functions| !functions.is_empty());
    let Some(functions) = functions else {
        return Err(invalid(
            "\"select\" is an object of functions and fields: { count: [\"id\"] }",
        ));
    };
    for (function, fields) in functions.iter() {
        if let Some(near) = near_unknown(function, &FUNCTIONS) {
            return Err(invalid(&text!(
                "function \"{}\" of \"select\" is unknown{}",
                function,
                near
            )));
        }
        if !is_fields(fields) {
            return Err(invalid(&text!("\"select.{}\" is a list of fields", function)));
        }
    }
    Ok(())
}

fn check_pagination(pagination: &Value) -> Result<()> {
    let Some(pagination) = pagination.as_map() else {
        return Err(invalid("\"pagination\" is an object such as { limit: 50, page: 1 }"));
    };
    for (name, _) in pagination.iter() {
        if let Some(near) = near_unknown(name, &PAGINATION) {
            return Err(invalid(&text!("\"pagination\" has no member \"{}\"{}", name, near)));
        }
    }
    for (name, least) in [("limit", 1), ("page", 0), ("offset", 0)] {
        let number = pagination.get(name).map(crate::wire::php::integer);
        if number.is_some_and(|number| number.is_none_or(|number| number < least)) {
            let least = if least == 0 { "0" } else { "1" };
            return Err(invalid(&text!(
                "\"pagination.{}\" is a whole number from {}",
                name,
                least
            )));
        }
    }
    Ok(())
}

fn invalid(problem: &str) -> Error {
    Error::input("INVALID_PARAMETER", problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json;

    fn checked(method: &str, params: &str) -> std::result::Result<String, String> {
        let Value::Map(mut params) = json::read(params).unwrap() else { panic!("{params}") };
        match check(method, &mut params) {
            Ok(()) => Ok(json::write_map(&params)),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn normalizes_parameters() {
        for (method, given, sent) in [
            ("tasks.task.list", r#"{"filter":[]}"#, "{}"),
            (
                "tasks.task.list",
                r#"{"filter":["id",">",7],"order":{"id":"desc"},"select":["id"],"pagination":{"limit":"5"}}"#,
                r#"{"order":{"id":"desc"},"select":["id"],"pagination":{"limit":"5"},"filter":[["id",">",7]]}"#,
            ),
            (
                "main.eventlog.tail",
                r#"{"cursor":{"field":"timestampX","value":"2026-01-30T15:50:24.000Z"}}"#,
                r#"{"cursor":{"field":"timestampX","value":"2026-01-30T15:50:24Z"}}"#,
            ),
            (
                "call.followup.list",
                r#"{"filter":{"startDate":{"from":"a","to":"b"}}}"#,
                r#"{"filter":{"startDate":{"from":"a","to":"b"}}}"#,
            ),
            ("timeman.record.list", r#"{"filter":[["userId",1]]}"#, r#"{"filter":[["userId",1]]}"#),
            (
                "some.new.aggregate",
                r#"{"select":{"count":["id"],"sum":{"price":"total"}},"filter":["id",">",7]}"#,
                r#"{"select":{"count":["id"],"sum":{"price":"total"}},"filter":[["id",">",7]]}"#,
            ),
            (
                "some.new.list",
                r#"{"folder":1,"ids":[1],"fields":{}}"#,
                r#"{"folder":1,"ids":[1],"fields":{}}"#,
            ),
        ] {
            assert_eq!(checked(method, given).as_deref(), Ok(sent), "{given}");
        }
    }

    #[test]
    fn rejects_what_the_portal_ignores_or_refuses() {
        for (method, params, problem) in [
            ("tasks.task.list", r#"{"filters":[]}"#, r#"did you mean "filter"?"#),
            ("tasks.task.list", r#"{"where":[]}"#, r#"parameter "where" is unknown"#),
            ("some.new.list", r#"{"Filter":[]}"#, r#"did you mean "filter"?"#),
            ("some.new.list", r#"{"filters":[]}"#, r#"did you mean "filter"?"#),
            ("tasks.task.get", "{}", r#"parameter "id" is missing"#),
            ("tasks.task.delete", r#"{"id":null}"#, r#"parameter "id" is missing"#),
            ("tasks.task.list", r#"{"auth":"x"}"#, "reserved"),
            ("tasks.task.list", r#"{"filter":{">id":1}}"#, "condition of REST 2.0"),
            ("tasks.task.list", r#"{"order":["id"]}"#, r#""order" is an object"#),
            ("tasks.task.list", r#"{"order":{"id":"up"}}"#, r#""order" is an object"#),
            ("tasks.task.list", r#"{"select":"id"}"#, r#""select" is a list of names"#),
            ("some.new.aggregate", r#"{"select":["id"]}"#, "an object of functions and fields"),
            ("some.new.aggregate", "{}", "an object of functions and fields"),
            ("some.new.aggregate", r#"{"select":{"cuont":["id"]}}"#, r#"did you mean "count"?"#),
            (
                "some.new.aggregate",
                r#"{"select":{"sum":[]}}"#,
                r#""select.sum" is a list of fields"#,
            ),
            ("tasks.task.list", r#"{"pagination":{"limit":0}}"#, "a whole number from 1"),
            ("tasks.task.list", r#"{"pagination":{"limit":-1}}"#, "a whole number from 1"),
            ("tasks.task.list", r#"{"pagination":{"offset":"x"}}"#, "a whole number from 0"),
            ("tasks.task.list", r#"{"pagination":5}"#, r#""pagination" is an object"#),
            (
                "timeman.record.list",
                r#"{"filter":[]}"#,
                r#"the filter needs ["userId", "=", value]"#,
            ),
            (
                "tasks.task.result.list",
                r#"{"filter":[{"logic":"or","conditions":[["taskId",1]]}]}"#,
                r#"the filter needs ["taskId", "=", value]"#,
            ),
            ("tasks.task.list", r#"{"pagination":{"limti":5}}"#, r#"did you mean "limit"?"#),
            ("tasks.task.delete", r#"{"id":""}"#, "the identifier of one record"),
            ("tasks.task.delete", r#"{"id":[1,2]}"#, "the identifier of one record"),
            ("some.thing.update", r#"{"fields":{}}"#, "the identifier of one record"),
            ("some.thing.delete", "{}", "the identifier of one record"),
            ("tasks.task.get.json", r#"{"id":1}"#, "without \".json\""),
            ("main.eventlog.tail", r#"{"cursor":5}"#, r#""cursor" is an object"#),
            ("main.eventlog.tail", r#"{"cursor":{}}"#, r#""cursor.value" is missing"#),
            ("main.eventlog.tail", r#"{"cursor":{"value":null}}"#, r#""cursor.value" is missing"#),
            ("main.eventlog.tail", r#"{"cursor":{"valeu":7}}"#, r#"did you mean "value"?"#),
            (
                "main.eventlog.tail",
                r#"{"cursor":{"value":[7]}}"#,
                r#""cursor.value" is a single value"#,
            ),
            ("main.eventlog.tail", r#"{"cursor":{"value":7,"order":"up"}}"#, r#""cursor.order""#),
            ("main.eventlog.tail", r#"{"cursor":{"value":7,"limit":0}}"#, r#""cursor.limit""#),
            ("main.eventlog.tail", r#"{"cursor":{"value":7,"field":5}}"#, r#""cursor.field""#),
            ("crm.deal.list", "{}", "OTHER_REST_VERSION"),
            ("batch", "{}", "a batch is made of calls"),
        ] {
            let error = checked(method, params).unwrap_err();
            assert!(error.contains(problem), "{method} {params}: {error}");
        }
    }
}
