//! What is normalized: each method's result, and its alternate one.

use b24_wasm::Error;
use b24_wasm::methods::ALL;
use b24_wasm::schema::{Definition, Fields, Shape, Type};
use b24_wasm::typings;
use b24_wasm::wire::{Map, Value};

/// A result of a method.
pub struct Target {
    definition: &'static Definition,
    is_alternate: bool,
}

/// Returns the results of all methods.
pub fn all() -> Vec<Target> {
    let mut targets = Vec::new();
    for &definition in ALL.iter().copied().flatten() {
        targets.push(Target { definition, is_alternate: false });
        if definition.alternate.is_some() {
            targets.push(Target { definition, is_alternate: true });
        }
    }
    targets
}

impl Target {
    /// Returns the name of the method.
    pub fn name(&self) -> &'static str {
        self.definition.name
    }

    /// Returns whether this is the alternate result.
    pub fn is_alternate(&self) -> bool {
        self.is_alternate
    }

    /// Returns the table for the wrapper's normalizer.
    pub fn table(&self) -> String {
        typings::table(self.definition, self.is_alternate)
    }

    /// Normalizes a result by the core.
    pub fn normalize(&self, result: &mut Value) -> Result<(), Error> {
        self.definition.normalize(&self.params(), result)
    }

    /// Returns the shape of the result.
    pub fn shape(&self) -> Shape {
        self.definition.shape(&self.params())
    }

    /// Returns the record of the rows, if they are records.
    pub fn record(&self) -> Option<&'static Fields> {
        match self.shape() {
            Shape::One(ty) | Shape::List(ty) | Shape::Keyed(ty) | Shape::KeyedLists(ty) => {
                record_of(ty)
            }
            _ => None,
        }
    }

    fn params(&self) -> Map {
        let alternate = self.definition.alternate.filter(|_| self.is_alternate);
        alternate.map(|alternate| (alternate.param, alternate.value)).into_iter().collect()
    }
}

/// Returns the record of a type, if it is one.
pub fn record_of(ty: Type) -> Option<&'static Fields> {
    match ty {
        Type::Record(fields) | Type::OptionalRecord(fields) => Some(fields),
        _ => None,
    }
}
