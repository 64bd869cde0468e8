//! Prints results as PHP sends them, each with what the core's normalizer makes of it;
//! `cases.test.js` compares that with the wrapper's normalizer.
//!
//! First the targets, each a method's name and its table; then a line for each case: the index of
//! the target, whether the body is that of a batch, the body, and the normalized result after `+` or
//! the error after `-`. Values by identifier are lists of pairs under the name of `KEYED`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod documented;
mod emulated;
mod generated;
mod random;
mod row;
mod shapes;
mod target;

use std::io::{BufWriter, Result, Write};

use b24_wasm::wire::{Map, Value, json};

use target::Target;

/// The name of an object that stands for values by identifier. PHP objects have no such property.
const KEYED: &str = "\u{0}keyed";

/// The name of the only command of a batch.
const COMMAND: &str = "a";

fn main() -> Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let targets = target::all();
    for target in &targets {
        writeln!(out, "{}\t{}", target.name(), target.table())?;
    }
    writeln!(out)?;
    let responses = emulated::responses();
    for (at, target) in targets.iter().enumerate() {
        for body in documented::bodies(target).iter().chain(responses.of(target)) {
            print(&mut out, at, target, false, body)?;
        }
        for (number, result) in generated::results(target, responses.of(target)).enumerate() {
            let in_batch = number % 2 == 1;
            let body = match in_batch {
                true => format!(r#"{{"result":{{"result":{{"{COMMAND}":{result}}}}}}}"#),
                false => format!(r#"{{"result":{result}}}"#),
            };
            print(&mut out, at, target, in_batch, &body)?;
        }
    }
    out.flush()
}

fn print(
    out: &mut impl Write,
    at: usize,
    target: &Target,
    in_batch: bool,
    body: &str,
) -> Result<()> {
    let path: &[&str] = if in_batch { &["result", "result", COMMAND] } else { &["result"] };
    let body_value = json::read(body).unwrap_or_else(|error| panic!("{error:?}: {body}"));
    let result =
        path.iter().fold(&body_value, |value, name| value.as_map().unwrap().get(name).unwrap());
    let mut result = result.clone();
    let (sign, outcome) = match target.normalize(&mut result) {
        Ok(()) => ('+', mark_keyed(result)),
        Err(error) => ('-', Value::from(error.description())),
    };
    writeln!(out, "{at}\t{}\t{body}\t{sign}{}", u8::from(in_batch), json::write(&outcome))
}

/// Replaces values by identifier by lists of pairs: objects would lose their order.
fn mark_keyed(value: Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.into_iter().map(mark_keyed).collect()),
        Value::Map(map) => {
            Value::Map(map.into_iter().map(|(name, item)| (name, mark_keyed(item))).collect())
        }
        Value::Keyed(map) => {
            let pair = |(name, item): (String, Value)| {
                Value::List(vec![json::read(&name).unwrap(), mark_keyed(item)])
            };
            Value::Map(Map::from_iter([(KEYED, Value::List(map.into_iter().map(pair).collect()))]))
        }
        other => other,
    }
}
