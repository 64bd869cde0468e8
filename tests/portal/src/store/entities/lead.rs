//! Leads: `crm.lead.*` and the number 1 in `crm.item.*`.

use super::contact::{LAST_NAMES, NAMES};
use super::stage::{Stage, complete_activity, complete_contact_ids, complete_contacts};
use super::stage_history;
use crate::store::actions::classic::classic_methods;
use crate::store::datum::Datum;
use crate::store::entity::{Context, Entity};
use crate::store::field::{Field, Initial, Kind};
use crate::store::row::Row;
use crate::store::seed::{DAY, Seeder, TODAY, entry};

pub(in crate::store) static LEAD: Entity = Entity {
    name: "lead",
    type_id: Some(1),
    custom_fields: Some("CRM_LEAD"),
    fields: &[
        Field::id(),
        Field::text("TITLE"),
        Field::new("HONORIFIC", Kind::Status("HONORIFIC")),
        Field::text("NAME"),
        Field::text("SECOND_NAME"),
        Field::text("LAST_NAME"),
        Field::text("COMPANY_TITLE"),
        Field::reference("COMPANY_ID", "crm_company"),
        Field::reference("CONTACT_ID", "crm_contact"),
        Field::flag("IS_RETURN_CUSTOMER", false).read_only(),
        Field::new("BIRTHDATE", Kind::Date),
        Field::new("SOURCE_ID", Kind::Status("SOURCE")),
        Field::text("SOURCE_DESCRIPTION"),
        Field::new("STATUS_ID", Kind::Status("STATUS")).camel("stageId"),
        Field::text("STATUS_DESCRIPTION"),
        Field::text("POST"),
        Field::text("COMMENTS"),
        Field::currency(),
        Field::new("OPPORTUNITY", Kind::Money).initially(Initial::Double(0.0)),
        Field::flag("IS_MANUAL_OPPORTUNITY", false),
        Field::flag("HAS_PHONE", false).read_only(),
        Field::flag("HAS_EMAIL", false).read_only(),
        Field::flag("HAS_IMOL", false).read_only(),
        Field::reference("ASSIGNED_BY_ID", "user").initially(Initial::Caller),
        Field::author("CREATED_BY_ID", false).camel("createdBy"),
        Field::author("MODIFY_BY_ID", true).camel("updatedBy"),
        Field::stamp("DATE_CREATE", false).camel("createdTime"),
        Field::stamp("DATE_MODIFY", true).camel("updatedTime"),
        Field::new("DATE_CLOSED", Kind::DateTime).read_only(),
        Field::text("STATUS_SEMANTIC_ID").read_only().camel("stageSemanticId"),
        Field::flag("OPENED", true),
        Field::text("ORIGINATOR_ID"),
        Field::text("ORIGIN_ID"),
        Field::reference("MOVED_BY_ID", "user").read_only().camel("movedBy"),
        Field::new("MOVED_TIME", Kind::DateTime).read_only(),
        Field::text("ADDRESS"),
        Field::text("ADDRESS_CITY"),
        Field::text("UTM_SOURCE"),
        Field::reference("LAST_ACTIVITY_BY", "user").read_only(),
        Field::new("LAST_ACTIVITY_TIME", Kind::DateTime).read_only(),
        Field::new("CONTACT_IDS", Kind::References("crm_contact")).only_camel(),
        Field::new("OBSERVERS", Kind::References("user")).only_camel(),
        Field::entity_type(1),
        Field::text("FIRST_PHONE").read_only().only_camel().camel("phone"),
        Field::text("FIRST_EMAIL").read_only().only_camel().camel("email"),
        Field::contacts("PHONE"),
        Field::contacts("EMAIL"),
        Field::contacts("WEB"),
        Field::contacts("IM"),
        Field::new("UF_CRM_BUDGET", Kind::Double),
    ],
    methods: classic_methods!(LEAD, "crm.lead"),
    complete,
    stored: stage_history::record,
    seed,
};

fn complete(row: &mut Row, context: &Context) {
    let stage = Stage { field: "STATUS_ID", semantics: Some("STATUS_SEMANTIC_ID") };
    let meaning = stage.complete(row, context, "STATUS");
    match (meaning.as_str(), row.get("DATE_CLOSED")) {
        ("P", _) => row.set("DATE_CLOSED", Datum::Null),
        (_, Datum::Null) => row.set("DATE_CLOSED", Datum::Moment(context.now)),
        _ => {}
    }
    complete_contacts(row);
    complete_contact_ids(row, context);
    complete_activity(row, context);
}

/// The number of leads of a new portal.
const COUNT: u32 = 140;

fn seed(seeder: &mut Seeder) {
    for index in 0..COUNT {
        let (name, last_name) = (seeder.text(&NAMES), seeder.text(&LAST_NAMES));
        let wish = seeder.text(&["Office chairs", "A website", "Support", "Training", "Licences"]);
        let created = seeder.moment(200);
        let moved = (created + DAY * i64::from(index % 5)).min(TODAY);
        let mut row = Row::of([
            ("TITLE", format!("{wish} for {last_name}").into()),
            ("NAME", name.into()),
            ("LAST_NAME", last_name.into()),
            ("SOURCE_ID", seeder.text(&["CALL", "EMAIL", "WEB", "TRADE_SHOW"]).into()),
            (
                "STATUS_ID",
                seeder.text(&["NEW", "IN_PROCESS", "PROCESSED", "CONVERTED", "JUNK"]).into(),
            ),
            ("OPPORTUNITY", f64::from(seeder.random.below(200) * 50).into()),
            ("CURRENCY_ID", seeder.text(&["EUR", "USD"]).into()),
            ("ASSIGNED_BY_ID", seeder.employee().into()),
            ("DATE_CREATE", Datum::Moment(created)),
            ("DATE_MODIFY", Datum::Moment(created)),
            ("MOVED_TIME", Datum::Moment(moved)),
            ("UF_CRM_BUDGET", (f64::from(seeder.random.below(40)) * 250.5).into()),
        ]);
        if index % 3 != 0 {
            row.set("PHONE", seeder.phone());
        }
        if index % 3 != 1 {
            row.set("EMAIL", entry("WORK", format!("lead{index}@example.com")));
        }
        seeder.add(&LEAD, row);
    }
}
