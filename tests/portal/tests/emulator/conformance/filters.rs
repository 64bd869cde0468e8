//! The conditions of filters, compared with the same conditions on all rows.

use serde_json::{Value, json};

use super::calls::number;
use super::each;
use super::subject::Subject;
use crate::common::Setup;

/// Compares the list by a condition with the rows that satisfy the predicate.
fn check(
    subject: &Subject,
    setup: &mut Setup,
    rows: &[Value],
    (key, value): (String, Value),
    holds: impl Fn(&Value) -> bool,
) {
    let found = subject.ids(&subject.all(setup, &json!({ &key: value }), &json!({})));
    let expected: Vec<Value> = rows.iter().filter(|row| holds(row)).cloned().collect();
    assert_eq!(found, subject.ids(&expected), "{}: {key} {value}", subject.name);
}

fn text(row: &Value, name: &str) -> String {
    row[name].as_str().unwrap_or_default().to_lowercase()
}

#[test]
fn conditions_on_a_text_match_the_same_rows() {
    each(|subject, setup| {
        let rows = subject.all(setup, &json!({}), &json!({}));
        let (reply, field) = subject.text;
        let some = rows[10][reply].as_str().unwrap().to_owned();
        let other = rows[30][reply].as_str().unwrap().to_owned();
        let part: String = some.chars().skip(1).take(3).collect();
        let start: String = some.chars().take(3).collect();
        let lower = |text: &str| text.to_lowercase();
        let (exact, part_lower, start_lower) = (lower(&some), lower(&part), lower(&start));
        let either = [exact.clone(), lower(&other)];
        let mut check = |key: &str, value: Value, holds: &dyn Fn(&str) -> bool| {
            let condition = (format!("{key}{field}"), value);
            check(subject, setup, &rows, condition, |row| holds(&text(row, reply)));
        };
        check("", json!(some), &|text| text == exact);
        check("=", json!(some), &|text| text == exact);
        check("=", json!(some.to_uppercase()), &|text| text == exact);
        check("!", json!(some), &|text| text != exact);
        check("!=", json!(some), &|text| text != exact);
        check("%", json!(part), &|text| text.contains(&part_lower));
        check("!%", json!(part), &|text| !text.contains(&part_lower));
        check("=%", json!(format!("{start}%")), &|text| text.starts_with(&start_lower));
        check("%=", json!(format!("{start}%")), &|text| text.starts_with(&start_lower));
        check("!=%", json!(format!("{start}%")), &|text| !text.starts_with(&start_lower));
        check("!%=", json!(format!("{start}%")), &|text| !text.starts_with(&start_lower));
        check("@", json!([some, other]), &|text| either.iter().any(|known| known == text));
        check("!@", json!([some, other]), &|text| !either.iter().any(|known| known == text));
        check("", json!([some, other]), &|text| either.iter().any(|known| known == text));
        check("!", json!(""), &|text| !text.is_empty());
        check("", json!(""), &str::is_empty);
    });
}

#[test]
fn conditions_on_a_number_match_the_same_rows() {
    each(|subject, setup| {
        let rows = subject.all(setup, &json!({}), &json!({}));
        let (reply, field) = subject.number;
        let value = rows.iter().filter_map(|row| number(&row[reply])).find(|value| *value > 0.0);
        let value = value.unwrap();
        let mut check = |key: &str, wanted: Value, holds: &dyn Fn(Option<f64>) -> bool| {
            let condition = (format!("{key}{field}"), wanted);
            check(subject, setup, &rows, condition, |row| holds(number(&row[reply])));
        };
        let sent = json!(value.to_string());
        check("", sent.clone(), &|number| number == Some(value));
        check("!", sent.clone(), &|number| number != Some(value));
        check(">", sent.clone(), &|number| number.is_some_and(|number| number > value));
        check(">=", sent.clone(), &|number| number.is_some_and(|number| number >= value));
        check("<", sent.clone(), &|number| number.is_some_and(|number| number < value));
        check("<=", sent.clone(), &|number| number.is_some_and(|number| number <= value));
        check("@", json!([value]), &|number| number == Some(value));
        check("", json!(""), &|number| number.is_none());
    });
}

#[test]
fn conditions_on_a_flag_match_the_same_rows() {
    each(|subject, setup| {
        let Some((reply, field)) = subject.flag else { return };
        let rows = subject.all(setup, &json!({}), &json!({}));
        for (value, letter) in [(json!("Y"), "Y"), (json!("N"), "N"), (json!(true), "Y")] {
            let condition = (field.to_owned(), value);
            check(subject, setup, &rows, condition, |row| row[reply] == letter);
        }
    });
}

#[test]
fn conditions_on_identifiers_match_the_same_rows() {
    each(|subject, setup| {
        let rows = subject.all(setup, &json!({}), &json!({}));
        let field = if subject.id.1 == "ID" || subject.id.0 == "taskId" { "ID" } else { "id" };
        let some: Vec<i64> = subject.ids(&rows).into_iter().step_by(7).collect();
        let is_some = |row: &Value| some.contains(&subject.id_of(row));
        let list = (field.to_owned(), json!(some));
        check(subject, setup, &rows, list, is_some);
        check(subject, setup, &rows, (format!("@{field}"), json!(some)), is_some);
        check(subject, setup, &rows, (format!("!@{field}"), json!(some)), |row| !is_some(row));
    });
}

#[test]
fn conditions_are_combined() {
    each(|subject, setup| {
        let rows = subject.all(setup, &json!({}), &json!({}));
        let (reply, field) = subject.text;
        let some = rows[10][reply].as_str().unwrap().to_owned();
        let id = subject.id_of(&rows[10]);
        let id_field = if subject.id.1 == "ID" || subject.id.0 == "taskId" { "ID" } else { "id" };
        let filter = json!({ field: some, id_field: id });
        assert_eq!(subject.ids(&subject.all(setup, &filter, &json!({}))), [id], "{}", subject.name);
        let other = json!({ field: some, format!("!{id_field}"): id });
        assert!(!subject.ids(&subject.all(setup, &other, &json!({}))).contains(&id));
    });
}

#[test]
fn unknown_field_is_ignored_or_refused() {
    each(|subject, setup| {
        let whole = subject.list(setup, json!({}), json!({}));
        let reply = subject.list(setup, json!({ "=noSuchField": 1 }), json!({}));
        if subject.strict {
            assert_eq!(
                (reply["error"].as_str(), reply["error_description"].as_str()),
                (
                    Some("INVALID_ARG_VALUE"),
                    Some("Invalid filter: field 'noSuchField' is not allowed in filter")
                ),
                "{}",
                subject.name
            );
        } else {
            assert_eq!(reply["total"], whole["total"], "{}", subject.name);
        }
    });
}
