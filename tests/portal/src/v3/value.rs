//! The values of fields on the wire.

use super::kind::Type;
use crate::dates;
use crate::php::{Array, Value};
use crate::settings::Generation;
use crate::store::Datum;

impl Type {
    /// Returns the name in descriptions of fields.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Int => "int",
            Self::Float => "float",
            Self::Bool => "bool",
            Self::Text | Self::Words(_) | Self::Codes(_) => "string",
            Self::Date | Self::DateTime | Self::Utc | Self::Object => "object",
            Self::Ints | Self::Texts => "array",
        }
    }

    /// Returns the name of the type of an element; `None` if the field has one value.
    pub(super) fn element_name(self) -> Option<&'static str> {
        match self {
            Self::Ints => Some("int"),
            Self::Texts => Some("string"),
            _ => None,
        }
    }

    /// Reads a value that has exactly this type: an integer is no text with digits and no float, a
    /// moment has no fraction of a second. Returns `None` for any other value, such as null.
    pub(super) fn strict(self, value: &Value, generation: Generation) -> Option<Datum> {
        match (self, value) {
            (Self::Int, Value::Int(number)) => Some((*number).into()),
            (Self::Float, Value::Float(number)) => Some((*number).into()),
            (Self::Bool, Value::Bool(flag)) => Some((*flag).into()),
            (Self::Text, Value::Text(_)) => Some(value.to_text().as_ref().into()),
            (Self::Date, Value::Text(_)) => {
                let text = value.to_text();
                (text.len() == 10 && text.as_bytes().get(4) == Some(&b'-')).then_some(())?;
                dates::parse_date(&text).map(Datum::Moment)
            }
            (Self::DateTime | Self::Utc, Value::Text(_)) => moment(&value.to_text()),
            (Self::Words(words), Value::Text(_)) => {
                let text = value.to_text();
                let known = generation == Generation::J26 || words.contains(&text.as_ref());
                known.then(|| text.as_ref().into())
            }
            (Self::Codes(words), Value::Text(_)) => {
                let text = value.to_text();
                let mut known = words.iter().map(|(_, word)| *word);
                let known = generation == Generation::J26 || known.any(|word| word == text);
                known.then(|| text.as_ref().into())
            }
            (Self::Ints, Value::Array(values)) => list(Self::Int, values, generation),
            (Self::Texts, Value::Array(values)) => list(Self::Text, values, generation),
            _ => None,
        }
    }

    /// Reads a value that PHP assigns to a property of this type.
    pub(super) fn assigned(self, value: &Value, generation: Generation) -> Option<Datum> {
        match (self, value) {
            (Self::Int, Value::Text(_)) => {
                value.to_text().trim().parse::<i64>().ok().map(Datum::Int)
            }
            (Self::Int, Value::Bool(flag)) => Some(Datum::Int((*flag).into())),
            (Self::Float, Value::Int(number)) => Some((*number as f64).into()),
            (Self::Float, Value::Text(_)) => {
                value.to_text().trim().parse::<f64>().ok().map(Datum::Double)
            }
            (Self::Text, Value::Int(_) | Value::Float(_) | Value::Bool(_)) => {
                Some(value.to_text().as_ref().into())
            }
            (Self::Bool, Value::Int(_) | Value::Float(_) | Value::Text(_)) => {
                Some(value.is_truthy().into())
            }
            _ => self.strict(value, generation),
        }
    }

    /// Returns the form in which a value is stored.
    pub(super) fn stored(self, datum: Datum) -> Datum {
        match self {
            Self::Codes(words) => {
                let code = words.iter().find(|(_, word)| *word == datum.text());
                code.map(|(code, _)| *code).into()
            }
            _ => datum,
        }
    }

    /// Returns a value as it is sent.
    pub(super) fn wire(self, datum: &Datum) -> Value {
        match datum {
            Datum::Null if matches!(self, Self::Ints | Self::Texts) => Array::new().into(),
            Datum::Null | Datum::Contacts(_) => Value::Null,
            Datum::Int(number) => (*number).into(),
            Datum::Double(number) => (*number).into(),
            Datum::Flag(flag) => (*flag).into(),
            Datum::Text(text) => text.as_str().into(),
            Datum::Moment(moment) => match self {
                Self::Date => dates::date(*moment).into(),
                Self::Utc => dates::utc(*moment).into(),
                _ => dates::date_time(*moment).into(),
            },
            Datum::List(values) => {
                values.iter().map(|value| self.wire(value)).collect::<Vec<_>>().into()
            }
        }
    }
}

/// Parses `2026-01-30T15:50:24+03:00` or `2026-01-30T15:50:24Z`, without a fraction of a second.
fn moment(text: &str) -> Option<Datum> {
    let (_, zone) = text.split_at_checked(19)?;
    let is_offset = zone.len() == 6 && zone.starts_with(['+', '-']) && zone.contains(':');
    (zone == "Z" || is_offset).then_some(())?;
    dates::parse(text).map(Datum::Moment)
}

fn list(ty: Type, values: &Array, generation: Generation) -> Option<Datum> {
    let values: Option<Vec<Datum>> =
        values.values().map(|value| ty.strict(value, generation)).collect();
    values.map(Datum::from)
}
