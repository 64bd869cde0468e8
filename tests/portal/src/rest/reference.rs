//! References from one batch command to the answer of an earlier one:
//! `$result[key][path]`, and the same with `$error`, `$total`, `$next`, `$time`.
//! Case does not matter, and what stands between the word and the first bracket
//! is ignored, so `$timeout[5]` is a reference to the time of the command 5.

use bstr::{BString, ByteSlice, ByteVec};

use crate::php::{Array, Key, Value};

/// The answers so far: the word of a reference, and the answers by command key.
pub(crate) type Answers<'a> = [(&'static str, &'a Array)];

const WHITE_SPACE: &[u8] = b" \t\n\x0b\x0c\r";

/// Replaces the references in all values; names of parameters stay as they are.
pub(crate) fn resolve(parameters: Array, answers: &Answers) -> Array {
    parameters
        .into_iter()
        .map(|(key, value)| {
            let value = match value {
                Value::Array(inner) => resolve(inner, answers).into(),
                Value::Text(text) => resolve_text(text, answers),
                other => other,
            };
            (key, value)
        })
        .collect()
}

/// A value that is one reference takes the type of what it refers to; within a
/// longer text strings and numbers are filled in and other references stay.
fn resolve_text(text: BString, answers: &Answers) -> Value {
    let mut resolved = BString::default();
    let mut rest = text.as_bstr();
    while let Some(reference) = Reference::find(rest, answers) {
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
    /// The first reference in a text. It runs up to the next white space, also
    /// where another reference follows without a gap: that one is swallowed.
    fn find(text: &[u8], answers: &Answers) -> Option<Self> {
        text.find_iter("$").find_map(|start| {
            let from = text.get(start..)?;
            let length = from.find_byteset(WHITE_SPACE).unwrap_or(from.len());
            let token = from.get(..length)?;
            answers.iter().find_map(|(word, answers)| {
                let (begin, path) = token.strip_prefix(b"$")?.split_at_checked(word.len())?;
                let found = begin.eq_ignore_ascii_case(word.as_bytes());
                found.then(|| Self { start, length, value: walk(answers, path) })
            })
        })
    }
}

/// Follows `[key][key]…`. A key that is missing ends the walk with the value
/// reached so far, which may be all answers.
fn walk(answers: &Array, path: &[u8]) -> Value {
    let mut reached: Option<&Value> = None;
    let mut rest = path;
    while let Some((_, from)) = rest.split_once_str("[")
        && let Some((key, after)) = from.split_once_str("]")
    {
        let array = reached.map_or(Some(answers), Value::as_array);
        match array.and_then(|array| array.get(Key::from(key))) {
            Some(inner) => reached = Some(inner),
            None => break,
        }
        rest = after;
    }
    reached.cloned().unwrap_or_else(|| answers.clone().into())
}
