//! The descriptions of the custom fields of users and tasks: `user.userfield.list` and
//! `task.item.userfield.getlist`.

use super::task::TASK;
use crate::company::FIELDS;
use crate::methods::method;
use crate::store::actions::classic;
use crate::store::entity::Entity;
use crate::store::field::Initial::{Flag, Int, Text};
use crate::store::field::{Field, Kind};
use crate::store::row::Row;

pub(in crate::store) static USER_FIELD: Entity = Entity {
    name: "user field",
    fields: DESCRIPTION,
    methods: &[method("user.userfield.list", &["user.userfield"], |call| {
        classic::whole_list(call, &USER_FIELD)
    })],
    // The fields that people added begin with `UF_USR_`.
    seed: |seeder| {
        for field in FIELDS.iter().filter(|field| field.name.starts_with("UF_USR_")) {
            seeder.add(
                &USER_FIELD,
                Row::of([("ENTITY_ID", "USER".into()), ("FIELD_NAME", field.name.into())]),
            );
        }
    },
    ..Entity::PLAIN
};

pub(in crate::store) static TASK_FIELD: Entity = Entity {
    name: "task field",
    fields: DESCRIPTION,
    methods: &[method("task.item.userfield.getlist", &["task"], |call| {
        classic::whole_list(call, &TASK_FIELD)
    })],
    seed: |seeder| {
        for field in TASK.fields.iter().filter(|field| field.is_custom()) {
            let type_name = match field.name {
                "UF_CRM_TASK" => "crm",
                _ => field.kind.type_name(),
            };
            let row = Row::of([
                ("ENTITY_ID", "TASKS_TASK".into()),
                ("FIELD_NAME", field.name.into()),
                ("USER_TYPE_ID", type_name.into()),
                ("MULTIPLE", field.kind.is_multiple().into()),
            ]);
            seeder.add(&TASK_FIELD, row);
        }
    },
    ..Entity::PLAIN
};

const DESCRIPTION: &[Field] = &[
    Field::id(),
    Field::text("ENTITY_ID"),
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
];
