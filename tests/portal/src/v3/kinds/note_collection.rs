//! The collections of notes: `note.collection.*`.

use crate::php::{Array, Value};
use crate::store::{Context, Datum, Entity, Row, Seeder, TODAY};
use crate::v3::actions::{add, delete, find, update_and_get};
use crate::v3::error::Failure;
use crate::v3::fields;
use crate::v3::kind::{Field, Kind, LIMITS, Records, Type};
use crate::v3::method::{Call, member, method, wrong_type};
use crate::v3::pagination::limit;
use crate::v3::select::Selection;

pub(super) static NOTE_COLLECTION: Kind = Kind {
    name: "note.collection",
    records: Records::Stored(&ENTITY),
    fields: &[
        Field::new("id", Type::Int).from("ID"),
        Field::new("name", Type::Text).required().editable(),
        Field::new("position", Type::Int).settable(),
        Field::new("policyLevel", Type::Text),
        Field::new("createdBy", Type::Int),
        Field::new("updatedBy", Type::Int),
        Field::new("createdAt", Type::Utc),
        Field::new("updatedAt", Type::Utc),
    ],
    methods: &[
        method("note.collection.add", add).keyed(),
        method("note.collection.archive", archive).keyed(),
        method("note.collection.delete", delete).keyed(),
        method("note.collection.field.get", fields::get),
        method("note.collection.field.list", fields::list),
        method("note.collection.get", get),
        method("note.collection.list", list),
        method("note.collection.update", update_and_get).keyed(),
    ],
    listed: None,
    required_filter: None,
    limits: LIMITS,
};

pub(super) static ENTITY: Entity =
    Entity { name: "note collection", complete, seed, ..Entity::BARE };

/// The column of archived collections, which only `delete` finds.
const ARCHIVED: &str = "archived";

/// Handles `note.collection.get`.
fn get(call: &mut Call) -> Result<Value, Failure> {
    let id = call.id("id")?;
    let row = find(call, id)?;
    if row.get(ARCHIVED).flag() {
        return Err(Failure::not_found(id));
    }
    let selection = Selection::plain(&call.rules, None);
    Ok(member("item", selection.format_one(call.portal, &call.rules, &row)))
}

/// Handles `note.collection.archive`.
fn archive(call: &mut Call) -> Result<Value, Failure> {
    let id = call.id("id")?;
    let (user, now) = (call.caller.user, call.now as i64);
    let changes = Row::of([(ARCHIVED, true.into())]);
    match call.portal.store().update(&ENTITY, id, changes, user, now) {
        true => Ok(member("result", true)),
        false => Err(Failure::not_found(id)),
    }
}

/// Handles `note.collection.list`: returns the collections after `pagination.afterCursor`, by
/// position, and where the next ones begin.
fn list(call: &mut Call) -> Result<Value, Failure> {
    let pagination = match call.parameters.get("pagination") {
        None | Some(Value::Null) => Array::new(),
        Some(Value::Array(pagination)) => pagination.clone(),
        Some(_) => return Err(wrong_type("pagination", "object")),
    };
    let limit = limit(LIMITS, &pagination)?;
    let after = after(&pagination)?;
    let store = call.portal.store();
    let is_listed =
        |row: &&Row| !row.get(ARCHIVED).flag() && after.is_none_or(|at| place(row) > at);
    let mut rows: Vec<Row> = store.rows(&ENTITY).filter(is_listed).cloned().collect();
    rows.sort_by_key(place);
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| has_more).map(|last| {
        let (position, id) = place(last);
        [("position", position), ("id", id)].into_iter().collect::<Array>()
    });
    let selection = Selection::plain(&call.rules, None);
    let mut result = Array::new();
    result.insert("items", selection.format(call.portal, &call.rules, &rows));
    result.insert("nextCursor", next);
    call.portal.churn_records(&ENTITY);
    Ok(result.into())
}

/// Reads the position and the identifier of the last collection of the page before.
fn after(pagination: &Array) -> Result<Option<(i64, i64)>, Failure> {
    let number = |cursor: &Array, name: &str| match cursor.get(name) {
        Some(Value::Int(number)) => Ok(*number),
        _ => Err(wrong_type(&format!("pagination.afterCursor.{name}"), "int")),
    };
    match pagination.get("afterCursor") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Array(cursor)) => {
            Ok(Some((number(cursor, "position")?, number(cursor, "id")?)))
        }
        Some(_) => Err(wrong_type("pagination.afterCursor", "object")),
    }
}

fn place(row: &Row) -> (i64, i64) {
    (row.get("position").int(), row.id())
}

fn complete(row: &mut Row, context: &Context) {
    if context.before.is_none() {
        for (column, value) in [
            ("position", 500_i64.into()),
            ("policyLevel", "edit".into()),
            ("createdBy", context.user.into()),
            ("createdAt", Datum::Moment(context.now)),
        ] {
            if *row.get(column) == Datum::Null {
                row.set(column, value);
            }
        }
    }
    row.set("updatedBy", context.user);
    row.set("updatedAt", Datum::Moment(context.now));
}

fn seed(seeder: &mut Seeder) {
    for index in 0_i64..130 {
        let what = seeder.text(&["Plans", "Meetings", "Guides", "Ideas"]);
        let row = Row::of([
            ("name", format!("{what} {}", index + 1).into()),
            // Several have the same position.
            ("position", (100 * (1 + index / 3)).into()),
            ("createdAt", Datum::Moment(TODAY - 3600 * (200 - index))),
        ]);
        seeder.add(&ENTITY, row);
    }
}
