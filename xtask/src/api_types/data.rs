//! The facts of the documented methods, as the files in `api/` have them.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

/// One documented method.
#[derive(Debug, Deserialize)]
pub struct Method {
    /// The documentation's page, relative to its root.
    pub page: String,
    pub scope: Vec<String>,
    #[serde(default)]
    pub deprecated: bool,
    /// 3 for a method of REST 3.0.
    pub version: Option<u8>,
    pub params: InOrder<Member>,
    pub result: Type,
    pub list: Option<List>,
}

/// A parameter, or a member of an object.
#[derive(Debug, Deserialize)]
pub struct Member {
    #[serde(rename = "type")]
    pub ty: Type,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub optional: bool,
    /// Whether it stands in a documented request and in no table.
    #[serde(default)]
    pub example: bool,
    /// Whether its keys have the prefixes of operators.
    #[serde(default)]
    pub filter: bool,
    #[serde(default)]
    pub values: Vec<String>,
    pub default: Option<String>,
}

/// The rows of a method that is paged.
#[derive(Debug, Deserialize)]
pub struct List {
    /// The member with the rows; empty if the result itself is the list.
    pub rows: Option<String>,
    /// The member of a row that identifies it.
    pub id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    String,
    Number,
    Integer,
    Boolean,
    Datetime,
    Date,
    File,
    Null,
    Unknown,
    Array(Box<Type>),
    Record(Box<Type>),
    Object(InOrder<Member>),
    Union(Vec<Type>),
    Literal(IgnoredAny),
    Ref(String),
}

/// The entries of a JSON object in the order of the file.
#[derive(Debug)]
pub struct InOrder<T>(pub Vec<(String, T)>);

impl<T> InOrder<T> {
    /// Returns the value under a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for InOrder<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

struct Entries<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
    type Value = InOrder<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(InOrder(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_types_and_keeps_the_order_of_parameters() {
        let text = r#"{"page":"a.md","scope":["crm"],"params":{"select":{"type":{"array":"string"}},
            "filter":{"type":{"record":"unknown"},"filter":true},"ID":{"type":{"union":["number",
            "null"]},"required":true}},"result":{"object":{}},"errors":["X"]}"#;
        let method: Method = serde_json::from_str(text).unwrap();
        let names: Vec<&str> = method.params.0.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["select", "filter", "ID"]);
        assert!(matches!(method.params.get("ID").unwrap().ty, Type::Union(_)));
        assert!(method.params.get("filter").unwrap().filter);
        assert!(matches!(method.result, Type::Object(_)));
    }
}
