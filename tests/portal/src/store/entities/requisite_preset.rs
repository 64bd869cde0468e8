//! The templates of requisites: `crm.requisite.preset.*`.

use crate::store::actions::classic::classic_methods;
use crate::store::entity::Entity;
use crate::store::field::Initial::Int;
use crate::store::field::{Field, Kind};
use crate::store::row::Row;
use crate::store::seed::Seeder;

pub(in crate::store) static PRESET: Entity = Entity {
    name: "requisite preset",
    fields: &[
        Field::id(),
        Field::new("ENTITY_TYPE_ID", Kind::Integer).immutable().required(),
        Field::new("COUNTRY_ID", Kind::Integer).immutable().required(),
        Field::stamp("DATE_CREATE", false),
        Field::stamp("DATE_MODIFY", true),
        Field::author("CREATED_BY_ID", false),
        Field::author("MODIFY_BY_ID", true),
        Field::text("NAME").required(),
        Field::text("XML_ID"),
        Field::flag("ACTIVE", true),
        Field::new("SORT", Kind::Integer).initially(Int(500)),
    ],
    methods: classic_methods!(PRESET, "crm.requisite.preset"),
    seed,
    ..Entity::PLAIN
};

/// The number of requisites in `ENTITY_TYPE_ID`.
pub(super) const REQUISITES: i64 = 8;

/// The number of Germany.
pub(super) const COUNTRY: i64 = 46;

/// The templates for companies and for people.
pub(super) const ORGANIZATION: i64 = 1;
pub(super) const PERSON: i64 = 2;

fn seed(seeder: &mut Seeder) {
    for (id, name) in [(ORGANIZATION, "Organization"), (PERSON, "Person")] {
        let row = Row::of([
            ("ID", id.into()),
            ("ENTITY_TYPE_ID", REQUISITES.into()),
            ("COUNTRY_ID", COUNTRY.into()),
            ("NAME", name.into()),
            ("XML_ID", format!("#CRM_REQUISITE_PRESET_{id}#").into()),
        ]);
        seeder.add(&PRESET, row);
    }
}
