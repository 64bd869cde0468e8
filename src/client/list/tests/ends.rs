//! The end of lists without `total` and `next`, or with a flag of their own for more rows.

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

/// Pages of `size` rows of `all`, without `total` and `next`.
fn uncounted(all: Vec<Json>, size: usize) -> impl Fn(&Query) -> Json {
    move |query| json!({ "result": slice(&all, start(query), size) })
}

fn slice(all: &[Json], from: usize, size: usize) -> Vec<Json> {
    all.iter().skip(from).take(size).cloned().collect()
}

fn starts(listed: &Listed) -> Vec<usize> {
    listed.sent.iter().map(start).collect()
}

#[test]
fn full_page_without_total_and_next_continues_the_list() {
    let listed = list("crm.thing.list", json!({}), uncounted(rows(1..=120), 50));
    listed.outcome.as_ref().unwrap();
    assert_eq!(listed.ids(), (1..=120).collect::<Vec<_>>());
    assert_eq!((starts(&listed), listed.changed), (vec![0, 50, 100], false));
}

#[test]
fn empty_page_ends_uncounted_list() {
    let listed = list("crm.thing.list", json!({}), uncounted(rows(1..=100), 50));
    listed.outcome.as_ref().unwrap();
    assert_eq!((listed.rows.len(), starts(&listed)), (100, vec![0, 50, 100]));
    assert!(!listed.changed);
}

#[test]
fn incomplete_first_page_ends_uncounted_list() {
    for length in [0, 1, 49, 51, 137] {
        let listed = list("crm.thing.list", json!({}), uncounted(rows(0..length), 200));
        listed.outcome.as_ref().unwrap();
        assert_eq!((listed.rows.len(), listed.sent.len()), (length, 1));
    }
}

#[test]
fn list_of_method_that_ignores_start_ends_without_duplicates() {
    let nameless = |at: usize| json!({ "lang": at, "name": "x" });
    for page in [
        rows(1..=50),
        (0..50).map(nameless).collect(),
        vec![json!({ "lang": "de", "name": "x" }); 50],
        (0..50).map(|at| json!(format!("crm_{at}"))).collect(),
    ] {
        let response = json!({ "result": page.clone() });
        let listed = list("crm.thing.list", json!({}), move |_| response.clone());
        listed.outcome.as_ref().unwrap();
        assert_eq!((listed.rows, listed.sent.len()), (page, 2));
        assert!(!listed.changed);
    }
}

#[test]
fn keeps_equal_rows_of_different_pages() {
    let all: Vec<Json> = (0..120).map(|at| json!({ "lang": at / 60, "at": at / 2 })).collect();
    let listed = list("crm.thing.list", json!({}), uncounted(all.clone(), 50));
    listed.outcome.as_ref().unwrap();
    assert_eq!(listed.rows, all);
}

#[test]
fn keeps_rows_of_one_page_with_the_same_identifier() {
    let days = json!([{ "ID": 7, "day": 1 }, { "ID": 7, "day": 2 }, { "ID": 8, "day": 1 }]);
    let page = json!({ "result": days });
    let listed = list("calendar.event.get", json!({}), move |_| page.clone());
    listed.outcome.as_ref().unwrap();
    assert_eq!((Json::from(listed.rows), listed.changed), (days, false));
}

#[test]
fn pages_have_the_length_of_the_callers_limit() {
    let by_offset = |query: &Query| {
        let size = number(query, "limit").or(number(query, "LIMIT")).unwrap();
        json!({ "result": slice(&rows(1..=45), number(query, "offset").unwrap_or(0), size) })
    };
    for params in [json!({ "limit": 20 }), json!({ "LIMIT": "20" }), json!({ "limit": 45 })] {
        let listed = list("sign.thing.list", params, by_offset);
        listed.outcome.as_ref().unwrap();
        assert_eq!(listed.ids(), (1..=45).collect::<Vec<_>>());
        assert!(listed.sent.len() <= 3);
    }
}

#[test]
fn ignored_or_capped_limit_does_not_end_the_list() {
    for (limit, size) in [(200, 50), (500, 100), (10, 50)] {
        let listed =
            list("crm.thing.list", json!({ "limit": limit }), uncounted(rows(1..=320), size));
        listed.outcome.as_ref().unwrap();
        assert_eq!(listed.ids(), (1..=320).collect::<Vec<_>>(), "{limit}");
    }
}

#[test]
fn keeps_callers_offset() {
    let params = json!({ "limit": 50, "offset": 7 });
    let listed = list("sign.thing.list", params, |query| {
        assert_eq!(number(query, "offset"), Some(7));
        json!({ "result": rows(8..=57) })
    });
    listed.outcome.as_ref().unwrap();
    assert_eq!((listed.rows.len(), listed.sent.len()), (50, 2));
}

#[test]
fn reads_all_pages_by_flag_for_more_rows() {
    for name in ["hasMore", "hasNextPage"] {
        for total in [None, Some(130)] {
            // Some rows are missing from their pages, and one page is empty.
            let page = move |query: &Query| {
                let from = number(query, "offset").unwrap_or(0);
                let shown = rows(from + 1..=(from + 20).min(130));
                let shown = shown.into_iter().filter(|row| row["ID"].as_u64().unwrap() % 9 > 0);
                let mut result = json!({ "items": shown.collect::<Vec<_>>() });
                result[name] = json!(from + 20 < 130);
                let mut response = json!({ "result": result });
                if let Some(total) = total {
                    response["total"] = json!(total);
                }
                response
            };
            let listed = list("im.thing.list", json!({}), page);
            listed.outcome.as_ref().unwrap();
            let shown = (1..=130).filter(|id| id % 9 > 0).collect::<Vec<_>>();
            assert_eq!(listed.ids(), shown, "{name}, {total:?}");
        }
    }
}

#[test]
fn flag_for_no_more_rows_ends_the_list() {
    let page = json!({ "result": { "items": rows(1..=50), "hasMore": false } });
    let listed = list("im.thing.list", json!({}), move |_| page.clone());
    listed.outcome.as_ref().unwrap();
    assert_eq!((listed.rows.len(), listed.sent.len()), (50, 1));
}

#[test]
fn skips_empty_page_before_more_rows() {
    let page = |query: &Query| {
        let from = number(query, "offset").unwrap_or(0);
        let items = if !(50..150).contains(&from) { rows(from + 1..=from + 50) } else { vec![] };
        json!({ "result": { "items": items, "hasMore": from < 150 } })
    };
    let listed = list("im.thing.list", json!({}), page);
    listed.outcome.as_ref().unwrap();
    assert_eq!(listed.ids(), (1..=50).chain(151..=200).collect::<Vec<_>>());
}

#[test]
fn ends_list_that_always_announces_more_rows() {
    for items in [rows(1..=20), vec![], vec![json!("a"); 3]] {
        let length = items.len();
        let page = json!({ "result": { "items": items, "hasMore": true } });
        let listed = list("im.thing.list", json!({}), move |_| page.clone());
        listed.outcome.as_ref().unwrap();
        assert_eq!(listed.rows.len(), length);
        assert!(listed.sent.len() <= 60, "{} requests", listed.sent.len());
    }
}

/// A random page: the number of rows, the first identifier, whether rows have identifiers, the flag
/// for more rows, `total` and `next`.
type RandomPage = (usize, usize, bool, Option<bool>, Option<usize>, Option<usize>);

fn random_page() -> impl Strategy<Value = RandomPage> {
    let length = prop_oneof![3 => Just(50_usize), 1 => Just(100_usize), 2 => 0..60_usize];
    let number = || prop_oneof![4 => Just(None), 1 => (0..400_usize).prop_map(Some)];
    let more = select(vec![None, None, Some(true), Some(true), Some(false)]);
    (length, 0..200_usize, any::<bool>(), more, number(), number())
}

fn to_json((length, first, has_id, more, total, next): RandomPage) -> Json {
    let name = if has_id { "ID" } else { "code" };
    let rows: Vec<Json> = (first..first + length).map(|at| json!({ name: at })).collect();
    let mut page = match more {
        Some(more) => json!({ "result": { "items": rows, "hasMore": more } }),
        None => json!({ "result": rows }),
    };
    for (name, number) in [("total", total), ("next", next)] {
        if let Some(number) = number {
            page[name] = number.into();
        }
    }
    page
}

proptest! {
    /// Fails for a list that continues as long as pages are full or announce more rows.
    #[test]
    fn every_list_ends(pages in vec(random_page(), 1..12), limit in 0..120_usize) {
        let sent = Cell::new(0);
        let page = move |_: &Query| {
            let at = sent.replace(sent.get() + 1);
            to_json(pages[at.min(pages.len() - 1)])
        };
        let listed = list("crm.thing.list", json!({ "limit": limit }), page);
        prop_assert!(!listed.sent.is_empty());
    }
}
