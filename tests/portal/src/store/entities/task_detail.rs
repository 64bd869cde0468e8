//! The members of a task that are no fields of its own.

use crate::php::{Array, Key, Value};
use crate::portal::Portal;
use crate::store::datum::Datum;
use crate::store::field::Field;
use crate::store::row::Row;

/// Adds the creator, the responsible person and the workgroup.
pub(super) fn people(portal: &Portal, row: &Row, fields: &[&Field], reply: &mut Array) {
    for (field, name) in [("CREATED_BY", "creator"), ("RESPONSIBLE_ID", "responsible")] {
        if fields.iter().any(|selected| selected.name == field) {
            reply.insert(name, person(portal, row.get(field).int()));
        }
    }
    if fields.iter().any(|selected| selected.name == "GROUP_ID") {
        reply.insert("group", Array::new());
    }
}

/// What the caller may do with a task.
const ACTIONS: [&str; 27] = [
    "accept",
    "decline",
    "complete",
    "approve",
    "disapprove",
    "start",
    "pause",
    "delegate",
    "remove",
    "edit",
    "defer",
    "renew",
    "create",
    "changeDeadline",
    "checklistAddItems",
    "addFavorite",
    "deleteFavorite",
    "rate",
    "take",
    "edit.originator",
    "checklist.reorder",
    "elapsedtime.add",
    "dayplan.timer.toggle",
    "edit.plan",
    "checklist.add",
    "favorite.add",
    "favorite.delete",
];

/// Adds what the caller may do, and the lists that are empty.
pub(super) fn detail(portal: &Portal, row: &Row, _: &[&Field], reply: &mut Array) {
    let done = row.get("STATUS").int() == super::task::COMPLETED;
    let allowed = |action: &str| match action {
        "complete" | "start" | "defer" => !done,
        "renew" => done,
        "edit" | "remove" | "create" | "delegate" | "changeDeadline" | "addFavorite" => true,
        _ => false,
    };
    let actions: Array = ACTIONS.iter().map(|action| (*action, allowed(action))).collect();
    reply.insert("action", actions);
    for (field, name) in [("ACCOMPLICES", "accomplicesData"), ("AUDITORS", "auditorsData")] {
        let ids = match row.get(field) {
            Datum::List(ids) => ids.iter().map(Datum::int).collect(),
            _ => Vec::new(),
        };
        let people = ids.into_iter().map(|id| (Key::Int(id), person(portal, id)));
        reply.insert(name, people.collect::<Array>());
    }
    reply.insert("newCommentsCount", 0_i64);
    reply.insert("checklist", Array::new());
    reply.insert("checkListTree", tree());
    reply.insert("checkListCanAdd", true);
}

/// Returns a checklist without entries.
fn tree() -> Array {
    let mut fields = Array::new();
    for name in ["id", "copiedId", "entityId", "userId", "createdBy", "parentId", "title"] {
        fields.insert(name, Value::Null);
    }
    fields.insert("sortIndex", Value::Null);
    fields.insert("displaySortIndex", "");
    fields.insert("isComplete", false);
    fields.insert("isImportant", false);
    fields.insert("completedCount", 0_i64);
    fields.insert("members", Array::new());
    fields.insert("attachments", Array::new());
    fields.insert("nodeId", Value::Null);
    let mut tree = Array::new();
    tree.insert("nodeId", 0_i64);
    tree.insert("fields", fields);
    tree.insert("action", Array::new());
    tree.insert("descendants", Array::new());
    tree
}

fn person(portal: &Portal, id: i64) -> Array {
    let user = u32::try_from(id).ok().and_then(|id| portal.company.user(id));
    let Some(user) = user else {
        return Array::new();
    };
    let icon = match user.photo {
        true => format!("{}/upload/avatar/{id}.svg", portal.options.origin),
        false => "/bitrix/images/tasks/default_avatar.png".to_owned(),
    };
    [
        ("id", id.to_string()),
        ("name", user.full_name()),
        ("link", format!("/company/personal/user/{id}/")),
        ("icon", icon),
        ("workPosition", user.position.to_owned()),
    ]
    .into_iter()
    .collect()
}
