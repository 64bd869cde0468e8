//! The parameters of a method, and what it hands out for them.

use std::fmt::{self, Write};

use super::types;
use crate::schema::{Definition, Param, Takes, Variant};

/// How a method is called.
pub(super) struct Signature {
    /// The type parameter of a method whose result depends on a parameter.
    pub(super) generic: String,
    pub(super) params: String,
    /// The parameters as the documentation writes them, where that is otherwise.
    pub(super) documented: Option<String>,
    pub(super) result: String,
}

/// `user.get` has `UserGetParams`.
fn name(method: &Definition) -> String {
    let capitalised = |part: &str| {
        let (first, rest) = part.split_at_checked(1).unwrap_or((part, ""));
        first.to_ascii_uppercase() + rest
    };
    method.name.split('.').map(capitalised).collect::<String>() + "Params"
}

/// What the parameter of a variant takes: all of it, what leads to the variant, and what does not.
fn choices(method: &Definition, variant: &Variant) -> (String, String, String) {
    let param = method.params.iter().find(|param| param.name == variant.param);
    let all = param.map(|param| types::param(&param.takes)).unwrap_or_default();
    if all == "boolean" {
        return (all, "true".to_owned(), "false".to_owned());
    }
    let chosen = format!("'{}'", variant.value);
    let others: Vec<&str> = all.split(" | ").filter(|word| *word != chosen).collect();
    let others = others.join(" | ");
    (all, chosen, others)
}

pub(super) fn write(out: &mut String, method: &Definition) -> fmt::Result {
    let generic = match &method.variant {
        Some(variant) => {
            let all = choices(method, variant).0;
            format!("<Choice extends {all} = {all}>")
        }
        None => String::new(),
    };
    let extends = match method.writes {
        Some(fields) => format!(" extends {}Write", fields.record),
        None => String::new(),
    };
    writeln!(out, "\n/** The parameters of `{}`. */", method.name)?;
    writeln!(out, "export interface {}{generic}{extends} {{", name(method))?;
    if method.params.is_empty() {
        let why = format!("{} takes no parameters: options stand second", method.name);
        writeln!(out, "  [parameter: string]: Problem<'{why}'>")?;
    }
    for Param { name, takes, needed, doc } in method.params {
        let optional = if *needed { "" } else { "?" };
        let takes = match &method.variant {
            Some(variant) if variant.param == *name => "Choice".to_owned(),
            _ => types::param(takes),
        };
        writeln!(out, "  /**{doc} */\n  {name}{optional}: {takes}")?;
    }
    writeln!(out, "}}")?;
    let Some(filter) = filter(method) else { return Ok(()) };
    writeln!(
        out,
        "\n/** The parameters of `{}` as the documentation's examples write them. */\nexport type \
         {}Documented = field.Documented<{}, {filter}>",
        method.name,
        name(method),
        name(method)
    )
}

/// What a method's filter takes, where its conditions may stand among the parameters.
fn filter(method: &Definition) -> Option<String> {
    method.flat_conditions.map(|fields| types::param(&Takes::Filter(fields)))
}

pub(super) fn signature(method: &Definition) -> Signature {
    let (params, result) = (name(method), types::result(method.result));
    let documented = filter(method).map(|_| format!("{params}Documented"));
    match &method.variant {
        None => Signature { generic: String::new(), params, documented, result },
        Some(variant) => {
            let (all, chosen, others) = choices(method, variant);
            let other = types::result(variant.result);
            Signature {
                generic: format!("<Choice extends {all} = {others}>"),
                params: format!("{params}<Choice>"),
                documented,
                result: format!("Choice extends {chosen} ? {other} : {result}"),
            }
        }
    }
}

/// One entry of the index: parameters, result and row, with those of the variant.
pub(super) fn write_entry(out: &mut String, method: &Definition) -> fmt::Result {
    let row = |name: &str, row: Option<String>| {
        row.map(|row| format!("; {name}: {row}")).unwrap_or_default()
    };
    let result = types::result(method.result);
    let base_row = row("row", types::row(method, method.result));
    let params = name(method);
    match &method.variant {
        None => {
            let row = types::row(method, method.result);
            let other_row = row.map(|row| format!("; otherRow: {row}")).unwrap_or_default();
            let documented = filter(method)
                .map(|_| format!("; otherParams: {params}Documented; other: {result}{other_row}"));
            let documented = documented.unwrap_or_default();
            writeln!(
                out,
                "  '{}': {{ params: {params}; result: {result}{base_row}{documented} }}",
                method.name
            )
        }
        Some(variant) => {
            let (_, chosen, others) = choices(method, variant);
            let other = types::result(variant.result);
            let other_row = row("otherRow", types::row(method, variant.result));
            let when = format!("{{ {}: {chosen} }}", variant.param);
            writeln!(
                out,
                "  '{}': {{ params: {params}<{others}>; result: {result}{base_row}; when: {when}; \
                 otherParams: {params}<{chosen}>; other: {other}{other_row} }}",
                method.name
            )
        }
    }
}
