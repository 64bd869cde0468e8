//! Calls with parameters and results of an app's own types.
#![cfg(feature = "serde")]

use std::collections::BTreeMap;
use std::fmt::Debug;

use crate::support::{Canned, Setup, generate};
use b24_wasm::error::ErrorKind;
use b24_wasm::wire::reference::Reference;
use b24_wasm::wire::{Map, Number, Value, from_value, json, to_value};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Everything {
    flag: bool,
    signed: (i8, i16, i32, i64),
    unsigned: (u8, u16, u32, u64),
    large: (i128, u128),
    float: f64,
    short_float: f32,
    character: char,
    text: String,
    some: Option<Box<Everything>>,
    unit: (),
    nothing: Nothing,
    newtype: Newtype,
    pair: Pair,
    choices: Vec<Choice>,
    by_number: BTreeMap<i64, Vec<String>>,
    by_name: BTreeMap<String, Option<u32>>,
    #[serde(flatten)]
    other: BTreeMap<String, bool>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Nothing;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Newtype(u64);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Pair(String, f64);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Choice {
    Unit,
    Newtype(i32),
    Tuple(bool, String),
    Struct { text: String, list: Vec<u8> },
}

fn choice() -> impl Strategy<Value = Choice> {
    prop_oneof![
        Just(Choice::Unit),
        any::<i32>().prop_map(Choice::Newtype),
        (any::<bool>(), generate::text()).prop_map(|(flag, text)| Choice::Tuple(flag, text)),
        (generate::text(), vec(any::<u8>(), 0..3))
            .prop_map(|(text, list)| Choice::Struct { text, list }),
    ]
}

fn float() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("JSON has no NaN and no infinity", |float| float.is_finite())
}

fn everything() -> impl Strategy<Value = Everything> {
    let scalars = (
        any::<bool>(),
        any::<(i8, i16, i32, i64)>(),
        any::<(u8, u16, u32, u64)>(),
        any::<(i128, u128)>(),
        float(),
        any::<f32>().prop_filter("finite", |float| float.is_finite()),
        any::<char>(),
        generate::text(),
    );
    let compounds = (
        any::<u64>(),
        (generate::text(), float()),
        vec(choice(), 0..4),
        btree_map(any::<i64>(), vec(generate::text(), 0..3), 0..3),
        btree_map(generate::text(), option::of(any::<u32>()), 0..3),
        btree_map("UF_[A-Z]{3}", any::<bool>(), 0..3),
    );
    let leaf = (scalars, compounds).prop_map(|(scalars, compounds)| {
        let (flag, signed, unsigned, large, float, short_float, character, text) = scalars;
        let (newtype, (first, second), choices, by_number, by_name, other) = compounds;
        Everything {
            flag,
            signed,
            unsigned,
            large,
            float,
            short_float,
            character,
            text,
            some: None,
            unit: (),
            nothing: Nothing,
            newtype: Newtype(newtype),
            pair: Pair(first, second),
            choices,
            by_number,
            by_name,
            other,
        }
    });
    let leaf = leaf.boxed();
    (leaf.clone(), option::of(leaf))
        .prop_map(|(outer, inner)| Everything { some: inner.map(Box::new), ..outer })
}

proptest! {
    #[test]
    fn any_type_becomes_a_value_and_back(given in everything()) {
        let value = to_value(&given).unwrap();
        prop_assert_eq!(from_value::<Everything>(value).unwrap(), given);
    }

    #[test]
    fn agrees_with_serde_json(given in everything()) {
        // serde_json reads 128 bits and exact floats only with other features.
        let given = Everything { large: (0, 0), float: 0.5, pair: Pair(String::new(), 0.5), ..given };
        let given = Everything { short_float: 0.5, some: None, ..given };
        let text = json::write(&to_value(&given).unwrap());
        prop_assert_eq!(serde_json::from_str::<Everything>(&text).unwrap(), given.clone());
        let value = json::read(&serde_json::to_string(&given).unwrap()).unwrap();
        prop_assert_eq!(from_value::<Everything>(value).unwrap(), given);
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    from_value(json::read(text).unwrap()).map_err(|error| {
        assert_eq!((error.kind(), error.code()), (ErrorKind::Response, "INVALID_RESULT"));
        error.description().to_owned()
    })
}

fn assert_reads<T: DeserializeOwned + PartialEq + Debug>(texts: &[&str], expected: T) {
    for text in texts {
        assert_eq!(read::<T>(text).as_ref(), Ok(&expected), "{text}");
    }
}

#[test]
fn reads_every_shape_of_php() {
    assert_reads(&["7", r#""7""#, r#"" 7 ""#], 7_u32);
    assert_reads(&["-7", r#""-7""#], -7_i64);
    assert_reads(&["18446744073709551615", r#""18446744073709551615""#], u64::MAX);
    assert_reads(&["12.50", r#""12.50""#, r#""1.25e1""#], 12.5_f64);
    assert_reads(&["7", r#""7""#], 7.0_f64);
    assert_reads(&[r#""0.10""#, "0.10"], "0.10".to_owned());
    assert_reads(&["true", r#""Y""#, r#""1""#, "1"], true);
    assert_reads(&["false", r#""N""#, r#""0""#, "0", r#""""#], false);
    assert_reads(&["null"], None::<u8>);
    assert_reads(&["5", r#""5""#], Some(5_u8));
    assert_reads(&["[1,2]", r#"{"0":1,"7":"2"}"#], vec![1, 2]);
    assert_reads(&["[]", "{}"], Vec::<u8>::new());
    assert_reads(&["[]", "{}"], BTreeMap::<u64, u8>::new());
    assert_reads(&["[5,6]", r#"{"0":5,"1":6}"#], BTreeMap::from([(0, 5), (1, 6)]));
    assert_reads(&["[]", "{}", r#"{"a":1}"#], Lenient::default());
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Lenient {
    missing: Option<u8>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
struct Deal {
    id: u64,
    title: String,
    opportunity: Option<f64>,
    #[serde(default)]
    tags: Vec<String>,
}

#[test]
fn errors_name_the_row_and_the_field() {
    for (text, problem) in [
        (
            r#"[{"ID":1,"TITLE":"x"},{"ID":"x","TITLE":"x"}]"#,
            r#"row 1: field ID: invalid type: string "x", expected u64"#,
        ),
        (r#"[{"ID":1}]"#, "row 0: missing field `TITLE`"),
        (
            r#"[{"ID":1,"TITLE":"x","TAGS":["a",null]}]"#,
            "row 0: field TAGS: row 1: invalid type: unit value, expected a string",
        ),
        (r#"{"items":[]}"#, "invalid type: map, expected a sequence"),
        ("[1]", "row 0: invalid type: integer `1`, expected struct Deal"),
    ] {
        assert_eq!(read::<Vec<Deal>>(text).unwrap_err(), problem, "{text}");
    }
    for (text, problem) in [
        ("[1,2,3]", "invalid length 3, expected 2 items"),
        ("[1,256]", "row 1: invalid value: integer `256`, expected u8"),
        ("[1]", "invalid length 1, expected a tuple of size 2"),
    ] {
        assert_eq!(read::<(u8, u8)>(text).unwrap_err(), problem, "{text}");
    }
    assert!(read::<Choice>(r#"{"Newtype":1,"Unit":2}"#).is_err());
    assert!(read::<Choice>(r#""Other""#).unwrap_err().contains("unknown variant `Other`"));
}

#[derive(Debug, PartialEq, Deserialize)]
struct WithOthers {
    exact: Value,
    map: Map,
    number: Number,
    #[serde(flatten)]
    other: Map,
}

#[test]
fn values_keep_their_digits_and_identifiers() {
    let text =
        r#"{"exact":[0.10,200040300010040300010,"0.10"],"map":[],"number":1.50,"UF_A":["x"]}"#;
    let read = from_value::<WithOthers>(json::read(text).unwrap()).unwrap();
    assert_eq!(json::write(&read.exact), r#"[0.10,200040300010040300010,"0.10"]"#);
    assert_eq!((read.map.len(), read.number.as_str()), (0, "1.50"));
    assert_eq!(read.other.get("UF_A"), Some(&Value::from(["x"])));
    let keyed = Value::Keyed(Map::from_iter([("9", "a"), ("4", "b")]));
    assert_eq!(from_value::<Value>(keyed.clone()).unwrap(), keyed);
    let names = from_value::<BTreeMap<String, String>>(keyed.clone()).unwrap();
    assert_eq!(names["9"], "a");
    assert_eq!(from_value::<BTreeMap<u64, String>>(keyed).unwrap()[&4], "b");
}

#[test]
fn rejects_what_is_no_value() {
    #[derive(Serialize)]
    struct Price {
        prices: [f64; 2],
    }
    let error = to_value(&Price { prices: [1.0, f64::NAN] }).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "INVALID_PARAMETERS"));
    assert!(error.description().starts_with("field prices: item 1: "), "{error}");
    assert!(to_value(&f32::INFINITY).is_err());
    assert!(to_value(&BTreeMap::from([(vec![1], 1)])).is_err());
}

#[derive(Serialize)]
struct Filtered<'a> {
    filter: BTreeMap<&'a str, u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sort: Option<&'a str>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
struct Colleague {
    id: u64,
    active: bool,
    uf_department: Vec<u64>,
    last_name: Option<String>,
}

#[test]
fn calls_a_typed_method_with_own_types() {
    let setup = Setup::new();
    let client = setup.webhook();
    let params = Filtered { filter: BTreeMap::from([("ID", 1)]), sort: None };
    let reply = setup.run(client.call_as::<Vec<Colleague>>("user.get", &params)).unwrap();
    let [me] = &reply.result[..] else { panic!("{reply:?}") };
    assert_eq!((me.id, me.active, reply.total), (1, true, Some(1)));
    assert!(!me.uf_department.is_empty() && me.last_name.is_some());
    assert_eq!(setup.form().get("filter").unwrap().to_text(), "Array");
    let params = Filtered { filter: BTreeMap::from([("LAST_NMAE", 1)]), sort: None };
    let error = setup.run(client.call_as::<Vec<Colleague>>("user.get", &params)).unwrap_err();
    assert_eq!((error.code(), error.method()), ("UNKNOWN_FIELD", Some("user.get")));
    let staff = client
        .call_as::<BTreeMap<u64, Vec<u64>>>("im.department.employees.get", &json!({ "ID": [1] }));
    assert!(setup.run(staff).unwrap().result[&1].contains(&1));
    let time = client.call_as::<String>("server.time", &());
    assert!(setup.run(time).unwrap().result.contains('T'));
}

#[test]
fn calls_any_method_with_own_types() {
    let page = json!({ "result": [
        { "ID": "7", "TITLE": "Roof", "OPPORTUNITY": "1200.50", "CLOSED": "N" },
        { "ID": "9", "TITLE": 5, "OPPORTUNITY": null, "TAGS": { "1": "a" } },
    ], "total": 2 });
    let call =
        async |client: b24_wasm::Client| client.call_as::<Vec<Deal>>("crm.deal.list", &()).await;
    let reply = Canned(page.to_string()).call(call).unwrap();
    let deal = |id, title: &str, opportunity, tags| Deal {
        id,
        title: title.to_owned(),
        opportunity,
        tags,
    };
    let deals = [deal(7, "Roof", Some(1200.5), vec![]), deal(9, "5", None, vec!["a".to_owned()])];
    assert_eq!((&reply.result[..], reply.total), (&deals[..], Some(2)));

    let page = json!({ "result": [{ "ID": "7", "TITLE": null }] });
    let error = Canned(page.to_string()).call(call).unwrap_err();
    assert_eq!((error.code(), error.method()), ("INVALID_RESULT", Some("crm.deal.list")));
    assert!(error.description().starts_with("row 0: field TITLE: "), "{error}");
}

#[test]
fn rejects_parameters_that_have_no_names() {
    let setup = Setup::new();
    for error in [
        setup.run(setup.webhook().call_as::<Value>("methods", &[1])).unwrap_err(),
        setup.run(setup.webhook().call_as::<Value>("methods", "x")).unwrap_err(),
    ] {
        assert_eq!((error.code(), error.method()), ("INVALID_PARAMETERS", Some("methods")));
    }
    assert!(setup.requests().is_empty());
}

#[test]
fn parameters_keep_their_digits_and_references() {
    let text = r#"{"large":200040300010040300010,"small":0.10}"#;
    let Value::Map(exact) = json::read(text).unwrap() else { panic!("{text}") };
    assert_eq!(json::write(&to_value(&exact).unwrap()), text);
    assert_eq!(serde_json::to_value(&exact).unwrap()["small"], 0.1);

    let name = Value::from(Reference::to("me").at("NAME"));
    assert_eq!(to_value(&name).unwrap(), name);
    assert_eq!(serde_json::to_value(&name).unwrap(), "$result[me][NAME]");
    let setup = Setup::new();
    let client = setup.webhook();
    let title = Map::from_iter([("TITLE", name)]);
    let error = setup.run(client.call_as::<bool>("crm.deal.update", &title)).unwrap_err();
    assert_eq!((error.code(), setup.requests().len()), ("INVALID_REFERENCE", 0));
}

#[test]
fn rejects_rows_that_are_read_as_one_of_them() {
    #[derive(Debug, Deserialize)]
    struct Deal {
        #[serde(rename = "ID")]
        _id: Option<u64>,
    }
    let rows = || json::read(r#"[{"ID":"7"}]"#).unwrap();
    let error = from_value::<Deal>(rows()).unwrap_err();
    assert_eq!(error.code(), "INVALID_RESULT");
    assert!(from_value::<Vec<Deal>>(rows()).is_ok());
    assert!(from_value::<Deal>(json::read("[]").unwrap()).is_ok(), "PHP's empty object");
}
