//! The types of the records, of their writable fields, and of filters.

use std::fmt::{self, Write};

use super::{field_types, types};
use crate::schema::{Definition, Field, Fields, ParamKind, Type};

pub(super) fn write(out: &mut String, methods: &[&Definition]) -> fmt::Result {
    let mut known: Vec<&str> = Vec::new();
    for method in methods {
        for shape in [Some(method.result), method.alternate.map(|alternate| alternate.result)] {
            if let Some(fields) = shape.and_then(types::records) {
                write_record(out, fields, &mut known)?;
            }
        }
    }
    let mut known: Vec<&str> = Vec::new();
    for method in methods {
        for param in method.params {
            if let ParamKind::Filter(fields) = param.kind
                && !known.contains(&fields.record)
            {
                known.push(fields.record);
                write_filter(out, fields)?;
            }
        }
    }
    let mut known: Vec<&str> = Vec::new();
    for fields in methods.iter().filter_map(|method| method.writes) {
        if !known.contains(&fields.record) {
            known.push(fields.record);
            write_writable(out, fields)?;
        }
    }
    Ok(())
}

fn write_record(out: &mut String, fields: &Fields, known: &mut Vec<&str>) -> fmt::Result {
    if known.contains(&fields.record) {
        return Ok(());
    }
    known.push(fields.record);
    for inner in fields.columns.iter().filter_map(|field| types::record(field.ty)) {
        write_record(out, inner, known)?;
    }
    writeln!(out, "\n/**")?;
    for line in fields.doc.to_string().lines() {
        writeln!(out, "{}", format!(" *{line}").trim_end())?;
    }
    writeln!(out, " */\nexport interface {}{} {{", fields.record, base(fields))?;
    for Field { name, ty, doc } in fields.columns {
        let optional = if fields.rules.sparse && *ty != Type::Id { "?" } else { "" };
        writeln!(out, "  /**{doc} */\n  {name}{optional}: {}", types::read(*ty))?;
    }
    if fields.rules.custom {
        writeln!(out, "  /** Custom fields, unchanged. */\n  [custom: `UF_${{string}}`]: unknown")?;
    }
    writeln!(out, "}}")
}

/// Returns what an interface extends: the custom fields that the app declares.
fn base(fields: &Fields) -> String {
    match fields.rules.custom {
        true => format!(" extends CustomMembers<'{}'>", fields.record.to_lowercase()),
        false => String::new(),
    }
}

fn write_filter(out: &mut String, fields: &Fields) -> fmt::Result {
    let record = fields.record;
    if !fields.rules.operators {
        writeln!(out, "\n/** Values of the fields of a {record}, combined with AND. */")?;
        writeln!(out, "export interface {record}Filter {{")?;
        for Field { name, ty, doc } in fields.columns {
            writeln!(out, "  /**{doc} */\n  {name}?: {}", types::equal(*ty))?;
        }
        return writeln!(out, "}}");
    }
    writeln!(
        out,
        "\n/** The fields of a filter on {record}. */\nexport interface {record}Fields {{"
    )?;
    let is_replaced = |name| fields.filter_only.iter().any(|field| field.name == name);
    let columns = fields.columns.iter().filter(|field| !is_replaced(field.name));
    for Field { name, ty, doc } in columns.chain(fields.filter_only) {
        writeln!(out, "  /**{doc} */\n  {name}: {}", field_types::name(*ty))?;
    }
    writeln!(out, "}}\n\n/** Conditions on {record}, combined with AND. */")?;
    writeln!(out, "export type {record}Filter = Filter<{record}Fields>")
}

fn write_writable(out: &mut String, fields: &Fields) -> fmt::Result {
    let record = fields.record;
    writeln!(
        out,
        "\n/** The writable fields of a {record}. */\nexport interface {record}Write{} {{",
        base(fields)
    )?;
    for Field { name, ty, doc } in fields.columns {
        if fields.writable(name).is_some() {
            writeln!(out, "  /**{doc} */\n  {name}?: {}", types::written(*ty))?;
        }
    }
    if fields.rules.custom {
        writeln!(out, "  /** Custom fields. */\n  [custom: `UF_USR_${{string}}`]: unknown")?;
    }
    writeln!(out, "}}")
}
