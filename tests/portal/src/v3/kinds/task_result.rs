//! The results of tasks: `tasks.task.result.*`.

use super::user::USER;
use crate::php::{Array, Value};
use crate::portal::Portal;
use crate::store::{Context, Datum, Entity, Row, Seeder, TASK};
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
        Field::new("taskId", Type::Int).filterable().required(),
        Field::new("text", Type::Text).required().editable(),
        Field::new("authorId", Type::Int).filterable().sortable(),
        Field::related("author", &USER, "authorId"),
        Field::new("createdAt", Type::DateTime).filterable().sortable(),
        Field::new("updatedAt", Type::DateTime).filterable().sortable(),
        Field::new("status", Type::Words(&["open", "closed"])).filterable().sortable(),
        Field::new("fileIds", Type::Ints),
        Field::computed("rights", Type::Object, rights),
        Field::new("messageId", Type::Int).filterable().sortable(),
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

pub(super) static ENTITY: Entity = Entity::bare("task result", complete, seed);

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

fn complete(row: &mut Row, context: &Context) {
    if context.before.is_some() {
        row.set("updatedAt", Datum::Moment(context.now));
        return;
    }
    for (column, value) in [
        ("authorId", context.user.into()),
        ("createdAt", Datum::Moment(context.now)),
        ("status", "open".into()),
    ] {
        if *row.get(column) == Datum::Null {
            row.set(column, value);
        }
    }
}

/// The number of results of the first task, each by another employee if there are as many.
const COUNT: i64 = 120;

fn seed(seeder: &mut Seeder) {
    let tasks = seeder.store.ids(&TASK).len() as i64;
    for index in 0..COUNT + 40 {
        let task = if index < COUNT { 1 } else { 2 + index % (tasks - 1).max(1) };
        let author = seeder.employee_at(index as usize);
        let row = Row::of([
            ("taskId", task.into()),
            ("text", format!("Done, part {}", index + 1).into()),
            ("authorId", author.into()),
            ("createdAt", Datum::Moment(seeder.moment(60))),
            ("status", seeder.text(&["open", "closed"]).into()),
            ("fileIds", Datum::List(Vec::new())),
        ]);
        seeder.add(&ENTITY, row);
    }
}
