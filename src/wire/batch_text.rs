//! Text in a batch, where the server replaces references by results of earlier commands.

use super::reference::Reference;
use super::value::{Map, Value};
use crate::text;

/// The words after a `$` that start a reference for the server, in any case and with any text up
/// to the next white space.
const WORDS: [&str; 5] = ["result", "next", "total", "time", "error"];

impl Reference {
    /// Joins texts and references into one text, in which the server replaces references to texts
    /// and numbers. White space must follow each reference.
    ///
    /// ```
    /// use b24_wasm::wire::{Value, reference::Reference};
    ///
    /// let name = Reference::to("me").at("NAME");
    /// let title = Reference::join(["Deal of ".into(), name.into(), " and others".into()]);
    /// assert_eq!(title.as_text(), Some("Deal of $result[me][NAME] and others"));
    /// ```
    #[must_use]
    pub fn join(parts: impl IntoIterator<Item = Value>) -> Value {
        let (mut text, mut count) = (String::new(), 0);
        for part in parts {
            text.push_str(part.as_text().unwrap_or_default());
            count += reference_count(&part);
        }
        Self::in_text(text, count)
    }

    /// Returns text with `count` references in it.
    pub(super) fn in_text(text: String, count: usize) -> Value {
        if count == 0 {
            return Value::Text(text);
        }
        Value::Reference(Self::new(text, count))
    }
}

impl From<Reference> for Value {
    fn from(reference: Reference) -> Self {
        Self::Reference(reference)
    }
}

/// Returns the number of real references in a value's text.
fn reference_count(value: &Value) -> usize {
    match value {
        Value::Reference(reference) => reference.count(),
        _ => 0,
    }
}

/// Returns whether the value is exactly one reference.
pub(crate) fn is_whole(value: &Value) -> bool {
    let Value::Reference(reference) = value else { return false };
    let words = reference.as_text();
    let is_word = text::all(words, |byte| !byte.is_ascii_whitespace());
    reference.count() > 0 && words.starts_with("$result[") && is_word
}

/// Returns whether the server would read some of the value's plain text as a reference.
pub(super) fn looks_like_reference(value: &Value) -> bool {
    let (mut rest, mut found) = (value.as_text().unwrap_or_default(), 0);
    while token(&mut rest).is_some() {
        found += 1;
    }
    // Two references without white space between them are one token; `unknown` rejects it.
    found > reference_count(value)
}

/// Returns the first reference that the server would misread or whose command is not `known`: the
/// name of the command (empty if there is none) and the whole text.
pub(crate) fn unknown<'a>(
    params: &'a Map,
    known: &dyn Fn(&str) -> bool,
) -> Option<(&'a str, &'a str)> {
    for (_, value) in params.iter() {
        if let Some(found) = unknown_in(value, known) {
            return Some(found);
        }
    }
    None
}

fn unknown_in<'a>(value: &'a Value, known: &dyn Fn(&str) -> bool) -> Option<(&'a str, &'a str)> {
    match value {
        Value::Reference(reference) => {
            let text = reference.as_text();
            let mut rest = text;
            while let Some(token) = token(&mut rest) {
                let path = token.strip_prefix("result[").filter(|path| is_path(path));
                let name =
                    path.and_then(|path| text::split(path, "]")).map_or("", |(name, _)| name);
                if !known(name) {
                    return Some((name, text));
                }
            }
        }
        Value::List(items) => {
            for item in items {
                if let Some(found) = unknown_in(item, known) {
                    return Some(found);
                }
            }
        }
        Value::Map(map) | Value::Keyed(map) => return unknown(map, known),
        _ => {}
    }
    None
}

/// Returns the first token that the server reads as a reference, without its `$`, and advances
/// `rest` past the token.
fn token<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let is_word = |text: &str| {
        let is_prefix =
            |word: &&str| text.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word));
        WORDS.iter().any(is_prefix)
    };
    loop {
        let (_, after) = text::split(rest, "$")?;
        *rest = after;
        if is_word(after) {
            let end = after.bytes().position(|byte| byte.is_ascii_whitespace());
            let token = end.and_then(|end| after.get(..end)).unwrap_or(after);
            *rest = after.get(token.len()..)?;
            return Some(token);
        }
    }
}

/// Returns whether the path is `name]` and any number of `[key]`.
fn is_path(path: &str) -> bool {
    let (mut inside, mut length) = (true, 0);
    for byte in path.bytes() {
        match byte {
            b'[' if !inside => (inside, length) = (true, 0),
            b']' if inside && length > 0 => inside = false,
            b'[' | b']' => return false,
            _ if inside => length += 1,
            _ => return false,
        }
    }
    !inside
}

#[cfg(test)]
mod tests {
    use super::super::reference::MAX_REFERENCES;
    use super::*;

    fn me() -> Value {
        Reference::to("me").at("ID").into()
    }

    /// Returns whether the server reads a text of these parts correctly after the commands `me`
    /// and `it`.
    fn is_valid(parts: impl IntoIterator<Item = Value>) -> bool {
        let params = Map::from_iter([("ID", Reference::join(parts))]);
        unknown(&params, &|name| name == "me" || name == "it").is_none()
    }

    #[test]
    fn accepts_valid_references() {
        let it = || Value::from(Reference::to("it"));
        assert!(is_valid([it()]));
        assert!(is_valid(["No ".into(), me(), " of ".into(), it()]));
        assert!(is_valid(["$".into(), me(), "\n$5".into()]));
        assert!(is_valid(["$result[other][ID]".into()]), "it is text");
    }

    #[test]
    fn rejects_references_that_the_server_would_misread() {
        for after in [",", ".", "]", "ID", "[", "[]", "[[ID]]", "$result[it]"] {
            assert!(!is_valid([me(), after.into()]), "{after}");
            assert!(!is_valid([me(), after.into(), me()]), "{after}");
        }
        for before in ["$result[it]", "$RESULT[it", "$time", "$errors[x]["] {
            assert!(!is_valid([before.into(), me()]), "{before}");
        }
        for name in ["", "a]b", "a[b", "other"] {
            assert!(!is_valid([Reference::to(name).into()]), "{name}");
        }
    }

    #[test]
    fn counts_references_beyond_the_maximum_as_text() {
        let many = |count| {
            Reference::join(
                vec![Reference::to("me").into(); count]
                    .into_iter()
                    .flat_map(|it: Value| [it, " ".into()]),
            )
        };
        assert!(
            !looks_like_reference(&many(MAX_REFERENCES))
                && looks_like_reference(&many(MAX_REFERENCES + 1))
        );
        assert_eq!(many(300).as_text().unwrap().len(), 300 * "$result[me] ".len());
    }

    #[test]
    fn detects_text_that_looks_like_a_reference() {
        for text in [
            "$result[me][ID]",
            "$Result[before][ID]",
            "Offer $total[net] EUR",
            "$timeout[5]",
            "$errors",
            "$resultset_1[a]",
            "a$NEXT",
            "$$error[x]",
        ] {
            assert!(looks_like_reference(&text.into()), "{text}");
            assert!(
                looks_like_reference(&Reference::join([me(), " ".into(), text.into()])),
                "{text}"
            );
            assert!(
                looks_like_reference(&Reference::join([text.into(), " ".into(), me()])),
                "{text}"
            );
        }
        for text in ["", "$", "$5", "$ result[a]", "result[a]", "$resul[t]", "€total"] {
            assert!(!looks_like_reference(&text.into()), "{text}");
            assert!(
                !looks_like_reference(&Reference::join([text.into(), " ".into(), me()])),
                "{text}"
            );
        }
    }

    #[test]
    fn only_a_single_reference_is_whole() {
        assert!(is_whole(&me()));
        for other in ["", "$result[me][ID]", "$results"] {
            assert!(!is_whole(&other.into()), "{other}");
        }
        assert!(!is_whole(&Reference::join([me(), " ".into()])));
        assert!(!is_whole(&Reference::join(["ID ".into(), me()])));
    }
}
