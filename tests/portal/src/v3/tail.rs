//! `.tail`: the records after a value of a field.

use super::actions::page_of;
use super::error::{Failure, INVALID_FILTER};
use super::filter::Filter;
use super::kind::{Field, LIMITS};
use super::method::{Call, member, wrong_type};
use super::order::{Order, is_descending};
use super::pagination::{Page, limit};
use super::rules::Rules;
use super::select::Selection;
use crate::php::{Array, Value};
use crate::settings::Generation;
use crate::store::{Datum, Row};

/// The parameter `cursor`.
struct Cursor {
    field: &'static Field,
    /// The value that the records follow; `None` for the first records.
    after: Option<Datum>,
    descending: bool,
    limit: usize,
}

/// Handles `.tail`: returns the records that `filter` matches and that follow `cursor`.
pub(super) fn tail(call: &mut Call) -> Result<Value, Failure> {
    let rules = &call.rules;
    let (filter, cursor) = (given(call, "filter"), given(call, "cursor"));
    // The code of January 2026 fails with most filters.
    if let (Generation::J26, Some(filter)) = (rules.generation(), filter)
        && (cursor.is_none() || !Filter::is_bare(filter))
    {
        return Err(Failure::internal());
    }
    let filter = Filter::read(rules, filter)?;
    let selection = Selection::read(rules, call.parameters.get("select"), call.kind().listed)?;
    let cursor = Cursor::read(rules, cursor)?;
    if cursor.after.is_some() && filter.names(cursor.field.name) {
        let text = format!("The filter must not have the cursor's field `{}`", cursor.field.name);
        return Err(Failure::new(INVALID_FILTER, text));
    }
    let order = Order::by(cursor.field, cursor.descending);
    let page = Page { offset: 0, limit: cursor.limit + 1 };
    let mut rows = page_of(call, |row| filter.matches(row) && cursor.precedes(row), &order, page);
    let has_more = rows.len() > cursor.limit;
    rows.truncate(cursor.limit);
    let items = selection.format(call.portal, &call.rules, &rows);
    if call.rules.generation() == Generation::J26 {
        return Ok(member("items", items));
    }
    let mut result = Array::new();
    result.insert("items", items);
    result.insert("hasMore", has_more);
    result.insert("cursor", cursor.next(rows.last()));
    Ok(result.into())
}

fn given<'a>(call: &'a Call, name: &str) -> Option<&'a Value> {
    call.parameters.get(name).filter(|value| !matches!(value, Value::Null))
}

impl Cursor {
    /// Reads `{field, value, order?, limit?}`; without it the first records by identifier.
    fn read(rules: &Rules, input: Option<&Value>) -> Result<Self, Failure> {
        let input = match input {
            None => {
                let field = rules.field("id")?;
                return Ok(Self { field, after: None, descending: false, limit: LIMITS.default });
            }
            Some(Value::Array(input)) => input,
            Some(_) => return Err(wrong_type("cursor", "object")),
        };
        let name = input.get("field").ok_or_else(|| Failure::required("cursor.field"))?.to_text();
        let field = rules.field(&name)?;
        if !field.sortable {
            let problem = format!("Field `{name}` is not sortable");
            return Err(Failure::invalid("cursor.field", problem));
        }
        let value = match input.get("value") {
            None | Some(Value::Null) => return Err(Failure::required("cursor.value")),
            Some(value) if rules.generation() == Generation::J26 && !value.is_truthy() => {
                return Err(Failure::required("cursor.value"));
            }
            Some(value) => value,
        };
        let after = field.ty.strict(value, rules.generation());
        let after = after.ok_or_else(|| wrong_type("cursor.value", field.ty.name()))?;
        let descending = match input.get("order") {
            None | Some(Value::Null) => false,
            Some(order) => is_descending(order)
                .ok_or_else(|| Failure::invalid("cursor.order", "The order must be ASC or DESC"))?,
        };
        Ok(Self { field, after: Some(after), descending, limit: limit(LIMITS, input)? })
    }

    /// Returns whether the record follows the cursor.
    fn precedes(&self, row: &Row) -> bool {
        let Some(after) = &self.after else {
            return true;
        };
        let (value, after) = (self.field.datum(row).comparable(), after.comparable());
        if self.descending { value < after } else { value > after }
    }

    /// Returns the cursor of the next records, whose value is a text or null.
    fn next(&self, last: Option<&Row>) -> Array {
        let value = last.map(|row| self.field.ty.wire(&self.field.datum(row)));
        let mut next = Array::new();
        next.insert("field", self.field.name);
        next.insert("value", value.map(|value| value.to_text().into_owned()));
        next
    }
}
