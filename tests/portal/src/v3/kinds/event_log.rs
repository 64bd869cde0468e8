//! The event log: `main.eventlog.*`.

use crate::store::{Datum, Entity, Row, Seeder};
use crate::v3::actions::{get, list};
use crate::v3::fields;
use crate::v3::kind::{Field, Kind, LIMITS, Records, Type};
use crate::v3::method::method;
use crate::v3::tail::tail;

pub(super) static EVENT_LOG: Kind = Kind {
    name: "main.eventlog",
    records: Records::Stored(&ENTITY),
    fields: &[
        Field::id(),
        Field::new("timestampX", Type::DateTime).filterable().sortable(),
        Field::new("severity", Type::Text).filterable().sortable(),
        Field::new("auditTypeId", Type::Text).filterable().sortable(),
        Field::new("moduleId", Type::Text).filterable().sortable(),
        Field::new("itemId", Type::Text).filterable(),
        Field::new("remoteAddr", Type::Text).filterable(),
        Field::new("userAgent", Type::Text),
        Field::new("requestUri", Type::Text),
        Field::new("siteId", Type::Text).filterable(),
        Field::new("userId", Type::Int).filterable().sortable(),
        Field::new("guestId", Type::Int).filterable(),
        Field::new("description", Type::Text),
    ],
    methods: &[
        method("main.eventlog.field.get", fields::get),
        method("main.eventlog.field.list", fields::list),
        method("main.eventlog.get", get),
        method("main.eventlog.list", list),
        method("main.eventlog.tail", tail),
    ],
    listed: None,
    required_filter: None,
    limits: LIMITS,
};

pub(super) static ENTITY: Entity = Entity { name: "event log", seed, ..Entity::BARE };

/// More than the largest page.
const COUNT: u32 = 1200;

fn seed(seeder: &mut Seeder) {
    for index in 0..COUNT {
        let user = seeder.employee();
        let row = Row::of([
            ("timestampX", Datum::Moment(seeder.moment(30))),
            ("severity", seeder.text(&["SECURITY", "INFO", "WARNING", "ERROR"]).into()),
            ("auditTypeId", seeder.text(&["USER_AUTHORIZE", "USER_LOGOUT", "USER_EDIT"]).into()),
            ("moduleId", seeder.text(&["main", "crm", "tasks"]).into()),
            ("itemId", user.to_string().into()),
            ("remoteAddr", format!("192.0.2.{}", 1 + index % 200).into()),
            ("userAgent", "Mozilla/5.0".into()),
            ("requestUri", "/stream/".into()),
            ("siteId", "s1".into()),
            ("userId", user.into()),
            ("guestId", 0_i64.into()),
            ("description", "".into()),
        ]);
        seeder.add(&ENTITY, row);
    }
}
