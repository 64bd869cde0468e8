//! The activities of deals and leads: `crm.activity.*`.

use super::deal::DEAL;
use super::lead::LEAD;
use crate::dates::parse_moment;
use crate::methods::Call;
use crate::php::Value;
use crate::rest::{Error, Reply};
use crate::store::actions::classic::classic_methods;
use crate::store::actions::controller::{member, no_parameter};
use crate::store::datum::Datum;
use crate::store::entity::{Context, Entity};
use crate::store::field::Initial::{Caller, Int, Text};
use crate::store::field::{Field, Kind};
use crate::store::row::Row;
use crate::store::seed::{DAY, Seeder};

pub(in crate::store) static ACTIVITY: Entity = Entity {
    name: "activity",
    fields: &[
        Field::id(),
        Field::new("OWNER_ID", Kind::Integer).required(),
        Field::new("OWNER_TYPE_ID", Kind::Integer).required(),
        Field::new("TYPE_ID", Kind::Integer).initially(Int(6)),
        Field::text("PROVIDER_ID").initially(Text("CRM_TODO")),
        Field::text("PROVIDER_TYPE_ID").initially(Text("TODO")),
        Field::text("PROVIDER_GROUP_ID"),
        Field::new("ASSOCIATED_ENTITY_ID", Kind::Integer).initially(Int(0)),
        Field::text("SUBJECT").required(),
        Field::stamp("CREATED", false),
        Field::stamp("LAST_UPDATED", true),
        Field::new("START_TIME", Kind::DateTime),
        Field::new("END_TIME", Kind::DateTime),
        Field::new("DEADLINE", Kind::DateTime),
        Field::flag("COMPLETED", false),
        Field::new("STATUS", Kind::Integer).read_only(),
        Field::reference("RESPONSIBLE_ID", "user").initially(Caller),
        Field::new("PRIORITY", Kind::Integer).initially(Int(2)),
        Field::new("NOTIFY_TYPE", Kind::Integer).initially(Int(0)),
        Field::new("NOTIFY_VALUE", Kind::Integer).initially(Int(0)),
        Field::text("DESCRIPTION").initially(Text("")),
        Field::new("DESCRIPTION_TYPE", Kind::Integer).initially(Int(1)),
        Field::new("DIRECTION", Kind::Integer).initially(Int(0)),
        Field::text("LOCATION").initially(Text("")),
        Field::new("SETTINGS", Kind::Texts),
        Field::text("ORIGINATOR_ID"),
        Field::text("ORIGIN_ID"),
        Field::author("AUTHOR_ID", false),
        Field::author("EDITOR_ID", true),
        Field::new("PROVIDER_PARAMS", Kind::Texts),
        Field::text("PROVIDER_DATA"),
        Field::new("RESULT_MARK", Kind::Integer).initially(Int(0)),
        Field::text("RESULT_VALUE"),
        Field::text("RESULT_SUM"),
        Field::text("RESULT_CURRENCY_ID"),
        Field::text("RESULT_SOURCE_ID"),
        Field::new("RESULT_STATUS", Kind::Integer).initially(Int(0)),
        Field::new("RESULT_STREAM", Kind::Integer).initially(Int(0)),
        Field::new("AUTOCOMPLETE_RULE", Kind::Integer).initially(Int(0)),
    ],
    methods: classic_methods!(
        ACTIVITY,
        "crm.activity",
        method("crm.activity.todo.add", CRM, add_todo)
    ),
    complete,
    seed,
    ..Entity::PLAIN
};

fn complete(row: &mut Row, _: &Context) {
    let completed = row.get("COMPLETED").flag();
    row.set("STATUS", if completed { 2_i64 } else { 1 });
    if row.get("DEADLINE").is_empty() {
        row.set("DEADLINE", row.get("END_TIME").clone());
    }
}

/// Handles `crm.activity.todo.add`: adds a to-do of the record `ownerTypeId`, `ownerId` and returns
/// its identifier.
fn add_todo(call: &mut Call) -> Result<Reply, Error> {
    let parameters = call.parameters.clone();
    let required = |name| parameters.get(name).ok_or_else(|| no_parameter(name));
    let owner_type = required("ownerTypeId")?.to_int();
    let owner = required("ownerId")?.to_int();
    let deadline = parse_moment(&required("deadline")?.to_text())
        .ok_or_else(|| Error::new("WRONG_DATETIME_FORMAT", "Wrong datetime format", 400))?;
    let known = super::ENTITIES.iter().find(|entity| entity.type_id == Some(owner_type));
    let entity = known.ok_or_else(|| Error::new("NOT_FOUND", "Not found", 400))?;
    if call.portal.store().get(entity, owner).is_none() {
        return Err(Error::new("OWNER_NOT_FOUND", "Owner was not found", 400));
    }
    let text = |name: &str| parameters.get(name).map(Value::to_text).unwrap_or_default();
    let title = text("title");
    let mut row = Row::of([
        ("OWNER_ID", owner.into()),
        ("OWNER_TYPE_ID", owner_type.into()),
        ("SUBJECT", if title.is_empty() { "To-do" } else { &*title }.into()),
        ("DESCRIPTION", text("description").into_owned().into()),
        ("DEADLINE", Datum::Moment(deadline)),
        ("START_TIME", Datum::Moment(deadline)),
        ("END_TIME", Datum::Moment(deadline)),
    ]);
    if let Some(responsible) = parameters.get("responsibleId") {
        row.set("RESPONSIBLE_ID", responsible.to_int());
    }
    let (user, now) = (call.caller.user, call.now as i64);
    let id = call.portal.store().add(&ACTIVITY, row, user, now);
    Ok(Reply::new(member("id", id)))
}

/// The number of activities of a new portal.
const COUNT: u32 = 200;

fn seed(seeder: &mut Seeder) {
    for index in 0..COUNT {
        let (entity, type_id) = if index % 4 == 0 { (&LEAD, 1_i64) } else { (&DEAL, 2) };
        let Some(owner) = seeder.one_of(entity) else { continue };
        let subject = seeder.text(&["Call back", "Send the offer", "Meet", "Sign the contract"]);
        let start = seeder.moment(60) + 20 * DAY;
        let row = Row::of([
            ("OWNER_ID", owner.into()),
            ("OWNER_TYPE_ID", type_id.into()),
            ("SUBJECT", format!("{subject} ({index})").into()),
            ("START_TIME", Datum::Moment(start)),
            ("END_TIME", Datum::Moment(start + 3600)),
            ("CREATED", Datum::Moment(start - 3 * DAY)),
            ("LAST_UPDATED", Datum::Moment(start - 3 * DAY)),
            ("COMPLETED", seeder.random.chance(40).into()),
            ("RESPONSIBLE_ID", seeder.employee().into()),
            ("DIRECTION", i64::from(index % 3).into()),
        ]);
        seeder.add(&ACTIVITY, row);
    }
}
