//! The order of lists of records.

use std::cmp::Ordering;

use super::entity::Entity;
use super::field::Field;
use super::row::Row;
use super::style::Style;
use crate::php::Array;
use crate::rest::Error;

/// The fields to sort by, each with whether its order is descending.
#[derive(Debug)]
pub(super) struct Order {
    keys: Vec<(&'static Field, bool)>,
    newest_first: bool,
}

impl Order {
    /// Reads `{"FIELD": "ASC" | "DESC"}`.
    pub(super) fn read(entity: &Entity, input: &Array, style: Style) -> Result<Self, Error> {
        let mut keys = Vec::new();
        for (name, direction) in input.iter() {
            let name = name.to_text();
            let direction = direction.to_text();
            let descending = direction.eq_ignore_ascii_case("DESC");
            let invalid = |text| Err(Error::new("INVALID_ARG_VALUE", text, 400));
            if style.strict && !descending && !direction.eq_ignore_ascii_case("ASC") {
                return invalid(format!(
                    "Invalid order: allowed sort directions are `ASC, DESC`. But got \
                     '{direction}' for field '{name}'"
                ));
            }
            match entity.fields.iter().find(|field| style.accepts(field, &name)) {
                Some(field) => keys.push((field, descending)),
                None if style.strict => {
                    return invalid(format!(
                        "Invalid order: field '{name}' is not allowed in order"
                    ));
                }
                None => {}
            }
        }
        let newest_first = keys.is_empty() && style.newest_first;
        Ok(Self { keys, newest_first })
    }

    /// Sorts records that are ordered by identifier; equal ones stay so.
    pub(super) fn apply(&self, rows: &mut [&Row]) {
        match self.keys.as_slice() {
            [] if self.newest_first => rows.reverse(),
            [(field, true)] if field.name == "ID" => rows.reverse(),
            [] => {}
            [(field, false)] if field.name == "ID" => {}
            keys => rows.sort_by(|one, other| compare(keys, one, other)),
        }
    }
}

fn compare(keys: &[(&'static Field, bool)], one: &Row, other: &Row) -> Ordering {
    keys.iter()
        .map(|(field, descending)| {
            let ordering =
                one.get(field.name).comparable().cmp(&other.get(field.name).comparable());
            if *descending { ordering.reverse() } else { ordering }
        })
        .find(|ordering| ordering.is_ne())
        .unwrap_or(Ordering::Equal)
}
