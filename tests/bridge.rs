//! Calls that somebody else lets in: a method's name and a form go out, as BX24.js takes them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use std::cell::RefCell;
use std::rc::Rc;

use b24_wasm::auth::Credentials;
use b24_wasm::client::Batch;
use b24_wasm::error::{Error, ErrorKind};
use b24_wasm::methods::user::{Current, Get};
use b24_wasm::transport::{Request, Response, Transport};
use b24_wasm::wire::{Map, Value, json};
use b24_wasm::{Client, LocalFuture};
use portal::{Fault, FaultName};
use support::{InProcess, ORIGIN, SECRET, Setup, collect, ids};

/// The methods and forms that were handed over.
type Given = Rc<RefCell<Vec<(String, String)>>>;

/// A library that has the credentials, and says what it was given.
struct Library {
    portal: InProcess,
    given: Given,
}

impl Transport for Library {
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response, Error>> {
        let Request { url: method, body } = request;
        assert_eq!(body.content_type(), "application/x-www-form-urlencoded");
        self.given.borrow_mut().push((method.clone(), body.text().to_owned()));
        self.portal.send(Request { url: format!("{ORIGIN}/rest/1/{SECRET}/{method}"), body })
    }
}

fn bridge(setup: &Setup) -> (Client, Given) {
    let given = Given::default();
    let portal = InProcess { portal: Rc::clone(&setup.portal), clock: setup.clock.clone() };
    let library = Library { portal, given: Rc::clone(&given) };
    (Client::new(Credentials::Bridge, library, Rc::new(setup.clock.clone())), given)
}

#[test]
fn a_call_is_a_name_and_a_form_without_a_token() {
    let setup = Setup::new();
    let (client, given) = bridge(&setup);
    assert_eq!(setup.run(client.call(Current::new())).unwrap().result.id, 1);
    let reply = setup.run(client.call(Get::new().start(50))).unwrap();
    assert!(reply.total.is_some() && reply.time.is_some());
    let expected = [("user.current", ""), ("user.get", "start=50")];
    assert_eq!(*given.borrow(), expected.map(|(name, form)| (name.to_owned(), form.to_owned())));
}

#[test]
fn lists_and_batches_are_forms_too() {
    let setup = Setup::with_users(500);
    let (client, given) = bridge(&setup);
    let (users, _, outcome) = collect(&setup, client.list(Get::new().admin_mode(true)));
    outcome.unwrap();
    assert_eq!(users.len(), ids(&setup, |_| true).len());
    let mut batch = Batch::new();
    let me = batch.add("me", Current::new());
    let outcomes = setup.run(client.batch(batch)).unwrap();
    assert_eq!(outcomes.of(&me).unwrap().result.id, 1);
    let methods: Vec<String> = given.borrow().iter().map(|(method, _)| method.clone()).collect();
    assert_eq!(methods[0], "user.get");
    assert!(methods[1..].iter().all(|method| method == "batch"), "{methods:?}");
}

#[test]
fn what_a_form_cannot_say_is_refused_and_not_sent() {
    let setup = Setup::new();
    let (client, given) = bridge(&setup);
    for params in [r#"{"select":[]}"#, r#"{"fields":{"TITLE":null}}"#] {
        let Value::Map(params) = json::read(params).unwrap() else { panic!("{params}") };
        let error = setup.run(client.call_by_name("crm.deal.add", params, 1000)).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "UNENCODABLE_PARAMETER"));
    }
    assert!(given.borrow().is_empty());
}

#[test]
fn a_stale_token_is_the_librarys_to_replace() {
    let setup = Setup::new();
    let (client, given) = bridge(&setup);
    setup.add_fault(Fault { code: Some("expired_token".into()), ..Fault::new(FaultName::Error) });
    let error = setup.run(client.call_by_name("profile", Map::new(), 1000)).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Auth, "expired_token"));
    assert_eq!(given.borrow().len(), 1);
}
