//! The kinds of records that the suite tests, with their wire types.

use serde_json::{Value, json};

/// A family of methods on a kind of record.
pub struct Subject {
    /// The name in messages of the suite.
    pub name: &'static str,
    /// The methods' prefix: `crm.deal`.
    pub prefix: &'static str,
    /// The method that describes the fields, and where its reply has them.
    pub fields: (&'static str, &'static str),
    /// The parameters of every call.
    pub with: Value,
    /// The members of the replies to `list`, `get`, and `add` and `update`; empty if the result
    /// itself is the record, or its identifier.
    pub members: (&'static str, &'static str, &'static str),
    /// The identifier's parameter, and its name in a record.
    pub id: (&'static str, &'static str),
    /// A text, a number and a flag, if there is one: their names in records and in parameters.
    pub text: (&'static str, &'static str),
    pub number: (&'static str, &'static str),
    pub flag: Option<(&'static str, &'static str)>,
    /// A custom field with a value in some records.
    pub custom: Option<&'static str>,
    /// The fields of a new record, in addition to the text.
    pub new: Value,
    /// The conditions and the selection that every list must have.
    pub filter: Value,
    pub select: &'static [&'static str],
    /// Whether numbers are numbers rather than texts.
    pub numbers: bool,
    /// Whether an unknown field of a filter is an error.
    pub strict: bool,
    /// Whether lists are in descending order of the identifier by default.
    pub newest_first: bool,
    /// The total of a list with `start: -1`.
    pub uncounted: Value,
    /// The reply to `delete`, and the code of a record that does not exist.
    pub deleted: Value,
    pub not_found: &'static str,
}

fn classic(prefix: &'static str) -> Subject {
    Subject {
        name: prefix,
        prefix,
        fields: ("", ""),
        with: json!({}),
        members: ("", "", ""),
        id: ("id", "ID"),
        text: ("TITLE", "TITLE"),
        number: ("OPPORTUNITY", "OPPORTUNITY"),
        flag: Some(("OPENED", "OPENED")),
        custom: None,
        new: json!({}),
        filter: json!({}),
        select: &[],
        numbers: false,
        strict: false,
        newest_first: false,
        uncounted: json!(0),
        deleted: json!(true),
        not_found: "",
    }
}

fn item(name: &'static str, entity_type_id: u32) -> Subject {
    Subject {
        name,
        fields: ("crm.item.fields", "fields"),
        with: json!({ "entityTypeId": entity_type_id }),
        members: ("items", "item", "item"),
        id: ("id", "id"),
        text: ("title", "title"),
        number: ("opportunity", "opportunity"),
        flag: Some(("opened", "opened")),
        numbers: true,
        strict: true,
        uncounted: Value::Null,
        deleted: json!([]),
        not_found: "NOT_FOUND",
        ..classic("crm.item")
    }
}

/// Returns all kinds of records.
pub fn all() -> Vec<Subject> {
    vec![
        Subject { custom: Some("UF_CRM_CHANNEL"), ..classic("crm.deal") },
        Subject { custom: Some("UF_CRM_BUDGET"), ..classic("crm.lead") },
        Subject {
            text: ("LAST_NAME", "LAST_NAME"),
            number: ("COMPANY_ID", "COMPANY_ID"),
            custom: Some("UF_CRM_LANGUAGES"),
            ..classic("crm.contact")
        },
        Subject {
            number: ("REVENUE", "REVENUE"),
            custom: Some("UF_CRM_TAX_NUMBER"),
            ..classic("crm.company")
        },
        Subject {
            text: ("SUBJECT", "SUBJECT"),
            number: ("OWNER_ID", "OWNER_ID"),
            flag: Some(("COMPLETED", "COMPLETED")),
            new: json!({ "OWNER_ID": 5, "OWNER_TYPE_ID": 2 }),
            ..classic("crm.activity")
        },
        Subject {
            custom: Some("UF_CRM_WARRANTY_MONTHS"),
            new: json!({ "COMPANY_ID": 1, "DEAL_ID": 1 }),
            ..classic("crm.quote")
        },
        Subject {
            text: ("NAME", "NAME"),
            number: ("SORT", "SORT"),
            flag: Some(("ACTIVE", "ACTIVE")),
            new: json!({ "ENTITY_TYPE_ID": 4, "ENTITY_ID": 1, "PRESET_ID": 1 }),
            ..classic("crm.requisite")
        },
        Subject {
            text: ("NAME", "NAME"),
            number: ("SORT", "SORT"),
            flag: Some(("ACTIVE", "ACTIVE")),
            new: json!({ "ENTITY_ID": 1 }),
            ..classic("crm.requisite.bankdetail")
        },
        Subject { custom: Some("ufCrmChannel"), ..item("deals as items", 2) },
        Subject { custom: Some("ufCrmBudget"), ..item("leads as items", 1) },
        Subject {
            text: ("lastName", "lastName"),
            number: ("companyId", "companyId"),
            custom: Some("ufCrmLanguages"),
            ..item("contacts as items", 3)
        },
        Subject {
            number: ("revenue", "revenue"),
            custom: Some("ufCrmTaxNumber"),
            ..item("companies as items", 4)
        },
        Subject { custom: Some("ufCrmWarrantyMonths"), ..item("quotes as items", 7) },
        Subject { custom: Some("ufCrm5Weight"), ..item("items of a smart process", 1036) },
        Subject {
            prefix: "crm.item.productrow",
            fields: ("", "fields"),
            with: json!({}),
            members: ("productRows", "productRow", "productRow"),
            text: ("productName", "productName"),
            number: ("price", "price"),
            flag: Some(("taxIncluded", "taxIncluded")),
            new: json!({ "ownerId": 1, "ownerType": "D" }),
            filter: json!({ "=ownerType": "D" }),
            deleted: Value::Null,
            ..item("product rows", 0)
        },
        Subject {
            fields: ("tasks.task.getfields", "fields"),
            members: ("tasks", "task", "task"),
            id: ("taskId", "id"),
            text: ("title", "TITLE"),
            number: ("priority", "PRIORITY"),
            flag: Some(("allowTimeTracking", "ALLOW_TIME_TRACKING")),
            custom: Some("ufCrmTask"),
            new: json!({ "RESPONSIBLE_ID": 1 }),
            newest_first: true,
            uncounted: Value::Null,
            deleted: json!({ "task": true }),
            not_found: "1048582",
            ..classic("tasks.task")
        },
        Subject {
            name: "products",
            prefix: "catalog.product",
            fields: ("catalog.product.getfieldsbyfilter", "product"),
            with: json!({}),
            members: ("products", "product", "element"),
            text: ("name", "name"),
            number: ("weight", "weight"),
            flag: Some(("active", "active")),
            new: json!({ "iblockId": 23 }),
            filter: json!({ "iblockId": 23 }),
            select: &["id", "iblockId"],
            strict: false,
            deleted: json!(true),
            not_found: "",
            ..item("products", 0)
        },
        Subject {
            prefix: "catalog.price",
            fields: ("catalog.price.getfields", "price"),
            with: json!({}),
            members: ("prices", "price", "price"),
            text: ("currency", "currency"),
            number: ("price", "price"),
            flag: None,
            new: json!({ "productId": 1, "catalogGroupId": 1, "price": 9.5 }),
            strict: false,
            deleted: json!(true),
            not_found: "",
            ..item("prices", 0)
        },
    ]
}
