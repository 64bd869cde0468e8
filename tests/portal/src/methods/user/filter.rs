//! The filter of `user.get` and `user.search`.

use bstr::ByteSlice;

use crate::company::{Company, EXTERNAL_AUTH_ID, Field, FieldValue, User, UserType};
use crate::dates;
use crate::filter::{Comparable, Comparison, Condition, FilterKey, Operand, WordSearch};
use crate::methods::Call;
use crate::php::{Array, Key, Value};

/// The conditions that a user must all meet.
pub(super) struct UserFilter {
    conditions: Vec<(&'static Field, Condition)>,
    searches: Vec<Search>,
    with_department: bool,
    visibility: Visibility,
}

enum Search {
    /// A search in names, position and id.
    Person(WordSearch),
    /// A search for members of these departments.
    Departments(Vec<u32>),
}

impl UserFilter {
    /// Parses the conditions from `FILTER` or, without it, from the top level. Unknown fields,
    /// fields that the caller may not read and unknown operators are silently ignored.
    pub(super) fn read(
        call: &Call,
        query: &Array,
        fields: &[&'static Field],
        search: bool,
    ) -> Self {
        let mut source = match query.get("FILTER") {
            Some(Value::Array(filter)) => filter.with_upper_case_keys(),
            _ => query.clone(),
        };
        let company = &call.portal.company;
        let mut searches = Vec::from_iter(person_search(&source, "NAME_SEARCH"));
        if search {
            searches.extend(take_searches(&mut source, company));
        }
        let three_characters = call.portal.settings.three_character_operators;
        let conditions: Vec<_> = source
            .iter()
            .filter_map(|(key, value)| condition(key, value, fields, three_characters))
            .collect();
        let admin_mode = query.get("ADMIN_MODE").is_some_and(Value::is_truthy);
        let by_id = ["ID", "=ID", "@ID"].iter().any(|key| source.get(*key).is_some());
        Self {
            conditions,
            searches,
            with_department: source.get("HAS_DEPARTAMENT") == Some(&Value::from("Y")),
            visibility: Visibility::of(company.user(call.caller.user), admin_mode, by_id),
        }
    }

    /// Returns whether the user matches. Bots never match.
    pub(super) fn matches(&self, user: &User) -> bool {
        user.user_type != UserType::Bot
            && (!self.with_department || !user.departments.is_empty())
            && self.visibility.includes(user)
            && self
                .conditions
                .iter()
                .all(|(field, condition)| condition.matches(&comparable(field.value(user))))
            && self.searches.iter().all(|search| search.matches(user))
    }
}

impl Search {
    fn matches(&self, user: &User) -> bool {
        match self {
            Self::Person(words) => {
                let id = user.id.to_string();
                let text = |name| Field::text(name, user);
                words.matches(&[&text("NAME"), &text("LAST_NAME"), &text("WORK_POSITION"), &id])
            }
            Self::Departments(ids) => user.departments.iter().any(|id| ids.contains(id)),
        }
    }
}

/// Parses a condition on a known field, with its value converted as the portal does for that field.
fn condition(
    key: &Key,
    value: &Value,
    fields: &[&'static Field],
    three_characters: bool,
) -> Option<(&'static Field, Condition)> {
    let Key::Text(key) = key else {
        return None;
    };
    let key = FilterKey::parse(key.to_str().ok()?, three_characters)?;
    let mut known = fields.iter().copied().chain([&EXTERNAL_AUTH_ID]);
    let field = known.find(|field| field.name == key.field)?;
    let exact = field.name == "USER_TYPE" && key.comparison == Comparison::Match;
    let comparison = if exact { Comparison::Equal } else { key.comparison };
    let operands = operands(field.name, value);
    Some((field, Condition::new(comparison, key.negated, operands)))
}

fn operands(field: &str, value: &Value) -> Vec<Operand> {
    let flag = matches!(field, "ACTIVE" | "IS_ONLINE");
    match value {
        // A flag has one value, so a list counts as true.
        Value::Array(values) if !flag => match (field, values.is_empty()) {
            ("ID", true) => vec![Operand::Number(0)],
            _ => values.values().map(|value| operand(field, value)).collect(),
        },
        value => vec![operand(field, value)],
    }
}

fn operand(field: &str, value: &Value) -> Operand {
    let text = value.to_text();
    match field {
        "ID" => Operand::Number(value.to_int()),
        "ACTIVE" | "IS_ONLINE" => Operand::Number((value.is_truthy() && text != "N").into()),
        "UF_DEPARTMENT" if !text.is_empty() => Operand::Number(value.to_int()),
        "LAST_LOGIN" | "DATE_REGISTER" | "TIMESTAMP_X" | "LAST_ACTIVITY_DATE"
        | "PERSONAL_BIRTHDAY" | "UF_EMPLOYMENT_DATE"
            if !text.is_empty() =>
        {
            dates::parse(&text).map_or(Operand::Invalid, Operand::Number)
        }
        _ => Operand::text(&text),
    }
}

/// The fields that `user.search` combines into one search for persons.
const NAME_FIELDS: [&str; 4] = ["NAME", "LAST_NAME", "SECOND_NAME", "WORK_POSITION"];

fn person_search(source: &Array, name: &str) -> Option<Search> {
    WordSearch::new(&source.get(name)?.to_text()).map(Search::Person)
}

/// Removes the searches of `user.search` from the conditions and returns one: `FIND`, which
/// excludes the others; or the names; or, only without them, `UF_DEPARTMENT_NAME`.
fn take_searches(source: &mut Array, company: &Company) -> Option<Search> {
    let names: Vec<Value> = NAME_FIELDS.iter().filter_map(|name| source.remove(*name)).collect();
    let department = source.remove("UF_DEPARTMENT_NAME");
    if source.get("FIND").is_some() {
        return person_search(source, "FIND");
    }
    if !names.is_empty() {
        let names: Vec<_> = names.iter().map(Value::to_text).collect();
        return WordSearch::new(&names.join(" ")).map(Search::Person);
    }
    let words = WordSearch::new(&department?.to_text())?;
    let departments = company.departments().iter();
    let found = departments.filter(|department| words.matches(&[&department.name]));
    Some(Search::Departments(found.map(|department| department.id).collect()))
}

/// The users that the caller may see. An administrator sees everybody in administrator mode and if
/// the filter lists ids, but not with a range of ids.
enum Visibility {
    Everybody,
    /// Everybody in a department, and everybody who shares a workgroup with the caller.
    Company {
        groups: Vec<u32>,
    },
    /// Only the caller and users who share a workgroup.
    Groups {
        caller: u32,
        groups: Vec<u32>,
    },
}

impl Visibility {
    fn of(caller: Option<&User>, admin_mode: bool, by_id: bool) -> Self {
        let Some(caller) = caller else {
            return Self::Groups { caller: 0, groups: Vec::new() };
        };
        let is_admin = caller.id == 1;
        if is_admin && (admin_mode || by_id) {
            return Self::Everybody;
        }
        let groups = caller.groups.clone();
        match caller.user_type {
            UserType::Extranet => Self::Groups { caller: caller.id, groups },
            UserType::Employee | UserType::Bot => Self::Company { groups },
        }
    }

    fn includes(&self, user: &User) -> bool {
        let shares_group = |groups: &[u32]| user.groups.iter().any(|group| groups.contains(group));
        match self {
            Self::Everybody => true,
            Self::Company { groups } => !user.departments.is_empty() || shares_group(groups),
            Self::Groups { caller, groups } => user.id == *caller || shares_group(groups),
        }
    }
}

/// Converts the value of a field to the form in which it is compared and sorted.
pub(super) fn comparable(value: FieldValue) -> Comparable {
    let moment = |moment: Option<i64>| moment.map_or(Comparable::Null, Comparable::Number);
    match value {
        FieldValue::Null => Comparable::Null,
        FieldValue::Text(text) => Comparable::Text(text.to_lowercase()),
        FieldValue::Id(id) => Comparable::Number(id.into()),
        FieldValue::Flag(flag) | FieldValue::YesNo(flag) => Comparable::Number(flag.into()),
        FieldValue::Moment(value) | FieldValue::Stamp(value) => moment(value),
        FieldValue::Ids(ids) => Comparable::Numbers(ids.iter().map(|id| (*id).into()).collect()),
    }
}
