//! The methods of a scope as a tree, `b24.crm.deal.list`.

use std::collections::BTreeMap;

use super::data::Method;
use super::names;

/// The published documentation.
const DOCUMENTATION: &str = "https://apidocs.bitrix24.com/";

/// A node of the tree of the methods' names. A method may also have branches: `im.notify` and
/// `im.notify.read`.
#[derive(Debug, Default)]
pub struct Tree<'a> {
    method: Option<(&'a str, &'a Method)>,
    branches: BTreeMap<&'a str, Tree<'a>>,
}

impl<'a> Tree<'a> {
    /// Adds a method under its name.
    pub fn add(&mut self, name: &'a str, method: &'a Method) {
        let mut tree = self;
        for part in name.split('.') {
            tree = tree.branches.entry(part).or_default();
        }
        tree.method = Some((name, method));
    }

    /// Returns the members of the tree's type. `call` is the type of a method's function.
    pub fn members(&self, depth: usize, call: &str) -> String {
        let indent = " ".repeat(depth);
        let mut text = String::new();
        for (part, tree) in &self.branches {
            let mut types = Vec::new();
            if let Some((name, method)) = tree.method {
                text += &doc(name, method, &indent);
                types.push(format!("{call}<{}>", names::quoted(name)));
            }
            if !tree.branches.is_empty() {
                types.push(format!("{{\n{}{indent}}}", tree.members(depth + 1, call)));
            }
            text += &format!("{indent}{}: {}\n", names::property(part), types.join(" & "));
        }
        text
    }
}

/// Returns the comment of a method. A link is text to a compiler, which would parse a tag.
fn doc(name: &str, method: &Method, indent: &str) -> String {
    let page = method.page.trim_end_matches(".md");
    let scopes: Vec<String> = method.scope.iter().map(|scope| format!("`{scope}`")).collect();
    let scope = match scopes.as_slice() {
        [] => String::new(),
        scopes => format!("Scope {}. ", scopes.join(", ")),
    };
    let deprecated = if method.deprecated {
        format!("\n{indent} * @deprecated {}\n{indent}", advice(name))
    } else {
        String::new()
    };
    format!("{indent}/** {scope}[Documentation]({DOCUMENTATION}{page}.html){deprecated} */\n")
}

/// The kinds of records of the CRM that have methods of their own beside `crm.item`.
const KINDS: [&str; 5] = ["company", "contact", "deal", "lead", "quote"];

/// Returns what the documentation recommends instead of a method.
fn advice(name: &str) -> String {
    let parts: Vec<_> = name.split('.').collect();
    match parts.as_slice() {
        ["crm", kind, verb] if KINDS.contains(kind) => {
            format!("The documentation recommends `crm.item.{verb}`.")
        }
        _ => "The documentation advises against it.".to_owned(),
    }
}
