//! The normalization of a result as a table in JSON text, for `pkg-template/src/normalize.ts`.
//!
//! A table is a list: the letter of the shape, the type, and for a [`Dependent`] its two fields. A
//! type is a letter, or a record: whether it may be null and whether it is sparse, each 0 or 1, and
//! the types of its fields by name.

use super::definition::{Definition, Dependent};
use super::field::{Field, Fields, Type};
use super::shape::Shape;

/// Returns the table of a method's result: of the alternate one if there is one.
pub(crate) fn table(definition: &Definition, is_alternate: bool) -> String {
    let shape = match definition.alternate {
        Some(alternate) if is_alternate => alternate.result,
        _ => definition.result,
    };
    let (letter, ty) = match shape {
        Shape::One(ty) => ('o', ty),
        Shape::List(ty) => ('l', ty),
        Shape::Keyed(ty) => ('k', ty),
        Shape::KeyedLists(ty) => ('K', ty),
    };
    let mut out = String::from("[\"");
    out.push(letter);
    out.push_str("\",");
    write_type(ty, &mut out);
    if let Some(Dependent { field, on }) = definition.dependent {
        for name in [field, on] {
            out.push(',');
            write_name(name, &mut out);
        }
    }
    out.push(']');
    out
}

fn write_type(ty: Type, out: &mut String) {
    let letter = match ty {
        Type::Record(fields) => return write_record("[0,", fields, out),
        Type::OptionalRecord(fields) => return write_record("[1,", fields, out),
        Type::Any => "a",
        Type::Id => "i",
        Type::Integer => "n",
        Type::Reference => "r",
        Type::Flag | Type::OnlyTrue => "f",
        Type::Text | Type::Search | Type::File => "t",
        Type::NonEmptyText => "e",
        Type::Picture => "p",
        Type::DateTime => "d",
        Type::Ids => "I",
        Type::Texts => "T",
        Type::Map => "M",
        Type::Labels => "L",
        Type::CountsById => "C",
    };
    write_name(letter, out);
}

fn write_record(start: &str, fields: &Fields, out: &mut String) {
    out.push_str(start);
    out.push_str(if fields.rules.sparse { "1,{" } else { "0,{" });
    for Field { name, ty, .. } in fields.columns {
        if !out.ends_with('{') {
            out.push(',');
        }
        write_name(name, out);
        out.push(':');
        write_type(*ty, out);
    }
    out.push_str("}]");
}

/// Writes the name of a field, which has no characters that JSON escapes.
fn write_name(name: &str, out: &mut String) {
    out.push('"');
    out.push_str(name);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::methods;
    use crate::wire::json;

    fn table_of(method: &str, is_alternate: bool) -> String {
        table(methods::find(method).unwrap(), is_alternate)
    }

    #[test]
    fn writes_shapes() {
        assert_eq!(table_of("user.admin", false), r#"["o","f"]"#);
        assert_eq!(table_of("scope", false), r#"["l","t"]"#);
        let managers = |is_alternate| table_of("im.department.managers.get", is_alternate);
        assert_eq!(managers(false), r#"["K","i"]"#);
        assert!(managers(true).starts_with(r#"["K",[0,0,{"id":"i","#));
        let people = |is_alternate| table_of("im.user.list.get", is_alternate);
        assert!(people(false).starts_with(r#"["k",[1,0"#));
        assert!(people(true).starts_with(r#"["l",[1,0"#));
    }

    #[test]
    fn writes_records_and_dependent_fields() {
        let department = table_of("im.department.get", false);
        assert!(department.starts_with(
            r#"["l",[0,0,{"id":"i","name":"t","full_name":"t","manager_user_id":"r","manager_user_data":[1,0,{"id":"i","#
        ));
        assert!(department.contains(r#""phones":[1,1,{"work_phone":"t","#));
        assert!(department.ends_with(r#""email":"t"}]}],"manager_user_data","manager_user_id"]"#));
    }

    #[test]
    fn every_table_is_json() {
        for definition in methods::ALL.iter().copied().flatten() {
            for is_alternate in [false, true] {
                let table = table(definition, is_alternate);
                assert!(json::read(&table).is_ok(), "{}: {table}", definition.name);
            }
        }
    }
}
