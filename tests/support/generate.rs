//! Generated values with characters and shapes that are special in a form, PHP or JSON.

use b24_wasm::wire::{Map, Value};
use portal::php;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces of text with a meaning in a form, a query, a name, PHP or JSON.
const PIECES: &[&str] = &[
    "a",
    "NAME",
    "b_c",
    ".",
    " ",
    "[",
    "]",
    "[]",
    "&",
    "=",
    "+",
    "%",
    "%41",
    "%5B",
    "#",
    ";",
    "?",
    "/",
    ":",
    "\\",
    "'",
    "\"",
    "<",
    ">",
    "Ж",
    "имя",
    "é",
    "😀",
    "\u{2028}",
    "\u{a0}",
    "\n",
    "\r\n",
    "\t",
    "\u{b}",
    "\u{1}",
    "\u{7f}",
    "0",
    "7",
    "-3",
    "007",
    "1.0",
    "99999999999999999999",
    "GLOBALS",
    "true",
    "null",
    "$result[a]",
];

/// Text: empty, one piece, several pieces or arbitrary.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just(String::new()),
        3 => select(PIECES).prop_map(str::to_owned),
        3 => vec(select(PIECES), 2..6).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

/// The name of a parameter, usually encodable in a form.
pub fn parameter() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z_%&=+#Ж😀'\"0-9-]{1,6}",
        1 => select(PIECES).prop_map(str::to_owned),
    ]
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        1 => any::<bool>().prop_map(Value::from),
        2 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Value::from),
        6 => text().prop_map(Value::from),
    ]
}

fn nested(leaf: BoxedStrategy<Value>, min_length: usize) -> impl Strategy<Value = Value> {
    leaf.prop_recursive(4, 24, 5, move |inner| {
        prop_oneof![
            vec(inner.clone(), min_length..5).prop_map(Value::List),
            vec((text(), inner), min_length..5)
                .prop_map(|pairs| Value::Map(pairs.into_iter().collect())),
        ]
    })
}

/// Parameters that are encodable as a form unless a name is not: no null, empty list or empty map.
pub fn encodable() -> impl Strategy<Value = Map> {
    let value = nested(scalar().boxed(), 1);
    vec((parameter(), value), 0..5).prop_map(|pairs| pairs.into_iter().collect())
}

/// An arbitrary JSON value.
pub fn value() -> impl Strategy<Value = Value> {
    nested(prop_oneof![1 => Just(Value::Null), 5 => scalar()].boxed(), 0)
}

/// A query string, possibly malformed.
pub fn query() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => select(vec!["a", "b", "[", "]", "[]", "[0]", "[a]", "=", "&", "%5B", "%5D", "0", "-1", "."]),
        1 => select(vec!["%00", "%20", "+", "%0B", "%C3%28", "%ff", "%", "%4", "%zz", "Ж", "😀", ";", "\t", " "]),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A form with characters inserted and removed.
pub fn mutated(form: String) -> impl Strategy<Value = String> {
    let characters: Vec<char> = form.chars().collect();
    let change = (
        0..=characters.len(),
        0..3_usize,
        select(vec!["", "[", "]", "&", "=", "%", "+", "%00", "0"]),
    );
    vec(change, 1..6).prop_map(move |changes| {
        let mut form = characters.clone();
        for (at, cut, put) in changes {
            let start = at.min(form.len());
            form.splice(start..(start + cut).min(form.len()), put.chars());
        }
        form.into_iter().collect()
    })
}

/// A PHP value: arbitrary bytes, integer and text keys, floats.
pub fn php_value() -> impl Strategy<Value = php::Value> {
    let bytes = prop_oneof![
        text().prop_map(String::into_bytes),
        vec(
            select(vec![
                0_u8, b'a', b'/', 0x80, 0xbf, 0xc2, 0xd0, 0x96, 0xe2, 0x82, 0xac, 0xed, 0xa0, 0xf0,
                0x9f, 0xf5, 0xff
            ]),
            0..8
        ),
    ];
    let leaf = prop_oneof![
        Just(php::Value::Null),
        any::<bool>().prop_map(php::Value::from),
        any::<i64>().prop_map(php::Value::from),
        float().prop_map(php::Value::from),
        bytes.prop_map(|bytes| php::Value::from(&bytes[..])),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        let key =
            prop_oneof![(-2..5_i64).prop_map(php::Key::from), text().prop_map(php::Key::from)];
        let name = text()
            .prop_filter("a property", |name| !name.starts_with('\0'))
            .prop_map(php::Key::from);
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(php::Value::from),
            vec((key, inner.clone()), 0..4)
                .prop_map(|pairs| pairs.into_iter().collect::<php::Array>().into()),
            vec((name, inner), 0..4)
                .prop_map(|pairs| php::Value::Object(pairs.into_iter().collect())),
        ]
    })
}

fn float() -> impl Strategy<Value = f64> {
    let digits = (any::<i32>(), -20..25_i32)
        .prop_map(|(digits, exponent)| f64::from(digits) * 10_f64.powi(exponent));
    prop_oneof![any::<f64>().prop_filter("finite", |number| number.is_finite()), digits, Just(-0.0)]
}
