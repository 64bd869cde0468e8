//! The dictionaries of the CRM, such as stages, types and sources: `crm.status.*`.

use crate::methods::{Call, method};
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};
use crate::store::actions::{CRM, classic};
use crate::store::entity::Entity;
use crate::store::field::{Field, Initial, Kind};
use crate::store::row::Row;
use crate::store::seed::Seeder;

pub(in crate::store) static STATUS: Entity = Entity {
    name: "status",
    fields: &[
        Field::id(),
        Field::text("ENTITY_ID").immutable().required(),
        Field::text("STATUS_ID").immutable().required(),
        Field::text("NAME").required(),
        Field::text("NAME_INIT").read_only(),
        Field::new("SORT", Kind::Integer).initially(Initial::Int(10)),
        Field::flag("SYSTEM", false).read_only(),
        Field::reference("CATEGORY_ID", "crm_category").read_only(),
        Field::text("COLOR"),
        Field::text("SEMANTICS"),
    ],
    methods: &[
        method("crm.status.add", CRM, |call| classic::add(call, &STATUS)),
        method("crm.status.delete", CRM, |call| classic::delete(call, &STATUS)),
        method("crm.status.fields", CRM, |_| classic::fields(&STATUS)),
        method("crm.status.get", CRM, |call| classic::get(call, &STATUS)),
        // The dictionaries are small, so the portal sends them whole.
        method("crm.status.list", CRM, list),
        method("crm.status.update", CRM, |call| classic::update(call, &STATUS)),
    ],
    seed,
    ..Entity::PLAIN
};

/// Handles `crm.status.list`. Stages also have what they mean in words.
fn list(call: &mut Call) -> Result<Reply, Error> {
    let mut reply = classic::whole_list(call, &STATUS)?;
    let Value::Array(rows) = reply.result else {
        return Ok(reply);
    };
    let extended = rows.into_iter().map(|(_, row)| match row {
        Value::Array(mut row) => {
            if row.get("CATEGORY_ID").is_some_and(|category| *category != Value::Null) {
                let meaning = match row.get("SEMANTICS").map(Value::to_text).as_deref() {
                    Some("S") => "success",
                    Some("F") => "failure",
                    _ => "process",
                };
                let color = row.get("COLOR").cloned().unwrap_or_default();
                let extra = [("SEMANTICS", meaning.into()), ("COLOR", color)];
                row.insert("EXTRA", extra.into_iter().collect::<Array>());
            }
            Value::Array(row)
        }
        other => other,
    });
    reply.result = Array::list(extended).into();
    Ok(reply)
}

/// A dictionary: its name, the category of its stages, and the identifiers with names and meanings
/// (`S` is a success, `F` a failure).
type Dictionary =
    (&'static str, Option<i64>, &'static [(&'static str, &'static str, &'static str)]);

const DICTIONARIES: &[Dictionary] = &[
    (
        "DEAL_STAGE",
        Some(0),
        &[
            ("NEW", "New", ""),
            ("PREPARATION", "Document preparation", ""),
            ("PREPAYMENT_INVOICE", "Prepayment invoice", ""),
            ("EXECUTING", "In progress", ""),
            ("FINAL_INVOICE", "Final invoice", ""),
            ("WON", "Deal won", "S"),
            ("LOSE", "Deal lost", "F"),
            ("APOLOGY", "Lost, analysis", "F"),
        ],
    ),
    (
        "DEAL_STAGE_1",
        Some(1),
        &[
            ("C1:NEW", "Offer", ""),
            ("C1:PREPARATION", "Negotiation", ""),
            ("C1:EXECUTING", "Delivery", ""),
            ("C1:WON", "Renewed", "S"),
            ("C1:LOSE", "Cancelled", "F"),
        ],
    ),
    (
        "DYNAMIC_1036_STAGE_7",
        Some(7),
        &[
            ("DT1036_7:NEW", "Start", ""),
            ("DT1036_7:PREPARATION", "Preparation", ""),
            ("DT1036_7:CLIENT", "At the client", ""),
            ("DT1036_7:SUCCESS", "Done", "S"),
            ("DT1036_7:FAIL", "Failed", "F"),
        ],
    ),
    (
        "STATUS",
        None,
        &[
            ("NEW", "Unassigned", ""),
            ("IN_PROCESS", "In progress", ""),
            ("PROCESSED", "Processed", ""),
            ("CONVERTED", "Good lead", "S"),
            ("JUNK", "Junk lead", "F"),
        ],
    ),
    (
        "SOURCE",
        None,
        &[
            ("CALL", "Call", ""),
            ("EMAIL", "E-mail", ""),
            ("WEB", "Website", ""),
            ("ADVERTISING", "Advertising", ""),
            ("PARTNER", "Existing client", ""),
            ("RECOMMENDATION", "By recommendation", ""),
            ("TRADE_SHOW", "Show", ""),
            ("OTHER", "Other", ""),
        ],
    ),
    (
        "DEAL_TYPE",
        None,
        &[
            ("SALE", "Sale", ""),
            ("COMPLEX", "Complex sale", ""),
            ("GOODS", "Sale of goods", ""),
            ("SERVICES", "Services", ""),
        ],
    ),
    (
        "CONTACT_TYPE",
        None,
        &[
            ("CLIENT", "Client", ""),
            ("SUPPLIER", "Supplier", ""),
            ("PARTNER", "Partner", ""),
            ("OTHER", "Other", ""),
        ],
    ),
    (
        "COMPANY_TYPE",
        None,
        &[
            ("CUSTOMER", "Client", ""),
            ("SUPPLIER", "Supplier", ""),
            ("COMPETITOR", "Competitor", ""),
            ("PARTNER", "Partner", ""),
        ],
    ),
    (
        "INDUSTRY",
        None,
        &[
            ("IT", "Information technology", ""),
            ("TELECOM", "Telecommunication", ""),
            ("MANUFACTURING", "Manufacturing", ""),
            ("DELIVERY", "Delivery", ""),
        ],
    ),
    (
        "EMPLOYEES",
        None,
        &[
            ("EMPLOYEES_1", "less than 50", ""),
            ("EMPLOYEES_2", "50 to 250", ""),
            ("EMPLOYEES_3", "250 to 500", ""),
        ],
    ),
    ("HONORIFIC", None, &[("HNR_EN_1", "Mr.", ""), ("HNR_EN_2", "Mrs.", "")]),
    (
        "QUOTE_STATUS",
        None,
        &[
            ("DRAFT", "Draft", ""),
            ("SENT", "Sent to the client", ""),
            ("APPROVED", "Accepted", "S"),
            ("DECLAINED", "Declined", "F"),
        ],
    ),
];

const COLORS: [&str; 5] = ["#39A8EF", "#2FC6F6", "#55D0E0", "#47E4C2", "#FFA900"];

fn seed(seeder: &mut Seeder) {
    for (dictionary, category, statuses) in DICTIONARIES {
        for ((index, (id, name, meaning)), color) in
            statuses.iter().enumerate().zip(COLORS.iter().cycle())
        {
            let color = match *meaning {
                "S" => "#7BD500",
                "F" => "#FF5752",
                _ => color,
            };
            let row = Row::of([
                ("ENTITY_ID", (*dictionary).into()),
                ("STATUS_ID", (*id).into()),
                ("NAME", (*name).into()),
                ("NAME_INIT", (*name).into()),
                ("SORT", (10 * (index as i64 + 1)).into()),
                ("SYSTEM", (index == 0 || !meaning.is_empty()).into()),
                ("CATEGORY_ID", (*category).into()),
                ("COLOR", (if category.is_some() { color } else { "" }).into()),
                ("SEMANTICS", (!meaning.is_empty()).then_some(*meaning).into()),
            ]);
            seeder.add(&STATUS, row);
        }
    }
}
