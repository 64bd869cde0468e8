//! The typed methods. One REST method is one definition; the calls, the JavaScript sugar and the
//! TypeScript types all follow from it.

mod field;
mod param;
pub(crate) mod record;
#[cfg(feature = "typings")]
pub mod typings;
pub mod user;

pub use field::{Field, Fields, Type};
pub use param::{Param, Takes};
pub use record::{Decode, Record};

pub(crate) use field::undecodable;

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
    /// How its result is laid out.
    pub result: Shape,
    /// What the method wants beyond the single parameters.
    pub finish: fn(&mut Map) -> Result<()>,
    /// Its description, for the TypeScript declarations.
    #[cfg(feature = "typings")]
    pub doc: &'static str,
}

/// How a result is laid out on the wire.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// One record.
    Record(&'static Fields),
    /// A list of records.
    Rows(&'static Fields),
}

/// Every typed method.
pub static ALL: &[&[&Definition]] = &[user::METHODS];

/// The definition of the method with this name, in any case, as the portal takes it.
pub(crate) fn find(name: &str) -> Option<&'static Definition> {
    for family in ALL {
        for definition in *family {
            if definition.name.eq_ignore_ascii_case(name) {
                return Some(definition);
            }
        }
    }
    None
}

impl Definition {
    /// Checks parameters, and puts them as the portal wants them.
    ///
    /// # Errors
    ///
    /// An error of kind [`Input`](crate::error::Kind::Input) that names what is wrong and what was
    /// probably meant.
    pub fn check(&self, params: &mut Map) -> Result<()> {
        param::check(self.params, params)?;
        (self.finish)(params)
    }
}

impl Shape {
    /// Folds the shapes in which PHP sends a result into one clean type.
    ///
    /// # Errors
    ///
    /// An error of kind [`Answer`](crate::error::Kind::Answer) that names the row and the field.
    pub fn clean(&self, result: &mut Value) -> Result<()> {
        match self {
            Self::Record(fields) => fields.clean(result),
            Self::Rows(fields) => {
                let Value::List(rows) = result else {
                    let came = result.describe();
                    return Err(undecodable(format!("expected a list of rows, got {came}")));
                };
                for (at, row) in rows.iter_mut().enumerate() {
                    fields.clean(row).map_err(|error| error.at_row(at))?;
                }
                Ok(())
            }
        }
    }
}

/// Defines a REST method: the struct that holds its parameters, a setter for each, and the
/// definition that checks them.
///
/// Each line is `setter(RustType) "wire name": Takes`.
macro_rules! method {
    (
        $(#[doc = $method_doc:literal])+
        $method:ident = $method_name:literal -> $result:ty, finish $finish:expr;
        $($(#[doc = $doc:literal])+ $setter:ident($input:ty) $name:literal: $takes:expr,)*
    ) => {
        $(#[doc = $method_doc])+
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $method($crate::wire::Map);

        impl $method {
            /// The method's definition.
            pub const DEFINITION: $crate::methods::Definition = $crate::methods::Definition {
                name: $method_name,
                params: &[$($crate::methods::Param {
                    name: $name,
                    takes: $takes,
                    #[cfg(feature = "typings")]
                    doc: concat!($($doc),+),
                },)*],
                result: <$result as $crate::methods::Decode>::SHAPE,
                finish: $finish,
                #[cfg(feature = "typings")]
                doc: concat!($($method_doc, "\n"),+),
            };

            /// A call without parameters.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }

            $(
                $(#[doc = $doc])+
                #[must_use]
                pub fn $setter(mut self, value: $input) -> Self {
                    self.0.insert($name, value);
                    self
                }
            )*
        }

        impl $crate::methods::Method for $method {
            type Result = $result;

            fn definition() -> &'static $crate::methods::Definition {
                &Self::DEFINITION
            }

            fn into_params(self) -> $crate::wire::Map {
                self.0
            }
        }
    };
}

/// Defines an enum of the words that a parameter takes.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$word_meta:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$word_meta])* $variant,)*
        }

        impl $name {
            /// The words on the wire.
            pub(crate) const WORDS: &'static [&'static str] = &[$($word),*];
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

pub(crate) use {method, words};
