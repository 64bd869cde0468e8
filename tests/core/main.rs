//! Tests of the core, in one program: each file would otherwise be linked with the whole crate.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod batch_failures;
mod batches;
mod bodies;
mod brackets;
mod bridge;
mod derives;
mod diagnostics;
mod direct;
mod envelopes;
mod fault_matrix;
mod faults;
mod hostile_input;
mod list_ends;
mod list_faults;
mod lists;
mod max_age;
mod messenger;
mod methods;
mod operating_time;
mod operators;
mod own_methods;
mod own_types;
mod packs;
mod php;
mod php_shapes;
mod properties;
mod push;
mod rate_limit;
mod redaction;
mod references;
mod refusals;
#[path = "../support/mod.rs"]
mod support;
mod tokens;
mod truncated;
mod users;
mod v3;
mod vectors;
