//! Panics without their messages: nothing in a page shows them, and with `panic = "abort"` a panic
//! is a trap in any case. Stable Rust cannot build the standard library that way.

use std::collections::HashMap;

use anyhow::{Result, bail};

use super::binary::{CUSTOM, HEADER, IMPORT, Reader, leb, section, sections, sized, with_code};

/// The crates of the standard library, whose functions are replaced.
const STANDARD: [&str; 4] = ["core::", "alloc::", "std::", "__rustc::"];

/// The crate whose functions are never replaced.
const OWN: &str = "b24_wasm::";

/// Parts of the names of functions that only panics call.
const ONLY_IN_PANICS: [&str; 12] = [
    "::panicking::",
    "::panic_already_",
    "_failed",
    "_fail",
    "::capacity_overflow",
    "::raw_vec::handle_error",
    "::handle_alloc_error",
    "alloc_error_hook",
    "rust_panic",
    "rust_begin_unwind",
    "::fmt::Display>::",
    "::fmt::Write>::",
];

/// Parts of the names of functions that only futures and closures call. The npm package has
/// neither, but the addresses of these functions stay in the table.
const ONLY_IN_FUTURES: [&str; 2] = ["js_sys::futures::", "wasm_bindgen::convert::closures::"];

/// The function of all formatting.
const FORMATTING: &str = "core::fmt::write";

/// The end of the names of functions that write numbers.
const WRITES_NUMBERS: &str = ">::_fmt";

/// The start of the names of imports that create closures.
const CREATES_CLOSURES: &str = "Closure(";

/// A body without locals: `unreachable`, `end`.
const TRAP: [u8; 3] = [0, 0x00, 0x0b];

/// Replaces the functions that only panics, futures and closures call by traps.
pub fn stub(module: &[u8]) -> Result<Vec<u8>> {
    let names = names(module)?;
    let imported = Reader(section(module, IMPORT)?).u32()?;
    with_code(module, |content| {
        let mut bodies = Reader(content);
        let count = bodies.u32()?;
        let mut code = leb(count);
        for index in 0..count {
            let body = bodies.sized()?;
            let is_unused = names.get(&(imported + index)).is_some_and(|name| is_unused(name));
            code.extend(sized(if is_unused { &TRAP } else { body }));
        }
        Ok(code)
    })
}

/// Checks an optimised module with names: code that formats, writes numbers or creates closures
/// would fail, too.
pub fn check(module: &[u8]) -> Result<()> {
    for name in names(module)?.values().map(|name| plain(name)) {
        if name == FORMATTING {
            bail!(
                "the module formats text, which traps because panics have no messages; use `text!` \
                 in place of `format!`"
            );
        }
        if name.ends_with(WRITES_NUMBERS) {
            bail!(
                "the module writes a number by a table that only panics have; use `text::digits` in \
                 place of `to_string`"
            );
        }
        if name.starts_with(CREATES_CLOSURES) {
            bail!("the module creates a closure, which traps; let the wrapper do that");
        }
    }
    Ok(())
}

/// Returns the module without the names of functions.
pub fn strip(module: &[u8]) -> Result<Vec<u8>> {
    let mut out = module.get(..HEADER).unwrap_or_default().to_vec();
    for (id, content) in sections(module)? {
        if !is_names(id, content) {
            out.push(id);
            out.extend(sized(content));
        }
    }
    Ok(out)
}

/// Returns whether a section contains the names of functions.
fn is_names(id: u8, content: &[u8]) -> bool {
    id == CUSTOM && content.starts_with(b"\x04name")
}

fn is_unused(name: &str) -> bool {
    let name = plain(name);
    let contains_any = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    let is_in_panics = contains_any(&STANDARD) && contains_any(&ONLY_IN_PANICS);
    !name.contains(OWN) && (is_in_panics || contains_any(&ONLY_IN_FUTURES))
}

/// Returns a name without hashes: `core[f00d]::fmt::write` and `core::fmt::write::hf00d` are
/// `core::fmt::write`.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for piece in name.split('[') {
        plain += match piece.split_once(']') {
            Some((hash, rest)) if hash.len() == 16 => rest,
            _ => piece,
        };
    }
    match plain.rsplit_once("::h") {
        Some((path, hash)) if hash.len() == 16 => path.to_owned(),
        _ => plain,
    }
}

/// Returns the names of the functions by their indices.
fn names(module: &[u8]) -> Result<HashMap<usize, &str>> {
    let mut names = HashMap::new();
    for (id, content) in sections(module)? {
        if !is_names(id, content) {
            continue;
        }
        let mut content = Reader(content);
        content.sized()?;
        while !content.0.is_empty() {
            let (kind, part) = (content.byte()?, content.sized()?);
            let mut part = Reader(part);
            let functions = 1;
            if kind != functions {
                continue;
            }
            for _ in 0..part.u32()? {
                names.insert(part.u32()?, std::str::from_utf8(part.sized()?)?);
            }
        }
    }
    if names.is_empty() {
        bail!("the module has no names of functions");
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::super::binary::CODE;
    use super::*;

    /// A module of functions by name, each of which returns.
    fn module(functions: &[&str]) -> Vec<u8> {
        let count = leb(functions.len());
        let mut names = count.clone();
        for (index, name) in functions.iter().enumerate() {
            names.extend([leb(index), sized(name.as_bytes())].concat());
        }
        let names = [sized(b"name"), vec![1], sized(&names)].concat();
        let code = [count, sized(&[0, 0x0f, 0x0b]).repeat(functions.len())].concat();
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        for (id, content) in [(IMPORT, vec![0]), (CODE, code), (CUSTOM, names)] {
            module.push(id);
            module.extend(sized(&content));
        }
        module
    }

    /// Returns which functions of a module trap.
    fn traps(functions: &[&str]) -> Vec<bool> {
        let stubbed = stub(&module(functions)).unwrap();
        let mut code = Reader(section(&stubbed, CODE).unwrap());
        (0..code.u32().unwrap()).map(|_| code.sized().unwrap() == TRAP).collect()
    }

    #[test]
    fn replaces_what_is_not_used() {
        let panics = [
            "core[c5930c85a12de822]::panicking::panic_fmt",
            "core::option::expect_failed::h0123456789abcdef",
            "<alloc[3ca501edff3f0c7c]::string::String as core[c5930c85a12de822]::fmt::Write>::write_str",
            "<u32 as core[c5930c85a12de822]::fmt::Display>::fmt",
            "js_sys::futures::jspi::SpawnedTask::wake::h0123456789abcdef",
        ];
        assert_eq!(traps(&panics), [true; 5]);
        let others = [
            "b24_wasm::js::task::Task::fail::h0123456789abcdef",
            "task_fail",
            "core::fmt::write",
            "<b24_wasm::error::Error as core::fmt::Display>::fmt",
        ];
        assert_eq!(traps(&others), [false; 4]);
    }

    #[test]
    fn rejects_a_module_that_uses_what_is_replaced() {
        for name in ["core[c5930c85a12de822]::fmt::write", "<u32>::_fmt", "Closure(x) -> Externref"]
        {
            assert!(check(&module(&[name])).is_err(), "{name}");
        }
        assert!(check(&module(&["core::fmt::writer", "other"])).is_ok());
    }

    #[test]
    fn strips_names() {
        let stripped = strip(&module(&["a"])).unwrap();
        assert!(names(&stripped).is_err());
        assert_eq!(section(&stripped, IMPORT).unwrap(), [0]);
    }
}
