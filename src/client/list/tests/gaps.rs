//! A portal that counts more rows than it sends: other people's, or deleted meanwhile.

use std::cell::Cell;

use super::*;

const SAID: usize = 5_884;

/// Pages of 50 positions, of which only `is_there` ones hold rows; each says where the next begins.
fn counted(is_there: impl Fn(usize) -> bool) -> impl Fn(&Query) -> Json {
    move |query| {
        let from = start(query);
        let shown = (from + 1..=(from + 50).min(SAID)).filter(|id| is_there(*id));
        let mut page = json!({ "result": rows(shown), "total": SAID });
        if from + 50 < SAID {
            page["next"] = json!(from + 50);
        }
        page
    }
}

/// As `user.get`: sorted by identifier, after a condition, counted where `start` is 0.
fn by_identifier(query: &Query) -> Json {
    let after = number(query, "filter[>ID]").unwrap_or(0);
    let has_reference = query.iter().any(|(name, value)| name == "filter[>ID]" && value == "null");
    let from = if has_reference { 5_863 } else { after };
    let mut page = json!({ "result": rows(from + 1..=(from + 50).min(5_863)) });
    if query.iter().any(|(name, value)| name == "start" && value == "0") {
        page["total"] = json!(SAID - from);
    }
    page
}

#[test]
fn total_above_the_rows_ends_the_list_with_every_row_that_came() {
    let walked = walk("crm.thing.list", json!({}), counted(|id| id <= 5_863));
    walked.outcome.as_ref().unwrap();
    assert_eq!(walked.ids(), (1..=5_863).collect::<Vec<_>>(), "the last page's 13 rows, too");
    assert!(walked.changed, "rows may be missing");
    assert!(walked.sent.len() <= 1 + 3 + 1, "{} requests", walked.sent.len());
}

#[test]
fn total_above_the_rows_ends_a_list_by_identifier() {
    let walked = walk("user.get", json!({}), by_identifier);
    walked.outcome.as_ref().unwrap();
    assert_eq!(walked.rows.len(), 5_863);
    assert!(walked.changed, "rows may be missing");
    assert!(walked.sent.len() <= 1 + 3 + 2, "{} requests", walked.sent.len());
}

#[test]
fn rows_that_lack_in_the_middle_are_one_request_more() {
    for gap in [
        (|id| id % 280 != 0) as fn(usize) -> bool,
        |id| id > 21,
        |id| !(1_001..=1_400).contains(&id),
        |id| id % 50 > 3,
    ] {
        let walked = walk("crm.thing.list", json!({}), counted(gap));
        walked.outcome.as_ref().unwrap();
        let there = (1..=SAID as u64).filter(|id| gap(*id as usize)).collect::<Vec<_>>();
        assert_eq!(walked.ids(), there);
        assert!(walked.changed && walked.sent.len() <= 1 + 3 + 2, "{}", walked.sent.len());
    }
}

#[test]
fn total_far_above_the_rows_is_a_few_requests() {
    for there in [0, 13, 50, 113] {
        for total in [SAID, 4_000_000_000] {
            let page = move |query: &Query| {
                let from = start(query);
                json!({ "result": rows(from + 1..=(from + 50).min(there)), "total": total })
            };
            let walked = walk("crm.thing.list", json!({}), page);
            walked.outcome.as_ref().unwrap();
            assert_eq!(walked.rows.len(), there, "{total}");
            assert!(walked.changed, "{there} of {total}");
            assert!(walked.sent.len() <= 6, "{there} of {total}: {}", walked.sent.len());
        }
    }
}

#[test]
fn list_of_one_page_that_lacks_rows_ends_too() {
    for (there, total) in [(13, 34), (0, 21), (49, 50)] {
        let page = json!({ "result": rows(1..=there), "total": total });
        let walked = walk("crm.thing.list", json!({}), move |_| page.clone());
        walked.outcome.as_ref().unwrap();
        assert_eq!((walked.rows.len(), walked.changed), (there, true), "{there} of {total}");
        assert!(walked.sent.len() <= 3, "{there} of {total}: {}", walked.sent.len());
    }
}

#[test]
fn last_page_once_more_after_rows_were_deleted_is_the_end() {
    // The classic pages: beyond the last one, the last one again.
    let left = Cell::new(4_usize);
    let page = move |query: &Query| {
        left.set(left.get().saturating_sub(1));
        let total = if left.get() > 0 { 151 } else { 150 };
        let from = (start(query) / 50).min((total - 1) / 50) * 50;
        json!({ "result": rows(from + 1..=(from + 50).min(total)), "total": total })
    };
    let walked = walk("lists.thing.get", json!({}), page);
    walked.outcome.as_ref().unwrap();
    assert_eq!(walked.ids(), (1..=150).collect::<Vec<_>>());
    assert!(walked.changed);
}

#[test]
fn nothing_is_missing_where_every_row_came() {
    let whole = |query: &Query| {
        let from = start(query);
        json!({ "result": rows(from + 1..=(from + 50).min(5_863)), "total": 5_863 })
    };
    let walked = walk("crm.thing.list", json!({}), whole);
    assert_eq!((walked.rows.len(), walked.changed, walked.sent.len()), (5_863, false, 4));
}
