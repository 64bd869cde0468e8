//! Tasks: `tasks.task.*`.

use super::deal::DEAL;
use super::task_detail::{detail, people};
use crate::methods::{Call, method};
use crate::php::{Array, Key, Value};
use crate::rest::{Error, Reply};
use crate::store::actions::controller::{self, Family, Scope, member};
use crate::store::datum::Datum;
use crate::store::entity::{Context, Entity};
use crate::store::field::Initial::{Int, Text};
use crate::store::field::{Field, Kind};
use crate::store::row::Row;
use crate::store::seed::{DAY, Seeder};
use crate::store::style::TASK as STYLE;

pub(crate) static TASK: Entity = Entity {
    name: "task",
    custom_fields: Some("TASKS_TASK"),
    fields: &[
        Field::id(),
        Field::reference("PARENT_ID", "integer"),
        Field::text("TITLE").required(),
        Field::text("DESCRIPTION").initially(Text("")),
        Field::text("MARK"),
        Field::new("PRIORITY", Kind::Integer).initially(Int(1)),
        Field::flag("MULTITASK", false),
        Field::flag("NOT_VIEWED", false).read_only(),
        Field::flag("REPLICATE", false),
        Field::new("STAGE_ID", Kind::Integer).initially(Int(0)),
        Field::author("CREATED_BY", false),
        Field::stamp("CREATED_DATE", false),
        Field::reference("RESPONSIBLE_ID", "user").required(),
        Field::new("ACCOMPLICES", Kind::References("user")),
        Field::new("AUDITORS", Kind::References("user")),
        Field::author("CHANGED_BY", true),
        Field::stamp("CHANGED_DATE", true),
        Field::reference("STATUS_CHANGED_BY", "user").read_only(),
        Field::new("STATUS_CHANGED_DATE", Kind::DateTime).read_only(),
        Field::reference("CLOSED_BY", "user").read_only(),
        Field::new("CLOSED_DATE", Kind::DateTime).read_only(),
        Field::stamp("ACTIVITY_DATE", true),
        Field::new("DATE_START", Kind::DateTime).read_only(),
        Field::new("DEADLINE", Kind::DateTime),
        Field::new("START_DATE_PLAN", Kind::DateTime),
        Field::new("END_DATE_PLAN", Kind::DateTime),
        Field::text("GUID").read_only(),
        Field::text("XML_ID"),
        Field::new("COMMENTS_COUNT", Kind::Integer).read_only(),
        Field::new("SERVICE_COMMENTS_COUNT", Kind::Integer).read_only(),
        Field::new("FORUM_ID", Kind::Integer).read_only(),
        Field::new("FORUM_TOPIC_ID", Kind::Integer).read_only(),
        Field::new("FORKED_BY_TEMPLATE_ID", Kind::Integer).read_only(),
        Field::new("FLOW_ID", Kind::Integer),
        Field::new("SPRINT_ID", Kind::Integer).read_only(),
        Field::new("BACKLOG_ID", Kind::Integer).read_only(),
        Field::flag("ALLOW_CHANGE_DEADLINE", true),
        Field::flag("ALLOW_TIME_TRACKING", false),
        Field::flag("TASK_CONTROL", false),
        Field::flag("ADD_IN_REPORT", false),
        Field::new("TIME_ESTIMATE", Kind::Integer).initially(Int(0)),
        Field::new("TIME_SPENT_IN_LOGS", Kind::Integer).read_only(),
        Field::new("DURATION_PLAN", Kind::Integer),
        Field::new("DURATION_FACT", Kind::Integer).read_only(),
        Field::text("DURATION_TYPE").initially(Text("days")),
        Field::flag("MATCH_WORK_TIME", false),
        Field::text("EXCHANGE_ID").read_only(),
        Field::new("EXCHANGE_MODIFIED", Kind::DateTime).read_only(),
        Field::new("OUTLOOK_VERSION", Kind::Integer).read_only().initially(Int(1)),
        Field::new("VIEWED_DATE", Kind::DateTime).read_only(),
        Field::new("SORTING", Kind::Double).read_only(),
        Field::flag("IS_MUTED", false).read_only(),
        Field::flag("IS_PINNED", false).read_only(),
        Field::flag("IS_PINNED_IN_GROUP", false).read_only(),
        Field::reference("GROUP_ID", "integer").initially(Int(0)),
        Field::text("SITE_ID").read_only().initially(Text("s1")),
        Field::flag("SUBORDINATE", false).read_only(),
        Field::flag("FAVORITE", false).read_only(),
        Field::new("STATUS", Kind::Integer).initially(Int(2)),
        Field::new("SUB_STATUS", Kind::Integer).read_only(),
        Field::flag("DESCRIPTION_IN_BBCODE", true).read_only(),
        Field::new("UF_CRM_TASK", Kind::Texts),
        Field::new("UF_TASK_WEBDAV_FILES", Kind::References("disk_file")),
        Field::text("UF_AUTO_271828182845").camel("ufAuto271828182845"),
    ],
    methods: &[
        method("tasks.task.add", SCOPES, |call| controller::add(call, FAMILY, ALL)),
        method("tasks.task.delete", SCOPES, |call| {
            controller::delete(call, FAMILY, ALL, member("task", true))
        }),
        method("tasks.task.get", SCOPES, |call| controller::get(call, FAMILY, ALL)),
        method("tasks.task.getfields", SCOPES, fields),
        method("tasks.task.list", SCOPES, list),
        method("tasks.task.update", SCOPES, |call| controller::update(call, FAMILY, ALL)),
    ],
    complete,
    seed,
    ..Entity::PLAIN
};

const SCOPES: &[&str] = &["task"];

const ALL: Scope = Scope::all(&TASK);

const FAMILY: Family = Family {
    style: STYLE,
    many: "tasks",
    one: "task",
    changed: "task",
    id: "taskId",
    not_found: || Error::new("1048582", "Task not found or not accessible", 400),
    lacking: |names| {
        let text = |name: &String| match name.as_str() {
            "title" => "Task title not specified<br>".to_owned(),
            "responsibleId" => "Assignee not specified<br>".to_owned(),
            name => format!("Field {name} not specified<br>"),
        };
        Error::new("ERROR_CORE", names.iter().map(text).collect::<String>(), 400)
    },
    extend: people,
    detail,
};

/// The status of a completed task.
pub(super) const COMPLETED: i64 = 5;

/// Handles `tasks.task.list`. In filters and orders, `REAL_STATUS` is the field `status`.
fn list(call: &mut Call) -> Result<Reply, Error> {
    for name in ["filter", "order"] {
        if let Some(Value::Array(keys)) = call.parameters.get(name) {
            let renamed = keys.clone().into_iter().map(|(key, value)| match key {
                Key::Text(key) => {
                    (Key::from(key.to_string().replace("REAL_STATUS", "STATUS")), value)
                }
                key @ Key::Int(_) => (key, value),
            });
            let renamed: Array = renamed.collect();
            call.parameters.insert(name, renamed);
        }
    }
    controller::list(call, FAMILY, ALL)
}

/// Handles `tasks.task.getFields`.
fn fields(_: &mut Call) -> Result<Reply, Error> {
    let fields = TASK.fields.iter().map(|field| {
        let mut description = Array::new();
        description.insert("title", field.title());
        description.insert("type", field.kind.type_name());
        if field.name == "ID" {
            description.insert("primary", true);
        }
        if field.required {
            description.insert("required", true);
        }
        (field.name, description)
    });
    Ok(Reply::new(member("fields", fields.collect::<Array>())))
}

fn complete(row: &mut Row, context: &Context) {
    let status = row.get("STATUS").int();
    row.set("SUB_STATUS", status);
    if context.before.is_some_and(|before| before.get("STATUS").int() != status) {
        row.set("STATUS_CHANGED_BY", context.user);
        row.set("STATUS_CHANGED_DATE", Datum::Moment(context.now));
    }
    match (status, row.get("CLOSED_DATE")) {
        (COMPLETED, Datum::Null) => {
            row.set("CLOSED_DATE", Datum::Moment(context.now));
            row.set("CLOSED_BY", context.user);
        }
        (COMPLETED, _) => {}
        _ => row.set("CLOSED_DATE", Datum::Null),
    }
}

fn seed(seeder: &mut Seeder) {
    for index in 0..seeder.plan.tasks {
        let what =
            seeder.text(&["Prepare the offer", "Call", "Test the release", "Order", "Visit"]);
        let created = seeder.moment(120);
        let deal = seeder.one_of(&DEAL).filter(|_| index % 3 == 0);
        let deadline = created + DAY * i64::from(seeder.random.below(40));
        let row = Row::of([
            ("TITLE", format!("{what} {}", index + 1).into()),
            ("DESCRIPTION", seeder.text(&["", "[B]Soon[/B]", "See the deal"]).into()),
            ("PRIORITY", seeder.random.pick(&[1_i64, 1, 2], 1).into()),
            ("STATUS", seeder.random.pick(&[2_i64, 2, 3, 5, 6], 2).into()),
            ("RESPONSIBLE_ID", seeder.employee().into()),
            ("CREATED_BY", seeder.employee().into()),
            ("CREATED_DATE", Datum::Moment(created)),
            ("CHANGED_DATE", Datum::Moment(created)),
            ("ACTIVITY_DATE", Datum::Moment(created)),
            ("DEADLINE", if index % 4 == 3 { Datum::Null } else { Datum::Moment(deadline) }),
            ("GUID", format!("{{{}}}", seeder.random.hex(32)).into()),
            ("UF_AUTO_271828182845", if index % 2 == 0 { "Office" } else { "" }.into()),
            ("UF_CRM_TASK", Vec::from_iter(deal.map(|id| format!("D_{id}"))).into()),
        ]);
        seeder.add(&TASK, row);
    }
}
