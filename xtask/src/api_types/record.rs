//! The record of an entity: all that may be selected of it for a row of its list.

use super::data::{InOrder, Member, Method, Type};
use super::names;

/// Returns the members of the record that `X.get` returns, if the rows of the method `X.list` are parts
/// of it.
pub fn of<'a>(
    name: &str,
    method: &Method,
    methods: &'a [(String, Method)],
) -> Option<&'a InOrder<Member>> {
    let get = format!("{}.get", name.strip_suffix(".list").filter(|_| is_selected(method))?);
    let (_, get) = methods.iter().find(|(name, _)| *name == get)?;
    let record = members(&get.result)?;
    let row = members(&method.result)?;
    let known = row.0.iter().filter(|(name, _)| record.get(name).is_some()).count();
    // Some lists spell their members in another way than the record, or return others.
    (known * 2 >= row.0.len()).then_some(record)
}

/// Returns whether a parameter selects the members that a method returns.
pub fn is_selected(method: &Method) -> bool {
    method.params.0.iter().any(|(name, _)| names::is_select(name))
}

/// Returns the members of the only object or row in a result.
fn members(result: &Type) -> Option<&InOrder<Member>> {
    match result {
        Type::Array(row) => members(row),
        Type::Object(only) => match only.0.as_slice() {
            [(_, Member { ty: ty @ (Type::Object(_) | Type::Array(_)), .. })] => members(ty),
            _ => Some(only),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record_names(list: &str, get: &str) -> Option<Vec<String>> {
        let methods = format!(
            r#"{{"crm.item.get":{{"page":"","scope":[],"params":{{}},"result":{get}}},
                "crm.item.list":{{"page":"","scope":[],"result":{list},
                    "params":{{"select":{{"type":{{"array":"string"}}}}}}}}}}"#
        );
        let InOrder(methods): InOrder<Method> = serde_json::from_str(&methods).unwrap();
        let (name, method) = methods.last().unwrap();
        let record = of(name, method, &methods)?;
        Some(record.0.iter().map(|(name, _)| name.clone()).collect())
    }

    const ROW: &str = r#"{"object":{"id":{"type":"number"}}}"#;
    const RECORD: &str = r#"{"object":{"id":{"type":"number"},"title":{"type":"string"}}}"#;

    #[test]
    fn finds_the_record_within_results() {
        let expected = Some(vec!["id".to_owned(), "title".to_owned()]);
        assert_eq!(record_names(&format!(r#"{{"array":{ROW}}}"#), RECORD), expected);
        let items = format!(r#"{{"object":{{"items":{{"type":{{"array":{ROW}}}}}}}}}"#);
        let item = format!(r#"{{"object":{{"item":{{"type":{RECORD}}}}}}}"#);
        assert_eq!(record_names(&items, &item), expected);
    }

    #[test]
    fn rows_with_other_names_are_no_part_of_the_record() {
        let row = r#"{"array":{"object":{"ID":{"type":"string"},"NAME":{"type":"string"}}}}"#;
        assert_eq!(record_names(row, RECORD), None);
        assert_eq!(record_names(r#"{"array":"unknown"}"#, RECORD), None);
    }
}
