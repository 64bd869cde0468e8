//! Definitions of REST methods, and the macros that create them.

use super::decode::Decode;
use super::doc::Doc;
use super::field::{Fields, Type};
use super::param::Param;
use super::shape::Shape;
use crate::error::Result;
use crate::wire::{Map, Value};

/// A REST method with its parameters.
pub trait Method {
    /// The result of the method.
    type Result: Decode;

    /// Returns the method's definition.
    fn definition() -> &'static Definition;

    /// Returns the parameters.
    fn into_params(self) -> Map;
}

/// The definition of a REST method.
#[derive(Debug)]
pub struct Definition {
    /// The name in the REST documentation.
    pub name: &'static str,
    /// The parameters.
    pub params: &'static [Param],
    /// The record whose writable fields are parameters, too.
    pub writes: Option<&'static Fields>,
    /// The record whose conditions may be given as parameters instead of in a filter.
    pub flat_conditions: Option<&'static Fields>,
    /// The shape of the result.
    pub result: Shape,
    /// A parameter that changes the shape of the result.
    pub alternate: Option<AlternateResult>,
    /// The paging of the method's list.
    pub paging: Paging,
    /// Checks and normalizes the parameters together, after each single one.
    pub normalize_params: fn(&mut Map) -> Result<()>,
    /// Corrects the normalized result.
    pub normalize_result: fn(&mut Value),
    /// Its description, for the TypeScript declarations.
    pub doc: Doc,
}

/// A parameter that changes the shape of the result.
#[derive(Clone, Copy, Debug)]
pub struct AlternateResult {
    /// The name of the parameter.
    pub param: &'static str,
    /// The value on the wire that changes the shape.
    pub value: &'static str,
    /// The other shape.
    pub result: Shape,
}

/// The paging of a method's list.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Paging {
    /// The method returns everything at once.
    None,
    /// By `start`, in pages of the portal's size.
    Start,
    /// By `start`, or by conditions on this column: the filter supports `>` for it, and sorting by
    /// it is fast.
    Keyset(&'static str),
    /// By `OFFSET` and `LIMIT`. A page may have fewer rows than it counts, because the portal
    /// removes rows that the user may not see; its `next` may lead back and is ignored.
    Limit {
        /// The default number of rows on a page.
        usual: u32,
        /// The most rows on a page.
        most: u32,
    },
}

impl Definition {
    /// The defaults of a definition.
    pub const PLAIN: Self = Self {
        name: "",
        params: &[],
        writes: None,
        flat_conditions: None,
        result: Shape::One(Type::Any),
        alternate: None,
        paging: Paging::None,
        normalize_params: |_| Ok(()),
        normalize_result: |_| (),
        doc: Doc::NONE,
    };

    /// Returns the alternate result if these parameters request it.
    pub(crate) fn alternate_for(&self, params: &Map) -> Option<&AlternateResult> {
        let is_requested = |alternate: &&AlternateResult| {
            params.get(alternate.param).and_then(Value::as_text) == Some(alternate.value)
        };
        self.alternate.as_ref().filter(is_requested)
    }

    /// Returns the shape of the result of a call with these parameters.
    #[must_use]
    pub fn shape(&self, params: &Map) -> Shape {
        self.alternate_for(params).map_or(self.result, |alternate| alternate.result)
    }

    /// Normalizes a result.
    ///
    /// # Errors
    ///
    /// An error of kind [`Response`](crate::error::ErrorKind::Response) with the row and the field.
    pub fn normalize(&self, params: &Map, result: &mut Value) -> Result<()> {
        self.shape(params).normalize(result)?;
        (self.normalize_result)(result);
        Ok(())
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

/// Defines a REST method: a struct with its parameters, a setter for each, and the definition.
///
/// The parts of the [`Definition`] that are not the defaults follow the result. Each parameter is
/// `setter(RustType) "wire name": ParamKind`; the parameters under `required` become the arguments
/// of `new`. The parameter under `switch`, `setter "wire name" = "value": ParamKind => Type`, has
/// an alternate result, so its setter returns another type.
macro_rules! method {
    (
        $(#[doc = $method_doc:literal])+
        $method:ident = $method_name:literal -> $result:ty
            $(, $part:ident: $part_value:expr)*;
        $(required {
            $($(#[doc = $required_doc:literal])+ $required:ident($required_input:ty) $required_name:literal: $required_kind:expr,)+
        })?
        $(switch {
            $(#[doc = $switch_doc:literal])+
            $switch:ident $switch_name:literal = $switch_value:literal: $switch_kind:expr => $other:ty,
        })?
        $($(#[doc = $doc:literal])+ $setter:ident($input:ty) $name:literal: $kind:expr,)*
    ) => {
        $(#[doc = $method_doc])+
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $method($crate::wire::Map);

        impl $method {
            /// The method's definition.
            pub const DEFINITION: $crate::schema::Definition = $crate::schema::Definition {
                name: $method_name,
                params: &[
                    $($($crate::schema::Param {
                        name: $required_name,
                        kind: $required_kind,
                        required: true,
                        doc: $crate::schema::Doc::new(concat!($($required_doc),+)),
                    },)+)?
                    $($crate::schema::Param {
                        name: $switch_name,
                        kind: $switch_kind,
                        required: false,
                        doc: $crate::schema::Doc::new(concat!($($switch_doc),+)),
                    },)?
                    $($crate::schema::Param {
                        name: $name,
                        kind: $kind,
                        required: false,
                        doc: $crate::schema::Doc::new(concat!($($doc),+)),
                    },)*
                ],
                result: <$result as $crate::schema::Decode>::SHAPE,
                $(alternate: Some($crate::schema::AlternateResult {
                    param: $switch_name,
                    value: $switch_value,
                    result: <$other as $crate::schema::Decode>::SHAPE,
                }),)?
                $($part: $part_value,)*
                doc: $crate::schema::Doc::new(concat!($($method_doc, "\n"),+)),
                ..$crate::schema::Definition::PLAIN
            };

            /// Creates a call with the required parameters.
            #[must_use]
            pub fn new($($($required: impl Into<$required_input>),+)?) -> Self {
                let params = Self::default();
                $($(let params = params.set($required_name, $required.into());)+)?
                params
            }

            $(
                $(#[doc = $doc])+
                #[must_use]
                pub fn $setter(self, value: impl Into<$input>) -> Self {
                    self.set($name, value.into())
                }
            )*

            $(
                $(#[doc = $switch_doc])+
                ///
                /// Sets the parameter. Call it last: it returns another type.
                #[must_use]
                pub fn $switch(self) -> $crate::schema::WithAlternate<Self> {
                    $crate::schema::HasAlternate::with_alternate(self)
                }
            )?

            /// Sets a parameter by its name on the wire.
            #[must_use]
            pub fn set(mut self, name: &str, value: impl Into<$crate::wire::Value>) -> Self {
                self.0.insert(name, value);
                self
            }
        }

        impl $crate::schema::Method for $method {
            type Result = $result;

            fn definition() -> &'static $crate::schema::Definition {
                &Self::DEFINITION
            }

            fn into_params(self) -> $crate::wire::Map {
                self.0
            }
        }

        $(impl $crate::schema::HasAlternate for $method {
            type Alternate = $other;
        })?
    };
}

/// Defines an enum of the texts that a parameter accepts.
macro_rules! string_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$word_meta:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$word_meta])* $variant,)*
        }

        impl $name {
            /// The texts on the wire.
            pub(crate) const VALUES: &'static [&'static str] = &[$($word),*];
        }

        impl From<$name> for $crate::wire::Value {
            fn from(word: $name) -> Self {
                match word {
                    $($name::$variant => $word.into(),)*
                }
            }
        }
    };
}

pub(crate) use {method, string_enum};
