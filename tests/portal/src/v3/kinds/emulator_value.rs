//! Values of all types: `emulator.value.*`, which no portal has. The documented methods have no
//! filters by numbers with a fraction and by dates, whose types are strict, too.

use crate::store::{DAY, Datum, Entity, Row, Seeder, TODAY};
use crate::v3::actions::{add, delete, get, list, update};
use crate::v3::fields;
use crate::v3::kind::{Field, Kind, LIMITS, Records, Type};
use crate::v3::method::method;
use crate::v3::tail::tail;

pub(super) static EMULATOR_VALUE: Kind = Kind {
    name: "emulator.value",
    records: Records::Stored(&ENTITY),
    fields: &[
        Field::id(),
        Field::new("int", Type::Int).filterable().sortable().editable().nullable(),
        Field::new("float", Type::Float).filterable().sortable().editable().nullable(),
        Field::new("bool", Type::Bool).filterable().editable(),
        Field::new("text", Type::Text).filterable().sortable().editable().required(),
        Field::new("date", Type::Date).filterable().sortable().editable().nullable(),
        Field::new("dateTime", Type::DateTime).filterable().sortable().editable().nullable(),
        Field::new("word", Type::Words(&["low", "high"])).filterable().editable(),
        Field::new("code", Type::Codes(&[(1, "open"), (2, "closed")])).filterable().editable(),
        Field::new("ints", Type::Ints).editable(),
        Field::new("texts", Type::Texts).editable(),
    ],
    methods: &[
        method("emulator.value.add", add).global().keyed(),
        method("emulator.value.delete", delete).global().keyed(),
        method("emulator.value.field.get", fields::get).global(),
        method("emulator.value.field.list", fields::list).global(),
        method("emulator.value.get", get).global(),
        method("emulator.value.list", list).global(),
        method("emulator.value.tail", tail).global(),
        method("emulator.value.update", update).global().keyed(),
    ],
    listed: None,
    required_filter: None,
    limits: LIMITS,
};

pub(super) static ENTITY: Entity = Entity { name: "emulator value", seed, ..Entity::BARE };

fn seed(seeder: &mut Seeder) {
    for index in 0_i64..60 {
        let row = Row::of([
            ("int", (index % 7).into()),
            ("float", (index as f64 / 4.0).into()),
            ("bool", (index % 2 == 0).into()),
            ("text", format!("Value {}", index + 1).into()),
            ("date", Datum::Moment(TODAY + (index % 10) * DAY)),
            ("dateTime", Datum::Moment(TODAY + index * 3600)),
            ("word", (if index % 3 == 0 { "low" } else { "high" }).into()),
            ("code", (1 + index % 2).into()),
            ("ints", vec![index, index + 1].into()),
            ("texts", Datum::List(Vec::new())),
        ]);
        seeder.add(&ENTITY, row);
    }
}
