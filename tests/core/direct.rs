//! A result that is read directly equals the one that is read by way of a `Value`.

use std::fmt::Debug;

use crate::support::generate;
use b24_wasm::methods::{department, im, system, user};
use b24_wasm::schema::{Decode, Field, Method, Record};
use b24_wasm::wire::envelope::{self, Reply};
use b24_wasm::wire::{Map, Value, json};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// A folder of a drive, whose members have other types than those that their kinds imply.
#[derive(Clone, Debug, PartialEq, Record)]
struct Folder {
    #[field("ID", Id)]
    id: Option<u64>,
    #[field(Ids)]
    readers: Option<Value>,
    #[field(Map)]
    labels: Option<Value>,
    #[field(CountsById)]
    counts: Option<Value>,
    name: Option<String>,
    #[field(other)]
    other: Map,
}

#[derive(Clone, Debug, PartialEq, Method)]
#[method("own.folders", result = Vec<Folder>)]
struct Folders;

type Parts<T> = (T, Option<u32>, Option<u32>, Option<Map>);

fn parts<T>(Reply { result, total, next, time, .. }: Reply<T>) -> Parts<T> {
    (result, total, next, time)
}

fn directly<M: Method>(body: &str) -> Option<Parts<M::Result>> {
    M::definition().read(&Map::new(), body).map(parts)
}

fn by_value<M: Method>(body: &str) -> Option<Parts<M::Result>> {
    let (mut result, total, next, time) = parts(envelope::decode(200, body).ok()?);
    M::definition().normalize(&Map::new(), &mut result).ok()?;
    Some((M::Result::decode(result)?, total, next, time))
}

/// Asserts that nothing is read directly that is refused or reads otherwise by way of a `Value`.
fn assert_same<M: Method<Result: PartialEq + Debug>>(body: &str) {
    if let Some(direct) = directly::<M>(body) {
        assert_eq!(Some(direct), by_value::<M>(body), "{}: {body}", M::definition().name);
    }
}

/// Values that PHP sends for the fields of rows.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(vec![
            r#""""#, r#""Anna""#, r#""\u0416\/\"""#, "null", "true", "false", "[]", "{}", "7", "0",
            r#""7""#, r#""0""#, r#"" 7 ""#, r#""-1""#, "1.50", "99999999999999999999", r#""Y""#,
            r#""N""#, r#""2024-07-23 08:08:50""#, r#""23.07.2024""#, r#""/blank.gif""#, "[1,\"2\"]",
            r#"{"1":3}"#, r#"{"4":"7"}"#, r#"[{"id":1}]"#, r#"{"work_phone":"1","inner_phone":2}"#,
        ]).prop_map(str::to_owned),
        1 => generate::value().prop_map(|value| json::write(&value)),
    ]
}

/// A row with some of the columns, in any order, often with its identifier first.
fn row(columns: &'static [Field]) -> impl Strategy<Value = String> {
    let name = prop_oneof![
        8 => select(columns).prop_map(|column| format!("{:?}", column.name)),
        1 => select(vec![r#""UF_X""#, r#""N\u0041ME""#, r#""""#, r#""result""#, r#""error""#])
            .prop_map(str::to_owned),
    ];
    let entry = (name, value()).prop_map(|(name, value)| format!("{name}:{value}"));
    let id = prop_oneof![
        6 => select(vec![r#""ID":"12","#, r#""id":12,"#, r#""ID": 9 ,"id":"3","#]),
        1 => Just(""),
    ];
    (id, vec(entry, 0..6)).prop_map(|(id, entries)| {
        let row = format!("{id}{}", entries.join(","));
        format!("{{{}}}", row.trim_end_matches(','))
    })
}

fn result(columns: &'static [Field]) -> impl Strategy<Value = String> {
    prop_oneof![
        6 => vec(row(columns), 0..4).prop_map(|rows| format!("[{}]", rows.join(", "))),
        2 => row(columns),
        2 => vec((0..20_u32, row(columns)), 0..4).prop_map(|rows| {
            let rows: Vec<_> = rows.iter().map(|(id, row)| format!(r#""{id}":{row}"#)).collect();
            format!("{{{}}}", rows.join(","))
        }),
        1 => value(),
    ]
}

/// A body, sometimes with other members, notices or an end that is missing.
fn body(columns: &'static [Field]) -> impl Strategy<Value = String> {
    let more = select(vec![
        "",
        "",
        "",
        r#","total":2,"next":"50","time":{"start":1.5}"#,
        r#","error":"""#,
        r#","result":[]"#,
        r#","time":[]"#,
        ",",
        "}",
        " \n",
    ]);
    let before =
        select(vec!["{", "{", "{ ", " {", "\u{feff}{", "<b>Notice</b>{", r#"{"total":1,"#]);
    (before, result(columns), more, 0..12_usize, any::<prop::sample::Index>()).prop_map(
        |(before, result, more, cut, at)| {
            let mut body = format!("{before}\"result\":{result}{more}}}");
            let at = at.index(body.len());
            if cut == 0 && body.is_char_boundary(at) {
                body.truncate(at);
            }
            body
        },
    )
}

fn columns() -> impl Strategy<Value = &'static [Field]> {
    select(vec![
        user::User::FIELDS.columns,
        department::Department::FIELDS.columns,
        im::ImUser::FIELDS.columns,
        system::App::FIELDS.columns,
        Folder::FIELDS.columns,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn direct_results_equal_those_by_value(body in columns().prop_flat_map(body)) {
        assert_same::<user::Get>(&body);
        assert_same::<user::Current>(&body);
        assert_same::<user::Admin>(&body);
        assert_same::<department::Get>(&body);
        assert_same::<im::dialog::UsersList>(&body);
        assert_same::<im::user::ListGet>(&body);
        assert_same::<im::department::Get>(&body);
        assert_same::<im::department::EmployeesGet>(&body);
        assert_same::<system::AppInfo>(&body);
        assert_same::<system::Scope>(&body);
        assert_same::<Folders>(&body);
    }
}

/// Without this, reading nothing directly would be right.
#[test]
fn pages_are_read_directly() {
    let page = include_str!("../fixtures/user_get.json");
    assert_eq!(directly::<user::Get>(page), by_value::<user::Get>(page));
    assert!(directly::<user::Get>(page).is_some());
    let rows = r#"{"result":[{"NAME":"","ID":"7","UF_X":[1]},{"ID":8,"NAME":null}],"next":50}"#;
    let (users, _, next, _) = directly::<user::Get>(rows).unwrap();
    assert_eq!((users[0].id, users[1].id, next), (7, 8, Some(50)));
    assert_eq!(users[0].name.as_deref(), Some(""));
    assert_eq!(users[0].other, Map::from_iter([("UF_X", vec![1_u64])]));
    let departments = r#"{"result":[{"id":"1","name":"Sales"}]}"#;
    // The manager's record depends on another field.
    assert_eq!(directly::<im::department::Get>(departments), None);
    assert!(by_value::<im::department::Get>(departments).is_some());
}

#[test]
fn missing_fields_are_read_by_their_kind() {
    let rows = r#"{"result":[{"ID":"1"}]}"#;
    let (folders, ..) = directly::<Folders>(rows).unwrap();
    assert_eq!(folders[0].readers, Some(Value::List(vec![])));
    assert_eq!(folders[0].name, None);
    assert_same::<Folders>(rows);
    assert_eq!(directly::<Folders>(r#"{"result":[{"name":"Ads"}]}"#), None);
}

#[test]
fn whatever_needs_an_explanation_is_not_read_directly() {
    for body in [
        r#"{"result":[],"error":null}"#,
        r#"{"result":[],"result":[]}"#,
        r#"{"result":[{"NAME":"Anna"}]}"#,
        r#"{"result":[{"ID":"x"}]}"#,
        r#"{"result":{}}"#,
        r#"{"result":[]"#,
        r#"{"result":[]} {}"#,
        r#"{"total":1}"#,
        "",
    ] {
        assert_eq!(directly::<user::Get>(body), None, "{body}");
    }
    let deep = |levels| {
        format!(r#"{{"result":[{{"ID":1,"X":{}{}}}]}}"#, "[".repeat(levels), "]".repeat(levels))
    };
    assert!(directly::<user::Get>(&deep(509)).is_some());
    assert!(directly::<user::Get>(&deep(510)).is_none());
}
