//! The departments and teams of the company, as `humanresources.node.*` sends them.

use super::node_methods::{add, children, count, edit, list, relocate, search};
use crate::company::{Department, User};
use crate::php::{Array, Value};
use crate::portal::Portal;
use crate::store::{Context, Datum, Entity, Row, Store, TODAY};
use crate::v3::actions::get;
use crate::v3::fields;
use crate::v3::kind::{Field, Kind, Limits, Records, Type};
use crate::v3::method::method;

pub(super) static NODE: Kind = Kind {
    name: "humanresources.node",
    records: Records::View { all, one },
    fields: &[
        Field::id(),
        Field::new("name", Type::Text),
        Field::new("type", Type::Words(&TYPES)),
        Field::new("structureId", Type::Int),
        Field::new("parentId", Type::Int),
        Field::new("description", Type::Text),
        Field::computed("accessCode", Type::Text, |_, row| format!("SND{}", row.id()).into()),
        Field::computed("userCount", Type::Int, |portal, row| {
            (people(portal, row.id()).count() as i64).into()
        }),
        Field::new("colorName", Type::Text),
        Field::new("xmlId", Type::Text),
        Field::new("createdAt", Type::DateTime),
        Field::new("updatedAt", Type::DateTime),
        Field::computed("members", Type::Object, members),
    ],
    methods: &[
        method("humanresources.node.add", add),
        method("humanresources.node.children", children),
        method("humanresources.node.count", count).parameterless(),
        method("humanresources.node.edit", edit),
        method("humanresources.node.field.get", fields::get),
        method("humanresources.node.field.list", fields::list),
        method("humanresources.node.get", get),
        method("humanresources.node.list", list),
        method("humanresources.node.move", relocate),
        method("humanresources.node.search", search),
    ],
    listed: Some(&[
        "id",
        "name",
        "type",
        "structureId",
        "parentId",
        "description",
        "accessCode",
        "userCount",
        "colorName",
        "xmlId",
        "createdAt",
        "updatedAt",
    ]),
    required_filter: None,
    limits: Limits { default: 50, max: 200 },
};

/// Departments and teams.
pub(super) static TYPES: [&str; 2] = ["DEPARTMENT", "TEAM"];

/// What a department of the company does not have, by the identifiers of the departments, and the
/// teams.
pub(super) static ENTITY: Entity = Entity { name: "node", complete, ..Entity::BARE };

/// The identifiers of teams begin after this number.
const TEAMS: i64 = 100_000;

fn complete(row: &mut Row, context: &Context) {
    if context.before.is_none() {
        row.set("createdAt", Datum::Moment(context.now));
    }
    row.set("updatedAt", Datum::Moment(context.now));
}

fn all(portal: &mut Portal) -> Vec<Row> {
    let mut rows: Vec<Row> = portal.company.departments().iter().map(row).collect();
    let store = portal.store();
    for row in &mut rows {
        if let Some(more) = store.get(&ENTITY, row.id()) {
            row.merge(more.clone());
        }
    }
    rows.extend(teams(store).cloned());
    rows
}

fn one(portal: &mut Portal, id: i64) -> Option<Row> {
    all(portal).into_iter().find(|row| row.id() == id)
}

fn teams(store: &Store) -> impl Iterator<Item = &Row> {
    store.rows(&ENTITY).filter(|row| row.id() > TEAMS)
}

/// Returns the identifier of the next team.
pub(super) fn next_team(store: &Store) -> i64 {
    teams(store).last().map_or(TEAMS, Row::id) + 1
}

fn row(department: &Department) -> Row {
    Row::of([
        ("ID", department.id.into()),
        ("name", department.name.as_str().into()),
        ("type", "DEPARTMENT".into()),
        ("structureId", 1_i64.into()),
        ("parentId", department.parent.into()),
        ("description", "".into()),
        ("createdAt", Datum::Moment(TODAY)),
        ("updatedAt", Datum::Moment(TODAY)),
    ])
}

fn people(portal: &Portal, node: i64) -> impl Iterator<Item = &User> {
    let is_member =
        move |user: &&User| user.active && user.departments.iter().any(|id| i64::from(*id) == node);
    portal.company.users().iter().filter(is_member)
}

fn members(portal: &Portal, row: &Row) -> Value {
    let department = u32::try_from(row.id()).ok().and_then(|id| portal.company.department(id));
    let head = department.and_then(|department| department.head);
    let members = people(portal, row.id()).map(|user| {
        let role = if head == Some(user.id) { "MEMBER_HEAD" } else { "MEMBER_EMPLOYEE" };
        let mut member = person(portal, user);
        member.insert("role", role);
        member
    });
    members.collect::<Vec<Array>>().into()
}

/// Returns a user as a member of a department.
pub(super) fn person(portal: &Portal, user: &User) -> Array {
    let origin = &portal.options.origin;
    let avatar = match user.photo {
        true => format!("{origin}/upload/avatar/{}.svg", user.id),
        false => String::new(),
    };
    let mut person = Array::new();
    person.insert("userId", user.id);
    person.insert("name", format!("{} {}", user.name, user.last_name));
    person.insert("workPosition", user.position);
    person.insert("avatar", avatar);
    person.insert("url", format!("/company/personal/user/{}/", user.id));
    person
}
