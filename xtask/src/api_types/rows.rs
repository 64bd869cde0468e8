//! Whether a method may return a list. The facts are a lower bound, so it may unless its result cannot
//! contain rows.

use super::data::{Member, Method, Type};
use super::names;

/// Returns whether `b24.list` may find rows in the method's result.
pub fn may_exist(name: &str, method: &Method) -> bool {
    let verb = names::verb(name);
    // The core rejects methods that describe fields.
    !verb.ends_with("fields")
        && (method.list.is_some() || verb.ends_with("list") || in_result(&method.result))
}

/// Returns whether a result may be rows or have a member with rows, as the core finds them.
fn in_result(ty: &Type) -> bool {
    match ty {
        Type::Union(types) => any(types, in_result),
        Type::Object(members) => {
            // A result with an identifier is a record, and its list is a field.
            let is_record = members.get("ID").or(members.get("id")).is_some();
            let is_row = |(_, member): &(String, Member)| are_rows(&member.ty);
            are_rows(ty) || !is_record && members.0.iter().any(is_row)
        }
        ty => are_rows(ty),
    }
}

/// Returns whether a value may be rows: a list, a map by identifier, or anything unknown.
fn are_rows(ty: &Type) -> bool {
    match ty {
        Type::Array(_) | Type::Record(_) | Type::Null | Type::Unknown | Type::Ref(_) => true,
        Type::Union(types) => any(types, are_rows),
        Type::Object(members) => {
            let is_number = |(name, _): &(String, Member)| name.parse::<u64>().is_ok();
            members.0.iter().all(is_number)
        }
        Type::String
        | Type::Number
        | Type::Integer
        | Type::Boolean
        | Type::Datetime
        | Type::Date
        | Type::File
        | Type::Literal(_) => false,
    }
}

/// Returns whether one of several types qualifies. That a value may be absent is no sign of rows.
fn any(types: &[Type], qualifies: fn(&Type) -> bool) -> bool {
    types.iter().any(|ty| !matches!(ty, Type::Null) && qualifies(ty))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use super::*;
    use crate::workspace::Workspace;

    fn may_be_list(name: &str, result: &str) -> bool {
        let text = format!(r#"{{"page":"","scope":[],"params":{{}},"result":{result}}}"#);
        may_exist(name, &serde_json::from_str(&text).unwrap())
    }

    #[test]
    fn results_without_rows_are_no_list() {
        for result in [
            r#""boolean""#,
            r#"{"union":["number","null"]}"#,
            r#"{"object":{"ID":{"type":"string"},"PHONE":{"type":{"array":"string"}}}}"#,
            r#"{"object":{"task":{"type":{"object":{"tags":{"type":{"array":"string"}}}}}}}"#,
        ] {
            assert!(!may_be_list("crm.deal.get", result), "{result}");
        }
        assert!(!may_be_list("crm.deal.fields", r#"{"record":"unknown"}"#));
    }

    #[test]
    fn results_that_may_have_rows_are_lists() {
        for result in [
            r#""unknown""#,
            r#"{"array":"number"}"#,
            r#"{"record":{"object":{}}}"#,
            r#"{"union":[{"array":"string"},"boolean"]}"#,
            r#"{"object":{"total":{"type":"number"},"notes":{"type":{"array":"string"}}}}"#,
            r#"{"object":{"5":{"type":"string"},"7":{"type":"string"}}}"#,
        ] {
            assert!(may_be_list("crm.deal.get", result), "{result}");
        }
        assert!(may_be_list("crm.deal.list", r#""boolean""#));
    }

    #[test]
    fn every_method_whose_key_the_core_knows_may_be_a_list() {
        let workspace = Workspace::open().unwrap();
        let source = fs::read_to_string(workspace.path("src/client/list/key.rs")).unwrap();
        let known: BTreeSet<&str> = source
            .split("methods: \"")
            .skip(1)
            .flat_map(|rest| rest.split('"').next().unwrap().split_whitespace())
            .filter(|name| *name != "\\")
            .collect();
        let scopes = super::super::read(&workspace.path("api"), &BTreeSet::new()).unwrap();
        let mut count = 0;
        for (name, method) in scopes.iter().flat_map(|scope| &scope.methods) {
            if known.contains(name.as_str()) {
                assert!(may_exist(name, method), "{name}");
                count += 1;
            }
        }
        assert_eq!(count, known.len());
    }
}
