//! Mailboxes: `mail.mailbox.*`.

use crate::php::Value;
use crate::store::{Entity, Row, Seeder};
use crate::v3::actions::{get, page_of};
use crate::v3::error::Failure;
use crate::v3::fields;
use crate::v3::kind::{Field, Kind, Limits, Records, Type};
use crate::v3::method::{Call, member, method};
use crate::v3::order::Order;
use crate::v3::pagination::Page;
use crate::v3::select::Selection;

pub(super) static MAILBOX: Kind = Kind {
    name: "mail.mailbox",
    records: Records::Stored(&ENTITY),
    fields: &[
        Field::new("id", Type::Int).from("ID"),
        Field::new("name", Type::Text),
        Field::new("email", Type::Text),
        Field::new("senderName", Type::Text),
    ],
    methods: &[
        method("mail.mailbox.field.get", fields::get),
        method("mail.mailbox.field.list", fields::list),
        method("mail.mailbox.get", get),
        method("mail.mailbox.list", list),
    ],
    listed: None,
    required_filter: None,
    limits: MAIL_LIMITS,
};

/// The number of rows of a page of the mail.
pub(super) const MAIL_LIMITS: Limits = Limits { default: 25, max: 200 };

pub(super) static ENTITY: Entity = Entity { name: "mailbox", seed, ..Entity::BARE };

/// The mailboxes, each with its name and its address.
const MAILBOXES: [(&str, &str); 3] = [
    ("Sales", "sales@example.com"),
    ("Support", "support@example.com"),
    ("Office", "office@example.com"),
];

/// Handles `mail.mailbox.list`: returns a page of the mailboxes whose `name` and `email` contain
/// these texts.
fn list(call: &mut Call) -> Result<Value, Failure> {
    let (name, email) = (call.text("name")?, call.text("email")?);
    let page = Page::read(MAIL_LIMITS, call.parameters.get("pagination"))?;
    let selection = Selection::plain(&call.rules, None);
    let contains = |row: &Row, column: &str, part: &Option<String>| {
        let text = row.get(column).text().to_lowercase();
        part.as_ref().is_none_or(|part| text.contains(&part.to_lowercase()))
    };
    let matches = |row: &Row| contains(row, "name", &name) && contains(row, "email", &email);
    let rows = page_of(call, matches, &Order::default(), page);
    Ok(member("items", selection.format(call.portal, &call.rules, &rows)))
}

fn seed(seeder: &mut Seeder) {
    for (name, email) in MAILBOXES {
        let row =
            Row::of([("name", name.into()), ("email", email.into()), ("senderName", name.into())]);
        seeder.add(&ENTITY, row);
    }
}
