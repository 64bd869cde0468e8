//! The description of a kind of record.

use super::field::Field;
use super::row::Row;
use super::seed::Seeder;
use super::table::Store;
use crate::methods::Method;

/// A kind of record: everything that distinguishes it from other kinds.
#[derive(Debug)]
pub(crate) struct Entity {
    /// The name of its table.
    pub(crate) name: &'static str,
    /// Its number in `crm.item.*`, if those methods have it.
    pub(crate) type_id: Option<i64>,
    /// Its name in `userfieldconfig`, if it has custom fields.
    pub(crate) custom_fields: Option<&'static str>,
    /// Its fields, in the order in which they are sent.
    pub(crate) fields: &'static [Field],
    /// Its own methods.
    pub(crate) methods: &'static [Method],
    /// Sets the fields that depend on others, before a record is stored.
    pub(crate) complete: fn(&mut Row, &Context),
    /// Adds the records that a new portal has.
    pub(crate) seed: fn(&mut Seeder),
}

/// The only field that the store itself needs.
const IDENTIFIER: &[Field] = &[Field::id()];

impl Entity {
    /// Creates a kind of record that REST 2.0 does not have, so that its fields are described
    /// elsewhere.
    pub(crate) const fn bare(
        name: &'static str,
        complete: fn(&mut Row, &Context),
        seed: fn(&mut Seeder),
    ) -> Self {
        let (fields, methods) = (IDENTIFIER, &[]);
        Self { name, type_id: None, custom_fields: None, fields, methods, complete, seed }
    }
}

/// Sets nothing: the fields of the records do not depend on each other.
pub(crate) fn independent(_: &mut Row, _: &Context) {}

/// Adds nothing: a new portal has no such records.
pub(crate) fn none(_: &mut Seeder) {}

/// Who changes a record, when, and what else the portal has.
pub(crate) struct Context<'a> {
    pub(super) store: &'a Store,
    pub(crate) user: u32,
    pub(crate) now: i64,
    /// The record before the change; `None` if it is added.
    pub(crate) before: Option<&'a Row>,
}
