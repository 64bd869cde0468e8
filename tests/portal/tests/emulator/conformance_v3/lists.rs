//! Filters, orders, pages and selections, compared with the same on all rows.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::each;

/// Compares as the portal does: texts without case, missing values first.
fn compare(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.to_lowercase().cmp(&other.to_lowercase()),
        (Value::Bool(one), Value::Bool(other)) => one.cmp(other),
        (Value::Number(one), Value::Number(other)) => {
            one.as_f64().unwrap().total_cmp(&other.as_f64().unwrap())
        }
        (one, other) => (!one.is_null()).cmp(&!other.is_null()),
    }
}

fn selected(fields: &[String]) -> Value {
    let mut names = vec!["id".to_owned()];
    names.extend(fields.iter().filter(|name| *name != "id").cloned());
    json!({ "select": names })
}

#[test]
fn conditions_match_the_same_rows() {
    each(|subject, setup| {
        let fields = subject.marked(setup, "filterable");
        let rows = subject.all(setup, None, selected(&fields));
        assert!(rows.len() >= 60, "{} has {} rows", subject.name, rows.len());
        for field in &fields {
            // PHP writes a float without a fraction like an integer, which a filter refuses.
            let is_usable =
                |value: &&Value| !value.is_null() && (field != "float" || !value.is_i64());
            let known: Vec<&Value> = rows.iter().map(|row| &row[field]).filter(is_usable).collect();
            let (Some(one), Some(other)) = (known.get(1), known.get(known.len() / 2)) else {
                continue;
            };
            check(subject, setup, &rows, field, one, other);
        }
    });

    fn check(
        subject: &super::Subject,
        setup: &mut super::Setup,
        rows: &[Value],
        field: &str,
        one: &Value,
        other: &Value,
    ) {
        type Holds<'a> = &'a dyn Fn(&Value) -> bool;
        let conditions: [(&str, Value, Holds); 7] = [
            ("=", one.clone(), &|value| compare(value, one).is_eq()),
            ("!=", one.clone(), &|value| compare(value, one).is_ne()),
            (">", one.clone(), &|value| compare(value, one).is_gt()),
            (">=", one.clone(), &|value| compare(value, one).is_ge()),
            ("<", one.clone(), &|value| compare(value, one).is_lt()),
            ("<=", one.clone(), &|value| compare(value, one).is_le()),
            ("in", json!([one, other]), &|value| {
                compare(value, one).is_eq() || compare(value, other).is_eq()
            }),
        ];
        for (operator, wanted, holds) in conditions {
            let condition = json!([field, operator, wanted]);
            let found = subject.all(setup, Some(condition.clone()), json!({ "select": ["id"] }));
            let expected: Vec<&Value> = rows
                .iter()
                .filter(|row| !row[field].is_null() && holds(&row[field]))
                .map(|row| &row["id"])
                .collect();
            let found: Vec<&Value> = found.iter().map(|row| &row["id"]).collect();
            assert_eq!(found, expected, "{} {condition}", subject.name);
        }
    }
}

#[test]
fn orders_sort_by_the_field() {
    each(|subject, setup| {
        for field in subject.marked(setup, "sortable") {
            for (direction, reversed) in [("ASC", false), ("desc", true)] {
                let mut parameters = selected(std::slice::from_ref(&field));
                parameters["order"] = json!({ &field: direction });
                let rows = subject.all(setup, None, parameters);
                let is_sorted = rows.is_sorted_by(|one, next| {
                    let ordering = compare(&one[&field], &next[&field]);
                    if reversed { ordering.is_ge() } else { ordering.is_le() }
                });
                assert!(is_sorted, "{} {field} {direction}", subject.name);
            }
        }
    });
}

#[test]
fn pages_contain_every_record_once() {
    each(|subject, setup| {
        let ids = |rows: &[Value]| -> Vec<i64> {
            rows.iter().map(|row| row["id"].as_i64().unwrap()).collect()
        };
        let all = ids(&subject.all(setup, None, json!({ "select": ["id"] })));
        assert!(all.is_sorted_by(|one, next| one < next), "{}", subject.name);
        let mut paged = Vec::new();
        for offset in (0..).step_by(7) {
            let pagination = json!({ "limit": 7, "offset": offset });
            let page = subject.list(setup, None, json!({ "pagination": pagination }));
            paged.extend(page.iter().map(|row| row["id"].as_i64().unwrap()));
            if page.len() < 7 {
                break;
            }
        }
        assert_eq!(paged, all, "{}", subject.name);
        let whole = json!({ "pagination": { "limit": 5000 } });
        assert_eq!(subject.list(setup, None, whole).len(), all.len().min(subject.max));
    });
}

#[test]
fn selection_decides_the_fields() {
    each(|subject, setup| {
        let row = subject.list(setup, None, json!({}))[0].clone();
        let names: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
        match subject.listed {
            Some(listed) => assert_eq!(names, listed, "{}", subject.name),
            None => {
                let fields = subject.fields(setup);
                let scalar =
                    fields.iter().filter(|field| names.contains(&field["name"].as_str().unwrap()));
                assert!(scalar.count() == names.len() && names.len() > 5, "{}", subject.name);
            }
        }
        let row = subject.list(setup, None, json!({ "select": ["id"] }))[0].clone();
        assert_eq!(row.as_object().unwrap().len(), 1, "{}", subject.name);
    });
}
