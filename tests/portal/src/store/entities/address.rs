//! The addresses of requisites: `crm.address.*`.

use super::requisite::REQUISITE;
use super::requisite_preset::REQUISITES;
use crate::methods::{Call, method};
use crate::rest::{Error, Reply};
use crate::store::actions::CRM;
use crate::store::actions::classic::{self, core, fields_of};
use crate::store::actions::keyed::{self, Key};
use crate::store::entity::{Context, Entity};
use crate::store::field::Initial::{Int, Text};
use crate::store::field::{Field, Kind};
use crate::store::row::Row;
use crate::store::seed::Seeder;

pub(in crate::store) static ADDRESS: Entity = Entity {
    name: "address",
    fields: &[
        Field::new("TYPE_ID", Kind::Integer).immutable().required(),
        Field::new("ENTITY_TYPE_ID", Kind::Integer).immutable().required(),
        Field::new("ENTITY_ID", Kind::Integer).immutable().required(),
        text("ADDRESS_1"),
        text("ADDRESS_2"),
        text("CITY"),
        text("POSTAL_CODE"),
        text("REGION"),
        text("PROVINCE"),
        text("COUNTRY"),
        Field::text("COUNTRY_CODE"),
        Field::new("LOC_ADDR_ID", Kind::Integer).initially(Int(0)),
        Field::new("ANCHOR_TYPE_ID", Kind::Integer).read_only(),
        Field::new("ANCHOR_ID", Kind::Integer).read_only(),
    ],
    methods: &[
        method("crm.address.add", CRM, add),
        method("crm.address.delete", CRM, delete),
        method("crm.address.fields", CRM, |_| classic::fields(&ADDRESS)),
        method("crm.address.list", CRM, |call| classic::list(call, &ADDRESS)),
        method("crm.address.update", CRM, update),
    ],
    complete,
    seed,
    ..Entity::PLAIN
};

const fn text(name: &'static str) -> Field {
    Field::text(name).initially(Text(""))
}

/// The actual, the legal and the other addresses have a `TYPE_ID` each.
const KEY: Key = &["TYPE_ID", "ENTITY_TYPE_ID", "ENTITY_ID"];

/// Sets the company or the contact that the requisites of the address belong to.
fn complete(row: &mut Row, context: &Context) {
    let (type_id, id) = (row.get("ENTITY_TYPE_ID").clone(), row.get("ENTITY_ID").clone());
    let requisite = context.store.get(&REQUISITE, id.int()).filter(|_| type_id.int() == REQUISITES);
    let (anchor_type, anchor) = match requisite {
        Some(owner) => (owner.get("ENTITY_TYPE_ID").clone(), owner.get("ENTITY_ID").clone()),
        None => (type_id, id),
    };
    row.set("ANCHOR_TYPE_ID", anchor_type);
    row.set("ANCHOR_ID", anchor);
}

/// Handles `crm.address.add`: sets an address of requisites and returns true.
fn add(call: &mut Call) -> Result<Reply, Error> {
    let row = keyed::read(&ADDRESS, KEY, &fields_of(call)?)?;
    if row.get("ENTITY_TYPE_ID").int() == REQUISITES {
        let requisite = call.portal.store().get(&REQUISITE, row.get("ENTITY_ID").int());
        requisite.ok_or_else(|| core("Requisite is not found."))?;
    }
    keyed::put(call, &ADDRESS, KEY, row);
    Ok(Reply::new(true))
}

/// Handles `crm.address.update`: changes an address and returns true.
fn update(call: &mut Call) -> Result<Reply, Error> {
    let (row, _) = existing(call)?;
    keyed::put(call, &ADDRESS, KEY, row);
    Ok(Reply::new(true))
}

/// Handles `crm.address.delete`: removes an address and returns true.
fn delete(call: &mut Call) -> Result<Reply, Error> {
    let (_, id) = existing(call)?;
    call.portal.store().remove(&ADDRESS, id);
    Ok(Reply::new(true))
}

/// Returns the fields that the caller sent, and the number of the address that they identify.
fn existing(call: &mut Call) -> Result<(Row, i64), Error> {
    let row = keyed::read(&ADDRESS, KEY, &fields_of(call)?)?;
    let id = keyed::find(call.portal.store(), &ADDRESS, KEY, &row);
    id.map(|id| (row, id)).ok_or_else(|| core("Address is not found."))
}

/// All requisites have an actual address.
fn seed(seeder: &mut Seeder) {
    let requisites: Vec<i64> = seeder.store.ids(&REQUISITE).collect();
    for requisite in requisites {
        let street = seeder.text(&["Garden Street", "Harbour Road", "Market Square"]);
        let row = Row::of([
            ("TYPE_ID", 1_i64.into()),
            ("ENTITY_TYPE_ID", REQUISITES.into()),
            ("ENTITY_ID", requisite.into()),
            ("ADDRESS_1", format!("{street} {}", 1 + seeder.random.below(90)).into()),
            ("CITY", seeder.text(&["Berlin", "Hamburg", "Leipzig"]).into()),
            ("POSTAL_CODE", format!("{:05}", 10_000 + seeder.random.below(20_000)).into()),
            ("COUNTRY", "Germany".into()),
        ]);
        seeder.add(&ADDRESS, row);
    }
}
