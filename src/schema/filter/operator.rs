//! The operators of conditions.

/// The operator of a condition, sent as a prefix of the field's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Operator {
    /// No prefix. Equal; the portal reads `%` and `_` in text as wildcards here.
    Is,
    /// `=` Equal.
    Equals,
    /// `!` Not equal.
    Not,
    /// `!=` Not equal.
    NotEquals,
    /// `>` Greater, or later.
    Greater,
    /// `>=` Greater, later or equal.
    AtLeast,
    /// `<` Less, or earlier.
    Less,
    /// `<=` Less, earlier or equal.
    AtMost,
    /// `@` One of a list.
    In,
    /// `!@` None of a list.
    NotIn,
    /// `%` Contains the text.
    Contains,
    /// `!%` Does not contain the text.
    NotContains,
    /// `=%` Matches a pattern in which `%` stands for any text.
    Like,
    /// `%=` Matches a pattern in which `%` stands for any text.
    LikeAlias,
    /// `!=%` Does not match a pattern in which `%` stands for any text. Some portals of 2026 know
    /// neither it nor its alias, and ignore the condition.
    NotLike,
    /// `!%=` Does not match a pattern in which `%` stands for any text.
    NotLikeAlias,
}

/// The operators with the same rules for their values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Equality,
    List,
    Range,
    Pattern,
}

/// The operators by prefix.
pub(crate) static OPERATORS: &[(&str, Operator, Family)] = &[
    ("!=%", Operator::NotLike, Family::Pattern),
    ("!%=", Operator::NotLikeAlias, Family::Pattern),
    ("!@", Operator::NotIn, Family::List),
    ("!%", Operator::NotContains, Family::Pattern),
    ("!=", Operator::NotEquals, Family::Equality),
    (">=", Operator::AtLeast, Family::Range),
    ("<=", Operator::AtMost, Family::Range),
    ("=%", Operator::Like, Family::Pattern),
    ("%=", Operator::LikeAlias, Family::Pattern),
    ("=", Operator::Equals, Family::Equality),
    ("!", Operator::Not, Family::Equality),
    (">", Operator::Greater, Family::Range),
    ("<", Operator::Less, Family::Range),
    ("@", Operator::In, Family::List),
    ("%", Operator::Contains, Family::Pattern),
    ("", Operator::Is, Family::Equality),
];

/// The prefixes, for messages and declarations.
pub(crate) const PREFIXES: &str = "= != ! > >= < <= @ !@ % !% =% %= !=% !%=";

impl Operator {
    /// Returns the prefix.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        OPERATORS
            .iter()
            .find(|(_, operator, _)| *operator == self)
            .map_or("", |(prefix, ..)| prefix)
    }
}

/// Splits a condition into its operator and the name of the field.
pub(super) fn split(key: &str) -> (Family, &str) {
    let mut length = key.bytes().take_while(|byte| b"!=<>@%".contains(byte)).count();
    while length > 0 {
        let (start, name) = key.split_at_checked(length).unwrap_or_default();
        if let Some((.., family)) = OPERATORS.iter().find(|(prefix, ..)| *prefix == start) {
            return (*family, name);
        }
        length -= 1;
    }
    (Family::Equality, key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_list_every_prefix() {
        let mut listed: Vec<&str> = PREFIXES.split(' ').chain([""]).collect();
        let mut known: Vec<&str> = OPERATORS.iter().map(|(prefix, ..)| *prefix).collect();
        listed.sort_unstable();
        known.sort_unstable();
        assert_eq!(listed, known);
    }

    #[test]
    fn reads_longest_prefix() {
        for (prefix, operator, _) in OPERATORS {
            let key = format!("{prefix}NAME");
            let (_, name) = split(&key);
            assert_eq!((name, operator.prefix()), ("NAME", *prefix));
        }
    }
}
