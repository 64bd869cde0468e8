//! What is sent to a task: `tasks.task.chat.message.*` and `tasks.task.file.*`.

use crate::php::Value;
use crate::store::{DISK_OBJECT, Datum, Row, TASK};
use crate::v3::changes;
use crate::v3::error::Failure;
use crate::v3::fields;
use crate::v3::kind::{Field, Kind, LIMITS, Records, Type};
use crate::v3::method::{Call, member, method, wrong_type};

/// A message to the chat of a task.
pub(super) static TASK_MESSAGE: Kind = Kind {
    name: "tasks.task.chat.message",
    records: Records::None,
    fields: &[
        Field::new("taskId", Type::Int).required(),
        Field::new("text", Type::Text).required(),
    ],
    methods: &[
        method("tasks.task.chat.message.field.get", fields::get),
        method("tasks.task.chat.message.field.list", fields::list),
        method("tasks.task.chat.message.send", send),
    ],
    listed: None,
    required_filter: None,
    limits: LIMITS,
};

/// The files of a task.
pub(super) static TASK_FILE: Kind = Kind {
    name: "tasks.task.file",
    records: Records::None,
    fields: &[
        Field::new("taskId", Type::Int).required(),
        Field::new("fileIds", Type::Ints).required(),
    ],
    methods: &[
        method("tasks.task.file.attach", attach),
        method("tasks.task.file.field.get", fields::get),
        method("tasks.task.file.field.list", fields::list),
    ],
    listed: None,
    required_filter: None,
    limits: LIMITS,
};

/// The column with the number of comments.
const COMMENTS: &str = "COMMENTS_COUNT";

/// The column with the attached files.
const FILES: &str = "UF_TASK_WEBDAV_FILES";

/// Handles `tasks.task.chat.message.send`: counts a comment of the task `fields.taskId`.
fn send(call: &mut Call) -> Result<Value, Failure> {
    let message = changes::new_record(&call.rules, &call.array("fields")?)?;
    let id = message.get("taskId").int();
    let comments = task(call, id)?.get(COMMENTS).int() + 1;
    change(call, id, Row::of([(COMMENTS, comments.into())]))
}

/// Handles `tasks.task.file.attach`: adds the files `fileIds` of the disk to the task `taskId`.
fn attach(call: &mut Call) -> Result<Value, Failure> {
    let id = call.id("taskId")?;
    let files: Option<Vec<i64>> = call.array("fileIds")?.values().map(integer).collect();
    let files = files.ok_or_else(|| wrong_type("fileIds", "array"))?;
    let mut attached = match task(call, id)?.get(FILES) {
        Datum::List(attached) => attached.clone(),
        _ => Vec::new(),
    };
    for file in files {
        let is_file = |row: &Row| row.get("TYPE").text() == "file";
        if !call.portal.store().get(&DISK_OBJECT, file).is_some_and(is_file) {
            return Err(Failure::not_found(file));
        }
        attached.push(file.into());
    }
    change(call, id, Row::of([(FILES, Datum::List(attached))]))
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Int(number) => Some(*number),
        _ => None,
    }
}

fn task(call: &mut Call, id: i64) -> Result<Row, Failure> {
    call.portal.store().get(&TASK, id).cloned().ok_or_else(|| Failure::not_found(id))
}

fn change(call: &mut Call, id: i64, changes: Row) -> Result<Value, Failure> {
    let (user, now) = (call.caller.user, call.now as i64);
    call.portal.store().update(&TASK, id, changes, user, now);
    Ok(member("result", true))
}
