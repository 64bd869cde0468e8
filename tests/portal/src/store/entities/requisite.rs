//! The requisites of companies and contacts: `crm.requisite.*`.

use super::company::COMPANY;
use super::contact::CONTACT;
use super::requisite_preset::{ORGANIZATION, PERSON, PRESET};
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

pub(in crate::store) static REQUISITE: Entity = Entity {
    name: "requisite",
    fields: &[
        Field::id(),
        Field::new("ENTITY_TYPE_ID", Kind::Integer).immutable().required(),
        Field::new("ENTITY_ID", Kind::Integer).immutable().required(),
        Field::new("PRESET_ID", Kind::Integer).required(),
        Field::stamp("DATE_CREATE", false),
        Field::stamp("DATE_MODIFY", true),
        Field::author("CREATED_BY_ID", false),
        Field::author("MODIFY_BY_ID", true),
        Field::text("NAME").required(),
        Field::text("CODE"),
        Field::text("XML_ID"),
        Field::text("ORIGINATOR_ID"),
        Field::flag("ACTIVE", true),
        Field::flag("ADDRESS_ONLY", false),
        Field::new("SORT", Kind::Integer).initially(Int(500)),
        Field::text("RQ_NAME"),
        Field::text("RQ_FIRST_NAME"),
        Field::text("RQ_LAST_NAME"),
        Field::text("RQ_COMPANY_NAME"),
        Field::text("RQ_COMPANY_FULL_NAME"),
        Field::text("RQ_COMPANY_REG_DATE"),
        Field::text("RQ_DIRECTOR"),
        Field::text("RQ_EMAIL"),
        Field::text("RQ_PHONE"),
        Field::text("RQ_INN"),
        Field::text("RQ_KPP"),
        Field::text("RQ_OGRN"),
        Field::text("RQ_VAT_ID"),
        Field::flag("RQ_VAT_PAYER", true),
    ],
    methods: &[
        method("crm.requisite.add", CRM, add),
        method("crm.requisite.delete", CRM, |call| classic::delete(call, &REQUISITE)),
        method("crm.requisite.fields", CRM, |_| classic::fields(&REQUISITE)),
        method("crm.requisite.get", CRM, |call| classic::get(call, &REQUISITE)),
        method("crm.requisite.list", CRM, |call| classic::list(call, &REQUISITE)),
        method("crm.requisite.update", CRM, |call| classic::update(call, &REQUISITE)),
    ],
    seed,
    ..Entity::PLAIN
};

/// The kinds that have requisites, by their numbers.
static OWNERS: [(i64, &Entity); 2] = [(3, &CONTACT), (4, &COMPANY)];

/// Handles `crm.requisite.add`: adds the requisites of a company or a contact.
fn add(call: &mut Call) -> Result<Reply, Error> {
    let fields = fields_of(call)?;
    let number = |name: &str| fields.get(name).map_or(0, Value::to_int);
    let store = call.portal.store();
    let owner = OWNERS.iter().find(|(type_id, _)| *type_id == number("ENTITY_TYPE_ID"));
    let (_, entity) = owner.ok_or_else(|| core("ENTITY_TYPE_ID is not defined or invalid."))?;
    store.get(entity, number("ENTITY_ID")).ok_or_else(|| core("Parent entity is not found."))?;
    store.get(&PRESET, number("PRESET_ID")).ok_or_else(|| core("Preset is not found."))?;
    classic::add(call, &REQUISITE)
}

/// Every company has requisites, and every fourth contact.
fn seed(seeder: &mut Seeder) {
    let companies: Vec<Row> = seeder.store.rows(&COMPANY).cloned().collect();
    for company in companies {
        let name = company.get("TITLE");
        let tax_number = company.get("UF_CRM_TAX_NUMBER");
        let row = Row::of([
            ("ENTITY_TYPE_ID", 4_i64.into()),
            ("ENTITY_ID", company.id().into()),
            ("PRESET_ID", ORGANIZATION.into()),
            ("NAME", name.clone()),
            ("ACTIVE", seeder.random.chance(90).into()),
            ("RQ_COMPANY_NAME", name.clone()),
            ("RQ_COMPANY_FULL_NAME", name.clone()),
            ("RQ_VAT_ID", tax_number.clone()),
        ]);
        seeder.add(&REQUISITE, row);
    }
    let contacts: Vec<Row> = seeder.store.rows(&CONTACT).step_by(4).cloned().collect();
    for contact in contacts {
        let (first, last) = (contact.get("NAME").text(), contact.get("LAST_NAME").text());
        let row = Row::of([
            ("ENTITY_TYPE_ID", 3_i64.into()),
            ("ENTITY_ID", contact.id().into()),
            ("PRESET_ID", PERSON.into()),
            ("NAME", format!("{first} {last}").into()),
            ("SORT", 600_i64.into()),
            ("RQ_NAME", format!("{first} {last}").into()),
            ("RQ_FIRST_NAME", first.into()),
            ("RQ_LAST_NAME", last.into()),
            ("RQ_VAT_PAYER", false.into()),
        ]);
        seeder.add(&REQUISITE, row);
    }
}
