//! Only a `Reference` is one in a batch: text that the portal would resolve arrives unchanged.

use crate::support::{Setup, batch_of, send};
use b24_wasm::client::{Batch, Outcome};
use b24_wasm::error::ErrorKind;
use b24_wasm::methods::user::{Current, Get, Update, User};
use b24_wasm::schema::{Column, Method as _};
use b24_wasm::wire::reference::Reference;
use b24_wasm::wire::{Map, Value};
use b24_wasm::{Error, Filter};

/// Texts that the portal parses as references, some of them to no command.
const REFERENCE_LIKE: [&str; 9] = [
    "Sales $result[me][EMAIL]",
    "$result[me][EMAIL]",
    "$Result[me][ID]",
    "Offer $total[net] EUR",
    "$TOTAL[x]",
    "$timeout[5]",
    "$errors[x]",
    "$resultset_1[me][ID]",
    "a$next",
];

fn input_error(batch: Batch) -> String {
    let setup = Setup::new();
    let error = send(&setup, batch).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "INVALID_REFERENCE"));
    assert!(setup.requests().is_empty());
    error.description().to_owned()
}

/// A batch that writes `title` between two reading commands.
fn writing(title: impl Into<Value>) -> Batch {
    let mut batch = Batch::new();
    batch.add("me", Current::new());
    let params = Map::from_iter([("ID", Value::from(1)), ("WORK_POSITION", title.into())]);
    batch.add_by_name("write", "user.update", params);
    batch.add_by_name("last", "server.time", Map::new());
    batch
}

fn title(setup: &Setup) -> String {
    let portal = setup.portal.borrow();
    portal.company().user(1).unwrap().written["WORK_POSITION"].clone()
}

fn paths(setup: &Setup) -> Vec<String> {
    let last = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    setup.requests().iter().map(|request| last(&request.path)).collect()
}

#[test]
fn stores_text_that_looks_like_a_reference_unchanged() {
    for text in REFERENCE_LIKE {
        let setup = Setup::new();
        let outcomes = send(&setup, writing(text)).unwrap();
        assert!(
            outcomes.iter().all(|outcome| matches!(outcome, Outcome::Succeeded(_))),
            "{outcomes:?}"
        );
        assert_eq!(title(&setup), text);
        assert_eq!(paths(&setup), ["batch", "user.update", "batch"], "in their order");
    }
}

#[test]
fn sends_other_text_within_the_batch() {
    for text in ["$5", "US$ total", "$ result[me]", "result[me]", "$resul"] {
        let setup = Setup::new();
        send(&setup, writing(text)).unwrap();
        assert_eq!((title(&setup).as_str(), paths(&setup).len()), (text, 1));
    }
}

#[test]
fn halts_before_a_separate_command() {
    let setup = Setup::new();
    let mut batch = Batch::new().halt_on_error(true);
    batch.add_by_name("bad", "no.such.method", Map::new());
    let text = Map::from_iter([("ID", Value::from(1)), ("WORK_POSITION", "$total[x]".into())]);
    batch.add_by_name("single", "user.update", text);
    batch.add_by_name("last", "server.time", Map::new());
    let outcomes = send(&setup, batch).unwrap();
    assert!(matches!(&outcomes[1..], [Outcome::NotExecuted(_), Outcome::NotExecuted(_)]));
    assert_eq!(paths(&setup), ["batch"]);
}

#[test]
fn resolves_references_within_text() {
    let setup = Setup::new();
    let me = || Value::from(Reference::to("me").at("ID"));
    let text = Reference::join(["No ".into(), me(), " of $5 and ".into(), me()]);
    send(&setup, writing(text)).unwrap();
    assert_eq!((title(&setup).as_str(), paths(&setup).len()), ("No 1 of $5 and 1", 1));
}

#[test]
fn rejects_text_that_looks_like_a_reference_beside_a_reference() {
    let me = || Value::from(Reference::to("me").at("ID"));
    for text in REFERENCE_LIKE {
        for parts in [[text.into(), " ".into(), me()], [me(), " ".into(), text.into()]] {
            let problem = input_error(writing(Reference::join(parts)));
            assert!(
                problem.contains("command write") && problem.contains("WORK_POSITION"),
                "{problem}"
            );
            assert!(problem.contains("text that a batch reads as a reference"), "{problem}");
        }
    }
}

#[test]
fn the_error_explains_why_a_command_is_separate() {
    let cases: [(&str, Value, &str); 5] = [
        ("TITLE", Value::Null, "TITLE is null"),
        ("@ID", Value::List(Vec::new()), "@ID is an empty list"),
        ("@ID", Value::from((1..=1000_u64).collect::<Vec<_>>()), "900th value"),
        ("TITLE", "$total[net]".into(), "TITLE has text that a batch reads as a reference"),
        ("a.b", 1.into(), "a.b has a name that PHP would change"),
    ];
    for (name, value, why) in cases {
        let add_single = |batch: &mut Batch| {
            batch.add_by_name("single", "crm.item.add", Map::from_iter([(name, value.clone())]));
        };
        let refer = |batch: &mut Batch, to: &str| {
            let params = Map::from_iter([("X", Value::from(Reference::to(to).at("ID")))]);
            batch.add_by_name("later", "crm.item.add", params);
        };
        // A reference to the separate command.
        let mut batch = Batch::new();
        add_single(&mut batch);
        refer(&mut batch, "single");
        // A reference across the separate command.
        let mut past = Batch::new();
        past.add("me", Current::new());
        add_single(&mut past);
        refer(&mut past, "me");
        // A reference inside the separate command.
        let mut inside = Batch::new();
        inside.add("me", Current::new());
        let both = [(name, value.clone()), ("X", Reference::to("me").at("ID").into())];
        inside.add_by_name("single", "crm.item.add", Map::from_iter(both));
        for batch in [batch, past, inside] {
            let problem = input_error(batch);
            assert!(
                problem.contains(why) && problem.contains("a separate call, command single: "),
                "{problem}"
            );
        }
    }
}

#[test]
fn rejects_a_handwritten_reference_of_the_wrong_type() {
    let setup = Setup::new();
    let mut batch = Batch::new();
    batch.add("me", Current::new());
    let typed = Update::new(1_u64).set("ID", "$result[me][ID]");
    batch.add("write", typed);
    let error = send(&setup, batch).unwrap_err();
    assert_eq!((error.code(), setup.requests().len()), ("INVALID_PARAMETER", 0));
}

#[test]
fn a_reference_resolves_to_the_result_of_an_earlier_command() {
    let setup = Setup::new();
    let mut batch = Batch::new();
    let me = batch.add("me", Current::new());
    let filter = Filter::new().equals(User::ID, me.result().at("ID"));
    let again = batch.add("again", Get::new().filter(filter));
    let mut outcomes = setup.run(setup.webhook().batch(batch)).unwrap();
    let (me, again) = (outcomes.take(me).unwrap().result, outcomes.take(again).unwrap().result);
    assert_eq!(again.iter().map(|user| user.id).collect::<Vec<_>>(), [me.id]);
}

#[test]
fn rejects_references_that_the_server_would_misread() {
    let to = |name: &str| Value::from(Reference::to(name).at("ID"));
    for (parts, problem) in [
        (vec![to("0"), ",".into(), to("0")], "white space"),
        (vec![to("0"), to("0")], "white space"),
        (vec![to("0"), ".".into()], "white space"),
        (vec![to("1")], "earlier"),
        (vec![to("2")], "earlier"),
        (vec![to("nobody")], "earlier"),
    ] {
        let setup = Setup::new();
        let mut batch = batch_of(&["user.current"]);
        let text = Reference::join(parts);
        batch.add_by_name("1", "crm.deal.list", Map::from_iter([("TITLE", text.clone())]));
        let error = send(&setup, batch).unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Input, "INVALID_REFERENCE"),
            "{text:?}"
        );
        assert!(error.description().contains(problem), "{error}");
        assert!(error.description().contains("command 1"), "{error}");
        assert!(setup.requests().is_empty());
    }
}

#[test]
fn rejects_references_across_requests() {
    let setup = Setup::new();
    let mut batch = Batch::new();
    let me = batch.add("me", Current::new());
    for at in 1..50 {
        batch.add_by_name(&format!("time{at}"), "server.time", Map::new());
    }
    let filter = Filter::new().equals(User::ID, me.result().at("ID"));
    batch.add("again", Get::new().filter(filter));
    let error = send(&setup, batch).unwrap_err();
    assert_eq!(error.code(), "INVALID_REFERENCE");
    assert!(error.description().contains("command again"), "{error}");
}

#[test]
fn rejects_references_outside_a_batch() {
    let setup = Setup::new();
    let me = |key: &str| Reference::to("me").at(key);
    let assert_rejected = |outcome: Result<(), Error>| {
        let error = outcome.unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "INVALID_REFERENCE"));
        assert!(setup.requests().is_empty());
    };
    for filter in [
        Filter::new().equals(User::ID, me("ID")),
        Filter::new().equals(User::LAST_NAME, me("NAME")),
        Filter::new().is(User::NAME_SEARCH, me("NAME")),
        Filter::new().is_in(User::LAST_NAME, [me("NAME")]),
        Filter::new().equals(Column::custom("UF_TEXT"), me("NAME")),
    ] {
        let call = setup.webhook().call(Get::new().filter(filter.clone()));
        assert_rejected(setup.run(call).map(drop));
        let mut list = setup.webhook().list(Get::new().filter(filter));
        assert_rejected(setup.run(list.try_next()).map(drop));
    }
    let text = Reference::join(["Deal of ".into(), me("NAME").into()]);
    for (method, params) in [
        ("user.search", Map::from_iter([("FIND", Value::from(me("NAME")))])),
        ("user.update", Map::from_iter([("ID", 1.into()), ("NAME", text.clone())])),
        ("user.update", Map::from_iter([("ID", Value::from(me("ID")))])),
        ("crm.deal.add", Map::from_iter([("fields[TITLE]", text.clone())])),
        ("crm.deal.add", Map::from_iter([("fields", Map::from_iter([("TITLE", text)]))])),
    ] {
        assert_rejected(setup.run(setup.webhook().call_by_name(method, params)).map(drop));
    }
}

#[test]
fn keeps_a_reference_in_place_of_a_whole_parameter() {
    let setup = Setup::new();
    let mut batch = batch_of(&["user.current", "scope"]);
    for (name, method, parameter) in [
        ("a", "department.get", "filter"),
        ("b", "user.get", "filter"),
        ("c", "user.get", "select"),
        ("d", "im.user.list.get", "ID"),
        ("e", "user.update", "ID"),
        ("f", "user.update", "NAME"),
    ] {
        let reference = Value::from(Reference::to(0).at("ID"));
        let mut params = Map::from_iter([(parameter, reference)]);
        if name == "f" {
            params.insert("ID", 1);
        }
        batch.add_by_name(name, method, params);
    }
    send(&setup, batch).unwrap();
    let form = setup.form();
    let commands = form.get("cmd").and_then(portal::php::Value::as_array).unwrap();
    for (name, command) in [
        ("a", "department.get?FILTER=%24result%5B0%5D%5BID%5D"),
        ("b", "user.get?filter=%24result%5B0%5D%5BID%5D"),
        ("c", "user.get?select=%24result%5B0%5D%5BID%5D"),
        ("d", "im.user.list.get?ID=%24result%5B0%5D%5BID%5D"),
        ("e", "user.update?ID=%24result%5B0%5D%5BID%5D"),
        ("f", "user.update?NAME=%24result%5B0%5D%5BID%5D&ID=1"),
    ] {
        assert_eq!(commands.get(name).unwrap().to_text(), command);
    }
}
