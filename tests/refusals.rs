//! What is refused before it is sent: a typo never asks the portal for everybody.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use b24_wasm::error::ErrorKind;
use b24_wasm::methods::user::{Field, Get};
use b24_wasm::wire::{Map, Value, json};
use b24_wasm::{Error, Filter};
use support::Setup;

/// Asserts that the call fails with this code and these words, and that nothing was sent.
fn assert_refused(method: &str, params: &str, code: &str, words: &[&str]) -> Error {
    let setup = Setup::new();
    let Value::Map(given) = json::read(params).unwrap() else { panic!("{params}") };
    let client = setup.webhook();
    let outcome = setup.run(client.call_by_name(method, given, 1000));
    let error = outcome.map(drop).expect_err(params);
    assert_eq!((error.kind(), error.code()), (ErrorKind::Input, code), "{params}");
    assert_eq!((error.status(), error.retryable(), error.response()), (0, false, ""), "{params}");
    assert_eq!(error.method(), method);
    for word in words {
        assert!(error.description().contains(word), "{params}: {error}");
    }
    assert_eq!(setup.requests(), [], "{params}");
    assert_eq!((setup.elapsed(), setup.clock.timers()), (0, 0), "{params}");
    error
}

fn assert_filter_refused(filter: &str, code: &str, words: &[&str]) {
    assert_refused("user.get", &format!(r#"{{"filter":{filter}}}"#), code, words);
}

#[test]
fn an_unknown_field_comes_with_the_one_that_was_meant() {
    for (filter, meant) in [
        (r#"{"LAST_NMAE":"x"}"#, "LAST_NAME"),
        (r#"{"!%LASTNAME":"x"}"#, "LAST_NAME"),
        (r#"{"@PERSONAL_CITI":["x"]}"#, "PERSONAL_CITY"),
        (r#"{">=DATE_REGISTR":"2020-01-01"}"#, "DATE_REGISTER"),
        (r#"{"last_name":"x"}"#, "LAST_NAME"),
        (r#"{"HAS_DEPARTMENT":true}"#, "HAS_DEPARTAMENT"),
    ] {
        let meant = format!("did you mean \"{meant}\"?");
        assert_filter_refused(filter, "UNKNOWN_FIELD", &[&meant]);
    }
}

#[test]
fn a_field_that_resembles_none_is_refused_without_a_guess() {
    for name in ["FAVOURITE_COLOUR", "UF_"] {
        let params = format!(r#"{{"filter":{{"{name}":"x"}}}}"#);
        let error = assert_refused("user.get", &params, "UNKNOWN_FIELD", &[name]);
        assert!(!error.description().contains("did you mean"), "{error}");
    }
}

#[test]
fn one_wrong_condition_among_good_ones_is_enough() {
    let filter = r#"{"ACTIVE":true,"%LAST_NAME":"a","%LAST_NAM":"b","ID":1}"#;
    assert_filter_refused(filter, "UNKNOWN_FIELD", &["\"LAST_NAM\"", "\"LAST_NAME\""]);
}

#[test]
fn an_unknown_operator_is_told_from_an_unknown_field() {
    for key in
        ["><ID", "!><ID", "?NAME", "~NAME", "==NAME", "<>NAME", "%%NAME", " NAME", "!!NAME", "@=ID"]
    {
        let filter = format!(r#"{{"{key}":["1","2"]}}"#);
        assert_filter_refused(&filter, "UNKNOWN_OPERATOR", &[&format!("\"{key}\""), "!=%"]);
    }
}

#[test]
fn an_operator_that_the_field_does_not_offer_is_refused() {
    for filter in [
        r#"{"%ID":1}"#,
        r#"{"!%=ID":"1%"}"#,
        r#"{">ACTIVE":true}"#,
        r#"{"%ACTIVE":"Y"}"#,
        r#"{"%DATE_REGISTER":"2020"}"#,
        r#"{"@ACTIVE":[true]}"#,
        r#"{">UF_DEPARTMENT":1}"#,
        r#"{"%UF_DEPARTMENT":"1"}"#,
        r#"{"=NAME_SEARCH":"John"}"#,
        r#"{"!NAME_SEARCH":"John"}"#,
    ] {
        assert_filter_refused(filter, "INVALID_CONDITION", &["operator"]);
    }
}

#[test]
fn the_portal_would_pass_over_these_conditions() {
    for condition in [
        r#""HAS_DEPARTAMENT":false"#,
        r#""!HAS_DEPARTAMENT":true"#,
        r#""=HAS_DEPARTAMENT":true"#,
        r#""NAME_SEARCH":"Jo""#,
        r#""NAME_SEARCH":"a b c""#,
        r#""NAME_SEARCH":"J.-R.""#,
        r#""NAME_SEARCH":"""#,
    ] {
        assert_filter_refused(&format!("{{{condition}}}"), "INVALID_CONDITION", &[]);
    }
}

#[test]
fn a_value_that_the_field_cannot_have_is_refused() {
    for (filter, wanted) in [
        (r#"{"ID":"x"}"#, "whole number"),
        (r#"{"ID":1.5}"#, "whole number"),
        (r#"{"ID":true}"#, "whole number"),
        (r#"{"@ID":[1,"x"]}"#, "whole number"),
        (r#"{"UF_DEPARTMENT":"Sales"}"#, "whole number"),
        (r#"{"ACTIVE":"maybe"}"#, "true or false"),
        (r#"{"ACTIVE":2}"#, "true or false"),
        (r#"{"LAST_NAME":true}"#, "text"),
        (r#"{"LAST_NAME":{"a":"b"}}"#, "single value"),
        (r#"{"LAST_NAME":null}"#, "null"),
        (r#"{"@LAST_NAME":["a",null]}"#, "null"),
        (r#"{"@LAST_NAME":[["a"]]}"#, "single value"),
        (r#"{"@LAST_NAME":"a"}"#, "list"),
        (r#"{">ID":[1,2]}"#, "single value"),
        (r#"{"%LAST_NAME":["a","b"]}"#, "single value"),
        (r#"{"ACTIVE":[false]}"#, "single value"),
        (r#"{"!IS_ONLINE":[true,false]}"#, "single value"),
        (r#"{">DATE_REGISTER":"yesterday"}"#, "date"),
        (r#"{">DATE_REGISTER":1700000000}"#, "date"),
        (r#"{"NAME_SEARCH":["John"]}"#, "single value"),
        (r#"{"HAS_DEPARTAMENT":[true]}"#, "single value"),
        (r#"{"UF_USR_BADGE":{"a":1}}"#, "single value"),
    ] {
        assert_filter_refused(filter, "INVALID_CONDITION", &[wanted]);
    }
}

#[test]
fn one_condition_given_twice_is_refused() {
    let setup = Setup::new();
    let filter = Filter::new().contains(Field::Name, "a").contains(Field::Name, "b");
    let error = setup.run(setup.webhook().call(Get::new().filter(filter))).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "INVALID_CONDITION"));
    assert!(error.description().contains("twice"), "{error}");
    assert_eq!(setup.requests(), []);
}

#[test]
fn an_unknown_parameter_comes_with_the_one_that_was_meant() {
    for (params, words) in [
        (r#"{"filtr":{}}"#, "did you mean \"filter\"?"),
        (r#"{"SORTS":"ID"}"#, "did you mean \"sort\"?"),
        (r#"{"IMAGE_SIZE":"small"}"#, "parameter \"IMAGE_SIZE\" is unknown"),
        (r#"{"id":1}"#, "did you mean \"ID\"?"),
        (r#"{"LAST_NMAE":"an"}"#, "did you mean \"LAST_NAME\"?"),
        (r#"{"limit":10}"#, "parameter \"limit\" is unknown"),
    ] {
        assert_refused("user.get", params, "UNKNOWN_PARAMETER", &[words]);
    }
    assert_refused("user.current", r#"{"ID":1}"#, "UNKNOWN_PARAMETER", &["\"ID\""]);
}

#[test]
fn a_value_that_a_parameter_does_not_take_is_refused() {
    for (params, words) in [
        (r#"{"start":"next"}"#, ["start", "whole number"]),
        (r#"{"start":0.5}"#, ["start", "whole number"]),
        (r#"{"select":"ID"}"#, ["select", "list"]),
        (r#"{"order":"UP"}"#, ["order", "ASC"]),
        (r#"{"order":{"ID":"ASC"}}"#, ["order", "ASC"]),
        (r#"{"sort":["ID"]}"#, ["sort", "field"]),
        (r#"{"IMAGE_RESIZE":"huge"}"#, ["IMAGE_RESIZE", "large"]),
        (r#"{"ADMIN_MODE":"maybe"}"#, ["ADMIN_MODE", "true or false"]),
        (r#"{"filter":"ACTIVE"}"#, ["filter", "conditions"]),
        (r#"{"filter":["ACTIVE"]}"#, ["filter", "conditions"]),
        (r#"{"filter":{},"FILTER":{"ID":1}}"#, ["filter", "twice"]),
    ] {
        assert_refused("user.get", params, "INVALID_PARAMETER", &words);
    }
}

#[test]
fn a_selection_or_a_sort_by_an_unknown_field_is_refused() {
    for params in [r#"{"select":["ID","LAST_NMAE"]}"#, r#"{"sort":"LAST_NMAE"}"#] {
        assert_refused("user.get", params, "UNKNOWN_FIELD", &["did you mean \"LAST_NAME\"?"]);
    }
    for params in [r#"{"sort":"*"}"#, r#"{"sort":"UF_*"}"#, r#"{"select":["NAME_SEARCH"]}"#] {
        assert_refused("user.get", params, "UNKNOWN_FIELD", &[]);
    }
}

#[test]
fn words_for_a_person_stand_apart() {
    let error = assert_refused("user.get", r#"{"order":"UP"}"#, "INVALID_PARAMETER", &[]);
    assert!(!error.description().contains("ASCDESC"), "{error}");
}

#[test]
fn what_the_portal_keeps_for_itself_is_refused_for_every_method() {
    for name in ["auth", "access_token", "sessid", "token", "method"] {
        for method in ["user.get", "crm.deal.list"] {
            let params = format!(r#"{{"{name}":"x"}}"#);
            assert_refused(method, &params, "RESERVED_PARAMETER", &[&format!("\"{name}\"")]);
        }
    }
}

#[test]
fn a_method_name_that_leads_elsewhere_is_refused() {
    for name in [
        "",
        "../user.get",
        "user/get",
        "user.get?x=1",
        "user.get#",
        "user get",
        "..",
        "пользователь",
    ] {
        let setup = Setup::new();
        let client = setup.webhook();
        let error = setup.run(client.call_by_name(name, Map::new(), 1000)).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "INVALID_METHOD"), "{name}");
        assert_eq!(setup.requests(), [], "{name}");
    }
}

#[test]
fn a_refusal_never_says_that_what_is_wanted_was_not_given() {
    for (method, params, words) in [
        ("im.search.user.list", r#"{"FIND":"abc","LIMIT":500}"#, "from 1 to 50, not 500"),
        ("im.search.user.list", r#"{"FIND":"abc","LIMIT":"500"}"#, "from 1 to 50, not 500"),
        ("im.search.user.list", r#"{"FIND":"abc","LIMIT":1.5}"#, "from 1 to 50, not 1.5"),
        ("im.search.user.list", r#"{"FIND":"abc","LIMIT":"many"}"#, "from 1 to 50, not this"),
        ("im.search.user.list", r#"{"FIND":"abc","BUSINESS":7}"#, "true or false, not 7"),
        ("im.chat.user.list", r#"{"CHAT_ID":0}"#, "an identifier above 0, not 0"),
        ("im.chat.user.list", r#"{"CHAT_ID":true}"#, "an identifier above 0, not a boolean"),
        ("im.user.list.get", r#"{"ID":0}"#, "one identifier above 0 or more"),
        ("im.user.list.get", r#"{"ID":[-5]}"#, "one identifier above 0 or more"),
        ("im.user.list.get", r#"{"ID":["x"]}"#, "one identifier above 0 or more"),
        ("im.user.list.get", r#"{"ID":[1,0]}"#, "one identifier above 0 or more"),
        ("im.user.list.get", r#"{"ID":[]}"#, "one identifier above 0 or more"),
        ("im.user.list.get", r#"{"ID":true}"#, "one identifier above 0 or more"),
    ] {
        assert_refused(method, params, "INVALID_PARAMETER", &[words]);
    }
}

#[test]
fn what_holds_in_a_filter_holds_for_conditions_at_the_top_level() {
    for (method, params, code, words) in [
        ("user.get", r#"{"%LAST_NMAE":"an"}"#, "UNKNOWN_FIELD", "did you mean \"LAST_NAME\"?"),
        ("user.get", r#"{"><ID":[1,2]}"#, "UNKNOWN_OPERATOR", "><ID"),
        ("user.get", r#"{"ID":"x"}"#, "INVALID_CONDITION", "whole number"),
        ("user.get", r#"{"ID":null}"#, "INVALID_CONDITION", "null"),
        ("user.get", r#"{"ACTIVE":"maybe"}"#, "INVALID_CONDITION", "true or false"),
        ("user.get", r#"{"NAME_SEARCH":"Jo"}"#, "INVALID_CONDITION", "everybody"),
        ("user.search", r#"{"FIND":"Jo"}"#, "INVALID_CONDITION", "everybody"),
        ("user.search", r#"{"FIND":"john","NAME":"x"}"#, "INVALID_CONDITION", ""),
        ("user.search", r#"{"NMAE":"john"}"#, "UNKNOWN_PARAMETER", "did you mean \"NAME\"?"),
        ("department.get", r#"{">ID":1}"#, "INVALID_CONDITION", "operator"),
        ("department.get", r#"{"SORT":500,"sort":"NAME"}"#, "INVALID_PARAMETER", "SORT"),
        ("department.get", r#"{"PARNET":1}"#, "UNKNOWN_PARAMETER", "did you mean \"PARENT\"?"),
    ] {
        assert_refused(method, params, code, &[words]);
    }
}

#[test]
fn a_condition_beside_a_filter_is_refused_for_the_portal_would_ignore_it() {
    for (method, params) in [
        ("user.get", r#"{"filter":{"ACTIVE":true},"ID":1}"#),
        ("user.get", r#"{"FILTER":{},"ID":1}"#),
        ("user.search", r#"{"filter":{"NAME":"john"},"LAST_NAME":"smith"}"#),
        ("department.get", r#"{"filter":{"ID":1},"PARENT":1}"#),
    ] {
        assert_refused(method, params, "UNKNOWN_PARAMETER", &["go into \"filter\""]);
    }
}
