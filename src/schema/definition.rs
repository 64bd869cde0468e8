//! Definitions of REST methods.

use super::decode::Decode;
use super::doc::Doc;
use super::field::{Fields, Type};
use super::param::Param;
use super::shape::Shape;
use crate::error::Result;
use crate::wire::envelope::Reply;
use crate::wire::json::Reader;
use crate::wire::reply_value::ReplyValue;
use crate::wire::{Map, Value};

/// The definition of a REST method.
#[derive(Debug)]
pub struct Definition {
    /// The name in the REST documentation.
    pub name: &'static str,
    /// The parameters.
    pub params: &'static [Param],
    /// The record whose writable fields are also parameters.
    pub writes: Option<&'static Fields>,
    /// The record whose conditions are accepted as parameters, too, instead of in a filter.
    pub flat_conditions: Option<&'static Fields>,
    /// The shape of the result.
    pub result: Shape,
    /// A parameter that changes the shape of the result.
    pub alternate: Option<AlternateResult>,
    /// The paging of the method's list.
    pub paging: Paging,
    /// The check and normalization of the parameters together, after that of each single one.
    pub normalize_params: fn(&mut Map) -> Result<()>,
    /// A field of the rows that depends on another one.
    pub dependent: Option<Dependent>,
    /// The description, for the TypeScript declarations.
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

/// A field of a list's rows that has a meaning only with another one: it becomes null if the other
/// is null.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dependent {
    /// The name of the field.
    pub field: &'static str,
    /// The name of the other field.
    pub on: &'static str,
}

/// The paging of a method's list.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Paging {
    /// No paging: the method returns everything at once.
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
        default: u32,
        /// The most rows on a page.
        max: u32,
    },
}

impl Definition {
    /// The defaults of a definition.
    pub const DEFAULT: Self = Self {
        name: "",
        params: &[],
        writes: None,
        flat_conditions: None,
        result: Shape::One(Type::Any),
        alternate: None,
        paging: Paging::None,
        normalize_params: |_| Ok(()),
        dependent: None,
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

    /// Reads the body of a response with a result; returns `None` if there is an error in it, or
    /// anything that [`normalize`](Self::normalize) has to see.
    #[doc(hidden)]
    pub fn read<D: Decode>(&self, params: &Map, body: &str) -> Option<Reply<D>> {
        if self.shape(params) != D::SHAPE || self.dependent.is_some() {
            return None;
        }
        let mut reader = Reader::new(body);
        let (mut result, mut rest) = (None, Map::new());
        reader.open(b'{')?;
        while reader.has_next(b'}')? {
            let name = reader.name()?;
            if name == "result" && result.is_none() {
                result = Some(D::read_json(&mut reader)?);
            } else {
                rest.push(name.into_owned(), reader.value()?);
            }
        }
        let has = |name| rest.get(name).is_some();
        if has("result") || has("error") || !reader.is_at_end() {
            return None;
        }
        Some(Reply::new(result?, rest))
    }

    /// Normalizes a result.
    ///
    /// # Errors
    ///
    /// An error of kind [`Response`](crate::error::ErrorKind::Response) with the row and the field.
    pub fn normalize(&self, params: &Map, result: &mut Value) -> Result<()> {
        self.shape(params).normalize(result)?;
        if let Some(dependent) = self.dependent {
            dependent.normalize(result);
        }
        Ok(())
    }
}

/// Results that a definition normalizes.
pub(crate) trait Normalize: ReplyValue {
    /// Normalizes the result of a call with these parameters.
    ///
    /// # Errors
    ///
    /// `INVALID_RESULT`, with the row and the field.
    fn normalize(self, definition: &'static Definition, params: &Map) -> Result<Self>;
}

impl Normalize for Value {
    fn normalize(mut self, definition: &'static Definition, params: &Map) -> Result<Self> {
        definition.normalize(params, &mut self)?;
        Ok(self)
    }
}

impl Dependent {
    /// Normalizes the field in every row.
    fn normalize(self, result: &mut Value) {
        let Value::List(rows) = result else { return };
        for row in rows {
            let Value::Map(row) = row else { continue };
            if row.get(self.on) == Some(&Value::Null) {
                row.insert(self.field, Value::Null);
            }
        }
    }
}
