//! The check of a filter before it is sent.

use super::condition::{self, invalid};
use super::field::Fields;
use super::filter::group;
use crate::error::Result;
use crate::suggest::near_unknown;
use crate::wire::{Map, Value};

/// The members of a group.
const MEMBERS: [&str; 4] = ["type", "logic", "negative", "conditions"];

/// Checks a filter on these fields and returns it as the portal reads it: a list of conditions and groups. An
/// empty one is an empty list, which some portals refuse.
///
/// # Errors
///
/// `INVALID_FILTER`, `UNKNOWN_OPERATOR`.
pub(super) fn normalize(filter: Value, fields: Fields) -> Result<Vec<Value>> {
    let mut items = Vec::new();
    match filter {
        Value::List(list) if is_condition(&list) => add_condition(list, true, &mut items, fields)?,
        Value::List(list) => add_all(list, true, &mut items, false, fields)?,
        Value::Map(map) => items.push(check_group(map, false, fields)?),
        other => {
            let problem = "a filter is a list of conditions [field, operator, value], not ";
            return Err(invalid(problem.to_owned() + other.describe()));
        }
    }
    Ok(items)
}

/// Returns whether a list is a condition rather than a list of them.
fn is_condition(list: &[Value]) -> bool {
    list.first().is_some_and(|first| first.as_text().is_some())
}

/// Checks the items of a list; `is_and` if all of them have to match.
fn add_all(
    list: Vec<Value>,
    is_and: bool,
    out: &mut Vec<Value>,
    is_nested: bool,
    fields: Fields,
) -> Result<()> {
    for item in list {
        match item {
            Value::List(list) if is_condition(&list) => add_condition(list, is_and, out, fields)?,
            Value::List(list) if list.is_empty() => {
                return Err(invalid("a list of conditions within another one is empty".to_owned()));
            }
            Value::List(list) => {
                let mut inner = Vec::new();
                add_all(list, true, &mut inner, false, fields)?;
                out.push(Value::List(inner));
            }
            Value::Map(map) => out.push(check_group(map, is_nested, fields)?),
            other => {
                let problem = "a filter has conditions [field, operator, value], not ";
                return Err(invalid(problem.to_owned() + other.describe()));
            }
        }
    }
    Ok(())
}

fn add_condition(
    list: Vec<Value>,
    is_and: bool,
    out: &mut Vec<Value>,
    fields: Fields,
) -> Result<()> {
    match condition::check(list, fields)? {
        (condition, None) => out.push(condition),
        (first, Some(second)) if is_and => out.extend([first, second]),
        (first, Some(second)) => out.push(group("and", false, vec![first, second], true).into()),
    }
    Ok(())
}

/// Checks a group; one within the conditions of another needs a type.
fn check_group(mut map: Map, is_nested: bool, fields: Fields) -> Result<Value> {
    let logic = map.get("logic").map(|logic| logic.as_text().unwrap_or_default());
    let logic = match logic.map(str::to_ascii_lowercase).as_deref() {
        None | Some("and") => "and",
        Some("or") => "or",
        Some(other) => {
            return Err(invalid(text!("\"logic\" is \"and\" or \"or\", not \"{}\"", other)));
        }
    };
    for (name, _) in map.iter() {
        if let Some(near) = near_unknown(name, &MEMBERS) {
            return Err(unknown_member(name, &near));
        }
    }
    if map.get("type").is_some_and(|ty| ty.as_text() != Some("filter")) {
        let problem =
            "the \"type\" of a group is \"filter\"; a condition is [field, operator, value]";
        return Err(invalid(problem.to_owned()));
    }
    let negative = match map.get("negative") {
        None => false,
        Some(Value::Bool(negative)) => *negative,
        Some(_) => return Err(invalid("\"negative\" is true or false".to_owned())),
    };
    let Some(Value::List(list)) = map.remove("conditions") else {
        let problem = "a group is { logic, conditions }, with a list of conditions";
        return Err(invalid(problem.to_owned()));
    };
    let mut conditions = Vec::new();
    if is_condition(&list) {
        let problem = "\"conditions\" is a list of conditions: [[field, operator, value]]";
        return Err(invalid(problem.to_owned()));
    }
    add_all(list, logic == "and", &mut conditions, true, fields)?;
    if conditions.is_empty() {
        return Err(invalid("a group needs a condition".to_owned()));
    }
    Ok(group(logic, negative, conditions, is_nested).into())
}

/// Returns the error of a map that is no group: mostly a filter of REST 2.0.
fn unknown_member(name: &str, near: &str) -> crate::Error {
    if !near.is_empty() {
        return invalid(text!("a group has no member \"{}\"{}", name, near));
    }
    let field = name.trim_start_matches(|character: char| !character.is_ascii_alphanumeric());
    let operator = name.strip_suffix(field).filter(|operator| !operator.is_empty());
    invalid(text!(
        "\"{}\" is a condition of REST 2.0; REST 3.0 has lists: [[\"{}\", \"{}\", value]]",
        name,
        field,
        operator.unwrap_or("=")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json;

    fn normalized(filter: &str) -> std::result::Result<String, String> {
        match normalize(json::read(filter).unwrap(), Fields::of("tasks.task.list")) {
            Ok(items) => Ok(json::write(&Value::List(items))),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn sends_what_the_portal_reads() {
        for (given, sent) in [
            ("[]", "[]"),
            (r#"["id",7]"#, r#"[["id",7]]"#),
            (r#"["id",">",7]"#, r#"[["id",">",7]]"#),
            (r#"[["id",[7,8]]]"#, r#"[["id",[7,8]]]"#),
            (r#"[["id","in",[7,8]],["a","!=","x"]]"#, r#"[["id","in",[7,8]],["a","!=","x"]]"#),
            (r#"[["price",">",10.0]]"#, r#"[["price",">",10.0]]"#),
            (r#"[["id","between",[1,2]]]"#, r#"[["id","between",[1,2]]]"#),
            (r#"["id","between",[0,2]]"#, r#"[["id",">=",0],["id","<=",2]]"#),
            (r#"[["n","between",[-1,0.0]]]"#, r#"[["n",">=",-1],["n","<=",0.0]]"#),
            (
                r#"[["at",">=","2026-01-30T15:50:24.000Z"]]"#,
                r#"[["at",">=","2026-01-30T15:50:24Z"]]"#,
            ),
            (
                r#"{"logic":"OR","conditions":[["a",1],["n","between",[0,2]]]}"#,
                r#"[{"logic":"or","conditions":[["a",1],{"type":"filter","logic":"and","conditions":[["n",">=",0],["n","<=",2]]}]}]"#,
            ),
            (
                r#"[["a",1],{"logic":"or","conditions":[["b",1],{"logic":"and","negative":true,"conditions":[["c",1]]}]}]"#,
                r#"[["a",1],{"logic":"or","conditions":[["b",1],{"type":"filter","logic":"and","negative":true,"conditions":[["c",1]]}]}]"#,
            ),
            (
                r#"[{"logic":"or","conditions":[["a",1],[{"logic":"or","conditions":[["b",1]]}]]}]"#,
                r#"[{"logic":"or","conditions":[["a",1],[{"logic":"or","conditions":[["b",1]]}]]}]"#,
            ),
            (
                r#"[{"type":"filter","conditions":[["a",1]]}]"#,
                r#"[{"logic":"and","conditions":[["a",1]]}]"#,
            ),
        ] {
            assert_eq!(normalized(given).as_deref(), Ok(sent), "{given}");
        }
    }

    #[test]
    fn sent_filters_stay_as_they_are() {
        for sent in [
            r#"[["id",">=",0],["id","<=",2]]"#,
            r#"[{"logic":"or","conditions":[["a",1],{"type":"filter","logic":"and","conditions":[["n",">=",0]]}]}]"#,
        ] {
            assert_eq!(normalized(sent).as_deref(), Ok(sent));
        }
    }

    #[test]
    fn rejects_what_the_portal_refuses() {
        for (filter, problem) in [
            ("7", "a filter is a list of conditions [field, operator, value], not a number"),
            (r#"{">id":1}"#, r#"REST 3.0 has lists: [["id", ">", value]]"#),
            (r#"{"status":"x"}"#, r#"REST 3.0 has lists: [["status", "=", value]]"#),
            (r#"[{"ID":1}]"#, r#"REST 3.0 has lists: [["ID", "=", value]]"#),
            (r#"[[">id",1]]"#, "the operator stands between field and value"),
            (r#"[["id"]]"#, r#"condition on "id" is [field, operator, value]"#),
            (r#"[["id","like",1]]"#, "REST 3.0 does not search in text"),
            (r#"[["id","not in",[1]]]"#, r#"use "in" in a group with "negative": true"#),
            (r#"[["id","==",1]]"#, r#"use "=""#),
            (r#"[["id","betwen",[1,2]]]"#, r#"did you mean "between"?"#),
            (r#"[["id","=",null]]"#, "takes no null"),
            (r#"[["id","=","51"]]"#, r#"takes a whole number: 51, not "51""#),
            (r#"[["responsibleId","in",["51"]]]"#, "takes a whole number"),
            (r#"[["id","=",1.5]]"#, "takes a whole number"),
            (r#"[["id","=",[1]]]"#, r#"takes a list only for "in" and "between""#),
            (r#"[["id","in",[]]]"#, "takes a list that is not empty"),
            (r#"[["id","in",7]]"#, "takes a list"),
            (r#"[["id","between",[1]]]"#, r#"takes a list of two values for "between""#),
            (r#"[["id","in",[[1]]]]"#, "takes single values"),
            (r#"[{"logic":"xor","conditions":[["a",1]]}]"#, r#""logic" is "and" or "or""#),
            (r#"[{"logic":"or","condition":[["a",1]]}]"#, r#"did you mean "conditions"?"#),
            (r#"[{"logic":"or","conditions":[]}]"#, "a group needs a condition"),
            (r#"[{"logic":"or","conditions":["a",1]}]"#, r#""conditions" is a list of conditions"#),
            (r#"[{"type":"condition","conditions":[]}]"#, r#"the "type" of a group is "filter""#),
            (r#"[{"negative":"Y","conditions":[["a",1]]}]"#, r#""negative" is true or false"#),
            ("[[]]", "is empty"),
            ("[[[]]]", "is empty"),
            (r#"[["id","=>",1]]"#, r#"use ">=""#),
            (r#"[["id","",1]]"#, r#"use "=""#),
            (r#"[["title","between",["a","b"]]]"#, "only numbers and dates have ranges"),
            (r#"[["deadline",">","2026-01-30 15:50"]]"#, "takes a date and time with its offset"),
            (r#"[["needsControl","Y"]]"#, "takes true or false"),
            ("[7]", "a filter has conditions [field, operator, value], not a number"),
        ] {
            let error = normalized(filter).unwrap_err();
            assert!(error.contains(problem), "{filter}: {error}");
        }
    }
}
