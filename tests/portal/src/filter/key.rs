//! The keys of a filter: an operator in front of a field's name.

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// No prefix: texts by a pattern with the caller's `%` and `_`.
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
    /// `?`: words with `|` for or and `&` for and.
    Words,
}

use Comparison::{
    Between, Contains, Equal, Greater, GreaterOrEqual, In, Less, LessOrEqual, Match, Pattern, Words,
};

/// Each prefix, the comparison and whether it is negated.
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

/// A key of a filter, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FilterKey<'a> {
    pub(crate) comparison: Comparison,
    pub(crate) negated: bool,
    pub(crate) field: &'a str,
}

impl<'a> FilterKey<'a> {
    /// Splits the operator off. `None` for a prefix that does not exist, and for
    /// one of three characters where those are not supported.
    pub(crate) fn parse(key: &'a str, three_characters: bool) -> Option<Self> {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let (prefix, field) = key.split_at(key.find(is_word)?);
        let longest = if three_characters { 3 } else { 2 };
        PREFIXES.iter().find(|(known, _, _)| *known == prefix && known.len() <= longest).map(
            |(_, comparison, negated)| Self { comparison: *comparison, negated: *negated, field },
        )
    }
}
