//! Shared parts of the tests: a portal in the same process, virtual time and clients.
#![allow(
    // The test of memory and the benchmark use some of these items.
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod batch;
mod canned;
mod clock;
mod collect;
mod company;
mod count;
mod coverage;
mod departments;
pub mod generate;
mod in_process;
pub mod limited;
mod log;
pub mod matrix;
pub mod php;
mod refresher;
mod secrets;
mod setup;
mod skip;
pub mod table;
pub mod typed;

pub use batch::{batch_of, send, summaries};
pub use canned::Canned;
pub use clock::Clock;
pub use collect::collect;
pub use company::{ids, is_listed};
pub use count::count;
pub use coverage::Coverage;
pub use departments::{added, department};
pub use in_process::InProcess;
pub use log::log;
pub use refresher::{Fresh, Refresher};
pub use secrets::assert_hides;
pub use setup::{SECRET, START, Setup, webhook};
pub use skip::skipped;
