//! The shapes in which PHP sends a value.

use portal::php::{Array, Value};

use super::random::Random;

/// Texts with a meaning for some type, or nearly one.
const TEXTS: &[&str] = &[
    "",
    " ",
    "0",
    "1",
    "2",
    "-1",
    "-0",
    "00",
    "007",
    " 5 ",
    "\t5\r\n",
    "\u{b}5",
    "\u{a0}5",
    "+5",
    "5.0",
    "1e3",
    "0x10",
    "12345678",
    "9007199254740991",
    "123456789012345678",
    "-123456789012345678",
    "1234567890123456789",
    "999999999999999999",
    "1000000000000000000",
    "Y",
    "N",
    "y",
    "n",
    "true",
    "false",
    "True",
    "False",
    "TRUE",
    "yes",
    "null",
    "Infinity",
    "NaN",
    "2024-07-25T13:06:54+03:00",
    "2024-07-23 08:08:50",
    "2024-07-23",
    "2024-07-23 ",
    "2024-07-23  08:08",
    "24.08.2023 13:19:39",
    "24.08.2023",
    "24.08.2023 ",
    "4.8.2023",
    "24.08.2023T13:19",
    "24-08-2023",
    "08/24/2023 01:19:39 pm",
    "0000-00-00 00:00:00",
    "2024-07-23 08:08:50 am",
    "2024-0٧-23",
    "жж-12345 10:00",
    "24.08.2023\n13:19",
    "2024-07-23 ::",
    "25-07",
    "/blank.gif",
    "https://portal.example/bitrix/js/im/images/blank.gif",
    "/blank.gif?1",
    "blank.gif",
    "Ann",
    "Жанна <a&'\"/> \\ 😀",
    "\u{2028}",
    "{\"1\":2}",
    "\",\"1\":",
    "[object Object]",
    "__proto__",
];

/// Whole numbers that a double keeps and JavaScript writes with the same digits.
const INTEGERS: &[i64] = &[
    0,
    1,
    2,
    -1,
    7,
    10,
    300,
    -300,
    4_294_967_294,
    4_294_967_295,
    4_294_967_296,
    9_007_199_254_740_991,
    100_000_000_000_000_000,
    1_000_000_000_000_000_000,
    -1_000_000_000_000_000_000,
];

/// Fractions that PHP writes like JavaScript.
const FRACTIONS: &[f64] = &[1.5, -0.25, 0.1, 123.456, 0.001];

/// Returns the scalar values.
pub fn scalars() -> Vec<Value> {
    let mut values = vec![Value::Null, true.into(), false.into()];
    values.extend(INTEGERS.iter().copied().map(Value::from));
    values.extend(FRACTIONS.iter().copied().map(Value::from));
    values.extend(TEXTS.iter().copied().map(Value::from));
    values
}

/// Returns lists and objects, whose names of digits are sorted and stand before the others.
pub fn sorted() -> Vec<Value> {
    let list = |items: &[Value]| Value::from(items.to_vec());
    let one = || list(&[Value::from(1_i64)]);
    vec![
        list(&[]),
        Value::Object(Array::new()),
        list(&[1_i64.into(), "2".into(), " 3".into()]),
        list(&["Ann".into(), "".into(), 5_i64.into(), false.into(), Value::Null]),
        list(&[list(&[])]),
        list(&[one(), one()]),
        list(&[Value::Null]),
        list(&[true.into()]),
        list(&[1.5.into()]),
        object(&[("1", "5".into()), ("3", 7_i64.into())]),
        object(&[("2", "Ann".into()), ("10", "".into())]),
        object(&[("1", "x".into()), ("a", 1_i64.into())]),
        object(&[("1", "1".into()), ("-4", 2_i64.into())]),
        object(&[("1", list(&[]))]),
        object(&[("01", 1_i64.into())]),
        object(&[("1.5", 1_i64.into())]),
        object(&[(" 1", 1_i64.into())]),
        object(&[("", "x".into())]),
        object(&[("4294967296", 3_i64.into())]),
        object(&[("123456789012345678", 3_i64.into())]),
        object(&[("1234567890123456789", 3_i64.into())]),
        object(&[("a", "x".into()), ("b", false.into()), ("c", 1_i64.into()), ("d", Value::Null)]),
        object(&[("a", one())]),
        object(&[("__proto__", "x".into())]),
        object(&[("__proto__", object(&[("id", 5_i64.into())]))]),
        object(&[("constructor", 1_i64.into()), ("length", 0_i64.into())]),
        object(&[("id", 5_i64.into())]),
        object(&[("ID", "5".into())]),
        object(&[("id", "x".into())]),
        object(&[("date", 1_i64.into())]),
    ]
}

/// Returns every scalar alone in a list and in an object.
pub fn wrapped() -> Vec<Value> {
    let lists = scalars().into_iter().map(|scalar| Value::from(vec![scalar]));
    lists.chain(scalars().into_iter().map(|scalar| object(&[("7", scalar)]))).collect()
}

/// Returns objects whose names of digits are in another order, which `JSON.parse` loses.
pub fn unsorted() -> Vec<Value> {
    vec![
        object(&[
            ("3", "5".into()),
            ("1", 7_i64.into()),
            ("-4", 2_i64.into()),
            ("2", 0_i64.into()),
        ]),
        object(&[("10", "Ann".into()), ("a", "Bob".into()), ("9", "".into())]),
        object(&[("3", "x".into()), ("1", Value::from(vec![1_i64]))]),
        object(&[("5", object(&[("2", 1_i64.into()), ("0", 0_i64.into())])), ("4", Value::Null)]),
    ]
}

/// Returns a random value, whose names of digits are sorted unless they may be in any order.
pub fn any(random: &mut Random, scalars: &[Value], any_order: bool, depth: usize) -> Value {
    if depth == 0 || random.below(2) == 0 {
        return random.pick(scalars).clone();
    }
    let length = random.below(4);
    let is_list = random.below(2) == 0;
    let mut entries = Array::new();
    for at in 0..length {
        let item = any(random, scalars, any_order, depth - 1);
        match (is_list, at) {
            (true, _) => _ = entries.push(item),
            // The last name is no index.
            (false, 2) => entries.insert(*random.pick(&["a", "-4", "id"]), item),
            (false, _) if any_order => entries.insert(20 - 3 * at as i64, item),
            (false, _) => entries.insert(1 + 3 * at as i64, item),
        }
    }
    entries.into()
}

/// Returns an object.
pub fn object(entries: &[(&str, Value)]) -> Value {
    entries.iter().cloned().collect::<Array>().into()
}
