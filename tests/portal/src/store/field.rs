//! The fields of records.

use super::datum::{Contact, Datum};
use crate::dates;
use crate::php::{Array, Value};

/// What a field contains.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// The identifier of another record or a user, with its documented type.
    Reference(&'static str),
    /// An integer.
    Integer,
    /// A number with a fraction.
    Double,
    /// An amount of money.
    Money,
    /// `Y` or `N`.
    Flag,
    /// A text.
    Text,
    /// A value of a dictionary (`crm.status`), with the dictionary's name.
    Status(&'static str),
    /// The code of a currency.
    Currency,
    /// A date without a time.
    Date,
    /// A moment.
    DateTime,
    /// Phone numbers, addresses and their like: a multi-field.
    Contacts,
    /// The identifiers of several records.
    References(&'static str),
    /// Several texts.
    Texts,
    /// The identifier of one of these values of a custom field.
    Enumeration(&'static [(i64, &'static str)]),
    /// A custom field that is `1` or `0`.
    Switch,
}

/// Who sets a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everybody.
    Writable,
    /// Everybody who adds a record.
    Immutable,
    /// The portal.
    ReadOnly,
}

/// The value of a field that an added record does not set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Initial {
    /// No value.
    Null,
    /// A text.
    Text(&'static str),
    /// Yes or no.
    Flag(bool),
    /// An integer.
    Int(i64),
    /// A number with a fraction.
    Double(f64),
    /// The time of the call.
    Now,
    /// The caller.
    Caller,
}

/// A field of a record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    /// The name, in upper case.
    pub(crate) name: &'static str,
    /// The name in camel case, if it is not that of `name`.
    pub(super) camel: Option<&'static str>,
    pub(crate) kind: Kind,
    pub(crate) access: Access,
    pub(crate) required: bool,
    pub(super) initial: Initial,
    /// Whether each change of the record sets the field to `initial` again.
    pub(super) refreshed: bool,
    /// Whether replies in upper case do not have the field.
    pub(super) only_camel: bool,
}

impl Field {
    /// Creates a field that everybody may set.
    pub(super) const fn new(name: &'static str, kind: Kind) -> Self {
        let (access, initial) = (Access::Writable, Initial::Null);
        Self {
            name,
            camel: None,
            kind,
            access,
            required: false,
            initial,
            refreshed: false,
            only_camel: false,
        }
    }

    /// Creates the identifier.
    pub(crate) const fn id() -> Self {
        Self::new("ID", Kind::Integer).read_only()
    }

    /// Creates a text.
    pub(super) const fn text(name: &'static str) -> Self {
        Self::new(name, Kind::Text)
    }

    /// Creates a flag.
    pub(super) const fn flag(name: &'static str, initial: bool) -> Self {
        Self::new(name, Kind::Flag).initially(Initial::Flag(initial))
    }

    /// Creates the identifier of another record.
    pub(super) const fn reference(name: &'static str, to: &'static str) -> Self {
        Self::new(name, Kind::Reference(to))
    }

    /// Creates the currency of the amounts.
    pub(super) const fn currency() -> Self {
        Self::new("CURRENCY_ID", Kind::Currency).initially(Initial::Text("EUR"))
    }

    /// Creates the moment of the addition, or of the last change if `refreshed` is true.
    pub(super) const fn stamp(name: &'static str, refreshed: bool) -> Self {
        let field = Self::new(name, Kind::DateTime).read_only().initially(Initial::Now);
        Self { refreshed, ..field }
    }

    /// Creates the author, or who made the last change if `refreshed` is true.
    pub(super) const fn author(name: &'static str, refreshed: bool) -> Self {
        let field = Self::reference(name, "user").read_only().initially(Initial::Caller);
        Self { refreshed, ..field }
    }

    pub(super) const fn read_only(self) -> Self {
        Self { access: Access::ReadOnly, ..self }
    }

    pub(super) const fn immutable(self) -> Self {
        Self { access: Access::Immutable, ..self }
    }

    pub(super) const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    pub(super) const fn initially(self, initial: Initial) -> Self {
        Self { initial, ..self }
    }

    /// Removes the field from replies in upper case.
    pub(super) const fn only_camel(self) -> Self {
        Self { only_camel: true, ..self }
    }

    /// Creates a field of `crm.item.*` that never has a value.
    pub(super) const fn unused(name: &'static str) -> Self {
        Self::text(name).read_only().only_camel()
    }

    /// Creates the number of the kind of record in `crm.item.*`.
    pub(super) const fn entity_type(number: i64) -> Self {
        let field = Self::new("ENTITY_TYPE_ID", Kind::Integer).read_only().only_camel();
        field.initially(Initial::Int(number))
    }

    /// Sets the name in camel case.
    pub(super) const fn camel(self, name: &'static str) -> Self {
        Self { camel: Some(name), ..self }
    }

    /// Creates a multi-field, which `crm.item.*` keeps in `fm` together with the others.
    pub(super) const fn contacts(name: &'static str) -> Self {
        Self::new(name, Kind::Contacts).camel("fm")
    }

    /// Converts what a caller sent to a value of the field. What it cannot be is null.
    pub(super) fn read(&self, value: &Value) -> Datum {
        match self.kind {
            Kind::Contacts => Datum::Contacts(contacts(self.name, value)),
            kind => kind.read(value),
        }
    }

    /// Returns whether the field is a custom one.
    pub(crate) fn is_custom(&self) -> bool {
        self.name.starts_with("UF_")
    }

    /// Returns the caption: `Stage id` for `STAGE_ID`.
    pub(super) fn title(&self) -> String {
        let words = self.name.trim_start_matches("UF_").replace('_', " ").to_lowercase();
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().collect::<String>() + letters.as_str()
        })
    }
}

impl Kind {
    /// Returns the documented name of the type.
    pub(crate) fn type_name(self) -> &'static str {
        match self {
            Self::Reference(to) | Self::References(to) => to,
            Self::Integer => "integer",
            Self::Double | Self::Money => "double",
            Self::Flag => "char",
            Self::Text | Self::Texts => "string",
            Self::Status(_) => "crm_status",
            Self::Currency => "crm_currency",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::Contacts => "crm_multifield",
            Self::Enumeration(_) => "enumeration",
            Self::Switch => "boolean",
        }
    }

    /// Returns whether the field has several values.
    pub(crate) fn is_multiple(self) -> bool {
        matches!(self, Self::Contacts | Self::References(_) | Self::Texts)
    }

    fn read(self, value: &Value) -> Datum {
        let text = value.to_text();
        match self {
            Self::Contacts => Datum::Null,
            Self::References(_) => {
                Datum::List(several(value, |value| Self::Integer.read(value)).collect())
            }
            Self::Texts => Datum::List(several(value, |value| Self::Text.read(value)).collect()),
            Self::Flag | Self::Switch => Datum::Flag(is_yes(value)),
            Self::Text | Self::Status(_) | Self::Currency => Datum::Text(text.into_owned()),
            _ if text.is_empty() => Datum::Null,
            Self::Reference(_) | Self::Integer | Self::Enumeration(_) => Datum::Int(value.to_int()),
            Self::Double | Self::Money => text.trim().parse().map_or(Datum::Null, Datum::Double),
            Self::Date => dates::parse_date(&text).map_or(Datum::Null, Datum::Moment),
            Self::DateTime => dates::parse_moment(&text).map_or(Datum::Null, Datum::Moment),
        }
    }
}

/// Returns whether a caller means yes: true, 1, `Y` or `1`.
pub(super) fn is_yes(value: &Value) -> bool {
    match value {
        Value::Text(text) => matches!(text.as_slice(), b"Y" | b"y" | b"1"),
        other => other.is_truthy(),
    }
}

fn several<'a>(
    value: &'a Value,
    read: impl Fn(&'a Value) -> Datum + 'a,
) -> Box<dyn Iterator<Item = Datum> + 'a> {
    match value {
        Value::Array(values) => {
            Box::new(values.values().map(read).filter(|datum| !datum.is_empty()))
        }
        single => Box::new(std::iter::once(read(single)).filter(|datum| !datum.is_empty())),
    }
}

/// Reads `[{ID?, VALUE_TYPE?, VALUE?, DELETE?}]`, or `[{id?, valueType?, value?, typeId?}]` with the
/// entries of several multi-fields. An entry without a value is deleted.
fn contacts(name: &str, value: &Value) -> Vec<Contact> {
    let Value::Array(entries) = value else {
        return Vec::new();
    };
    let entry = |entry: &Array| {
        let value = |upper: &str, camel: &str| entry.get(upper).or_else(|| entry.get(camel));
        let text = |upper, camel| value(upper, camel).map(Value::to_text).unwrap_or_default();
        let type_id = text("TYPE_ID", "typeId");
        let deleted = entry.get("DELETE").is_some_and(is_yes);
        (type_id.is_empty() || type_id == name).then(|| Contact {
            id: value("ID", "id").map_or(0, Value::to_int),
            value_type: text("VALUE_TYPE", "valueType").into_owned(),
            value: if deleted { String::new() } else { text("VALUE", "value").into_owned() },
        })
    };
    entries.values().filter_map(Value::as_array).filter_map(entry).collect()
}
