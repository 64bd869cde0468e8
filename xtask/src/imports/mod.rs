//! The direction of imports: no file of the crate is in a circle of imports, and no room
//! (top-level module) is.
//!
//! A name that a module re-exports counts as the file that defines it, so that importing through
//! a room's front door is no circle. Tests may import anything.

mod graph;
mod module;

use std::collections::BTreeMap;

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use graph::Graph;
use module::Module;

/// Fails if files or rooms of the crate import each other in a circle.
pub fn check(workspace: &Workspace) -> Result<()> {
    let modules = module::read_all(&workspace.path("src"))?;
    let circles = circles(&modules);
    if circles.is_empty() {
        println!("{} modules without a circle of imports", modules.len());
        return Ok(());
    }
    bail!("circles of imports:\n{}", circles.join("\n"))
}

fn circles(modules: &BTreeMap<Vec<String>, Module>) -> Vec<String> {
    let (mut files, mut rooms) = (Graph::default(), Graph::default());
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
                rooms.add(from, to);
            }
        }
    }
    let mut circles = files.circles();
    circles.extend(rooms.circles().into_iter().map(|circle| format!("rooms: {circle}")));
    circles
}

/// The module that defines what an absolute path names.
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

    /// The circles of a crate with these files.
    fn circles_of(files: &[(&str, &str)]) -> Vec<String> {
        let modules = files.iter().map(|(path, source)| {
            let path: Vec<String> =
                path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
            let module = module::read(&path, source).expect("valid Rust");
            (path, module)
        });
        circles(&modules.collect())
    }

    #[test]
    fn accepts_imports_in_one_direction() {
        let circles = circles_of(&[
            ("", "mod a; mod b; pub use b::two::Two;"),
            ("a", "use crate::b::Two; use std::fmt;"),
            ("b", "mod one; mod two; pub use two::Two;"),
            ("b::one", "use super::two::Two;"),
            ("b::two", "pub struct Two; #[cfg(test)] mod tests { use super::super::one; }"),
        ]);
        assert_eq!(circles, Vec::<String>::new());
    }

    #[test]
    fn finds_circles_of_files() {
        let circles = circles_of(&[
            ("", "mod a;"),
            ("a", "mod one; mod two; pub use one::One;"),
            ("a::one", "use super::two::Two; pub struct One;"),
            ("a::two", "pub struct Two(super::One);"),
        ]);
        assert_eq!(circles, ["a::one <-> a::two"]);
    }

    #[test]
    fn finds_circles_of_rooms() {
        let circles = circles_of(&[
            ("", "mod a; mod b;"),
            ("a", "mod one; mod two;"),
            ("a::one", "use crate::b::one::One;"),
            ("a::two", "pub struct Two;"),
            ("b", "mod one; mod two;"),
            ("b::one", "pub struct One;"),
            ("b::two", "fn two() -> crate::a::two::Two { crate::a::two::Two }"),
        ]);
        assert_eq!(circles, ["rooms: a <-> b"]);
    }

    #[test]
    fn finds_a_file_that_imports_from_its_own_room() {
        let circles = circles_of(&[
            ("", "mod a;"),
            ("a", "mod one; use one::One; pub struct All(One);"),
            ("a::one", "pub struct One; impl One { fn all(self) -> super::All { todo!() } }"),
        ]);
        assert_eq!(circles, ["a <-> a::one"]);
    }
}
