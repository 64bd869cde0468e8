//! The short run: every seed, and mutations of the seeds.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;
use std::time::{Duration, Instant};
use std::{fmt, fs};

use fuzz::{TARGETS, Target};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestRunner};

/// The words that a mutation inserts, as libFuzzer reads them, too.
const DICTIONARY: &str = include_str!("../dictionary.txt");

/// An input, shown as text.
#[derive(Clone)]
struct Input(Vec<u8>);

impl fmt::Debug for Input {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", String::from_utf8_lossy(&self.0))
    }
}

/// The longest run of one target.
const LIMIT: Duration = Duration::from_secs(10);

fn seeds(target: &Target) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target.name);
    let files = fs::read_dir(folder).unwrap();
    files.map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
}

fn words() -> Vec<Vec<u8>> {
    let words = DICTIONARY.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    words.map(|word| word.replace("\\\"", "\"").replace("\\\\", "\\").into_bytes()).collect()
}

/// A seed in which parts are removed, repeated and replaced by words or bytes.
fn mutated(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Input> {
    let inserted = prop_oneof![
        4 => select(words()),
        1 => vec(any::<u8>(), 1..4),
        1 => Just(Vec::new()),
    ];
    let change = (any::<Index>(), 0..6_usize, inserted, 1..3_usize);
    (select(seeds), vec(change, 0..6)).prop_map(|(mut input, changes)| {
        for (at, removed, inserted, times) in changes {
            let start = at.index(input.len() + 1);
            let end = (start + removed).min(input.len());
            input.splice(start..end, inserted.repeat(times));
        }
        Input(input)
    })
}

#[test]
fn every_target_accepts_its_seeds() {
    for target in TARGETS {
        let seeds = seeds(target);
        assert!(!seeds.is_empty(), "{} has no seed", target.name);
        for seed in seeds {
            println!("{}: {}", target.name, String::from_utf8_lossy(&seed));
            target.run(&seed);
        }
    }
}

#[test]
fn every_target_accepts_mutations_of_its_seeds() {
    for target in TARGETS {
        let start = Instant::now();
        let config = Config { failure_persistence: None, ..Config::with_cases(10_000) };
        let checked = TestRunner::new(config).run(&mutated(seeds(target)), |Input(input)| {
            if start.elapsed() < LIMIT {
                target.run(&input);
            }
            Ok(())
        });
        if let Err(failure) = checked {
            panic!("{}: {failure}", target.name);
        }
    }
}
