//! Redaction of secrets in texts: errors, events, debug output.
//!
//! A secret is recognized by its value, if it is known, and by the name before it. Both are found in
//! addresses, forms and JSON, also if these are URL-encoded or JSON-escaped in another text.

mod known;
mod named;
#[cfg(test)]
mod tests;
mod view;

use view::View;

/// What replaces a secret.
const MASK: &str = "***";

/// Replaces each secret in a text by `***`: the given ones in any encoding, the values of names such
/// as `access_token`, `sessid` and `sign`, and the codes in webhooks' addresses. Returns at most
/// `limit` bytes.
pub(crate) fn redact(text: &str, secrets: &[String], limit: usize) -> String {
    let view = View(text.as_bytes());
    // Where the text that is not yet copied and the current word start.
    let (mut out, mut copied, mut word, mut at) = (String::new(), 0, 0, 0);
    while at <= text.len() && out.len() + at - copied <= limit {
        let is_word = named::is_word(view.raw(at));
        let value = match text.get(word..at) {
            Some(name) if at > word && !is_word => named::value_after(&view, name, at),
            _ => None,
        };
        if let Some((start, end)) = value.or_else(|| known::find(&view, secrets, at)) {
            out.push_str(text.get(copied..start).unwrap_or_default());
            out.push_str(MASK);
            (copied, word, at) = (end, end, end);
            continue;
        }
        // The digits of a URL-encoded byte belong to no word.
        at += view.decoded(at).1;
        if !is_word {
            word = at;
        }
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    let mut end = limit.min(out.len());
    while !out.is_char_boundary(end) {
        end -= 1;
    }
    out.truncate(end);
    out
}
