//! Records that several fields identify together, instead of an identifier.

use super::changes;
use super::classic::core;
use crate::methods::Call;
use crate::php::Array;
use crate::rest::Error;
use crate::store::entity::Entity;
use crate::store::row::Row;
use crate::store::style::CLASSIC;
use crate::store::table::Store;

/// The names of the fields that identify a record together; all are integers.
pub(in crate::store) type Key = &'static [&'static str];

/// Reads the fields of a record. Those of the key are required.
pub(in crate::store) fn read(
    entity: &'static Entity,
    key: Key,
    fields: &Array,
) -> Result<Row, Error> {
    let row = changes(entity, CLASSIC, fields, true);
    match key.iter().find(|name| row.get(name).int() <= 0) {
        Some(name) => Err(core(&format!("{name} is not defined or invalid."))),
        None => Ok(row),
    }
}

/// Returns the number of the record in its table that has the same key.
pub(in crate::store) fn find(store: &Store, entity: &Entity, key: Key, row: &Row) -> Option<i64> {
    let is_same = |known: &&Row| key.iter().all(|name| known.get(name) == row.get(name));
    store.rows(entity).find(is_same).map(Row::id)
}

/// Adds a record, or changes the one with the same key.
pub(in crate::store) fn put(call: &mut Call, entity: &'static Entity, key: Key, row: Row) {
    let (user, now) = (call.caller.user, call.now as i64);
    let store = call.portal.store();
    match find(store, entity, key, &row) {
        Some(id) => {
            store.update(entity, id, row, user, now);
        }
        None => {
            store.add(entity, row, user, now);
        }
    }
}
