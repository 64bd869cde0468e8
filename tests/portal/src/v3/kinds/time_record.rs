//! The working days of employees: `timeman.record.*`.

use crate::store::{DAY, Datum, Entity, Row, Seeder, TODAY};
use crate::v3::actions::list;
use crate::v3::fields;
use crate::v3::kind::{Field, Kind, LIMITS, Records, Type};
use crate::v3::method::method;

pub(super) static TIME_RECORD: Kind = Kind {
    name: "timeman.record",
    records: Records::Stored(&ENTITY),
    fields: &[
        Field::id(),
        Field::new("userId", Type::Int).filterable().sortable(),
        Field::new("startTime", Type::DateTime).filterable().sortable(),
        Field::new("endTime", Type::DateTime).filterable().sortable(),
        Field::new("duration", Type::Int).filterable().sortable(),
        Field::new("breakLength", Type::Int),
        Field::new("state", Type::Words(&["opened", "paused", "closed", "expired"])).filterable(),
        Field::new("isApproved", Type::Bool).filterable(),
    ],
    methods: &[
        method("timeman.record.field.get", fields::get),
        method("timeman.record.field.list", fields::list),
        method("timeman.record.list", list),
    ],
    listed: None,
    required_filter: Some("userId"),
    limits: LIMITS,
};

pub(super) static ENTITY: Entity = Entity { name: "time record", seed, ..Entity::BARE };

/// The number of working days of each of the first users.
const DAYS: [(i64, i64); 4] = [(1, 130), (2, 60), (3, 10), (4, 1)];

fn seed(seeder: &mut Seeder) {
    const HOUR: i64 = 3600;
    for (user, days) in DAYS {
        for day in (0..days).rev() {
            let start = TODAY - day * DAY + 6 * HOUR;
            let pause = i64::from(seeder.random.below(3600));
            let worked = 8 * HOUR - pause;
            let row = Row::of([
                ("userId", user.into()),
                ("startTime", Datum::Moment(start)),
                ("endTime", Datum::Moment(start + 8 * HOUR)),
                ("duration", worked.into()),
                ("breakLength", pause.into()),
                ("state", "closed".into()),
                ("isApproved", seeder.random.chance(80).into()),
            ]);
            seeder.add(&ENTITY, row);
        }
    }
}
