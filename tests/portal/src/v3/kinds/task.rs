//! Tasks: `tasks.task.*`, over the tasks of REST 2.0.

use super::task_access::rights;
use super::user::USER;
use crate::php::{Array, Value};
use crate::portal::Portal;
use crate::store::{Datum, Row, TASK as ENTITY};
use crate::v3::actions::{add, delete, get, list, update};
use crate::v3::fields;
use crate::v3::kind::{Field, Kind, Limits, Records, Type};
use crate::v3::method::method;

pub(super) static TASK: Kind = Kind {
    name: "tasks.task",
    records: Records::Stored(&ENTITY),
    fields: &[
        Field::id(),
        Field::new("title", Type::Text).from("TITLE").required().editable(),
        Field::new("description", Type::Text).from("DESCRIPTION").editable(),
        Field::new("creatorId", Type::Int).from("CREATED_BY").required().editable(),
        Field::related("creator", &USER, "CREATED_BY"),
        Field::new("created", Type::DateTime).from("CREATED_DATE"),
        Field::new("responsibleId", Type::Int).from("RESPONSIBLE_ID").required().editable(),
        Field::related("responsible", &USER, "RESPONSIBLE_ID"),
        Field::new("deadline", Type::DateTime).from("DEADLINE").editable().nullable(),
        Field::new("needsControl", Type::Bool).from("TASK_CONTROL").editable(),
        Field::new("startPlan", Type::DateTime).from("START_DATE_PLAN").editable().nullable(),
        Field::new("endPlan", Type::DateTime).from("END_DATE_PLAN").editable().nullable(),
        Field::new("fileIds", Type::Ints).from("UF_TASK_WEBDAV_FILES"),
        Field::computed("checklist", Type::Ints, empty),
        Field::new("groupId", Type::Int).from("GROUP_ID").editable(),
        Field::new("epicId", Type::Int),
        Field::new("storyPoints", Type::Int),
        Field::new("priority", Type::Codes(PRIORITIES)).from("PRIORITY").editable(),
        Field::new("status", Type::Codes(STATUSES)).from("STATUS").editable(),
        Field::new("statusChanged", Type::DateTime).from("STATUS_CHANGED_DATE"),
        Field::new("accompliceIds", Type::Ints).from("ACCOMPLICES").editable(),
        Field::new("auditorIds", Type::Ints).from("AUDITORS").editable(),
        Field::new("parentId", Type::Int).from("PARENT_ID").editable().nullable(),
        Field::computed("containsChecklist", Type::Bool, no),
        Field::computed("containsSubTasks", Type::Bool, no),
        Field::computed("containsRelatedTasks", Type::Bool, no),
        Field::computed("containsGanttLinks", Type::Bool, no),
        Field::computed("containsPlacements", Type::Bool, no),
        Field::computed("containsResults", Type::Bool, no),
        Field::computed("numberOfReminders", Type::Int, zero),
        Field::computed("chatId", Type::Int, |_, row| (row.id() + 1000).into()),
        Field::computed("plannedDuration", Type::Int, zero),
        Field::computed("actualDuration", Type::Int, zero),
        Field::new("durationType", Type::Text).from("DURATION_TYPE"),
        Field::new("started", Type::DateTime).from("DATE_START"),
        Field::new("estimatedTime", Type::Int).from("TIME_ESTIMATE").editable(),
        Field::new("replicate", Type::Bool).from("REPLICATE"),
        Field::new("changed", Type::DateTime).from("CHANGED_DATE"),
        Field::new("changedById", Type::Int).from("CHANGED_BY"),
        Field::new("closed", Type::DateTime).from("CLOSED_DATE"),
        Field::new("activity", Type::DateTime).from("ACTIVITY_DATE"),
        Field::new("guid", Type::Text).from("GUID"),
        Field::new("xmlId", Type::Text).from("XML_ID").editable().nullable(),
        Field::new("exchangeId", Type::Text).from("EXCHANGE_ID"),
        Field::new("exchangeModified", Type::DateTime).from("EXCHANGE_MODIFIED"),
        Field::new("outlookVersion", Type::Int).from("OUTLOOK_VERSION"),
        Field::computed("mark", Type::Text, mark),
        Field::new("allowsChangeDeadline", Type::Bool).from("ALLOW_CHANGE_DEADLINE").editable(),
        Field::new("allowsTimeTracking", Type::Bool).from("ALLOW_TIME_TRACKING").editable(),
        Field::new("matchesWorkTime", Type::Bool).from("MATCH_WORK_TIME").editable(),
        Field::new("addInReport", Type::Bool).from("ADD_IN_REPORT"),
        Field::new("isMultitask", Type::Bool).from("MULTITASK"),
        Field::new("siteId", Type::Text).from("SITE_ID"),
        Field::computed("forumTopicId", Type::Int, null),
        Field::computed("deadlineCount", Type::Int, null),
        Field::computed("declineReason", Type::Text, null),
        Field::computed("link", Type::Text, link),
        Field::computed("archiveLink", Type::Text, archive_link),
        Field::computed("rights", Type::Object, rights),
        Field::new("crmItemIds", Type::Texts).from("UF_CRM_TASK").editable(),
        Field::computed("requireResult", Type::Bool, no),
        Field::computed("matchesSubTasksTime", Type::Bool, no),
        Field::computed("autocompleteSubTasks", Type::Bool, no),
        Field::computed("allowsChangeDatePlan", Type::Bool, no),
        Field::computed("maxDeadlineChangeDate", Type::DateTime, null),
        Field::computed("maxDeadlineChanges", Type::Int, null),
        Field::computed("requireDeadlineChangeReason", Type::Bool, no),
        Field::computed("inFavorite", Type::Ints, empty),
        Field::computed("inPin", Type::Ints, empty),
        Field::computed("inGroupPin", Type::Ints, empty),
        Field::computed("inMute", Type::Ints, empty),
        Field::computed("dependsOn", Type::Ints, empty),
        Field::computed("scenarios", Type::Texts, |_, _| vec!["default"].into()),
    ],
    methods: &[
        method("tasks.task.add", add).keyed(),
        method("tasks.task.delete", delete).keyed(),
        method("tasks.task.field.get", fields::get),
        method("tasks.task.field.list", fields::list),
        method("tasks.task.get", get),
        method("tasks.task.list", list),
        method("tasks.task.update", update).keyed(),
    ],
    listed: Some(&["id"]),
    required_filter: None,
    // Whatever a caller wants.
    limits: Limits { default: 50, max: 50 },
};

const PRIORITIES: &[(i64, &str)] = &[(0, "low"), (1, "average"), (2, "high")];

const STATUSES: &[(i64, &str)] = &[
    (2, "pending"),
    (3, "in_progress"),
    (4, "supposedly_completed"),
    (5, "completed"),
    (6, "deferred"),
    (7, "declined"),
];

fn no(_: &Portal, _: &Row) -> Value {
    false.into()
}

fn zero(_: &Portal, _: &Row) -> Value {
    0_i64.into()
}

fn null(_: &Portal, _: &Row) -> Value {
    Value::Null
}

fn empty(_: &Portal, _: &Row) -> Value {
    Array::new().into()
}

fn mark(_: &Portal, row: &Row) -> Value {
    match row.get("MARK") {
        Datum::Text(mark) if mark == "P" => "positive",
        Datum::Text(mark) if mark == "N" => "negative",
        _ => "none",
    }
    .into()
}

fn link(portal: &Portal, row: &Row) -> Value {
    let user = row.get("RESPONSIBLE_ID").int();
    let origin = &portal.options.origin;
    format!("{origin}/company/personal/user/{user}/tasks/task/view/{}/", row.id()).into()
}

fn archive_link(portal: &Portal, row: &Row) -> Value {
    format!("{}/bitrix/services/main/ajax.php?id={}", portal.options.origin, row.id()).into()
}
