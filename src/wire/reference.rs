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
pub struct Reference {
    text: String,
    /// References in the text that were made here.
    count: usize,
}

impl Reference {
    /// The whole result of the command with this name.
    #[must_use]
    pub fn to(command: impl Display) -> Self {
        Self { text: format!("$result[{command}]"), count: 1 }
    }

    /// The part under this key or, of a list, at this index.
    #[must_use]
    pub fn at(self, key: impl Display) -> Self {
        Self { text: format!("{}[{key}]", self.text), ..self }
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
            if let Value::Reference(reference) = part {
                count += reference.count;
            }
        }
        Self::in_text(text, count)
    }

    /// Text in which so many references are.
    pub(super) fn in_text(text: String, count: usize) -> Value {
        match count {
            0 => Value::Text(text),
            _ => Value::Reference(Self { text, count }),
        }
    }

    pub(super) fn as_text(&self) -> &str {
        &self.text
    }
}

impl From<Reference> for Value {
    fn from(reference: Reference) -> Self {
        Self::Reference(reference)
    }
}

/// Whether the value is a reference and nothing else.
pub(crate) fn is_whole(value: &Value) -> bool {
    let Value::Reference(Reference { text, .. }) = value else { return false };
    text.starts_with("$result[") && !text.bytes().any(|byte| byte.is_ascii_whitespace())
}

/// Whether the server would take text for a reference that is none.
pub(super) fn misleads(value: &Value) -> bool {
    let made = match value {
        Value::Text(_) => 0,
        Value::Reference(reference) => reference.count,
        _ => return false,
    };
    let (mut rest, mut found) = (value.as_text().unwrap_or_default(), 0);
    while token(&mut rest).is_some() {
        found += 1;
    }
    // A reference that runs into another swallows it, and `commands` refuses that.
    found > made
}

/// Adds the names of the commands that the parameters refer to.
///
/// # Errors
///
/// The text around a reference that the server would misread.
pub(crate) fn commands<'a>(params: &'a Map, names: &mut Vec<&'a str>) -> Result<(), &'a str> {
    params.iter().try_for_each(|(_, value)| commands_of(value, names))
}

fn commands_of<'a>(value: &'a Value, names: &mut Vec<&'a str>) -> Result<(), &'a str> {
    match value {
        Value::Reference(Reference { text, .. }) => {
            let mut rest = text.as_str();
            while let Some(token) = token(&mut rest) {
                let path = token.strip_prefix("result[").filter(|path| is_path(path));
                let (name, _) =
                    path.and_then(|path| text::split(path, "]")).ok_or(text.as_str())?;
                names.push(name);
            }
            Ok(())
        }
        Value::List(items) => items.iter().try_for_each(|item| commands_of(item, names)),
        Value::Map(map) => commands(map, names),
        _ => Ok(()),
    }
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

    /// The commands that a text of these parts refers to.
    fn names(parts: impl IntoIterator<Item = Value>) -> Option<Vec<String>> {
        let params = Map::from_iter([("ID", Reference::join(parts))]);
        let mut names = Vec::new();
        commands(&params, &mut names).ok()?;
        Some(names.into_iter().map(str::to_owned).collect())
    }

    #[test]
    fn takes_what_the_server_reads_as_it_is_meant() {
        let it = || Value::from(Reference::to("it"));
        assert_eq!(names([it()]).unwrap(), ["it"]);
        assert_eq!(names(["No ".into(), me(), " of ".into(), it()]).unwrap(), ["me", "it"]);
        assert_eq!(names(["$".into(), me(), "\n$5".into()]).unwrap(), ["me"]);
        assert!(names(["$result[me][ID]".into()]).unwrap().is_empty());
    }

    #[test]
    fn refuses_what_the_server_would_misread() {
        for after in [",", ".", "]", "ID", "[", "[]", "[[ID]]", "$result[it]"] {
            assert_eq!(names([me(), after.into()]), None, "{after}");
            assert_eq!(names([me(), after.into(), me()]), None, "{after}");
        }
        for before in ["$result[it]", "$RESULT[it", "$time", "$errors[x]["] {
            assert_eq!(names([before.into(), me()]), None, "{before}");
        }
        for name in ["", "a]b", "a[b"] {
            assert_eq!(names([Reference::to(name).into()]), None, "{name}");
        }
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
            assert!(misleads(&text.into()), "{text}");
            assert!(misleads(&Reference::join([me(), " ".into(), text.into()])), "{text}");
            assert!(misleads(&Reference::join([text.into(), " ".into(), me()])), "{text}");
        }
        for text in ["", "$", "$5", "$ result[a]", "result[a]", "$resul[t]", "€total"] {
            assert!(!misleads(&text.into()), "{text}");
            assert!(!misleads(&Reference::join([text.into(), " ".into(), me()])), "{text}");
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
