//! Pages that say nothing of an end, or say in words of their own that more follow.

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

/// Pages of `size` rows of `all`, without `total` and `next`.
fn silent(all: Vec<Json>, size: usize) -> impl Fn(&Query) -> Json {
    move |query| json!({ "result": slice(&all, start(query), size) })
}

fn slice(all: &[Json], from: usize, size: usize) -> Vec<Json> {
    all.iter().skip(from).take(size).cloned().collect()
}

fn starts(walked: &Walked) -> Vec<usize> {
    walked.sent.iter().map(start).collect()
}

#[test]
fn full_page_without_total_and_next_is_not_the_last() {
    let walked = walk("crm.thing.list", json!({}), silent(rows(1..=120), 50));
    walked.outcome.as_ref().unwrap();
    assert_eq!(walked.ids(), (1..=120).collect::<Vec<_>>());
    assert_eq!((starts(&walked), walked.changed), (vec![0, 50, 100], false));
}

#[test]
fn empty_page_ends_such_a_list() {
    let walked = walk("crm.thing.list", json!({}), silent(rows(1..=100), 50));
    walked.outcome.as_ref().unwrap();
    assert_eq!((walked.rows.len(), starts(&walked)), (100, vec![0, 50, 100]));
    assert!(!walked.changed);
}

#[test]
fn short_first_page_ends_such_a_list() {
    for length in [0, 1, 49, 51, 137] {
        let walked = walk("crm.thing.list", json!({}), silent(rows(0..length), 200));
        walked.outcome.as_ref().unwrap();
        assert_eq!((walked.rows.len(), walked.sent.len()), (length, 1));
    }
}

#[test]
fn method_that_ignores_start_ends_the_list_without_duplicates() {
    let nameless = |at: usize| json!({ "lang": at, "name": "x" });
    for page in [
        rows(1..=50),
        (0..50).map(nameless).collect(),
        vec![json!({ "lang": "de", "name": "x" }); 50],
        (0..50).map(|at| json!(format!("crm_{at}"))).collect(),
    ] {
        let answer = json!({ "result": page.clone() });
        let walked = walk("crm.thing.list", json!({}), move |_| answer.clone());
        walked.outcome.as_ref().unwrap();
        assert_eq!((walked.rows, walked.sent.len()), (page, 2));
        assert!(!walked.changed);
    }
}

#[test]
fn rows_alike_on_different_pages_are_all_there() {
    let all: Vec<Json> = (0..120).map(|at| json!({ "lang": at / 60, "at": at / 2 })).collect();
    let walked = walk("crm.thing.list", json!({}), silent(all.clone(), 50));
    walked.outcome.as_ref().unwrap();
    assert_eq!(walked.rows, all);
}

#[test]
fn rows_of_one_page_with_the_same_identifier_are_all_there() {
    let days = json!([{ "ID": 7, "day": 1 }, { "ID": 7, "day": 2 }, { "ID": 8, "day": 1 }]);
    let page = json!({ "result": days });
    let walked = walk("calendar.event.get", json!({}), move |_| page.clone());
    walked.outcome.as_ref().unwrap();
    assert_eq!((Json::from(walked.rows), walked.changed), (days, false));
}

#[test]
fn pages_are_as_long_as_the_callers_limit() {
    let by_offset = |query: &Query| {
        let size = number(query, "limit").or(number(query, "LIMIT")).unwrap();
        json!({ "result": slice(&rows(1..=45), number(query, "offset").unwrap_or(0), size) })
    };
    for params in [json!({ "limit": 20 }), json!({ "LIMIT": "20" }), json!({ "limit": 45 })] {
        let walked = walk("sign.thing.list", params, by_offset);
        walked.outcome.as_ref().unwrap();
        assert_eq!(walked.ids(), (1..=45).collect::<Vec<_>>());
        assert!(walked.sent.len() <= 3);
    }
}

#[test]
fn limit_that_the_method_ignores_or_caps_ends_nothing() {
    for (limit, size) in [(200, 50), (500, 100), (10, 50)] {
        let walked = walk("crm.thing.list", json!({ "limit": limit }), silent(rows(1..=320), size));
        walked.outcome.as_ref().unwrap();
        assert_eq!(walked.ids(), (1..=320).collect::<Vec<_>>(), "{limit}");
    }
}

#[test]
fn callers_own_offset_is_not_replaced() {
    let params = json!({ "limit": 50, "offset": 7 });
    let walked = walk("sign.thing.list", params, |query| {
        assert_eq!(number(query, "offset"), Some(7));
        json!({ "result": rows(8..=57) })
    });
    walked.outcome.as_ref().unwrap();
    assert_eq!((walked.rows.len(), walked.sent.len()), (50, 2));
}

#[test]
fn pages_that_say_that_more_follow_are_read_to_the_end() {
    for name in ["hasMore", "hasNextPage"] {
        for total in [None, Some(130)] {
            // Some of the rows are left out of their pages, one page is left empty.
            let page = move |query: &Query| {
                let from = number(query, "offset").unwrap_or(0);
                let shown = rows(from + 1..=(from + 20).min(130));
                let shown = shown.into_iter().filter(|row| row["ID"].as_u64().unwrap() % 9 > 0);
                let mut result = json!({ "items": shown.collect::<Vec<_>>() });
                result[name] = json!(from + 20 < 130);
                let mut answer = json!({ "result": result });
                if let Some(total) = total {
                    answer["total"] = json!(total);
                }
                answer
            };
            let walked = walk("im.thing.list", json!({}), page);
            walked.outcome.as_ref().unwrap();
            let shown = (1..=130).filter(|id| id % 9 > 0).collect::<Vec<_>>();
            assert_eq!(walked.ids(), shown, "{name}, {total:?}");
        }
    }
}

#[test]
fn full_page_that_says_that_none_follow_is_the_last() {
    let page = json!({ "result": { "items": rows(1..=50), "hasMore": false } });
    let walked = walk("im.thing.list", json!({}), move |_| page.clone());
    walked.outcome.as_ref().unwrap();
    assert_eq!((walked.rows.len(), walked.sent.len()), (50, 1));
}

#[test]
fn empty_page_before_more_is_passed_over() {
    let page = |query: &Query| {
        let from = number(query, "offset").unwrap_or(0);
        let items = if !(50..150).contains(&from) { rows(from + 1..=from + 50) } else { vec![] };
        json!({ "result": { "items": items, "hasMore": from < 150 } })
    };
    let walked = walk("im.thing.list", json!({}), page);
    walked.outcome.as_ref().unwrap();
    assert_eq!(walked.ids(), (1..=50).chain(151..=200).collect::<Vec<_>>());
}

#[test]
fn more_for_ever_without_a_new_row_is_not_believed() {
    for items in [rows(1..=20), vec![], vec![json!("a"); 3]] {
        let length = items.len();
        let page = json!({ "result": { "items": items, "hasMore": true } });
        let walked = walk("im.thing.list", json!({}), move |_| page.clone());
        walked.outcome.as_ref().unwrap();
        assert_eq!(walked.rows.len(), length);
        assert!(walked.sent.len() <= 60, "{} requests", walked.sent.len());
    }
}

/// A page as some portal might send it: how many rows, from which identifier, whether they have one,
/// and what it says of an end.
type Whim = (usize, usize, bool, Option<bool>, Option<usize>, Option<usize>);

fn whim() -> impl Strategy<Value = Whim> {
    let length = prop_oneof![3 => Just(50_usize), 1 => Just(100_usize), 2 => 0..60_usize];
    let number = || prop_oneof![4 => Just(None), 1 => (0..400_usize).prop_map(Some)];
    let more = select(vec![None, None, Some(true), Some(true), Some(false)]);
    (length, 0..200_usize, any::<bool>(), more, number(), number())
}

fn whimsical((length, first, has_id, more, total, next): Whim) -> Json {
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
    /// Broken by a walk that asks on for as long as pages are full, or say that more follow.
    #[test]
    fn walk_ends_whatever_the_pages_say(pages in vec(whim(), 1..12), limit in 0..120_usize) {
        let sent = Cell::new(0);
        let page = move |_: &Query| {
            let at = sent.replace(sent.get() + 1);
            whimsical(pages[at.min(pages.len() - 1)])
        };
        let walked = walk("crm.thing.list", json!({ "limit": limit }), page);
        prop_assert!(!walked.sent.is_empty());
    }
}
