//! References from one batch command to the outcome of an earlier one: `$result[key][path]`, and
//! the same with `$error`, `$total`, `$next`, `$time`. Case is ignored, and so is any text between
//! the word and the first bracket: `$timeout[5]` is a reference to the time of the command 5.

use bstr::{BString, ByteSlice, ByteVec};

use crate::php::{Array, Key, Value};

/// The outcomes so far: the word of a reference, and the values by command key.
pub(crate) type Outcomes<'a> = [(&'static str, &'a Array)];

const WHITE_SPACE: &[u8] = b" \t\n\x0b\x0c\r";

/// Replaces the references in all values; parameter names stay unchanged.
pub(crate) fn resolve(parameters: Array, outcomes: &Outcomes) -> Array {
    parameters
        .into_iter()
        .map(|(key, value)| {
            let value = match value {
                Value::Array(inner) => resolve(inner, outcomes).into(),
                Value::Text(text) => resolve_text(text, outcomes),
                other => other,
            };
            (key, value)
        })
        .collect()
}

/// Resolves the references in a text. A value that is one reference gets the type of its target.
/// Within a longer text, strings and numbers are inserted, and other references stay unchanged.
fn resolve_text(text: BString, outcomes: &Outcomes) -> Value {
    let mut resolved = BString::default();
    let mut rest = text.as_bstr();
    while let Some(reference) = Reference::find(rest, outcomes) {
        let (before, from) = rest.split_at(reference.start);
        let (token, after) = from.split_at(reference.length);
        if before.is_empty() && after.is_empty() && resolved.is_empty() {
            return reference.value;
        }
        resolved.push_str(before);
        match &reference.value {
            Value::Text(text) => resolved.push_str(text),
            number @ (Value::Int(_) | Value::Float(_)) => resolved.push_str(&*number.to_text()),
            _ => resolved.push_str(token),
        }
        rest = after.as_bstr();
    }
    if resolved.is_empty() {
        return Value::Text(text);
    }
    resolved.push_str(rest);
    Value::Text(resolved)
}

struct Reference {
    start: usize,
    length: usize,
    value: Value,
}

impl Reference {
    /// Returns the first reference in a text. It extends to the next white space, even if another
    /// reference follows without a gap.
    fn find(text: &[u8], outcomes: &Outcomes) -> Option<Self> {
        text.find_iter("$").find_map(|start| {
            let from = text.get(start..)?;
            let length = from.find_byteset(WHITE_SPACE).unwrap_or(from.len());
            let token = from.get(..length)?;
            outcomes.iter().find_map(|(word, outcomes)| {
                let (begin, path) = token.strip_prefix(b"$")?.split_at_checked(word.len())?;
                let found = begin.eq_ignore_ascii_case(word.as_bytes());
                found.then(|| Self { start, length, value: resolve_path(outcomes, path) })
            })
        })
    }
}

/// Resolves the path `[key][key]…`. A missing key ends the path with the value reached so far,
/// which may be all outcomes.
fn resolve_path(outcomes: &Array, path: &[u8]) -> Value {
    let mut reached: Option<&Value> = None;
    let mut rest = path;
    while let Some((_, from)) = rest.split_once_str("[")
        && let Some((key, after)) = from.split_once_str("]")
    {
        let array = reached.map_or(Some(outcomes), Value::as_array);
        match array.and_then(|array| array.get(Key::from(key))) {
            Some(inner) => reached = Some(inner),
            None => break,
        }
        rest = after;
    }
    reached.cloned().unwrap_or_else(|| outcomes.clone().into())
}
