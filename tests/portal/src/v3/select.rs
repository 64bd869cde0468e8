//! The fields of replies: `["id", "responsible.name"]`.

use std::collections::HashMap;

use super::error::{Failure, INVALID_SELECT};
use super::kind::{Field, Kind, Source};
use super::rules::Rules;
use crate::php::{Array, Value};
use crate::portal::Portal;
use crate::settings::Generation;
use crate::store::{Datum, Row};

/// The number of related records that a page gets: they are read like a list without pagination.
const MAX_RELATED: usize = 50;

/// The selected fields of a record, and those of its related records.
#[derive(Debug, Default)]
pub(super) struct Selection {
    fields: Vec<&'static Field>,
    related: Vec<Related>,
}

#[derive(Debug)]
struct Related {
    field: &'static Field,
    kind: &'static Kind,
    column: &'static str,
    selection: Selection,
}

impl Selection {
    /// Reads the parameter `select`; without it these names, or all scalar fields.
    pub(super) fn read(
        rules: &Rules,
        input: Option<&Value>,
        default: Option<&[&str]>,
    ) -> Result<Self, Failure> {
        let invalid = |message: &str| Failure::new(INVALID_SELECT, message);
        match input {
            None | Some(Value::Null) => Ok(Self::plain(rules, default)),
            Some(Value::Array(names)) if names.is_empty() => Ok(Self::plain(rules, default)),
            Some(Value::Array(names)) => {
                let mut selection = Self::default();
                for name in names.values() {
                    match name {
                        Value::Text(_) => selection.add(rules, &name.to_text(), true)?,
                        _ => return Err(invalid("The names in `select` must be texts")),
                    }
                }
                Ok(selection)
            }
            Some(_) => Err(invalid("`select` must be an array")),
        }
    }

    /// Selects all scalar fields, or these.
    pub(super) fn plain(rules: &Rules, names: Option<&[&str]>) -> Self {
        let is_selected = |field: &&'static Field| {
            field.is_scalar() && names.is_none_or(|names| names.contains(&field.name))
        };
        Self { fields: rules.fields().filter(is_selected).collect(), related: Vec::new() }
    }

    fn add(&mut self, rules: &Rules, name: &str, top: bool) -> Result<(), Failure> {
        let (first, rest) = match name.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (name, None),
        };
        let field = match rules.field(first) {
            Ok(field) => field,
            Err(_) if top && rest.is_none() && rules.settings.drops_unknown_select => return Ok(()),
            Err(failure) => return Err(failure),
        };
        match (field.source, rest) {
            (Source::Related(kind, column), rest) => {
                let rules = rules.of(kind);
                let index = self.related_index(field, kind, column);
                let Some(related) = self.related.get_mut(index) else {
                    return Ok(());
                };
                match rest {
                    Some(rest) => related.selection.add(&rules, rest, false)?,
                    None if rules.generation() == Generation::J26 => {
                        return Err(Failure::unknown_property(name, rules.kind.name));
                    }
                    None => related.selection = Self::plain(&rules, None),
                }
            }
            (_, Some(_)) => return Err(Failure::unknown_property(name, rules.kind.name)),
            (_, None) if self.fields.iter().any(|known| known.name == field.name) => {}
            (_, None) => self.fields.push(field),
        }
        Ok(())
    }

    fn related_index(
        &mut self,
        field: &'static Field,
        kind: &'static Kind,
        column: &'static str,
    ) -> usize {
        let known = self.related.iter().position(|related| related.field.name == field.name);
        known.unwrap_or_else(|| {
            self.related.push(Related { field, kind, column, selection: Self::default() });
            self.related.len() - 1
        })
    }

    /// Returns the records as they are sent.
    pub(super) fn format(&self, portal: &mut Portal, rules: &Rules, rows: &[Row]) -> Vec<Array> {
        let mut formatted: Vec<Array> =
            rows.iter().map(|row| self.plain_row(portal, row)).collect();
        for related in &self.related {
            let objects = related.objects(portal, rules, rows);
            for (row, reply) in rows.iter().zip(&mut formatted) {
                let object = objects.get(&row.get(related.column).int()).cloned();
                reply.insert(related.field.name, object);
            }
        }
        formatted
    }

    /// Returns a record as it is sent.
    pub(super) fn format_one(&self, portal: &mut Portal, rules: &Rules, row: &Row) -> Array {
        self.format(portal, rules, std::slice::from_ref(row)).pop().unwrap_or_default()
    }

    fn plain_row(&self, portal: &Portal, row: &Row) -> Array {
        let value = |field: &Field| match field.source {
            Source::Computed(compute) => compute(portal, row),
            _ => field.ty.wire(&field.datum(row)),
        };
        self.fields.iter().map(|field| (field.name, value(field))).collect()
    }
}

impl Related {
    /// Returns the related records of a page by their identifiers.
    fn objects(&self, portal: &mut Portal, rules: &Rules, rows: &[Row]) -> HashMap<i64, Array> {
        let mut ids: Vec<i64> = rows
            .iter()
            .filter(|row| *row.get(self.column) != Datum::Null)
            .map(|row| row.get(self.column).int())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        if rules.settings.limits_related {
            ids.truncate(MAX_RELATED);
        }
        let found: Vec<Row> = ids.iter().filter_map(|id| self.kind.find(portal, *id)).collect();
        let objects = self.selection.format(portal, rules, &found);
        found.iter().map(Row::id).zip(objects).collect()
    }
}
