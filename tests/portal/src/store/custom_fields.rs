//! The descriptions of custom fields: `userfieldconfig.list` and `userfieldconfig.get`.

use super::actions::controller::{member, no_parameter};
use super::entities::ENTITIES;
use super::field::{Field, Kind};
use crate::methods::{Call, Method, method};
use crate::php::{Array, Value};
use crate::rest::navigation::PAGE_SIZE;
use crate::rest::{Error, Reply};

const SCOPES: &[&str] = &["userfieldconfig"];

pub(super) static METHODS: &[Method] =
    &[method("userfieldconfig.get", SCOPES, get), method("userfieldconfig.list", SCOPES, list)];

/// A custom field.
struct CustomField {
    id: i64,
    /// What has the field, such as `CRM_DEAL`.
    entity: &'static str,
    field: &'static Field,
}

/// Returns the custom fields of a module.
fn of_module(call: &Call) -> Result<Vec<CustomField>, Error> {
    let module = call.parameters.get("moduleId").ok_or_else(|| no_parameter("moduleId"))?;
    let module = module.to_text();
    if !matches!(&*module, "crm" | "tasks") {
        return Err(Error::new("", "No settings for UserFieldAccess", 400));
    }
    let scope = if module == "tasks" { "task" } else { "crm" };
    if !call.caller.has_scope(scope) {
        let text = format!("The current method required more scopes. ({scope})");
        return Err(Error::new("", text, 400));
    }
    let with_fields = ENTITIES.iter().filter_map(|known| Some((known.custom_fields?, known)));
    let custom = with_fields.flat_map(|(entity, known)| {
        let fields = known.fields.iter().filter(|field| field.is_custom());
        fields.map(move |field| (entity, field))
    });
    let numbered =
        (101..).zip(custom).map(|(id, (entity, field))| CustomField { id, entity, field });
    Ok(numbered
        .filter(|custom| custom.entity.to_lowercase().starts_with(&format!("{module}_")))
        .collect())
}

/// Handles `userfieldconfig.list`: returns the custom fields of `moduleId` that have the values of
/// `filter`. Labels are there if `select` has `language`.
fn list(call: &mut Call) -> Result<Reply, Error> {
    let fields = of_module(call)?;
    let language = call
        .parameters
        .get("select")
        .and_then(Value::as_array)
        .and_then(|select| select.get("language"))
        .map(|language| language.to_text().into_owned());
    let filter = call.parameters.get("filter").and_then(Value::as_array).cloned();
    let filter = filter.unwrap_or_default();
    let mut rows: Vec<Array> =
        fields.iter().map(|custom| custom.row(language.as_deref())).collect();
    rows.retain(|row| {
        filter.iter().all(|(name, wanted)| {
            let value = row.get(name.clone()).map(Value::to_text).unwrap_or_default();
            match wanted {
                Value::Array(wanted) => wanted.values().any(|wanted| wanted.to_text() == value),
                wanted => wanted.to_text() == value,
            }
        })
    });
    let signed = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let total = rows.len();
    let first = usize::try_from(call.start).unwrap_or(0) / PAGE_SIZE * PAGE_SIZE;
    let rows: Vec<Array> = rows.into_iter().skip(first).take(PAGE_SIZE).collect();
    let end = first + rows.len();
    let next = (!rows.is_empty() && end < total).then(|| signed(end));
    Ok(Reply { result: member("fields", rows).into(), next, total: Some(signed(total)) })
}

/// Handles `userfieldconfig.get`: returns the custom field `id`, or null.
fn get(call: &mut Call) -> Result<Reply, Error> {
    let id = call.parameters.get("id").ok_or_else(|| no_parameter("id"))?.to_int();
    let fields = of_module(call)?;
    let found = fields.iter().find(|custom| custom.id == id).map(|custom| custom.row(Some("en")));
    Ok(Reply::new(member("field", found)))
}

impl CustomField {
    fn row(&self, language: Option<&str>) -> Array {
        let field = self.field;
        let multiple = if field.kind.is_multiple() { "Y" } else { "N" };
        let mut row: Array = [
            ("id", self.id.to_string()),
            ("entityId", self.entity.to_owned()),
            ("fieldName", field.name.to_owned()),
            ("userTypeId", field.kind.type_name().to_owned()),
        ]
        .into_iter()
        .collect();
        row.insert("xmlId", Value::Null);
        for (name, value) in [
            ("sort", "100"),
            ("multiple", multiple),
            ("mandatory", "N"),
            ("showFilter", "E"),
            ("showInList", "Y"),
            ("editInList", "Y"),
            ("isSearchable", "N"),
        ] {
            row.insert(name, value);
        }
        let mut settings = Array::new();
        if let Kind::Enumeration(_) = field.kind {
            settings.insert("DISPLAY", "LIST");
            settings.insert("LIST_HEIGHT", 1_i64);
            settings.insert("CAPTION_NO_VALUE", "");
            settings.insert("SHOW_NO_VALUE", "Y");
        }
        row.insert("settings", Value::Object(settings));
        if let Some(language) = language {
            row.insert("languageId", member(language, language));
            row.insert("editFormLabel", member(language, field.title()));
            for name in ["listColumnLabel", "listFilterLabel", "errorMessage", "helpMessage"] {
                row.insert(name, Value::Null);
            }
        }
        if let Kind::Enumeration(values) = field.kind {
            let value = |(id, value): &(i64, &str)| -> Array {
                [
                    ("id", id.to_string()),
                    ("userFieldId", self.id.to_string()),
                    ("value", (*value).to_owned()),
                    ("def", "N".to_owned()),
                    ("sort", "500".to_owned()),
                    ("xmlId", format!("value{id}")),
                ]
                .into_iter()
                .collect()
            };
            row.insert("enum", values.iter().map(value).collect::<Vec<_>>());
        }
        row
    }
}
