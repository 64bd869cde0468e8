//! The methods of the server itself: `batch`, `rest.scope.list` and `rest.documentation.openapi`.

use super::error::Failure;
use super::kind::{Kind, LIMITS, Records};
use super::method::{Call, method};
use super::registry::{self, Entry};
use super::{batch, openapi, scope};
use crate::php::{Array, Value};

pub(super) static SERVER: Kind = Kind {
    name: "rest",
    records: Records::None,
    fields: &[],
    methods: &[
        method(batch::NAME, batch::run).global(),
        method(OPENAPI, openapi::document).global().parameterless().raw(),
        method("rest.scope.list", scopes).parameterless(),
    ],
    listed: None,
    required_filter: None,
    limits: LIMITS,
};

/// The method that describes all others.
const OPENAPI: &str = "rest.documentation.openapi";

/// Returns the name of the method that the URL means.
pub(super) fn resolve_alias(name: &str) -> &str {
    if name == "documentation" { OPENAPI } else { name }
}

/// Handles `rest.scope.list`: returns the scopes as `{module: {controller: {method: scope}}}`, where
/// `*` stands for all controllers or methods.
fn scopes(call: &mut Call) -> Result<Value, Failure> {
    let wanted =
        [call.text("filterModule")?, call.text("filterController")?, call.text("filterMethod")?];
    let mut modules = Array::new();
    for Entry { method, kind } in registry::all().iter().filter(|entry| entry.method.scoped) {
        let module = scope::module(method.name);
        let (controller, action) = method
            .name
            .strip_prefix(module)
            .and_then(|rest| rest.strip_prefix('.')?.rsplit_once('.'))
            .unwrap_or(("*", "*"));
        let places = [
            (["*", "*"], module.to_owned()),
            ([controller, "*"], format!("{module}.{controller}")),
            ([controller, action], method.name.to_owned()),
        ];
        for ([controller, action], scope) in places {
            let place = [module, controller, action];
            let is_wanted = wanted
                .iter()
                .zip(place)
                .all(|(wanted, name)| wanted.as_ref().is_none_or(|wanted| wanted == name));
            if is_wanted {
                insert(&mut modules, &place, describe(&scope, kind));
            }
        }
    }
    Ok(modules.into())
}

fn describe(scope: &str, kind: &Kind) -> Value {
    let fields: Vec<&str> = kind.fields.iter().map(|field| field.name).collect();
    let mut description = Array::new();
    description.insert("scope", scope);
    description.insert("title", scope);
    description.insert("description", Value::Null);
    description.insert("fields", fields);
    description.into()
}

/// Sets the value at a path of names.
fn insert(array: &mut Array, path: &[&str], value: Value) {
    match path {
        [] => {}
        [name] => array.insert(*name, value),
        [name, rest @ ..] => {
            let mut inner = match array.remove(*name) {
                Some(Value::Array(inner)) => inner,
                _ => Array::new(),
            };
            insert(&mut inner, rest, value);
            array.insert(*name, inner);
        }
    }
}
