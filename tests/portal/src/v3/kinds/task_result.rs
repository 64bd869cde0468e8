//! The results of tasks: `tasks.task.result.*`.

use super::user::USER;
use crate::php::{Array, Value};
use crate::portal::Portal;
use crate::store::{Row, TASK, TASK_RESULT as ENTITY};
use crate::v3::actions::{self, delete, list, update_and_get};
use crate::v3::error::Failure;
use crate::v3::fields;
use crate::v3::kind::{Field, Kind, LIMITS, Records, Type};
use crate::v3::method::{Call, method};

pub(super) static TASK_RESULT: Kind = Kind {
    name: "tasks.task.result",
    records: Records::Stored(&ENTITY),
    fields: &[
        Field::id(),
        Field::new("taskId", Type::Int).from("TASK_ID").filterable().required(),
        Field::new("text", Type::Text).from("TEXT").required().editable(),
        Field::new("authorId", Type::Int).from("CREATED_BY").filterable().sortable(),
        Field::related("author", &USER, "CREATED_BY"),
        Field::new("createdAt", Type::DateTime).from("CREATED_AT").filterable().sortable(),
        Field::new("updatedAt", Type::DateTime).from("UPDATED_AT").filterable().sortable(),
        Field::new("status", Type::Codes(&[(0, "open"), (1, "closed")]))
            .from("STATUS")
            .filterable()
            .sortable(),
        Field::new("fileIds", Type::Ints).from("FILES"),
        Field::computed("rights", Type::Object, rights),
        Field::new("messageId", Type::Int).from("COMMENT_ID").filterable().sortable(),
    ],
    methods: &[
        method("tasks.task.result.add", add).keyed(),
        method("tasks.task.result.delete", delete).keyed(),
        method("tasks.task.result.field.get", fields::get),
        method("tasks.task.result.field.list", fields::list),
        method("tasks.task.result.list", list),
        method("tasks.task.result.update", update_and_get).keyed(),
    ],
    listed: None,
    required_filter: Some("taskId"),
    limits: LIMITS,
};

/// Handles `tasks.task.result.add`: adds a result to a task that exists.
fn add(call: &mut Call) -> Result<Value, Failure> {
    let task = call.array("fields")?.get("taskId").map(Value::to_int).unwrap_or_default();
    if task != 0 && call.portal.store().get(&TASK, task).is_none() {
        return Err(Failure::not_found(task));
    }
    actions::add(call)
}

fn rights(_: &Portal, _: &Row) -> Value {
    [("edit", true), ("remove", true)].into_iter().collect::<Array>().into()
}
