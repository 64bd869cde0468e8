//! The messages of mailboxes: `mail.message.*`.

use super::mailbox::{ENTITY as MAILBOX, MAIL_LIMITS};
use crate::dates;
use crate::php::{Array, Value};
use crate::store::{Datum, Entity, Row, Seeder};
use crate::v3::actions::{find, get, page_of};
use crate::v3::error::Failure;
use crate::v3::fields;
use crate::v3::kind::{Field, Kind, Records, Type};
use crate::v3::method::{Call, member, method};
use crate::v3::order::Order;
use crate::v3::pagination::Page;
use crate::v3::select::Selection;

pub(super) static MAIL_MESSAGE: Kind = Kind {
    name: "mail.message",
    records: Records::Stored(&ENTITY),
    fields: &[
        Field::new("id", Type::Int).from("ID"),
        Field::new("mailboxId", Type::Int),
        Field::new("mailboxEmail", Type::Text),
        Field::new("subject", Type::Text),
        Field::new("from", Type::Text),
        Field::new("to", Type::Text),
        Field::new("cc", Type::Text),
        DATE,
        Field::new("isSeen", Type::Bool),
        Field::new("hasAttachments", Type::Bool),
        Field::computed("url", Type::Text, |_, row| format!("/mail/message/{}", row.id()).into()),
        Field::new("bindings", Type::Texts),
        Field::new("body", Type::Text),
    ],
    methods: &[
        method("mail.message.createcrmactivity", create_activity),
        method("mail.message.field.get", fields::get),
        method("mail.message.field.list", fields::list),
        method("mail.message.get", get),
        method("mail.message.list", list),
        method("mail.message.thread", thread),
    ],
    listed: None,
    required_filter: None,
    limits: MAIL_LIMITS,
};

static DATE_FIELD: Field = DATE;

const DATE: Field = Field::new("date", Type::DateTime);

pub(super) static ENTITY: Entity = Entity { name: "mail message", seed, ..Entity::BARE };

/// Handles `mail.message.list`: returns a page of messages, the newest first.
fn list(call: &mut Call) -> Result<Value, Failure> {
    let mailbox = call.integer("mailboxId")?;
    let text = call.text("searchQuery")?.map(|text| text.to_lowercase());
    let (from, to) = (moment(call, "dateFrom")?, moment(call, "dateTo")?);
    let flags =
        [("isSeen", call.flag("isSeen")?), ("hasAttachments", call.flag("hasAttachments")?)];
    let folder = call.text("folder")?;
    let page = Page::read(MAIL_LIMITS, call.parameters.get("pagination"))?;
    let matches = |row: &Row| {
        let date = row.get("date").int();
        let has_text = |text: &String| {
            ["subject", "from", "body"]
                .iter()
                .any(|column| row.get(column).text().to_lowercase().contains(text))
        };
        mailbox.is_none_or(|id| row.get("mailboxId").int() == id)
            && text.as_ref().is_none_or(has_text)
            && from.is_none_or(|from| date >= from)
            && to.is_none_or(|to| date <= to)
            && flags.iter().all(|(name, flag)| flag.is_none_or(|flag| row.get(name).flag() == flag))
            && folder.as_ref().is_none_or(|folder| row.get(FOLDER).text() == folder)
    };
    let rows = page_of(call, matches, &newest_first(), page);
    let selection = Selection::plain(&call.rules, None);
    Ok(member("items", selection.format(call.portal, &call.rules, &rows)))
}

/// Handles `mail.message.thread`: returns the newest messages of the conversation of the message
/// `id`, as a list without `items` and with dates as in the database.
fn thread(call: &mut Call) -> Result<Value, Failure> {
    let id = call.id("id")?;
    let limit = call.integer("limit")?.unwrap_or(20);
    let limit = usize::try_from(limit).map_err(|_| Failure::internal())?;
    let thread = find(call, id)?.get(THREAD).int();
    let page = Page { offset: 0, limit };
    let rows = page_of(call, |row| row.get(THREAD).int() == thread, &newest_first(), page);
    let messages = rows.iter().map(|row| {
        let mut message = Array::new();
        message.insert("id", row.id());
        for name in ["subject", "from", "to", "cc"] {
            message.insert(name, row.get(name).text());
        }
        message.insert("date", dates::database(row.get("date").int()));
        message.insert("body", row.get("body").text());
        message
    });
    Ok(messages.collect::<Vec<_>>().into())
}

/// Handles `mail.message.createcrmactivity`: binds the message `messageId` to the CRM and returns
/// true itself.
fn create_activity(call: &mut Call) -> Result<Value, Failure> {
    let id = call.id("messageId")?;
    find(call, id)?;
    let changes = Row::of([("bindings", vec!["CRM_ACTIVITY"].into())]);
    let (user, now) = (call.caller.user, call.now as i64);
    call.portal.store().update(&ENTITY, id, changes, user, now);
    Ok(true.into())
}

fn newest_first() -> Order {
    Order::by(&DATE_FIELD, true)
}

fn moment(call: &Call, name: &str) -> Result<Option<i64>, Failure> {
    let problem = || Failure::invalid(name, format!("Field `{name}` must be a date"));
    let text = call.text(name)?;
    text.map(|text| dates::parse_moment(&text).ok_or_else(problem)).transpose()
}

/// The columns that are no fields: the folder and the conversation.
const FOLDER: &str = "folder";
const THREAD: &str = "thread";

fn seed(seeder: &mut Seeder) {
    let mailboxes: Vec<Row> = seeder.store.rows(&MAILBOX).cloned().collect();
    for index in 0..260_usize {
        let thread = index / 4;
        let Some(mailbox) = mailboxes.get(thread % mailboxes.len().max(1)) else { return };
        let email = mailbox.get("email").clone();
        let subject = if index % 4 == 0 { "Request" } else { "Re: Request" };
        let row = Row::of([
            ("mailboxId", mailbox.id().into()),
            ("mailboxEmail", email.clone()),
            ("subject", format!("{subject} {}", thread + 1).into()),
            ("from", format!("client{}@example.org", thread % 30).into()),
            ("to", email),
            ("cc", "".into()),
            ("date", Datum::Moment(seeder.moment(90))),
            ("isSeen", seeder.random.chance(70).into()),
            ("hasAttachments", seeder.random.chance(20).into()),
            ("bindings", Datum::List(Vec::new())),
            ("body", "<p>Please send the offer.</p>".into()),
            (FOLDER, seeder.text(&["INBOX", "INBOX", "Archive"]).into()),
            (THREAD, (thread as i64).into()),
        ]);
        seeder.add(&ENTITY, row);
    }
}
