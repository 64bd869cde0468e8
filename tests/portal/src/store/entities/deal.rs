//! Deals: `crm.deal.*` and the number 2 in `crm.item.*`.

use super::company::COMPANY;
use super::contact::CONTACT;
use super::product_lines::Lines;
use super::stage::{Stage, complete_activity, complete_contact_ids};
use super::stage_history;
use crate::store::actions::classic::classic_methods;
use crate::store::datum::Datum;
use crate::store::entity::{Context, Entity};
use crate::store::field::Initial::{Caller, Double, Int, Text};
use crate::store::field::{Field, Kind};
use crate::store::row::Row;
use crate::store::seed::{DAY, Seeder, TODAY};

pub(in crate::store) static DEAL: Entity = Entity {
    name: "deal",
    type_id: Some(2),
    custom_fields: Some("CRM_DEAL"),
    fields: &[
        Field::id(),
        Field::text("TITLE"),
        Field::new("TYPE_ID", Kind::Status("DEAL_TYPE")).initially(Text("SALE")),
        Field::new("STAGE_ID", Kind::Status("DEAL_STAGE")),
        Field::new("PROBABILITY", Kind::Integer),
        Field::currency(),
        Field::new("OPPORTUNITY", Kind::Money).initially(Double(0.0)),
        Field::flag("IS_MANUAL_OPPORTUNITY", false),
        Field::new("TAX_VALUE", Kind::Money).initially(Double(0.0)),
        Field::reference("LEAD_ID", "crm_lead").read_only(),
        Field::reference("COMPANY_ID", "crm_company"),
        Field::reference("CONTACT_ID", "crm_contact"),
        Field::reference("QUOTE_ID", "crm_quote").read_only(),
        Field::new("BEGINDATE", Kind::Date),
        Field::new("CLOSEDATE", Kind::Date),
        Field::reference("ASSIGNED_BY_ID", "user").initially(Caller),
        Field::author("CREATED_BY_ID", false).camel("createdBy"),
        Field::author("MODIFY_BY_ID", true).camel("updatedBy"),
        Field::stamp("DATE_CREATE", false).camel("createdTime"),
        Field::stamp("DATE_MODIFY", true).camel("updatedTime"),
        Field::flag("OPENED", true),
        Field::flag("CLOSED", false),
        Field::text("COMMENTS"),
        Field::text("ADDITIONAL_INFO"),
        Field::reference("LOCATION_ID", "location").read_only(),
        Field::reference("CATEGORY_ID", "crm_category").immutable().initially(Int(0)),
        Field::text("STAGE_SEMANTIC_ID").read_only(),
        Field::flag("IS_NEW", true).read_only(),
        Field::flag("IS_RECURRING", false),
        Field::flag("IS_RETURN_CUSTOMER", false),
        Field::flag("IS_REPEATED_APPROACH", false),
        Field::new("SOURCE_ID", Kind::Status("SOURCE")).initially(Text("")),
        Field::text("SOURCE_DESCRIPTION"),
        Field::text("ORIGINATOR_ID"),
        Field::text("ORIGIN_ID"),
        Field::reference("MOVED_BY_ID", "user").read_only().camel("movedBy"),
        Field::new("MOVED_TIME", Kind::DateTime).read_only(),
        Field::new("LAST_ACTIVITY_TIME", Kind::DateTime).read_only(),
        Field::text("UTM_SOURCE"),
        Field::text("UTM_MEDIUM"),
        Field::text("UTM_CAMPAIGN"),
        Field::text("UTM_CONTENT"),
        Field::text("UTM_TERM"),
        Field::reference("LAST_ACTIVITY_BY", "user").read_only(),
        Field::new("CONTACT_IDS", Kind::References("crm_contact")).only_camel(),
        Field::new("OBSERVERS", Kind::References("user")).only_camel(),
        Field::entity_type(2),
        Field::unused("DATE_CREATE_SHORT"),
        Field::unused("DATE_MODIFY_SHORT"),
        Field::unused("PRODUCT_ID"),
        Field::unused("BEGINDATE_SHORT"),
        Field::unused("CLOSEDATE_SHORT"),
        Field::unused("EVENT_DATE"),
        Field::unused("EVENT_DATE_SHORT"),
        Field::unused("EVENT_ID"),
        Field::unused("EVENT_DESCRIPTION"),
        Field::unused("WEBFORM_ID"),
        Field::unused("SEARCH_CONTENT"),
        Field::unused("ORDER_STAGE"),
        Field::unused("IS_WORK"),
        Field::unused("IS_WON"),
        Field::unused("IS_LOSE"),
        Field::unused("RECEIVED_AMOUNT"),
        Field::unused("LOST_AMOUNT"),
        Field::unused("HAS_PRODUCTS"),
        Field::new("UF_CRM_CHANNEL", Kind::Enumeration(CHANNELS)),
        Field::new("UF_CRM_TAGS", Kind::Texts),
        Field::new("UF_CRM_DELIVERY", Kind::Date),
        Field::new("UF_CRM_URGENT", Kind::Switch),
        Field::text("UF_CRM_1721244482250"),
    ],
    methods: classic_methods!(DEAL, "crm.deal"),
    complete,
    stored: stage_history::record,
    seed,
};

const CHANNELS: &[(i64, &str)] = &[(45, "Shop"), (47, "Partner"), (49, "Direct")];

/// Returns the dictionary with the stages of a category.
pub(super) fn stages(category: i64) -> String {
    match category {
        0 => "DEAL_STAGE".to_owned(),
        category => format!("DEAL_STAGE_{category}"),
    }
}

fn complete(row: &mut Row, context: &Context) {
    let stages = stages(row.get("CATEGORY_ID").int());
    let stage = Stage { field: "STAGE_ID", semantics: Some("STAGE_SEMANTIC_ID") };
    let meaning = stage.complete(row, context, &stages);
    if row.get("TITLE").is_empty() {
        row.set("TITLE", format!("Deal #{}", row.id()));
    }
    row.set("CLOSED", meaning != "P");
    row.set("IS_NEW", row.get("STAGE_ID").text().ends_with("NEW"));
    let today = context.now.div_euclid(DAY) * DAY;
    for (field, days) in [("BEGINDATE", 0), ("CLOSEDATE", 7)] {
        if row.get(field).is_empty() {
            row.set(field, Datum::Moment(today + DAY * days));
        }
    }
    complete_contact_ids(row, context);
    complete_activity(row, context);
}

const STAGES: [&str; 8] = [
    "NEW",
    "NEW",
    "PREPARATION",
    "PREPAYMENT_INVOICE",
    "EXECUTING",
    "FINAL_INVOICE",
    "WON",
    "LOSE",
];
const RENEWAL_STAGES: [&str; 5] = ["C1:NEW", "C1:PREPARATION", "C1:EXECUTING", "C1:WON", "C1:LOSE"];

fn seed(seeder: &mut Seeder) {
    for index in 0..seeder.plan.deals {
        let renewal = seeder.random.chance(20);
        let stage = seeder.text(if renewal { &RENEWAL_STAGES } else { &STAGES });
        let what = seeder.text(&["Licences", "Support", "Furniture", "Delivery", "Training"]);
        let created = seeder.moment(365);
        let moved = (created + DAY * i64::from(index % 9)).min(TODAY);
        let begin = created.div_euclid(DAY) * DAY;
        let company = seeder.one_of(&COMPANY).filter(|_| index % 6 != 5);
        let lines = (index % 2 == 0).then(|| Lines::generate(seeder));
        let by_hand = f64::from(seeder.random.below(40_000)) / 4.0;
        let mut row = Row::of([
            ("TITLE", format!("{what} #{}", index + 1).into()),
            ("TYPE_ID", seeder.text(&["SALE", "COMPLEX", "GOODS", "SERVICES"]).into()),
            ("CATEGORY_ID", i64::from(renewal).into()),
            ("STAGE_ID", stage.into()),
            ("PROBABILITY", i64::from(seeder.random.below(11) * 10).into()),
            ("CURRENCY_ID", seeder.text(&["EUR", "EUR", "USD"]).into()),
            ("OPPORTUNITY", lines.as_ref().map_or(by_hand, Lines::sum).into()),
            ("IS_MANUAL_OPPORTUNITY", lines.is_none().into()),
            ("COMPANY_ID", company.into()),
            ("CONTACT_ID", seeder.one_of(&CONTACT).filter(|_| index % 4 != 3).into()),
            ("ASSIGNED_BY_ID", seeder.employee().into()),
            ("BEGINDATE", Datum::Moment(begin)),
            ("CLOSEDATE", Datum::Moment(begin + DAY * i64::from(seeder.random.below(90)))),
            ("DATE_CREATE", Datum::Moment(created)),
            ("DATE_MODIFY", Datum::Moment(created)),
            ("MOVED_TIME", Datum::Moment(moved)),
            ("MOVED_BY_ID", 1_i64.into()),
            ("SOURCE_ID", seeder.text(&["CALL", "WEB", "PARTNER", "OTHER"]).into()),
            ("COMMENTS", seeder.text(&["", "Call back", "<b>Important</b> client"]).into()),
            ("UF_CRM_URGENT", seeder.random.chance(20).into()),
        ]);
        if index % 2 == 0 {
            row.set("UF_CRM_CHANNEL", seeder.random.pick(&[45_i64, 47, 49], 45));
            row.set("UF_CRM_TAGS", vec!["new", seeder.text(&["big", "small"])]);
            row.set("UF_CRM_DELIVERY", Datum::Moment(begin + 30 * DAY));
        }
        let id = seeder.add(&DEAL, row);
        if let Some(lines) = lines {
            lines.attach(seeder, "D", id);
        }
    }
}
