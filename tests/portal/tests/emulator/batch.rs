//! `batch`: shapes, limits, references and `halt`.

use crate::common::{NOW, Setup, json};
use portal::Grant;
use serde_json::{Value, json};

fn batch(setup: &mut Setup, cmd: Value) -> Value {
    batch_with(setup, json!({ "cmd": cmd }))
}

fn batch_with(setup: &mut Setup, parameters: Value) -> Value {
    setup.portal.settings_mut().bucket.enabled = false;
    let reply = setup.call_json("batch", parameters);
    assert!(reply["time"].is_object(), "{reply}");
    reply["result"].clone()
}

#[test]
fn outcomes_have_the_keys_of_the_commands() {
    let mut setup = Setup::new();
    let result = batch(
        &mut setup,
        json!({ "me": "user.current", "all": "user.get?select[]=ID", "bad": "no.such.method", "one": "user.get?ID=1" }),
    );
    let total = setup.call("user.get", "")["total"].clone();
    assert_eq!(result["result"]["me"]["ID"], "1");
    assert_eq!(result["result"]["all"].as_array().map(Vec::len), Some(50));
    assert_eq!(result["result"].get("bad"), None);
    assert_eq!(
        result["result_error"],
        json!({ "bad": {
            "error": "ERROR_METHOD_NOT_FOUND",
            "error_description":
                "Method not found! The emulator has no \"no.such.method\". Start it with --replies \
                 FILE.json to stub a method, and with --methods to see all",
        } })
    );
    assert_eq!(result["result_total"], json!({ "all": total, "one": 1 }));
    assert_eq!(result["result_next"], json!({ "all": 50 }));
    let times: Vec<_> = result["result_time"].as_object().unwrap().keys().collect();
    assert_eq!(times, ["me", "all", "one"]);
    assert_eq!(result["result_time"]["me"]["operating"], json!(0));
    assert!(result["result_time"]["me"]["start"].is_i64());
}

#[test]
fn each_command_reports_its_operating_time() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().operating.seconds_per_call = Some(1.5);
    let result = batch(&mut setup, json!(["profile", "server.time", "profile"]));
    let times = &result["result_time"];
    assert_eq!(
        [&times[0], &times[1], &times[2]].map(|time| time["operating"].as_f64().unwrap()),
        [1.5, 1.5, 3.0]
    );
    assert!(times[2]["operating_reset_at"].as_f64().unwrap() > NOW);

    setup.portal.settings_mut().operating.enabled = false;
    let result = batch(&mut setup, json!(["profile"]));
    let time = result["result_time"][0].as_object().unwrap();
    assert!(!time.contains_key("operating") && !time.contains_key("operating_reset_at"));
}

#[test]
fn empty_maps_are_encoded_as_lists() {
    let mut setup = Setup::new();
    for cmd in [json!([]), json!({}), json!("user.get"), Value::Null] {
        let result = batch(&mut setup, cmd);
        for key in ["result", "result_error", "result_total", "result_next", "result_time"] {
            assert_eq!(result[key], json!([]), "{key}");
        }
    }
}

#[test]
fn consecutive_keys_give_a_list_and_gaps_an_object() {
    let mut setup = Setup::new();
    let ok = "server.time";
    let bad = "none";
    let all = batch(&mut setup, json!([ok, ok]));
    assert_eq!(all["result"].as_array().map(Vec::len), Some(2));
    let first = batch(&mut setup, json!([bad, ok]));
    assert!(first["result"]["1"].is_string());
    assert_eq!(first["result_error"].as_array().map(Vec::len), Some(1));
    let second = batch(&mut setup, json!([ok, bad, ok]));
    assert!(second["result"]["0"].is_string() && second["result"]["2"].is_string());
    assert_eq!(second["result_error"]["1"]["error"], "ERROR_METHOD_NOT_FOUND");
}

#[test]
fn batch_parameters_ignore_case() {
    let mut setup = Setup::new();
    let result = batch_with(&mut setup, json!({ "CMD": ["none", "server.time"], "Halt": 1 }));
    assert_eq!(result["result"], json!([]));
}

#[test]
fn commands_beyond_50_fail_individually() {
    let mut setup = Setup::new();
    let result = batch(&mut setup, json!(vec!["server.time"; 53]));
    assert_eq!(result["result"].as_array().map(Vec::len), Some(50));
    let errors = result["result_error"].as_object().unwrap();
    assert_eq!(errors.keys().collect::<Vec<_>>(), ["50", "51", "52"]);
    assert_eq!(
        errors["50"],
        json!({ "error": "ERROR_BATCH_LENGTH_EXCEEDED", "error_description": "Max batch length exceeded" })
    );
}

#[test]
fn non_text_commands_are_skipped_but_counted() {
    let mut setup = Setup::new();
    let result =
        batch(&mut setup, json!({ "a": 1, "b": null, "c": ["user.get"], "d": "server.time" }));
    assert_eq!(result["result"].as_object().unwrap().keys().collect::<Vec<_>>(), ["d"]);
    assert_eq!(result["result_error"], json!([]));

    let mut commands = vec![json!(5); 50];
    commands.push(json!("server.time"));
    let result = batch(&mut setup, json!(commands));
    assert_eq!(result["result_error"]["50"]["error"], "ERROR_BATCH_LENGTH_EXCEEDED");
}

#[test]
fn refuses_a_nested_batch_by_its_exact_name() {
    let mut setup = Setup::new();
    let result = batch(
        &mut setup,
        json!({ "a": "batch?cmd[]=profile", "b": "upload", "c": "download", "d": "BATCH?cmd[x]=profile" }),
    );
    for key in ["a", "b", "c"] {
        assert_eq!(
            result["result_error"][key],
            json!({
                "error": "ERROR_BATCH_METHOD_NOT_ALLOWED",
                "error_description": "Method is not allowed for batch usage"
            })
        );
    }
    assert_eq!(result["result"]["d"]["result"]["x"]["ID"], "1");
}

#[test]
fn command_names_ignore_case_but_not_the_json_suffix() {
    let mut setup = Setup::new();
    let result = batch(&mut setup, json!({ "a": "Profile", "b": "profile.json" }));
    assert_eq!(result["result"]["a"]["ID"], "1");
    assert_eq!(result["result_error"]["b"]["error"], "ERROR_METHOD_NOT_FOUND");
}

#[test]
fn missing_scope_in_a_batch_has_no_description() {
    let mut setup = Setup::new();
    let grant = Grant { user: 1, scopes: Some(vec!["crm".to_owned()]) };
    setup.token = setup.portal.issue_token(grant, NOW).access_token;
    let result = batch(&mut setup, json!({ "a": "user.get", "b": "profile" }));
    assert_eq!(
        result["result_error"]["a"],
        json!({ "error": "insufficient_scope", "error_description": "" })
    );
    assert_eq!(result["result"]["b"]["ID"], "1");
}

#[test]
fn expired_token_fails_the_whole_batch() {
    let mut setup = Setup::new();
    setup.portal.expire_tokens();
    let response = setup.respond("batch", "cmd[]=profile");
    assert_eq!(response.status, 401);
    assert_eq!(json(&response)["error"], "expired_token");
}

#[test]
fn command_fragment_is_dropped() {
    let mut setup = Setup::new();
    let result = batch(
        &mut setup,
        json!({ "a": "user.get?select[]=ID#&ID=1", "b": "user.get?ID=1&NAME_SEARCH=%23%23" }),
    );
    assert_eq!(result["result"]["a"].as_array().map(Vec::len), Some(50));
    assert_eq!(result["result_total"]["b"], 1);
}

#[test]
fn each_command_has_its_own_start_but_no_own_token() {
    let mut setup = Setup::new();
    let result = batch_with(
        &mut setup,
        json!({ "start": 100, "cmd": ["user.get?start=50", "user.get?auth=wrong", "user.get?start=-1"] }),
    );
    let first_id = |index: usize| result["result"][index][0]["ID"].as_str().unwrap().to_owned();
    assert_ne!(first_id(0), "1");
    assert_eq!(first_id(1), "1");
    assert_eq!(result["result_next"], json!([100, 50]));
    assert_eq!(result["result_total"][2], 0);
}

#[test]
fn halt_stops_after_the_first_error() {
    let mut setup = Setup::new();
    let cmd = json!({ "a": "profile", "b": "none", "c": "profile" });
    for on in [json!(1), json!(true), json!("1"), json!("false"), json!("N")] {
        let result = batch_with(&mut setup, json!({ "cmd": cmd, "halt": on }));
        assert_eq!(result["result"].as_object().unwrap().keys().collect::<Vec<_>>(), ["a"], "{on}");
        assert!(result["result_error"]["b"].is_object());
    }
    for off in [json!(0), json!("0"), json!(false), json!(""), Value::Null] {
        let result = batch_with(&mut setup, json!({ "cmd": cmd, "halt": off }));
        assert!(result["result"]["c"].is_object(), "{off}");
    }
}

/// Returns the ids that the command `b` finds with `query`, which may refer to the command `a`.
fn found_ids(setup: &mut Setup, query: &str) -> Vec<String> {
    let result = batch(
        setup,
        json!({
            "a": "user.get?FILTER[@ID][]=5&FILTER[@ID][]=6&select[]=ID",
            "b": format!("user.get?ADMIN_MODE=1&select[]=ID&{query}"),
        }),
    );
    let rows = result["result"]["b"].as_array().unwrap().clone();
    rows.iter().map(|row| row["ID"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn reference_keeps_the_type_of_its_target() {
    let mut setup = Setup::new();
    assert_eq!(found_ids(&mut setup, "FILTER[ID]=$result[a][1][ID]"), ["6"]);
    // The list of two rows, as the values of `@ID`, gives the number 1 for each row.
    assert_eq!(found_ids(&mut setup, "FILTER[@ID]=$result[a]"), ["1"]);
    assert_eq!(found_ids(&mut setup, "FILTER[ID]=$total[a]"), ["2"]);
    assert_eq!(
        found_ids(&mut setup, "FILTER[@ID][]=$result[a][0][ID]&FILTER[@ID][]=9"),
        ["5", "9"]
    );
}

#[test]
fn reference_within_a_text_is_inserted() {
    let mut setup = Setup::new();
    let result = batch(
        &mut setup,
        json!({
            "a": "user.get?ID=1&select[]=NAME",
            "b": "user.search?FIND=$result[a][0][NAME] x",
            "c": "user.search?FIND=x $result[a] zzzz",
        }),
    );
    let name = setup.portal.company().user(1).unwrap().name;
    let expected = setup.expected(|user| {
        let words = [user.name, user.last_name];
        words.iter().any(|word| word.starts_with(name)) && !user.departments.is_empty()
    });
    assert_eq!(result["result_total"]["b"], json!(expected.len()));
    // A list cannot be inserted: the reference stays unchanged and matches nobody.
    assert_eq!(result["result"]["c"], json!([]));
}

#[test]
fn reference_extends_to_the_next_white_space() {
    let mut setup = Setup::new();
    assert_eq!(found_ids(&mut setup, "FILTER[ID]=$result[a][0][ID],$result[a][1][ID]"), ["5"]);
    assert_eq!(found_ids(&mut setup, "FILTER[ID]=$result[a][0][ID]xyz"), ["5"]);
}

#[test]
fn missing_segment_ends_the_path() {
    let mut setup = Setup::new();
    // The row itself: an array, which converts to the number 1.
    assert_eq!(found_ids(&mut setup, "FILTER[@ID][]=$result[a][0][NOPE]"), ["1"]);
    assert_eq!(found_ids(&mut setup, "FILTER[@ID][]=$result[nope][0]"), ["1"]);
}

#[test]
fn reference_words_ignore_case_and_suffixes() {
    let mut setup = Setup::new();
    for text in
        ["$Result[a][1][ID]", "$RESULT[a][1][ID]", "$results[a][1][ID]", "$resultset_1[a][1][ID]"]
    {
        assert_eq!(found_ids(&mut setup, &format!("FILTER[ID]={text}")), ["6"], "{text}");
    }
    assert_eq!(found_ids(&mut setup, "FILTER[ID]=$TOTALS[a]"), ["2"]);
    // All outcomes: an array, which converts to the number 1.
    for text in ["$result", "$timeout[5]", "$TIME[a]"] {
        assert_eq!(found_ids(&mut setup, &format!("FILTER[@ID][]={text}")), ["1"], "{text}");
    }
}

#[test]
fn other_words_and_parameter_names_are_not_references() {
    let mut setup = Setup::new();
    for text in ["$resul[a][0][ID]", "$ result[a][0][ID]", "result[a][0][ID]", "$"] {
        assert!(found_ids(&mut setup, &format!("FILTER[NAME]={text}")).is_empty(), "{text}");
    }
    assert_eq!(found_ids(&mut setup, "FILTER[$result[a][0][ID]]=1").len(), 50);
}

#[test]
fn start_can_refer_to_the_next_page() {
    let mut setup = Setup::new();
    let result = batch(
        &mut setup,
        json!({ "a": "user.get?select[]=ID", "b": "user.get?select[]=ID&start=$next[a]" }),
    );
    assert_eq!(result["result_next"], json!({ "a": 50, "b": 100 }));
}

#[test]
fn reference_can_point_to_an_error() {
    let mut setup = Setup::new();
    let result = batch(&mut setup, json!({ "a": "none", "b": "method.get?name=$error[a][error]" }));
    assert_eq!(result["result"]["b"]["isExisting"], false);
    assert_eq!(result["result_error"].as_object().unwrap().len(), 1);
}

#[test]
fn command_keeps_at_most_1000_variables() {
    let mut setup = Setup::with_users(1500);
    let ids: Vec<String> = (1..=1400).map(|id| format!("FILTER[@ID][]={id}")).collect();
    let result =
        batch(&mut setup, json!({ "a": format!("user.get?ADMIN_MODE=1&{}", ids.join("&")) }));
    assert_eq!(result["result_total"]["a"], json!(setup.expected(|user| user.id <= 999).len()));
}

#[test]
fn commands_run_in_sequence() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().server_time_ms = 1500;
    let result = batch(&mut setup, json!(["server.time", "server.time"]));
    let time = |index: usize| result["result_time"][index]["finish"].as_f64().unwrap() - NOW;
    assert_eq!((time(0), time(1)), (1.5, 3.0));
}
