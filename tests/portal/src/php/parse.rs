//! `parse_str`: PHP's parsing of a query string or a form body.

use std::borrow::Cow;

use bstr::ByteSlice;
use percent_encoding::percent_decode;

use super::{Array, Key, Value};

/// PHP's `max_input_vars`: further variables are silently dropped.
const MAX_VARIABLES: usize = 1000;

/// The limit for a urlencoded body: PHP counts a variable after it has stored it.
const MAX_POST_VARIABLES: usize = 1001;

/// PHP's `max_input_nesting_level`: a variable nested deeper is silently dropped, together with its
/// top-level variable.
const MAX_NESTING: usize = 64;

/// Parses `application/x-www-form-urlencoded` text as PHP does.
///
/// `a[b]=1` nests, `a[]=1` appends, the last of two equal names wins, spaces and dots in a
/// top-level name become `_`, every value is a string. A name ends at a NUL. No input is an error:
/// input that PHP would drop is dropped.
pub fn parse_str(query: &str) -> Array {
    parse_bytes(query.as_bytes())
}

/// Parses bytes that need not be UTF-8, like [`parse_str`].
pub(crate) fn parse_bytes(query: &[u8]) -> Array {
    build(decode(query), MAX_VARIABLES)
}

/// Parses the body that PHP itself reads into `$_POST`.
pub(crate) fn parse_post(body: &[u8]) -> Array {
    build(decode(body), MAX_POST_VARIABLES)
}

/// Builds the array from decoded names and values, as PHP does for the fields of a multipart body.
pub(crate) fn parse_variables<'a>(
    variables: impl IntoIterator<Item = (Cow<'a, [u8]>, Cow<'a, [u8]>)>,
) -> Array {
    build(variables, MAX_VARIABLES)
}

fn build<'a>(
    variables: impl IntoIterator<Item = (Cow<'a, [u8]>, Cow<'a, [u8]>)>,
    max: usize,
) -> Array {
    let mut array = Array::new();
    for (name, value) in variables.into_iter().take(max) {
        register(&mut array, &name, &value);
    }
    array
}

fn decode(query: &[u8]) -> impl Iterator<Item = (Cow<'_, [u8]>, Cow<'_, [u8]>)> {
    let variables = query.split_str("&").filter(|pair| !pair.is_empty());
    variables.map(|pair| {
        let (name, value) = pair.split_once_str("=").unwrap_or((pair, b""));
        (url_decode(name), url_decode(value))
    })
}

fn url_decode(text: &[u8]) -> Cow<'_, [u8]> {
    let text: Vec<u8> = text.replace("+", " ");
    Cow::Owned(percent_decode(&text).collect())
}

fn register(array: &mut Array, name: &[u8], value: &[u8]) {
    let name = name.split_str("\0").next().unwrap_or_default();
    let name = name.trim_start_with(|c| c == ' ');
    let Name { root, indices, nesting } = Name::split(name);
    if root.is_empty() {
        return;
    }
    let root = Key::from(root.as_slice());
    if nesting > MAX_NESTING {
        array.remove(root);
        return;
    }
    let mut path = vec![Index::Key(root)];
    path.extend(indices);
    assign(array, &path, value);
}

enum Index {
    Key(Key),
    Next,
}

struct Name {
    root: Vec<u8>,
    indices: Vec<Index>,
    /// The number of opening brackets, including one that is never closed.
    nesting: usize,
}

impl Name {
    /// Splits `a[b][]` into the normalized root and its indices. Text after the last complete pair
    /// of brackets is ignored; a first bracket that is never closed belongs to the root, as `_`.
    fn split(name: &[u8]) -> Self {
        let (root, mut rest) = match name.split_once_str("[") {
            Some((b"", _)) => (&b""[..], None),
            Some((root, rest)) => (root, Some(rest)),
            None => (name, None),
        };
        let mut indices = Vec::new();
        let mut nesting = 0;
        while let Some(text) = rest {
            nesting += 1;
            let Some((index, after)) = split_index(text) else {
                break;
            };
            indices.push(index);
            rest = after.strip_prefix(b"[");
        }
        let unclosed = nesting == 1 && indices.is_empty();
        let root = normalize_root(if unclosed { name } else { root });
        Self { root, indices, nesting }
    }
}

/// Parses an index up to its `]`. A single white-space character counts as an empty index.
fn split_index(text: &[u8]) -> Option<(Index, &[u8])> {
    let blank = usize::from(matches!(text.first(), Some(b' ' | b'\t'..=b'\r')));
    if let Some(after) = text.get(blank..).and_then(|text| text.strip_prefix(b"]")) {
        return Some((Index::Next, after));
    }
    let end = text.get(blank..)?.find_byte(b']')? + blank;
    let (key, after) = text.split_at(end);
    Some((Index::Key(key.into()), after.get(1..).unwrap_or_default()))
}

fn normalize_root(name: &[u8]) -> Vec<u8> {
    name.iter().map(|&byte| if matches!(byte, b' ' | b'.' | b'[') { b'_' } else { byte }).collect()
}

fn assign(array: &mut Array, path: &[Index], value: &[u8]) {
    let Some((index, rest)) = path.split_first() else {
        return;
    };
    let key = match index {
        Index::Key(key) => Some(key.clone()),
        Index::Next => array.next_key(),
    };
    let Some(slot) = key.map(|key| array.slot(key)) else {
        return;
    };
    if rest.is_empty() {
        *slot = value.into();
        return;
    }
    let mut inner = match std::mem::take(slot) {
        Value::Array(inner) => inner,
        _ => Array::new(),
    };
    assign(&mut inner, rest, value);
    *slot = inner.into();
}
