//! The program of the long run: `FUZZ_TARGET` names the target.
#![no_main]
#![allow(clippy::panic)]

use std::env;
use std::sync::LazyLock;

use fuzz::Target;
use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<&Target> = LazyLock::new(|| {
    let name = env::var("FUZZ_TARGET").unwrap_or_default();
    Target::named(&name).unwrap_or_else(|| panic!("FUZZ_TARGET is \"{name}\", which is no target"))
});

fuzz_target!(|input: &[u8]| TARGET.run(input));
