//! What became of calls: `call.followup.*`.

use crate::dates;
use crate::php::{Array, Value};
use crate::portal::Portal;
use crate::store::{Datum, Entity, Row, Seeder};
use crate::v3::actions::find;
use crate::v3::error::Failure;
use crate::v3::fields;
use crate::v3::kind::{Field, Kind, LIMITS, Records, Type};
use crate::v3::method::{Call, member, method};
use crate::v3::select::Selection;

pub(super) static FOLLOW_UP: Kind = Kind {
    name: "call.followup",
    records: Records::Stored(&ENTITY),
    fields: &[
        Field::new("callId", Type::Int).from("ID"),
        Field::new("callType", Type::Int),
        Field::new("initiatorId", Type::Int),
        Field::new("startDate", Type::DateTime),
        Field::new("endDate", Type::DateTime),
        Field::new("durationSeconds", Type::Int),
        Field::new("uuid", Type::Text),
        Field::new("language", Type::Text),
        Field::new("version", Type::Int),
        Field::computed("participants", Type::Object, participants),
        Field::new("outcomes", Type::Texts),
        Field::new("createdAt", Type::DateTime).from("endDate"),
        Field::computed("tracks", Type::Object, |_, _| Array::new().into()),
        Field::computed("transcription", Type::Object, |_, _| Value::Null),
        Field::computed("overview", Type::Object, overview),
        Field::computed("summary", Type::Object, |_, _| Value::Null),
        Field::computed("insights", Type::Object, |_, _| Value::Null),
        Field::computed("evaluation", Type::Object, |_, _| Value::Null),
    ],
    methods: &[
        method("call.followup.field.get", fields::get),
        method("call.followup.field.list", fields::list),
        method("call.followup.get", get),
        method("call.followup.list", list),
    ],
    listed: Some(&["callId", "startDate", "endDate", "durationSeconds", "participants"]),
    required_filter: None,
    limits: LIMITS,
};

pub(super) static ENTITY: Entity = Entity { name: "follow-up", seed, ..Entity::BARE };

/// The most rows of a page, and of one with a large field.
const MAX_ROWS: usize = 200;
const MAX_LARGE_ROWS: usize = 20;
const LARGE: [&str; 3] = ["transcription", "overview", "insights"];

/// Handles `call.followup.get`: returns the call `callId` with the fields of `select`.
fn get(call: &mut Call) -> Result<Value, Failure> {
    let id = call.id("callId")?;
    let selection = selection(call, None)?;
    let row = find(call, id)?;
    Ok(member("item", selection.format_one(call.portal, &call.rules, &row)))
}

/// Handles `call.followup.list`: returns the calls that began within `filter.startDate`, after
/// `pagination.afterCursor`.
fn list(call: &mut Call) -> Result<Value, Failure> {
    let filter = call.array("filter")?;
    let (from, to) = range(&filter)?;
    let participant = filter.get("participantId").map(Value::to_int);
    let descending = descending(call)?;
    let selection = selection(call, FOLLOW_UP.listed)?;
    let (limit, after) = page(call)?;
    let is_listed = |row: &&Row| {
        let start = row.get("startDate").int();
        (from..=to).contains(&start)
            && participant.is_none_or(|user| row.get("initiatorId").int() == user)
            && after.is_none_or(
                |after| if descending { place(row) < after } else { place(row) > after },
            )
    };
    let mut rows: Vec<Row> = call.portal.store().rows(&ENTITY).filter(is_listed).cloned().collect();
    rows.sort_by_key(place);
    if descending {
        rows.reverse();
    }
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let cursor = rows.last().filter(|_| has_more).map(|last| {
        let mut cursor = Array::new();
        cursor.insert("startDate", dates::date_time(last.get("startDate").int()));
        cursor.insert("id", last.id());
        cursor
    });
    let mut result = Array::new();
    result.insert("items", selection.format(call.portal, &call.rules, &rows));
    result.insert("hasMore", has_more);
    result.insert("afterCursor", cursor);
    Ok(result.into())
}

fn selection(call: &Call, default: Option<&[&str]>) -> Result<Selection, Failure> {
    let selection = Selection::read(&call.rules, call.parameters.get("select"), default);
    selection.map_err(|_| refusal("invalid_select_field", "A field of `select` is unknown"))
}

fn range(filter: &Array) -> Result<(i64, i64), Failure> {
    let problem = || refusal("invalid_date_range", "`filter.startDate` needs `from` and `to`");
    let range = filter.get("startDate").and_then(Value::as_array).ok_or_else(problem)?;
    let moment = |name: &str| {
        let text = range.get(name).map(Value::to_text).unwrap_or_default();
        dates::parse_moment(&text).ok_or_else(problem)
    };
    let (from, to) = (moment("from")?, moment("to")?);
    if from <= to { Ok((from, to)) } else { Err(problem()) }
}

fn descending(call: &Call) -> Result<bool, Failure> {
    let order = match call.parameters.get("order") {
        None | Some(Value::Null) => return Ok(true),
        Some(Value::Array(order)) if order.is_empty() => return Ok(true),
        Some(order) => order.as_array().and_then(|order| order.get("startDate")),
    };
    match order.map(|order| order.to_text().to_ascii_uppercase()).as_deref() {
        Some("ASC") => Ok(false),
        Some("DESC") => Ok(true),
        _ => Err(refusal("invalid_order", "The order must be by `startDate`")),
    }
}

/// Reads the number of rows, and the start and the identifier of the last call of the page before.
fn page(call: &Call) -> Result<(usize, Option<(i64, i64)>), Failure> {
    let problem = || refusal("invalid_pagination", "The pagination is invalid");
    let names = call.parameters.get("select").and_then(Value::as_array);
    let is_large = names
        .is_some_and(|names| names.values().any(|name| LARGE.contains(&name.to_text().as_ref())));
    let max = if is_large { MAX_LARGE_ROWS } else { MAX_ROWS };
    let pagination = match call.parameters.get("pagination") {
        None | Some(Value::Null) => return Ok((LIMITS.default.min(max), None)),
        Some(Value::Array(pagination)) => pagination,
        Some(_) => return Err(problem()),
    };
    let limit = match pagination.get("limit") {
        None => LIMITS.default,
        Some(Value::Int(limit)) if *limit > 0 => usize::try_from(*limit).unwrap_or(max),
        Some(_) => return Err(problem()),
    };
    let after = match pagination.get("afterCursor") {
        None | Some(Value::Null) => None,
        Some(Value::Array(cursor)) => {
            let text = cursor.get("startDate").map(Value::to_text).unwrap_or_default();
            let start = dates::parse_moment(&text).ok_or_else(problem)?;
            Some((start, cursor.get("id").map(Value::to_int).ok_or_else(problem)?))
        }
        Some(_) => return Err(problem()),
    };
    Ok((limit.min(max), after))
}

fn refusal(code: &str, message: &str) -> Failure {
    Failure::whole(code, message, 400)
}

fn place(row: &Row) -> (i64, i64) {
    (row.get("startDate").int(), row.id())
}

fn participants(portal: &Portal, row: &Row) -> Value {
    let id = row.get("initiatorId").int();
    let user = u32::try_from(id).ok().and_then(|id| portal.company.user(id));
    let participants = user.map(|user| {
        let mut participant = Array::new();
        participant.insert("userId", id);
        participant.insert("name", format!("{} {}", user.name, user.last_name));
        participant.insert("talkedSeconds", row.get("durationSeconds").int() / 2);
        participant
    });
    participants.into_iter().collect::<Vec<Array>>().into()
}

fn overview(_: &Portal, _: &Row) -> Value {
    let mut overview = Array::new();
    overview.insert("topic", "The offer");
    overview.insert("actionItems", Array::new());
    overview.into()
}

fn seed(seeder: &mut Seeder) {
    for index in 0_i64..90 {
        let start = seeder.moment(60);
        let seconds = i64::from(60 + seeder.random.below(3000));
        let row = Row::of([
            ("callType", (1 + index % 2).into()),
            ("initiatorId", seeder.employee().into()),
            ("startDate", Datum::Moment(start)),
            ("endDate", Datum::Moment(start + seconds)),
            ("durationSeconds", seconds.into()),
            ("uuid", seeder.random.hex(32).into()),
            ("language", "en".into()),
            ("version", 1_i64.into()),
            ("outcomes", vec!["overview"].into()),
        ]);
        seeder.add(&ENTITY, row);
    }
}
