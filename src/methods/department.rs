//! The methods of the company's departments.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::methods::user::Order;
use crate::schema::filter::Filter;
use crate::schema::record::{field_names, record};
use crate::schema::{Definition, Id, Paging, ParamKind, Record, Rules, Type, method};
use crate::wire::{Map, Value};

/// The typed methods of this module.
pub(crate) const METHODS: &[&Definition] = &[
    &Get::DEFINITION,
    &FieldsGet::DEFINITION,
    &Add::DEFINITION,
    &Update::DEFINITION,
    &Delete::DEFINITION,
];

record! {
    /// A department of the company.
    Department, Rules::COMPLETE;
    /// Identifier.
    id "ID": Id,
    /// Name.
    name "NAME": Text,
    /// Position among its siblings, lowest first.
    sort "SORT": Integer,
    /// The parent department; null for the root.
    parent "PARENT": Reference,
    /// The user who leads it; null if nobody does.
    uf_head "UF_HEAD": Reference,
}

field_names! {
    /// The name of a department's field.
    Field {
        Id "ID",
        Name "NAME",
        Sort "SORT",
        Parent "PARENT",
        UfHead "UF_HEAD",
    }
}

method! {
    /// `department.get`: returns the departments that match a filter, 50 per page, by default in
    /// the order of the tree.
    ///
    /// Scope `department`.
    Get = "department.get" -> Vec<Department>,
        flat_conditions: Some(&Department::FIELDS), paging: Paging::Start, normalize_params: normalize_get;
    /// Values of fields, combined with AND; the portal supports no operators here.
    filter(Filter<Field>) "filter": ParamKind::Filter(&Department::FIELDS),
    /// The field to sort by. Ascending by default.
    sort(Field) "sort": ParamKind::FieldName(&Department::FIELDS),
    /// The direction of the sort.
    order(Order) "order": ParamKind::Word(Order::VALUES),
    /// The number of departments to skip. The portal rounds it down to a multiple of 50.
    start(i64) "start": ParamKind::Value(Type::Integer),
}

method! {
    /// `department.fields`: returns the fields of a department with their labels in the caller's
    /// language.
    ///
    /// Scope `department`.
    FieldsGet = "department.fields" -> BTreeMap<String, Option<String>>;
}

method! {
    /// `department.add`: adds a department and returns its identifier.
    ///
    /// Scope `department`; for users who may change the structure. Refused with `ERROR_CORE`.
    Add = "department.add" -> u64;
    required {
        /// Name.
        name(String) "NAME": ParamKind::Phrase(1),
        /// The parent department; there is only one root.
        parent(Id) "PARENT": ParamKind::Value(Type::Id),
    }
    /// Position among its siblings, lowest first.
    sort(i64) "SORT": ParamKind::Value(Type::Integer),
    /// The user who leads it.
    head(Id) "UF_HEAD": ParamKind::Value(Type::Id),
}

method! {
    /// `department.update`: changes the given fields of a department.
    ///
    /// Scope `department`; for users who may change the structure. Refused with `ERROR_CORE`.
    Update = "department.update" -> bool;
    required {
        /// The department.
        department(Id) "ID": ParamKind::Value(Type::Id),
    }
    /// Name.
    name(String) "NAME": ParamKind::Phrase(1),
    /// The parent department.
    parent(Id) "PARENT": ParamKind::Value(Type::Id),
    /// Position among its siblings, lowest first.
    sort(i64) "SORT": ParamKind::Value(Type::Integer),
    /// The user who leads it.
    head(Id) "UF_HEAD": ParamKind::Value(Type::Id),
}

method! {
    /// `department.delete`: deletes a department. Its users and child departments move to its
    /// parent.
    ///
    /// Scope `department`; for users who may change the structure. Refused with `ERROR_CORE`.
    Delete = "department.delete" -> bool;
    required {
        /// The department.
        department(Id) "ID": ParamKind::Value(Type::Id),
    }
}

/// Moves the filter to `FILTER`, the only spelling that the portal reads, and the order into it,
/// where the portal then expects it. In it, `SORT` is a field, and `sort` the field to sort by.
fn normalize_get(params: &mut Map) -> Result<()> {
    if params.get("sort").is_some() && params.get("order").is_none() {
        params.insert("order", "ASC");
    }
    let mut filter = match params.remove("filter") {
        None => return Ok(()),
        Some(Value::Map(filter)) if filter.is_empty() => return Ok(()),
        Some(Value::Map(filter)) => filter,
        Some(reference) => {
            params.insert("FILTER", reference);
            return Ok(());
        }
    };
    if filter.get("SORT").is_some() && params.get("sort").is_some() {
        let problem = "the portal cannot filter by SORT and sort in one call";
        return Err(Error::input("INVALID_PARAMETER", problem));
    }
    for name in ["sort", "order"] {
        if let Some(value) = params.remove(name) {
            filter.insert(name, value);
        }
    }
    params.insert("FILTER", filter);
    Ok(())
}
