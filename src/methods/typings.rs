//! The TypeScript declarations of the typed methods, written from their definitions.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use crate::methods::{ALL, Definition, Field, Fields, Param, Shape, Takes, Type};

const HEAD: &str = "\
// Written by `cargo xtask package` from the definitions in src/methods. Do not edit.

import type { CallOptions, Reply } from './b24.js'
import type * as field from './filter.js'
";

/// The module `methods.ts` of the npm package.
#[must_use]
pub fn module() -> String {
    let mut out = String::from(HEAD);
    // Writing to a string does not fail.
    let _ = write_module(&mut out);
    out
}

fn write_module(out: &mut String) -> fmt::Result {
    let methods: Vec<&Definition> = ALL.iter().copied().flatten().copied().collect();
    let mut records: Vec<&Fields> = Vec::new();
    for method in &methods {
        let (Shape::Record(fields) | Shape::Rows(fields)) = method.result;
        if !records.iter().any(|known| known.record == fields.record) {
            records.push(fields);
        }
    }
    for fields in records {
        write_record(out, fields)?;
    }
    for method in &methods {
        write_params(out, method)?;
    }
    write_index(out, &methods)?;
    write_tree(out, &methods)
}

fn write_record(out: &mut String, fields: &Fields) -> fmt::Result {
    let record = fields.record;
    writeln!(out, "\n/** A row of {record}; fields without a value may be missing. */")?;
    writeln!(out, "export interface {record} {{")?;
    for Field { name, of, doc } in fields.columns {
        let optional = if *of == Type::Id { "" } else { "?" };
        writeln!(out, "  /**{doc} */\n  {name}{optional}: {}", row_type(*of))?;
    }
    writeln!(
        out,
        "  /** Custom fields as they came. */\n  [custom: `UF_${{string}}`]: unknown\n}}"
    )?;
    writeln!(out, "\n/** What a filter on {record} takes. */\nexport interface {record}Fields {{")?;
    for Field { name, of, doc } in fields.columns.iter().chain(fields.filter_only) {
        writeln!(out, "  /**{doc} */\n  {name}: {}", filter_type(*of))?;
    }
    writeln!(out, "}}\n\n/** Conditions on {record}, all of which must hold. */")?;
    writeln!(out, "export type {record}Filter = field.Filter<{record}Fields>")
}

fn row_type(of: Type) -> &'static str {
    match of {
        Type::Id => "number",
        Type::Flag | Type::True => "boolean | null",
        Type::Text | Type::Search | Type::DateTime => "string | null",
        Type::Ids => "number[]",
        Type::Any => "unknown",
    }
}

fn filter_type(of: Type) -> &'static str {
    match of {
        Type::Id => "field.Id",
        Type::Flag => "field.Flag",
        Type::True => "field.True",
        Type::Text => "field.Text",
        Type::DateTime => "field.DateTime",
        Type::Ids => "field.Ids",
        Type::Search => "field.Search",
        Type::Any => "field.Custom",
    }
}

fn write_params(out: &mut String, method: &Definition) -> fmt::Result {
    writeln!(out, "\n/** The parameters of `{}`. */", method.name)?;
    writeln!(out, "export interface {} {{", params_name(method))?;
    if method.params.is_empty() {
        writeln!(out, "  [parameter: string]: never")?;
    }
    for Param { name, takes, doc } in method.params {
        writeln!(out, "  /**{doc} */\n  {name}?: {}", param_type(takes))?;
    }
    writeln!(out, "}}")
}

/// `user.get` has `UserGetParams`.
fn params_name(method: &Definition) -> String {
    let capitalised = |part: &str| {
        let (first, rest) = part.split_at_checked(1).unwrap_or((part, ""));
        first.to_ascii_uppercase() + rest
    };
    method.name.split('.').map(capitalised).collect::<String>() + "Params"
}

fn param_type(takes: &Takes) -> String {
    match takes {
        Takes::Integer => "number".to_owned(),
        Takes::Switch => "boolean".to_owned(),
        Takes::Word(words) => {
            words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" | ")
        }
        Takes::FieldName(fields) => format!("keyof {}", fields.record),
        Takes::FieldNames(fields) => format!("readonly (keyof {} | '*' | 'UF_*')[]", fields.record),
        Takes::Filter(fields) => {
            let record = fields.record;
            format!("{record}Filter | field.Where<{record}Fields>")
        }
    }
}

fn result_type(shape: &Shape) -> String {
    match shape {
        Shape::Record(fields) => fields.record.to_owned(),
        Shape::Rows(fields) => format!("{}[]", fields.record),
    }
}

fn write_index(out: &mut String, methods: &[&Definition]) -> fmt::Result {
    writeln!(out, "\n/** The typed methods by their names. */\nexport interface Methods {{")?;
    for method in methods {
        let (params, result) = (params_name(method), result_type(&method.result));
        writeln!(out, "  '{}': {{ params: {params}; result: {result} }}", method.name)?;
    }
    writeln!(out, "}}")
}

/// A tree of the names' parts, with the methods as its leaves.
enum Tree<'a> {
    Branch(BTreeMap<&'a str, Tree<'a>>),
    Leaf(&'a Definition),
}

fn write_tree(out: &mut String, methods: &[&Definition]) -> fmt::Result {
    let mut root = BTreeMap::new();
    for method in methods {
        plant(&mut root, method.name, method);
    }
    writeln!(out, "\n/** The typed methods as a tree, as the REST documentation names them. */")?;
    writeln!(out, "export interface MethodTree {{")?;
    write_branch(out, &root, 1)?;
    writeln!(out, "}}")
}

fn plant<'a>(branch: &mut BTreeMap<&'a str, Tree<'a>>, name: &'a str, method: &'a Definition) {
    match name.split_once('.') {
        None => drop(branch.insert(name, Tree::Leaf(method))),
        Some((part, rest)) => {
            let next = branch.entry(part).or_insert_with(|| Tree::Branch(BTreeMap::new()));
            if let Tree::Branch(branch) = next {
                plant(branch, rest, method);
            }
        }
    }
}

fn write_branch(out: &mut String, branch: &BTreeMap<&str, Tree<'_>>, depth: usize) -> fmt::Result {
    let indent = "  ".repeat(depth);
    for (name, tree) in branch {
        match tree {
            Tree::Branch(branch) => {
                writeln!(out, "{indent}{name}: {{")?;
                write_branch(out, branch, depth + 1)?;
                writeln!(out, "{indent}}}")?;
            }
            Tree::Leaf(method) => {
                let (params, result) = (params_name(method), result_type(&method.result));
                writeln!(out, "{indent}/**")?;
                for line in method.doc.lines() {
                    writeln!(out, "{}", format!("{indent} *{line}").trim_end())?;
                }
                writeln!(out, "{indent} */")?;
                let given = format!("params?: {params}, options?: CallOptions");
                writeln!(out, "{indent}{name}({given}): Promise<Reply<{result}>>")?;
            }
        }
    }
    Ok(())
}
