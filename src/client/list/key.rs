//! How a method orders and filters its rows by their identifier.

use crate::text;
use crate::wire::reference::Reference;
use crate::wire::{Map, Value};

/// The most rows of a page.
pub(super) const PAGE: u32 = 50;

/// How the methods of a family order and filter their rows.
#[derive(Debug)]
struct Family {
    /// The parameter of the order: the field if there is a parameter for the direction, too, or else a map
    /// from the field to the direction.
    order: &'static str,
    direction: &'static str,
    /// The parameter of the conditions.
    filter: &'static str,
    /// The field of the identifier; none if `filter` is the lowest identifier of the page before, and
    /// `order` the number of rows.
    field: &'static str,
    /// The member of a row.
    member: &'static str,
    /// The names of the methods, each between spaces.
    methods: &'static str,
}

const UPPER: Family = Family {
    order: "order",
    direction: "",
    filter: "filter",
    field: "ID",
    member: "ID",
    methods: " crm.activity.list crm.company.list crm.contact.list crm.deal.list crm.lead.list \
        crm.quote.list crm.requisite.list crm.requisite.bankdetail.list crm.requisite.preset.list \
        crm.stagehistory.list disk.folder.getChildren disk.storage.getChildren \
        disk.storage.getList ",
};

const LOWER: Family = Family {
    field: "id",
    member: "id",
    methods: " crm.item.list crm.item.productrow.list crm.type.list userfieldconfig.list ",
    ..UPPER
};

/// The first family is also that of the catalogue and the shop.
static FAMILIES: [Family; 9] = [
    LOWER,
    UPPER,
    Family { member: "id", methods: " tasks.task.list ", ..UPPER },
    Family { order: "sort", direction: "order", methods: " user.get ", ..UPPER },
    Family {
        order: "SORT",
        direction: "ORDER",
        filter: "FILTER",
        methods: " voximplant.statistic.get ",
        ..UPPER
    },
    Family { order: "ELEMENT_ORDER", filter: "FILTER", methods: " lists.element.get ", ..UPPER },
    Family {
        order: "SORT",
        filter: "FILTER",
        methods: " entity.item.get entity.section.get ",
        ..UPPER
    },
    Family {
        order: "ORDER",
        filter: "FILTER",
        methods: " bizproc.task.list sonet_group.get ",
        ..UPPER
    },
    Family {
        order: "LIMIT",
        filter: "LAST_ID",
        field: "",
        methods: " im.dialog.messages.get ",
        ..LOWER
    },
];

/// The lists of the catalogue and the shop that are not of the family `LOWER`: their rows have no number
/// as identifier.
const WITHOUT_NUMBER: &str = " priceTypeLang productPropertySection userfield.document \
    businessValuePersonDomain propertyRelation status statusLang tradeBinding ";

/// The key of a list's rows.
#[derive(Clone, Debug)]
pub(super) struct Key {
    family: &'static Family,
    /// The field in the order and in the conditions.
    field: String,
    /// The member of a row.
    pub(super) member: String,
}

impl Key {
    /// Returns the key of a method's rows, if it is known.
    pub(super) fn of(method: &str) -> Option<Self> {
        let shop = method.strip_prefix("catalog.").or_else(|| method.strip_prefix("sale."));
        let is_shop = shop
            .and_then(|name| name.strip_suffix(".list"))
            .is_some_and(|name| !is_among(WITHOUT_NUMBER, name));
        for family in &FAMILIES {
            if is_shop || is_among(family.methods, method) {
                let (field, member) = (family.field.to_owned(), family.member.to_owned());
                return Some(Self { family, field, member });
            }
        }
        None
    }

    /// Creates the key of a method that orders by a map and filters by a field.
    pub(super) fn by(field: &str) -> Self {
        Self { family: &LOWER, field: field.to_owned(), member: field.to_owned() }
    }

    /// Returns whether the caller's order is by the key, and if so whether it is descending.
    pub(super) fn direction(&self, params: &Map) -> Option<bool> {
        let Family { order, direction, .. } = *self.family;
        let ordered = find(params, order);
        let direction = match ordered {
            _ if self.field.is_empty() => return Some(true),
            Some(Value::Map(ordered)) if direction.is_empty() => match ordered.is_empty() {
                true => None,
                false => Some(ordered.get(&self.field).filter(|_| ordered.len() == 1)?),
            },
            Some(field) if field.as_text() != Some(&self.field) => return None,
            _ => find(params, direction),
        };
        let text = direction.and_then(Value::as_text).unwrap_or_default();
        Some(text.eq_ignore_ascii_case("desc"))
    }

    /// Sets the order and the start, and selects the field. The portal counts the rows only for a page
    /// that is requested separately.
    pub(super) fn set_order(&self, params: &mut Map, descending: bool, single: bool) {
        let Family { order, direction, .. } = *self.family;
        if self.field.is_empty() {
            set(params, order, i64::from(PAGE).into());
            return;
        }
        let way = if descending { "DESC" } else { "ASC" };
        if direction.is_empty() {
            let mut map = Map::new();
            map.insert(self.field.as_str(), way);
            set(params, order, map.into());
        } else {
            set(params, order, self.field.as_str().into());
            set(params, direction, way.into());
        }
        params.insert("start", if single { 0_i64 } else { -1 });
        if let Some(Value::List(fields)) = find(params, "select") {
            let is_selected = |field: &Value| {
                field.as_text().is_some_and(|field| field == "*" || field == self.field)
            };
            if !fields.is_empty() && !fields.iter().any(is_selected) {
                let mut fields = fields.clone();
                fields.push(self.field.as_str().into());
                set(params, "select", Value::List(fields));
            }
        }
    }

    /// Requests the rows after a value.
    pub(super) fn set_bound(&self, params: &mut Map, descending: bool, bound: Value) {
        let filter = self.family.filter;
        if self.field.is_empty() {
            set(params, filter, bound);
            return;
        }
        let mut conditions = match find(params, filter) {
            Some(Value::Map(conditions)) => conditions.clone(),
            _ => Map::new(),
        };
        let operator = if descending { "<" } else { ">" };
        conditions.insert(text!("{}{}", operator, self.field), bound);
        set(params, filter, conditions.into());
    }

    /// References the identifier of the last row of a full page.
    pub(super) fn reference(&self, page: String, rows: Option<&str>) -> Value {
        let mut page = Reference::to(page);
        if let Some(rows) = rows {
            page = page.at(rows);
        }
        page.at(text::digits((PAGE - 1).into())).at(self.member.as_str()).into()
    }
}

/// Returns the member that holds the rows of a method whose result has several lists.
pub(super) fn rows_of(method: &str) -> Option<String> {
    match method {
        "im.recent.list" => Some("items".to_owned()),
        "im.dialog.messages.get" => Some("messages".to_owned()),
        _ => None,
    }
}

fn is_among(names: &str, name: &str) -> bool {
    text::find(names, &text!(" {} ", name)).is_some()
}

/// Returns the caller's name of a parameter, whatever its case.
fn name_of<'a>(params: &'a Map, name: &'a str) -> &'a str {
    for (known, _) in params.iter() {
        if known.eq_ignore_ascii_case(name) {
            return known;
        }
    }
    name
}

fn find<'a>(params: &'a Map, name: &'a str) -> Option<&'a Value> {
    params.get(name_of(params, name))
}

fn set(params: &mut Map, name: &str, value: Value) {
    let name = name_of(params, name).to_owned();
    params.insert(name, value);
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::*;

    /// Returns the documented methods with pages.
    fn documented() -> Vec<(String, Json)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/api");
        let mut methods = Vec::new();
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let file: serde_json::Map<String, Json> =
                    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
                methods.extend(file.into_iter().filter(|(_, facts)| facts["list"].is_object()));
            }
        }
        methods
    }

    #[test]
    fn keys_are_those_of_the_documentation() {
        let mut known = 0;
        for (method, facts) in documented() {
            let Some(key) = Key::of(&method) else { continue };
            known += 1;
            let has = |name: &str| name.is_empty() || facts["params"].get(name).is_some();
            let Family { order, direction, filter, .. } = key.family;
            for name in [order, direction, filter] {
                assert!(has(name), "{method}: {name}");
            }
            if facts["list"]["rows"].is_string() {
                assert_eq!(facts["list"]["id"], key.member.as_str(), "{method}");
            }
        }
        assert!(known > 50, "{known}");
    }
}
