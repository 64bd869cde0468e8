//! Users, as objects that other records are related to.

use crate::company::User;
use crate::portal::Portal;
use crate::store::{Datum, Row};
use crate::v3::kind::{Field, Kind, LIMITS, Records, Type};

/// A user. No method returns users alone.
pub(super) static USER: Kind = Kind {
    name: "user",
    records: Records::View { all, one },
    fields: &[
        Field::id(),
        Field::new("name", Type::Text),
        Field::new("lastName", Type::Text),
        Field::new("email", Type::Text),
        Field::new("workPosition", Type::Text),
    ],
    methods: &[],
    listed: None,
    required_filter: None,
    limits: LIMITS,
};

fn all(portal: &mut Portal) -> Vec<Row> {
    portal.company.users().iter().map(row).collect()
}

fn one(portal: &mut Portal, id: i64) -> Option<Row> {
    u32::try_from(id).ok().and_then(|id| portal.company.user(id)).map(row)
}

fn row(user: &User) -> Row {
    let text = |text: &str| Datum::from(text);
    Row::of([
        ("ID", user.id.into()),
        ("name", text(user.name)),
        ("lastName", text(user.last_name)),
        ("email", text(&user.email)),
        ("workPosition", text(user.position)),
    ])
}
