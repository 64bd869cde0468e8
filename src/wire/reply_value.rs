//! The operations on replies that the client needs: over `Value` in Rust, over the page's own
//! objects in the npm package, where replies never enter the module.

use super::json;
use super::php;
use super::value::Value;
use crate::text;

/// The most bytes of a body for an error. Redaction shortens them before they are truncated.
pub(crate) const MAX_EXCERPT: usize = 16_384;

/// A value of a reply: a [`Value`] for Rust, and an object of the page in the npm package.
pub(crate) trait ReplyValue: Sized + 'static {
    /// The body of a response.
    type Body: ?Sized;

    /// Returns the start of the body, at least as much as an error keeps after redaction.
    fn body_text(body: &Self::Body) -> String;

    /// Returns the whole body.
    fn whole_text(body: &Self::Body) -> String;

    /// Parses a body; returns `None` if it is not JSON.
    fn parse(body: &Self::Body) -> Option<Self>;

    /// Parses JSON text.
    fn parse_text(text: &str) -> Option<Self>;

    /// Returns the member of a map, which may be removed from it.
    fn take(&mut self, name: &str) -> Option<Self>;

    /// Returns the members with these names, which have no line breaks and may be removed.
    fn take_all(&mut self, names: &[&str]) -> Vec<Option<Self>>;

    /// Returns the shape.
    fn shape(&self) -> ReplyShape;

    /// Returns the names and shapes of the members of a map.
    fn members(&self) -> Vec<(String, ReplyShape)>;

    /// Returns the text, if the value is text.
    fn as_text(&self) -> Option<String>;

    /// Returns the text or the digits of a number.
    fn digits(&self) -> Option<String>;

    /// Returns the whole number, which may be text.
    fn as_integer(&self) -> Option<i64>;

    /// Returns the boolean member of a map.
    fn flag(&self, name: &str) -> Option<bool>;

    /// Returns the member of a map in thousandths; 0 if it is not a number.
    fn thousandths(&self, name: &str) -> u64;

    /// Returns the counted run time in a `time`, in milliseconds, and when its oldest part is
    /// dropped, in milliseconds since 1970; `None` if nothing is counted.
    fn operating(&self) -> Option<(u32, f64)> {
        operating(|name| self.thousandths(name))
    }

    /// Converts to a list: PHP sends a list with gaps in its indices as a map.
    fn into_list(self) -> Option<Self>;

    /// Returns the number of items of a list.
    fn len(&self) -> usize;

    /// Returns the identifiers of a list's items: the member `column`, by default `ID` or `id`, or
    /// the item itself.
    fn ids(&self, column: Option<&str>) -> Vec<Option<i64>>;

    /// Retains the items of a list that are marked.
    fn retain(&mut self, marks: &[bool]);

    /// Removes the items of a list.
    fn clear(&mut self) {
        self.retain(&[]);
    }

    /// Returns JSON text.
    fn to_json(&self) -> String;

    /// Returns a copy that stays as it is, to compare other values with.
    fn snapshot(&self) -> Self;

    /// Returns whether the value equals a snapshot.
    fn equals(&self, snapshot: &Self) -> bool;
}

/// Returns the counted run time as [`ReplyValue::operating`] does, from the members of a `time` in
/// thousandths.
pub(crate) fn operating(thousandths: impl Fn(&str) -> u64) -> Option<(u32, f64)> {
    let operating = thousandths("operating");
    (operating > 0).then(|| (operating as u32, thousandths("operating_reset_at") as f64))
}

/// The shape of a value, as far as a search for rows needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReplyShape {
    /// A value that is neither a list nor a map of records.
    Other,
    /// A list without items.
    EmptyList,
    /// A list with items.
    List,
    /// A map without members.
    EmptyMap,
    /// A map of records by identifier.
    RowsById,
    /// A map of records by any name.
    RowsByName,
    /// A map of other values.
    Map,
}

impl ReplyShape {
    /// All shapes, in the order of their codes.
    #[cfg(all(target_arch = "wasm32", feature = "js"))]
    const ALL: [Self; 7] = [
        Self::Other,
        Self::EmptyList,
        Self::List,
        Self::EmptyMap,
        Self::RowsById,
        Self::RowsByName,
        Self::Map,
    ];

    /// Returns the shape with this code.
    #[cfg(all(target_arch = "wasm32", feature = "js"))]
    pub(crate) fn from_code(code: u8) -> Self {
        Self::ALL.get(usize::from(code)).copied().unwrap_or(Self::Other)
    }

    /// Returns whether the value is a map.
    pub(crate) fn is_map(self) -> bool {
        !matches!(self, Self::Other | Self::EmptyList | Self::List)
    }
}

impl ReplyValue for Value {
    type Body = str;

    fn body_text(body: &str) -> String {
        let mut end = MAX_EXCERPT.min(body.len());
        while !body.is_char_boundary(end) {
            end -= 1;
        }
        body.get(..end).unwrap_or_default().to_owned()
    }

    fn whole_text(body: &str) -> String {
        body.to_owned()
    }

    fn parse(body: &str) -> Option<Self> {
        json::read(body).ok()
    }

    fn parse_text(text: &str) -> Option<Self> {
        json::read(text).ok()
    }

    fn take(&mut self, name: &str) -> Option<Self> {
        match self {
            Self::Map(map) => map.remove(name),
            _ => None,
        }
    }

    fn take_all(&mut self, names: &[&str]) -> Vec<Option<Self>> {
        names.iter().map(|name| self.take(name)).collect()
    }

    fn shape(&self) -> ReplyShape {
        let members = match self {
            Self::List(items) if items.is_empty() => return ReplyShape::EmptyList,
            Self::List(_) => return ReplyShape::List,
            Self::Map(members) if members.is_empty() => return ReplyShape::EmptyMap,
            Self::Map(members) => members,
            _ => return ReplyShape::Other,
        };
        if members.iter().any(|(_, member)| member.as_map().is_none()) {
            ReplyShape::Map
        } else if members.iter().all(|(name, _)| text::integer(name).is_some()) {
            ReplyShape::RowsById
        } else {
            ReplyShape::RowsByName
        }
    }

    fn members(&self) -> Vec<(String, ReplyShape)> {
        let Self::Map(members) = self else { return Vec::new() };
        members.iter().map(|(name, member)| (name.to_owned(), member.shape())).collect()
    }

    fn as_text(&self) -> Option<String> {
        self.as_text().map(str::to_owned)
    }

    fn digits(&self) -> Option<String> {
        match self {
            Self::Number(number) => Some(number.as_str().to_owned()),
            value => value.as_text().map(str::to_owned),
        }
    }

    fn as_integer(&self) -> Option<i64> {
        php::integer(self)
    }

    fn flag(&self, name: &str) -> Option<bool> {
        match self.as_map()?.get(name)? {
            Self::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    fn thousandths(&self, name: &str) -> u64 {
        self.as_map().map_or(0, |members| members.thousandths(name))
    }

    fn into_list(mut self) -> Option<Self> {
        php::to_list(&mut self).is_some().then_some(self)
    }

    fn len(&self) -> usize {
        self.as_list().map_or(0, <[Self]>::len)
    }

    fn ids(&self, column: Option<&str>) -> Vec<Option<i64>> {
        let id = |row: &Self| match (row.as_map(), column) {
            (Some(row), Some(column)) => row.get(column).and_then(php::integer),
            (Some(row), None) => row.get("ID").or_else(|| row.get("id")).and_then(php::integer),
            (None, Some(_)) => None,
            (None, None) => php::integer(row),
        };
        self.as_list().unwrap_or_default().iter().map(id).collect()
    }

    fn retain(&mut self, marks: &[bool]) {
        if let Self::List(items) = self {
            let mut marks = marks.iter();
            items.retain(|_| marks.next() == Some(&true));
        }
    }

    fn to_json(&self) -> String {
        json::write(self)
    }

    fn snapshot(&self) -> Self {
        self.clone()
    }

    fn equals(&self, snapshot: &Self) -> bool {
        self == snapshot
    }
}
