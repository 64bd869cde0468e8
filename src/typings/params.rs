//! The types of a method's parameters and of their results.

use std::fmt::{self, Write};

use super::types;
use crate::schema::{AlternateResult, Definition, Param, ParamKind};

/// The signature of a method.
pub(super) struct Signature {
    /// The type parameter of a method whose result depends on a parameter.
    pub(super) generic: String,
    pub(super) params: String,
    /// The parameters as in the examples of the documentation, if they differ.
    pub(super) documented: Option<String>,
    pub(super) result: String,
}

/// Returns the name of the parameters' type: `UserGetParams` for `user.get`.
fn name(method: &Definition) -> String {
    let capitalised = |part: &str| {
        let (first, rest) = part.split_at_checked(1).unwrap_or((part, ""));
        first.to_ascii_uppercase() + rest
    };
    method.name.split('.').map(capitalised).collect::<String>() + "Params"
}

/// Returns the types of the parameter that selects the alternate result: all its values, the
/// selecting one, and the others.
fn choices(method: &Definition, alternate: &AlternateResult) -> (String, String, String) {
    let param = method.params.iter().find(|param| param.name == alternate.param);
    let all = param.map(|param| types::param(&param.kind)).unwrap_or_default();
    if all == "boolean" {
        return (all, "true".to_owned(), "false".to_owned());
    }
    let chosen = format!("'{}'", alternate.value);
    let others: Vec<&str> = all.split(" | ").filter(|word| *word != chosen).collect();
    let others = others.join(" | ");
    (all, chosen, others)
}

pub(super) fn write(out: &mut String, method: &Definition) -> fmt::Result {
    let generic = match &method.alternate {
        Some(alternate) => {
            let all = choices(method, alternate).0;
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
        let problem =
            format!("{} takes no parameters; options are the second argument", method.name);
        writeln!(out, "  [parameter: string]: Problem<'{problem}'>")?;
    }
    for Param { name, kind, required, doc } in method.params {
        let optional = if *required { "" } else { "?" };
        let written = match &method.alternate {
            Some(alternate) if alternate.param == *name => "Choice".to_owned(),
            _ => types::param(kind),
        };
        writeln!(out, "  /**{doc} */\n  {name}{optional}: {written}")?;
    }
    writeln!(out, "}}")?;
    let Some(filter) = filter(method) else { return Ok(()) };
    writeln!(
        out,
        "\n/** The parameters of `{}` as in the documentation's examples. */\nexport type \
         {}Documented = DocumentedParams<{}, {filter}>",
        method.name,
        name(method),
        name(method)
    )
}

/// Returns the type of a method's filter if its conditions may also be given as parameters.
fn filter(method: &Definition) -> Option<String> {
    method.flat_conditions.map(|fields| types::param(&ParamKind::Filter(fields)))
}

pub(super) fn signature(method: &Definition) -> Signature {
    let (params, result) = (name(method), types::result(method.result));
    let documented = filter(method).map(|_| format!("{params}Documented"));
    match &method.alternate {
        None => Signature { generic: String::new(), params, documented, result },
        Some(alternate) => {
            let (all, chosen, others) = choices(method, alternate);
            let other = types::result(alternate.result);
            Signature {
                generic: format!("<Choice extends {all} = {others}>"),
                params: format!("{params}<Choice>"),
                documented,
                result: format!("Choice extends {chosen} ? {other} : {result}"),
            }
        }
    }
}

/// Writes one entry of the index: parameters, result and row, also of the alternate result.
pub(super) fn write_entry(out: &mut String, method: &Definition) -> fmt::Result {
    let row = |name: &str, row: Option<String>| {
        row.map(|row| format!("; {name}: {row}")).unwrap_or_default()
    };
    let result = types::result(method.result);
    let base_row = row("row", types::row(method, method.result));
    let params = name(method);
    match &method.alternate {
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
        Some(alternate) => {
            let (_, chosen, others) = choices(method, alternate);
            let other = types::result(alternate.result);
            let other_row = row("otherRow", types::row(method, alternate.result));
            let when = format!("{{ {}: {chosen} }}", alternate.param);
            writeln!(
                out,
                "  '{}': {{ params: {params}<{others}>; result: {result}{base_row}; when: {when}; \
                 otherParams: {params}<{chosen}>; other: {other}{other_row} }}",
                method.name
            )
        }
    }
}
