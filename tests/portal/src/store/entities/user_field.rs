//! The descriptions of the users' custom fields: `user.userfield.list`.

use crate::company::FIELDS;
use crate::methods::method;
use crate::store::actions::classic;
use crate::store::entity::Entity;
use crate::store::field::Initial::{Flag, Int, Text};
use crate::store::field::{Field, Kind};
use crate::store::row::Row;
use crate::store::seed::Seeder;

pub(in crate::store) static USER_FIELD: Entity = Entity {
    name: "user field",
    fields: &[
        Field::id(),
        Field::text("ENTITY_ID").initially(Text("USER")),
        Field::text("FIELD_NAME"),
        Field::text("USER_TYPE_ID").initially(Text("string")),
        Field::text("XML_ID"),
        Field::new("SORT", Kind::Integer).initially(Int(100)),
        Field::flag("MULTIPLE", false),
        Field::flag("MANDATORY", false),
        Field::text("SHOW_FILTER").initially(Text("N")),
        Field::new("SHOW_IN_LIST", Kind::Flag).initially(Flag(true)),
        Field::new("EDIT_IN_LIST", Kind::Flag).initially(Flag(true)),
        Field::flag("IS_SEARCHABLE", false),
        Field::new("SETTINGS", Kind::Texts),
    ],
    methods: &[method("user.userfield.list", &["user.userfield"], |call| {
        classic::whole_list(call, &USER_FIELD)
    })],
    seed,
    ..Entity::PLAIN
};

/// The fields that people added begin with `UF_USR_`.
fn seed(seeder: &mut Seeder) {
    for field in FIELDS.iter().filter(|field| field.name.starts_with("UF_USR_")) {
        seeder.add(&USER_FIELD, Row::of([("FIELD_NAME", field.name.into())]));
    }
}
