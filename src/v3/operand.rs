//! The values of conditions.

use crate::wire::reference::Reference;
use crate::wire::{Number, Value};

/// A value that a field is compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Operand(pub(super) Value);

macro_rules! from {
    ($($ty:ty)*) => {$(
        impl From<$ty> for Operand {
            fn from(value: $ty) -> Self {
                Self(value.into())
            }
        }
    )*};
}

from!(i32 i64 u32 u64 usize bool &str String Number Reference Value);

impl From<f64> for Operand {
    /// A float has a fraction: fields with fractions refuse `10`. NaN and the infinities are refused when
    /// the call is sent.
    fn from(number: f64) -> Self {
        let mut digits = number.to_string();
        if !number.is_finite() {
            return Self(Value::Null);
        }
        if !digits.contains('.') {
            digits.push_str(".0");
        }
        Self(Number::from_json(&digits).into())
    }
}

impl<V: Into<Operand>> From<Vec<V>> for Operand {
    fn from(list: Vec<V>) -> Self {
        list.into_iter().collect()
    }
}

impl<V: Into<Operand>, const N: usize> From<[V; N]> for Operand {
    fn from(list: [V; N]) -> Self {
        list.into_iter().collect()
    }
}

impl<V: Into<Operand>> FromIterator<V> for Operand {
    fn from_iter<I: IntoIterator<Item = V>>(list: I) -> Self {
        let mut items = Vec::new();
        for item in list {
            items.push(item.into().0);
        }
        Self(Value::List(items))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json;

    #[test]
    fn floats_have_a_fraction() {
        for (number, digits) in [(10.0, "10.0"), (0.5, "0.5"), (-3.0, "-3.0"), (f64::NAN, "null")] {
            assert_eq!(json::write(&Operand::from(number).0), digits);
        }
    }
}
