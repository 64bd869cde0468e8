//! Companies: `crm.company.*` and the number 4 in `crm.item.*`.

use super::stage::{complete_activity, complete_contacts};
use crate::store::actions::classic::classic_methods;
use crate::store::datum::Datum;
use crate::store::entity::{Context, Entity};
use crate::store::field::{Field, Initial, Kind};
use crate::store::row::Row;
use crate::store::seed::{Seeder, entry};

pub(in crate::store) static COMPANY: Entity = Entity {
    name: "company",
    type_id: Some(4),
    custom_fields: Some("CRM_COMPANY"),
    fields: &[
        Field::id(),
        Field::new("COMPANY_TYPE", Kind::Status("COMPANY_TYPE"))
            .initially(Initial::Text("CUSTOMER"))
            .camel("typeId"),
        Field::text("TITLE"),
        Field::reference("LOGO", "file").read_only(),
        Field::reference("LEAD_ID", "crm_lead").read_only(),
        Field::flag("HAS_PHONE", false).read_only(),
        Field::flag("HAS_EMAIL", false).read_only(),
        Field::flag("HAS_IMOL", false).read_only(),
        Field::reference("ASSIGNED_BY_ID", "user").initially(Initial::Caller),
        Field::author("CREATED_BY_ID", false).camel("createdBy"),
        Field::author("MODIFY_BY_ID", true).camel("updatedBy"),
        Field::text("BANKING_DETAILS").initially(Initial::Text("")),
        Field::new("INDUSTRY", Kind::Status("INDUSTRY")).initially(Initial::Text("IT")),
        Field::new("REVENUE", Kind::Money).initially(Initial::Double(0.0)),
        Field::currency(),
        Field::new("EMPLOYEES", Kind::Status("EMPLOYEES")),
        Field::text("COMMENTS").initially(Initial::Text("")),
        Field::stamp("DATE_CREATE", false).camel("createdTime"),
        Field::stamp("DATE_MODIFY", true).camel("updatedTime"),
        Field::flag("OPENED", true),
        Field::flag("IS_MY_COMPANY", false),
        Field::text("ORIGINATOR_ID"),
        Field::text("ORIGIN_ID"),
        Field::text("ADDRESS"),
        Field::text("ADDRESS_CITY"),
        Field::text("ADDRESS_COUNTRY"),
        Field::text("UTM_SOURCE"),
        Field::reference("LAST_ACTIVITY_BY", "user").read_only(),
        Field::new("LAST_ACTIVITY_TIME", Kind::DateTime).read_only(),
        Field::new("OBSERVERS", Kind::References("user")).only_camel(),
        Field::entity_type(4),
        Field::text("FIRST_PHONE").read_only().only_camel().camel("phone"),
        Field::text("FIRST_EMAIL").read_only().only_camel().camel("email"),
        Field::contacts("PHONE"),
        Field::contacts("EMAIL"),
        Field::contacts("WEB"),
        Field::contacts("IM"),
        Field::text("UF_CRM_TAX_NUMBER"),
    ],
    methods: classic_methods!(COMPANY, "crm.company"),
    complete: |row: &mut Row, context: &Context| {
        complete_contacts(row);
        complete_activity(row, context);
    },
    seed,
    ..Entity::PLAIN
};

const FIRST: [&str; 12] = [
    "Northern", "Blue", "Silver", "Green", "Rapid", "Golden", "Alpine", "Central", "Bright",
    "Iron", "Coastal", "Lunar",
];
const SECOND: [&str; 10] = [
    "Logistics",
    "Foods",
    "Systems",
    "Textiles",
    "Energy",
    "Media",
    "Tools",
    "Glass",
    "Paper",
    "Pharma",
];
const FORMS: [&str; 4] = ["Ltd.", "GmbH", "LLC", "& Sons"];

/// The number of companies of a new portal.
const COUNT: u32 = 130;

fn seed(seeder: &mut Seeder) {
    for _ in 0..COUNT {
        let (first, second) = (seeder.text(&FIRST), seeder.text(&SECOND));
        let form = seeder.text(&FORMS);
        let created = seeder.moment(900);
        let host = format!("{}-{}.example.com", first.to_lowercase(), second.to_lowercase());
        let row = Row::of([
            ("TITLE", format!("{first} {second} {form}").into()),
            ("COMPANY_TYPE", seeder.text(&["CUSTOMER", "SUPPLIER", "PARTNER"]).into()),
            ("INDUSTRY", seeder.text(&["IT", "TELECOM", "MANUFACTURING", "DELIVERY"]).into()),
            ("EMPLOYEES", seeder.text(&["EMPLOYEES_1", "EMPLOYEES_2", "EMPLOYEES_3"]).into()),
            ("REVENUE", f64::from(seeder.random.below(900) * 1000).into()),
            ("CURRENCY_ID", seeder.text(&["EUR", "USD"]).into()),
            ("ASSIGNED_BY_ID", seeder.employee().into()),
            ("DATE_CREATE", Datum::Moment(created)),
            ("DATE_MODIFY", Datum::Moment(created)),
            ("PHONE", seeder.phone()),
            ("EMAIL", entry("WORK", format!("office@{host}"))),
            ("WEB", entry("WORK", format!("https://{host}"))),
            ("UF_CRM_TAX_NUMBER", format!("DE{:09}", seeder.random.below(999_999_999)).into()),
        ]);
        seeder.add(&COMPANY, row);
    }
}
