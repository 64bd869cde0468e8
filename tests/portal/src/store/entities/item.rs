//! The items of a smart process, `Equipment`, and `crm.item.*`, whose methods also work with leads,
//! deals, contacts and companies.

use super::company::COMPANY;
use super::contact::CONTACT;
use super::deal::DEAL;
use super::stage::{Stage, complete_activity, complete_contact_ids};
use super::stage_history;
use crate::methods::{Call, method};
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};
use crate::store::actions::CRM;
use crate::store::actions::controller::{self, Family, Scope, no_extension, no_parameter};
use crate::store::datum::Datum;
use crate::store::entity::{Context, Entity};
use crate::store::field::{Field, Initial, Kind};
use crate::store::row::Row;
use crate::store::seed::{DAY, Seeder, TODAY};
use crate::store::style::{ITEM as STYLE, Names, Style};

/// The number of the smart process.
pub(super) const TYPE_ID: i64 = 1036;

pub(in crate::store) static ITEM: Entity = Entity {
    name: "item",
    type_id: Some(TYPE_ID),
    custom_fields: Some("CRM_5"),
    fields: &[
        Field::id(),
        Field::text("XML_ID"),
        Field::text("TITLE"),
        Field::author("CREATED_BY", false),
        Field::author("UPDATED_BY", true),
        Field::reference("MOVED_BY_ID", "user").read_only().camel("movedBy"),
        Field::stamp("CREATED_TIME", false),
        Field::stamp("UPDATED_TIME", true),
        Field::new("MOVED_TIME", Kind::DateTime).read_only(),
        Field::reference("CATEGORY_ID", "crm_category").immutable().initially(Initial::Int(7)),
        Field::flag("OPENED", true),
        Field::new("STAGE_ID", Kind::Status("DYNAMIC_1036_STAGE_7")),
        Field::text("PREVIOUS_STAGE_ID").read_only(),
        Field::new("BEGINDATE", Kind::Date),
        Field::new("CLOSEDATE", Kind::Date),
        Field::reference("COMPANY_ID", "crm_company"),
        Field::reference("CONTACT_ID", "crm_contact"),
        Field::new("CONTACT_IDS", Kind::References("crm_contact")),
        Field::new("OBSERVERS", Kind::References("user")),
        Field::new("OPPORTUNITY", Kind::Money).initially(Initial::Double(0.0)),
        Field::flag("IS_MANUAL_OPPORTUNITY", false),
        Field::new("TAX_VALUE", Kind::Money).initially(Initial::Double(0.0)),
        Field::currency(),
        Field::reference("ASSIGNED_BY_ID", "user").initially(Initial::Caller),
        Field::new("SOURCE_ID", Kind::Status("SOURCE")),
        Field::text("SOURCE_DESCRIPTION"),
        Field::reference("WEBFORM_ID", "integer").read_only(),
        Field::reference("LAST_ACTIVITY_BY", "user").read_only(),
        Field::new("LAST_ACTIVITY_TIME", Kind::DateTime).read_only(),
        Field::entity_type(TYPE_ID),
        // The deal that the equipment belongs to.
        Field::reference("PARENT_ID_2", "crm_entity"),
        Field::text("UF_CRM_5_SERIAL"),
        Field::new("UF_CRM_5_WEIGHT", Kind::Double),
        Field::new("UF_CRM_5_1721244707107", Kind::Integer),
    ],
    methods: &[
        method("crm.item.add", CRM, |call| controller::add(call, family(call), scope(call)?)),
        method("crm.item.delete", CRM, |call| {
            controller::delete(call, family(call), scope(call)?, Array::new())
        }),
        method("crm.item.fields", CRM, |call| {
            Ok(Reply::new(controller::fields(family(call), scope(call)?.entity)))
        }),
        method("crm.item.get", CRM, |call| controller::get(call, family(call), scope(call)?)),
        method("crm.item.list", CRM, |call| controller::list(call, family(call), scope(call)?)),
        method("crm.item.update", CRM, |call| controller::update(call, family(call), scope(call)?)),
    ],
    complete,
    stored: stage_history::record,
    seed,
};

/// Returns the parameter `entityTypeId`.
pub(super) fn type_id(call: &Call) -> Result<i64, Error> {
    let type_id = call.parameters.get("entityTypeId");
    type_id.map(Value::to_int).ok_or_else(|| no_parameter("entityTypeId"))
}

/// Returns the records of `entityTypeId`.
fn scope(call: &Call) -> Result<Scope, Error> {
    let type_id = type_id(call)?;
    let known = super::ENTITIES.iter().find(|entity| entity.type_id == Some(type_id));
    known
        .map(|entity| Scope::all(entity))
        .ok_or_else(|| Error::new("NOT_FOUND", "Smart process not found", 400))
}

/// Returns the family, with the original names of custom fields if the caller wants them.
fn family(call: &Call) -> Family {
    let original = call.parameters.get("useOriginalUfNames");
    let names = match original.is_some_and(|wanted| wanted.to_text() == "Y") {
        true => Names::CamelExceptCustom,
        false => Names::Camel,
    };
    Family {
        style: Style { names, ..STYLE },
        many: "items",
        one: "item",
        changed: "item",
        id: "id",
        not_found: || Error::new("NOT_FOUND", "Item not found", 400),
        lacking: |names| {
            let text = format!("Field \"{}\" is required", names.join(", "));
            Error::new("CRM_FIELD_ERROR_REQUIRED", text, 400)
        },
        extend: no_extension,
        detail: no_extension,
    }
}

/// Returns the dictionary with the stages of a category.
pub(super) fn stages(category: i64) -> String {
    format!("DYNAMIC_{TYPE_ID}_STAGE_{category}")
}

fn complete(row: &mut Row, context: &Context) {
    let stage = Stage { field: "STAGE_ID", semantics: None };
    stage.complete(row, context, &stages(row.get("CATEGORY_ID").int()));
    if let Some(before) = context.before
        && before.get("STAGE_ID") != row.get("STAGE_ID")
    {
        row.set("PREVIOUS_STAGE_ID", before.get("STAGE_ID").clone());
    }
    let today = context.now.div_euclid(DAY) * DAY;
    for (field, days) in [("BEGINDATE", 0), ("CLOSEDATE", 7)] {
        if row.get(field).is_empty() {
            row.set(field, Datum::Moment(today + DAY * days));
        }
    }
    complete_contact_ids(row, context);
    complete_activity(row, context);
}

/// The number of items of a new portal.
const COUNT: u32 = 130;

fn seed(seeder: &mut Seeder) {
    for index in 0..COUNT {
        let what = seeder.text(&["Printer", "Server", "Scanner", "Forklift", "Camera"]);
        let stage = seeder.text(&["NEW", "PREPARATION", "CLIENT", "SUCCESS", "FAIL"]);
        let created = seeder.moment(300);
        let moved = (created + DAY * i64::from(index % 7)).min(TODAY);
        let contact = seeder.one_of(&CONTACT);
        let row = Row::of([
            ("TITLE", format!("{what} {}", 100 + index).into()),
            ("STAGE_ID", format!("DT{TYPE_ID}_7:{stage}").into()),
            ("CREATED_TIME", Datum::Moment(created)),
            ("UPDATED_TIME", Datum::Moment(created)),
            ("MOVED_TIME", Datum::Moment(moved)),
            ("COMPANY_ID", seeder.one_of(&COMPANY).into()),
            ("CONTACT_ID", contact.into()),
            ("OPPORTUNITY", f64::from(seeder.random.below(5000)).into()),
            ("CURRENCY_ID", "EUR".into()),
            ("ASSIGNED_BY_ID", seeder.employee().into()),
            ("PARENT_ID_2", seeder.one_of(&DEAL).filter(|_| index % 2 == 0).into()),
            ("UF_CRM_5_SERIAL", format!("SN-{:06}", seeder.random.below(1_000_000)).into()),
            ("UF_CRM_5_WEIGHT", (f64::from(seeder.random.below(900)) / 8.0).into()),
            ("UF_CRM_5_1721244707107", i64::from(index % 7).into()),
        ]);
        seeder.add(&ITEM, row);
    }
}
