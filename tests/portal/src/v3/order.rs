//! The order of lists: `{"id": "DESC"}`.

use std::cmp::Ordering;

use super::error::{Failure, INVALID_ORDER};
use super::kind::Field;
use super::rules::Rules;
use crate::php::Value;
use crate::store::Row;

/// The fields to sort by, each with whether its order is descending.
#[derive(Debug, Default)]
pub(super) struct Order {
    keys: Vec<(&'static Field, bool)>,
}

impl Order {
    /// Reads the parameter `order`; without it records are ordered by identifier.
    pub(super) fn read(rules: &Rules, input: Option<&Value>) -> Result<Self, Failure> {
        let invalid = |message: String| Failure::new(INVALID_ORDER, message);
        let input = match input {
            None | Some(Value::Null) => return Ok(Self::default()),
            Some(Value::Array(input)) if input.is_empty() || !input.is_list() => input,
            Some(_) => return Err(invalid("The order must be an object".to_owned())),
        };
        let mut keys = Vec::new();
        for (name, direction) in input.iter() {
            let name = name.to_text();
            let descending = is_descending(direction)
                .ok_or_else(|| invalid(format!("The order of `{name}` must be ASC or DESC")))?;
            let field = rules.field(&name)?;
            if !field.sortable {
                let problem = format!("Field `{name}` is not sortable");
                return Err(Failure::invalid(&format!("order.{name}"), problem));
            }
            keys.push((field, descending));
        }
        Ok(Self { keys })
    }

    /// Creates the order by one field.
    pub(super) fn by(field: &'static Field, descending: bool) -> Self {
        Self { keys: vec![(field, descending)] }
    }

    /// Sorts records that are ordered by identifier; equal ones stay so.
    pub(super) fn apply(&self, rows: &mut [&Row]) {
        if !self.keys.is_empty() {
            rows.sort_by(|one, other| self.compare(one, other));
        }
    }

    fn compare(&self, one: &Row, other: &Row) -> Ordering {
        self.keys
            .iter()
            .map(|(field, descending)| {
                let ordering = field.datum(one).comparable().cmp(&field.datum(other).comparable());
                if *descending { ordering.reverse() } else { ordering }
            })
            .find(|ordering| ordering.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

/// Reads `ASC` or `DESC` in any case.
pub(super) fn is_descending(direction: &Value) -> Option<bool> {
    match direction.to_text().to_ascii_uppercase().as_str() {
        "ASC" => Some(false),
        "DESC" => Some(true),
        _ => None,
    }
}
