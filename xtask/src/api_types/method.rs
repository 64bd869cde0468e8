//! The types of one method.

use super::data::{Member, Method, Type};
use super::input::{self, Place};
use super::interfaces::Interfaces;
use super::output::{self, Context};
use super::{entities, names, rows};

/// The beginning of the names of methods that also take their parameters by position.
const BY_POSITION: &str = "task.";

/// What the index has of a method.
#[derive(Debug)]
pub struct Entry {
    params: String,
    result: String,
    row: Row,
}

/// The row of a method's list.
#[derive(Debug, PartialEq)]
enum Row {
    Known(String),
    Unknown,
    /// The method returns no list.
    Never,
}

impl Entry {
    /// Returns whether the method is a list whose rows are known.
    pub fn is_list(&self) -> bool {
        matches!(self.row, Row::Known(_))
    }

    /// Returns the line of the index.
    pub fn line(&self, name: &str) -> String {
        let Self { params, result, row } = self;
        let row = match row {
            Row::Known(row) => format!("; row: {row}"),
            Row::Unknown => String::new(),
            Row::Never => "; row: never".to_owned(),
        };
        format!("  {}: {{ params: {params}; result: {result}{row} }}\n", names::quoted(name))
    }
}

/// Returns the entry of a method in the index.
pub fn entry(
    name: &str,
    method: &Method,
    entity: Option<&str>,
    interfaces: &mut Interfaces,
) -> Entry {
    let path = names::pascal(name);
    let params = params(name, method, &path, entity, interfaces);
    let output = output::result(&method.result, context(name, method, &path, entity), interfaces);
    let row = match output.row {
        Some(row) => Row::Known(row),
        None if rows::may_exist(name, method) => Row::Unknown,
        None => Row::Never,
    };
    Entry { params, result: output.ty, row }
}

fn context<'a>(
    name: &str,
    method: &'a Method,
    path: &'a str,
    entity: Option<&'a str>,
) -> Context<'a> {
    let is_list = names::verb(name).ends_with("list");
    let documented = method.list.as_ref().and_then(|list| list.rows.as_deref());
    let rows = documented.or(is_list.then_some(""));
    let is_select = |(name, _): &(String, Member)| names::is_select(name);
    let id = method.list.as_ref().and_then(|list| list.id.as_deref());
    let selected = method.params.0.iter().any(is_select).then(|| id.unwrap_or_default());
    Context { path, rows, selected, entity }
}

/// Returns the type of the parameters.
fn params(
    name: &str,
    method: &Method,
    path: &str,
    entity: Option<&str>,
    interfaces: &mut Interfaces,
) -> String {
    let params: Vec<&(String, Member)> =
        method.params.0.iter().filter(|(name, _)| is_parameter(name)).collect();
    if params.is_empty() {
        let takes_none =
            names::verb(name).ends_with("fields") || names::verb(name) == "getmanifest";
        return if takes_none {
            format!("NoParams<{}>", names::quoted(name))
        } else {
            "object".to_owned()
        };
    }
    let demands = names::verb(name).starts_with("add");
    let by_position = if name.starts_with(BY_POSITION) { " | readonly unknown[]" } else { "" };
    let choices = choices(&params);
    let own_name = interfaces.reserve(&format!("{path}Params"));
    let mut body = String::new();
    for (name, member) in &params {
        let original = original(name, &params);
        let described = original.map_or(member, |(_, original)| original);
        let path = format!("{path}{}", names::pascal(name));
        let place = Place { path: &path, name, is_top: true, demands };
        let mut ty = input::member(described, place, interfaces);
        if let Some(entity) = entity
            && name.eq_ignore_ascii_case(entities::FIELDS)
        {
            ty = format!("{ty} & Custom<{}>", names::quoted(entity));
        }
        let is_choice = choices.iter().any(|choice| choice.contains(&name.as_str()));
        let is_demanded = member.required && !is_choice;
        let doc = match original {
            Some((original, _)) => format!("As `{original}`."),
            None => input::doc(member, false),
        };
        body += &input::line(name, &ty, "", is_demanded, &doc);
    }
    let params = interfaces.own(own_name, &body);
    let chosen = choices.iter().fold(params.clone(), |all, choice| {
        let names: Vec<String> = choice.iter().map(|name| names::quoted(name)).collect();
        format!("{all} & OneOf<{params}, {}>", names.join(" | "))
    });
    chosen + by_position
}

/// Returns whether a documented name is a parameter, and not the path of a member.
pub fn is_parameter(name: &str) -> bool {
    !name.contains('.')
}

/// Returns the parameter that a documented example writes in another case: `filter` for `FILTER`.
fn original<'a>(name: &str, params: &[&'a (String, Member)]) -> Option<(&'a str, &'a Member)> {
    let (_, member) = params.iter().find(|(known, _)| known == name)?;
    let (original, member) = params.iter().find(|(known, other)| {
        let is_same = known != name && known.eq_ignore_ascii_case(name);
        // Some tables have "string" for a list.
        let is_text = matches!(other.ty, Type::String) && !matches!(member.ty, Type::String);
        is_same && member.example && !other.example && !is_text
    })?;
    Some((original, member))
}

/// Returns required parameters that stand for each other: `IBLOCK_ID` and `IBLOCK_CODE`, or `id` and
/// `ID`. One of each group is needed.
fn choices<'a>(params: &[&'a (String, Member)]) -> Vec<Vec<&'a str>> {
    let mut choices = Vec::new();
    for (name, member) in params {
        if !member.required {
            continue;
        }
        let stem = name.strip_suffix("_ID");
        let stands_for = |other: &str, member: &Member| {
            let is_twin = other != name && other.eq_ignore_ascii_case(name);
            let is_code = member.required && other.strip_suffix("_CODE") == stem && stem.is_some();
            is_twin || is_code
        };
        let others = params.iter().filter(|(other, member)| stands_for(other, member));
        let mut group: Vec<&str> = vec![name];
        group.extend(others.map(|(other, _)| other.as_str()));
        let is_known = choices.iter().any(|known: &Vec<&str>| known.contains(&name.as_str()));
        if group.len() > 1 && !is_known {
            choices.push(group);
        }
    }
    choices
}
