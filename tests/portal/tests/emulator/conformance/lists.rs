//! Pages, orders and selections of lists.

use std::collections::BTreeSet;

use serde_json::json;

use super::calls::number;
use super::each;

#[test]
fn pages_contain_every_record_once() {
    each(|subject, setup| {
        let name = subject.name;
        let first = subject.list(setup, json!({}), json!({}));
        let total = usize::try_from(first["total"].as_u64().unwrap()).unwrap();
        assert!(total >= 120, "{name} has {total} records");
        assert_eq!((subject.rows(&first).len(), &first["next"]), (50, &json!(50)), "{name}");

        let ids = subject.ids(&subject.all(setup, &json!({}), &json!({})));
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), total, "{name}");
        let ordered = ids.windows(2).all(|pair| (pair[0] < pair[1]) != subject.newest_first);
        assert!(ordered, "{name}: {ids:?}");

        // The page is the one that contains `start`.
        let within = subject.list(setup, json!({}), json!({ "start": 57 }));
        assert_eq!(subject.ids(&subject.rows(&within)), ids[50..100], "{name}");
        let beyond = subject.list(setup, json!({}), json!({ "start": 100_000 }));
        assert!(subject.rows(&beyond).is_empty() && beyond.get("next").is_none(), "{name}");
    });
}

#[test]
fn list_without_a_count_has_no_next_page() {
    each(|subject, setup| {
        let reply = subject.list(setup, json!({}), json!({ "start": -1 }));
        assert_eq!(subject.rows(&reply).len(), 50, "{}", subject.name);
        assert!(reply.get("next").is_none(), "{}", subject.name);
        let total = reply.get("total").cloned().unwrap_or_default();
        assert_eq!(total, subject.uncounted, "{}", subject.name);
    });
}

#[test]
fn walk_by_identifier_is_whole_while_records_come_and_go() {
    each(|subject, setup| {
        let name = subject.name;
        let order = if subject.id.1 == "ID" || subject.id.0 == "taskId" { "ID" } else { "id" };
        let (mut last, mut seen) = (0, Vec::new());
        let before = subject.ids(&subject.all(setup, &json!({}), &json!({})));
        let mut expected: BTreeSet<i64> = before.iter().copied().collect();
        loop {
            let reply = subject.list(
                setup,
                json!({ format!(">{order}"): last }),
                json!({ "order": { order: "ASC" }, "start": -1 }),
            );
            let ids = subject.ids(&subject.rows(&reply));
            let Some(newest) = ids.last().copied() else { break };
            last = newest;
            seen.extend(ids);
            // One record that was read goes, and one comes.
            let first = seen[seen.len() / 2];
            subject.call(setup, "delete", json!({ subject.id.0: first }));
            if seen.len() < 120 {
                expected.insert(subject.add(setup, "New", json!({})));
            }
        }
        assert_eq!(seen, expected.into_iter().collect::<Vec<_>>(), "{name}");
    });
}

#[test]
fn order_sorts_by_several_fields() {
    each(|subject, setup| {
        let name = subject.name;
        let id = if subject.id.1 == "ID" || subject.id.0 == "taskId" { "ID" } else { "id" };
        let order = json!({ "order": { subject.number.1: "DESC", id: "ASC" } });
        let rows = subject.all(setup, &json!({}), &order);
        let key = |row: &serde_json::Value| {
            (number(&row[subject.number.0]).unwrap_or(-1.0), subject.id_of(row))
        };
        let keys: Vec<(f64, i64)> = rows.iter().map(key).collect();
        let sorted = |pair: &[(f64, i64)]| {
            pair[0].0 > pair[1].0 || (pair[0].0 == pair[1].0 && pair[0].1 < pair[1].1)
        };
        assert!(keys.windows(2).all(sorted), "{name}: {keys:?}");

        let order = json!({ "order": { subject.text.1: "asc" } });
        let texts: Vec<String> = subject
            .all(setup, &json!({}), &order)
            .iter()
            .map(|row| row[subject.text.0].as_str().unwrap_or_default().to_lowercase())
            .collect();
        assert!(texts.is_sorted(), "{name}: {texts:?}");
    });
}

#[test]
fn selection_contains_what_it_names() {
    each(|subject, setup| {
        let name = subject.name;
        let mut names = vec![subject.text.1, "NO_SUCH_FIELD"];
        names.extend(subject.select);
        let reply = subject.list(setup, json!({}), json!({ "select": names }));
        let mut expected = BTreeSet::from([subject.id.1, subject.text.0]);
        expected.extend(subject.select.iter().filter(|name| **name != "id"));
        for row in subject.rows(&reply) {
            let keys: BTreeSet<_> = row.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(keys, expected, "{name}");
        }
    });
}

#[test]
fn custom_fields_are_selected_by_name_and_by_mask() {
    each(|subject, setup| {
        let Some(custom) = subject.custom else { return };
        let name = subject.name;
        // `crm.item.list` contains custom fields without being asked.
        let by_default = subject.prefix == "crm.item";
        let plain = subject.rows(&subject.list(setup, json!({}), json!({})));
        assert_eq!(plain[0].get(custom).is_some(), by_default, "{name}");
        for select in [json!(["UF_*"]), json!(["*", "UF_*"])] {
            let rows = subject.all(setup, &json!({}), &json!({ "select": select }));
            assert!(rows.iter().all(|row| row.get(custom).is_some()), "{name}");
            let filled = |row: &&serde_json::Value| match &row[custom] {
                serde_json::Value::Array(values) => !values.is_empty(),
                value => !value.is_null() && value != "",
            };
            assert!(rows.iter().any(|row| filled(&row)), "{name}: {custom} is always empty");
        }
    });
}
