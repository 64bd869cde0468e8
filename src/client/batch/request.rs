//! One request of a batch.

use super::{Outcome, not_executed};
use crate::client::{Client, Command};
use crate::error::{Error, ErrorKind, Result};
use crate::methods::system;
use crate::schema::Method;
use crate::wire::envelope::{self, Reply};
use crate::wire::form::EncodeError;
use crate::wire::{Map, Value, batch_text, command};

/// The most commands in one request; the portal refuses further ones.
pub(crate) const MAX_COMMANDS: usize = 50;

/// A checked call with its name.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(super) command: Command,
    /// The encoded command, or why it is unencodable.
    encoded: std::result::Result<String, EncodeError>,
}

impl Entry {
    pub(crate) fn new(name: String, command: Command) -> Self {
        let encoded = command::encode(&command.name, &command.params);
        Self { name, command, encoded }
    }

    /// Returns whether the call is encodable as a command of a batch.
    pub(crate) fn fits_batch(&self) -> bool {
        self.encoded.is_ok()
    }
}

/// Returns how many of these calls the first request has: at most 50 as a batch, or a single one.
pub(crate) fn request_length(entries: &[Entry]) -> usize {
    let encodable = entries.iter().take(MAX_COMMANDS).take_while(|entry| entry.fits_batch());
    encodable.count().max(1)
}

/// Rejects references that the server would misread, and references to other requests.
pub(crate) fn check_references(entries: &[Entry]) -> Result<()> {
    let (mut first, mut end) = (0, 0);
    for (at, entry) in entries.iter().enumerate() {
        if at == end {
            first = at;
            end += request_length(entries.get(at..).unwrap_or_default());
        }
        let before = entries.get(first..at).unwrap_or_default();
        let is_known = |name: &str| before.iter().any(|known| known.name == name);
        if let Some((name, text)) = batch_text::unknown(&entry.command.params, &is_known) {
            let error = unresolvable(name, text, entries.get(..=at).unwrap_or_default());
            return Err(error.context("command", &entry.name).with_method(&entry.command.name));
        }
    }
    Ok(())
}

/// Returns the error of an invalid reference in the last of these commands: an unencodable command
/// splits the request, or the reference itself is wrong.
fn unresolvable(name: &str, text: &str, entries: &[Entry]) -> Error {
    let mut is_between = false;
    for (at, entry) in entries.iter().enumerate() {
        is_between |= entry.name == name || at + 1 == entries.len();
        if let (true, Err(unencodable)) = (is_between, &entry.encoded) {
            let part = "no reference reaches or crosses a separate call, command";
            return invalid(&unencodable.describe()).context(part, &entry.name);
        }
    }
    let problem = "needs white space after it, brackets around every key, and an earlier command \
                   of the same request of at most 50";
    invalid(problem).context("reference", text)
}

fn invalid(problem: &str) -> Error {
    Error::input("INVALID_REFERENCE", problem)
}

/// Sends the calls of one request, and adds an outcome for each of them.
pub(crate) async fn run(
    entries: &[Entry],
    client: &Client,
    halt: bool,
    timeout: u32,
    outcomes: &mut Vec<Outcome>,
) {
    let mut single = None;
    let mut cmd = Map::new();
    for Entry { name, command, encoded } in entries {
        match encoded {
            Ok(text) => cmd.push(name.clone(), text.as_str().into()),
            Err(_) => single = Some(command),
        }
    }
    let mut params = Map::from_iter([("cmd", cmd)]);
    if halt {
        params.insert("halt", true);
    }
    let definition = Some(system::Batch::definition());
    let batch = Command { name: "batch".to_owned(), params, definition };
    match client.send(single.unwrap_or(&batch), timeout).await {
        Ok(reply) if single.is_some() => outcomes.push(Outcome::Succeeded(reply)),
        Ok(reply) => read(entries, client, halt, reply.result, outcomes),
        Err(error) => {
            let failed = || failed(error.clone(), single.is_none());
            outcomes.resize_with(outcomes.len() + entries.len(), failed);
        }
    }
}

fn read(
    entries: &[Entry],
    client: &Client,
    halt: bool,
    mut result: Value,
    outcomes: &mut Vec<Outcome>,
) {
    let mut part = |name| match &mut result {
        Value::Map(parts) => match parts.remove(name) {
            Some(Value::Map(part)) => part,
            _ => Map::new(),
        },
        _ => Map::new(),
    };
    let (mut results, errors) = (part("result"), part("result_error"));
    let (totals, nexts, mut times) =
        (part("result_total"), part("result_next"), part("result_time"));
    let mut halted = false;
    for entry in entries {
        let Entry { name, command, .. } = entry;
        let result = match errors.get(name) {
            Some(Value::Map(refusal)) => Err(envelope::refused(refusal)),
            _ => match results.remove(name) {
                Some(result) => Ok(result),
                None if halted => {
                    outcomes.push(not_executed(entry));
                    continue;
                }
                None => Err(missing_outcome()),
            },
        };
        let outcome = result.and_then(|result| {
            let time = match times.remove(name) {
                Some(Value::Map(time)) => Some(time),
                _ => None,
            };
            let (total, next) = (envelope::number(&totals, name), envelope::number(&nexts, name));
            let mut reply = Reply { result, total, next, time };
            command.normalize(&mut reply).map(|()| reply)
        });
        halted |= halt && outcome.is_err();
        outcomes.push(match outcome {
            Ok(reply) => Outcome::Succeeded(reply),
            Err(error) => Outcome::Failed(client.redact(error.with_method(&command.name))),
        });
    }
}

/// Returns the outcome of a failed request. Some refusals certainly precede execution. A single
/// method may also run and then refuse, but a whole batch is refused only before execution.
fn failed(error: Error, is_batch: bool) -> Outcome {
    let is_refused = match (error.kind(), error.code()) {
        (ErrorKind::Input | ErrorKind::Auth | ErrorKind::Frame | ErrorKind::Limit, _) => true,
        (ErrorKind::Permission, _) | (_, "INVALID_REQUEST" | "ERROR_METHOD_NOT_FOUND") => is_batch,
        (_, code) => is_batch && code.starts_with("ERROR_BATCH_"),
    };
    if is_refused { Outcome::NotExecuted(error) } else { Outcome::Failed(error) }
}

fn missing_outcome() -> Error {
    let problem = "the batch's response has no outcome for this command";
    Error::new(ErrorKind::Response, "NO_OUTCOME", problem)
}
