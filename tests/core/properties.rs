//! Properties of batches and of checks: a command decodes to the parameters of its call, each
//! command has an outcome, and no parameter or result causes a panic.

use std::cell::RefCell;
use std::rc::Rc;

use crate::support::{Canned, Clock, START, generate};
use b24_wasm::Client;
use b24_wasm::auth::{Credentials, Webhook};
use b24_wasm::client::{Batch, Outcome};
use b24_wasm::error::{ErrorKind, Result};
use b24_wasm::methods::ALL;
use b24_wasm::schema::Definition;
use b24_wasm::transport::{Request, Response, Transport};
use b24_wasm::wire::{Map, Value, json};
use portal::php;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Records the bodies that are sent, and responds with an empty batch.
#[derive(Clone, Default)]
struct Recorder(Rc<RefCell<Vec<String>>>);

impl Transport for Recorder {
    fn send(&self, request: Request) -> b24_wasm::LocalFuture<'_, Result<Response>> {
        self.0.borrow_mut().push(request.body.text().to_owned());
        let body = r#"{"result":{"result":[],"result_error":[]}}"#.to_owned();
        Box::pin(std::future::ready(Ok(Response::new(200, body))))
    }
}

/// Returns the bodies that a call of `any.method` and a batch of it send.
fn sent(params: &Map) -> (Vec<String>, Vec<String>, Result<Vec<Outcome>>) {
    let clock = Clock::at(START);
    let recorder = Recorder::default();
    let webhook = Webhook::parse("https://example.bitrix24.com/rest/1/c0de/").unwrap();
    let webhook = Credentials::Webhook(webhook);
    let client = Client::new(webhook, recorder.clone(), Rc::new(clock.clone()));
    let called = client.call_by_name("any.method", params.clone());
    let _ = clock.run(called);
    let call = recorder.0.take();
    let mut batch = Batch::new();
    batch.add_by_name("only", "any.method", params.clone());
    let outcomes = clock.run(client.batch(batch));
    (call, recorder.0.take(), outcomes.map(|outcomes| outcomes.into_iter().collect()))
}

fn definitions() -> Vec<&'static Definition> {
    ALL.iter().copied().flatten().copied().collect()
}

/// Values in the shapes of records, some with the fields' names.
fn record_like() -> impl Strategy<Value = Value> {
    let names = vec![
        "ID",
        "id",
        "NAME",
        "name",
        "ACTIVE",
        "phones",
        "birthday",
        "departments",
        "manager_user_id",
        "manager_user_data",
        "TYPE",
        "CHAT",
        "PARENT",
        "result",
        "result_error",
        "0",
        "4",
        "x",
    ];
    let leaf = prop_oneof![
        generate::value(),
        select(vec!["1", "Y", "", "25-07", "/blank.gif", "2024-07-23 08:08:50"])
            .prop_map(Value::from),
        (-1..9_i64).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 5, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::List),
            vec((select(names.clone()), inner), 0..5)
                .prop_map(|pairs| Value::Map(pairs.into_iter().collect())),
        ]
    })
}

proptest! {
    /// Fails if a command is escaped too little, too often or differently from a call.
    #[test]
    fn a_command_decodes_to_the_parameters_of_its_call(params in generate::encodable()) {
        prop_assume!(params.get("start").is_none());
        let (call, batch, outcomes) = sent(&params);
        match outcomes {
            Err(rejected) => {
                prop_assert!(matches!(rejected.code(), "INVALID_PARAMETER" | "RESERVED_PARAMETER"));
                prop_assert!(batch.is_empty());
            }
            Ok(outcomes) => {
                prop_assert_eq!(outcomes.len(), 1);
                if batch == call {
                    // An unencodable command is sent as a separate call.
                    return Ok(());
                }
                let outer = php::parse_str(&batch[0]);
                let commands = outer.get("cmd").and_then(php::Value::as_array).unwrap();
                let command = commands.get("only").unwrap().to_text().into_owned();
                let query = command.split_once('?').map_or("", |(_, query)| query);
                prop_assert!(command.starts_with("any.method") && !query.contains('#'));
                prop_assert_eq!(php::parse_str(query), php::parse_str(&call[0]));
            }
        }
    }

    /// Fails if the decoder relies on the shape of the response or misplaces an outcome.
    #[test]
    fn every_command_has_an_outcome(
        response in record_like(),
        parts in vec((select(vec!["result", "result_error", "result_total", "result_next", "result_time"]), record_like()), 0..5),
        commands in 1..120_usize,
        halt in any::<bool>(),
    ) {
        let parts = Value::Map(parts.into_iter().collect());
        for result in [response, parts] {
            let body = json::write(&Value::Map(Map::from_iter([("result", result)])));
            let mut batch = Batch::new().halt_on_error(halt);
            for at in 0..commands {
                batch.add_by_name(&at.to_string(), "any.method", Map::new());
            }
            let run = async |client: Client| client.batch(batch).await;
            let outcomes: Vec<Outcome> = Canned(body).call(run).unwrap().into_iter().collect();
            prop_assert_eq!(outcomes.len(), commands);
            for outcome in outcomes {
                if let Outcome::NotExecuted(error) = outcome {
                    prop_assert!(halt && error.code() == "NOT_EXECUTED");
                }
            }
        }
    }

    /// Fails if the decoder panics or changes a normalized result.
    #[test]
    fn normalization_is_idempotent(result in record_like(), typed in select(definitions())) {
        let mut normalized = result;
        for params in [Map::new(), Map::from_iter([("USER_DATA", "Y"), ("RESULT_TYPE", "array")])] {
            if typed.normalize(&params, &mut normalized).is_ok() {
                let once = normalized.clone();
                prop_assert!(typed.normalize(&params, &mut normalized).is_ok(), "{}: {once:?}", typed.name);
                prop_assert_eq!(&normalized, &once, "{}", typed.name);
            }
        }
    }

    /// Fails if a check panics or reports an error without a description.
    #[test]
    fn parameter_checks_do_not_panic(
        given in vec((prop_oneof![
            select(vec!["filter", "FILTER", "sort", "ORDER", "ID", "FIND", "LIMIT", "USER_DATA", "select", "EMAIL", "cmd"]).prop_map(str::to_owned),
            generate::text(),
        ], record_like()), 0..5),
        typed in select(definitions()),
    ) {
        let mut params: Map = given.into_iter().collect();
        if let Err(rejected) = typed.check(&mut params) {
            prop_assert_eq!(rejected.kind(), ErrorKind::Input);
            prop_assert!(!rejected.description().is_empty());
        }
    }
}
