//! The employees of the company: `humanresources.employee.*`.

use super::node::person;
use crate::company::{User, UserType};
use crate::php::{Array, Value};
use crate::portal::Portal;
use crate::store::Row;
use crate::v3::actions::page_of;
use crate::v3::error::Failure;
use crate::v3::fields;
use crate::v3::kind::{Field, Kind, LIMITS, Records, Type};
use crate::v3::method::{Call, member, method};
use crate::v3::order::Order;
use crate::v3::pagination::Page;
use crate::v3::select::Selection;

pub(super) static EMPLOYEE: Kind = Kind {
    name: "humanresources.employee",
    records: Records::View { all, one },
    fields: &[
        Field::new("userId", Type::Int).from("ID"),
        Field::computed("name", Type::Text, |portal, row| of_person(portal, row, "name")),
        Field::computed("workPosition", Type::Text, |portal, row| {
            of_person(portal, row, "workPosition")
        }),
        Field::computed("avatar", Type::Text, |portal, row| of_person(portal, row, "avatar")),
        Field::computed("url", Type::Text, |portal, row| of_person(portal, row, "url")),
        Field::computed("departments", Type::Object, departments),
        Field::computed("teams", Type::Object, |_, _| Array::new().into()),
    ],
    methods: &[
        method("humanresources.employee.count", count).parameterless(),
        method("humanresources.employee.field.get", fields::get),
        method("humanresources.employee.field.list", fields::list),
        method("humanresources.employee.search", search),
    ],
    listed: None,
    required_filter: None,
    limits: LIMITS,
};

/// Handles `humanresources.employee.count`: returns the number of employees.
fn count(call: &mut Call) -> Result<Value, Failure> {
    let total = EMPLOYEE.with_rows(call.portal, |rows| rows.count());
    Ok(member("total", total as i64))
}

/// Handles `humanresources.employee.search`: returns the employees whose names contain `name`, in
/// the department `nodeId` or in all.
fn search(call: &mut Call) -> Result<Value, Failure> {
    let name = call.required_text("name")?.to_lowercase();
    let node = call.integer("nodeId")?;
    let selection = Selection::read(&call.rules, call.parameters.get("select"), None)?;
    let found: Vec<i64> = employees(call.portal)
        .filter(|user| {
            let is_member = |node| user.departments.iter().any(|id| i64::from(*id) == node);
            full_name(user).to_lowercase().contains(&name) && node.is_none_or(is_member)
        })
        .map(|user| user.id.into())
        .collect();
    let every = Page { offset: 0, limit: usize::MAX };
    let is_found = |row: &Row| found.binary_search(&row.id()).is_ok();
    let rows = page_of(call, is_found, &Order::default(), every);
    Ok(member("items", selection.format(call.portal, &call.rules, &rows)))
}

fn employees(portal: &Portal) -> impl Iterator<Item = &User> {
    let is_employee = |user: &&User| user.active && user.user_type == UserType::Employee;
    portal.company.users().iter().filter(is_employee)
}

fn all(portal: &mut Portal) -> Vec<Row> {
    employees(portal).map(|user| Row::of([("ID", user.id.into())])).collect()
}

fn one(portal: &mut Portal, id: i64) -> Option<Row> {
    all(portal).into_iter().find(|row| row.id() == id)
}

fn full_name(user: &User) -> String {
    format!("{} {}", user.name, user.last_name)
}

fn user<'a>(portal: &'a Portal, row: &Row) -> Option<&'a User> {
    portal.company.user(u32::try_from(row.id()).ok()?)
}

fn of_person(portal: &Portal, row: &Row, name: &str) -> Value {
    let person = user(portal, row).map(|user| person(portal, user));
    person.and_then(|mut person| person.remove(name)).unwrap_or_default()
}

fn departments(portal: &Portal, row: &Row) -> Value {
    let ids = user(portal, row).map(|user| user.departments.as_slice()).unwrap_or_default();
    let departments = ids.iter().filter_map(|id| {
        let department = portal.company.department(*id)?;
        let mut entry = Array::new();
        entry.insert("id", department.id);
        entry.insert("name", department.name.as_str());
        Some(entry)
    });
    departments.collect::<Vec<Array>>().into()
}
