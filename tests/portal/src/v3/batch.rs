//! `batch`: several calls in one request, all or nothing.

use std::collections::HashSet;

use super::alter::{alter_parameters, alter_result};
use super::error::{Failure, INVALID_SELECT};
use super::method::Call;
use super::reference::{self, Results};
use super::registry::{self, Entry};
use super::scope;
use crate::fault::Fault;
use crate::php::{Array, Key, Value};

/// The name of the method.
pub(super) const NAME: &str = "batch";

/// A command of a batch.
struct Command {
    name: String,
    entry: Entry,
    query: Array,
    alias: Option<String>,
}

/// Handles `batch`: runs the items `{method, query, as?}` of the body one after another.
///
/// The first item that fails ends the batch, and its error is the reply; what earlier items have
/// changed stays.
pub(super) fn run(call: &mut Call) -> Result<Value, Failure> {
    let mut aliases = HashSet::new();
    let items = std::mem::take(&mut call.parameters);
    let commands = items.iter().map(|(key, item)| command(call, key, item, &mut aliases));
    let commands: Vec<Command> = commands.collect::<Result<_, _>>()?;
    let mut results = Results::default();
    let mut reply = Vec::new();
    for (index, command) in commands.into_iter().enumerate() {
        let result = run_command(call, &command, &results)?;
        results.add(command.alias.unwrap_or_else(|| index.to_string()), &result);
        reply.push(result);
    }
    Ok(reply.into())
}

/// Reads an item and finds its method.
fn command(
    call: &Call,
    key: &Key,
    item: &Value,
    aliases: &mut HashSet<String>,
) -> Result<Command, Failure> {
    let invalid = |message: &str| Failure::new(INVALID_SELECT, message);
    let (Key::Int(_), Value::Array(item)) = (key, item) else {
        return Err(invalid("A batch must be an array of items"));
    };
    let Some(name @ Value::Text(_)) = item.get("method") else {
        return Err(invalid("An item of a batch needs `method`"));
    };
    let Some(Value::Array(query)) = item.get("query") else {
        return Err(invalid("An item of a batch needs `query`"));
    };
    let alias = match item.get("as") {
        Some(alias @ Value::Text(_)) => Some(alias.to_text().into_owned()),
        _ => None,
    };
    if alias.as_ref().is_some_and(|alias| !aliases.insert(alias.clone())) {
        return Err(invalid("The name of an item of a batch must be unique"));
    }
    let name = name.to_text().into_owned();
    let entry = registry::find(call.portal, &name).ok_or_else(|| registry::not_found(&name))?;
    Ok(Command { name, entry, query: query.clone(), alias })
}

fn run_command(call: &mut Call, command: &Command, results: &Results) -> Result<Value, Failure> {
    if command.name == NAME {
        return Err(Failure::internal());
    }
    let visible = scope::check(call.caller, &command.entry)?;
    let mut parameters = reference::resolve(&command.query, results)?;
    let fault = call.portal.faults.take_for_command(&registry::fault_name(&command.name));
    if let Some(error) = fault.as_ref().and_then(Fault::error) {
        return Err(Failure::whole(&error.code, error.description, error.status));
    }
    if let Some(fault) = &fault {
        alter_parameters(fault, &mut parameters);
    }
    let mut rules = call.rules.of(command.entry.kind);
    rules.visible = visible;
    let run_time = call.portal.settings.server_time_ms as f64 / 1000.0;
    let mut item = Call {
        name: &command.name,
        portal: &mut *call.portal,
        caller: call.caller,
        rules,
        parameters,
        now: call.now,
    };
    let mut result = (command.entry.method.run)(&mut item)?;
    if let Some(fault) = &fault {
        alter_result(fault, &mut result);
    }
    call.now += run_time;
    Ok(result)
}
