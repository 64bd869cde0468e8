//! The condition of a filter.

use std::cmp::Ordering;

use super::key::Comparison;
use super::pattern::LikePattern;

/// The value of a field in a row, in the form in which it is compared and sorted. Nulls sort first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Comparable {
    /// No value.
    Null,
    /// A number, a flag (0 or 1) or a moment.
    Number(i64),
    /// A text in lower case: comparisons ignore case.
    Text(String),
    /// The values of a multi-value field.
    Numbers(Vec<i64>),
    /// The texts of a multi-value field, in lower case.
    Texts(Vec<String>),
}

/// The value that a condition compares with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Operand {
    /// A number, a flag (0 or 1) or a moment.
    Number(i64),
    /// A text in lower case.
    Text(String),
    /// An empty text: tests whether the field is empty.
    Empty,
    /// A value that is invalid for the field, such as an invalid date.
    Invalid,
}

impl Operand {
    /// Creates a text, or [`Operand::Empty`] if the text is empty.
    pub(crate) fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_lowercase()) }
    }
}

/// A comparison with its operands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Condition {
    comparison: Comparison,
    negated: bool,
    operands: Vec<Operand>,
}

impl Condition {
    pub(crate) fn new(comparison: Comparison, negated: bool, operands: Vec<Operand>) -> Self {
        Self { comparison, negated, operands }
    }

    /// Returns whether a row with this value matches.
    ///
    /// Several operands are alternatives. A negated condition matches every row that the plain one
    /// does not, including rows without a value. A condition with an invalid operand matches
    /// nothing.
    pub(crate) fn matches(&self, value: &Comparable) -> bool {
        if self.operands.contains(&Operand::Invalid) {
            return false;
        }
        self.holds(value) != self.negated
    }

    fn holds(&self, value: &Comparable) -> bool {
        match (value, self.comparison, self.operands.as_slice()) {
            (Comparable::Numbers(numbers), _, operands) if !is_empty_test(operands) => {
                numbers.iter().any(|number| self.holds(&Comparable::Number(*number)))
            }
            (Comparable::Texts(texts), _, operands) if !is_empty_test(operands) => {
                texts.iter().any(|text| self.holds(&Comparable::Text(text.clone())))
            }
            (_, Comparison::Between, [low, high]) => {
                ordered(value, low, |ordering| ordering != Ordering::Less)
                    && ordered(value, high, |ordering| ordering != Ordering::Greater)
            }
            (_, Comparison::Between, _) => false,
            (_, _, operands) => operands.iter().any(|operand| self.holds_for(value, operand)),
        }
    }

    fn holds_for(&self, value: &Comparable, operand: &Operand) -> bool {
        match self.comparison {
            Comparison::Greater => ordered(value, operand, Ordering::is_gt),
            Comparison::Less => ordered(value, operand, Ordering::is_lt),
            Comparison::GreaterOrEqual => ordered(value, operand, Ordering::is_ge),
            Comparison::LessOrEqual => ordered(value, operand, Ordering::is_le),
            comparison => match (value, operand) {
                (_, Operand::Empty) => is_empty(value),
                (Comparable::Number(number), Operand::Number(wanted)) => number == wanted,
                (Comparable::Text(text), Operand::Text(wanted)) => {
                    text_holds(comparison, text, wanted)
                }
                _ => false,
            },
        }
    }
}

fn text_holds(comparison: Comparison, text: &str, wanted: &str) -> bool {
    match comparison {
        Comparison::Match if wanted.bytes().all(|byte| byte.is_ascii_digit()) => text == wanted,
        Comparison::Match | Comparison::Pattern => LikePattern::new(wanted).matches(text),
        Comparison::Contains => text.contains(wanted),
        Comparison::Words => {
            wanted.split('|').any(|all| all.split('&').all(|word| text.contains(word.trim())))
        }
        _ => text == wanted,
    }
}

fn ordered(value: &Comparable, operand: &Operand, accepts: impl Fn(Ordering) -> bool) -> bool {
    match (value, operand) {
        (Comparable::Number(number), Operand::Number(wanted)) => accepts(number.cmp(wanted)),
        (Comparable::Text(text), Operand::Text(wanted)) => accepts(text.cmp(wanted)),
        (Comparable::Text(text), Operand::Empty) => accepts(text.as_str().cmp("")),
        _ => false,
    }
}

fn is_empty_test(operands: &[Operand]) -> bool {
    matches!(operands, [Operand::Empty])
}

fn is_empty(value: &Comparable) -> bool {
    match value {
        Comparable::Null => true,
        Comparable::Number(_) => false,
        Comparable::Text(text) => text.is_empty(),
        Comparable::Numbers(numbers) => numbers.is_empty(),
        Comparable::Texts(texts) => texts.is_empty(),
    }
}
