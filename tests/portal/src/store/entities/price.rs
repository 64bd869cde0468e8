//! The prices of products: `catalog.price.*`.

use super::price_type::{BASE, PRICE_TYPE, WHOLESALE};
use super::product::{PRODUCT, SCOPES, lacking};
use crate::methods::{Call, method};
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};
use crate::store::actions::controller::{self, Family, Scope, member, no_extension, no_parameter};
use crate::store::actions::{changes, missing};
use crate::store::entity::{Context, Entity};
use crate::store::field::{Field, Kind};
use crate::store::row::Row;
use crate::store::seed::Seeder;
use crate::store::style::CATALOG;
use crate::store::table::Store;

pub(in crate::store) static PRICE: Entity = Entity {
    name: "price",
    fields: &[
        Field::reference("CATALOG_GROUP_ID", "integer").immutable().required(),
        Field::text("CURRENCY").required(),
        Field::reference("EXTRA_ID", "integer"),
        Field::id(),
        Field::new("PRICE", Kind::Double).required(),
        Field::new("PRICE_SCALE", Kind::Double).read_only(),
        Field::reference("PRODUCT_ID", "integer").immutable().required(),
        Field::new("QUANTITY_FROM", Kind::Integer),
        Field::new("QUANTITY_TO", Kind::Integer),
        Field::stamp("TIMESTAMP_X", true),
    ],
    methods: &[
        method("catalog.price.add", SCOPES, add),
        method("catalog.price.delete", SCOPES, |call| controller::delete(call, FAMILY, ALL, true)),
        method("catalog.price.get", SCOPES, |call| controller::get(call, FAMILY, ALL)),
        method("catalog.price.getfields", SCOPES, |_| {
            Ok(Reply::new(controller::named_fields(FAMILY, &PRICE)))
        }),
        method("catalog.price.list", SCOPES, |call| controller::list(call, FAMILY, ALL)),
        method("catalog.price.modify", SCOPES, modify),
        method("catalog.price.update", SCOPES, |call| controller::update(call, FAMILY, ALL)),
    ],
    complete: |row: &mut Row, _: &Context| {
        // The price in the base currency, at a rate of 1.
        let price = row.get("PRICE").clone();
        row.set("PRICE_SCALE", price);
    },
    seed,
    ..Entity::PLAIN
};

const ALL: Scope = Scope::all(&PRICE);

const FAMILY: Family = Family {
    style: CATALOG,
    many: "prices",
    one: "price",
    changed: "price",
    id: "id",
    not_found: || Error::new("", "price does not exist.", 400),
    lacking,
    extend: no_extension,
    detail: no_extension,
};

/// Returns whether the product and the type of a price exist.
fn check(store: &Store, row: &Row) -> Result<(), Error> {
    for (name, entity) in [("PRODUCT_ID", &PRODUCT), ("CATALOG_GROUP_ID", &PRICE_TYPE)] {
        let id = row.get(name);
        if !id.is_empty() && store.get(entity, id.int()).is_none() {
            let text = format!("{} {} does not exist", entity.name, id.int());
            return Err(Error::new("0", text, 400));
        }
    }
    Ok(())
}

/// Handles `catalog.price.add`: adds a price of a product.
fn add(call: &mut Call) -> Result<Reply, Error> {
    let fields = call.parameters.get("fields").and_then(Value::as_array);
    let row = changes(&PRICE, CATALOG, fields.ok_or_else(|| no_parameter("fields"))?, true);
    check(call.portal.store(), &row)?;
    controller::add(call, FAMILY, ALL)
}

/// Handles `catalog.price.modify`: replaces the prices of a product and returns them.
fn modify(call: &mut Call) -> Result<Reply, Error> {
    let fields = call.parameters.get("fields").and_then(Value::as_array);
    let product = fields.and_then(|fields| fields.get("product")).and_then(Value::as_array);
    let product = product.cloned().ok_or_else(|| no_parameter("fields"))?;
    let id = product.get("id").map_or(0, Value::to_int);
    let prices = product.get("prices").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut rows = Vec::new();
    for fields in prices.values().filter_map(Value::as_array) {
        let mut row = changes(&PRICE, CATALOG, fields, true);
        row.set("PRODUCT_ID", id);
        check(call.portal.store(), &row)?;
        let lacked = missing(&PRICE, CATALOG, &row);
        if !lacked.is_empty() {
            return Err(lacking(&lacked));
        }
        rows.push((fields.get("id").map_or(0, Value::to_int), row));
    }
    let (user, now) = (call.caller.user, call.now as i64);
    let store = call.portal.store();
    let old: Vec<i64> = of_product(store, id).iter().map(Row::id).collect();
    for price in old.iter().filter(|old| !rows.iter().any(|(id, _)| id == *old)) {
        store.remove(&PRICE, *price);
    }
    for (price, row) in rows {
        if old.contains(&price) {
            store.update(&PRICE, price, row, user, now);
        } else {
            store.add(&PRICE, row, user, now);
        }
    }
    let fields: Vec<&Field> = PRICE.fields.iter().collect();
    let prices = of_product(store, id);
    let prices: Vec<Array> = prices.iter().map(|row| CATALOG.row(row, &fields)).collect();
    Ok(Reply::new(member("prices", prices)))
}

fn of_product(store: &Store, product: i64) -> Vec<Row> {
    let is_its = |row: &&Row| row.get("PRODUCT_ID").int() == product;
    store.rows(&PRICE).filter(is_its).cloned().collect()
}

/// All products have a base price, and every second one is cheaper for buyers of many.
fn seed(seeder: &mut Seeder) {
    let products: Vec<Row> = seeder.store.rows(&PRODUCT).cloned().collect();
    for product in products {
        let base = (product.get("PURCHASING_PRICE").double() * 150.0).round() / 100.0;
        let currency = seeder.text(&["EUR", "EUR", "USD"]);
        let mut add = |type_id: i64, price: f64, from: Option<i64>| {
            let row = Row::of([
                ("PRODUCT_ID", product.id().into()),
                ("CATALOG_GROUP_ID", type_id.into()),
                ("PRICE", price.into()),
                ("CURRENCY", currency.into()),
                ("QUANTITY_FROM", from.into()),
            ]);
            seeder.add(&PRICE, row);
        };
        add(BASE, base, None);
        if product.id() % 2 == 0 {
            add(WHOLESALE, (base * 80.0).round() / 100.0, Some(10));
        }
    }
}
