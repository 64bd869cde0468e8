//! What the caller may do with a task: `tasks.task.access.*`, and the member `rights` of a task.

use super::task::TASK;
use crate::php::{Array, Value};
use crate::portal::Portal;
use crate::store::Row;
use crate::v3::error::Failure;
use crate::v3::fields;
use crate::v3::kind::{Field, Kind, LIMITS, Records, Type};
use crate::v3::method::{Call, method};

pub(super) static TASK_ACCESS: Kind = Kind {
    name: "tasks.task.access",
    records: Records::None,
    fields: &[
        right("read"),
        right("watch"),
        right("mute"),
        right("createSubtask"),
        right("createResult"),
        right("edit"),
        right("remove"),
        right("complete"),
        right("approve"),
        right("disapprove"),
        right("start"),
        right("take"),
        right("delegate"),
        right("defer"),
        right("renew"),
        right("deadline"),
        right("datePlan"),
        right("changeDirector"),
        right("changeResponsible"),
        right("changeAccomplices"),
        right("pause"),
        right("timeTracking"),
        right("mark"),
        right("changeStatus"),
        right("reminder"),
        right("addAuditors"),
        right("elapsedTime"),
        right("favorite"),
        right("checklistAdd"),
        right("checklistEdit"),
        right("checklistSave"),
        right("checklistToggle"),
        right("automate"),
        right("resultEdit"),
        right("completeResult"),
        right("removeResult"),
        right("resultRead"),
        right("admin"),
        right("copy"),
        right("saveAsTemplate"),
        right("attachFile"),
        right("detachFile"),
        right("detachParent"),
        right("createGanttDependence"),
        right("sort"),
    ],
    methods: &[
        method("tasks.task.access.field.get", fields::get),
        method("tasks.task.access.field.list", fields::list),
        method("tasks.task.access.get", get),
    ],
    listed: None,
    required_filter: None,
    limits: LIMITS,
};

/// The status of a completed task.
const COMPLETED: i64 = 5;

const fn right(name: &'static str) -> Field {
    Field::new(name, Type::Bool)
}

/// Handles `tasks.task.access.get`: returns the rights on the task `id`, without `item`.
fn get(call: &mut Call) -> Result<Value, Failure> {
    let id = call.id("id")?;
    let task = TASK.find(call.portal, id).ok_or_else(|| Failure::not_found(id))?;
    Ok(rights(call.portal, &task))
}

/// Returns the rights on a task, by name.
pub(super) fn rights(_: &Portal, task: &Row) -> Value {
    let is_done = task.get("STATUS").int() == COMPLETED;
    let allowed = |name: &str| match name {
        "complete" | "start" | "defer" | "pause" => !is_done,
        "renew" => is_done,
        "approve" | "disapprove" | "take" | "automate" | "detachParent" => false,
        _ => true,
    };
    let rights = TASK_ACCESS.fields.iter().map(|right| (right.name, allowed(right.name)));
    rights.collect::<Array>().into()
}
