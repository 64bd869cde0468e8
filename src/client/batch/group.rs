//! The calls that go in one request.

use super::{Outcome, not_executed};
use crate::client::{Client, Command};
use crate::error::{Error, Kind, Result};
use crate::wire::envelope::{self, Reply};
use crate::wire::form::Unsayable;
use crate::wire::{Map, Value, command, reference};

/// Commands in one request; the portal refuses those beyond.
pub(crate) const MOST_COMMANDS: usize = 50;

/// A checked call with its name.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) name: String,
    command: Command,
    /// The call as a command of a batch, or why that cannot say it.
    text: std::result::Result<String, Unsayable>,
}

/// Calls that go in one request: up to 50 as a batch, or one alone.
#[derive(Debug)]
pub(crate) struct Group(Vec<Entry>);

impl Entry {
    pub(crate) fn new(name: String, command: Command) -> Self {
        let text = command::encode(&command.name, &command.params);
        Self { name, command, text }
    }

    /// Whether a batch can say it.
    pub(crate) fn is_sayable(&self) -> bool {
        self.text.is_ok()
    }
}

/// Splits calls into requests, in their order.
pub(crate) fn split(entries: Vec<Entry>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for entry in entries {
        match groups.last_mut() {
            Some(group) if group.takes(&entry) => group.0.push(entry),
            _ => groups.push(Group(vec![entry])),
        }
    }
    groups
}

/// Refuses references that the server would misread, or that lead out of their request.
pub(crate) fn check_references(groups: &[Group]) -> Result<()> {
    let mut earlier: Vec<&Entry> = Vec::new();
    for Group(entries) in groups {
        let first = earlier.len();
        for entry in entries {
            let checked = check_entry(entry, &earlier, first);
            let named = |error: Error| error.within("command", &entry.name);
            checked.map_err(|error| named(error).of_method(&entry.command.name))?;
            earlier.push(entry);
        }
    }
    Ok(())
}

/// Checks the references of a command after those that stand before it, of which the first of the
/// same request is given.
fn check_entry(entry: &Entry, earlier: &[&Entry], first: usize) -> Result<()> {
    let invalid = |problem| Error::input("INVALID_REFERENCE", problem);
    let mut names = Vec::new();
    if let Err(text) = reference::commands(&entry.command.params, &mut names) {
        let wanted = "needs white space after it, and brackets around every key";
        return Err(invalid(match &entry.text {
            Ok(_) => format!("the reference in \"{text}\" {wanted}"),
            Err(unsayable) => format!("beside a reference, {unsayable}"),
        }));
    }
    for name in names {
        let at = earlier.iter().position(|known| known.name == name).unwrap_or(earlier.len());
        if at >= first && at < earlier.len() {
            continue;
        }
        let mut between = earlier.iter().skip(at).chain([&entry]);
        let alone = between.find_map(|it| Some((&it.name, it.text.as_ref().err()?)));
        return Err(invalid(match alone {
            Some((alone, unsayable)) => format!(
                "its reference to {name} leads out of the batch, for command {alone} goes as a call of \
                 its own: {unsayable}"
            ),
            None => format!(
                "its reference to {name} names no earlier command of the same request of up to 50"
            ),
        }));
    }
    Ok(())
}

impl Group {
    /// A group of calls that a batch can say, 50 at most.
    pub(crate) fn of(entries: Vec<Entry>) -> Self {
        Self(entries)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    fn takes(&self, entry: &Entry) -> bool {
        let together = entry.is_sayable() && self.0.iter().all(Entry::is_sayable);
        together && self.0.len() < MOST_COMMANDS
    }

    /// Sends the group and adds an outcome for each of its calls.
    pub(crate) async fn run(
        &self,
        client: &Client,
        halt: bool,
        timeout: u32,
        outcomes: &mut Vec<Outcome>,
    ) {
        let mut cmd = Map::new();
        for Entry { name, command, text } in &self.0 {
            let Ok(text) = text else {
                outcomes.push(match client.send(command, timeout).await {
                    Ok(reply) => Outcome::Done(reply),
                    Err(error) => failed(error, false),
                });
                return;
            };
            cmd.push(name.clone(), text.as_str().into());
        }
        let mut params = Map::from_iter([("cmd", cmd)]);
        if halt {
            params.insert("halt", true);
        }
        let sent = match Command::new("batch", params, false) {
            Ok(batch) => client.send(&batch, timeout).await,
            Err(error) => Err(error),
        };
        match sent {
            Ok(reply) => self.read(client, halt, reply.result, outcomes),
            Err(error) => {
                outcomes.resize_with(outcomes.len() + self.len(), || failed(error.clone(), true))
            }
        }
    }

    fn read(&self, client: &Client, halt: bool, mut answer: Value, outcomes: &mut Vec<Outcome>) {
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
        for Entry { name, command, .. } in &self.0 {
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
                let (total, next) =
                    (envelope::number(&totals, name), envelope::number(&nexts, name));
                let mut reply = Reply { result, total, next, time };
                command.clean(&mut reply).map(|()| reply)
            });
            halted |= halt && outcome.is_err();
            outcomes.push(match outcome {
                Ok(reply) => Outcome::Done(reply),
                Err(error) => Outcome::Failed(client.keep_secret(error.of_method(&command.name))),
            });
        }
    }
}

/// Some refusals come before the portal runs anything. A method may also run and then say that it must
/// not, but that does not refuse a whole batch.
fn failed(error: Error, whole: bool) -> Outcome {
    let turned_away = match error.kind() {
        Kind::Input | Kind::Auth | Kind::Limit => true,
        Kind::Access => whole,
        _ => whole && TURNED_AWAY.contains(&error.code()),
    };
    if turned_away { Outcome::NotExecuted(error) } else { Outcome::Failed(error) }
}

/// Codes that refuse a batch before its first command, beside those whose kind says it.
const TURNED_AWAY: [&str; 4] = [
    "INVALID_REQUEST",
    "ERROR_METHOD_NOT_FOUND",
    "ERROR_BATCH_METHOD_NOT_ALLOWED",
    "ERROR_BATCH_LENGTH_EXCEEDED",
];

fn unanswered() -> Error {
    let problem = "The portal's answer to the batch has nothing for this command.";
    Error::new(Kind::Answer, "NO_ANSWER", problem)
}
