//! The calls of the suite.

use serde_json::{Map, Value, json};

use super::subject::Subject;
use crate::common::Setup;

impl Subject {
    /// Calls a method with the parameters of every call.
    pub fn call(&self, setup: &mut Setup, action: &str, parameters: Value) -> Value {
        setup.call_json(&format!("{}.{action}", self.prefix), merged(&self.with, parameters))
    }

    /// Lists with a filter, an order and other parameters.
    pub fn list(&self, setup: &mut Setup, filter: Value, others: Value) -> Value {
        let filter = merged(&self.filter, filter);
        let mut parameters = merged(&json!({ "filter": filter }), others);
        let selected = !self.select.is_empty() && parameters.get("select").is_none();
        if selected {
            parameters["select"] = json!(["*"]);
        }
        self.call(setup, "list", parameters)
    }

    /// Returns the rows of a list's reply.
    pub fn rows(&self, reply: &Value) -> Vec<Value> {
        let rows = member(&reply["result"], self.members.0).as_array();
        rows.unwrap_or_else(|| panic!("{}: no rows in {reply}", self.name)).clone()
    }

    /// Returns every row of a list, page by page.
    pub fn all(&self, setup: &mut Setup, filter: &Value, others: &Value) -> Vec<Value> {
        let mut rows = Vec::new();
        let mut start = 0;
        loop {
            let parameters = merged(others, json!({ "start": start }));
            let reply = self.list(setup, filter.clone(), parameters);
            rows.extend(self.rows(&reply));
            match reply["next"].as_i64() {
                Some(next) => start = next,
                None => return rows,
            }
        }
    }

    /// Adds a record with this text and returns its identifier.
    pub fn add(&self, setup: &mut Setup, text: &str, others: Value) -> i64 {
        let mut fields = merged(&self.new, others);
        fields[self.text.1] = text.into();
        let reply = self.call(setup, "add", json!({ "fields": fields }));
        match self.members.2 {
            "" => reply["result"].as_i64().unwrap_or_else(|| panic!("{}: {reply}", self.name)),
            member => self.id_of(&reply["result"][member]),
        }
    }

    /// Returns a record.
    pub fn get(&self, setup: &mut Setup, id: i64) -> Value {
        let reply = self.call(setup, "get", json!({ self.id.0: id }));
        assert!(reply.get("error").is_none(), "{}: {reply}", self.name);
        member(&reply["result"], self.members.1).clone()
    }

    /// Returns the identifier of a record.
    pub fn id_of(&self, row: &Value) -> i64 {
        number(&row[self.id.1]).unwrap_or_else(|| panic!("{}: no id in {row}", self.name)) as i64
    }

    pub fn ids(&self, rows: &[Value]) -> Vec<i64> {
        rows.iter().map(|row| self.id_of(row)).collect()
    }
}

/// Returns the object with the members of both, those of `others` first.
pub fn merged(base: &Value, others: Value) -> Value {
    let mut all: Map<String, Value> = base.as_object().cloned().unwrap_or_default();
    if let Value::Object(others) = others {
        all.extend(others);
    }
    all.into()
}

/// Returns the number that a value or its text is.
pub fn number(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) => text.parse().ok(),
        other => other.as_f64(),
    }
}

fn member<'a>(value: &'a Value, name: &str) -> &'a Value {
    if name.is_empty() { value } else { &value[name] }
}
