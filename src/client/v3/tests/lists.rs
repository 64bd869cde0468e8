//! Lists.

use serde_json::json;

use super::*;
use crate::client::{V3List, v3::V3};

/// The rows, the outcome and the bodies of the requests of a list.
pub(super) struct Listed {
    pub(super) ids: Vec<u64>,
    pub(super) outcome: Result<()>,
    pub(super) changed: bool,
    pub(super) cursor: String,
    pub(super) sent: Vec<String>,
}

pub(super) fn list(portal: &Portal, start: impl Fn(&V3) -> V3List) -> Listed {
    let mut list = start(&portal.webhook().v3());
    let (mut ids, mut outcome) = (Vec::new(), Ok(()));
    block_on(async {
        loop {
            match list.try_next().await {
                Ok(Some(row)) => {
                    let row: Json = serde_json::from_str(&json::write(&row)).unwrap();
                    ids.push(row["id"].as_u64().unwrap());
                }
                Ok(None) => break,
                Err(error) => {
                    outcome = Err(error);
                    break;
                }
            }
        }
    });
    let sent = portal.sent().into_iter().map(|(_, body)| body).collect();
    let (changed, cursor) = (list.progress().changed, list.cursor().to_owned());
    Listed { ids, outcome, changed, cursor, sent }
}

fn items(ids: impl IntoIterator<Item = u64>) -> (u16, String) {
    let items: Vec<_> = ids.into_iter().map(|id| json!({ "id": id })).collect();
    (200, json!({ "result": { "items": items } }).to_string())
}

/// A method of the framework with rows 1 to `count`, which sends at most `cap` rows.
fn framework(count: u64, cap: u64) -> Portal {
    Portal::new(move |_, body| {
        let limit = body["pagination"]["limit"].as_u64().unwrap().min(cap);
        let offset = body["pagination"]["offset"].as_u64().unwrap_or(0);
        let conditions = body["filter"].as_array().cloned().unwrap_or_default();
        let matches = |id: &u64| {
            conditions.iter().all(|condition| {
                let value = condition[2].as_u64().unwrap();
                match condition[1].as_str().unwrap() {
                    ">" => *id > value,
                    "<" => *id < value,
                    other => panic!("{other}"),
                }
            })
        };
        let mut ids: Vec<_> = (1..=count).filter(matches).collect();
        if body["order"]["id"] == "DESC" {
            ids.reverse();
        }
        items(ids.into_iter().skip(offset as usize).take(limit as usize))
    })
}

const TASKS: &str = "tasks.task.list";

#[test]
fn a_list_by_identifier_asks_for_the_rows_after_the_last() {
    let listed = list(&framework(73, 50), |v3| v3.list(TASKS, params(r#"{"select":["title"]}"#)));
    assert_eq!(listed.ids, (1..=73).collect::<Vec<_>>());
    assert!(!listed.changed);
    assert_eq!(
        listed.sent,
        [
            r#"{"select":["title","id"],"pagination":{"limit":1000},"order":{"id":"ASC"}}"#,
            r#"{"select":["title","id"],"pagination":{"limit":1000},"order":{"id":"ASC"},"filter":[["id",">",50]]}"#,
        ]
    );
}

/// The numbers of requests by the number of rows and by the portal's own limit.
#[test]
fn a_short_page_ends_a_list_without_another_request() {
    for (count, cap, requests) in [
        // No portal sends fewer than 50 tasks if there are more.
        (0, 50, 1),
        (49, 50, 1),
        (49, 1000, 1),
        // 50 may be the portal's own limit.
        (50, 50, 2),
        (99, 50, 2),
        (100, 50, 3),
        (1000, 1000, 2),
        (1001, 1000, 2),
        (60, 1000, 2),
    ] {
        let listed = list(&framework(count, cap), |v3| v3.list(TASKS, Map::new()));
        assert_eq!(listed.ids.len() as u64, count);
        assert_eq!(listed.sent.len(), requests, "{count} rows, {cap} a page");
    }
}

#[test]
fn a_list_follows_the_order_and_the_filter() {
    let given = r#"{"order":{"id":"desc"},"filter":["id","<",60]}"#;
    let listed = list(&framework(100, 50), |v3| v3.list(TASKS, params(given)));
    assert_eq!(listed.ids, (1..60).rev().collect::<Vec<_>>());
    assert!(listed.sent[1].contains(r#""filter":[["id","<",60],["id","<",10]]"#));
    let given = r#"{"order":{"title":"ASC"}}"#;
    let listed = list(&framework(60, 50), |v3| v3.list(TASKS, params(given)));
    assert_eq!(listed.ids.len(), 60);
    assert!(listed.sent[1].contains(r#""pagination":{"limit":1000,"offset":49}"#));
}

#[test]
fn a_list_takes_as_many_rows_as_the_caller_wants() {
    let portal = framework(500, 50);
    for (take, requests) in [(0, 0), (7, 1), (50, 1), (60, 2)] {
        let listed = list(&portal, |v3| v3.list(TASKS, Map::new()).take(take));
        assert_eq!((listed.ids.len() as u32, listed.sent.len()), (take, requests));
    }
    let listed = list(&portal, |v3| v3.list(TASKS, Map::new()).take(60));
    assert!(listed.sent[1].contains(r#""limit":10"#), "{}", listed.sent[1]);
}

#[test]
fn the_size_of_a_page_is_the_callers_and_at_most_50_with_related_objects() {
    let portal = framework(3, 50);
    let given = r#"{"pagination":{"limit":2}}"#;
    let listed = list(&portal, |v3| v3.list(TASKS, params(given)));
    assert_eq!((listed.ids.len(), listed.sent.len()), (3, 2));
    let given = r#"{"select":["id","responsible.name"]}"#;
    let listed = list(&portal, |v3| v3.list(TASKS, params(given)));
    assert!(listed.sent[0].contains(r#""limit":50"#));
    for name in ["page", "offset"] {
        let given = format!(r#"{{"pagination":{{"{name}":2}}}}"#);
        let listed = list(&portal, |v3| v3.list(TASKS, params(&given)));
        assert_eq!(listed.outcome.unwrap_err().code(), "INVALID_PARAMETER");
    }
}

#[test]
fn a_method_that_ignores_the_order_goes_on_by_offset() {
    let portal = Portal::new(|_, body| {
        let offset = body["pagination"]["offset"].as_u64().unwrap_or(0) as usize;
        items((1..=70).rev().skip(offset).take(50))
    });
    let listed = list(&portal, |v3| v3.list(TASKS, Map::new()));
    assert_eq!(listed.ids, (1..=70).rev().collect::<Vec<_>>());
    assert_eq!(listed.sent.len(), 2);
}

#[test]
fn a_list_by_offset_removes_duplicates_of_shifted_pages() {
    let portal = Portal::new(|_, body| match body["pagination"]["offset"].as_u64() {
        None => items(1..=200),
        // Two rows were inserted before these.
        Some(199) => items(198..=250),
        other => panic!("{other:?}"),
    });
    let given = r#"{"type":"TEAM","select":["name"]}"#;
    let listed = list(&portal, |v3| v3.list("humanresources.node.list", params(given)));
    assert_eq!(listed.ids, (1..=250).collect::<Vec<_>>());
    assert!(listed.changed);
    assert_eq!(
        listed.sent[0],
        r#"{"type":"TEAM","select":["name","id"],"pagination":{"limit":200}}"#
    );
}

/// The first row of the second page would be the last of the first one.
#[test]
fn a_list_by_offset_notices_that_rows_were_removed() {
    for (second, changed) in [(vec![50, 51, 52], false), (vec![51, 52], true), (vec![], true)] {
        let rows = second.clone();
        let portal = Portal::new(move |_, body| match body["pagination"]["offset"].as_u64() {
            None => items(1..=50),
            Some(49) => items(rows.clone()),
            other => panic!("{other:?}"),
        });
        let listed = list(&portal, |v3| v3.list("mail.mailbox.list", Map::new()));
        assert_eq!(listed.ids.len(), second.iter().filter(|id| **id > 50).count() + 50);
        assert_eq!((listed.changed, listed.sent.len()), (changed, 2), "{second:?}");
    }
}

#[test]
fn one_inserted_row_does_not_end_a_list() {
    let portal = Portal::new(|_, body| match body["pagination"]["offset"].as_u64() {
        None => items((1..=50).rev()),
        // A row was inserted before the first one.
        Some(49) => items([2, 1]),
        Some(50) => items([1, 0]),
        other => panic!("{other:?}"),
    });
    let given = r#"{"order":{"title":"ASC"}}"#;
    let listed = list(&portal, |v3| v3.list(TASKS, params(given)).take(51));
    listed.outcome.unwrap();
    assert_eq!((listed.ids.len(), listed.ids.last(), listed.changed), (51, Some(&0), true));
}

#[test]
fn a_list_with_another_order_selects_the_identifier() {
    let given = r#"{"select":["title"],"order":{"title":"ASC"}}"#;
    let listed = list(&framework(120, 50), |v3| v3.list(TASKS, params(given)));
    assert_eq!(listed.ids.len(), 120);
    assert!(listed.sent[0].contains(r#""select":["title","id"]"#));
}

#[test]
fn rows_without_identifiers_may_be_equal() {
    let portal = Portal::new(|_, body| {
        let offset = body["pagination"]["offset"].as_u64().unwrap_or(0);
        let rows: Vec<_> = (offset..120).take(50).map(|at| json!({ "page": at / 50 })).collect();
        (200, json!({ "result": { "items": rows } }).to_string())
    });
    let client = portal.webhook();
    let mut rows = client.v3().list("some.new.list", Map::new());
    let mut count = 0;
    block_on(async {
        while rows.try_next().await.unwrap().is_some() {
            count += 1;
        }
    });
    assert_eq!(count, 120);
}

#[test]
fn an_empty_page_ends_a_list_even_if_the_portal_has_more() {
    let portal = Portal::new(|_, _| (200, r#"{"result":{"items":[],"hasMore":true}}"#.to_owned()));
    for method in ["main.eventlog.tail", TASKS, "mail.message.list"] {
        let listed = list(&portal, |v3| v3.list(method, Map::new()));
        assert_eq!((listed.sent.len(), listed.changed), (1, true), "{method}");
    }
}

#[test]
fn a_field_without_unique_whole_numbers_is_no_order() {
    let portal = Portal::new(|_, _| items([1, 1, 2]));
    let listed = list(&portal, |v3| v3.list_by("id", "some.new.list", Map::new()));
    let error = listed.outcome.unwrap_err();
    assert_eq!((error.code(), listed.ids.len()), ("LIST_STALLED", 0));
    assert!(error.description().contains("\"id\""), "{error}");
}

#[test]
fn the_cursor_of_an_unknown_method_shows_how_its_pages_follow() {
    let portal = framework(70, 50);
    let listed = list(&portal, |v3| v3.list_from("some.new.list", Map::new(), "id > 50"));
    assert_eq!(listed.ids, (51..=70).collect::<Vec<_>>());
    let listed = list(&portal, |v3| v3.list_from(TASKS, Map::new(), ""));
    assert_eq!(listed.ids.len(), 70);
}

#[test]
fn the_first_page_of_an_unknown_method_may_be_short() {
    let listed = list(&framework(35, 10), |v3| v3.list("some.new.list", Map::new()));
    assert_eq!(listed.ids.len(), 35);
    // It sends everything at once, whatever it is asked for.
    let whole = Portal::new(|_, _| items(1..=3));
    let listed = list(&whole, |v3| v3.list("some.new.list", Map::new()));
    listed.outcome.unwrap();
    assert_eq!((listed.ids, listed.sent.len()), (vec![1, 2, 3], 2));
}

#[test]
fn a_list_of_a_write_is_not_repeated() {
    let portal = Portal::new(|_, _| (502, "<html>".to_owned()));
    let given = r#"{"fields":{"title":"x"}}"#;
    let listed = list(&portal, |v3| v3.list("tasks.task.add", params(given)));
    assert_eq!((listed.outcome.is_err(), listed.sent.len()), (true, 1));
}

#[test]
fn a_portal_that_sends_the_same_rows_again_ends_the_list() {
    let same = Portal::new(|_, _| items(1..=50));
    let listed = list(&same, |v3| v3.list(TASKS, Map::new()));
    let error = listed.outcome.unwrap_err();
    assert_eq!((error.code(), error.cursor()), ("LIST_STALLED", Some("id > 50")));
    assert_eq!((listed.ids.len(), listed.sent.len()), (50, 2));
    let listed = list(&same, |v3| v3.list("mail.mailbox.list", Map::new()));
    assert_eq!(listed.outcome.unwrap_err().cursor(), Some("offset 50"));
    let nameless = Portal::new(|_, _| {
        let rows = vec![json!({ "id": null, "email": "a" }); 50];
        (200, json!({ "result": { "items": rows } }).to_string())
    });
    let client = nameless.webhook();
    let mut senders = client.v3().list("mail.mailbox.senders", Map::new());
    let error = block_on(async {
        loop {
            if let Err(error) = senders.try_next().await {
                return error;
            }
        }
    });
    assert_eq!(error.code(), "LIST_STALLED");
}

#[test]
fn a_failed_list_resumes_at_its_cursor() {
    for (given, cursor) in [("{}", "id > 50"), (r#"{"order":{"id":"DESC"}}"#, "id < 51")] {
        let requests = Cell::new(0);
        let rows = framework(100, 50).respond;
        let portal = Portal::new(move |path, body| match requests.replace(requests.get() + 1) {
            1 => (400, refusal("LOGICEXCEPTION")),
            _ => rows(path, body),
        });
        let failed = list(&portal, |v3| v3.list(TASKS, params(given)));
        let error = failed.outcome.unwrap_err();
        assert_eq!((error.cursor(), error.method()), (Some(cursor), Some(TASKS)));
        let rest = list(&portal, |v3| v3.list_from(TASKS, params(given), cursor));
        let mut ids = [failed.ids, rest.ids].concat();
        ids.sort_unstable();
        assert_eq!(ids, (1..=100).collect::<Vec<_>>());
    }
    for (method, cursor) in [(TASKS, "id < 5"), (TASKS, "x"), ("mail.mailbox.list", "id > 5")] {
        let listed = list(&framework(1, 1), |v3| v3.list_from(method, Map::new(), cursor));
        assert_eq!(listed.outcome.unwrap_err().code(), "INVALID_CURSOR", "{method} {cursor}");
    }
}

#[test]
fn lists_with_a_position_of_the_portal_follow_it() {
    let portal = Portal::new(|_, body| {
        let (items, next) = match body["pagination"]["afterCursor"]["id"].as_u64() {
            None => (json!([{ "id": 9 }, { "id": 4 }]), json!({ "position": 2, "id": 4 })),
            Some(4) => (json!([{ "id": 1 }]), json!(null)),
            other => panic!("{other:?}"),
        };
        (200, json!({ "result": { "items": items, "nextCursor": next } }).to_string())
    });
    let listed = list(&portal, |v3| v3.list("note.collection.list", Map::new()));
    assert_eq!(listed.ids, [9, 4, 1]);
    assert_eq!(
        listed.sent[1],
        r#"{"pagination":{"limit":50,"afterCursor":{"position":2,"id":4}}}"#
    );
    let from = r#"after {"position":2,"id":4}"#;
    let listed = list(&portal, |v3| v3.list_from("note.collection.list", Map::new(), from));
    assert_eq!(listed.ids, [1]);
    let more = Portal::new(|_, _| {
        let next = json!({ "startDate": "x", "id": 4 });
        let result = json!({ "items": [{ "id": 4 }], "hasMore": false, "afterCursor": next });
        (200, json!({ "result": result }).to_string())
    });
    let given = r#"{"filter":{"startDate":{"from":"a","to":"b"}}}"#;
    let listed = list(&more, |v3| v3.list("call.followup.list", params(given)));
    assert_eq!((listed.ids, listed.sent.len()), (vec![4], 1));
}

#[test]
fn a_single_page_tells_whether_rows_are_missing() {
    for (flag, changed) in [("truncated", true), ("hasMore", true), ("other", false)] {
        let portal = Portal::new(move |_, _| {
            (200, json!({ "result": { "items": [{ "id": 1 }], flag: true } }).to_string())
        });
        let given = r#"{"collectionId":1}"#;
        let listed = list(&portal, |v3| v3.list("note.document.tree.list", params(given)));
        assert_eq!((listed.ids, listed.changed), (vec![1], changed));
        assert_eq!(listed.sent, [given]);
    }
}

#[test]
fn rows_may_be_the_result_or_a_member_of_it() {
    let portal = Portal::new(|_, _| (200, r#"{"result":[{"id":5}]}"#.to_owned()));
    let listed = list(&portal, |v3| v3.list("mail.message.thread", params(r#"{"id":1}"#)));
    assert_eq!(listed.ids, [5]);
    let portal = Portal::new(|_, _| (200, r#"{"result":{"employees":[{"id":5}]}}"#.to_owned()));
    let method = "humanresources.employee.multidepartment";
    let listed = list(&portal, |v3| v3.list(method, Map::new()).rows("employees"));
    assert_eq!(listed.ids, [5]);
    let error = list(&portal, |v3| v3.list(method, Map::new())).outcome.unwrap_err();
    assert_eq!(error.code(), "NOT_A_LIST");
}

#[test]
fn a_method_that_is_not_known_goes_by_offset_or_by_a_field() {
    let portal = framework(70, 50);
    let listed = list(&portal, |v3| v3.list("some.new.list", Map::new()));
    assert_eq!((listed.ids.len(), listed.sent.len()), (70, 2));
    let listed = list(&portal, |v3| v3.list_by("id", "some.new.list", Map::new()));
    assert_eq!((listed.ids.len(), listed.sent.len()), (70, 2));
    assert!(listed.sent[1].contains(r#"["id",">",50]"#));
}
