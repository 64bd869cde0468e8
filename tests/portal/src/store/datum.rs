//! The values of records.

use crate::filter::Comparable;

/// A value of a record, independent of its format on the wire.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Datum {
    /// No value.
    #[default]
    Null,
    /// An identifier or another integer.
    Int(i64),
    /// A number with a fraction, such as an amount of money.
    Double(f64),
    /// Yes or no.
    Flag(bool),
    /// A text.
    Text(String),
    /// A moment in unix seconds; a bare date is midnight UTC.
    Moment(i64),
    /// The values of a field with several values.
    List(Vec<Datum>),
    /// Phone numbers, e-mail addresses and their like.
    Contacts(Vec<Contact>),
}

/// An entry of a multi-field such as `PHONE`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Contact {
    /// The identifier among all entries of the portal; 0 until it is stored.
    pub(crate) id: i64,
    /// `WORK`, `MOBILE`, `HOME` and their like.
    pub(crate) value_type: String,
    /// The number or address; an empty one deletes the entry.
    pub(crate) value: String,
}

/// Numbers are compared with four digits of their fraction.
const SCALE: f64 = 10_000.0;

/// Returns the form in which a number with a fraction is compared.
pub(crate) fn scaled(number: f64) -> i64 {
    (number * SCALE).round() as i64
}

impl Datum {
    /// Returns the integer; 0 for any other value.
    pub(crate) fn int(&self) -> i64 {
        match self {
            Self::Int(number) | Self::Moment(number) => *number,
            _ => 0,
        }
    }

    /// Returns the number; 0 for any other value.
    pub(crate) fn double(&self) -> f64 {
        match self {
            Self::Double(number) => *number,
            Self::Int(number) => *number as f64,
            _ => 0.0,
        }
    }

    /// Returns the text; an empty one for any other value.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    /// Returns whether the value is yes.
    pub(crate) fn flag(&self) -> bool {
        matches!(self, Self::Flag(true))
    }

    /// Returns whether there is no value: null, an empty text or an empty list.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            Self::List(values) => values.is_empty(),
            Self::Contacts(contacts) => contacts.is_empty(),
            Self::Int(_) | Self::Double(_) | Self::Flag(_) | Self::Moment(_) => false,
        }
    }

    /// Returns the form in which the value is compared and sorted.
    pub(crate) fn comparable(&self) -> Comparable {
        match self {
            Self::Null => Comparable::Null,
            Self::Int(number) | Self::Moment(number) => Comparable::Number(*number),
            Self::Double(number) => Comparable::Number(scaled(*number)),
            Self::Flag(flag) => Comparable::Number((*flag).into()),
            Self::Text(text) => Comparable::Text(text.to_lowercase()),
            Self::Contacts(contacts) => {
                Comparable::Texts(contacts.iter().map(|entry| entry.value.to_lowercase()).collect())
            }
            Self::List(values) if values.iter().all(|value| matches!(value, Self::Text(_))) => {
                Comparable::Texts(values.iter().map(|value| value.text().to_lowercase()).collect())
            }
            Self::List(values) => Comparable::Numbers(values.iter().map(Self::int).collect()),
        }
    }
}

impl From<i64> for Datum {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<u32> for Datum {
    fn from(number: u32) -> Self {
        Self::Int(number.into())
    }
}

impl From<f64> for Datum {
    fn from(number: f64) -> Self {
        Self::Double(number)
    }
}

impl From<bool> for Datum {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<&str> for Datum {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Datum {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Datum>> From<Vec<T>> for Datum {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Datum>> From<Option<T>> for Datum {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
