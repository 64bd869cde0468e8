//! REST methods with their parameters, as Rust types.

use super::decode::Decode;
use super::definition::{AlternateResult, Definition};
use crate::wire::{Map, Value};

/// A REST method with its parameters.
///
/// The derive reads a struct with a field for each parameter: one of a type other than `Option` is
/// required, so it is an argument of `new`; each other one has a setter of its name.
///
/// ```
/// use b24_wasm::schema::{Id, Method};
///
/// /// `im.message.like`: likes a message.
/// #[derive(Clone, Debug, PartialEq, Method)]
/// #[method("im.message.like", result = bool)]
/// pub struct MessageLike {
///     /// The message.
///     #[param("MESSAGE_ID")]
///     message: Id,
///     /// Whether the caller likes it.
///     #[param("LIKE")]
///     like: Option<bool>,
/// }
///
/// let params = MessageLike::new(7).like(true).into_params();
/// assert_eq!(params.get("LIKE"), Some(&true.into()));
/// ```
///
/// The attribute `method` has the name on the wire, `result`, and the parts of the [`Definition`]
/// that are not the defaults: `paging`, `normalize_params`, `dependent`. The attribute
/// `param` of a field has one of these forms:
///
/// | attribute | field |
/// | --- | --- |
/// | `"NAME"` | a [`ParamType`](super::ParamType), or an `Option` of one |
/// | `"filter", flat` | a filter whose conditions may also be given as parameters |
/// | `"NAME" = "value"` | an [`Alternate`](super::Alternate): with this value, the result is another |
/// | `fields` | [`FieldValues`](super::FieldValues): fields of the record that the method writes |
pub trait Method {
    /// The result of the method.
    type Result: Decode;

    /// Returns the method's definition.
    fn definition() -> &'static Definition;

    /// Returns the parameters.
    fn into_params(self) -> Map;

    /// Sets a parameter by its name on the wire. It is checked when the call is sent.
    fn set(self, name: &str, value: impl Into<Value>) -> WithParam<Self>
    where
        Self: Sized,
    {
        WithParam { method: self, name: name.to_owned(), value: value.into() }
    }
}

/// A call with a parameter that was set by its name on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct WithParam<M> {
    method: M,
    name: String,
    value: Value,
}

impl<M: Method> Method for WithParam<M> {
    type Result = M::Result;

    fn definition() -> &'static Definition {
        M::definition()
    }

    fn into_params(self) -> Map {
        let mut params = self.method.into_params();
        params.insert(self.name, self.value);
        params
    }
}

/// A method with a parameter that changes the shape of the result.
pub trait HasAlternate: Method + Sized {
    /// The result with that parameter.
    type Alternate: Decode;

    /// Sets that parameter: the result has users instead of identifiers, or is a list instead of a
    /// map.
    fn with_alternate(self) -> WithAlternate<Self> {
        WithAlternate(self)
    }
}

/// A call of a [`HasAlternate`] method with the parameter that changes the shape of the result.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WithAlternate<M>(M);

impl<M: HasAlternate> Method for WithAlternate<M> {
    type Result = M::Alternate;

    fn definition() -> &'static Definition {
        M::definition()
    }

    fn into_params(self) -> Map {
        let mut params = self.0.into_params();
        if let Some(AlternateResult { param, value, .. }) = M::definition().alternate {
            params.insert(param, value);
        }
        params
    }
}
