//! The types of prices, such as the base price: `catalog.priceType.*`.

use super::product::{SCOPES, lacking};
use crate::methods::{Call, method};
use crate::php::Value;
use crate::rest::{Error, Reply};
use crate::store::actions::controller::{self, Family, Scope, no_extension, no_parameter};
use crate::store::entity::{Change, Entity};
use crate::store::field::Initial::Int;
use crate::store::field::{Field, Kind};
use crate::store::row::Row;
use crate::store::seed::Seeder;
use crate::store::style::CATALOG;
use crate::store::table::Store;

pub(in crate::store) static PRICE_TYPE: Entity = Entity {
    name: "price type",
    fields: &[
        Field::flag("BASE", false),
        Field::author("CREATED_BY", false),
        Field::stamp("DATE_CREATE", false),
        Field::id(),
        Field::author("MODIFIED_BY", true),
        Field::text("NAME").required(),
        Field::new("SORT", Kind::Integer).initially(Int(100)),
        Field::stamp("TIMESTAMP_X", true),
        Field::text("XML_ID"),
    ],
    methods: &[
        method("catalog.pricetype.add", SCOPES, |call| controller::add(call, FAMILY, ALL)),
        method("catalog.pricetype.delete", SCOPES, delete),
        method("catalog.pricetype.get", SCOPES, |call| controller::get(call, FAMILY, ALL)),
        method("catalog.pricetype.getfields", SCOPES, |_| {
            Ok(Reply::new(controller::named_fields(FAMILY, &PRICE_TYPE)))
        }),
        method("catalog.pricetype.list", SCOPES, |call| controller::list(call, FAMILY, ALL)),
        method("catalog.pricetype.update", SCOPES, |call| controller::update(call, FAMILY, ALL)),
    ],
    stored: keep_one_base,
    seed,
    ..Entity::PLAIN
};

const ALL: Scope = Scope::all(&PRICE_TYPE);

const FAMILY: Family = Family {
    style: CATALOG,
    many: "priceTypes",
    one: "priceType",
    changed: "priceType",
    id: "id",
    not_found: || Error::new("201000000000", "Price type does not exist", 400),
    lacking,
    extend: no_extension,
    detail: no_extension,
};

/// The price that every product has.
pub(super) const BASE: i64 = 1;
pub(super) const WHOLESALE: i64 = 2;

/// The type that becomes the base replaces the one before.
fn keep_one_base(store: &mut Store, change: &Change) {
    if !change.row.get("BASE").flag() {
        return;
    }
    let is_other = |row: &&Row| row.id() != change.row.id() && row.get("BASE").flag();
    let others: Vec<i64> = store.rows(&PRICE_TYPE).filter(is_other).map(Row::id).collect();
    for id in others {
        store.update(&PRICE_TYPE, id, Row::of([("BASE", false.into())]), 1, change.now);
    }
}

/// Handles `catalog.priceType.delete`. The base price stays.
fn delete(call: &mut Call) -> Result<Reply, Error> {
    let id = call.parameters.get("id").map(Value::to_int).ok_or_else(|| no_parameter("id"))?;
    if controller::find(call, FAMILY, ALL, id)?.get("BASE").flag() {
        return Err(Error::new("BASE", "The base price type cannot be deleted", 400));
    }
    controller::delete(call, FAMILY, ALL, true)
}

fn seed(seeder: &mut Seeder) {
    for (id, name) in [(BASE, "BASE"), (WHOLESALE, "WHOLESALE")] {
        let row = Row::of([
            ("ID", id.into()),
            ("NAME", name.into()),
            ("BASE", (id == BASE).into()),
            ("SORT", (100 * id).into()),
            ("XML_ID", name.into()),
        ]);
        seeder.add(&PRICE_TYPE, row);
    }
}
