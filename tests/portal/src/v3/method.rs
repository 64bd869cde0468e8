//! A method, and a call of it.

use super::error::Failure;
use super::kind::Kind;
use super::rules::Rules;
use crate::php::{Array, Value};
use crate::portal::Portal;
use crate::rest::Caller;

/// A method of REST 3.0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Method {
    /// The name, in lower case.
    pub(super) name: &'static str,
    /// The handler.
    pub(super) run: fn(&mut Call) -> Result<Value, Failure>,
    /// Whether the caller needs a scope.
    pub(super) scoped: bool,
    /// Whether GET is possible, because the method has no parameters.
    pub(super) parameterless: bool,
    /// Whether a repeated request with the same idempotency key gets the first reply.
    pub(super) keyed: bool,
    /// Whether the result is the whole body.
    pub(super) raw: bool,
}

/// Creates a method.
pub(super) const fn method(
    name: &'static str,
    run: fn(&mut Call) -> Result<Value, Failure>,
) -> Method {
    Method { name, run, scoped: true, parameterless: false, keyed: false, raw: false }
}

impl Method {
    /// Opens the method to every caller.
    pub(super) const fn global(self) -> Self {
        Self { scoped: false, ..self }
    }

    pub(super) const fn parameterless(self) -> Self {
        Self { parameterless: true, ..self }
    }

    pub(super) const fn keyed(self) -> Self {
        Self { keyed: true, ..self }
    }

    pub(super) const fn raw(self) -> Self {
        Self { raw: true, ..self }
    }
}

/// A call of a method, after all checks.
pub(crate) struct Call<'a> {
    /// The name as sent.
    pub(super) name: &'a str,
    pub(super) portal: &'a mut Portal,
    pub(super) caller: &'a Caller,
    pub(super) rules: Rules,
    /// The parameters, without the token.
    pub(super) parameters: Array,
    /// The time when the method runs, in unix seconds. A batch advances it.
    pub(super) now: f64,
}

impl Call<'_> {
    /// Returns the kind of record that the method is about.
    pub(super) fn kind(&self) -> &'static Kind {
        self.rules.kind
    }

    /// Reads a required identifier.
    pub(super) fn id(&self, name: &str) -> Result<i64, Failure> {
        self.integer(name)?.ok_or_else(|| Failure::required(name))
    }

    /// Reads an integer, or a text with one.
    pub(super) fn integer(&self, name: &str) -> Result<Option<i64>, Failure> {
        match self.parameters.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Int(number)) => Ok(Some(*number)),
            Some(Value::Text(text)) => match std::str::from_utf8(text).map(str::parse) {
                Ok(Ok(number)) => Ok(Some(number)),
                _ => Err(wrong_type(name, "int")),
            },
            Some(_) => Err(wrong_type(name, "int")),
        }
    }

    /// Reads a text.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Failure> {
        match self.parameters.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value @ Value::Text(_)) => Ok(Some(value.to_text().into_owned())),
            Some(_) => Err(wrong_type(name, "string")),
        }
    }

    /// Reads a required text that is not empty.
    pub(super) fn required_text(&self, name: &str) -> Result<String, Failure> {
        let text = self.text(name)?.filter(|text| !text.is_empty());
        text.ok_or_else(|| Failure::required(name))
    }

    /// Reads true or false.
    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, Failure> {
        match self.parameters.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(_) => Err(wrong_type(name, "bool")),
        }
    }

    /// Reads a required object or list.
    pub(super) fn array(&self, name: &str) -> Result<Array, Failure> {
        match self.parameters.get(name) {
            None | Some(Value::Null) => Err(Failure::required(name)),
            Some(Value::Array(array)) => Ok(array.clone()),
            Some(_) => Err(wrong_type(name, "array")),
        }
    }
}

/// Returns the error of a parameter with a value of another type.
pub(super) fn wrong_type(name: &str, wanted: &str) -> Failure {
    Failure::invalid(name, format!("Field `{name}` must be of type {wanted}"))
}

/// Returns an object with one member.
pub(super) fn member(name: &str, value: impl Into<Value>) -> Value {
    [(name, value.into())].into_iter().collect::<Array>().into()
}
