//! The description of a kind of record: everything that its methods need to know.

use super::method::Method;
use crate::php::Value;
use crate::portal::Portal;
use crate::store::{Datum, Entity, Row};

/// A kind of record.
#[derive(Debug)]
pub(super) struct Kind {
    /// The start of the names of its methods: `tasks.task`.
    pub(super) name: &'static str,
    pub(super) records: Records,
    /// Its fields, in the order in which they are sent.
    pub(super) fields: &'static [Field],
    pub(super) methods: &'static [Method],
    /// The fields of a list without a selection; all scalar ones if `None`.
    pub(super) listed: Option<&'static [&'static str]>,
    /// The field that the filter of a list must compare for equality, if there is one.
    pub(super) required_filter: Option<&'static str>,
    pub(super) limits: Limits,
}

/// The number of rows of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) default: usize,
    pub(super) max: usize,
}

/// The limits of the framework.
pub(super) const LIMITS: Limits = Limits { default: 50, max: 1000 };

/// Where the records are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Records {
    /// In a table of the store.
    Stored(&'static Entity),
    /// Elsewhere in the portal: all of them, ordered by identifier, and the one with an identifier.
    View { all: fn(&mut Portal) -> Vec<Row>, one: fn(&mut Portal, i64) -> Option<Row> },
    /// The kind only describes the parameters or the result of a method.
    None,
}

/// A field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) ty: Type,
    pub(super) source: Source,
    pub(super) filterable: bool,
    pub(super) sortable: bool,
    /// Whether an update may set the field.
    pub(super) editable: bool,
    /// Whether a new record may set the field.
    pub(super) settable: bool,
    /// Whether a new record must set the field.
    pub(super) required: bool,
    pub(super) nullable: bool,
}

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Type {
    Int,
    Float,
    Bool,
    Text,
    /// A date without a time.
    Date,
    /// A moment with the portal's offset.
    DateTime,
    /// A moment in UTC.
    Utc,
    /// One of these words.
    Words(&'static [&'static str]),
    /// One of these words, stored as a number.
    Codes(&'static [(i64, &'static str)]),
    /// Several integers.
    Ints,
    /// Several texts.
    Texts,
    /// An object or a list of objects.
    Object,
}

/// Where the value of a field comes from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    /// A column of the record.
    Column(&'static str),
    /// A function of the record.
    Computed(fn(&Portal, &Row) -> Value),
    /// The record of another kind whose identifier is in a column.
    Related(&'static Kind, &'static str),
}

impl Field {
    /// Creates a field whose column has its name.
    pub(super) const fn new(name: &'static str, ty: Type) -> Self {
        Self {
            name,
            ty,
            source: Source::Column(name),
            filterable: false,
            sortable: false,
            editable: false,
            settable: false,
            required: false,
            nullable: false,
        }
    }

    /// Creates the identifier.
    pub(super) const fn id() -> Self {
        Self::new("id", Type::Int).from("ID").filterable().sortable()
    }

    /// Creates a field that a function computes.
    pub(super) const fn computed(
        name: &'static str,
        ty: Type,
        compute: fn(&Portal, &Row) -> Value,
    ) -> Self {
        Self { source: Source::Computed(compute), ..Self::new(name, ty) }
    }

    /// Creates a field with the record of another kind.
    pub(super) const fn related(
        name: &'static str,
        kind: &'static Kind,
        column: &'static str,
    ) -> Self {
        Self { source: Source::Related(kind, column), ..Self::new(name, Type::Object) }
    }

    /// Sets the column.
    pub(super) const fn from(self, column: &'static str) -> Self {
        Self { source: Source::Column(column), ..self }
    }

    pub(super) const fn filterable(self) -> Self {
        Self { filterable: true, ..self }
    }

    pub(super) const fn sortable(self) -> Self {
        Self { sortable: true, ..self }
    }

    /// Permits updates and new records to set the field.
    pub(super) const fn editable(self) -> Self {
        Self { editable: true, settable: true, ..self }
    }

    /// Permits new records to set the field.
    pub(super) const fn settable(self) -> Self {
        Self { settable: true, ..self }
    }

    pub(super) const fn required(self) -> Self {
        Self { required: true, settable: true, ..self }
    }

    pub(super) const fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// Returns whether a list without a selection has the field.
    pub(super) fn is_scalar(&self) -> bool {
        !matches!(self.source, Source::Related(..))
    }

    /// Returns the value of a column; null for any other field.
    pub(super) fn datum(&self, row: &Row) -> Datum {
        let Source::Column(column) = self.source else {
            return Datum::Null;
        };
        match (self.ty, row.get(column)) {
            (Type::Codes(words), Datum::Int(number)) => {
                let word = words.iter().find(|(code, _)| code == number).map(|(_, word)| *word);
                word.into()
            }
            (_, datum) => datum.clone(),
        }
    }
}

impl Kind {
    /// Returns the record with this identifier.
    pub(super) fn find(&self, portal: &mut Portal, id: i64) -> Option<Row> {
        match self.records {
            Records::Stored(entity) => portal.store().get(entity, id).cloned(),
            Records::View { one, .. } => one(portal, id),
            Records::None => None,
        }
    }

    /// Returns what `read` makes of all records, ordered by identifier.
    pub(super) fn with_rows<T>(
        &self,
        portal: &mut Portal,
        read: impl FnOnce(&mut dyn Iterator<Item = &Row>) -> T,
    ) -> T {
        match self.records {
            Records::Stored(entity) => read(&mut portal.store().rows(entity)),
            Records::View { all, .. } => read(&mut all(portal).iter()),
            Records::None => read(&mut std::iter::empty()),
        }
    }
}
