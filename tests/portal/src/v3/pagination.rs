//! The pages of lists: `{"page": 1, "limit": 50}`.

use super::error::{Failure, INVALID_PAGINATION};
use super::kind::{LIMITS, Limits};
use crate::php::{Array, Value};

/// A page: the rows to skip, and how many follow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Page {
    pub(super) offset: usize,
    pub(super) limit: usize,
}

impl Page {
    /// Reads the parameter `pagination`: `limit`, and `page`, which begins with 1, or `offset`.
    pub(super) fn read(limits: Limits, input: Option<&Value>) -> Result<Self, Failure> {
        let input = match input {
            None | Some(Value::Null) => &Array::new(),
            Some(Value::Array(input)) => input,
            Some(_) => return Err(invalid("The pagination must be an object")),
        };
        let limit = limit(limits, input)?;
        let page = number(input, "page")?;
        let offset = number(input, "offset")?.unwrap_or(0);
        let offset = page.map_or(offset, |page| page.saturating_sub(1).saturating_mul(limit));
        Ok(Self { offset, limit })
    }
}

/// Reads the number of rows of a page.
pub(super) fn limit(limits: Limits, input: &Array) -> Result<usize, Failure> {
    match number(input, "limit")? {
        Some(0) => Err(invalid("`limit` must be positive")),
        Some(limit) => Ok(limit.min(LIMITS.max).min(limits.max)),
        None => Ok(limits.default),
    }
}

/// Reads a number, or a text with one. A negative number is an error of the database.
fn number(input: &Array, name: &str) -> Result<Option<usize>, Failure> {
    let number = match input.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Int(number)) => Some(*number),
        Some(value @ Value::Text(_)) => value.to_text().trim().parse().ok(),
        Some(_) => None,
    };
    match number {
        Some(number) => usize::try_from(number).map(Some).map_err(|_| Failure::internal()),
        None => Err(invalid(format!("`{name}` must be a number"))),
    }
}

fn invalid(message: impl Into<String>) -> Failure {
    Failure::new(INVALID_PAGINATION, message)
}
