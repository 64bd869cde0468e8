//! What the names of parameters and members imply.

/// What is identified by words. Every other member of a result that ends in `ID` is digits: who refers
/// to it in place of a number is not refused, though it may be a word, too.
const BY_WORDS: [&str; 30] = [
    "app",
    "client",
    "color",
    "connector",
    "currency",
    "dialog",
    "document",
    "entity",
    "external",
    "field",
    "handler",
    "icon",
    "lang",
    "language",
    "module",
    "origin",
    "originator",
    "provider",
    "semantic",
    "semantics",
    "session",
    "site",
    "source",
    "stage",
    "status",
    "type",
    "unique",
    "workflow",
    "xml",
    "zone",
];

/// Kinds of entities, which are identified by numbers, other than most types.
const TYPES: [&str; 3] = ["entity_type", "owner_type", "price_type"];

/// Returns whether a parameter is an identifier, of whatever documented type.
pub fn is_id(name: &str) -> bool {
    name == "id" || name.ends_with("ID") || name.ends_with("Id") || is_person(name)
}

/// Returns whether a parameter is several identifiers.
pub fn is_ids(name: &str) -> bool {
    name == "ids" || name.ends_with("IDS") || name.ends_with("Ids") || name.ends_with("IDs")
}

/// Returns whether a member of a result is an identifier of digits.
pub fn is_digits(name: &str) -> bool {
    let words = words(name);
    let Some(subject) = words.strip_suffix("id") else { return is_person(name) };
    // A word that ends in "id" is none: `paid`, `guid`.
    let Some(subject) = subject.strip_suffix('_') else { return subject.is_empty() };
    let last = subject.rsplit('_').next().unwrap_or_default();
    TYPES.iter().any(|ty| subject.ends_with(ty)) || !BY_WORDS.contains(&last)
}

/// Returns whether a member names a person: `CREATED_BY`, `changedBy`.
fn is_person(name: &str) -> bool {
    name.ends_with("_BY") || name.ends_with("edBy")
}

/// Returns a name in lower case, its words separated by underscores.
fn words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut follows_lower = false;
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && follows_lower {
            words.push('_');
        }
        follows_lower = letter.is_ascii_lowercase();
        words.push(letter.to_ascii_lowercase());
    }
    words
}

/// Returns whether a member belongs to one portal, such as a custom field, or stands for those.
pub fn is_custom(name: &str) -> bool {
    let numbered = |prefix: &str| {
        let rest = name.strip_prefix(prefix).map(|rest| rest.trim_start_matches('_'));
        rest.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
    };
    name.contains("...")
        || name == "PROPERTY_PropertyId"
        || ["PROPERTY", "property", "PARENT_ID", "parentId", "UF_CRM", "ufCrm", "field"]
            .into_iter()
            .any(numbered)
}

/// Returns whether a parameter is the order of a list.
pub fn is_order(name: &str) -> bool {
    matches!(name.to_ascii_lowercase().as_str(), "order" | "sort" | "element_order")
}

/// Returns whether a parameter is the conditions of a list.
pub fn is_filter(name: &str) -> bool {
    name.eq_ignore_ascii_case("filter")
}

/// Returns whether a parameter selects the members of rows.
pub fn is_select(name: &str) -> bool {
    name.eq_ignore_ascii_case("select")
}

/// Returns whether a parameter is a position in a list or a number of rows.
pub fn is_position(name: &str) -> bool {
    matches!(name.to_ascii_lowercase().as_str(), "start" | "limit" | "offset" | "page")
}

/// Returns a name as a property: quoted if it is not an identifier.
pub fn property(name: &str) -> String {
    let is_plain = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !name.starts_with(|first: char| first.is_ascii_digit());
    if is_plain && !name.is_empty() { name.to_owned() } else { quoted(name) }
}

/// Returns text as a literal.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// Returns the last part of a method's name in lower case: `list`.
pub fn verb(method: &str) -> String {
    method.rsplit('.').next().unwrap_or_default().to_ascii_lowercase()
}

/// Returns the beginning of the names of a method's types: `CrmDealList`.
pub fn pascal(method: &str) -> String {
    let parts = method.split(|letter: char| !letter.is_ascii_alphanumeric());
    parts
        .map(|part| {
            let (first, rest) = part.split_at_checked(1).unwrap_or((part, ""));
            first.to_ascii_uppercase() + rest
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_identifiers_of_digits_from_words() {
        for name in
            ["ID", "id", "ASSIGNED_BY_ID", "assignedById", "TASK_ID", "createdBy", "ownerTypeId"]
        {
            assert!(is_digits(name), "{name}");
        }
        for name in ["STAGE_ID", "CURRENCY_ID", "DIALOG_ID", "xmlId", "PAID", "VALID", "GUID", "BY"]
        {
            assert!(!is_digits(name), "{name}");
        }
    }

    #[test]
    fn finds_names_of_one_portal() {
        for name in [
            "UF_CRM_1721244482250",
            "UF_...",
            "PROPERTY_951",
            "property258",
            "parentId1220",
            "ufCrm_1720019876534",
            "PARENT_ID_1032",
        ] {
            assert!(is_custom(name), "{name}");
        }
        for name in
            ["UF_DEPARTMENT", "UF_CRM_TASK", "PARENT_ID", "parentId", "propertyType", "fields"]
        {
            assert!(!is_custom(name), "{name}");
        }
    }

    #[test]
    fn quotes_what_is_no_identifier() {
        assert_eq!(property("ID"), "ID");
        assert_eq!(property(">=DATE"), "'>=DATE'");
        assert_eq!(property("0"), "'0'");
    }

    #[test]
    fn names_types_after_methods() {
        assert_eq!(pascal("im.v2.Chat.add_user"), "ImV2ChatAddUser");
    }
}
