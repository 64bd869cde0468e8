//! What the facts have of the methods of REST 3.0.

use super::super::data::{InOrder, Member, Method, Type};

/// The parameter with the conditions of a list.
pub const FILTER: &str = "filter";
/// The member with the rows of a list.
pub const ROWS: &str = "items";
/// The member with the only record.
pub const ITEM: &str = "item";

/// Fields that the filters of methods need as equal to a value, outside of any group.
const NEEDED: [(&str, &str); 2] =
    [("tasks.task.result.list", "taskId"), ("timeman.record.list", "userId")];

/// The methods of REST 3.0, by their names on the wire.
pub type Methods = [(String, Method)];

/// Returns whether a method's filter is a list of conditions. Other filters are objects of their own.
pub fn has_conditions(method: &Method) -> bool {
    method.params.get(FILTER).is_some_and(|filter| matches!(filter.ty, Type::Array(_)))
}

/// Returns the field that the filter of a method needs, if there is one.
pub fn needed(method: &str) -> Option<&'static str> {
    NEEDED.iter().find(|(needy, _)| *needy == method).map(|(_, field)| *field)
}

/// Returns the method with this name.
pub fn find<'a>(methods: &'a Methods, name: &str) -> Option<&'a Method> {
    methods.iter().find(|(known, _)| known == name).map(|(_, method)| method)
}

/// Returns the members of the records in a result: `{ items: [record] }` or `{ item: record }`.
pub fn record(result: &Type) -> Option<&InOrder<Member>> {
    let Type::Object(members) = result else { return None };
    let record = members.get(ROWS).or(members.get(ITEM))?;
    match &record.ty {
        Type::Array(row) => match &**row {
            Type::Object(members) => Some(members),
            _ => None,
        },
        Type::Object(members) => Some(members),
        _ => None,
    }
}
