//! The options with which placements open.

use crate::php::Array;
use crate::portal::Portal;
use crate::store;

/// The placements on the page of a record: the start of their codes, the kind of record, and the
/// option with its identifier.
const RECORDS: [(&str, &str, &str); 6] = [
    ("CRM_DEAL_", "deal", "ID"),
    ("CRM_LEAD_", "lead", "ID"),
    ("CRM_CONTACT_", "contact", "ID"),
    ("CRM_COMPANY_", "company", "ID"),
    ("CRM_DYNAMIC_1036_", "item", "ID"),
    ("TASK_VIEW_", "task", "taskId"),
];

/// Returns the options of a placement on the page of the first record of its kind; none if the
/// placement is on no such page.
pub(super) fn example_options(portal: &mut Portal, placement: &str) -> Array {
    let on_page = |rest: &str| !rest.starts_with("LIST_");
    let record =
        RECORDS.iter().find(|(start, ..)| placement.strip_prefix(start).is_some_and(on_page));
    let Some((_, kind, option)) = record else {
        return Array::new();
    };
    let id = store::example(portal.store(), kind);
    id.map(|id| (*option, id.to_string())).into_iter().collect()
}
