//! The calls that go in one request.

use super::{Outcome, not_executed};
use crate::client::{Client, Command};
use crate::error::{Error, ErrorKind, Result};
use crate::methods;
use crate::wire::envelope::{self, Reply};
use crate::wire::form::EncodeError;
use crate::wire::{Map, Value, command, reference};

/// Commands in one request; the portal refuses those beyond.
pub(crate) const MAX_COMMANDS: usize = 50;

/// A checked call with its name.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) name: String,
    command: Command,
    /// The call as a command of a batch, or why that cannot say it.
    text: std::result::Result<String, EncodeError>,
}

impl Entry {
    pub(crate) fn new(name: String, command: Command) -> Self {
        let text = command::encode(&command.name, &command.params);
        Self { name, command, text }
    }

    /// Whether a batch can say it.
    pub(crate) fn fits_batch(&self) -> bool {
        self.text.is_ok()
    }
}

/// How many of these calls go in the first request: up to 50 as a batch, or one single.
pub(crate) fn together(entries: &[Entry]) -> usize {
    let encodable = entries.iter().take(MAX_COMMANDS).take_while(|entry| entry.fits_batch());
    encodable.count().max(1)
}

/// Refuses references that the server would misread, or that lead out of their request.
pub(crate) fn check_references(entries: &[Entry]) -> Result<()> {
    let (mut first, mut end) = (0, 0);
    for (at, entry) in entries.iter().enumerate() {
        if at == end {
            first = at;
            end += together(entries.get(at..).unwrap_or_default());
        }
        let before = entries.get(first..at).unwrap_or_default();
        let is_known = |name: &str| before.iter().any(|known| known.name == name);
        if let Some((name, text)) = reference::unknown(&entry.command.params, &is_known) {
            let error = lost(name, text, entries.get(..=at).unwrap_or_default());
            return Err(error.context("command", &entry.name).with_method(&entry.command.name));
        }
    }
    Ok(())
}

/// Why a reference to one of these commands is lost on its way from the last of them.
fn lost(name: &str, text: &str, entries: &[Entry]) -> Error {
    let mut passed = false;
    for (at, entry) in entries.iter().enumerate() {
        passed |= entry.name == name || at + 1 == entries.len();
        if let (true, Err(unencodable)) = (passed, &entry.text) {
            let part = "no reference leads to or past a call of its own, command";
            return invalid(&unencodable.describe()).context(part, &entry.name);
        }
    }
    let wanted = "needs white space after it, brackets around every key, and an earlier command of the \
                  same request of up to 50";
    invalid(wanted).context("the reference", text)
}

fn invalid(problem: &str) -> Error {
    Error::input("INVALID_REFERENCE", problem)
}

/// Sends calls that go in one request, and adds an outcome for each of them.
pub(crate) async fn run(
    entries: &[Entry],
    client: &Client,
    halt: bool,
    timeout: u32,
    outcomes: &mut Vec<Outcome>,
) {
    let mut single = None;
    let mut cmd = Map::new();
    for Entry { name, command, text } in entries {
        match text {
            Ok(text) => cmd.push(name.clone(), text.as_str().into()),
            Err(_) => single = Some(command),
        }
    }
    let mut params = Map::from_iter([("cmd", cmd)]);
    if halt {
        params.insert("halt", true);
    }
    let definition = Some(&methods::system::Batch::DEFINITION);
    let batch = Command { name: "batch".to_owned(), params, definition };
    match client.send(single.unwrap_or(&batch), timeout).await {
        Ok(reply) if single.is_some() => outcomes.push(Outcome::Done(reply)),
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
    mut answer: Value,
    outcomes: &mut Vec<Outcome>,
) {
    let mut part = |name| match &mut answer {
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
    for Entry { name, command, .. } in entries {
        let refused = match errors.get(name) {
            Some(Value::Map(refusal)) => Err(envelope::refused(refusal)),
            _ => match results.remove(name) {
                Some(result) => Ok(result),
                None if halted => {
                    outcomes.push(not_executed());
                    continue;
                }
                None => Err(unanswered()),
            },
        };
        let outcome = refused.and_then(|result| {
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
            Ok(reply) => Outcome::Done(reply),
            Err(error) => Outcome::Failed(client.redact(error.with_method(&command.name))),
        });
    }
}

/// Some refusals come before the portal runs anything. A method may also run and then say that it must
/// not, but that does not refuse a whole batch.
fn failed(error: Error, whole: bool) -> Outcome {
    let turned_away = match (error.kind(), error.code()) {
        (ErrorKind::Input | ErrorKind::Auth | ErrorKind::Frame | ErrorKind::Limit, _) => true,
        (ErrorKind::Permission, _) | (_, "INVALID_REQUEST" | "ERROR_METHOD_NOT_FOUND") => whole,
        (_, code) => whole && code.starts_with("ERROR_BATCH_"),
    };
    if turned_away { Outcome::NotExecuted(error) } else { Outcome::Failed(error) }
}

fn unanswered() -> Error {
    let problem = "The portal's answer to the batch has nothing for this command.";
    Error::new(ErrorKind::Response, "NO_OUTCOME", problem)
}
