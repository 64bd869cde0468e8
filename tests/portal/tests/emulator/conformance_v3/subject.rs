//! The kinds of records, and calls of their methods.

use serde_json::{Value, json};

use crate::common::Setup;

/// A kind of record with a list that takes `select`, `filter`, `order` and `pagination`.
pub struct Subject {
    /// The start of the names of its methods.
    pub name: &'static str,
    /// The condition that its lists need.
    pub required: Option<(&'static str, i64)>,
    /// The most rows of a page.
    pub max: usize,
    /// The fields that a list has without a selection; all scalar ones if `None`.
    pub listed: Option<&'static [&'static str]>,
}

/// Returns all kinds.
pub fn subjects() -> Vec<Subject> {
    let subject = |name| Subject { name, required: None, max: 1000, listed: None };
    vec![
        Subject { max: 50, listed: Some(&["id"]), ..subject("tasks.task") },
        Subject { required: Some(("taskId", 1)), ..subject("tasks.task.result") },
        Subject { required: Some(("userId", 1)), ..subject("timeman.record") },
        subject("main.eventlog"),
        subject("emulator.value"),
    ]
}

impl Subject {
    /// Returns the descriptions of the fields that can be read from a list.
    pub fn fields(&self, setup: &mut Setup) -> Vec<Value> {
        let result = setup.result_v3(&format!("{}.field.list", self.name), json!({}));
        result["items"].as_array().unwrap().clone()
    }

    /// Returns the names of the fields with a mark.
    pub fn marked(&self, setup: &mut Setup, mark: &str) -> Vec<String> {
        let fields = self.fields(setup);
        let marked = fields.iter().filter(|field| field[mark] == true);
        marked.map(|field| field["name"].as_str().unwrap().to_owned()).collect()
    }

    /// Returns the parameters of a list with a condition and other parameters.
    pub fn parameters(&self, condition: Option<Value>, others: Value) -> Value {
        let required = self.required.map(|(field, value)| json!([field, value]));
        let conditions: Vec<Value> = required.into_iter().chain(condition).collect();
        let mut parameters = others;
        if !conditions.is_empty() {
            parameters["filter"] = conditions.into();
        }
        parameters
    }

    pub fn list_method(&self) -> String {
        format!("{}.list", self.name)
    }

    /// Returns the rows of a list with these fields.
    pub fn list(&self, setup: &mut Setup, condition: Option<Value>, others: Value) -> Vec<Value> {
        let parameters = self.parameters(condition, others);
        let result = setup.result_v3(&self.list_method(), parameters);
        result["items"].as_array().unwrap().clone()
    }

    /// Returns all rows of a list, page by page.
    pub fn all(&self, setup: &mut Setup, condition: Option<Value>, others: Value) -> Vec<Value> {
        let mut rows = Vec::new();
        for page in 1.. {
            let mut others = others.clone();
            others["pagination"] = json!({ "page": page, "limit": self.max });
            let found = self.list(setup, condition.clone(), others);
            let is_last = found.len() < self.max;
            rows.extend(found);
            if is_last {
                break;
            }
        }
        rows
    }
}
