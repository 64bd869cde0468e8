//! References of one command of a batch to what an earlier one came to.

use std::fmt::Display;

use super::value::{Map, Value};
use crate::text;

/// The words after a `$` that the server takes for the beginning of a reference, in any case and
/// whatever follows them up to the next white space.
const WORDS: [&str; 5] = ["result", "next", "total", "time", "error"];

/// What an earlier command of the same batch came to, or a part of it, as a parameter. Text that
/// merely looks like one is text.
///
/// ```
/// use b24_wasm::wire::{Value, reference::Reference};
///
/// let first_department = Value::from(Reference::to("me").at("UF_DEPARTMENT").at(0));
/// assert_eq!(first_department.as_text(), Some("$result[me][UF_DEPARTMENT][0]"));
/// assert_ne!(first_department, Value::from("$result[me][UF_DEPARTMENT][0]"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference(
    /// The text, then one byte: how many references were made in it. So a value is no larger for them.
    String,
);

impl Reference {
    /// The whole result of the command with this name.
    #[must_use]
    pub fn to(command: impl Display) -> Self {
        Self(format!("$result[{command}]\u{1}"))
    }

    /// The part under this key or, of a list, at this index.
    #[must_use]
    pub fn at(self, key: impl Display) -> Self {
        Self(format!("{}[{key}]\u{1}", self.as_text()))
    }

    /// Texts and references as one text, in which the server fills in what is a text or a number.
    /// White space must follow each reference.
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
            count += made(&part);
        }
        Self::in_text(text, count)
    }

    /// Text in which so many references are.
    pub(super) fn in_text(mut text: String, count: usize) -> Value {
        if count == 0 {
            return Value::Text(text);
        }
        text.push(char::from(count.min(MAX_REFERENCES) as u8));
        Value::Reference(Self(text))
    }

    pub(super) fn as_text(&self) -> &str {
        self.0.get(..self.0.len() - 1).unwrap_or_default()
    }
}

/// References in one text; those beyond would be counted as text that looks like one.
const MAX_REFERENCES: usize = 127;

/// References that were made in a value's text.
fn made(value: &Value) -> usize {
    match value {
        Value::Reference(Reference(text)) => text.bytes().last().map_or(0, usize::from),
        _ => 0,
    }
}

impl From<Reference> for Value {
    fn from(reference: Reference) -> Self {
        Self::Reference(reference)
    }
}

/// Whether the value is a reference and nothing else.
pub(crate) fn is_whole(value: &Value) -> bool {
    let text = value.as_text().unwrap_or_default();
    let spaced = text.bytes().any(|byte| byte.is_ascii_whitespace());
    made(value) > 0 && text.starts_with("$result[") && !spaced
}

/// Whether the server would take text for a reference that is none.
pub(super) fn looks_like_reference(value: &Value) -> bool {
    let (mut rest, mut found) = (value.as_text().unwrap_or_default(), 0);
    while token(&mut rest).is_some() {
        found += 1;
    }
    // A reference that runs into another swallows it, and `unknown` refuses that.
    found > made(value)
}

/// The first reference that the server would misread, or that is to no command that is `known`: the name
/// of the command, if there is one, and the text around it.
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
        Value::Map(map) => return unknown(map, known),
        _ => {}
    }
    None
}

/// The first that the server takes for a reference, without its `$`; `rest` becomes what follows it.
fn token<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let is_word = |text: &str| {
        let begins =
            |word: &&str| text.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word));
        WORDS.iter().any(begins)
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

/// `name]`, then any number of `[key]`.
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
    use super::*;

    fn me() -> Value {
        Reference::to("me").at("ID").into()
    }

    /// Whether the server reads a text of these parts as it is meant, with `me` and `it` before it.
    fn is_read(parts: impl IntoIterator<Item = Value>) -> bool {
        let params = Map::from_iter([("ID", Reference::join(parts))]);
        unknown(&params, &|name| name == "me" || name == "it").is_none()
    }

    #[test]
    fn takes_what_the_server_reads_as_it_is_meant() {
        let it = || Value::from(Reference::to("it"));
        assert!(is_read([it()]));
        assert!(is_read(["No ".into(), me(), " of ".into(), it()]));
        assert!(is_read(["$".into(), me(), "\n$5".into()]));
        assert!(is_read(["$result[other][ID]".into()]), "it is text");
    }

    #[test]
    fn refuses_what_the_server_would_misread() {
        for after in [",", ".", "]", "ID", "[", "[]", "[[ID]]", "$result[it]"] {
            assert!(!is_read([me(), after.into()]), "{after}");
            assert!(!is_read([me(), after.into(), me()]), "{after}");
        }
        for before in ["$result[it]", "$RESULT[it", "$time", "$errors[x]["] {
            assert!(!is_read([before.into(), me()]), "{before}");
        }
        for name in ["", "a]b", "a[b", "other"] {
            assert!(!is_read([Reference::to(name).into()]), "{name}");
        }
    }

    #[test]
    fn more_references_than_are_counted_are_not_sent() {
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
    fn text_is_never_taken_for_a_reference_without_a_word() {
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
    fn only_a_reference_alone_stands_for_a_value_of_another_type() {
        assert!(is_whole(&me()));
        for other in ["", "$result[me][ID]", "$results"] {
            assert!(!is_whole(&other.into()), "{other}");
        }
        assert!(!is_whole(&Reference::join([me(), " ".into()])));
        assert!(!is_whole(&Reference::join(["ID ".into(), me()])));
    }
}
