//! The typed methods as a tree, `b24.im.user.list.get`.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::params::{Signature, signature};
use crate::schema::Definition;

/// A node of the tree of the methods' names. A method may also have branches: `im.user.list` and
/// `im.user.list.get`.
#[derive(Default)]
struct Tree<'a> {
    method: Option<&'a Definition>,
    branches: BTreeMap<&'a str, Tree<'a>>,
}

pub(super) fn write(out: &mut String, methods: &[&Definition]) -> fmt::Result {
    let mut root = Tree::default();
    for method in methods {
        // `b24.batch` is the client's own function.
        if method.name == "batch" {
            continue;
        }
        let mut tree = &mut root;
        for part in method.name.split('.') {
            tree = tree.branches.entry(part).or_default();
        }
        tree.method = Some(method);
    }
    writeln!(
        out,
        "\n/** The methods whose parameters are also checked at run time, as a tree. */"
    )?;
    writeln!(out, "export interface MethodTree {{")?;
    write_branches(out, &root, 1)?;
    writeln!(out, "}}")
}

fn write_branches(out: &mut String, tree: &Tree<'_>, depth: usize) -> fmt::Result {
    let indent = "  ".repeat(depth);
    for (name, tree) in &tree.branches {
        if let Some(method) = tree.method {
            write_doc(out, method, &indent)?;
            let Signature { generic, params, documented, result } = signature(method);
            let optional = if method.params.iter().any(|param| param.required) { "" } else { "?" };
            let given = format!("params{optional}: {params}, options?: CallOptions");
            writeln!(out, "{indent}{name}{generic}({given}): Promise<Reply<{result}>>")?;
            if let Some(params) = documented {
                let given = format!("params: {params}, options?: CallOptions");
                writeln!(out, "{indent}{name}({given}): Promise<Reply<{result}>>")?;
            }
        }
        if !tree.branches.is_empty() {
            writeln!(out, "{indent}{name}: {{")?;
            write_branches(out, tree, depth + 1)?;
            writeln!(out, "{indent}}}")?;
        }
    }
    Ok(())
}

fn write_doc(out: &mut String, method: &Definition, indent: &str) -> fmt::Result {
    writeln!(out, "{indent}/**")?;
    for line in method.doc.to_string().lines() {
        writeln!(out, "{}", format!("{indent} *{line}").trim_end())?;
    }
    writeln!(out, "{indent} */")
}
