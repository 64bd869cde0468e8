//! The methods of the company's departments.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::methods::user::Order;
use crate::schema::filter::Filter;
use crate::schema::{Definition, FieldName, Id, Method, MinLength, Paging, Record};
use crate::wire::{Map, Value};

/// The typed methods of this module.
pub(crate) const METHODS: &[&Definition] = &[
    &Get::DEFINITION,
    &FieldsGet::DEFINITION,
    &Add::DEFINITION,
    &Update::DEFINITION,
    &Delete::DEFINITION,
];

/// A department of the company.
#[derive(Clone, Debug, PartialEq, Record)]
#[record(rename_all = "SCREAMING_SNAKE_CASE", columns)]
#[non_exhaustive]
pub struct Department {
    /// Identifier.
    pub id: u64,
    /// Name.
    pub name: Option<String>,
    /// Position among its siblings, lowest first.
    pub sort: Option<i64>,
    /// The parent department; null for the root.
    pub parent: Option<u64>,
    /// The user who leads it; null if nobody does.
    pub uf_head: Option<u64>,
    /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
    #[field(other)]
    pub other: Map,
}

/// `department.get`: returns the departments that match a filter, 50 per page, by default in
/// the order of the tree.
///
/// Scope `department`.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method(
    "department.get",
    result = Vec<Department>,
    paging = Paging::Start,
    normalize_params = normalize_get,
)]
pub struct Get {
    /// Values of fields, combined with AND; the portal supports no operators here.
    #[param("filter", flat)]
    filter: Option<Filter<Department>>,
    /// The field to sort by. Ascending by default.
    #[param("sort")]
    sort: Option<FieldName<Department>>,
    /// The direction of the sort.
    #[param("order")]
    order: Option<Order>,
    /// The number of departments to skip. The portal rounds it down to a multiple of 50.
    #[param("start")]
    start: Option<i64>,
}

/// `department.fields`: returns the fields of a department with their labels in the caller's
/// language.
///
/// Scope `department`.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method("department.fields", result = BTreeMap<String, Option<String>>)]
pub struct FieldsGet;

/// `department.add`: adds a department and returns its identifier.
///
/// Scope `department`; for users who may change the structure. Refused with `ERROR_CORE`.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("department.add", result = u64)]
pub struct Add {
    /// Name.
    #[param("NAME")]
    name: MinLength<1>,
    /// The parent department; there is only one root.
    #[param("PARENT")]
    parent: Id,
    /// Position among its siblings, lowest first.
    #[param("SORT")]
    sort: Option<i64>,
    /// The user who leads it.
    #[param("UF_HEAD")]
    head: Option<Id>,
}

/// `department.update`: changes the given fields of a department.
///
/// Scope `department`; for users who may change the structure. Refused with `ERROR_CORE`.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("department.update", result = bool)]
pub struct Update {
    /// The department.
    #[param("ID")]
    department: Id,
    /// Name.
    #[param("NAME")]
    name: Option<MinLength<1>>,
    /// The parent department.
    #[param("PARENT")]
    parent: Option<Id>,
    /// Position among its siblings, lowest first.
    #[param("SORT")]
    sort: Option<i64>,
    /// The user who leads it.
    #[param("UF_HEAD")]
    head: Option<Id>,
}

/// `department.delete`: deletes a department. Its users and child departments move to its
/// parent.
///
/// Scope `department`; for users who may change the structure. Refused with `ERROR_CORE`.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("department.delete", result = bool)]
pub struct Delete {
    /// The department.
    #[param("ID")]
    department: Id,
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
