//! Secrets that a name announces.

use super::view::View;

/// Names of secrets in lower case, without `_` and `-`.
const NAMES: [&str; 11] = [
    "auth",
    "sign",
    "token",
    "accesstoken",
    "applicationtoken",
    "authid",
    "clientsecret",
    "refreshid",
    "refreshtoken",
    "sessid",
    "signature",
];

/// The most letters of a name that must be the whole word; a word may also end with a longer one.
const WHOLE_WORD: usize = 5;

/// Returns the place of the secret after a name that ends here: a value, or a webhook's code.
pub(super) fn value_after(view: &View<'_>, name: &str, at: usize) -> Option<(usize, usize)> {
    let place = if name.eq_ignore_ascii_case("rest") {
        webhook_code(view, at)
    } else if is_secret(name) {
        value(view, at)
    } else {
        None
    };
    place.filter(|(start, end)| end > start)
}

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

fn is_quote(byte: u8) -> bool {
    byte == b'"' || byte == b'\''
}

fn is_backslash(byte: u8) -> bool {
    byte == b'\\'
}

fn is_space(byte: u8) -> bool {
    byte != 0 && byte <= b' '
}

/// Returns whether the values of a name are secret.
fn is_secret(name: &str) -> bool {
    let mut letters = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() {
            letters.push(char::from(byte.to_ascii_lowercase()));
        }
    }
    for known in NAMES {
        if letters.ends_with(known) && (known.len() > WHOLE_WORD || known.len() == letters.len()) {
            return true;
        }
    }
    false
}

/// Returns the place of the code in `/1/CODE`.
fn webhook_code(view: &View<'_>, at: usize) -> Option<(usize, usize)> {
    let user = slash(view, at)?;
    let end = view.skip(user, |byte| byte.is_ascii_digit());
    let code = slash(view, end).filter(|_| end > user)?;
    Some((code, view.skip(code, is_word)))
}

/// Returns the place after a slash, which JSON may escape.
fn slash(view: &View<'_>, at: usize) -> Option<usize> {
    let at = view.skip(at, is_backslash);
    let (byte, length) = view.decoded(at);
    (byte == b'/').then_some(at + length)
}

/// Returns the place of the value after a name.
fn value(view: &View<'_>, mut at: usize) -> Option<(usize, usize)> {
    at = view.skip(at, |byte| byte == b']' || is_backslash(byte));
    let after_name = view.skip(at, is_quote);
    let is_quoted = after_name > at;
    at = view.skip(after_name, |byte| byte == b']' || is_space(byte));
    let (separator, length) = view.decoded(at);
    if separator != b'=' && separator != b':' {
        return None;
    }
    at = view.skip(at + length, |byte| byte == b'>' || is_space(byte));
    let opening = view.skip(at, is_backslash);
    Some(match view.decoded(opening) {
        (quote, size) if is_quote(quote) => {
            let start = opening + size;
            (start, quoted_end(view, start, quote, (opening - at) / size))
        }
        (b'{' | b'[', _) => (at, balanced_end(view, at)),
        _ => (at, bare_end(view, at, length, is_quoted)),
    })
}

/// Returns the end of a text in quotes, which are escaped by this number of backslashes.
fn quoted_end(view: &View<'_>, mut at: usize, quote: u8, escape: usize) -> usize {
    let mut backslashes = 0;
    loop {
        let (byte, length) = view.decoded(at);
        // An escaped quote within the text has more backslashes: 1 for 0, 3 for 1, 7 for 3.
        if byte == quote && backslashes % (2 * escape + 2) == escape {
            return at - escape * length;
        }
        if at >= view.0.len() {
            return view.0.len();
        }
        backslashes = if is_backslash(byte) { backslashes + 1 } else { 0 };
        at += length;
    }
}

/// Returns the end of an object or a list.
fn balanced_end(view: &View<'_>, mut at: usize) -> usize {
    let (mut depth, mut is_text, mut is_escaped) = (0, false, false);
    while at < view.0.len() {
        let (byte, length) = view.decoded(at);
        at += length;
        match byte {
            b'"' if !is_escaped => is_text = !is_text,
            b'{' | b'[' if !is_text => depth += 1,
            b'}' | b']' if !is_text => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
        is_escaped = is_backslash(byte) && !is_escaped;
    }
    at
}

/// Returns the end of a value without quotes. If the separator before it has the length of a
/// URL-encoded byte, such a byte may also end the value.
fn bare_end(view: &View<'_>, mut at: usize, separator: usize, is_json: bool) -> usize {
    while at < view.0.len() {
        let (byte, length) = view.decoded(at);
        let ends = is_space(byte) || is_quote(byte) || b"&<>\\".contains(&byte);
        if length <= separator && (ends || is_json && b",}]".contains(&byte)) {
            break;
        }
        at += length;
    }
    at.min(view.0.len())
}
