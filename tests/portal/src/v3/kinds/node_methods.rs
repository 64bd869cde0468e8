//! The methods of departments and teams: their parameters are no filters, and changes return the
//! record itself.

use super::node::{ENTITY, NODE, TYPES, next_team};
use crate::company::Department;
use crate::php::{Array, Value};
use crate::store::{Datum, Row};
use crate::v3::actions::{find, page_of};
use crate::v3::error::Failure;
use crate::v3::method::{Call, member};
use crate::v3::order::Order;
use crate::v3::pagination::Page;
use crate::v3::select::Selection;

/// Handles `humanresources.node.list`: returns a page of the nodes of a `type`.
pub(super) fn list(call: &mut Call) -> Result<Value, Failure> {
    let ty = node_type(call)?;
    page(call, |row| row.get("type").text() == ty)
}

/// Handles `humanresources.node.search`: returns a page of the nodes of a `type` whose names contain
/// `name`.
pub(super) fn search(call: &mut Call) -> Result<Value, Failure> {
    let ty = node_type(call)?;
    let name = call.required_text("name")?.to_lowercase();
    let parent = call.integer("parentId")?;
    page(call, |row| {
        row.get("type").text() == ty
            && row.get("name").text().to_lowercase().contains(&name)
            && parent.is_none_or(|parent| row.get("parentId").int() == parent)
    })
}

/// Handles `humanresources.node.children`: returns all nodes below the node `id`.
pub(super) fn children(call: &mut Call) -> Result<Value, Failure> {
    let id = call.id("id")?;
    find(call, id)?;
    let selection = selection(call)?;
    let every = Page { offset: 0, limit: usize::MAX };
    let is_child = |row: &Row| row.get("parentId").int() == id;
    let rows = page_of(call, is_child, &Order::default(), every);
    Ok(member("items", selection.format(call.portal, &call.rules, &rows)))
}

/// Handles `humanresources.node.count`: returns the numbers of departments and teams.
pub(super) fn count(call: &mut Call) -> Result<Value, Failure> {
    let count = |call: &mut Call, ty: &str| {
        let rows = NODE
            .with_rows(call.portal, |rows| rows.filter(|row| row.get("type").text() == ty).count());
        rows as i64
    };
    let mut result = Array::new();
    result.insert("departments", count(call, "DEPARTMENT"));
    result.insert("teams", count(call, "TEAM"));
    Ok(result.into())
}

/// Handles `humanresources.node.add`: adds a node below `parentId` and returns it with its members.
pub(super) fn add(call: &mut Call) -> Result<Value, Failure> {
    let ty = node_type(call)?;
    let name = call.required_text("name")?;
    let parent = call.id("parentId")?;
    find(call, parent)?;
    let mut row = details(call)?;
    let id = match ty.as_str() {
        "TEAM" => {
            row.set("name", name);
            row.set("type", ty);
            row.set("structureId", 1_i64);
            row.set("parentId", parent);
            next_team(call.portal.store())
        }
        _ => {
            let parent = u32::try_from(parent).ok();
            let department = Department { id: 0, name, sort: 500, parent, head: None };
            let id = call.portal.company.add_department(department);
            assign(call, id);
            id.into()
        }
    };
    row.set("ID", id);
    store(call, id, row);
    reply(call, id, None)
}

/// Handles `humanresources.node.edit`: changes the name, the description and the color of the node
/// `id` and returns it.
pub(super) fn edit(call: &mut Call) -> Result<Value, Failure> {
    let id = call.id("id")?;
    find(call, id)?;
    let mut row = details(call)?;
    if let Some(name) = call.text("name")? {
        match department(call, id) {
            Some(department) => department.name = name,
            None => row.set("name", name),
        }
    }
    store(call, id, row);
    reply(call, id, NODE.listed)
}

/// Handles `humanresources.node.move`: moves the node `id` below `parentId` and returns it.
pub(super) fn relocate(call: &mut Call) -> Result<Value, Failure> {
    let (id, parent) = (call.id("id")?, call.id("parentId")?);
    find(call, id)?;
    let mut above = Some(parent);
    while let Some(node) = above {
        if node == id {
            return Err(Failure::invalid("parentId", "A node cannot be below itself"));
        }
        above = Some(find(call, node)?.get("parentId").int()).filter(|parent| *parent != 0);
    }
    let mut row = Row::default();
    match department(call, id) {
        Some(department) => department.parent = u32::try_from(parent).ok(),
        None => row.set("parentId", parent),
    }
    store(call, id, row);
    reply(call, id, NODE.listed)
}

fn node_type(call: &Call) -> Result<String, Failure> {
    let ty = call.required_text("type")?;
    let problem = || Failure::invalid("type", format!("The type must be one of {TYPES:?}"));
    TYPES.contains(&ty.as_str()).then_some(ty).ok_or_else(problem)
}

fn selection(call: &Call) -> Result<Selection, Failure> {
    Selection::read(&call.rules, call.parameters.get("select"), NODE.listed)
}

fn page(call: &mut Call, matches: impl Fn(&Row) -> bool) -> Result<Value, Failure> {
    let selection = selection(call)?;
    let page = Page::read(NODE.limits, call.parameters.get("pagination"))?;
    let rows = page_of(call, matches, &Order::default(), page);
    Ok(member("items", selection.format(call.portal, &call.rules, &rows)))
}

fn department<'a>(call: &'a mut Call, id: i64) -> Option<&'a mut Department> {
    call.portal.company.department_mut(u32::try_from(id).ok()?)
}

/// Reads the description and the color.
fn details(call: &Call) -> Result<Row, Failure> {
    let mut row = Row::default();
    for name in ["description", "colorName"] {
        if let Some(text) = call.text(name)? {
            row.set(name, text);
        }
    }
    Ok(row)
}

/// Moves the users of `userIds` to a new department.
fn assign(call: &mut Call, id: u32) {
    let Some(Value::Array(roles)) = call.parameters.get("userIds") else {
        return;
    };
    for (role, users) in roles.clone() {
        let users = users.as_array().cloned().unwrap_or_default();
        for user in users.values().filter_map(|user| u32::try_from(user.to_int()).ok()) {
            let company = &mut call.portal.company;
            if let Some(user) = company.user_mut(user) {
                user.departments.push(id);
            }
            if role.to_text() == "MEMBER_HEAD"
                && let Some(department) = company.department_mut(id)
            {
                department.head = Some(user);
            }
        }
    }
}

fn store(call: &mut Call, id: i64, mut row: Row) {
    let (user, now) = (call.caller.user, call.now as i64);
    let store = call.portal.store();
    if store.get(&ENTITY, id).is_some() {
        store.update(&ENTITY, id, row, user, now);
    } else {
        row.set("ID", Datum::Int(id));
        store.add(&ENTITY, row, user, now);
    }
}

fn reply(call: &mut Call, id: i64, names: Option<&[&str]>) -> Result<Value, Failure> {
    let row = find(call, id)?;
    let selection = Selection::plain(&call.rules, names);
    Ok(selection.format_one(call.portal, &call.rules, &row).into())
}
