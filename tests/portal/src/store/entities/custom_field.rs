//! The descriptions of custom fields: `userfieldconfig.list` and `userfieldconfig.get`.

use crate::methods::{Call, method};
use crate::php::{Array, Value};
use crate::portal::Portal;
use crate::rest::{Error, Reply};
use crate::store::actions::controller::{self, Family, Scope, member, no_extension, no_parameter};
use crate::store::entity::Entity;
use crate::store::field::Initial::{Flag, Int, Text};
use crate::store::field::{Field, Kind};
use crate::store::row::Row;
use crate::store::seed::Seeder;
use crate::store::style::{ITEM, Style};

pub(in crate::store) static CUSTOM_FIELD: Entity = Entity {
    name: "custom field",
    fields: &[
        Field::id(),
        Field::text("ENTITY_ID"),
        Field::text("FIELD_NAME"),
        Field::text("USER_TYPE_ID"),
        Field::text("XML_ID"),
        Field::new("SORT", Kind::Integer).initially(Int(100)),
        Field::flag("MULTIPLE", false),
        Field::flag("MANDATORY", false),
        Field::text("SHOW_FILTER").initially(Text("E")),
        Field::new("SHOW_IN_LIST", Kind::Flag).initially(Flag(true)),
        Field::new("EDIT_IN_LIST", Kind::Flag).initially(Flag(true)),
        Field::flag("IS_SEARCHABLE", false),
    ],
    methods: &[
        method("userfieldconfig.get", SCOPES, get),
        method("userfieldconfig.list", SCOPES, list),
    ],
    seed,
    ..Entity::PLAIN
};

const SCOPES: &[&str] = &["userfieldconfig"];

const FAMILY: Family = Family {
    style: Style { numbers: false, strict: false, ..ITEM },
    many: "fields",
    one: "field",
    changed: "field",
    id: "id",
    not_found: || Error::new("", "Field not found", 400),
    lacking: |names| Error::new("", format!("Required fields: {}", names.join(", ")), 400),
    extend: settings,
    detail: no_extension,
};

/// The modules with custom fields: each with its number, which its fields have, and its scope.
const MODULES: [(&str, i64, &str); 2] = [("crm", 1, "crm"), ("tasks", 2, "task")];

/// The name of the value with the number of the module.
const MODULE: &str = "MODULE";

/// Returns the custom fields of the parameter `moduleId`.
fn scope(call: &Call) -> Result<Scope, Error> {
    let module = call.parameters.get("moduleId").ok_or_else(|| no_parameter("moduleId"))?;
    let module = module.to_text();
    let known = MODULES.iter().find(|(name, ..)| *name == module);
    let (_, number, scope) =
        known.ok_or_else(|| Error::new("", "No settings for UserFieldAccess", 400))?;
    if !call.caller.has_scope(scope) {
        let text = format!("The current method required more scopes. ({scope})");
        return Err(Error::new("", text, 400));
    }
    Ok(Scope { entity: &CUSTOM_FIELD, within: Some((MODULE, *number)) })
}

/// Handles `userfieldconfig.list`. Labels are there if `select` has `language`.
fn list(call: &mut Call) -> Result<Reply, Error> {
    let scope = scope(call)?;
    let select = call.parameters.get("select").and_then(Value::as_array);
    let language = select.and_then(|select| select.get("language")).map(Value::to_text);
    let language = language.map(|language| language.into_owned());
    let mut reply = controller::list(call, FAMILY, scope)?;
    if let (Some(language), Value::Array(result)) = (language, &reply.result)
        && let Some(Value::Array(rows)) = result.get("fields")
    {
        let labelled = rows.clone().into_iter().map(|(_, row)| match row {
            Value::Array(row) => with_labels(row, &language).into(),
            other => other,
        });
        reply.result = member("fields", Array::list(labelled)).into();
    }
    Ok(reply)
}

/// Handles `userfieldconfig.get`: returns the custom field `id`, or null.
fn get(call: &mut Call) -> Result<Reply, Error> {
    let scope = scope(call)?;
    call.parameters.get("id").ok_or_else(|| no_parameter("id"))?;
    let field = match controller::get(call, FAMILY, scope).map(|reply| reply.result) {
        Ok(Value::Array(result)) => match result.get("field") {
            Some(Value::Array(row)) => with_labels(row.clone(), "en").into(),
            _ => Value::Null,
        },
        _ => Value::Null,
    };
    Ok(Reply::new(member("field", field)))
}

fn with_labels(mut row: Array, language: &str) -> Array {
    let name = row.get("fieldName").map(Value::to_text).unwrap_or_default().into_owned();
    let title = described(&name).map(|(field, _)| field.title());
    row.insert("languageId", member(language, language));
    row.insert("editFormLabel", member(language, title));
    for name in ["listColumnLabel", "listFilterLabel", "errorMessage", "helpMessage"] {
        row.insert(name, Value::Null);
    }
    row
}

/// Adds the settings, and the values of an enumeration.
fn settings(_: &Portal, row: &Row, _: &[&Field], reply: &mut Array) {
    let mut settings = Array::new();
    if let Some((Field { kind: Kind::Enumeration(values), .. }, _)) =
        described(row.get("FIELD_NAME").text())
    {
        settings.insert("DISPLAY", "LIST");
        settings.insert("LIST_HEIGHT", 1_i64);
        settings.insert("CAPTION_NO_VALUE", "");
        settings.insert("SHOW_NO_VALUE", "Y");
        let value = |(id, value): &(i64, &str)| -> Array {
            [
                ("id", id.to_string()),
                ("userFieldId", row.id().to_string()),
                ("value", (*value).to_owned()),
                ("def", "N".to_owned()),
                ("sort", "500".to_owned()),
                ("xmlId", format!("value{id}")),
            ]
            .into_iter()
            .collect()
        };
        reply.insert("enum", values.iter().map(value).collect::<Vec<_>>());
    }
    reply.insert("settings", Value::Object(settings));
}

/// Returns the custom field with this name, and what has it.
fn described(name: &str) -> Option<(&'static Field, &'static str)> {
    all().find(|(field, _)| field.name == name)
}

/// Returns all custom fields, each with the name of what has it.
fn all() -> impl Iterator<Item = (&'static Field, &'static str)> {
    let with_fields =
        super::ENTITIES.iter().filter_map(|known| Some((known.custom_fields?, known)));
    with_fields.flat_map(|(entity, known)| {
        let custom = known.fields.iter().filter(|field| field.is_custom());
        custom.map(move |field| (field, entity))
    })
}

fn seed(seeder: &mut Seeder) {
    for (id, (field, entity)) in (101_i64..).zip(all()) {
        let module = MODULES.iter().find(|(name, ..)| {
            entity.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        });
        let row = Row::of([
            ("ID", id.into()),
            ("ENTITY_ID", entity.into()),
            ("FIELD_NAME", field.name.into()),
            ("USER_TYPE_ID", field.kind.type_name().into()),
            ("MULTIPLE", field.kind.is_multiple().into()),
            (MODULE, module.map(|(_, number, _)| *number).into()),
        ]);
        seeder.add(&CUSTOM_FIELD, row);
    }
}
