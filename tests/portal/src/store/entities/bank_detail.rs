//! The bank details of requisites: `crm.requisite.bankdetail.*`.

use super::requisite::REQUISITE;
use super::requisite_preset::COUNTRY;
use crate::methods::{Call, method};
use crate::php::Value;
use crate::rest::{Error, Reply};
use crate::store::actions::CRM;
use crate::store::actions::classic::{self, core, fields_of};
use crate::store::entity::Entity;
use crate::store::field::Initial::Int;
use crate::store::field::{Field, Kind};
use crate::store::row::Row;
use crate::store::seed::Seeder;

pub(in crate::store) static BANK_DETAIL: Entity = Entity {
    name: "bank detail",
    fields: &[
        Field::id(),
        Field::new("ENTITY_ID", Kind::Integer).immutable().required(),
        Field::new("COUNTRY_ID", Kind::Integer).initially(Int(COUNTRY)),
        Field::stamp("DATE_CREATE", false),
        Field::stamp("DATE_MODIFY", true),
        Field::author("CREATED_BY_ID", false),
        Field::author("MODIFY_BY_ID", true),
        Field::text("NAME").required(),
        Field::text("CODE"),
        Field::text("XML_ID"),
        Field::text("ORIGINATOR_ID"),
        Field::flag("ACTIVE", true),
        Field::new("SORT", Kind::Integer).initially(Int(500)),
        Field::text("RQ_BANK_NAME"),
        Field::text("RQ_BANK_CODE"),
        Field::text("RQ_BANK_ADDR"),
        Field::text("RQ_BANK_ROUTE_NUM"),
        Field::text("RQ_BIK"),
        Field::text("RQ_MFO"),
        Field::text("RQ_ACC_NAME"),
        Field::text("RQ_ACC_NUM"),
        Field::text("RQ_ACC_TYPE"),
        Field::text("RQ_IIK"),
        Field::text("RQ_ACC_CURRENCY"),
        Field::text("RQ_COR_ACC_NUM"),
        Field::text("RQ_IBAN"),
        Field::text("RQ_SWIFT"),
        Field::text("RQ_BIC"),
        Field::text("RQ_CODEB"),
        Field::text("RQ_CODEG"),
        Field::text("RQ_RIB"),
        Field::text("RQ_AGENCY_NAME"),
        Field::text("COMMENTS"),
    ],
    methods: &[
        method("crm.requisite.bankdetail.add", CRM, add),
        method("crm.requisite.bankdetail.delete", CRM, |call| classic::delete(call, &BANK_DETAIL)),
        method("crm.requisite.bankdetail.fields", CRM, |_| classic::fields(&BANK_DETAIL)),
        method("crm.requisite.bankdetail.get", CRM, |call| classic::get(call, &BANK_DETAIL)),
        method("crm.requisite.bankdetail.list", CRM, |call| classic::list(call, &BANK_DETAIL)),
        method("crm.requisite.bankdetail.update", CRM, |call| classic::update(call, &BANK_DETAIL)),
    ],
    seed,
    ..Entity::PLAIN
};

/// Handles `crm.requisite.bankdetail.add`: adds the bank details of requisites.
fn add(call: &mut Call) -> Result<Reply, Error> {
    let requisite = fields_of(call)?.get("ENTITY_ID").map_or(0, Value::to_int);
    let store = call.portal.store();
    store.get(&REQUISITE, requisite).ok_or_else(|| core("Requisite is not found."))?;
    classic::add(call, &BANK_DETAIL)
}

/// All requisites have bank details.
fn seed(seeder: &mut Seeder) {
    let requisites: Vec<i64> = seeder.store.ids(&REQUISITE).collect();
    for requisite in requisites {
        let city = seeder.text(&["Berlin", "Hamburg", "Leipzig"]);
        let bank = seeder.text(&["Savings Bank", "City Bank", "Trade Bank"]);
        let account = seeder.random.below(1_000_000_000);
        let row = Row::of([
            ("ENTITY_ID", requisite.into()),
            ("NAME", format!("{bank} {city}").into()),
            ("ACTIVE", seeder.random.chance(90).into()),
            ("SORT", i64::from(100 * (1 + seeder.random.below(5))).into()),
            ("RQ_BANK_NAME", format!("{bank} {city}").into()),
            ("RQ_BANK_ADDR", city.into()),
            ("RQ_ACC_NUM", format!("{account:010}").into()),
            ("RQ_ACC_CURRENCY", "EUR".into()),
            ("RQ_IBAN", format!("DE00100500000{account:09}").into()),
        ]);
        seeder.add(&BANK_DETAIL, row);
    }
}
