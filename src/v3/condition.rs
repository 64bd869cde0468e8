//! The check of one condition: a field, an operator and a value.

use super::field::Fields;
use crate::error::{Error, Result};
use crate::suggest::Suggestion;
use crate::text;
use crate::wire::Value;

/// The operators.
const OPERATORS: [&str; 8] = ["=", "!=", ">", ">=", "<", "<=", "in", "between"];

/// What other languages and REST 2.0 write, with what to use.
const OTHERS: &[(&str, &str)] = &[
    ("==", "use \"=\""),
    ("eq", "use \"=\""),
    ("", "use \"=\""),
    ("gt", "use \">\""),
    ("gte", "use \">=\""),
    ("=>", "use \">=\""),
    ("lt", "use \"<\""),
    ("lte", "use \"<=\""),
    ("=<", "use \"<=\""),
    ("!", "use \"!=\""),
    ("<>", "use \"!=\""),
    ("@", "use \"in\""),
    ("><", "use \"between\""),
    ("!@", NEGATIVE),
    ("!in", NEGATIVE),
    ("nin", NEGATIVE),
    ("not in", NEGATIVE),
    ("%", TEXT),
    ("=%", TEXT),
    ("%=", TEXT),
    ("like", TEXT),
    ("contains", TEXT),
];

const NEGATIVE: &str = "use \"in\" in a group with \"negative\": true";

const TEXT: &str = "REST 3.0 does not search in text; filter the rows yourself";

/// A checked condition: one, or two that both have to match.
pub(super) type Checked = (Value, Option<Value>);

/// Checks `[field, value]` or `[field, operator, value]` of a method with these fields.
///
/// # Errors
///
/// `INVALID_FILTER`, `UNKNOWN_OPERATOR`.
pub(super) fn check(mut parts: Vec<Value>, fields: Fields) -> Result<Checked> {
    let Some(field) = parts.first().and_then(Value::as_text).map(str::to_owned) else {
        return Err(invalid("a condition is [field, operator, value]".to_owned()));
    };
    check_field(&field)?;
    let ty = fields.type_of(&field);
    let (operator, value) = match &mut parts[..] {
        [_, value] => (if value.as_list().is_some() { "in" } else { "=" }, value),
        [_, operator, value] => (check_operator(&field, operator)?, value),
        _ => return Err(about(&field, "is [field, operator, value]")),
    };
    let Value::List(items) = value else {
        ty.check(value).map_err(|problem| about(&field, &problem))?;
        return match operator {
            "in" if !matches!(value, Value::Reference(_)) => Err(about(&field, "takes a list")),
            "between" => Err(about(&field, "takes a list of two values for \"between\"")),
            _ => Ok((Value::List(parts), None)),
        };
    };
    for item in items.iter_mut() {
        ty.check(item).map_err(|problem| about(&field, &problem))?;
    }
    match (operator, &items[..]) {
        ("in", []) => Err(about(&field, "takes a list that is not empty for \"in\"")),
        ("in", _) => Ok((Value::List(parts), None)),
        ("between", _) if !ty.has_ranges() => {
            Err(about(&field, "takes no \"between\": only numbers and dates have ranges"))
        }
        ("between", [first, last]) if is_falsy(first) || is_falsy(last) => {
            let bound = |operator: &str, value: &Value| {
                Value::List(vec![field.as_str().into(), operator.into(), value.clone()])
            };
            Ok((bound(">=", first), Some(bound("<=", last))))
        }
        ("between", [_, _]) => Ok((Value::List(parts), None)),
        ("between", _) => Err(about(&field, "takes a list of two values for \"between\"")),
        _ => Err(about(&field, "takes a list only for \"in\" and \"between\"")),
    }
}

fn check_field(field: &str) -> Result<()> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.';
    if !field.is_empty() && text::all(field, is_name) {
        return Ok(());
    }
    let problem = "needs a field's name alone; the operator stands between field and value: \
                   [\"id\", \">\", 7]";
    Err(about(field, problem))
}

/// Returns the operator, if it is one.
fn check_operator(field: &str, operator: &Value) -> Result<&'static str> {
    let given = operator.as_text().unwrap_or_default();
    if let Some(known) = OPERATORS.iter().find(|known| **known == given) {
        return Ok(known);
    }
    let lower = given.to_ascii_lowercase();
    let mut advice = String::new();
    for (other, other_advice) in OTHERS {
        if *other == lower {
            advice = text!("; {}", *other_advice);
        }
    }
    if advice.is_empty() {
        let mut suggestion = Suggestion::new(given);
        for known in OPERATORS.iter().filter(|known| known.len() > 1) {
            suggestion.offer(known);
        }
        advice = suggestion.text();
    }
    let problem = text!(
        "operator \"{}\" of \"{}\" is none of = != > >= < <= in between{}",
        given,
        field,
        advice
    );
    Err(Error::input("UNKNOWN_OPERATOR", problem))
}

/// Returns whether PHP takes the value for false, which the portal refuses as a bound.
fn is_falsy(value: &Value) -> bool {
    match value {
        Value::Bool(flag) => !flag,
        Value::Number(number) => {
            let (mantissa, _) = text::split(number.as_str(), "e").unwrap_or((number.as_str(), ""));
            text::all(mantissa, |byte| !matches!(byte, b'1'..=b'9'))
        }
        Value::Text(text) => text.is_empty() || text == "0",
        _ => false,
    }
}

fn about(field: &str, problem: &str) -> Error {
    invalid(text!("condition on \"{}\" {}", field, problem))
}

/// Creates the error of a filter.
pub(super) fn invalid(problem: String) -> Error {
    Error::input("INVALID_FILTER", problem)
}
