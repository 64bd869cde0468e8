//! The keys of a filter: an operator before a field's name.

/// The comparison of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// No prefix: a pattern with the caller's `%` and `_`.
    Match,
    /// `=`
    Equal,
    /// `>`
    Greater,
    /// `<`
    Less,
    /// `>=`
    GreaterOrEqual,
    /// `<=`
    LessOrEqual,
    /// `%`: the value is part of the text.
    Contains,
    /// `=%` and `%=`: a pattern with the caller's `%` and `_`.
    Pattern,
    /// `@`: one of the values.
    In,
    /// `><`: between two values, both included.
    Between,
    /// `?`: words, combined by `|` (or) and `&` (and).
    Words,
}

use Comparison::{
    Between, Contains, Equal, Greater, GreaterOrEqual, In, Less, LessOrEqual, Match, Pattern, Words,
};

/// The prefixes: each with its comparison and whether it is negated.
const PREFIXES: [(&str, Comparison, bool); 19] = [
    ("", Match, false),
    ("=", Equal, false),
    ("!", Match, true),
    ("!=", Equal, true),
    (">", Greater, false),
    ("<", Less, false),
    (">=", GreaterOrEqual, false),
    ("<=", LessOrEqual, false),
    ("%", Contains, false),
    ("!%", Contains, true),
    ("=%", Pattern, false),
    ("%=", Pattern, false),
    ("!=%", Pattern, true),
    ("!%=", Pattern, true),
    ("@", In, false),
    ("!@", In, true),
    ("><", Between, false),
    ("!><", Between, true),
    ("?", Words, false),
];

/// A parsed key of a filter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FilterKey<'a> {
    pub(crate) comparison: Comparison,
    pub(crate) negated: bool,
    pub(crate) field: &'a str,
}

impl<'a> FilterKey<'a> {
    /// Splits off the operator. Returns `None` for an unknown prefix, and for a prefix of three
    /// characters if those are not supported.
    pub(crate) fn parse(key: &'a str, three_characters: bool) -> Option<Self> {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let (prefix, field) = key.split_at(key.find(is_word)?);
        let max_length = if three_characters { 3 } else { 2 };
        PREFIXES.iter().find(|(known, _, _)| *known == prefix && known.len() <= max_length).map(
            |(_, comparison, negated)| Self { comparison: *comparison, negated: *negated, field },
        )
    }
}
