//! The declarations of a scope: an index of its methods, their tree, and the types of both.

use std::collections::BTreeSet;

use super::data::Method;
use super::interfaces::Interfaces;
use super::tree::Tree;
use super::{entities, method, names};

/// The types of `pkg-template/src/api-types.ts` and `params.ts` that the declarations use.
const IMPORTS: [(&str, &[&str]); 2] = [
    (
        "api-types",
        &[
            "Call",
            "Conditions",
            "Custom",
            "DigitText",
            "Flag",
            "Many",
            "MultiField",
            "NoParams",
            "OneOf",
            "Order",
        ],
    ),
    ("params", &["Identifier"]),
];

/// The documented methods of one file in `api/`.
#[derive(Debug)]
pub struct Scope {
    /// The name of the file without its ending.
    pub name: String,
    pub methods: Vec<(String, Method)>,
}

impl Scope {
    /// Returns the name of the index: `CrmMethods`.
    pub fn index_name(&self) -> String {
        format!("{}Methods", names::pascal(&self.name))
    }

    /// Returns the name of the tree: `CrmTree`.
    pub fn tree_name(&self) -> String {
        format!("{}Tree", names::pascal(&self.name))
    }

    /// Returns the name of the type of the lists' names: `CrmLists`.
    pub fn lists_name(&self) -> String {
        format!("{}Lists", names::pascal(&self.name))
    }

    /// Returns the text of the scope's file.
    pub fn declarations(&self, entities: &BTreeSet<&str>) -> String {
        let mut interfaces = Interfaces::default();
        let mut tree = Tree::default();
        let mut index = String::new();
        let mut lists = Vec::new();
        for (name, method) in &self.methods {
            let entity = entities::of(entities, name);
            let entry = method::entry(name, method, entity, &mut interfaces);
            if entry.row.is_some() {
                lists.push(names::quoted(name));
            }
            index += &entry.line(name);
            tree.add(name, method);
        }
        let lists = if lists.is_empty() { "never".to_owned() } else { lists.join(" | ") };
        let body = format!(
            "export interface {} {{\n{index}}}\nexport type {} = {lists}\nexport interface {} {{\n{}}}\n{}",
            self.index_name(),
            self.lists_name(),
            self.tree_name(),
            tree.members(1),
            interfaces.text()
        );
        format!(
            "// Written by `cargo xtask package` from api/{}.json. Do not edit.\n{}{body}",
            self.name,
            imports(&body)
        )
    }
}

/// Returns the imports of the names that a text uses.
fn imports(text: &str) -> String {
    let words: BTreeSet<&str> =
        text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').collect();
    let mut lines = String::new();
    for (file, names) in IMPORTS {
        let used: Vec<&str> = names.iter().copied().filter(|name| words.contains(name)).collect();
        if !used.is_empty() {
            lines += &format!("import type {{ {} }} from '../{file}.js'\n", used.join(", "));
        }
    }
    lines
}
