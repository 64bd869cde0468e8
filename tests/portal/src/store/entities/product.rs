//! The products of the catalog: `catalog.product.*`.

use crate::methods::{Call, method};
use crate::php::{Array, Value};
use crate::portal::Portal;
use crate::rest::{Error, Reply};
use crate::store::actions::controller::{self, Family, Scope, member, no_extension, no_parameter};
use crate::store::datum::Datum;
use crate::store::entity::Entity;
use crate::store::field::{Field, Initial, Kind};
use crate::store::row::Row;
use crate::store::seed::Seeder;
use crate::store::style::CATALOG as STYLE;

pub(in crate::store) static PRODUCT: Entity = Entity {
    name: "product",
    fields: &[
        Field::id(),
        Field::new("IBLOCK_ID", Kind::Integer).immutable().required(),
        Field::new("IBLOCK_SECTION_ID", Kind::Integer),
        Field::text("NAME").required(),
        Field::flag("ACTIVE", true),
        Field::flag("AVAILABLE", true).read_only(),
        Field::flag("BARCODE_MULTI", false),
        Field::flag("BUNDLE", false).read_only(),
        Field::flag("CAN_BUY_ZERO", true),
        Field::text("CODE"),
        Field::reference("CREATED_BY", "integer").initially(Initial::Caller),
        Field::author("MODIFIED_BY", true),
        Field::new("DATE_ACTIVE_FROM", Kind::DateTime),
        Field::new("DATE_ACTIVE_TO", Kind::DateTime),
        Field::new("DATE_CREATE", Kind::DateTime).initially(Initial::Now),
        Field::stamp("TIMESTAMP_X", true),
        Field::reference("DETAIL_PICTURE", "file").read_only(),
        Field::text("DETAIL_TEXT"),
        Field::text("DETAIL_TEXT_TYPE").initially(Initial::Text("text")),
        Field::reference("PREVIEW_PICTURE", "file").read_only(),
        Field::text("PREVIEW_TEXT"),
        Field::text("PREVIEW_TEXT_TYPE").initially(Initial::Text("text")),
        Field::new("SORT", Kind::Integer).initially(Initial::Int(500)),
        Field::new("TYPE", Kind::Integer).read_only().initially(Initial::Int(1)),
        Field::new("VAT_ID", Kind::Integer),
        Field::flag("VAT_INCLUDED", false),
        Field::new("WEIGHT", Kind::Double).initially(Initial::Double(0.0)),
        Field::new("WIDTH", Kind::Double),
        Field::new("HEIGHT", Kind::Double),
        Field::new("LENGTH", Kind::Double),
        Field::new("MEASURE", Kind::Integer).initially(Initial::Int(5)),
        Field::new("QUANTITY", Kind::Double).initially(Initial::Double(0.0)),
        Field::new("QUANTITY_RESERVED", Kind::Double).initially(Initial::Double(0.0)),
        Field::flag("QUANTITY_TRACE", false),
        Field::new("PURCHASING_PRICE", Kind::Double),
        Field::text("PURCHASING_CURRENCY"),
        Field::flag("SUBSCRIBE", true),
        Field::text("XML_ID"),
        Field::new("RECUR_SCHEME_LENGTH", Kind::Integer),
        Field::text("RECUR_SCHEME_TYPE"),
        Field::new("TRIAL_PRICE_ID", Kind::Integer),
        Field::text("WITHOUT_ORDER"),
    ],
    methods: &[
        method("catalog.catalog.list", SCOPES, catalogs),
        method("catalog.product.add", SCOPES, |call| {
            let fields = call.parameters.get("fields").and_then(Value::as_array);
            check_block(fields.and_then(|fields| fields.get("iblockId")))?;
            controller::add(call, FAMILY, Scope::all(&PRODUCT))
        }),
        method("catalog.product.delete", SCOPES, |call| {
            controller::delete(call, FAMILY, Scope::all(&PRODUCT), true)
        }),
        method("catalog.product.get", SCOPES, |call| {
            controller::get(call, FAMILY, Scope::all(&PRODUCT))
        }),
        method("catalog.product.getfieldsbyfilter", SCOPES, fields),
        method("catalog.product.list", SCOPES, list),
        method("catalog.product.update", SCOPES, |call| {
            controller::update(call, FAMILY, Scope::all(&PRODUCT))
        }),
    ],
    seed,
    ..Entity::PLAIN
};

pub(super) const SCOPES: &[&str] = &["catalog"];

/// The information block with the products.
const BLOCK: i64 = 23;

const FAMILY: Family = Family {
    style: STYLE,
    many: "products",
    one: "product",
    changed: "element",
    id: "id",
    not_found: || Error::new("", "product does not exist.", 400),
    lacking,
    extend: no_extension,
    detail: price_as_text,
};

/// Returns the error of a new record of the catalog without these required fields.
pub(super) fn lacking(names: &[String]) -> Error {
    Error::new("0", format!("Required fields: {}", names.join(", ")), 400)
}

/// The price is a text with six decimals, except in lists.
fn price_as_text(_: &Portal, row: &Row, _: &[&Field], reply: &mut Array) {
    if let Datum::Double(price) = row.get("PURCHASING_PRICE") {
        reply.insert("purchasingPrice", format!("{price:.6}"));
    }
}

fn check_block(id: Option<&Value>) -> Result<(), Error> {
    match id.map(Value::to_int) {
        None | Some(BLOCK) => Ok(()),
        Some(_) => Err(Error::new("200040300000", "Iblock Not Found", 400)),
    }
}

/// Handles `catalog.product.list`, whose selection and filter must name the information block.
fn list(call: &mut Call) -> Result<Reply, Error> {
    let refuse = |text: String| Err(Error::new("0", text, 400));
    let selected: Vec<String> = match call.parameters.get("select") {
        Some(Value::Array(names)) => {
            names.values().map(|name| name.to_text().into_owned()).collect()
        }
        _ => Vec::new(),
    };
    let lacks = |name: &&str| !selected.iter().any(|known| known == name || known == "*");
    let lacking: Vec<&str> = ["id", "iblockId"].into_iter().filter(lacks).collect();
    if !lacking.is_empty() {
        return refuse(format!("Required select fields: {}", lacking.join(", ")));
    }
    let Some(Value::Array(filter)) = call.parameters.get("filter") else {
        return refuse("Incorrect filter format".to_owned());
    };
    let block = filter.get("iblockId").or_else(|| filter.get("=iblockId"));
    if block.is_none() {
        return refuse("Required filter fields: iblockId".to_owned());
    }
    check_block(block)?;
    controller::list(call, FAMILY, Scope::all(&PRODUCT))
}

/// Handles `catalog.product.getFieldsByFilter`.
fn fields(call: &mut Call) -> Result<Reply, Error> {
    let filter = call.parameters.get("filter").and_then(Value::as_array);
    let filter = filter.ok_or_else(|| no_parameter("filter"))?;
    check_block(filter.get("iblockId"))?;
    Ok(Reply::new(controller::named_fields(FAMILY, &PRODUCT)))
}

/// Handles `catalog.catalog.list`: returns the only catalog.
fn catalogs(_: &mut Call) -> Result<Reply, Error> {
    let mut catalog = Array::new();
    catalog.insert("iblockId", BLOCK);
    catalog.insert("iblockTypeId", "CRM_PRODUCT_CATALOG");
    catalog.insert("id", BLOCK);
    catalog.insert("lid", "s1");
    catalog.insert("name", "CRM product catalog");
    catalog.insert("productIblockId", Value::Null);
    catalog.insert("skuPropertyId", Value::Null);
    catalog.insert("subscription", "N");
    catalog.insert("vatId", 0_i64);
    let reply = Reply::new(member("catalogs", vec![catalog]));
    Ok(Reply { total: Some(1), ..reply })
}

const THINGS: [&str; 12] = [
    "Chair",
    "Desk",
    "Lamp",
    "Monitor",
    "Keyboard",
    "Cabinet",
    "Phone",
    "Headset",
    "Shelf",
    "Carpet",
    "Licence",
    "Support plan",
];
const KINDS: [&str; 6] = ["Basic", "Comfort", "Studio", "Compact", "Classic", "Premium"];

/// The number of products of a new portal.
const COUNT: u32 = 130;

fn seed(seeder: &mut Seeder) {
    for index in 0..COUNT {
        let (kind, thing) = (seeder.text(&KINDS), seeder.text(&THINGS));
        let created = seeder.moment(800);
        let row = Row::of([
            ("IBLOCK_ID", BLOCK.into()),
            ("IBLOCK_SECTION_ID", (index % 3 != 0).then(|| i64::from(1 + index % 4)).into()),
            ("NAME", format!("{kind} {thing}").into()),
            ("ACTIVE", seeder.random.chance(90).into()),
            ("CODE", format!("{}-{index}", thing.to_lowercase().replace(' ', "-")).into()),
            ("DATE_CREATE", Datum::Moment(created)),
            ("TIMESTAMP_X", Datum::Moment(created)),
            ("WEIGHT", f64::from(seeder.random.below(5000)).into()),
            ("QUANTITY", f64::from(seeder.random.below(100)).into()),
            ("PURCHASING_PRICE", (f64::from(seeder.random.below(2000)) / 4.0).into()),
            ("PURCHASING_CURRENCY", "EUR".into()),
            ("XML_ID", format!("P{:05}", index + 1).into()),
        ]);
        seeder.add(&PRODUCT, row);
    }
}
