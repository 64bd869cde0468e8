//! What there is to know of a REST method, and how it is written down.

use super::decode::Decode;
use super::field::{Fields, Type};
use super::param::Param;
use super::shape::Shape;
use crate::error::Result;
use crate::wire::{Map, Value};

/// A REST method with its parameters.
pub trait Method {
    /// What the method hands out.
    type Result: Decode;

    /// The method's definition.
    fn definition() -> &'static Definition;

    /// The parameters that were set.
    fn into_params(self) -> Map;
}

/// What there is to know of a REST method.
#[derive(Debug)]
pub struct Definition {
    /// The name that the REST documentation gives it.
    pub name: &'static str,
    /// The parameters that it takes.
    pub params: &'static [Param],
    /// The record whose writable fields are parameters, too.
    pub writes: Option<&'static Fields>,
    /// The record on whose fields conditions may stand among the parameters, in the place of a filter.
    pub flat_conditions: Option<&'static Fields>,
    /// How its result is laid out.
    pub result: Shape,
    /// A parameter that has the result laid out otherwise.
    pub alternate: Option<AlternateResult>,
    /// How the rows of its list are reached.
    pub paging: Paging,
    /// What the method wants beyond the single parameters.
    pub normalize_params: fn(&mut Map) -> Result<()>,
    /// What is to be put right in its clean result.
    pub normalize_result: fn(&mut Value),
    /// Its description, for the TypeScript declarations.
    #[cfg(feature = "typings")]
    pub doc: &'static str,
}

/// A parameter that has the result laid out otherwise.
#[derive(Clone, Copy, Debug)]
pub struct AlternateResult {
    /// The parameter.
    pub param: &'static str,
    /// Its value on the wire that does so.
    pub value: &'static str,
    /// How the result is laid out then.
    pub result: Shape,
}

/// How the rows of a method's list are reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Paging {
    /// The method hands out all at once.
    None,
    /// By `start`, in pages of the portal's size.
    Start,
    /// By `start`, or along this column: the filter takes `>` before its name, and sorting by it is
    /// quick.
    Keyset(&'static str),
    /// By `OFFSET` and `LIMIT`. A page may hold fewer rows than it counts, for the portal takes out
    /// what the user may not see; so its own `next` may lead back, and is not used.
    Limit {
        /// Rows on a page where the call does not say.
        usual: u32,
        /// The most that a call may ask for.
        most: u32,
    },
}

impl Definition {
    /// What a definition has unless it says otherwise.
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
        #[cfg(feature = "typings")]
        doc: "",
    };

    /// The parameter among these that has the result laid out otherwise.
    pub(crate) fn alternate_for(&self, params: &Map) -> Option<&AlternateResult> {
        let chosen = |alternate: &&AlternateResult| {
            params.get(alternate.param).and_then(Value::as_text) == Some(alternate.value)
        };
        self.alternate.as_ref().filter(chosen)
    }

    /// How the result is laid out after a call with these parameters.
    #[must_use]
    pub fn shape(&self, params: &Map) -> Shape {
        self.alternate_for(params).map_or(self.result, |alternate| alternate.result)
    }

    /// Folds the shapes in which PHP sends a result into one clean type.
    ///
    /// # Errors
    ///
    /// An error of kind [`Answer`](crate::error::ErrorKind::Response) that names the row and the field.
    pub fn normalize(&self, params: &Map, result: &mut Value) -> Result<()> {
        self.shape(params).normalize(result)?;
        (self.normalize_result)(result);
        Ok(())
    }
}

/// A method of which a parameter has the result laid out otherwise.
pub trait HasAlternate: Method + Sized {
    /// What the method hands out then.
    type Alternate: Decode;

    /// The same call with that parameter: users in the place of their identifiers, or a list in the
    /// place of a map.
    fn with_alternate(self) -> WithAlternate<Self> {
        WithAlternate(self)
    }
}

/// A call of a [`HasAlternate`] method with the parameter that has its result laid out otherwise.
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

/// Defines a REST method: the struct that holds its parameters, a setter for each, and the
/// definition that checks them.
///
/// After the result come the parts of the [`Definition`] that are not as usual. Each parameter is
/// `setter(RustType) "wire name": ParamKind`; those that a call needs stand under `required` and become the
/// arguments of `new`. The one under `switch`, `setter "wire name" = "value": ParamKind => Type`, has
/// another result, and so its setter gives a call of another type.
macro_rules! method {
    (
        $(#[doc = $method_doc:literal])+
        $method:ident = $method_name:literal -> $result:ty
            $(, $part:ident: $part_value:expr)*;
        $(required {
            $($(#[doc = $required_doc:literal])+ $required:ident($required_input:ty) $required_name:literal: $required_takes:expr,)+
        })?
        $(switch {
            $(#[doc = $switch_doc:literal])+
            $switch:ident $switch_name:literal = $switch_value:literal: $switch_takes:expr => $other:ty,
        })?
        $($(#[doc = $doc:literal])+ $setter:ident($input:ty) $name:literal: $takes:expr,)*
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
                        kind: $required_takes,
                        required: true,
                        #[cfg(feature = "typings")]
                        doc: concat!($($required_doc),+),
                    },)+)?
                    $($crate::schema::Param {
                        name: $switch_name,
                        kind: $switch_takes,
                        required: false,
                        #[cfg(feature = "typings")]
                        doc: concat!($($switch_doc),+),
                    },)?
                    $($crate::schema::Param {
                        name: $name,
                        kind: $takes,
                        required: false,
                        #[cfg(feature = "typings")]
                        doc: concat!($($doc),+),
                    },)*
                ],
                result: <$result as $crate::schema::Decode>::SHAPE,
                $(alternate: Some($crate::schema::AlternateResult {
                    param: $switch_name,
                    value: $switch_value,
                    result: <$other as $crate::schema::Decode>::SHAPE,
                }),)?
                $($part: $part_value,)*
                #[cfg(feature = "typings")]
                doc: concat!($($method_doc, "\n"),+),
                ..$crate::schema::Definition::PLAIN
            };

            /// A call with the parameters that it needs, and none else.
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
                /// It says so, and stands last, for the result is of another type.
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

/// Defines an enum of the words that a parameter takes.
macro_rules! string_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$word_meta:meta])* $alternate:ident $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$word_meta])* $alternate,)*
        }

        impl $name {
            /// The words on the wire.
            pub(crate) const VALUES: &'static [&'static str] = &[$($word),*];
        }

        impl From<$name> for $crate::wire::Value {
            fn from(word: $name) -> Self {
                match word {
                    $($name::$alternate => $word.into(),)*
                }
            }
        }
    };
}

pub(crate) use {method, string_enum};
