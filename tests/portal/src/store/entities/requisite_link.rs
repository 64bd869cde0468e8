//! The requisites that a deal or a quote uses: `crm.requisite.link.*`.

use super::bank_detail::BANK_DETAIL;
use super::quote::QUOTE;
use super::requisite::REQUISITE;
use crate::methods::{Call, method};
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};
use crate::store::actions::CRM;
use crate::store::actions::classic::{self, core, fields_of};
use crate::store::actions::controller::no_parameter;
use crate::store::actions::keyed::{self, Key};
use crate::store::entity::Entity;
use crate::store::field::Initial::Int;
use crate::store::field::{Field, Kind};
use crate::store::row::Row;
use crate::store::seed::Seeder;
use crate::store::style::CLASSIC;

pub(in crate::store) static LINK: Entity = Entity {
    name: "requisite link",
    fields: &[
        Field::new("ENTITY_TYPE_ID", Kind::Integer).required(),
        Field::new("ENTITY_ID", Kind::Integer).required(),
        requisite("REQUISITE_ID"),
        requisite("BANK_DETAIL_ID"),
        // Those of the portal's own company.
        requisite("MC_REQUISITE_ID"),
        requisite("MC_BANK_DETAIL_ID"),
    ],
    methods: &[
        method("crm.requisite.link.fields", CRM, |_| classic::fields(&LINK)),
        method("crm.requisite.link.get", CRM, get),
        method("crm.requisite.link.list", CRM, |call| classic::list(call, &LINK)),
        method("crm.requisite.link.register", CRM, register),
        method("crm.requisite.link.unregister", CRM, unregister),
    ],
    seed,
    ..Entity::PLAIN
};

const fn requisite(name: &'static str) -> Field {
    Field::new(name, Kind::Integer).initially(Int(0))
}

const KEY: Key = &["ENTITY_TYPE_ID", "ENTITY_ID"];

/// Handles `crm.requisite.link.get`: returns the requisites of `entityTypeId` and `entityId`, which
/// alone are numbers in the reply.
fn get(call: &mut Call) -> Result<Reply, Error> {
    let id = owned(call)?;
    let row = call.portal.store().get(&LINK, id).ok_or_else(classic::not_found)?;
    let fields: Vec<&Field> = LINK.fields.iter().collect();
    let mut reply = CLASSIC.row(row, &fields);
    for name in KEY {
        reply.insert(*name, row.get(name).int());
    }
    Ok(Reply::new(reply))
}

/// Handles `crm.requisite.link.register`: sets the requisites of a record and returns true.
fn register(call: &mut Call) -> Result<Reply, Error> {
    let row = keyed::read(&LINK, KEY, &fields_of(call)?)?;
    let type_id = row.get("ENTITY_TYPE_ID").int();
    let known = super::ENTITIES.iter().find(|entity| entity.type_id == Some(type_id));
    let store = call.portal.store();
    let owner = known.and_then(|entity| store.get(entity, row.get("ENTITY_ID").int()));
    owner.ok_or_else(|| core("Entity is not found."))?;
    for (name, entity) in [
        ("REQUISITE_ID", &REQUISITE),
        ("BANK_DETAIL_ID", &BANK_DETAIL),
        ("MC_REQUISITE_ID", &REQUISITE),
        ("MC_BANK_DETAIL_ID", &BANK_DETAIL),
    ] {
        let id = row.get(name).int();
        if id != 0 && store.get(entity, id).is_none() {
            return Err(core(&format!("{name} is not found.")));
        }
    }
    keyed::put(call, &LINK, KEY, row);
    Ok(Reply::new(true))
}

/// Handles `crm.requisite.link.unregister`: removes the link of a record and returns true.
fn unregister(call: &mut Call) -> Result<Reply, Error> {
    let id = owned(call)?;
    call.portal.store().remove(&LINK, id);
    Ok(Reply::new(true))
}

/// Returns the number of the link of `entityTypeId` and `entityId`.
fn owned(call: &mut Call) -> Result<i64, Error> {
    let mut fields = Array::new();
    for (parameter, name) in ["entityTypeId", "entityId"].into_iter().zip(KEY) {
        let value = call.parameters.get(parameter).ok_or_else(|| no_parameter(parameter))?;
        fields.insert(*name, Value::clone(value));
    }
    let row = keyed::read(&LINK, KEY, &fields)?;
    keyed::find(call.portal.store(), &LINK, KEY, &row).ok_or_else(classic::not_found)
}

/// The quotes for companies use the requisites of these.
fn seed(seeder: &mut Seeder) {
    let store = &seeder.store;
    let link = |quote: &Row| {
        let requisite = store.rows(&REQUISITE).find(|row| {
            row.get("ENTITY_TYPE_ID").int() == 4 && row.get("ENTITY_ID") == quote.get("COMPANY_ID")
        })?;
        let bank = store.rows(&BANK_DETAIL).find(|row| row.get("ENTITY_ID") == requisite.get("ID"));
        Some(Row::of([
            ("ENTITY_TYPE_ID", QUOTE.type_id.into()),
            ("ENTITY_ID", quote.id().into()),
            ("REQUISITE_ID", requisite.id().into()),
            ("BANK_DETAIL_ID", bank.map(Row::id).into()),
        ]))
    };
    let links: Vec<Row> = store.rows(&QUOTE).filter_map(link).collect();
    for row in links {
        seeder.add(&LINK, row);
    }
}
