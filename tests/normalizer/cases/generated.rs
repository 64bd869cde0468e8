//! Generated results: every shape as the result and as each field, and random rows.

use b24_wasm::schema::{Fields, Shape};
use portal::php::{Array, Value, json_encode};

use super::random::Random;
use super::target::Target;
use super::{emulated, row, shapes};

/// The number of random results of each target.
const RESULTS: usize = 1200;

/// The most rows of a random result.
const ROWS: usize = 4;

/// Names that no record has, some with a meaning for JavaScript.
const OTHERS: &[&str] =
    &["UF_USR_NEW", "__proto__", "constructor", "toString", "5", "nothing here"];

/// Returns results of one form as PHP's JSON.
pub fn results<'a>(
    target: &Target,
    bodies: impl Iterator<Item = &'a String>,
) -> impl Iterator<Item = String> {
    let mut random = Random::new(7);
    let mut generator = Generator::new(target.shape());
    generator.add_every_shape();
    match target.record() {
        Some(fields) => {
            let rows = row::rows(&emulated::results(bodies), fields);
            generator.add_every_field(fields, &rows, &mut random);
            generator.add_random_rows(fields, &rows, &mut random);
        }
        None => generator.add_random_values(&mut random),
    }
    generator.results.into_iter().map(|result| json_encode(&result))
}

struct Generator {
    shape: Shape,
    /// Whether the names of objects may be in any order, because `parse` remembers it.
    any_order: bool,
    scalars: Vec<Value>,
    /// The shapes that fields have.
    values: Vec<Value>,
    results: Vec<Value>,
}

impl Generator {
    fn new(shape: Shape) -> Self {
        let any_order = matches!(shape, Shape::One(_) | Shape::Keyed(_));
        let scalars = shapes::scalars();
        let mut values = [scalars.clone(), shapes::sorted()].concat();
        if any_order {
            values.extend(shapes::unsorted());
        }
        Self { shape, any_order, scalars, values, results: Vec::new() }
    }

    /// Adds every shape as the result, and as the only value of it.
    fn add_every_shape(&mut self) {
        let wrapped = shapes::wrapped();
        self.results = [shapes::scalars(), shapes::sorted(), shapes::unsorted()].concat();
        self.results.extend(wrapped.iter().cloned());
        for value in self.values.iter().chain(&wrapped) {
            self.results.push(wrap(self.shape, vec![value.clone()]));
        }
    }

    /// Adds rows with every shape of each field.
    fn add_every_field(&mut self, fields: &Fields, rows: &[Array], random: &mut Random) {
        let wrapped = shapes::wrapped();
        for (at, path) in row::paths(fields).iter().enumerate() {
            // Each scalar in a list and in an object is the value of every tenth field.
            let wrapped = wrapped.iter().skip(at % 10).step_by(10);
            for value in self.values.iter().chain(wrapped) {
                let mut row = match random.below(8) {
                    0 => random.pick(rows).clone(),
                    _ => row::minimal(fields),
                };
                row::set(&mut row, fields, path, value.clone());
                self.results.push(wrap(self.shape, vec![row.into()]));
            }
        }
    }

    fn add_random_rows(&mut self, fields: &Fields, rows: &[Array], random: &mut Random) {
        let paths = row::paths(fields);
        for _ in 0..RESULTS {
            let mut values = Vec::new();
            for _ in 0..=random.below(ROWS) {
                let mut row = row::without_some(random.pick(rows), random);
                for _ in 0..random.below(3) {
                    let path = random.pick(&paths);
                    row::set(&mut row, fields, path, self.any_value(random));
                }
                if random.below(4) == 0 {
                    row.insert(*random.pick(OTHERS), self.any_value(random));
                }
                values.push(row.into());
            }
            self.results.push(wrap(self.shape, values));
        }
    }

    fn add_random_values(&mut self, random: &mut Random) {
        for _ in 0..RESULTS {
            let values = (0..=random.below(ROWS)).map(|_| self.any_value(random)).collect();
            self.results.push(wrap(self.shape, values));
        }
    }

    fn any_value(&self, random: &mut Random) -> Value {
        shapes::any(random, &self.scalars, self.any_order, 2)
    }
}

/// Returns a result of the shape with these values; identifiers in descending order.
fn wrap(shape: Shape, mut values: Vec<Value>) -> Value {
    let by_id = |values: Vec<Value>| {
        let ids = (1..=values.len() as i64).rev().map(|id| id * id + 8);
        ids.zip(values).collect::<Array>().into()
    };
    match shape {
        Shape::One(_) => values.remove(0),
        Shape::List(_) => values.into(),
        Shape::Keyed(_) => by_id(values),
        Shape::KeyedLists(_) => {
            let half = values.split_off(values.len() / 2);
            by_id(vec![half.into(), values.into()])
        }
        _ => panic!("an unknown shape"),
    }
}
