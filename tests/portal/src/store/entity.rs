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
    /// Keeps what else the portal remembers of a record that was added or changed.
    pub(crate) stored: fn(&mut Store, &Change),
    /// Adds the records that a new portal has.
    pub(crate) seed: fn(&mut Seeder),
}

impl Entity {
    /// A kind without a number, custom fields, fields that depend on others, a history, and records
    /// in a new portal.
    pub(super) const PLAIN: Self = Self {
        name: "",
        type_id: None,
        custom_fields: None,
        fields: &[],
        methods: &[],
        complete: |_, _| {},
        stored: |_, _| {},
        seed: |_| {},
    };

    /// A kind that REST 2.0 does not have: its fields are described elsewhere, and the store needs only the
    /// identifier.
    pub(crate) const BARE: Self = Self { fields: &[Field::id()], ..Self::PLAIN };
}

/// Who changes a record, when, and what else the portal has.
pub(crate) struct Context<'a> {
    pub(super) store: &'a Store,
    pub(crate) user: u32,
    pub(crate) now: i64,
    /// The record before the change; `None` if it is added.
    pub(crate) before: Option<&'a Row>,
}

/// A record that was added or changed.
pub(crate) struct Change<'a> {
    pub(super) entity: &'a Entity,
    /// The record before the change; `None` if it is added.
    pub(super) before: Option<&'a Row>,
    pub(super) row: &'a Row,
    pub(super) now: i64,
}
