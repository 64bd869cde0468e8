//! One request of a batch.

use crate::client::Command;
use crate::client::portal_access::PortalAccess;
use crate::error::{Error, ErrorKind, Result};
use crate::methods::system;
use crate::schema::{Method, Normalize};
use crate::wire::envelope::{self, Envelope, count};
use crate::wire::form::EncodeError;
use crate::wire::reply_value::ReplyValue;
use crate::wire::{Map, batch_text, command as wire_command};

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
        let encoded = wire_command::encode(&command.name, &command.params);
        Self { name, command, encoded }
    }

    /// Creates an entry of a call that is already encoded.
    pub(super) fn encoded(name: String, command: Command, encoded: String) -> Self {
        Self { name, command, encoded: Ok(encoded) }
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

/// Why a call of a batch has no reply, and whether the portal may have run it.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: Error,
    pub(crate) executed: bool,
}

/// The outcome of one call of a batch.
pub(crate) type Attempt<T> = std::result::Result<Envelope<T>, Failure>;

/// Returns the calls of one request as a single one: a batch, or the call itself.
pub(crate) fn command(entries: &[Entry], halt: bool) -> Command {
    let mut cmd = Map::new();
    for Entry { name, command, encoded } in entries {
        match encoded {
            Ok(text) => cmd.push(name.clone(), text.as_str().into()),
            Err(_) => return command.clone(),
        }
    }
    let mut params = Map::new();
    params.insert("cmd", cmd);
    if halt {
        params.insert("halt", true);
    }
    let definition = Some(system::Batch::definition());
    Command { name: "batch".to_owned(), params, definition, reads: None, v3: false }
}

/// Reads the outcome of a request as those of its calls, and stores what it says about the limits of
/// their methods.
pub(crate) fn read<T: Normalize>(
    entries: &[Entry],
    access: &PortalAccess,
    halt: bool,
    outcome: Result<Envelope<T>>,
    now: f64,
) -> Vec<Attempt<T>> {
    let is_batch = entries.iter().all(Entry::fits_batch);
    match outcome {
        Ok(reply) if is_batch => read_parts(entries, access, halt, reply.result, now),
        Ok(reply) => vec![Ok(reply)],
        Err(error) => {
            let mut attempts = Vec::new();
            for _ in entries {
                attempts.push(Err(failure(error.clone(), is_batch)));
            }
            attempts
        }
    }
}

fn read_parts<T: Normalize>(
    entries: &[Entry],
    access: &PortalAccess,
    halt: bool,
    mut result: T,
    now: f64,
) -> Vec<Attempt<T>> {
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.name.as_str());
    }
    let mut part = |name| match result.take(name) {
        Some(mut part) => part.take_all(&names),
        None => Vec::new(),
    };
    let (mut results, mut errors) = (part("result"), part("result_error"));
    let (mut totals, mut nexts, mut times) =
        (part("result_total"), part("result_next"), part("result_time"));
    let (mut attempts, mut halted) = (Vec::new(), false);
    for (at, Entry { command, .. }) in entries.iter().enumerate() {
        let take = |part: &mut Vec<Option<T>>| part.get_mut(at).and_then(Option::take);
        let (result, refusal) = (take(&mut results), take(&mut errors));
        let (total, next) = (count(take(&mut totals)), count(take(&mut nexts)));
        let time = take(&mut times).filter(|time| time.shape().is_map());
        let outcome = match (refusal.filter(|refusal| refusal.shape().is_map()), result) {
            (Some(mut refusal), _) => {
                let (code, description) = ("error", "error_description");
                let error = envelope::refused(refusal.take(code), refusal.take(description));
                access.limiter().operating.accept(&command.name, &error, now);
                Err(error)
            }
            (None, Some(result)) => {
                if let Some((operating, reset_at)) = time.as_ref().and_then(ReplyValue::operating) {
                    access.limiter().operating.record(&command.name, operating, reset_at);
                }
                command.normalize(Envelope { result, total, next, time })
            }
            (None, None) if halted => {
                attempts.push(Err(not_executed(command, access)));
                continue;
            }
            (None, None) => Err(missing_outcome()),
        };
        halted |= halt && outcome.is_err();
        attempts.push(outcome.map_err(|error| Failure {
            // The portal checks its limits before it runs a command.
            executed: error.kind() != ErrorKind::Limit,
            error: access.credentials.redact(error.with_method(&command.name)),
        }));
    }
    attempts
}

/// Returns the failure of a call after one that failed in a batch that halts.
pub(super) fn not_executed(command: &Command, access: &PortalAccess) -> Failure {
    let problem = "an earlier command failed, and the batch halted";
    let error = Error::new(ErrorKind::Input, "NOT_EXECUTED", problem).with_method(&command.name);
    Failure { error: access.credentials.redact(error), executed: false }
}

/// Returns the failure of a failed request. Some refusals certainly precede execution. A single
/// method may also run and then refuse, but a whole batch is refused only before execution.
fn failure(error: Error, is_batch: bool) -> Failure {
    let is_refused = match (error.kind(), error.code()) {
        (ErrorKind::Input | ErrorKind::Auth | ErrorKind::Frame | ErrorKind::Limit, _) => true,
        (ErrorKind::Permission, _) | (_, "INVALID_REQUEST" | "ERROR_METHOD_NOT_FOUND") => is_batch,
        (_, code) => is_batch && code.starts_with("ERROR_BATCH_"),
    };
    Failure { error, executed: !is_refused }
}

fn missing_outcome() -> Error {
    let problem = "the batch's response has no outcome for this command";
    Error::new(ErrorKind::Response, "NO_OUTCOME", problem)
}
