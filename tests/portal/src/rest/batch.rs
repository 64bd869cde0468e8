//! `batch`: up to 50 commands in one request.

use bstr::ByteSlice;

use super::envelope::{Reply, failure};
use super::error::{BATCH_LENGTH_EXCEEDED, BATCH_METHOD_NOT_ALLOWED, Error, INSUFFICIENT_SCOPE};
use super::{Outcome, execute, reference, take_start};
use crate::fault::Fault;
use crate::methods::{self, Call};
use crate::php::{Array, Key, Value, parse_bytes};

/// The maximum number of commands that run; each further command fails individually.
const MAX_COMMANDS: usize = 50;

/// The methods that a batch must not contain. Names are compared exactly, so `BATCH` is allowed.
const FORBIDDEN: [&str; 3] = ["batch", "download", "upload"];

/// Runs the commands one after another; each outcome is independent.
///
/// Parameters: `cmd`, a list or map of strings `method?query`, and `halt`, by PHP's truthiness.
/// Values in `cmd` that are not strings are ignored. Result: the maps `result`, `result_error`,
/// `result_total`, `result_next` and `result_time` by the keys of `cmd`; a map contains only the
/// keys that have a value.
pub(crate) fn run(call: &mut Call) -> Result<Reply, Error> {
    let parameters = call.parameters.with_upper_case_keys();
    let halt = parameters.get("HALT").is_some_and(Value::is_truthy);
    let commands = parameters.get("CMD").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut outcomes = Outcomes::default();
    for (index, (key, command)) in commands.into_iter().enumerate() {
        let Value::Text(command) = command else {
            continue;
        };
        let outcome = if index < MAX_COMMANDS {
            run_command(call, &command, &outcomes)
        } else {
            Outcome::rejected(BATCH_LENGTH_EXCEEDED.into(), call.now)
        };
        call.now = outcome.time.finish;
        let failed = outcome.reply.is_err();
        outcomes.add(key, outcome);
        if failed && halt {
            break;
        }
    }
    Ok(Reply::new(outcomes.into_array()))
}

fn run_command(call: &mut Call, command: &[u8], outcomes: &Outcomes) -> Outcome {
    let (name, query) = split(command);
    let method = find(call, &name);
    let name = name.to_lowercase();
    let method = match method {
        Ok(method) => method,
        Err(error) => return Outcome::rejected(error, call.now),
    };
    let fault = call.portal.faults.take_for_command(&name);
    if let Some(error) = fault.as_ref().and_then(Fault::error) {
        return Outcome::rejected(error, call.now);
    }
    let mut parameters = parse_bytes(&query);
    for reserved in ["auth", "access_token", "method", "sessid", "state"] {
        parameters.remove(reserved);
    }
    let mut parameters = reference::resolve(parameters, &outcomes.references());
    let start = take_start(&mut parameters);
    let (caller, now) = (call.caller, call.now);
    let portal = &mut *call.portal;
    let call = Call { name: &name, portal, caller, parameters, upload: None, start, now };
    execute(call, method, fault)
}

fn find(call: &Call, name: &str) -> Result<&'static methods::Method, Error> {
    if FORBIDDEN.contains(&name) {
        return Err(BATCH_METHOD_NOT_ALLOWED.into());
    }
    let name = name.to_lowercase();
    let method = methods::find(call.portal, &name).ok_or_else(|| methods::not_found(&name))?;
    if !call.caller.may_call(method) {
        return Err(Error { description: String::new(), ..INSUFFICIENT_SCOPE.into() });
    }
    Ok(method)
}

/// Splits `method?query` as PHP's `parse_url` does: an unescaped `#` starts a fragment, which is
/// dropped; control characters become `_`.
fn split(command: &[u8]) -> (String, Vec<u8>) {
    let command = command.split_str("#").next().unwrap_or_default();
    let (name, query) = command.split_once_str("?").unwrap_or((command, b""));
    let replace_control = |byte: &u8| if byte.is_ascii_control() { b'_' } else { *byte };
    (name.to_str_lossy().into_owned(), query.iter().map(replace_control).collect())
}

#[derive(Default)]
struct Outcomes {
    result: Array,
    error: Array,
    total: Array,
    next: Array,
    time: Array,
}

impl Outcomes {
    fn add(&mut self, key: Key, outcome: Outcome) {
        match outcome.reply {
            Ok(reply) => {
                self.result.insert(key.clone(), reply.result);
                if let Some(total) = reply.total {
                    self.total.insert(key.clone(), total);
                }
                if let Some(next) = reply.next {
                    self.next.insert(key.clone(), next);
                }
                self.time.insert(key, outcome.time.to_value());
            }
            Err(error) => self.error.insert(key, failure(&error)),
        }
    }

    fn references(&self) -> [(&'static str, &Array); 5] {
        [
            ("result", &self.result),
            ("error", &self.error),
            ("total", &self.total),
            ("next", &self.next),
            ("time", &self.time),
        ]
    }

    fn into_array(self) -> Array {
        [
            ("result", self.result),
            ("result_error", self.error),
            ("result_total", self.total),
            ("result_next", self.next),
            ("result_time", self.time),
        ]
        .into_iter()
        .collect()
    }
}
