//! What the caller may do with a task: `tasks.task.access.get`, and the member `rights` of a task.

use crate::php::{Array, Value};
use crate::portal::Portal;
use crate::store::Row;

/// The status of a completed task.
const COMPLETED: i64 = 5;

/// All rights.
pub(super) const RIGHTS: [&str; 45] = [
    "read",
    "watch",
    "mute",
    "createSubtask",
    "createResult",
    "edit",
    "remove",
    "complete",
    "approve",
    "disapprove",
    "start",
    "take",
    "delegate",
    "defer",
    "renew",
    "deadline",
    "datePlan",
    "changeDirector",
    "changeResponsible",
    "changeAccomplices",
    "pause",
    "timeTracking",
    "mark",
    "changeStatus",
    "reminder",
    "addAuditors",
    "elapsedTime",
    "favorite",
    "checklistAdd",
    "checklistEdit",
    "checklistSave",
    "checklistToggle",
    "automate",
    "resultEdit",
    "completeResult",
    "removeResult",
    "resultRead",
    "admin",
    "copy",
    "saveAsTemplate",
    "attachFile",
    "detachFile",
    "detachParent",
    "createGanttDependence",
    "sort",
];

/// Returns the rights on a task, by name.
pub(super) fn rights(_: &Portal, task: &Row) -> Value {
    let is_done = task.get("STATUS").int() == COMPLETED;
    let allowed = |name: &str| match name {
        "complete" | "start" | "defer" | "pause" => !is_done,
        "renew" => is_done,
        "approve" | "disapprove" | "take" | "automate" | "detachParent" => false,
        _ => true,
    };
    RIGHTS.iter().map(|name| (*name, allowed(name))).collect::<Array>().into()
}
