//! How the pages of a method follow each other.

use super::method::is_among;

/// How the pages of a list follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paging {
    /// By a condition on the identifier, the order by which is set.
    Keyset,
    /// By counting rows: other rows shift if one is inserted or deleted.
    Offset,
    /// By the member of the result that is the next `afterCursor`.
    After(&'static str),
    /// By `cursor`, which selects the rows after a value of a field.
    Tail,
    /// A single page.
    Single,
}

/// The paging of a method with the sizes of its pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    pub(super) paging: Paging,
    /// The most rows to ask for: the method refuses more, or sends fewer.
    pub(super) max: u32,
    /// The fewest rows that every portal sends if there are more: a shorter page is the last one.
    pub(super) least: u32,
}

/// The lists whose paging is known, with the most rows to ask for and the fewest of a full page.
#[rustfmt::skip]
static LISTS: &[(&str, Paging, u32, u32)] = &[
    ("call.followup.list", Paging::After("afterCursor"), 200, 20),
    ("humanresources.node.list", Paging::Offset, 200, 50),
    ("mail.mailbox.list", Paging::Offset, 50, 25),
    ("mail.mailbox.senders", Paging::Offset, 50, 25),
    ("mail.message.list", Paging::Offset, 200, 25),
    ("mail.recipient.listcontacts", Paging::Offset, 50, 25),
    ("mail.recipient.listemployees", Paging::Offset, 50, 25),
    ("main.eventlog.list", Paging::Keyset, 1_000, 50),
    ("main.eventlog.tail", Paging::Tail, 50, 50),
    ("note.collection.list", Paging::After("nextCursor"), 50, 50),
    ("tasks.task.list", Paging::Keyset, 1_000, 50),
    ("tasks.task.result.list", Paging::Offset, 1_000, 50),
    ("timeman.record.list", Paging::Offset, 1_000, 50),
];

/// Lists without pages, or with one that nothing follows.
const SINGLE: &str = " humanresources.employee.search humanresources.node.children \
    humanresources.node.search mail.message.thread note.document.search.list \
    note.document.tree.list ";

/// Lists that have a `select` and rows with `id`, which the removal of duplicates needs.
const SELECTS_ID: &str = " humanresources.node.list tasks.task.result.list timeman.record.list ";

/// The sizes of the pages of other methods: the first page, however short, may not be the last.
const MAX: u32 = 1_000;
const LEAST: u32 = 0;

/// Returns the paging of a method, by the name if the method is unknown.
pub(super) fn of(method: &str) -> Sizes {
    for &(name, paging, max, least) in LISTS {
        if name == method {
            return Sizes { paging, max, least };
        }
    }
    let paging = if is_among(SINGLE, method) || method.ends_with(".field.list") {
        Paging::Single
    } else if method.ends_with(".tail") {
        Paging::Tail
    } else {
        Paging::Offset
    };
    Sizes { paging, max: MAX, least: LEAST }
}

/// Returns whether the paging of a method is documented.
pub(super) fn is_known(method: &str) -> bool {
    LISTS.iter().any(|(name, ..)| *name == method) || is_among(SINGLE, method)
}

/// Returns whether the identifier is added to the caller's `select`.
pub(super) fn selects_id(method: &str) -> bool {
    is_among(SELECTS_ID, method)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::v3::documented;

    #[test]
    fn paging_is_that_of_the_documentation() {
        let mut lists = 0;
        for (name, facts) in documented() {
            let known = of(&name);
            let has = |param: &str| facts["params"].get(param).is_some();
            let pagination = &facts["params"]["pagination"]["type"]["object"];
            let is_list = facts["list"].is_object();
            lists += usize::from(is_list);
            let is_known = LISTS.iter().any(|(list, ..)| *list == name);
            assert_eq!(is_list, is_known || is_list && is_among(SINGLE, &name), "{name}");
            match known.paging {
                Paging::Keyset => {
                    assert!(has("filter") && has("order") && has("select"), "{name}");
                    assert_eq!(facts["list"]["id"], "id", "{name}");
                    assert!(!pagination["limit"].is_null(), "{name}");
                }
                Paging::Offset if is_known => {
                    assert!(!pagination["limit"].is_null() && !pagination["offset"].is_null());
                }
                Paging::After(member) => {
                    assert!(!pagination["afterCursor"].is_null(), "{name}");
                    assert!(!facts["result"]["object"][member].is_null(), "{name}");
                }
                Paging::Tail => assert!(has("cursor") && has("select") && has("filter"), "{name}"),
                Paging::Offset | Paging::Single => {}
            }
            if is_list && known.paging == Paging::Single {
                assert!(pagination["offset"].is_null(), "{name}");
            }
            if selects_id(&name) {
                assert!(has("select") && facts["list"]["id"] == "id", "{name}");
            }
        }
        assert_eq!(lists, LISTS.len() + 3);
    }
}
