//! The methods `department.*`.

use crate::company::{Company, Department};
use crate::methods::Call;
use crate::php::{Array, Value};
use crate::rest::navigation::PAGE_SIZE;
use crate::rest::{Error, Reply};

/// Handles `department.get`: returns departments by fields, 50 per page, in the order of the tree.
///
/// Conditions are equal values in `FILTER`, which is recognized only in upper case, or at the top
/// level. `sort` and `order` are recognized in any case, inside `FILTER` if there is one; `SORT` in
/// upper case is also a condition. The page is the one that contains `start`.
pub(super) fn get(call: &mut Call) -> Result<Reply, Error> {
    let query = match call.parameters.get("FILTER") {
        Some(Value::Array(filter)) => filter,
        _ => &call.parameters,
    };
    let company = &call.portal.company;
    let mut found: Vec<&Department> = tree(company, None);
    found.retain(|department| CONDITIONS.iter().all(|name| matches(query, name, department)));
    sort(query, &mut found);
    let first = usize::try_from(call.start).unwrap_or(0) / PAGE_SIZE * PAGE_SIZE;
    let rows: Vec<Array> =
        found.iter().skip(first).take(PAGE_SIZE).map(|row| to_row(row)).collect();
    let signed = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let next = (first + PAGE_SIZE < found.len()).then(|| signed(first + PAGE_SIZE));
    Ok(Reply { result: rows.into(), next, total: Some(signed(found.len())) })
}

/// Handles `department.fields`: returns the captions of the fields by name.
pub(super) fn fields(_: &mut Call) -> Result<Reply, Error> {
    let captions: Array = [
        ("ID", "ID"),
        ("NAME", "Name"),
        ("SORT", "Sort order"),
        ("PARENT", "Parent department"),
        ("UF_HEAD", "Head"),
    ]
    .into_iter()
    .collect();
    Ok(Reply::new(captions))
}

/// Handles `department.add`: adds the department `NAME` below `PARENT` and returns its id.
pub(super) fn add(call: &mut Call) -> Result<Reply, Error> {
    require_admin(call)?;
    let mut department =
        Department { id: 0, name: String::new(), sort: 500, parent: None, head: None };
    change(&mut department, &call.parameters);
    if department.name.is_empty() {
        return Err(core("Department name not provided.<br>"));
    }
    let company = &mut call.portal.company;
    if department.parent.and_then(|id| company.department(id)).is_none() {
        return Err(core("There can only be one top-level department in the company structure"));
    }
    Ok(Reply::new(company.add_department(department)))
}

/// Handles `department.update`: changes the department `ID` and returns true.
pub(super) fn update(call: &mut Call) -> Result<Reply, Error> {
    require_admin(call)?;
    let id = id(call);
    let department = call.portal.company.department_mut(id).ok_or_else(not_found)?;
    change(department, &call.parameters);
    Ok(Reply::new(true))
}

/// Handles `department.delete`: removes the department `ID` and returns true.
pub(super) fn delete(call: &mut Call) -> Result<Reply, Error> {
    require_admin(call)?;
    let id = id(call);
    call.portal.company.department(id).ok_or_else(not_found)?;
    call.portal.company.remove_department(id);
    Ok(Reply::new(true))
}

const CONDITIONS: [&str; 5] = ["ID", "NAME", "SORT", "PARENT", "UF_HEAD"];

/// Returns the descendants of a department in depth-first order.
fn tree(company: &Company, parent: Option<u32>) -> Vec<&Department> {
    let mut found = Vec::new();
    for department in company.departments().iter().filter(|known| known.parent == parent) {
        found.push(department);
        found.extend(tree(company, Some(department.id)));
    }
    found
}

fn matches(query: &Array, name: &str, department: &Department) -> bool {
    let number = match name {
        "ID" => Some(department.id),
        "SORT" => Some(department.sort),
        "PARENT" => department.parent,
        _ => department.head,
    };
    match query.get(name) {
        None => true,
        Some(wanted) if name == "NAME" => wanted.to_text() == department.name,
        Some(Value::Array(wanted)) => {
            wanted.values().any(|wanted| number.map(i64::from) == Some(wanted.to_int()))
        }
        Some(wanted) => number.map_or(0, i64::from) == wanted.to_int(),
    }
}

fn sort(query: &Array, found: &mut [&Department]) {
    let query = query.with_upper_case_keys();
    let text = |name| query.get(name).map(|value| value.to_text().to_ascii_uppercase());
    match text("SORT").unwrap_or_default().as_str() {
        "ID" => found.sort_by_key(|department| department.id),
        "NAME" => found.sort_by(|one, other| one.name.cmp(&other.name)),
        "SORT" => found.sort_by_key(|department| department.sort),
        "PARENT" => found.sort_by_key(|department| department.parent),
        "UF_HEAD" => found.sort_by_key(|department| department.head),
        _ => return,
    }
    if text("ORDER").as_deref() == Some("DESC") {
        found.reverse();
    }
}

/// Returns the row of a department. A field without a value is omitted.
fn to_row(department: &Department) -> Array {
    let mut row = Array::new();
    row.insert("ID", department.id.to_string());
    row.insert("NAME", department.name.as_str());
    row.insert("SORT", department.sort);
    if let Some(parent) = department.parent {
        row.insert("PARENT", parent.to_string());
    }
    if let Some(head) = department.head {
        row.insert("UF_HEAD", head.to_string());
    }
    row
}

fn change(department: &mut Department, query: &Array) {
    let number = |name| query.get(name).map(|value| u32::try_from(value.to_int()).unwrap_or(0));
    if let Some(name) = query.get("NAME") {
        department.name = name.to_text().into_owned();
    }
    department.sort = number("SORT").unwrap_or(department.sort);
    department.parent = number("PARENT").or(department.parent);
    department.head = number("UF_HEAD").or(department.head);
}

fn id(call: &Call) -> u32 {
    let id = call.parameters.get("ID").map_or(0, Value::to_int);
    u32::try_from(id).unwrap_or_default()
}

fn require_admin(call: &Call) -> Result<(), Error> {
    if call.caller.is_admin() { Ok(()) } else { Err(core("Access denied")) }
}

fn not_found() -> Error {
    core("Department not found")
}

fn core(description: &str) -> Error {
    Error::new("ERROR_CORE", description, 400)
}
