//! The smart processes: `crm.type.list` and `crm.type.get`.

use super::item;
use crate::methods::method;
use crate::rest::Error;
use crate::store::actions::CRM;
use crate::store::actions::controller::{self, Family, Scope, no_extension};
use crate::store::entity::Entity;
use crate::store::field::{Field, Kind};
use crate::store::row::Row;
use crate::store::seed::Seeder;
use crate::store::style::ITEM as STYLE;

pub(in crate::store) static SMART_PROCESS: Entity = Entity {
    name: "smart process",
    fields: &[
        Field::id(),
        Field::text("TITLE"),
        Field::text("CODE"),
        Field::author("CREATED_BY", false),
        Field::new("ENTITY_TYPE_ID", Kind::Integer),
        Field::new("CUSTOM_SECTION_ID", Kind::Integer),
        Field::flag("IS_CATEGORIES_ENABLED", true),
        Field::flag("IS_STAGES_ENABLED", true),
        Field::flag("IS_BEGIN_CLOSE_DATES_ENABLED", true),
        Field::flag("IS_CLIENT_ENABLED", true),
        Field::flag("IS_USE_IN_USERFIELD_ENABLED", true),
        Field::flag("IS_LINK_WITH_PRODUCTS_ENABLED", true),
        Field::flag("IS_MYCOMPANY_ENABLED", false),
        Field::flag("IS_DOCUMENTS_ENABLED", false),
        Field::flag("IS_SOURCE_ENABLED", true),
        Field::flag("IS_OBSERVERS_ENABLED", true),
        Field::flag("IS_RECYCLEBIN_ENABLED", false),
        Field::flag("IS_AUTOMATION_ENABLED", true),
        Field::flag("IS_BIZ_PROC_ENABLED", false),
        Field::flag("IS_SET_OPEN_PERMISSIONS", true),
        Field::flag("IS_PAYMENTS_ENABLED", false),
        Field::flag("IS_COUNTERS_ENABLED", false),
        Field::stamp("CREATED_TIME", false),
        Field::stamp("UPDATED_TIME", true),
        Field::author("UPDATED_BY", true),
    ],
    methods: &[
        method("crm.type.get", CRM, |call| {
            controller::get(call, FAMILY, Scope::all(&SMART_PROCESS))
        }),
        method("crm.type.list", CRM, |call| {
            controller::list(call, FAMILY, Scope::all(&SMART_PROCESS))
        }),
    ],
    seed,
    ..Entity::PLAIN
};

const FAMILY: Family = Family {
    style: STYLE,
    many: "types",
    one: "type",
    changed: "type",
    id: "id",
    not_found: || Error::new("NOT_FOUND", "Smart process not found", 400),
    lacking: |names| {
        let text = format!("Field \"{}\" is required", names.join(", "));
        Error::new("CRM_FIELD_ERROR_REQUIRED", text, 400)
    },
    extend: no_extension,
    detail: no_extension,
};

fn seed(seeder: &mut Seeder) {
    let row = Row::of([
        // The number in the names of its custom fields.
        ("ID", 5_i64.into()),
        ("TITLE", "Equipment".into()),
        ("CODE", "".into()),
        ("ENTITY_TYPE_ID", item::TYPE_ID.into()),
    ]);
    seeder.add(&SMART_PROCESS, row);
}
