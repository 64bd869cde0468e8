//! The encoders and the emulator's PHP functions, compared with a real PHP.

use std::cell::Cell;

use crate::support::php::{Php, serialize};
use crate::support::{Coverage, Setup, generate, skipped};
use b24_wasm::error::ErrorKind;
use b24_wasm::wire::form::Reason;
use b24_wasm::wire::{Map, Value, command, form};
use portal::php;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

/// Starts PHP; reports the test as skipped and returns `None` if PHP is missing.
fn php(test: &str) -> Option<Php> {
    let php = Php::start();
    if php.is_none() {
        skipped(test, "there is no php on the PATH");
    }
    php
}

/// Runs a test on `cases` generated values.
fn each<S: Strategy>(cases: u32, values: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&values, test);
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// Compares two serialized PHP values.
fn same(actual: &[u8], expected: &[u8]) -> Result<(), TestCaseError> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    prop_assert!(actual == expected, "PHP has {}, not {}", text(actual), text(expected));
    Ok(())
}

/// Converts a value to its PHP form: lists are arrays, scalars are text.
fn to_php(value: &Value) -> php::Value {
    match value {
        Value::Null => panic!("a form has no null"),
        Value::Bool(flag) => (if *flag { "1" } else { "0" }).into(),
        Value::Number(number) => number.as_str().into(),
        Value::Text(_) | Value::Reference(_) => value.as_text().unwrap().into(),
        Value::List(list) => list.iter().map(to_php).collect::<Vec<_>>().into(),
        Value::Map(map) | Value::Keyed(map) => map_to_php(map),
        other => panic!("{other:?} is of another kind"),
    }
}

fn map_to_php(map: &Map) -> php::Value {
    map.iter().map(|(name, value)| (name, to_php(value))).collect::<php::Array>().into()
}

/// Encodes one field with every byte escaped and no check of its name.
fn naive_form(name: &str) -> String {
    let escaped: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    escaped + "=1"
}

#[test]
fn php_decodes_every_form_to_its_parameters() {
    let Some(php) = php("php_decodes_every_form_to_its_parameters") else { return };
    let coverage = Coverage::default();
    each(4000, generate::encodable(), |params| match form::encode(&params) {
        Ok(form) => {
            coverage.add(&params);
            same(&php.parse_str(&form), &serialize(&map_to_php(&params)))
        }
        Err(unencodable) => {
            prop_assert_eq!(unencodable.reason, Reason::Name);
            Ok(())
        }
    });
    coverage.assert_complete();
}

#[test]
fn php_decodes_every_command_to_its_parameters() {
    let Some(php) = php("php_decodes_every_command_to_its_parameters") else { return };
    let coverage = Coverage::default();
    each(2000, generate::encodable(), |params| {
        let Ok(command) = command::encode("crm.item.list", &params) else { return Ok(()) };
        coverage.add(&params);
        let expected = vec![php::Value::from("crm.item.list"), map_to_php(&params)];
        same(&php.command(&command), &serialize(&expected.into()))
    });
    coverage.assert_complete();
}

#[test]
fn rejects_a_parameter_only_if_php_would_change_its_name() {
    let test = "rejects_a_parameter_only_if_php_would_change_its_name";
    let Some(php) = php(test) else { return };
    let check = |name: &str| {
        let params = Map::from_iter([(name, 1)]);
        let kept = php.parse_str(&naive_form(name)) == serialize(&map_to_php(&params));
        prop_assert_eq!(form::encode(&params).is_ok(), kept, "{:?}", name);
        Ok(())
    };
    for name in [
        "", " ", "a b", " a", "a.b", ".", "a[b", "a[", "[a", "[", "a]", "]", "a\0", "\0", "a\0b",
        "7", "\t",
    ] {
        check(name).unwrap();
    }
    each(2000, generate::text(), |name| check(&name));
}

#[test]
fn rejects_a_key_only_if_php_would_change_it() {
    let Some(php) = php("rejects_a_key_only_if_php_would_change_it") else { return };
    let check = |key: &str| {
        let params = Map::from_iter([("m", Map::from_iter([(key, 1)]))]);
        let kept =
            php.parse_str(&naive_form(&format!("m[{key}]"))) == serialize(&map_to_php(&params));
        prop_assert_eq!(form::encode(&params).is_ok(), kept, "{:?}", key);
        Ok(())
    };
    for key in [
        "", " ", "  ", "\t", "\n", "\u{b}", "\u{c}", "\r", " a", "a ", "a]b", "]", "[", "a[b",
        "\0", "a\0b", ".",
    ] {
        check(key).unwrap();
    }
    each(2000, generate::text(), |key| check(&key));
}

#[test]
fn the_emulator_decodes_forms_as_php() {
    let Some(php) = php("the_emulator_decodes_forms_as_php") else { return };
    let check =
        |query: &str| same(&php.parse_str(query), &serialize(&php::parse_str(query).into()));
    each(3000, generate::query(), |query| check(&query));
    let written =
        generate::encodable().prop_filter_map("a form", |params| form::encode(&params).ok());
    each(2000, written.prop_flat_map(generate::mutated), |query| check(&query));
}

#[test]
fn the_emulator_has_the_limits_of_php() {
    let Some(php) = php("the_emulator_has_the_limits_of_php") else { return };
    let check =
        |query: &str| same(&php.parse_str(query), &serialize(&php::parse_str(query).into()));
    for count in [999, 1000, 1001, 1500] {
        for variable in ["a[]=", "a[b][]=", "=&a[]=", "&a[]=", "a[][b]=", "a.b[]=", "[]=&a[]="] {
            let query: String = (0..count).map(|at| format!("&{variable}{at}")).collect();
            check(&query).unwrap_or_else(|error| panic!("{count} times {variable}: {error}"));
        }
    }
    for depth in 60..70 {
        for (before, after) in
            [("a", "=1"), ("a[x]=0&a", "=1&b=2"), ("a", "x=1"), ("a", "[=1"), ("a.b", "=1")]
        {
            for bracket in ["[b]", "[]", "[ ]"] {
                check(&format!("{before}{}{after}", bracket.repeat(depth))).unwrap();
            }
        }
    }
}

#[test]
fn the_emulator_encodes_json_as_php() {
    let Some(php) = php("the_emulator_encodes_json_as_php") else { return };
    each(4000, generate::php_value(), |value| {
        prop_assert_eq!(php::json_encode(&value), php.json_encode(&value));
        Ok(())
    });
}

/// Returns the body that a call with these parameters sends.
fn sent(setup: &Setup, params: Map) -> Result<String, b24_wasm::Error> {
    let outcome = setup.run(setup.webhook().call_by_name("any.method", params));
    let rejected = outcome.unwrap_err();
    match rejected.kind() {
        ErrorKind::Input => Err(rejected),
        _ => Ok(setup.requests().pop().unwrap().body),
    }
}

#[test]
fn nests_names_with_brackets_as_php() {
    let Some(php) = php("nests_names_with_brackets_as_php") else { return };
    let part = select(vec!["[]", "[0]", "[1]", "[2]", "[00]", "[-1]", "[x]", "[>=ID]", "[a[b]"]);
    let name = (select(vec!["a", "b"]), vec(part, 0..4));
    let names = vec(name.prop_map(|(base, parts)| base.to_owned() + &parts.concat()), 1..7);
    let (setup, nested) = (Setup::new(), Cell::new(0));
    each(1500, names, |names| {
        let params: Map = names.into_iter().zip((0..).map(|at: u32| at.to_string())).collect();
        match sent(&setup, params.clone()) {
            Ok(form) => {
                nested.set(nested.get() + 1);
                let mut given = String::new();
                for (name, value) in params.iter() {
                    given += &naive_form(name).replace("=1", "=");
                    given += value.as_text().unwrap();
                    given.push('&');
                }
                same(&php.parse_str(&form), &php.parse_str(&given))
            }
            Err(rejected) => {
                prop_assert_eq!(rejected.code(), "INVALID_PARAMETER");
                Ok(())
            }
        }
    });
    assert!(nested.get() > 500, "{}", nested.get());
}

#[test]
fn sends_a_command_alone_if_the_portal_would_find_a_reference() {
    let test = "sends_a_command_alone_if_the_portal_would_find_a_reference";
    let Some(php) = php(test) else { return };
    let piece = select(vec![
        "$", "result", "Next", "TOTAL", "time", "erro", "r", "out", "s", "[a]", " ", "\n", "ſ",
    ]);
    let text = prop_oneof![vec(piece, 0..6).prop_map(|pieces| pieces.concat()), generate::text()];
    each(2000, text, |text| {
        let params = Map::from_iter([("a", Map::from_iter([("b", text.as_str())]))]);
        let is_separate = match command::encode("any.method", &params) {
            Ok(_) => false,
            Err(unencodable) => unencodable.reason == Reason::Reference,
        };
        prop_assert_eq!(is_separate, php.has_reference(&text), "{:?}", text);
        Ok(())
    });
}
