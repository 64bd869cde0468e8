//! Contacts: `crm.contact.*` and the number 3 in `crm.item.*`.

use super::company::COMPANY;
use super::stage::{complete_activity, complete_contacts};
use crate::store::actions::classic::classic_methods;
use crate::store::datum::Datum;
use crate::store::entity::{Context, Entity};
use crate::store::field::{Field, Initial, Kind};
use crate::store::row::Row;
use crate::store::seed::{DAY, Seeder, TODAY, entry};

pub(in crate::store) static CONTACT: Entity = Entity {
    name: "contact",
    type_id: Some(3),
    custom_fields: Some("CRM_CONTACT"),
    fields: &[
        Field::id(),
        Field::text("POST"),
        Field::text("COMMENTS"),
        Field::new("HONORIFIC", Kind::Status("HONORIFIC")),
        Field::text("NAME"),
        Field::text("SECOND_NAME"),
        Field::text("LAST_NAME"),
        Field::reference("PHOTO", "file").read_only(),
        Field::reference("LEAD_ID", "crm_lead").read_only(),
        Field::new("TYPE_ID", Kind::Status("CONTACT_TYPE")).initially(Initial::Text("CLIENT")),
        Field::new("SOURCE_ID", Kind::Status("SOURCE")),
        Field::text("SOURCE_DESCRIPTION"),
        Field::reference("COMPANY_ID", "crm_company"),
        Field::new("BIRTHDATE", Kind::Date),
        Field::flag("EXPORT", true),
        Field::flag("HAS_PHONE", false).read_only(),
        Field::flag("HAS_EMAIL", false).read_only(),
        Field::flag("HAS_IMOL", false).read_only(),
        Field::stamp("DATE_CREATE", false).camel("createdTime"),
        Field::stamp("DATE_MODIFY", true).camel("updatedTime"),
        Field::reference("ASSIGNED_BY_ID", "user").initially(Initial::Caller),
        Field::author("CREATED_BY_ID", false).camel("createdBy"),
        Field::author("MODIFY_BY_ID", true).camel("updatedBy"),
        Field::flag("OPENED", true),
        Field::text("ORIGINATOR_ID"),
        Field::text("ORIGIN_ID"),
        Field::text("ADDRESS"),
        Field::text("ADDRESS_CITY"),
        Field::text("UTM_SOURCE"),
        Field::reference("LAST_ACTIVITY_BY", "user").read_only(),
        Field::new("LAST_ACTIVITY_TIME", Kind::DateTime).read_only(),
        Field::new("OBSERVERS", Kind::References("user")).only_camel(),
        Field::entity_type(3),
        Field::text("FIRST_PHONE").read_only().only_camel().camel("phone"),
        Field::text("FIRST_EMAIL").read_only().only_camel().camel("email"),
        Field::contacts("PHONE"),
        Field::contacts("EMAIL"),
        Field::contacts("WEB"),
        Field::contacts("IM"),
        Field::new("UF_CRM_LANGUAGES", Kind::Texts),
    ],
    methods: classic_methods!(CONTACT, "crm.contact"),
    complete: |row: &mut Row, context: &Context| {
        complete_contacts(row);
        complete_activity(row, context);
    },
    seed,
    ..Entity::PLAIN
};

pub(super) const NAMES: [&str; 16] = [
    "Alice", "Boris", "Carla", "David", "Elena", "Felix", "Greta", "Hugo", "Irina", "Jonas",
    "Katrin", "Louis", "Marta", "Nils", "Olga", "Peter",
];
pub(super) const LAST_NAMES: [&str; 14] = [
    "Adler", "Bianchi", "Carter", "Duval", "Evans", "Fischer", "García", "Hoffmann", "Ivanova",
    "Jensen", "Keller", "Lambert", "Moreau", "O'Neill",
];

/// The number of contacts of a new portal.
const COUNT: u32 = 160;

fn seed(seeder: &mut Seeder) {
    for index in 0..COUNT {
        let (name, last_name) = (seeder.text(&NAMES), seeder.text(&LAST_NAMES));
        let created = seeder.moment(700);
        let company = seeder.one_of(&COMPANY).filter(|_| index % 5 != 0);
        let mut row = Row::of([
            ("NAME", name.into()),
            ("LAST_NAME", last_name.into()),
            ("POST", seeder.text(&["Director", "Buyer", "Engineer", ""]).into()),
            ("HONORIFIC", seeder.text(&["HNR_EN_1", "HNR_EN_2"]).into()),
            ("TYPE_ID", seeder.text(&["CLIENT", "SUPPLIER", "PARTNER"]).into()),
            ("SOURCE_ID", seeder.text(&["CALL", "WEB", "RECOMMENDATION"]).into()),
            ("COMPANY_ID", company.into()),
            ("ASSIGNED_BY_ID", seeder.employee().into()),
            ("DATE_CREATE", Datum::Moment(created)),
            ("DATE_MODIFY", Datum::Moment(created)),
            ("PHONE", seeder.phone()),
            ("UF_CRM_LANGUAGES", vec!["English", seeder.text(&["German", "French"])].into()),
        ]);
        if index % 4 != 0 {
            let address = format!("{}.{index}@example.com", name.to_lowercase());
            row.set("EMAIL", entry("WORK", address));
        }
        if index % 3 == 0 {
            let days = 20 * 365 + i64::from(seeder.random.below(40 * 365));
            row.set("BIRTHDATE", Datum::Moment(TODAY - DAY * days));
        }
        seeder.add(&CONTACT, row);
    }
}
