//! The pipelines of deals and of smart processes: `crm.category.*`, and `crm.dealcategory.*` for
//! those of deals except the default one.

use super::item;
use super::status::STATUS;
use crate::methods::{Call, method};
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};
use crate::store::actions::controller::{self, Family, Scope, no_extension};
use crate::store::actions::{CRM, Query, classic, whole_list};
use crate::store::entity::Entity;
use crate::store::field::{Field, Initial, Kind};
use crate::store::row::Row;
use crate::store::seed::Seeder;
use crate::store::style::{CLASSIC, ITEM};

pub(in crate::store) static CATEGORY: Entity = Entity {
    name: "category",
    fields: &[
        Field::id(),
        Field::text("NAME").required(),
        Field::new("SORT", Kind::Integer).initially(Initial::Int(500)),
        Field::new("ENTITY_TYPE_ID", Kind::Integer).read_only(),
        Field::flag("IS_DEFAULT", false),
        Field::text("ORIGIN_ID").initially(Initial::Text("")),
        Field::text("ORIGINATOR_ID").initially(Initial::Text("")),
    ],
    methods: &[
        method("crm.category.add", CRM, |call| controller::add(call, FAMILY, scope(call)?)),
        method("crm.category.delete", CRM, |call| {
            controller::delete(call, FAMILY, scope(call)?, Value::Null)
        }),
        method("crm.category.fields", CRM, |call| {
            scope(call)?;
            Ok(Reply::new(controller::fields(FAMILY, &CATEGORY)))
        }),
        method("crm.category.get", CRM, |call| controller::get(call, FAMILY, scope(call)?)),
        method("crm.category.list", CRM, list),
        method("crm.category.update", CRM, |call| controller::update(call, FAMILY, scope(call)?)),
        method("crm.dealcategory.get", CRM, deal_category),
        method("crm.dealcategory.list", CRM, deal_categories),
        method("crm.dealcategory.stage.list", CRM, deal_stages),
    ],
    seed,
    ..Entity::PLAIN
};

const FAMILY: Family = Family {
    style: ITEM,
    many: "categories",
    one: "category",
    changed: "category",
    id: "id",
    not_found: || Error::new("NOT_FOUND", "Element not found", 400),
    lacking: |names| {
        let text = format!("Field '{}' is required", names.join(", "));
        Error::new("BX_ERROR", text, 400)
    },
    extend: no_extension,
    detail: no_extension,
};

/// The number of deals.
const DEALS: i64 = 2;

/// Returns the categories of the parameter `entityTypeId`.
fn scope(call: &Call) -> Result<Scope, Error> {
    let type_id = item::type_id(call)?;
    match type_id {
        DEALS | item::TYPE_ID => {
            Ok(Scope { entity: &CATEGORY, within: Some(("ENTITY_TYPE_ID", type_id)) })
        }
        _ => Err(Error::new("ENTITY_TYPE_NOT_SUPPORTED", "Entity type is not supported", 400)),
    }
}

/// Handles `crm.category.list`, which has no pages, filters and orders.
fn list(call: &mut Call) -> Result<Reply, Error> {
    let within = scope(call)?.within;
    let query = Query { filter: None, order: None, select: None, within };
    let listing = whole_list(call, &CATEGORY, ITEM, &query)?;
    Ok(listing.reply(controller::member("categories", listing.format(ITEM))))
}

fn deal_categories(call: &mut Call) -> Result<Reply, Error> {
    let parameters = call.parameters.with_upper_case_keys();
    let query = Query {
        filter: parameters.get("FILTER"),
        order: parameters.get("ORDER"),
        select: None,
        within: Some(("ENTITY_TYPE_ID", DEALS)),
    };
    let mut listing = whole_list(call, &CATEGORY, CLASSIC, &query)?;
    listing.rows.retain(|row| row.id() > 0);
    Ok(Reply::new(listing.rows.iter().map(deal_category_row).collect::<Vec<_>>()))
}

fn deal_category(call: &mut Call) -> Result<Reply, Error> {
    let id = classic::id(call)?;
    let row = call.portal.store().get(&CATEGORY, id);
    let is_deal = |row: &&Row| row.get("ENTITY_TYPE_ID").int() == DEALS;
    row.filter(is_deal).map(|row| Reply::new(deal_category_row(row))).ok_or_else(classic::not_found)
}

fn deal_category_row(row: &Row) -> Array {
    [
        ("ID", row.id().to_string()),
        ("NAME", row.get("NAME").text().to_owned()),
        ("SORT", row.get("SORT").int().to_string()),
        ("IS_LOCKED", "N".to_owned()),
    ]
    .into_iter()
    .collect()
}

/// Handles `crm.dealcategory.stage.list`: returns the stages of the category `id`, by default 0.
fn deal_stages(call: &mut Call) -> Result<Reply, Error> {
    let id = call.parameters.with_upper_case_keys().get("ID").map_or(0, Value::to_int);
    let dictionary = super::deal::stages(id);
    let store = call.portal.store();
    let stages = store.rows(&STATUS).filter(|row| row.get("ENTITY_ID").text() == dictionary);
    let rows = stages.map(|row| -> Array {
        [
            ("NAME", row.get("NAME").text().to_owned()),
            ("SORT", row.get("SORT").int().to_string()),
            ("STATUS_ID", row.get("STATUS_ID").text().to_owned()),
        ]
        .into_iter()
        .collect()
    });
    Ok(Reply::new(rows.collect::<Vec<_>>()))
}

fn seed(seeder: &mut Seeder) {
    for (id, name, type_id, default) in [
        (0_i64, "General", DEALS, true),
        (1, "Renewals", DEALS, false),
        (7, "Default pipeline", item::TYPE_ID, true),
    ] {
        let row = Row::of([
            ("ID", id.into()),
            ("NAME", name.into()),
            ("SORT", (300 + 100 * id).into()),
            ("ENTITY_TYPE_ID", type_id.into()),
            ("IS_DEFAULT", default.into()),
        ]);
        seeder.add(&CATEGORY, row);
    }
}
