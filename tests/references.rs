//! Only a `Reference` is one in a batch: text that the portal would resolve arrives unchanged.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use b24_wasm::Error;
use b24_wasm::client::{Batch, Outcome};
use b24_wasm::error::ErrorKind;
use b24_wasm::methods::user::{Current, Update};
use b24_wasm::wire::reference::Reference;
use b24_wasm::wire::{Map, Value};
use support::Setup;

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

fn run(setup: &Setup, batch: Batch) -> Result<Vec<Outcome>, Error> {
    let outcomes = setup.run(setup.webhook().batch(batch));
    outcomes.map(|outcomes| outcomes.into_iter().collect())
}

fn input_error(batch: Batch) -> String {
    let setup = Setup::new();
    let error = run(&setup, batch).unwrap_err();
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
        let outcomes = run(&setup, writing(text)).unwrap();
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
        run(&setup, writing(text)).unwrap();
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
    let outcomes = run(&setup, batch).unwrap();
    assert!(matches!(&outcomes[1..], [Outcome::NotExecuted(_), Outcome::NotExecuted(_)]));
    assert_eq!(paths(&setup), ["batch"]);
}

#[test]
fn resolves_references_within_text() {
    let setup = Setup::new();
    let me = || Value::from(Reference::to("me").at("ID"));
    let text = Reference::join(["No ".into(), me(), " of $5 and ".into(), me()]);
    run(&setup, writing(text)).unwrap();
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
    let error = run(&setup, batch).unwrap_err();
    assert_eq!((error.code(), setup.requests().len()), ("INVALID_PARAMETER", 0));
}
