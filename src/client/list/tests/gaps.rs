//! Portals that count more rows than they send: other people's, or deleted ones.

use std::cell::Cell;

use super::*;

const TOTAL: usize = 5_884;

/// Pages of 50 positions, with rows only at those that satisfy `exists`, and with `next`.
fn counted(exists: impl Fn(usize) -> bool) -> impl Fn(&Query) -> Json {
    move |query| {
        let from = start(query);
        let shown = (from + 1..=(from + 50).min(TOTAL)).filter(|id| exists(*id));
        let mut page = json!({ "result": rows(shown), "total": TOTAL });
        if from + 50 < TOTAL {
            page["next"] = json!(from + 50);
        }
        page
    }
}

/// Pages of `user.get`: sorted by identifier, after a condition, counted if `start` is 0.
fn by_identifier(query: &Query) -> Json {
    let after = number(query, "filter[>ID]").unwrap_or(0);
    let has_reference = query.iter().any(|(name, value)| name == "filter[>ID]" && value == "null");
    let from = if has_reference { 5_863 } else { after };
    let mut page = json!({ "result": rows(from + 1..=(from + 50).min(5_863)) });
    if query.iter().any(|(name, value)| name == "start" && value == "0") {
        page["total"] = json!(TOTAL - from);
    }
    page
}

#[test]
fn list_with_too_high_total_ends_with_every_row() {
    let listed = list("crm.thing.list", json!({}), counted(|id| id <= 5_863));
    listed.outcome.as_ref().unwrap();
    assert_eq!(listed.ids(), (1..=5_863).collect::<Vec<_>>(), "the last page's 13 rows, too");
    assert!(listed.changed, "rows may be missing");
    assert!(listed.sent.len() <= 1 + 3 + 1, "{} requests", listed.sent.len());
}

#[test]
fn list_by_identifier_with_too_high_total_ends() {
    let listed = list("user.get", json!({}), by_identifier);
    listed.outcome.as_ref().unwrap();
    assert_eq!(listed.rows.len(), 5_863);
    assert!(listed.changed, "rows may be missing");
    assert!(listed.sent.len() <= 1 + 3 + 2, "{} requests", listed.sent.len());
}

#[test]
fn missing_rows_in_the_middle_cost_one_request() {
    for gap in [
        (|id| id % 280 != 0) as fn(usize) -> bool,
        |id| id > 21,
        |id| !(1_001..=1_400).contains(&id),
        |id| id % 50 > 3,
    ] {
        let listed = list("crm.thing.list", json!({}), counted(gap));
        listed.outcome.as_ref().unwrap();
        let there = (1..=TOTAL as u64).filter(|id| gap(*id as usize)).collect::<Vec<_>>();
        assert_eq!(listed.ids(), there);
        assert!(listed.changed && listed.sent.len() <= 1 + 3 + 2, "{}", listed.sent.len());
    }
}

#[test]
fn far_too_high_total_costs_few_requests() {
    for there in [0, 13, 50, 113] {
        for total in [TOTAL, 4_000_000_000] {
            let page = move |query: &Query| {
                let from = start(query);
                json!({ "result": rows(from + 1..=(from + 50).min(there)), "total": total })
            };
            let listed = list("crm.thing.list", json!({}), page);
            listed.outcome.as_ref().unwrap();
            assert_eq!(listed.rows.len(), there, "{total}");
            assert!(listed.changed, "{there} of {total}");
            assert!(listed.sent.len() <= 6, "{there} of {total}: {}", listed.sent.len());
        }
    }
}

#[test]
fn list_of_one_incomplete_page_ends() {
    for (there, total) in [(13, 34), (0, 21), (49, 50)] {
        let page = json!({ "result": rows(1..=there), "total": total });
        let listed = list("crm.thing.list", json!({}), move |_| page.clone());
        listed.outcome.as_ref().unwrap();
        assert_eq!((listed.rows.len(), listed.changed), (there, true), "{there} of {total}");
        assert!(listed.sent.len() <= 3, "{there} of {total}: {}", listed.sent.len());
    }
}

#[test]
fn repeated_last_page_after_deletion_ends_the_list() {
    // Beyond the last page, the portal sends the last page again.
    let left = Cell::new(4_usize);
    let page = move |query: &Query| {
        left.set(left.get().saturating_sub(1));
        let total = if left.get() > 0 { 151 } else { 150 };
        let from = (start(query) / 50).min((total - 1) / 50) * 50;
        json!({ "result": rows(from + 1..=(from + 50).min(total)), "total": total })
    };
    let listed = list("lists.thing.get", json!({}), page);
    listed.outcome.as_ref().unwrap();
    assert_eq!(listed.ids(), (1..=150).collect::<Vec<_>>());
    assert!(listed.changed);
}

#[test]
fn complete_list_is_not_changed() {
    let complete = |query: &Query| {
        let from = start(query);
        json!({ "result": rows(from + 1..=(from + 50).min(5_863)), "total": 5_863 })
    };
    let listed = list("crm.thing.list", json!({}), complete);
    assert_eq!((listed.rows.len(), listed.changed, listed.sent.len()), (5_863, false, 4));
}
