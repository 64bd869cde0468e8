//! Tails.

use serde_json::json;

use super::lists::list;
use super::*;

const TAIL: &str = "main.eventlog.tail";

/// A tail with rows 1 to 120, by an older portal (no `hasMore`, no value 0) or a newer one.
fn eventlog(is_newer: bool) -> Portal {
    Portal::new(move |_, body| {
        let value = body["cursor"]["value"].as_u64();
        assert!(is_newer || value != Some(0));
        let ids = (1..=120).filter(|id| *id > value.unwrap_or(0)).take(50);
        let rows: Vec<_> = ids.map(|id| json!({ "id": id })).collect();
        let mut result = json!({ "items": rows });
        if is_newer {
            let last = rows.last().map(|row| row["id"].as_u64().unwrap());
            result["hasMore"] = (last.unwrap_or(120) < 120).into();
            result["cursor"] = json!({ "field": "id", "value": last.map(|id| id.to_string()) });
        }
        (200, json!({ "result": result }).to_string())
    })
}

#[test]
fn a_tail_goes_on_after_its_last_row() {
    for is_newer in [false, true] {
        let portal = eventlog(is_newer);
        let listed = list(&portal, |v3| v3.tail(TAIL, Map::new()));
        assert_eq!(listed.ids, (1..=120).collect::<Vec<_>>());
        assert_eq!(
            listed.sent,
            [
                "{}",
                r#"{"cursor":{"field":"id","value":50,"order":"ASC"}}"#,
                r#"{"cursor":{"field":"id","value":100,"order":"ASC"}}"#
            ]
        );
        assert_eq!((listed.cursor.as_str(), listed.changed), ("after 120", false));
        let later = list(&portal, |v3| v3.list_from(TAIL, Map::new(), &listed.cursor));
        assert_eq!((later.ids.len(), later.sent.len(), later.cursor), (0, 1, listed.cursor));
    }
}

#[test]
fn a_tail_starts_at_the_callers_position() {
    let given = r#"{"cursor":{"value":110},"filter":["severity","=","INFO"]}"#;
    let listed = list(&eventlog(true), |v3| v3.tail(TAIL, params(given)));
    assert_eq!(listed.ids, (111..=120).collect::<Vec<_>>());
    assert_eq!(
        listed.sent,
        [r#"{"filter":["severity","=","INFO"],"cursor":{"value":110,"field":"id","order":"ASC"}}"#]
    );
    let given = r#"{"filter":["severity","=","INFO"]}"#;
    let listed = list(&eventlog(true), |v3| v3.tail(TAIL, params(given)).take(1));
    assert!(listed.sent[0].contains(r#""value":-1,"order":"ASC","limit":1"#));
}

#[test]
fn a_list_that_ends_within_a_page_resumes_after_its_last_row() {
    let listed = list(&eventlog(true), |v3| v3.tail(TAIL, Map::new()).take(7));
    assert_eq!((listed.ids.len(), listed.cursor.as_str()), (7, "after 7"));
    let rest = list(&eventlog(true), |v3| v3.list_from(TAIL, Map::new(), &listed.cursor));
    assert_eq!(rest.ids[0], 8);
}

#[test]
fn a_tail_by_another_field_may_lack_rows() {
    let portal = Portal::new(|_, _| (200, r#"{"result":{"items":[]}}"#.to_owned()));
    let given =
        r#"{"select":["id"],"cursor":{"field":"timestampX","value":"2026-01-30T15:50:24.000Z"}}"#;
    let listed = list(&portal, |v3| v3.tail(TAIL, params(given)));
    assert!(listed.changed && listed.sent[0].contains(r#""2026-01-30T15:50:24Z""#));
    assert!(listed.sent[0].contains(r#""select":["id","timestampX"]"#));
    for (given, code) in [
        (r#"{"cursor":{"field":"timestampX"}}"#, "INVALID_PARAMETER"),
        (r#"{"cursor":{"order":"DESC"}}"#, "INVALID_PARAMETER"),
        (r#"{"filter":["id",">",7]}"#, "INVALID_FILTER"),
        (r#"{"filter":[{"logic":"or","conditions":[["a",1],["id",7]]}]}"#, "INVALID_FILTER"),
    ] {
        let listed = list(&portal, |v3| v3.tail(TAIL, params(given)));
        assert_eq!(listed.outcome.unwrap_err().code(), code, "{given}");
    }
}
