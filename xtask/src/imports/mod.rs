//! The direction of imports: neither files nor top-level modules of the crate import each other in
//! a cycle.
//!
//! A name that a module re-exports counts as the file that defines it, so that an import of a
//! re-export is no cycle. Tests may import anything.

mod graph;
mod module;

use std::collections::BTreeMap;

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use graph::Graph;
use module::Module;

/// Fails if files or top-level modules of the crate import each other in a cycle.
pub fn check(workspace: &Workspace) -> Result<()> {
    let modules = module::read_all(&workspace.path("src"))?;
    let cycles = cycles(&modules);
    if cycles.is_empty() {
        println!("{} modules without a cycle of imports", modules.len());
        return Ok(());
    }
    bail!("cycles of imports:\n{}", cycles.join("\n"))
}

fn cycles(modules: &BTreeMap<Vec<String>, Module>) -> Vec<String> {
    let (mut files, mut top_level) = (Graph::default(), Graph::default());
    for (from, module) in modules {
        for path in &module.imports {
            let to = resolve(modules, path);
            if to == *from {
                continue;
            }
            files.add(&name(from), &name(&to));
            if let (Some(from), Some(to)) = (from.first(), to.first())
                && from != to
            {
                top_level.add(from, to);
            }
        }
    }
    let mut cycles = files.cycles();
    cycles.extend(top_level.cycles().into_iter().map(|cycle| format!("top-level: {cycle}")));
    cycles
}

/// Returns the module that defines what an absolute path names.
fn resolve(modules: &BTreeMap<Vec<String>, Module>, path: &[String]) -> Vec<String> {
    let mut path = path.to_vec();
    // Each re-export leads closer to the definition; more of them than modules would be a loop.
    for _ in 0..modules.len() {
        let length = (0..=path.len())
            .rev()
            .find(|&length| path.get(..length).is_some_and(|module| modules.contains_key(module)));
        let (module, rest) = path.split_at(length.unwrap_or(0));
        let target = rest.first().and_then(|name| modules.get(module)?.exports.get(name));
        match target {
            Some(target) => path = [target.as_slice(), rest.get(1..).unwrap_or_default()].concat(),
            None => return module.to_vec(),
        }
    }
    path
}

fn name(module: &[String]) -> String {
    match module {
        [] => "crate".to_owned(),
        module => module.join("::"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the cycles of a crate with these files.
    fn cycles_of(files: &[(&str, &str)]) -> Vec<String> {
        let modules = files.iter().map(|(path, source)| {
            let path: Vec<String> =
                path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
            let module = module::read(&path, source).expect("valid Rust");
            (path, module)
        });
        cycles(&modules.collect())
    }

    #[test]
    fn accepts_imports_in_one_direction() {
        let cycles = cycles_of(&[
            ("", "mod a; mod b; pub use b::two::Two;"),
            ("a", "use crate::b::Two; use std::fmt;"),
            ("b", "mod one; mod two; pub use two::Two;"),
            ("b::one", "use super::two::Two;"),
            ("b::two", "pub struct Two; #[cfg(test)] mod tests { use super::super::one; }"),
        ]);
        assert_eq!(cycles, Vec::<String>::new());
    }

    #[test]
    fn finds_cycles_of_files() {
        let cycles = cycles_of(&[
            ("", "mod a;"),
            ("a", "mod one; mod two; pub use one::One;"),
            ("a::one", "use super::two::Two; pub struct One;"),
            ("a::two", "pub struct Two(super::One);"),
        ]);
        assert_eq!(cycles, ["a::one <-> a::two"]);
    }

    #[test]
    fn finds_cycles_of_top_level_modules() {
        let cycles = cycles_of(&[
            ("", "mod a; mod b;"),
            ("a", "mod one; mod two;"),
            ("a::one", "use crate::b::one::One;"),
            ("a::two", "pub struct Two;"),
            ("b", "mod one; mod two;"),
            ("b::one", "pub struct One;"),
            ("b::two", "fn two() -> crate::a::two::Two { crate::a::two::Two }"),
        ]);
        assert_eq!(cycles, ["top-level: a <-> b"]);
    }

    #[test]
    fn finds_a_file_that_imports_from_its_own_parent() {
        let cycles = cycles_of(&[
            ("", "mod a;"),
            ("a", "mod one; use one::One; pub struct All(One);"),
            ("a::one", "pub struct One; impl One { fn all(self) -> super::All { todo!() } }"),
        ]);
        assert_eq!(cycles, ["a <-> a::one"]);
    }
}
