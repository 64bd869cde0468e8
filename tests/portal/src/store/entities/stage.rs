//! The stages that deals, leads and items of smart processes go through.

use super::status::STATUS;
use crate::store::datum::Datum;
use crate::store::entity::Context;
use crate::store::row::Row;
use crate::store::table::Store;

/// The fields of a record that depend on its stage.
pub(super) struct Stage {
    pub(super) field: &'static str,
    /// `P` in progress, `S` successful, `F` failed.
    pub(super) semantics: Option<&'static str>,
}

impl Stage {
    /// Sets the first stage of the dictionary if there is none, what it means, and who moved the
    /// record there and when. Returns the meaning.
    pub(super) fn complete(&self, row: &mut Row, context: &Context, dictionary: &str) -> String {
        if row.get(self.field).is_empty() {
            row.set(self.field, first(context.store, dictionary));
        }
        let id = row.get(self.field).text().to_owned();
        let meaning = meaning(context.store, dictionary, &id);
        if let Some(field) = self.semantics {
            row.set(field, meaning);
        }
        let moved = context.before.is_none_or(|before| before.get(self.field).text() != id);
        if moved && (context.before.is_some() || row.get("MOVED_TIME").is_empty()) {
            row.set("MOVED_TIME", Datum::Moment(context.now));
            row.set("MOVED_BY_ID", context.user);
        }
        meaning.to_owned()
    }
}

fn stages<'a>(store: &'a Store, dictionary: &'a str) -> impl Iterator<Item = &'a Row> {
    store.rows(&STATUS).filter(move |row| row.get("ENTITY_ID").text() == dictionary)
}

/// Returns the first stage of a dictionary.
pub(super) fn first<'a>(store: &'a Store, dictionary: &'a str) -> &'a str {
    stages(store, dictionary).next().map_or("NEW", |stage| stage.get("STATUS_ID").text())
}

/// Returns what a stage means: `P`, `S` or `F`.
pub(super) fn meaning<'a>(store: &'a Store, dictionary: &'a str, id: &str) -> &'a str {
    let stage = stages(store, dictionary).find(|stage| stage.get("STATUS_ID").text() == id);
    let meaning = stage.map_or("", |stage| stage.get("SEMANTICS").text());
    if meaning.is_empty() { "P" } else { meaning }
}

/// Sets whether a record has phone numbers, e-mail addresses and messengers, and the first ones.
pub(super) fn complete_contacts(row: &mut Row) {
    for (first, field) in [("FIRST_PHONE", "PHONE"), ("FIRST_EMAIL", "EMAIL")] {
        let value = match row.get(field) {
            Datum::Contacts(entries) => entries.first().map(|entry| entry.value.clone()),
            _ => None,
        };
        row.set(first, value);
    }
    for (flag, field) in [("HAS_PHONE", "PHONE"), ("HAS_EMAIL", "EMAIL"), ("HAS_IMOL", "IM")] {
        let has = !row.get(field).is_empty();
        row.set(flag, has);
    }
}

/// Makes the first contact and the list of contacts agree; a change of either changes the other.
pub(super) fn complete_contact_ids(row: &mut Row, context: &Context) {
    let before = |field| context.before.map_or(&Datum::Null, |before| before.get(field));
    let contact = row.get("CONTACT_ID").clone();
    let listed = row.get("CONTACT_IDS").clone();
    if listed != *before("CONTACT_IDS") && !listed.is_empty() {
        if let Datum::List(ids) = listed {
            row.set("CONTACT_ID", ids.into_iter().next().unwrap_or_default());
        }
    } else if contact != *before("CONTACT_ID") {
        row.set("CONTACT_IDS", if contact.is_empty() { Vec::new() } else { vec![contact] });
    }
}

/// Sets the last activity to the addition of the record.
pub(super) fn complete_activity(row: &mut Row, context: &Context) {
    if row.get("LAST_ACTIVITY_TIME").is_empty() {
        row.set("LAST_ACTIVITY_TIME", row.get("DATE_CREATE").clone());
        row.set("LAST_ACTIVITY_BY", context.user);
    }
}
