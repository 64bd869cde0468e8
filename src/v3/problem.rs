//! The parts of a request that the portal rejected.

use crate::error::Error;
use crate::wire::{Value, json};

/// Why REST 3.0 rejected a part of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// What is wrong, in the portal's language.
    pub message: String,
    /// The field or its path, such as `filter.userId`; none if the portal does not name it.
    pub field: Option<String>,
}

impl Error {
    /// Returns what REST 3.0 rejected in the request, if it said so; nothing if it said too much.
    #[must_use]
    pub fn validation(&self) -> Vec<Problem> {
        let member =
            |problem: &Value, name| Some(problem.as_map()?.get(name)?.as_text()?.to_owned());
        let mut problems = Vec::new();
        if let Ok(Value::List(list)) = json::read(self.validation_text()) {
            for problem in &list {
                let message = member(problem, "message").unwrap_or_default();
                problems.push(Problem { message, field: member(problem, "field") });
            }
        }
        problems
    }
}
