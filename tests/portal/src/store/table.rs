//! The tables.

use std::collections::{BTreeMap, HashMap};

use super::datum::{Contact, Datum};
use super::entity::{Change, Context, Entity};
use super::field::Initial;
use super::row::Row;
use super::seed::TODAY;
use crate::random::Random;

/// The records of the portal, by kind and identifier.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    tables: HashMap<&'static str, Table>,
    /// The contents of files, by the identifiers of their records.
    pub(super) contents: HashMap<i64, Vec<u8>>,
    /// The identifier of the last entry of a multi-field.
    last_contact: i64,
}

#[derive(Clone, Debug, Default)]
struct Table {
    rows: BTreeMap<i64, Row>,
    last_id: i64,
}

impl Store {
    /// Returns the records of a kind, ordered by identifier.
    pub(crate) fn rows(&self, entity: &Entity) -> impl DoubleEndedIterator<Item = &Row> {
        self.tables.get(entity.name).into_iter().flat_map(|table| table.rows.values())
    }

    /// Returns the identifiers of the records of a kind, in ascending order.
    pub(crate) fn ids(&self, entity: &Entity) -> impl ExactSizeIterator<Item = i64> {
        static NONE: BTreeMap<i64, Row> = BTreeMap::new();
        self.tables.get(entity.name).map_or(&NONE, |table| &table.rows).keys().copied()
    }

    /// Returns the record with this identifier.
    pub(crate) fn get(&self, entity: &Entity, id: i64) -> Option<&Row> {
        self.tables.get(entity.name)?.rows.get(&id)
    }

    /// Adds a record with the next identifier, or with the one that it has, and returns it.
    pub(crate) fn add(&mut self, entity: &Entity, given: Row, user: u32, now: i64) -> i64 {
        let row = self.new_row(entity, given, user, now);
        (entity.stored)(self, &Change { entity, before: None, row: &row, now });
        self.insert(entity, row)
    }

    /// Adds a record to a new portal, which adds what it remembers of it itself.
    pub(super) fn seed(&mut self, entity: &Entity, given: Row, user: u32, now: i64) -> i64 {
        let row = self.new_row(entity, given, user, now);
        self.insert(entity, row)
    }

    fn new_row(&mut self, entity: &Entity, given: Row, user: u32, now: i64) -> Row {
        let mut row = Row::default();
        for field in entity.fields {
            row.set(field.name, initial(field.initial, user, now));
        }
        row.merge(given);
        let table = self.tables.entry(entity.name).or_default();
        if row.get("ID").is_empty() {
            row.set("ID", table.last_id + 1);
        }
        table.last_id = table.last_id.max(row.id());
        self.number_contacts(entity, &mut row, None);
        (entity.complete)(&mut row, &Context { store: self, user, now, before: None });
        row
    }

    fn insert(&mut self, entity: &Entity, row: Row) -> i64 {
        let id = row.id();
        self.tables.entry(entity.name).or_default().rows.insert(id, row);
        id
    }

    /// Changes a record. Returns false if there is none with this identifier.
    pub(crate) fn update(
        &mut self,
        entity: &Entity,
        id: i64,
        changes: Row,
        user: u32,
        now: i64,
    ) -> bool {
        let Some(before) = self.get(entity, id).cloned() else {
            return false;
        };
        let mut row = before.clone();
        row.merge(changes);
        for field in entity.fields.iter().filter(|field| field.refreshed) {
            row.set(field.name, initial(field.initial, user, now));
        }
        self.number_contacts(entity, &mut row, Some(&before));
        let context = Context { store: self, user, now, before: Some(&before) };
        (entity.complete)(&mut row, &context);
        (entity.stored)(self, &Change { entity, before: Some(&before), row: &row, now });
        self.insert(entity, row);
        true
    }

    /// Removes a record. Returns false if there is none with this identifier.
    pub(crate) fn remove(&mut self, entity: &Entity, id: i64) -> bool {
        self.tables.get_mut(entity.name).is_some_and(|table| table.rows.remove(&id).is_some())
    }

    /// Adds a record that has no more than what the portal sets.
    pub(crate) fn add_any(&mut self, entity: &Entity) {
        self.add(entity, Row::default(), 1, TODAY);
    }

    /// Removes a random record. Those whose identifiers are multiples of 7 stay, so that a test can
    /// rely on them.
    pub(crate) fn remove_any(&mut self, entity: &Entity, random: &mut Random) {
        let ids: Vec<i64> = self.ids(entity).filter(|id| id % 7 != 0).collect();
        let id = random.pick(&ids, 0);
        self.remove(entity, id);
    }

    /// Replaces the entries of multi-fields that a change names by their identifiers, adds the
    /// others, and keeps those that it does not name.
    fn number_contacts(&mut self, entity: &Entity, row: &mut Row, before: Option<&Row>) {
        for field in entity.fields {
            let Datum::Contacts(changes) = row.get(field.name) else {
                continue;
            };
            let changes = changes.clone();
            let mut entries = match before.map(|before| before.get(field.name)) {
                Some(Datum::Contacts(entries)) => entries.clone(),
                _ => Vec::new(),
            };
            for change in changes {
                self.apply(&mut entries, change);
            }
            entries.retain(|entry| !entry.value.is_empty());
            row.set(field.name, Datum::Contacts(entries));
        }
    }

    fn apply(&mut self, entries: &mut Vec<Contact>, mut change: Contact) {
        let known = entries.iter_mut().find(|entry| change.id != 0 && entry.id == change.id);
        match known {
            Some(entry) => {
                if !change.value_type.is_empty() {
                    entry.value_type = change.value_type;
                }
                entry.value = change.value;
            }
            None if !change.value.is_empty() => {
                self.last_contact += 1;
                change.id = self.last_contact;
                if change.value_type.is_empty() {
                    "WORK".clone_into(&mut change.value_type);
                }
                entries.push(change);
            }
            None => {}
        }
    }
}

fn initial(initial: Initial, user: u32, now: i64) -> Datum {
    match initial {
        Initial::Null => Datum::Null,
        Initial::Text(text) => text.into(),
        Initial::Flag(flag) => flag.into(),
        Initial::Int(number) => number.into(),
        Initial::Double(number) => number.into(),
        Initial::Now => Datum::Moment(now),
        Initial::Caller => user.into(),
    }
}
