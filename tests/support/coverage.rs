//! Coverage of the relevant classes of names and values by generated ones.

use std::cell::RefCell;
use std::collections::BTreeSet;

use b24_wasm::wire::{Map, Value};

type Class = (&'static str, fn(&str) -> bool);

const TEXTS: &[Class] = &[
    ("[", |text| text.contains('[')),
    ("&", |text| text.contains('&')),
    ("=", |text| text.contains('=')),
    ("+", |text| text.contains('+')),
    ("%", |text| text.contains('%')),
    ("a space", |text| text.contains(' ')),
    ("a dot", |text| text.contains('.')),
    ("Cyrillic", |text| text.contains('Ж')),
    ("an emoji", |text| text.contains('😀')),
    ("a quote", |text| text.contains('\'')),
    ("a double quote", |text| text.contains('"')),
    ("a line break", |text| text.contains('\n')),
    ("digits only", |text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())),
];

/// Classes of values only: PHP would change such a name.
const VALUES: &[Class] = &[("]", |text| text.contains(']')), ("nothing", str::is_empty)];

/// The classes seen so far.
#[derive(Default)]
pub struct Coverage(RefCell<BTreeSet<(&'static str, &'static str)>>);

impl Coverage {
    /// Records the classes of all names and values in these parameters.
    pub fn add(&self, params: &Map) {
        for (_, value) in params.iter() {
            self.add_value(value);
        }
    }

    fn add_value(&self, value: &Value) {
        match value {
            Value::Text(text) => {
                self.classify("text", text, TEXTS);
                self.classify("text", text, VALUES);
            }
            Value::List(list) => {
                self.note(
                    "shape",
                    "a list of lists",
                    list.iter().any(|item| item.as_list().is_some()),
                );
                self.note(
                    "shape",
                    "a list of maps",
                    list.iter().any(|item| item.as_map().is_some()),
                );
                list.iter().for_each(|item| self.add_value(item));
            }
            Value::Map(map) | Value::Keyed(map) => {
                for (name, value) in map.iter() {
                    self.classify("name", name, TEXTS);
                    self.note("shape", "a map with lists", value.as_list().is_some());
                    self.add_value(value);
                }
            }
            _ => {}
        }
    }

    fn classify(&self, kind: &'static str, text: &str, classes: &[Class]) {
        for (class, holds) in classes {
            self.note(kind, class, holds(text));
        }
    }

    fn note(&self, kind: &'static str, class: &'static str, seen: bool) {
        if seen {
            self.0.borrow_mut().insert((kind, class));
        }
    }

    /// Asserts that every class was seen.
    pub fn assert_complete(&self) {
        let seen = self.0.borrow();
        for (class, _) in TEXTS {
            assert!(seen.contains(&("name", class)), "no name with {class}");
        }
        for (class, _) in TEXTS.iter().chain(VALUES) {
            assert!(seen.contains(&("text", class)), "no text with {class}");
        }
        for shape in ["a list of lists", "a list of maps", "a map with lists"] {
            assert!(seen.contains(&("shape", shape)), "no {shape}");
        }
    }
}
