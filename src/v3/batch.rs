//! The text of a batch: a list of calls, which may refer to the results of earlier ones.

use super::params::check;
use crate::error::{Error, Result};
use crate::text;
use crate::wire::{Map, Value};

/// The most calls in one request. The portal has no documented limit.
const MAX_CALLS: usize = 50;

/// The members that the portal takes for references, wherever they stand.
const REFERENCE: &str = "$ref";
const REFERENCES: &str = "$refArray";

/// A checked call of a batch.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) method: String,
    query: Map,
    /// The places of the calls that it refers to.
    references: Vec<usize>,
}

/// Checks calls in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entries(Vec<Entry>);

impl Entries {
    /// Adds a call under a unique name.
    ///
    /// # Errors
    ///
    /// `INVALID_NAME`, `INVALID_REFERENCE`, and those of the parameters.
    pub(crate) fn add(&mut self, name: &str, method: &str, mut query: Map) -> Result<()> {
        let mut entry = || {
            self.check_name(name)?;
            check(method, &mut query)?;
            let mut references = Vec::new();
            self.encode_members(&mut query, &mut references)?;
            let (name, method, query) =
                (name.to_owned(), method.to_owned(), std::mem::take(&mut query));
            Ok(Entry { name, method, query, references })
        };
        let entry =
            entry().map_err(|error: Error| error.context("command", name).with_method(method))?;
        self.0.push(entry);
        Ok(())
    }

    /// Returns the calls.
    pub(crate) fn calls(&self) -> &[Entry] {
        &self.0
    }

    /// Returns how many calls the request has that begins with call `start`: at most 50, so that no later call
    /// refers to one of them.
    ///
    /// # Errors
    ///
    /// `INVALID_REFERENCE` if there is no such number.
    pub(crate) fn request_length(&self, start: usize) -> Result<usize> {
        let rest = self.0.get(start..).unwrap_or_default();
        let mut length = rest.len().min(MAX_CALLS);
        let crosses = |length: usize| {
            let (end, later) = (start + length, rest.get(length..).unwrap_or_default());
            later.iter().any(|entry| entry.references.iter().any(|at| (start..end).contains(at)))
        };
        while length > 0 && crosses(length) {
            length -= 1;
        }
        if length > 0 || rest.is_empty() {
            return Ok(length);
        }
        let problem = "a call refers to one that is more than 50 calls before it, and a reference does \
                       not reach another request: move them together, or send several batches";
        Err(Error::input("INVALID_REFERENCE", problem))
    }

    /// Rejects a name that a reference could not have, or that is used twice.
    fn check_name(&self, name: &str) -> Result<()> {
        let is_valid = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        let problem = if self.position(name).is_some() {
            "is used twice"
        } else if name.is_empty() || !text::all(name, is_valid) {
            "has other characters than letters, digits, \"_\" and \"-\""
        } else {
            return Ok(());
        };
        Err(Error::input("INVALID_NAME", text!("command name \"{}\" {}", name, problem)))
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|entry| entry.name == name)
    }

    /// Replaces the references in an object by what the portal reads.
    fn encode_members(&self, map: &mut Map, references: &mut Vec<usize>) -> Result<()> {
        for (name, value) in map.entries_mut() {
            if name == REFERENCE || name == REFERENCES {
                let problem = text!(
                    "the portal takes the member \"{}\" for a reference, whatever it is; rename it",
                    name
                );
                return Err(Error::input("INVALID_REFERENCE", problem));
            }
            self.encode(value, references)?;
        }
        Ok(())
    }

    fn encode(&self, value: &mut Value, references: &mut Vec<usize>) -> Result<()> {
        match value {
            Value::Reference(_) => {
                let (at, reference) = self.reference(value.as_text().unwrap_or_default())?;
                references.push(at);
                *value = reference.into();
                Ok(())
            }
            Value::List(items) => {
                for item in items {
                    self.encode(item, references)?;
                }
                Ok(())
            }
            Value::Map(map) | Value::Keyed(map) => self.encode_members(map, references),
            _ => Ok(()),
        }
    }

    /// Returns the call and the object of a reference, `$result[name][key]`. A key `*` after the name stands
    /// for every row.
    fn reference(&self, reference: &str) -> Result<(usize, Map)> {
        let invalid = |problem: &str| {
            let error = Error::input("INVALID_REFERENCE", problem);
            error.context("reference", reference)
        };
        let keys = reference.strip_prefix("$result[").and_then(|rest| rest.strip_suffix(']'));
        let (name, path) = text::split(keys.unwrap_or_default(), "][").unwrap_or_default();
        let Some(at) = self.position(name) else {
            return Err(invalid(
                "refers to a member of the result of an earlier call, and stands alone",
            ));
        };
        let (member, path) = match path.strip_prefix("*][") {
            Some(path) => (REFERENCES, path),
            None => (REFERENCE, path),
        };
        let path = text::replace(path, "][", ".");
        if !text::all(&path, |byte| !b"[]*$ ".contains(&byte)) || path.is_empty() {
            return Err(invalid("has keys of other characters than names and numbers have"));
        }
        let first = text::split(&path, ".").map_or(path.as_str(), |(first, _)| first);
        if matches!(first, "item" | "items") {
            let problem = "begins within \"item\" or \"items\": leave that key out";
            return Err(invalid(problem));
        }
        let mut reference = Map::new();
        reference.insert(member, text!("{}.{}", name, path));
        Ok((at, reference))
    }
}

/// Returns the body of a request with calls.
pub(crate) fn calls(calls: &[Entry]) -> Value {
    let mut list = Vec::new();
    for Entry { name, method, query, .. } in calls {
        let mut call = Map::new();
        call.insert("method", method.as_str());
        call.insert("query", query.clone());
        call.insert("as", name.as_str());
        list.push(call.into());
    }
    Value::List(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json;
    use crate::wire::reference::Reference;

    fn add(entries: &mut Entries, name: &str, query: &str) -> Result<()> {
        let Ok(Value::Map(query)) = json::read_params(query) else { panic!("{query}") };
        entries.add(name, "some.new.method", query)
    }

    fn encoded(query: &str) -> std::result::Result<String, String> {
        let mut entries = Entries::default();
        add(&mut entries, "a", "{}").unwrap();
        match add(&mut entries, "b", query) {
            Ok(()) => Ok(json::write_map(&entries.calls()[1].query)),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn encodes_references() {
        for (given, sent) in [
            (r#"{"x":"\$result[a][id]"}"#, r#"{"x":{"$ref":"a.id"}}"#),
            (r#"{"x":"\$result[a][0][id]"}"#, r#"{"x":{"$ref":"a.0.id"}}"#),
            (r#"{"x":"\$result[a][*][id]"}"#, r#"{"x":{"$refArray":"a.id"}}"#),
            (
                r#"{"x":{"y":["\$result[a][*][b][id]",1]}}"#,
                r#"{"x":{"y":[{"$refArray":"a.b.id"},1]}}"#,
            ),
            // Text that looks like a reference stays text.
            (r#"{"x":"$result[a][id]"}"#, r#"{"x":"$result[a][id]"}"#),
        ] {
            assert_eq!(encoded(given).as_deref(), Ok(sent));
        }
        let each = Reference::to("a").at("*").at("id");
        let mut entries = Entries::default();
        entries.add("a", "tasks.task.list", Map::new()).unwrap();
        let query = Map::from_iter([("filter", crate::v3::where3("id").is_in([1]))]);
        entries.add("b", "tasks.task.list", query).unwrap();
        let condition = Value::List(vec!["id".into(), "in".into(), each.into()]);
        let query = Map::from_iter([("filter", Value::List(vec![condition]))]);
        entries.add("c", "tasks.task.list", query).unwrap();
        assert_eq!(
            json::write(&calls(entries.calls())),
            r#"[{"method":"tasks.task.list","query":{},"as":"a"},{"method":"tasks.task.list","query":{"filter":[["id","in",[1]]]},"as":"b"},{"method":"tasks.task.list","query":{"filter":[["id","in",{"$refArray":"a.id"}]]},"as":"c"}]"#
        );
    }

    #[test]
    fn rejects_references_that_the_portal_does_not_resolve() {
        for (query, problem) in [
            (r#"{"x":{"$ref":"a.id"}}"#, r#"takes the member "$ref" for a reference"#),
            (r#"{"$refArray":1}"#, r#"takes the member "$refArray" for a reference"#),
            (r#"{"x":"\$result[b][id]"}"#, "an earlier call"),
            (r#"{"x":"\$result[c][id]"}"#, "an earlier call"),
            (r#"{"x":"\$result[a]"}"#, "a member of the result"),
            (r#"{"x":"No. \$result[a][id]"}"#, "stands alone"),
            (r#"{"x":"\$result[a][item][id]"}"#, "leave that key out"),
            (r#"{"x":"\$result[a][items]"}"#, "leave that key out"),
            (r#"{"x":"\$result[a][0][*][id]"}"#, "keys of other characters"),
            (r#"{"x":"\$result[a][*]"}"#, "keys of other characters"),
        ] {
            let error = encoded(query).unwrap_err();
            assert!(error.contains(problem) && error.contains("command b"), "{query}: {error}");
        }
    }

    #[test]
    fn rejects_names_that_no_reference_could_have() {
        let mut entries = Entries::default();
        add(&mut entries, "a", "{}").unwrap();
        for name in ["", "a", "a.b", "a b", "ä"] {
            assert_eq!(add(&mut entries, name, "{}").unwrap_err().code(), "INVALID_NAME", "{name}");
        }
    }

    /// Returns the lengths of the requests of `count` calls, some of which refer to another one.
    fn lengths(count: usize, references: &[(usize, usize)]) -> Result<Vec<usize>> {
        let mut entries = Entries::default();
        for at in 0..count {
            let to = references.iter().find(|(from, _)| *from == at);
            let query =
                to.map_or("{}".to_owned(), |(_, to)| format!(r#"{{"x":"\$result[c{to}][id]"}}"#));
            add(&mut entries, &format!("c{at}"), &query)?;
        }
        let (mut start, mut lengths) = (0, Vec::new());
        while start < count {
            lengths.push(entries.request_length(start)?);
            start += lengths.last().unwrap();
        }
        Ok(lengths)
    }

    #[test]
    fn splits_where_no_reference_crosses() {
        assert_eq!(lengths(120, &[]).unwrap(), [50, 50, 20]);
        assert_eq!(lengths(50, &[(49, 0)]).unwrap(), [50]);
        assert_eq!(lengths(60, &[(55, 30)]).unwrap(), [30, 30]);
        assert_eq!(lengths(60, &[(55, 50)]).unwrap(), [50, 10]);
        assert_eq!(lengths(60, &[(55, 0)]).unwrap_err().code(), "INVALID_REFERENCE");
    }
}
