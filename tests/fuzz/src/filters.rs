//! Filters of typed methods. Input: the name of a method, then its parameters as JSON.

use b24_wasm::ErrorKind;
use b24_wasm::methods::ALL;
use b24_wasm::wire::{Map, Value, json};

use crate::lines;

pub fn check(input: &str) {
    let (name, text) = lines::split(input);
    let Ok(Value::Map(params)) = json::read(text) else { return };
    for definition in ALL.iter().copied().flatten().filter(|definition| definition.name == name) {
        let mut checked = params.clone();
        match definition.check(&mut checked) {
            Ok(()) => {
                assert!(conditions(&checked) >= conditions(&params), "a condition is lost: {text}");
                // It moves the sorting into the filter, where it is no condition.
                if name != "department.get" {
                    let once = checked.clone();
                    definition.check(&mut checked).expect("checked parameters");
                    assert_eq!(checked, once, "{name}");
                }
            }
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Input, "{error:?}");
                assert!(!error.code().is_empty() && !error.description().is_empty(), "{error:?}");
            }
        }
    }
}

/// Returns the number of conditions in the filter.
fn conditions(params: &Map) -> usize {
    let filters = ["filter", "FILTER"].iter().filter_map(|name| params.get(name)?.as_map());
    filters.map(Map::len).sum()
}
