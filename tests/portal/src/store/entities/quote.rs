//! Quotes: `crm.quote.*` and the number 7 in `crm.item.*`.

use super::company::COMPANY;
use super::deal::DEAL;
use super::product_lines::Lines;
use super::stage::{Stage, complete_activity, complete_contact_ids};
use crate::store::actions::classic::classic_methods;
use crate::store::datum::Datum;
use crate::store::entity::{Context, Entity};
use crate::store::field::Initial::{Caller, Double, Int};
use crate::store::field::{Field, Kind};
use crate::store::row::Row;
use crate::store::seed::{DAY, Seeder};

pub(in crate::store) static QUOTE: Entity = Entity {
    name: "quote",
    type_id: Some(7),
    custom_fields: Some("CRM_QUOTE"),
    fields: &[
        Field::id(),
        Field::text("TITLE").required(),
        Field::new("STATUS_ID", Kind::Status("QUOTE_STATUS")).camel("stageId"),
        Field::currency(),
        Field::new("OPPORTUNITY", Kind::Money).initially(Double(0.0)),
        Field::flag("IS_MANUAL_OPPORTUNITY", false).only_camel(),
        Field::new("TAX_VALUE", Kind::Money).initially(Double(0.0)),
        Field::reference("COMPANY_ID", "crm_company"),
        Field::reference("CONTACT_ID", "crm_contact"),
        Field::reference("MYCOMPANY_ID", "crm_company"),
        Field::new("BEGINDATE", Kind::Date),
        Field::new("CLOSEDATE", Kind::Date),
        Field::new("ACTUAL_DATE", Kind::Date),
        Field::reference("ASSIGNED_BY_ID", "user").initially(Caller),
        Field::author("CREATED_BY_ID", false).camel("createdBy"),
        Field::author("MODIFY_BY_ID", true).camel("updatedBy"),
        Field::stamp("DATE_CREATE", false).camel("createdTime"),
        Field::stamp("DATE_MODIFY", true).camel("updatedTime"),
        Field::flag("OPENED", true),
        Field::flag("CLOSED", false).read_only(),
        Field::text("COMMENTS"),
        Field::reference("LEAD_ID", "crm_lead"),
        Field::reference("DEAL_ID", "crm_deal"),
        Field::text("QUOTE_NUMBER"),
        Field::text("CONTENT"),
        Field::text("TERMS"),
        Field::new("PERSON_TYPE_ID", Kind::Integer).initially(Int(1)),
        Field::reference("LOCATION_ID", "location"),
        Field::text("CLIENT_TITLE"),
        Field::text("CLIENT_ADDR"),
        Field::text("CLIENT_CONTACT"),
        Field::text("CLIENT_EMAIL"),
        Field::text("CLIENT_PHONE"),
        Field::text("CLIENT_TP_ID"),
        Field::text("CLIENT_TPA_ID"),
        Field::text("UTM_SOURCE"),
        Field::text("UTM_MEDIUM"),
        Field::text("UTM_CAMPAIGN"),
        Field::text("UTM_CONTENT"),
        Field::text("UTM_TERM"),
        Field::reference("LAST_ACTIVITY_BY", "user").read_only(),
        Field::new("LAST_ACTIVITY_TIME", Kind::DateTime).read_only(),
        Field::new("CONTACT_IDS", Kind::References("crm_contact")).only_camel(),
        Field::entity_type(7),
        Field::new("UF_CRM_WARRANTY_MONTHS", Kind::Integer),
    ],
    methods: classic_methods!(QUOTE, "crm.quote"),
    complete,
    seed,
    ..Entity::PLAIN
};

fn complete(row: &mut Row, context: &Context) {
    let stage = Stage { field: "STATUS_ID", semantics: None };
    let meaning = stage.complete(row, context, "QUOTE_STATUS");
    row.set("CLOSED", meaning != "P");
    if row.get("QUOTE_NUMBER").is_empty() {
        row.set("QUOTE_NUMBER", row.id().to_string());
    }
    if row.get("BEGINDATE").is_empty() {
        row.set("BEGINDATE", Datum::Moment(context.now.div_euclid(DAY) * DAY));
    }
    complete_contact_ids(row, context);
    complete_activity(row, context);
}

/// The number of quotes of a new portal.
const COUNT: u32 = 130;

fn seed(seeder: &mut Seeder) {
    for index in 0..COUNT {
        let what = seeder.text(&["Licences", "Support", "Furniture", "Delivery", "Training"]);
        let deal = seeder.one_of(&DEAL).filter(|_| index % 5 != 4);
        let deal = deal.and_then(|id| seeder.store.get(&DEAL, id)).cloned();
        // A quote of a deal is for the deal's clients.
        let client = deal
            .clone()
            .unwrap_or_else(|| Row::of([("COMPANY_ID", seeder.one_of(&COMPANY).into())]));
        let created = seeder.moment(300);
        let begin = created.div_euclid(DAY) * DAY;
        let lines = Lines::generate(seeder);
        let row = Row::of([
            ("TITLE", format!("{what}, offer {}", index + 1).into()),
            ("STATUS_ID", seeder.text(&["DRAFT", "SENT", "SENT", "APPROVED", "DECLAINED"]).into()),
            ("CURRENCY_ID", seeder.text(&["EUR", "EUR", "USD"]).into()),
            ("OPPORTUNITY", lines.sum().into()),
            ("COMPANY_ID", client.get("COMPANY_ID").clone()),
            ("CONTACT_ID", client.get("CONTACT_ID").clone()),
            ("DEAL_ID", deal.map(|deal| deal.id()).into()),
            ("BEGINDATE", Datum::Moment(begin)),
            ("CLOSEDATE", Datum::Moment(begin + 30 * DAY)),
            ("ASSIGNED_BY_ID", seeder.employee().into()),
            ("DATE_CREATE", Datum::Moment(created)),
            ("DATE_MODIFY", Datum::Moment(created)),
            ("OPENED", seeder.random.chance(80).into()),
            ("UF_CRM_WARRANTY_MONTHS", i64::from(12 * seeder.random.below(4)).into()),
        ]);
        let id = seeder.add(&QUOTE, row);
        lines.attach(seeder, "Q", id);
    }
}
