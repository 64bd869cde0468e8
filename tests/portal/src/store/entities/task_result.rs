//! The results of tasks: `tasks.task.result.list`; REST 3.0 has more methods.

use super::task::TASK;
use crate::dates::date_time;
use crate::methods::{Call, method};
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};
use crate::store::actions::controller::no_parameter;
use crate::store::datum::Datum;
use crate::store::entity::{Context, Entity};
use crate::store::field::Initial::Int;
use crate::store::field::{Field, Kind};
use crate::store::row::Row;
use crate::store::seed::Seeder;

pub(crate) static TASK_RESULT: Entity = Entity {
    name: "task result",
    fields: &[
        Field::id(),
        Field::reference("TASK_ID", "integer").required(),
        Field::reference("COMMENT_ID", "integer"),
        Field::author("CREATED_BY", false),
        Field::stamp("CREATED_AT", false),
        Field::new("UPDATED_AT", Kind::DateTime),
        Field::new("STATUS", Kind::Integer).initially(Int(0)),
        Field::text("TEXT").required(),
        Field::new("FILES", Kind::References("disk_file")),
    ],
    methods: &[method("tasks.task.result.list", &["task"], list)],
    complete,
    seed,
    ..Entity::PLAIN
};

/// Handles `tasks.task.result.list`: returns all results of the task `taskId`, the newest first.
fn list(call: &mut Call) -> Result<Reply, Error> {
    let task = call.parameters.get("taskId").ok_or_else(|| no_parameter("taskId"))?.to_int();
    let is_listed = |row: &&Row| row.get("TASK_ID").int() == task;
    let results = call.portal.store().rows(&TASK_RESULT).rev().filter(is_listed).map(describe);
    Ok(Reply::new(results.collect::<Vec<_>>()))
}

fn describe(row: &Row) -> Array {
    let moment = |field| match row.get(field) {
        Datum::Moment(moment) => date_time(*moment).into(),
        _ => Value::Null,
    };
    let mut result = Array::new();
    result.insert("id", row.id());
    result.insert("taskId", row.get("TASK_ID").int());
    result.insert("commentId", row.get("COMMENT_ID").int());
    result.insert("createdBy", row.get("CREATED_BY").int());
    result.insert("createdAt", moment("CREATED_AT"));
    result.insert("updatedAt", moment("UPDATED_AT"));
    result.insert("status", row.get("STATUS").int());
    result.insert("text", row.get("TEXT").text());
    result.insert("formattedText", row.get("TEXT").text());
    result.insert("files", Array::new());
    result
}

fn complete(row: &mut Row, context: &Context) {
    if context.before.is_some() {
        row.set("UPDATED_AT", Datum::Moment(context.now));
    }
}

/// The number of results of the first task, each by another employee if there are as many, and of
/// the other tasks together.
const COUNT: u32 = 120;
const OTHERS: u32 = 40;

fn seed(seeder: &mut Seeder) {
    let tasks = u32::try_from(seeder.store.ids(&TASK).len()).unwrap_or(u32::MAX);
    for index in 0..COUNT + OTHERS {
        let task = if index < COUNT { 1 } else { 1 + index % tasks };
        let row = Row::of([
            ("TASK_ID", task.into()),
            ("TEXT", format!("Done, part {}", index + 1).into()),
            ("CREATED_BY", seeder.employee_at(index as usize).into()),
            ("CREATED_AT", Datum::Moment(seeder.moment(60))),
            ("STATUS", i64::from(seeder.random.below(2)).into()),
            ("FILES", Datum::List(Vec::new())),
        ]);
        seeder.add(&TASK_RESULT, row);
    }
}
