//! The formats of records on the wire.

use super::datum::{Contact, Datum};
use super::field::{Field, Kind};
use super::row::Row;
use crate::dates::date_time;
use crate::php::{Array, Value};

/// The names of fields on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    /// `STAGE_ID`.
    Upper,
    /// `stageId`; custom fields are `ufCrmColor`.
    Camel,
    /// `stageId`, and custom fields under their original names.
    CamelExceptCustom,
    /// `stageId` in replies; parameters may be in upper case, too.
    CamelOrUpper,
}

/// The format of a family of methods.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    pub(crate) names: Names,
    /// Whether numbers are numbers rather than texts.
    pub(crate) numbers: bool,
    /// Whether a filter or an order with an unknown field is an error rather than ignored.
    pub(crate) strict: bool,
    /// Whether lists without an order are sorted in descending order of the identifier.
    pub(crate) newest_first: bool,
    /// Whether a list without a selection contains custom fields.
    pub(crate) selects_custom: bool,
    /// The total of a list that is not counted.
    pub(crate) uncounted: Option<i64>,
}

/// `crm.deal.*` and the other methods of its age: upper case, numbers as texts.
pub(crate) const CLASSIC: Style = Style {
    names: Names::Upper,
    numbers: false,
    strict: false,
    newest_first: false,
    selects_custom: false,
    uncounted: Some(0),
};

/// `crm.item.*`: camel case, numbers.
pub(crate) const ITEM: Style = Style {
    names: Names::Camel,
    numbers: true,
    strict: true,
    newest_first: false,
    selects_custom: true,
    uncounted: None,
};

/// `tasks.task.*`: camel case, numbers as texts.
pub(crate) const TASK: Style = Style {
    names: Names::CamelOrUpper,
    numbers: false,
    strict: false,
    newest_first: true,
    selects_custom: false,
    uncounted: None,
};

/// `catalog.*`: camel case, numbers.
pub(crate) const CATALOG: Style = Style { strict: false, ..ITEM };

impl Style {
    /// Returns the name of a field on the wire.
    pub(crate) fn name(self, field: &Field) -> String {
        match self.names {
            Names::Upper => field.name.to_owned(),
            Names::CamelExceptCustom if field.is_custom() => field.name.to_owned(),
            _ => field.camel.map_or_else(|| camel(field.name), str::to_owned),
        }
    }

    /// Returns whether replies have the field.
    pub(super) fn has(self, field: &Field) -> bool {
        self.names != Names::Upper || !field.only_camel
    }

    /// Returns whether a caller may call the field by this name.
    pub(super) fn accepts(self, field: &Field, name: &str) -> bool {
        (self.names == Names::CamelOrUpper && field.name == name) || self.name(field) == name
    }

    /// Returns the record with these fields.
    pub(crate) fn row(self, row: &Row, fields: &[&Field]) -> Array {
        let mut reply = Array::new();
        for field in fields.iter().filter(|field| self.has(field)) {
            match row.get(field.name) {
                Datum::Contacts(entries) if self.names != Names::Upper => {
                    let entries = entries.iter().map(|entry| listed_contact(field.name, entry));
                    let mut all = match reply.get("fm") {
                        Some(Value::Array(all)) => all.clone(),
                        _ => Array::new(),
                    };
                    for entry in entries {
                        all.push(entry);
                    }
                    reply.insert("fm", all);
                }
                // A multi-field without entries is omitted.
                value if field.kind == Kind::Contacts && value.is_empty() => {}
                value => reply.insert(self.name(field), self.value(field, value)),
            }
        }
        reply
    }

    /// Returns a value as it is sent.
    pub(crate) fn value(self, field: &Field, value: &Datum) -> Value {
        match value {
            Datum::Null if field.kind.is_multiple() => Array::new().into(),
            Datum::Null if self.names == Names::Upper && is_time(field.kind) => "".into(),
            Datum::Null => Value::Null,
            Datum::Int(number) if self.numbers => (*number).into(),
            Datum::Int(number) => number.to_string().into(),
            Datum::Double(number) if self.numbers => (*number).into(),
            Datum::Double(number) if field.kind == Kind::Money => format!("{number:.2}").into(),
            Datum::Double(number) => Value::from(*number).to_text().as_ref().into(),
            Datum::Flag(flag) if field.kind == Kind::Switch && !self.numbers => {
                (if *flag { "1" } else { "0" }).into()
            }
            Datum::Flag(flag) => (if *flag { "Y" } else { "N" }).into(),
            Datum::Text(text) => text.as_str().into(),
            Datum::Moment(moment) => date_time(*moment).into(),
            Datum::List(values) => {
                values.iter().map(|value| self.value(field, value)).collect::<Vec<_>>().into()
            }
            Datum::Contacts(entries) => {
                entries.iter().map(|entry| contact(field.name, entry)).collect::<Vec<_>>().into()
            }
        }
    }
}

fn is_time(kind: Kind) -> bool {
    matches!(kind, Kind::Date | Kind::DateTime)
}

fn contact(type_id: &str, entry: &Contact) -> Array {
    [
        ("ID", entry.id.to_string()),
        ("VALUE_TYPE", entry.value_type.clone()),
        ("VALUE", entry.value.clone()),
        ("TYPE_ID", type_id.to_owned()),
    ]
    .into_iter()
    .collect()
}

fn listed_contact(type_id: &str, entry: &Contact) -> Array {
    let mut listed = Array::new();
    listed.insert("id", entry.id);
    listed.insert("valueType", entry.value_type.as_str());
    listed.insert("value", entry.value.as_str());
    listed.insert("typeId", type_id);
    listed
}

/// Converts `STAGE_ID` to `stageId`. The number at the end of a custom field keeps its underscore:
/// `ufCrm_1721244482250`.
fn camel(name: &str) -> String {
    let (name, number) = match name.rsplit_once('_') {
        Some((start, number))
            if name.starts_with("UF_") && number.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            (start, Some(number))
        }
        _ => (name, None),
    };
    let mut text = String::new();
    for (index, word) in name.split('_').enumerate() {
        let word = word.to_ascii_lowercase();
        match word.get(..1) {
            Some(first) if index > 0 => {
                text.push_str(&first.to_ascii_uppercase());
                text.push_str(word.get(1..).unwrap_or_default());
            }
            _ => text.push_str(&word),
        }
    }
    if let Some(number) = number {
        text.push('_');
        text.push_str(number);
    }
    text
}
