//! The types of results. If a parameter selects the members of records, all but the identifier may be
//! absent.

use super::super::data::{Method, Type};
use super::super::interfaces::Interfaces;
use super::super::{names, output};
use super::facts::{ITEM, ROWS};
pub use output::Output;

/// Returns the type of a method's result, and of its rows if it has pages.
pub fn result(method: &Method, path: &str, interfaces: &mut Interfaces) -> Output {
    let id = method.list.as_ref().and_then(|list| list.id.as_deref()).unwrap_or("id");
    let has_select = method.params.0.iter().any(|(name, _)| names::is_select(name));
    let selected = has_select.then_some(id);
    let record = |ty: &Type, path: &str, interfaces: &mut Interfaces| match ty {
        Type::Object(members) => {
            output::object(members, path, selected, interfaces, |_, _, _| None)
        }
        ty => output::value(ty, "", path, interfaces),
    };
    let row_path = format!("{path}Row");
    let result_path = format!("{path}Result");
    let mut row = None;
    let ty = match &method.result {
        Type::Object(members) => {
            output::object(members, &result_path, None, interfaces, |name, member, interfaces| {
                match (name, &member.ty) {
                    (ROWS, Type::Array(ty)) => {
                        let ty = record(ty, &row_path, interfaces);
                        row = Some(ty.clone());
                        Some(output::list(&ty))
                    }
                    (ITEM, ty @ Type::Object(_)) => {
                        Some(record(ty, &format!("{path}Item"), interfaces))
                    }
                    _ => None,
                }
            })
        }
        Type::Array(ty) => {
            let ty = record(ty, &row_path, interfaces);
            row = Some(ty.clone());
            output::list(&ty)
        }
        ty => output::value(ty, "", &result_path, interfaces),
    };
    Output { ty, row: row.filter(|_| method.list.is_some()) }
}
