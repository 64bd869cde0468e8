//! The Rust types of parameters. Each implies the kind of its parameter.

use std::marker::PhantomData;

use super::column::FieldName;
use super::decode::Decode;
use super::element::Record;
use super::field::Type;
use super::param::ParamKind;
use crate::wire::{Map, Value};

/// The Rust type of a parameter.
pub trait ParamType: Into<Value> {
    /// The kind of the parameter.
    const KIND: ParamKind;
}

macro_rules! param_types {
    ($($ty:ty: $kind:ident,)*) => {$(
        impl ParamType for $ty {
            const KIND: ParamKind = ParamKind::Value(Type::$kind);
        }
    )*};
}

param_types! {
    bool: Flag,
    i64: Integer,
    String: Text,
    Vec<String>: Texts,
    Value: Any,
}

impl<R: Record> ParamType for FieldName<R> {
    const KIND: ParamKind = ParamKind::FieldName(&R::FIELDS);
}

impl<R: Record> ParamType for Vec<FieldName<R>> {
    const KIND: ParamKind = ParamKind::FieldNames(&R::FIELDS);
}

/// A boolean that is sent as `1` or `0`, because PHP reads `N` as true here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Switch(bool);

impl From<bool> for Switch {
    fn from(on: bool) -> Self {
        Self(on)
    }
}

impl From<Switch> for Value {
    fn from(switch: Switch) -> Self {
        switch.0.into()
    }
}

impl ParamType for Switch {
    const KIND: ParamKind = ParamKind::Switch;
}

/// A whole number from 1 to `MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UpTo<const MAX: u32>(i64);

impl<const MAX: u32> From<i64> for UpTo<MAX> {
    fn from(number: i64) -> Self {
        Self(number)
    }
}

impl<const MAX: u32> From<UpTo<MAX>> for Value {
    fn from(number: UpTo<MAX>) -> Self {
        number.0.into()
    }
}

impl<const MAX: u32> ParamType for UpTo<MAX> {
    const KIND: ParamKind = ParamKind::UpTo(MAX);
}

/// A text of at least `MIN` characters, without surrounding white space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinLength<const MIN: usize>(String);

impl<const MIN: usize, T: Into<String>> From<T> for MinLength<MIN> {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl<const MIN: usize> From<MinLength<MIN>> for Value {
    fn from(text: MinLength<MIN>) -> Self {
        text.0.into()
    }
}

impl<const MIN: usize> ParamType for MinLength<MIN> {
    const KIND: ParamKind = ParamKind::MinLength(MIN);
}

/// A parameter of type `P` that changes the type of a method's result to `R`. The struct of the
/// method stores no value for it: the setter returns a call of another type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alternate<P, R>(PhantomData<(P, R)>);

impl<P, R> Default for Alternate<P, R> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

/// The parameter and the result of an [`Alternate`].
pub trait AlternateParam {
    /// The type of the parameter.
    type Param: ParamType;
    /// The result with the parameter.
    type Result: Decode;
}

impl<P: ParamType, R: Decode> AlternateParam for Alternate<P, R> {
    type Param = P;
    type Result = R;
}

/// The values of a record's fields, as parameters of a method that writes the record `R`.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldValues<R> {
    values: Map,
    record: PhantomData<R>,
}

impl<R> Default for FieldValues<R> {
    fn default() -> Self {
        Self { values: Map::new(), record: PhantomData }
    }
}

impl<R> FieldValues<R> {
    /// Sets the value of a field.
    pub fn insert(&mut self, field: FieldName<R>, value: Value) {
        self.values.insert(field.as_str(), value);
    }

    /// Adds the values to a method's parameters. If a field has the name of another parameter, the
    /// check of the parameters rejects the duplicate.
    pub fn add_to(self, params: &mut Map) {
        for (name, value) in self.values {
            params.push(name, value);
        }
    }
}

/// The record of [`FieldValues`].
pub trait WritesFields {
    /// The record.
    type Record: Record;
}

impl<R: Record> WritesFields for FieldValues<R> {
    type Record = R;
}
