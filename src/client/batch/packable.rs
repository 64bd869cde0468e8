//! A call as a command of a batch.

use std::cell::OnceCell;

use crate::client::Command;
use crate::client::command::not_in_batch;
use crate::wire::command;

/// The most bytes of a call that travels with others: their sum must stay below the portal's limit
/// of a request.
const MAX_PACKED: usize = 20_000;

/// A call that may travel with others. It is encoded for that when it is first needed, and once.
#[derive(Clone, Debug)]
pub(crate) struct Packable {
    command: Command,
    encoded: OnceCell<Option<String>>,
}

impl Packable {
    pub(crate) fn new(command: Command) -> Self {
        Self { command, encoded: OnceCell::new() }
    }

    /// Returns the call.
    pub(crate) fn command(&self) -> &Command {
        &self.command
    }

    /// Returns the call as a command of a batch; `None` if the portal does not admit the method
    /// there, or the parameters are unencodable or large.
    pub(crate) fn encoded(&self) -> Option<&str> {
        let Command { name, params, .. } = &self.command;
        let encode = || {
            let encoded = command::encode(name, params).ok();
            encoded.filter(|text| not_in_batch(name).is_none() && text.len() <= MAX_PACKED)
        };
        self.encoded.get_or_init(encode).as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Map, Value};

    fn packable(method: &str, params: Map) -> Packable {
        Packable::new(Command::by_name(method, params, false).unwrap())
    }

    #[test]
    fn encodes_a_call_once() {
        let call = packable("any.method", Map::from_iter([("ID", 1)]));
        let first = call.encoded().unwrap();
        assert_eq!(first, "any.method?ID=1");
        assert!(std::ptr::eq(first, call.encoded().unwrap()), "it is encoded again");
    }

    #[test]
    fn calls_that_no_batch_takes_are_not_packable() {
        for (method, params) in [
            ("download", Map::new()),
            ("any.method", Map::from_iter([("LIST", Value::List(Vec::new()))])),
            ("any.method", Map::from_iter([("TEXT", "x".repeat(MAX_PACKED))])),
        ] {
            assert_eq!(packable(method, params).encoded(), None, "{method}");
        }
    }
}
