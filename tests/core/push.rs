//! Real-time events as streams, over a network without I/O.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::Poll;

use b24_wasm::client::{Change, ChangeStream};
use b24_wasm::error::Result;
use b24_wasm::push::{
    Guard, Listener, Network, PageEvent, PollResponse, Socket, SocketEvent, Status,
};
use b24_wasm::{Client, LocalFuture};
use futures_core::Stream;

use crate::support::{Canned, Clock, START};

const CONFIG: &str = r#"{"result":{"server":{"version":4,
    "websocket_secure":"wss://push/subws/","long_pooling_secure":"https://push/sub/"},
    "channels":{"shared":{"id":"s:t.u"},"private":{"id":"p:q.r"}}}}"#;

/// A network whose sockets a test controls.
#[derive(Default)]
struct Fake {
    sockets: RefCell<Vec<(String, Listener<SocketEvent>)>>,
    page: RefCell<Option<Listener<PageEvent>>>,
    closed: Rc<Cell<usize>>,
    is_watched: Rc<Cell<bool>>,
}

impl Network for Fake {
    fn open(&self, url: &str, listener: Listener<SocketEvent>) -> Option<Box<dyn Socket>> {
        self.sockets.borrow_mut().push((url.to_owned(), listener));
        Some(Box::new(FakeSocket(Rc::clone(&self.closed))))
    }

    fn poll(&self, _: String) -> LocalFuture<'static, Result<PollResponse>> {
        Box::pin(std::future::pending())
    }

    fn watch(&self, listener: Listener<PageEvent>) -> Box<dyn Guard> {
        self.page.replace(Some(listener));
        self.is_watched.set(true);
        Box::new(Watched(Rc::clone(&self.is_watched)))
    }

    fn is_secure(&self) -> bool {
        true
    }
}

struct FakeSocket(Rc<Cell<usize>>);

impl Socket for FakeSocket {
    fn send(&self, _: &str) {}

    fn close(&self, _: u16) {
        self.0.set(self.0.get() + 1);
    }
}

struct Watched(Rc<Cell<bool>>);

impl Guard for Watched {}

impl Drop for Watched {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

impl Fake {
    /// Passes an event to the newest socket.
    fn socket(&self, event: SocketEvent) {
        let listener = Rc::clone(&self.sockets.borrow().last().unwrap().1);
        listener(event);
    }

    /// Passes a message to the newest socket.
    fn push(&self, mid: &str, module: &str, command: &str) {
        let text = format!(
            r#"{{"mid":"{mid}","text":{{"module_id":"{module}","command":"{command}","params":{{"id":{mid}}}}}}}"#
        );
        self.socket(SocketEvent::Text(text));
    }

    fn urls(&self) -> Vec<String> {
        self.sockets.borrow().iter().map(|(url, _)| url.clone()).collect()
    }
}

/// Runs a test with a client and a network.
fn with_network(body: &str, test: impl AsyncFnOnce(Client, Rc<Fake>, Clock)) {
    let clock = Clock::at(START);
    let client = Canned(body.to_owned()).client(&clock);
    clock.run(test(client, Rc::default(), clock.clone()));
}

/// Lets the tasks run that can.
async fn settle(clock: &Clock) {
    clock.sleep(1).await;
}

/// Returns the changes so far.
async fn changes(stream: &mut ChangeStream) -> Vec<Change> {
    poll_fn(|context| {
        let mut changes = Vec::new();
        while let Poll::Ready(Some(change)) = Pin::new(&mut *stream).poll_next(context) {
            changes.push(change);
        }
        Poll::Ready(changes)
    })
    .await
}

#[test]
fn streams_get_their_events() {
    with_network(CONFIG, async |client, network, clock| {
        let events = client.events_over(Rc::<Fake>::clone(&network));
        assert_eq!(events.state().status, Status::Closed);
        let mut changed = events.on("Application", "order.changed");
        let mut removed = client.events_over(Rc::<Fake>::default()).on("application", "removed");
        settle(&clock).await;
        assert_eq!(network.urls().len(), 1, "one connection for a client and its clones");
        network.socket(SocketEvent::Opened);
        assert_eq!(events.state().status, Status::Socket);
        network.push("1", "application", "order.changed");
        network.push("1", "application", "order.changed");
        network.push("2", "crm", "order.changed");
        network.push("3", "application", "removed");
        let event = changed.try_next().await.unwrap().unwrap();
        assert_eq!(event.params.as_map().unwrap().get("id"), Some(&1.into()));
        assert_eq!(removed.try_next().await.unwrap().unwrap().command, "removed");
    });
}

#[test]
fn the_last_stream_closes_the_connection() {
    with_network(CONFIG, async |client, network, clock| {
        let events = client.events_over(Rc::<Fake>::clone(&network));
        let (first, second) = (events.on("application", "a"), events.on("application", "a"));
        settle(&clock).await;
        network.socket(SocketEvent::Opened);
        drop(first);
        assert_eq!((network.closed.get(), network.is_watched.get()), (0, true));
        drop(second);
        assert_eq!((network.closed.get(), network.is_watched.get()), (1, false));
        assert_eq!(events.state().status, Status::Closed);
        // Nothing happens afterwards.
        network.push("1", "application", "a");
        clock.advance(3_600_000);
        settle(&clock).await;
        assert_eq!(clock.timers(), 0);
        assert_eq!(network.urls().len(), 1);
        // It begins again.
        let mut third = events.on("application", "a");
        settle(&clock).await;
        network.socket(SocketEvent::Opened);
        network.push("1", "application", "a");
        assert!(third.try_next().await.unwrap().is_some());
    });
}

#[test]
fn a_broken_connection_is_made_again() {
    with_network(CONFIG, async |client, network, clock| {
        let events = client.events_over(Rc::<Fake>::clone(&network));
        let mut stream = events.on("application", "a");
        let mut state = events.changes();
        settle(&clock).await;
        network.socket(SocketEvent::Opened);
        network.push("7", "application", "a");
        network.socket(SocketEvent::Closed(1006));
        stream.try_next().await.unwrap();
        while network.urls().len() < 2 {
            settle(&clock).await;
        }
        assert!(network.urls().pop().unwrap().contains("mid=7"));
        network.socket(SocketEvent::Opened);
        network.push("8", "application", "a");
        assert!(stream.try_next().await.unwrap().is_some());
        let statuses: Vec<_> = changes(&mut state).await;
        let statuses: Vec<_> = statuses
            .iter()
            .map(|change| match change {
                Change::State(state) => format!("{:?}", state.status),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(statuses, ["Socket", "Connecting", "Socket"]);
    });
}

#[test]
fn an_error_that_no_attempt_cures_ends_the_streams() {
    let refused = r#"{"result":{"server":{"version":4,"server_enabled":false}}}"#;
    with_network(refused, async |client, network, clock| {
        let events = client.events_over(Rc::<Fake>::clone(&network));
        let mut stream = events.on("application", "a");
        let error = stream.try_next().await.unwrap_err();
        assert_eq!(error.code(), "PUSH_UNAVAILABLE");
        assert_eq!(stream.try_next().await, Ok(None));
        settle(&clock).await;
        assert!(!network.is_watched.get());
        assert_eq!(clock.timers(), 0);
    });
}
