//! Input errors: invalid parameters are rejected before a request is sent.

use crate::support::Setup;
use b24_wasm::error::ErrorKind;
use b24_wasm::methods::user::{Get, User};
use b24_wasm::wire::{Map, Value, json};
use b24_wasm::{Error, Filter};

/// Asserts that the call fails with this code and these words, and that no request was sent.
fn assert_refused(method: &str, params: &str, code: &str, words: &[&str]) -> Error {
    let setup = Setup::new();
    let Value::Map(given) = json::read(params).unwrap() else { panic!("{params}") };
    let client = setup.webhook();
    let outcome = setup.run(client.call_by_name(method, given));
    let error = outcome.map(drop).expect_err(params);
    assert_eq!((error.kind(), error.code()), (ErrorKind::Input, code), "{params}");
    assert_eq!(
        (
            error.status().unwrap_or_default(),
            error.is_retryable(),
            error.response().unwrap_or_default()
        ),
        (0, false, ""),
        "{params}"
    );
    assert_eq!(error.method().unwrap_or_default(), method);
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
fn rejects_unknown_fields_with_a_suggestion() {
    for (filter, suggestion) in [
        (r#"{"LAST_NMAE":"x"}"#, "LAST_NAME"),
        (r#"{"!%LASTNAME":"x"}"#, "LAST_NAME"),
        (r#"{"@PERSONAL_CITI":["x"]}"#, "PERSONAL_CITY"),
        (r#"{">=DATE_REGISTR":"2020-01-01"}"#, "DATE_REGISTER"),
        (r#"{"last_name":"x"}"#, "LAST_NAME"),
        (r#"{"HAS_DEPARTMENT":true}"#, "HAS_DEPARTAMENT"),
    ] {
        let suggestion = format!("did you mean \"{suggestion}\"?");
        assert_filter_refused(filter, "UNKNOWN_FIELD", &[&suggestion]);
    }
}

#[test]
fn rejects_unknown_fields_without_a_suggestion() {
    for name in ["FAVOURITE_COLOUR", "UF_"] {
        let params = format!(r#"{{"filter":{{"{name}":"x"}}}}"#);
        let error = assert_refused("user.get", &params, "UNKNOWN_FIELD", &[name]);
        assert!(!error.description().contains("did you mean"), "{error}");
    }
}

#[test]
fn rejects_one_invalid_condition_among_valid_ones() {
    let filter = r#"{"ACTIVE":true,"%LAST_NAME":"a","%LAST_NAM":"b","ID":1}"#;
    assert_filter_refused(filter, "UNKNOWN_FIELD", &["\"LAST_NAM\"", "\"LAST_NAME\""]);
}

#[test]
fn rejects_unknown_operators() {
    for key in
        ["><ID", "!><ID", "?NAME", "~NAME", "==NAME", "<>NAME", "%%NAME", " NAME", "!!NAME", "@=ID"]
    {
        let filter = format!(r#"{{"{key}":["1","2"]}}"#);
        assert_filter_refused(&filter, "UNKNOWN_OPERATOR", &[&format!("\"{key}\""), "!=%"]);
    }
}

#[test]
fn rejects_operators_that_the_field_does_not_support() {
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
fn rejects_conditions_that_the_portal_would_ignore() {
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
fn rejects_invalid_values_of_a_field() {
    for (filter, expected) in [
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
        assert_filter_refused(filter, "INVALID_CONDITION", &[expected]);
    }
}

#[test]
fn rejects_duplicate_conditions() {
    let setup = Setup::new();
    let filter = Filter::new().contains(User::NAME, "a").contains(User::NAME, "b");
    let error = setup.run(setup.webhook().call(Get::new().filter(filter))).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "INVALID_CONDITION"));
    assert!(error.description().contains("twice"), "{error}");
    assert_eq!(setup.requests(), []);
}

#[test]
fn rejects_unknown_parameters_with_a_suggestion() {
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
fn rejects_invalid_values_of_a_parameter() {
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
fn rejects_selecting_and_sorting_by_unknown_fields() {
    for params in [r#"{"select":["ID","LAST_NMAE"]}"#, r#"{"sort":"LAST_NMAE"}"#] {
        assert_refused("user.get", params, "UNKNOWN_FIELD", &["did you mean \"LAST_NAME\"?"]);
    }
    for params in [r#"{"sort":"*"}"#, r#"{"sort":"UF_*"}"#, r#"{"select":["NAME_SEARCH"]}"#] {
        assert_refused("user.get", params, "UNKNOWN_FIELD", &[]);
    }
}

#[test]
fn separates_the_words_of_a_message() {
    let error = assert_refused("user.get", r#"{"order":"UP"}"#, "INVALID_PARAMETER", &[]);
    assert!(!error.description().contains("ASCDESC"), "{error}");
}

#[test]
fn rejects_reserved_parameters_of_every_method() {
    for name in ["auth", "access_token", "sessid", "token", "method"] {
        for method in ["user.get", "crm.deal.list"] {
            let params = format!(r#"{{"{name}":"x"}}"#);
            assert_refused(method, &params, "RESERVED_PARAMETER", &[&format!("\"{name}\"")]);
        }
    }
}

#[test]
fn rejects_method_names_that_change_the_path() {
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
        let error = setup.run(client.call_by_name(name, Map::new())).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "INVALID_METHOD"), "{name}");
        assert_eq!(setup.requests(), [], "{name}");
    }
}

#[test]
fn the_error_names_the_expected_and_the_actual_value() {
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
fn checks_top_level_conditions_like_a_filter() {
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
fn rejects_conditions_beside_a_filter() {
    for (method, params) in [
        ("user.get", r#"{"filter":{"ACTIVE":true},"ID":1}"#),
        ("user.get", r#"{"FILTER":{},"ID":1}"#),
        ("user.search", r#"{"filter":{"NAME":"john"},"LAST_NAME":"smith"}"#),
        ("department.get", r#"{"filter":{"ID":1},"PARENT":1}"#),
    ] {
        assert_refused(method, params, "UNKNOWN_PARAMETER", &["go into \"filter\""]);
    }
}
