//! References from one item of a batch to the results of earlier ones: `{"$ref": "alias.id"}` and
//! `{"$refArray": "alias.id"}`.

use std::collections::HashMap;

use super::error::{Failure, INVALID_SELECT};
use crate::php::{Array, Key, Value};

/// The content of the results so far: the member `item`, or the rows of `items`.
#[derive(Debug, Default)]
pub(super) struct Results {
    contents: HashMap<String, Value>,
}

impl Results {
    /// Adds the result of an item. Any other shape leaves nothing to refer to.
    pub(super) fn add(&mut self, name: String, result: &Value) {
        let result = result.as_array();
        let content = result.and_then(|result| result.get("item").or_else(|| result.get("items")));
        match content {
            Some(content @ Value::Array(array)) if !array.is_empty() => {
                self.contents.insert(name, content.clone());
            }
            _ => {}
        }
    }

    /// Returns the value at `alias.path`.
    fn find(&self, path: &str) -> Option<&Value> {
        let mut parts = path.split('.');
        let content = self.contents.get(parts.next()?)?;
        parts.try_fold(content, |value, part| value.as_array()?.get(part))
    }

    /// Returns the values of `alias.path` in each row; the last part is the name of the field.
    fn collect(&self, path: &str) -> Option<Vec<Value>> {
        let (rows, field) = path.rsplit_once('.')?;
        let rows = self.find(rows)?.as_array()?;
        rows.values().map(|row| row.as_array()?.get(field).cloned()).collect()
    }
}

/// Replaces the references in the parameters of an item.
pub(super) fn resolve(parameters: &Array, results: &Results) -> Result<Array, Failure> {
    let resolve = |(key, value): (&Key, &Value)| Ok((key.clone(), resolve_value(value, results)?));
    parameters.iter().map(resolve).collect::<Result<_, _>>()
}

fn resolve_value(value: &Value, results: &Results) -> Result<Value, Failure> {
    let Value::Array(array) = value else {
        return Ok(value.clone());
    };
    if let Some(path) = array.get("$ref") {
        let path = path.to_text();
        let found = results.find(&path).filter(|value| !matches!(value, Value::Null));
        return found.cloned().ok_or_else(|| unknown(&path));
    }
    if let Some(path) = array.get("$refArray") {
        let path = path.to_text();
        return results.collect(&path).map(Value::from).ok_or_else(|| unknown(&path));
    }
    resolve(array, results).map(Value::from)
}

fn unknown(path: &str) -> Failure {
    Failure::new(INVALID_SELECT, format!("The reference `{path}` has no value"))
}
