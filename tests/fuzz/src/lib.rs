//! Fuzz targets: each reads a text as somebody else may send it, and panics if an invariant does not
//! hold.
//!
//! `tests/short.rs` runs every target on mutations of `seeds/TARGET`, `cargo xtask fuzz` runs them
//! by libFuzzer, which searches for inputs that reach new code. The input of a crash becomes a seed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod batches;
// The tests of the core use all of it.
#[allow(dead_code)]
#[path = "../../support/clock.rs"]
mod clock;
mod envelopes;
mod filters;
mod host_messages;
mod lines;
mod push_frames;
mod records;
mod sessions;
mod v3;
mod webhooks;

/// A check of every input.
#[derive(Debug)]
pub struct Target {
    /// The name, which is also the name of the folder with seeds.
    pub name: &'static str,
    check: fn(&str),
}

/// Every target.
pub static TARGETS: &[Target] = &[
    Target { name: "batches", check: batches::check },
    Target { name: "envelopes", check: envelopes::check },
    Target { name: "filters", check: filters::check },
    Target { name: "host_messages", check: host_messages::check },
    Target { name: "push_frames", check: push_frames::check },
    Target { name: "records", check: records::check },
    Target { name: "sessions", check: sessions::check },
    Target { name: "v3", check: v3::check },
    Target { name: "webhooks", check: webhooks::check },
];

impl Target {
    /// Returns the target with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        TARGETS.iter().find(|target| target.name == name)
    }

    /// Checks an input, in which malformed UTF-8 is replaced as by a browser.
    ///
    /// # Panics
    ///
    /// If an invariant does not hold.
    pub fn run(&self, input: &[u8]) {
        (self.check)(&String::from_utf8_lossy(input));
    }
}
