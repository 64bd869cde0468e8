//! The product rows of deals, leads, quotes and items: `crm.deal.productrows.*` and its like, and
//! `crm.item.productrow.*`.

use super::deal::DEAL;
use super::item::ITEM;
use super::lead::LEAD;
use super::product::PRODUCT;
use super::quote::QUOTE;
use crate::methods::{Call, method};
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};
use crate::store::actions::controller::{
    self, Family, Scope, find, member, no_extension, no_parameter,
};
use crate::store::actions::{CRM, changes, classic};
use crate::store::entity::{Context, Entity};
use crate::store::field::{Field, Initial, Kind};
use crate::store::row::Row;
use crate::store::style::{CLASSIC, ITEM as STYLE, Style};
use crate::store::table::Store;

pub(in crate::store) static PRODUCT_ROW: Entity = Entity {
    name: "product row",
    fields: &[
        Field::id(),
        Field::new("OWNER_ID", Kind::Integer).immutable().required(),
        Field::text("OWNER_TYPE").immutable().required(),
        Field::reference("PRODUCT_ID", "integer").initially(Initial::Int(0)),
        Field::text("PRODUCT_NAME"),
        number("PRICE", 0.0),
        number("PRICE_ACCOUNT", 0.0).read_only(),
        number("PRICE_EXCLUSIVE", 0.0).read_only(),
        number("PRICE_NETTO", 0.0).read_only(),
        number("PRICE_BRUTTO", 0.0).read_only(),
        number("QUANTITY", 1.0),
        Field::new("DISCOUNT_TYPE_ID", Kind::Integer).initially(Initial::Int(2)),
        number("DISCOUNT_RATE", 0.0),
        number("DISCOUNT_SUM", 0.0),
        Field::new("TAX_RATE", Kind::Double),
        Field::flag("TAX_INCLUDED", false),
        Field::flag("CUSTOMIZED", true).read_only(),
        Field::new("MEASURE_CODE", Kind::Integer).initially(Initial::Int(796)),
        Field::text("MEASURE_NAME").initially(Initial::Text("pcs.")),
        Field::new("SORT", Kind::Integer).initially(Initial::Int(10)),
        Field::text("XML_ID").initially(Initial::Text("")),
        Field::new("TYPE", Kind::Integer).read_only().initially(Initial::Int(1)),
        Field::new("STORE_ID", Kind::Integer),
    ],
    methods: &[
        method("crm.deal.productrows.get", CRM, |call| rows_of(call, &DEAL)),
        method("crm.deal.productrows.set", CRM, |call| set_rows_of(call, &DEAL)),
        method("crm.item.productrow.add", CRM, add),
        method("crm.item.productrow.delete", CRM, |call| {
            let owner = owner_of(call)?;
            let reply = controller::delete(call, FAMILY, ALL, Value::Null)?;
            recalculate(call, &owner);
            Ok(reply)
        }),
        method("crm.item.productrow.fields", CRM, |_| {
            Ok(Reply::new(controller::fields(FAMILY, &PRODUCT_ROW)))
        }),
        method("crm.item.productrow.get", CRM, |call| controller::get(call, FAMILY, ALL)),
        method("crm.item.productrow.list", CRM, |call| {
            call.parameters.get("filter").ok_or_else(|| no_parameter("filter"))?;
            controller::list(call, FAMILY, ALL)
        }),
        method("crm.item.productrow.set", CRM, set),
        method("crm.item.productrow.update", CRM, |call| {
            let owner = owner_of(call)?;
            let reply = controller::update(call, FAMILY, ALL)?;
            recalculate(call, &owner);
            Ok(reply)
        }),
        method("crm.lead.productrows.get", CRM, |call| rows_of(call, &LEAD)),
        method("crm.lead.productrows.set", CRM, |call| set_rows_of(call, &LEAD)),
        method("crm.quote.productrows.get", CRM, |call| rows_of(call, &QUOTE)),
        method("crm.quote.productrows.set", CRM, |call| set_rows_of(call, &QUOTE)),
    ],
    complete,
    ..Entity::PLAIN
};

const fn number(name: &'static str, initial: f64) -> Field {
    Field::new(name, Kind::Double).initially(Initial::Double(initial))
}

const ALL: Scope = Scope::all(&PRODUCT_ROW);

const FAMILY: Family = Family {
    style: STYLE,
    many: "productRows",
    one: "productRow",
    changed: "productRow",
    id: "id",
    not_found: || Error::new("NOT_FOUND", "Item not found", 400),
    lacking: |names| {
        let text = format!("Required fields: {}", names.join(", "));
        Error::new("100", text, 400)
    },
    extend: no_extension,
    detail: no_extension,
};

/// The kinds that have product rows, with their codes.
static OWNERS: [(&str, &Entity); 4] = [("L", &LEAD), ("D", &DEAL), ("Q", &QUOTE), ("T40c", &ITEM)];

/// A record with product rows.
struct Owner {
    code: &'static str,
    entity: &'static Entity,
    id: i64,
}

impl Owner {
    fn of(entity: &'static Entity, id: i64) -> Self {
        let known = OWNERS.iter().find(|(_, owner)| owner.name == entity.name);
        Self { code: known.map_or("", |(code, _)| code), entity, id }
    }

    /// Reads `ownerType` and `ownerId`.
    fn read(call: &mut Call, parameters: &Array) -> Result<Self, Error> {
        let code = parameters.get("ownerType").ok_or_else(|| no_parameter("ownerType"))?;
        let id = parameters.get("ownerId").ok_or_else(|| no_parameter("ownerId"))?.to_int();
        let (code, entity) =
            OWNERS.iter().find(|(known, _)| *known == code.to_text()).ok_or_else(|| {
                Error::new("ENTITY_TYPE_NOT_SUPPORTED", "Entity type is not supported", 400)
            })?;
        call.portal
            .store()
            .get(entity, id)
            .ok_or_else(|| Error::new("OWNER_NOT_FOUND", "Owner was not found", 400))?;
        Ok(Self { code, entity, id })
    }

    fn has(&self, row: &Row) -> bool {
        row.get("OWNER_ID").int() == self.id && row.get("OWNER_TYPE").text() == self.code
    }

    fn rows<'a>(&'a self, store: &'a Store) -> impl Iterator<Item = &'a Row> {
        store.rows(&PRODUCT_ROW).filter(|row| self.has(row))
    }
}

/// Sets the name of the product and the prices that depend on the price.
fn complete(row: &mut Row, context: &Context) {
    if row.get("PRODUCT_NAME").is_empty() {
        let product = context.store.get(&PRODUCT, row.get("PRODUCT_ID").int());
        let name = product.map_or("", |product| product.get("NAME").text()).to_owned();
        row.set("PRODUCT_NAME", name);
    }
    let rounded = |number: f64| (number * 100.0).round() / 100.0;
    let price = row.get("PRICE").double();
    let tax = 1.0 + row.get("TAX_RATE").double() / 100.0;
    let exclusive = if row.get("TAX_INCLUDED").flag() { price / tax } else { price };
    let rate = row.get("DISCOUNT_RATE").double();
    let discount = match row.get("DISCOUNT_TYPE_ID").int() {
        1 => row.get("DISCOUNT_SUM").double(),
        _ if rate < 100.0 => exclusive * rate / (100.0 - rate),
        _ => 0.0,
    };
    row.set("PRICE_ACCOUNT", rounded(price));
    row.set("PRICE_EXCLUSIVE", rounded(exclusive));
    row.set("PRICE_NETTO", rounded(exclusive + discount));
    row.set("PRICE_BRUTTO", rounded((exclusive + discount) * tax));
    row.set("DISCOUNT_SUM", rounded(discount));
}

/// Handles `crm.deal.productrows.get`: returns the rows of the record `id`. Only the identifiers and
/// the amount in the currency of reports are texts.
fn rows_of(call: &mut Call, entity: &'static Entity) -> Result<Reply, Error> {
    let owner = Owner::of(entity, classic::id(call)?);
    let style = Style { numbers: true, ..CLASSIC };
    let fields: Vec<&Field> = PRODUCT_ROW.fields.iter().collect();
    let store = call.portal.store();
    let rows = owner.rows(store).map(|row| {
        let mut reply = style.row(row, &fields);
        for name in ["ID", "OWNER_ID"] {
            reply.insert(name, row.get(name).int().to_string());
        }
        reply.insert("PRICE_ACCOUNT", row.get("PRICE_ACCOUNT").double().to_string());
        let product = store.get(&PRODUCT, row.get("PRODUCT_ID").int());
        let name = product.map_or(row.get("PRODUCT_NAME"), |product| product.get("NAME"));
        reply.insert("ORIGINAL_PRODUCT_NAME", name.text());
        for name in ["PRODUCT_DESCRIPTION", "RESERVE_ID", "DATE_RESERVE_END", "RESERVE_QUANTITY"] {
            reply.insert(name, Value::Null);
        }
        reply
    });
    Ok(Reply::new(rows.collect::<Vec<_>>()))
}

/// Handles `crm.deal.productrows.set`: replaces the rows of the record `id` and returns true.
fn set_rows_of(call: &mut Call, entity: &'static Entity) -> Result<Reply, Error> {
    let owner = Owner::of(entity, classic::id(call)?);
    call.portal.store().get(entity, owner.id).ok_or_else(classic::not_found)?;
    let parameters = call.parameters.with_upper_case_keys();
    let rows = parameters.get("ROWS").and_then(Value::as_array).cloned().unwrap_or_default();
    replace(call, &owner, CLASSIC, &rows);
    Ok(Reply::new(true))
}

/// Handles `crm.item.productrow.set`: replaces the rows of `ownerType` and `ownerId`.
fn set(call: &mut Call) -> Result<Reply, Error> {
    let owner = Owner::read(call, &call.parameters.clone())?;
    let rows = call.parameters.get("productRows").and_then(Value::as_array).cloned();
    replace(call, &owner, STYLE, &rows.ok_or_else(|| no_parameter("productRows"))?);
    let fields: Vec<&Field> = PRODUCT_ROW.fields.iter().collect();
    let store = call.portal.store();
    let rows: Vec<Array> = owner.rows(store).map(|row| STYLE.row(row, &fields)).collect();
    Ok(Reply::new(member("productRows", rows)))
}

/// Handles `crm.item.productrow.add`.
fn add(call: &mut Call) -> Result<Reply, Error> {
    let fields = call.parameters.get("fields").and_then(Value::as_array).cloned();
    let owner = Owner::read(call, &fields.ok_or_else(|| no_parameter("fields"))?)?;
    let reply = controller::add(call, FAMILY, ALL)?;
    recalculate(call, &owner);
    Ok(reply)
}

/// Returns the owner of the row `id`.
fn owner_of(call: &mut Call) -> Result<Owner, Error> {
    let id = call.parameters.get("id").ok_or_else(|| no_parameter("id"))?.to_int();
    let row = find(call, FAMILY, ALL, id)?;
    let code = row.get("OWNER_TYPE").text();
    let owner = OWNERS.iter().find(|(known, _)| *known == code);
    let (code, entity) = owner.ok_or_else(FAMILY.not_found)?;
    Ok(Owner { code, entity, id: row.get("OWNER_ID").int() })
}

fn replace(call: &mut Call, owner: &Owner, style: Style, rows: &Array) {
    let (user, now) = (call.caller.user, call.now as i64);
    let store = call.portal.store();
    let old: Vec<i64> = owner.rows(store).map(Row::id).collect();
    for id in old {
        store.remove(&PRODUCT_ROW, id);
    }
    for (sort, fields) in (1_i64..).zip(rows.values().filter_map(Value::as_array)) {
        let mut row = Row::of([("SORT", (10 * sort).into())]);
        row.merge(changes(&PRODUCT_ROW, style, fields, true));
        row.set("OWNER_ID", owner.id);
        row.set("OWNER_TYPE", owner.code);
        store.add(&PRODUCT_ROW, row, user, now);
    }
    recalculate(call, owner);
}

/// Sets the amount of the owner to the sum of its rows, unless it is entered by hand.
fn recalculate(call: &mut Call, owner: &Owner) {
    let (user, now) = (call.caller.user, call.now as i64);
    let store = call.portal.store();
    let by_hand = |row: &Row| row.get("IS_MANUAL_OPPORTUNITY").flag();
    if store.get(owner.entity, owner.id).is_some_and(by_hand) {
        return;
    }
    let sum = sum(owner.rows(store));
    store.update(owner.entity, owner.id, Row::of([("OPPORTUNITY", sum.into())]), user, now);
}

/// Returns the sum of rows.
pub(super) fn sum<'a>(rows: impl Iterator<Item = &'a Row>) -> f64 {
    let sum: f64 = rows.map(|row| row.get("PRICE").double() * row.get("QUANTITY").double()).sum();
    (sum * 100.0).round() / 100.0
}
