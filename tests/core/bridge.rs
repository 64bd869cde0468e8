//! Calls through a library that holds the credentials: it gets a method's name and a form.

use std::cell::RefCell;
use std::rc::Rc;

use crate::support::{InProcess, SECRET, Setup, collect, ids};
use b24_wasm::auth::Credentials;
use b24_wasm::client::Batch;
use b24_wasm::error::{Error, ErrorKind};
use b24_wasm::methods::user::{Current, Get};
use b24_wasm::transport::{Request, Response, Transport};
use b24_wasm::wire::{Map, Value, json};
use b24_wasm::{Client, LocalFuture};
use portal::{Fault, FaultName};

/// The methods and forms that the library received.
type Received = Rc<RefCell<Vec<(String, String)>>>;

/// A library that holds the credentials and records its calls.
struct Library {
    portal: InProcess,
    received: Received,
}

impl Transport for Library {
    fn send(&self, mut request: Request) -> LocalFuture<'_, Result<Response, Error>> {
        assert_eq!(request.body.content_type(), "application/x-www-form-urlencoded");
        let (method, form) = (request.url, request.body.text().to_owned());
        request.url = format!("http://localhost/rest/1/{SECRET}/{method}");
        self.received.borrow_mut().push((method, form));
        self.portal.send(request)
    }
}

#[test]
fn a_call_pauses_after_refusals() {
    let setup = Setup::new();
    let (client, received) = bridge(&setup);
    setup.add_fault(Fault {
        times: Some(6),
        code: Some("QUERY_LIMIT_EXCEEDED".to_owned()),
        ..Fault::new(FaultName::Error)
    });
    setup.run(async { client.call(Current::new()).await }).unwrap();
    assert_eq!(received.borrow().len(), 7);
    assert!(setup.elapsed() > 10_000, "{} ms", setup.elapsed());
}

fn bridge(setup: &Setup) -> (Client, Received) {
    let received = Received::default();
    let portal = InProcess { portal: Rc::clone(&setup.portal), clock: setup.clock.clone() };
    let library = Library { portal, received: Rc::clone(&received) };
    (Client::new(Credentials::Bridge, library, Rc::new(setup.clock.clone())), received)
}

#[test]
fn sends_calls_as_method_and_form_without_a_token() {
    let setup = Setup::new();
    let (client, received) = bridge(&setup);
    assert_eq!(setup.run(client.call(Current::new())).unwrap().result.id, 1);
    let reply = setup.run(client.call(Get::new().start(50))).unwrap();
    assert!(reply.total.is_some() && reply.time.is_some());
    let expected = [("user.current", ""), ("user.get", "start=50")];
    assert_eq!(*received.borrow(), expected.map(|(name, form)| (name.to_owned(), form.to_owned())));
}

#[test]
fn sends_lists_and_batches_as_forms() {
    let setup = Setup::with_users(500);
    let (client, received) = bridge(&setup);
    let (users, _, outcome) = collect(&setup, client.list(Get::new().admin_mode(true)));
    outcome.unwrap();
    assert_eq!(users.len(), ids(&setup, |_| true).len());
    let mut batch = Batch::new();
    let me = batch.add("me", Current::new());
    let mut outcomes = setup.run(client.batch(batch)).unwrap();
    assert_eq!(outcomes.take(me).unwrap().result.id, 1);
    let methods: Vec<String> = received.borrow().iter().map(|(method, _)| method.clone()).collect();
    assert_eq!(methods[0], "user.get");
    assert!(methods[1..].iter().all(|method| method == "batch"), "{methods:?}");
}

#[test]
fn rejects_unencodable_parameters() {
    let setup = Setup::new();
    let (client, received) = bridge(&setup);
    for params in [r#"{"select":[]}"#, r#"{"fields":{"TITLE":null}}"#] {
        let Value::Map(params) = json::read(params).unwrap() else { panic!("{params}") };
        let error = setup.run(client.call_by_name("crm.deal.add", params)).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "UNENCODABLE_PARAMETER"));
    }
    assert!(received.borrow().is_empty());
}

#[test]
fn leaves_the_token_refresh_to_the_library() {
    let setup = Setup::new();
    let (client, received) = bridge(&setup);
    setup.add_fault(Fault { code: Some("expired_token".into()), ..Fault::new(FaultName::Error) });
    let error = setup.run(client.call_by_name("profile", Map::new())).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Auth, "expired_token"));
    assert_eq!(received.borrow().len(), 1);
}
