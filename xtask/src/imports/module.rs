//! What one source file imports and re-exports.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree, Visibility};
use walkdir::WalkDir;

/// A module of the crate: absolute paths, without `crate`.
#[derive(Debug, Default)]
pub struct Module {
    /// The paths that it imports or names.
    pub imports: Vec<Vec<String>>,
    /// The names that it re-exports, with what they stand for.
    pub exports: BTreeMap<String, Vec<String>>,
}

/// Reads every module in a folder, by its path. Folders of tests are left out.
pub fn read_all(folder: &Path) -> Result<BTreeMap<Vec<String>, Module>> {
    let mut modules = BTreeMap::new();
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        let file = entry.path();
        let relative = file.strip_prefix(folder)?.with_extension("");
        let mut path: Vec<String> =
            relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let is_source = file.extension().is_some_and(|extension| extension == "rs");
        if !is_source || path.iter().any(|part| part == "tests" || part == "bin") {
            continue;
        }
        if path.last().is_some_and(|last| last == "mod" || last == "lib") {
            path.pop();
        }
        let module = read(&path, &fs::read_to_string(file)?)
            .with_context(|| format!("{} is not valid Rust", file.display()))?;
        modules.insert(path, module);
    }
    Ok(modules)
}

/// Reads one module.
pub fn read(path: &[String], source: &str) -> Result<Module> {
    let file = syn::parse_file(source)?;
    let children = file.items.iter().filter_map(|item| match item {
        Item::Mod(module) if !is_test(&module.attrs) => Some(module.ident.to_string()),
        _ => None,
    });
    let mut reader = Reader { path, children: children.collect(), module: Module::default() };
    reader.visit_file(&file);
    Ok(reader.module)
}

struct Reader<'a> {
    path: &'a [String],
    children: Vec<String>,
    module: Module,
}

impl Reader<'_> {
    /// The absolute form of a path within the crate; `None` for a path of another crate.
    fn absolute(&self, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([self.path, rest].concat()),
            "super" => {
                let mut base = self.path.to_vec();
                base.pop();
                let ups = rest.iter().take_while(|part| *part == "super").count();
                base.truncate(base.len().saturating_sub(ups));
                Some([base.as_slice(), rest.get(ups..).unwrap_or_default()].concat())
            }
            child if self.children.iter().any(|known| known == child) => {
                Some([self.path, path].concat())
            }
            _ => None,
        }
    }

    fn add(&mut self, is_export: bool, path: &[String], name: &str) {
        let Some(target) = self.absolute(path) else { return };
        if is_export && target.starts_with(self.path) {
            self.module.exports.insert(name.to_owned(), target);
        } else {
            self.module.imports.push(target);
        }
    }

    fn add_tree(&mut self, is_export: bool, base: &[String], tree: &UseTree) {
        let extended = |part: &str| [base, &[part.to_owned()]].concat();
        match tree {
            UseTree::Path(path) => {
                self.add_tree(is_export, &extended(&path.ident.to_string()), &path.tree);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_tree(is_export, base, tree);
                }
            }
            UseTree::Name(name) if name.ident == "self" => {
                self.add(is_export, base, base.last().map_or("", String::as_str));
            }
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                self.add(is_export, &extended(&name), &name);
            }
            UseTree::Rename(rename) => {
                let path = extended(&rename.ident.to_string());
                self.add(is_export, &path, &rename.rename.to_string());
            }
            UseTree::Glob(_) => self.add(false, base, ""),
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let is_export = !matches!(item.vis, Visibility::Inherited);
        if !is_test(&item.attrs) {
            self.add_tree(is_export, &[], &item.tree);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> =
            path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let [first, _, ..] = parts.as_slice()
            && (first == "crate" || first == "super")
        {
            self.add(false, &parts, "");
        }
        visit::visit_path(self, path);
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    })
}
