//! PHP's form parser and `json_encode`, compared with the output of PHP 8.2.

use portal::php::{Array, Value, json_encode, parse_str};

fn cases(json: &str) -> Vec<(String, String)> {
    serde_json::from_str(json).unwrap()
}

fn parsed(query: &str) -> String {
    json_encode(&parse_str(query).into())
}

#[test]
fn parse_str_matches_php() {
    for (query, expected) in cases(include_str!("fixtures/parse_str.json")) {
        assert_eq!(parsed(&query), expected, "{query:?}");
    }
}

#[test]
fn string_encoding_matches_php() {
    for (hex, expected) in cases(include_str!("fixtures/json_encode_text.json")) {
        let bytes: Vec<u8> = (0..hex.len())
            .step_by(2)
            .map(|index| u8::from_str_radix(&hex[index..index + 2], 16).unwrap())
            .collect();
        assert_eq!(json_encode(&Value::from(&bytes[..])), expected, "{hex}");
    }
}

#[test]
fn float_encoding_matches_php() {
    for (number, expected) in cases(include_str!("fixtures/json_encode_float.json")) {
        assert_eq!(json_encode(&Value::Float(number.parse().unwrap())), expected, "{number}");
    }
}

#[test]
fn drops_variables_beyond_1000() {
    let query: Vec<String> = (0..1500).map(|index| format!("a[]={index}")).collect();
    let array = parse_str(&query.join("&"));
    let values = array.get("a").and_then(Value::as_array).unwrap();
    assert_eq!(values.len(), 1000);
    assert_eq!(values.get(999), Some(&Value::from("999")));
}

#[test]
fn variables_without_a_name_count() {
    let query: Vec<String> = (0..1500).map(|index| format!("a[]={index}")).collect();
    let array = parse_str(&format!("=x&=y&&{}", query.join("&")));
    assert_eq!(array.get("a").and_then(Value::as_array).map(Array::len), Some(998));
}

#[test]
fn arrays_become_lists_or_objects_by_their_keys() {
    let array = |keys: &[i64]| -> Value {
        keys.iter().map(|key| (*key, Value::from(true))).collect::<Array>().into()
    };
    assert_eq!(json_encode(&array(&[])), "[]");
    assert_eq!(json_encode(&array(&[0, 1])), "[true,true]");
    assert_eq!(json_encode(&array(&[1])), r#"{"1":true}"#);
    assert_eq!(json_encode(&array(&[1, 0])), r#"{"1":true,"0":true}"#);
    assert_eq!(json_encode(&array(&[0, 2])), r#"{"0":true,"2":true}"#);
    assert_eq!(json_encode(&Value::Object(Array::new())), "{}");
}

#[test]
fn scalars_are_encoded() {
    let values = vec![Value::Null, true.into(), false.into(), Value::Int(-5)];
    assert_eq!(json_encode(&values.into()), "[null,true,false,-5]");
}

#[test]
fn decimal_string_keys_become_integers() {
    let array: Array = [("5", 1_i64), ("05", 2), ("-3", 3)].into_iter().collect();
    assert_eq!(array.get(5), Some(&Value::Int(1)));
    assert_eq!(array.get(-3), Some(&Value::Int(3)));
    assert_eq!(array.get("05"), Some(&Value::Int(2)));
}

#[test]
fn remove_keeps_the_order_and_the_next_key() {
    let mut array = Array::list(["a", "b", "c"].map(Value::from));
    array.remove(1);
    array.push("d");
    assert_eq!(json_encode(&array.into()), r#"{"0":"a","2":"c","3":"d"}"#);
}

#[test]
fn truthiness_matches_php() {
    let falsy =
        [Value::Null, false.into(), Value::Int(0), Value::Float(0.0), "".into(), "0".into()];
    assert!(falsy.iter().all(|value| !value.is_truthy()));
    assert!(!Value::from(Array::new()).is_truthy());
    let truthy = [Value::from("false"), "0.0".into(), " ".into(), Value::Int(-1)];
    assert!(truthy.iter().all(Value::is_truthy));
}

#[test]
fn to_int_matches_intval() {
    let cases = [
        ("12", 12),
        ("  12x", 12),
        ("+7", 7),
        ("-5", -5),
        ("1.9", 1),
        ("1e3", 1000),
        ("12e", 12),
        ("1e+", 1),
        (".5", 0),
        ("-.5e1", -5),
        ("abc", 0),
        ("", 0),
        ("0x1A", 0),
        ("9999999999999999999", i64::MAX),
        ("1e1000", 0),
    ];
    for (text, expected) in cases {
        assert_eq!(Value::from(text).to_int(), expected, "{text:?}");
    }
    assert_eq!(Value::from(Array::new()).to_int(), 0);
    assert_eq!(Value::from(vec![5_i64]).to_int(), 1);
}
