//! The declarations of every documented REST method, from the facts in `api/`: a file for each scope,
//! and the names with which methods begin, for the wrapper.
//!
//! The methods that the core defines are left out: it writes their declarations itself.

mod data;
mod entities;
mod imports;
mod input;
mod interfaces;
mod method;
mod names;
mod output;
mod requests;
mod rows;
mod scope;
mod tree;
mod v3;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use self::data::{InOrder, Method};
use self::scope::Scope;
use crate::workspace::Workspace;

/// The folders of the declarations within that of all generated ones.
pub const FOLDERS: [&str; 2] = [FOLDER, v3::FOLDER];

/// The folder of the declarations of the documented methods, except those of REST 3.0.
pub const FOLDER: &str = "api";

/// The end of the names of methods of REST 3.0 in the facts.
const VERSION_3: &str = "@3";

/// Writes the declarations into `folder`, which contains those of the core.
pub fn write(workspace: &Workspace, folder: &Path) -> Result<()> {
    let defined = read_defined(folder)?;
    let scopes = read(&workspace.path("api"), &defined)?;
    let methods = scopes.iter().flat_map(|scope| &scope.methods);
    let entities = entities::find(methods.clone());
    let api = folder.join(FOLDER);
    fs::create_dir_all(&api)?;
    for scope in &scopes {
        let file = api.join(&scope.name).with_extension("d.ts");
        fs::write(file, scope.declarations(&entities))?;
    }
    fs::write(api.join("index.d.ts"), index(&scopes))?;
    let names = methods.map(|(name, _)| name.as_str()).chain(defined.iter().map(String::as_str));
    fs::write(folder.join("method-roots.js"), roots(names))?;
    let v3 = folder.join(v3::FOLDER);
    fs::create_dir_all(&v3)?;
    fs::write(v3.join("methods.d.ts"), v3::declarations(&read_v3(&workspace.path("api"))?))?;
    let types = "export declare const METHOD_ROOTS: string\n";
    Ok(fs::write(folder.join("method-roots.d.ts"), types)?)
}

/// Returns the code of a test: a call of each method with the parameters that are required or stand in
/// an example. `folder` contains the core's declarations.
pub fn requests(workspace: &Workspace, folder: &Path) -> Result<String> {
    let facts = workspace.path("api");
    let scopes = read(&facts, &read_defined(folder)?)?;
    Ok(requests::module(scopes.iter().flat_map(|scope| &scope.methods), &read_v3(&facts)?))
}

/// Returns the names of the methods that the core defines.
fn read_defined(folder: &Path) -> Result<BTreeSet<String>> {
    let file = folder.join("methods.d.ts");
    let text = fs::read_to_string(&file).with_context(|| format!("no {}", file.display()))?;
    Ok(defined(&text))
}

/// Returns the names of the methods in the core's declarations.
fn defined(declarations: &str) -> BTreeSet<String> {
    let names = declarations.lines().filter_map(|line| {
        let (name, rest) = line.strip_prefix("  '")?.split_once('\'')?;
        rest.starts_with(": { params").then(|| name.to_owned())
    });
    names.collect()
}

/// Reads the scopes without methods of REST 3.0 and those that are defined.
fn read(folder: &Path, defined: &BTreeSet<String>) -> Result<Vec<Scope>> {
    let mut scopes = read_all(folder)?;
    for scope in &mut scopes {
        let is_other =
            |name: &String, method: &Method| method.version != Some(3) && !defined.contains(name);
        scope.methods.retain(|(name, method)| is_other(name, method));
    }
    scopes.retain(|scope| !scope.methods.is_empty());
    Ok(scopes)
}

/// Reads the methods of REST 3.0, under their names on the wire.
fn read_v3(folder: &Path) -> Result<Vec<(String, Method)>> {
    let methods = read_all(folder)?.into_iter().flat_map(|scope| scope.methods);
    let methods = methods.filter(|(_, method)| method.version == Some(3));
    Ok(methods.map(|(name, method)| (name.replace(VERSION_3, ""), method)).collect())
}

/// Reads all scopes in the order of their names.
fn read_all(folder: &Path) -> Result<Vec<Scope>> {
    let mut scopes = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".json"))
        else {
            continue;
        };
        let InOrder(methods): InOrder<Method> =
            serde_json::from_str(&fs::read_to_string(&path)?)
                .with_context(|| format!("api/{name}.json is invalid"))?;
        scopes.push(Scope { name: name.to_owned(), methods });
    }
    scopes.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(scopes)
}

/// Returns the declarations of all scopes together.
fn index(scopes: &[Scope]) -> String {
    let mut text = "// Written by `cargo xtask package` from api. Do not edit.\n".to_owned();
    for scope in scopes {
        let names = [scope.index_name(), scope.lists_name(), scope.tree_name()].join(", ");
        text += &format!("import type {{ {names} }} from './{}.js'\n", scope.name);
    }
    let names = |name: fn(&Scope) -> String| scopes.iter().map(name).collect::<Vec<_>>();
    let indexes = names(Scope::index_name).join(", ");
    let lists = names(Scope::lists_name).join(" | ");
    let trees = names(Scope::tree_name).join(" & ");
    text + &format!(
        "\n/** The documented methods by name, beside those that the core defines. */\n\
         export interface ApiMethods extends {indexes} {{}}\n\n\
         /** The documented methods whose rows are known, beside those that the core defines. */\n\
         export type ApiListMethod = {lists}\n\n\
         /** The documented methods as a tree. */\nexport type ApiTree = {trees}\n"
    )
}

/// Members of JavaScript functions that are parts of methods' names, too: `event.bind`.
const FUNCTION_MEMBERS: [&str; 5] = ["apply", "bind", "call", "length", "name"];

/// Returns the JavaScript module with the beginnings of methods' names that the wrapper must know: the
/// first parts, and those that end in a member of functions. `batch` is the client's own.
fn roots<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut roots = BTreeSet::new();
    for name in names.filter(|name| *name != "batch") {
        let ends = name.match_indices('.').map(|(at, _)| at).chain([name.len()]);
        for (depth, beginning) in ends.filter_map(|end| name.get(..end)).enumerate() {
            let last = beginning.rsplit('.').next().unwrap_or_default();
            if depth == 0 || FUNCTION_MEMBERS.contains(&last) {
                roots.insert(beginning);
            }
        }
    }
    let roots: Vec<&str> = roots.into_iter().collect();
    format!("export const METHOD_ROOTS = '{}'\n", roots.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_what_the_core_defines() {
        let text =
            "export interface Methods {\n  'user.get': { params: A; result: B }\n}\n  'x': 1";
        assert_eq!(defined(text), BTreeSet::from(["user.get".to_owned()]));
    }

    #[test]
    fn lists_the_first_parts_of_names_and_members_of_functions() {
        let names = ["crm.deal.list", "crm.activity.call.get", "event.bind", "profile", "batch"];
        assert_eq!(
            roots(names.into_iter()),
            "export const METHOD_ROOTS = 'crm crm.activity.call event event.bind profile'\n"
        );
    }
}
