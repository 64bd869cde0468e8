//! Real-time events: what the app's pages and servers send to each other by the portal's push server.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;

use crate::client::{Call, Client};
use crate::error::Result;
use crate::push::{Connection, Network, PushEvent, PushState, Signal, unavailable};
use crate::wire::{Map, Value, json};

const CONFIG: &str = "pull.application.config.get";
const SEND: &str = "pull.application.event.add";

/// The real-time events of an app, over one connection for a client and its clones: a socket, or long polling
/// where sockets fail. It begins with the first stream of events, ends with the last one, and is made again
/// as often as it breaks.
///
/// Needs the scope `pull` and the token of an app. An event is a hint: any user of the app can send it, and
/// some may be lost, which [`changes`](Self::changes) reports. Read the changed data again, and use no
/// parameter without checking it.
///
/// ```no_run
/// # #[cfg(target_arch = "wasm32")]
/// # async fn example(b24: b24_wasm::Client) -> Result<(), b24_wasm::Error> {
/// use b24_wasm::wire::Map;
///
/// let events = b24.events();
/// let mut changed = events.on("application", "order.changed");
/// events.send("order.changed", Map::from_iter([("id", 7)])).await?;
/// while let Some(event) = changed.try_next().await? {
///     println!("{:?}", event.params);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Events(Rc<Hub>);

/// The connection and the streams of a client.
pub(super) struct Hub {
    client: Client,
    connection: Connection,
    queues: Rc<Queues>,
}

type Queues = RefCell<Vec<Weak<RefCell<Queue>>>>;

/// What a stream has not yet returned.
struct Queue {
    /// The module and the command of the events; none if it gets the changes.
    name: Option<(String, String)>,
    items: VecDeque<Result<Item>>,
    has_ended: bool,
    waker: Option<Waker>,
}

#[derive(Clone)]
enum Item {
    Event(PushEvent),
    Change(Change),
}

/// A change of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// The state.
    State(PushState),
    /// Events may have been missed: read the data again.
    Missed,
}

impl Client {
    /// Returns the real-time events of this client and its clones, over a network of one's own.
    #[must_use]
    pub fn events_over(&self, network: Rc<dyn Network>) -> Events {
        if let Some(hub) = self.shared.events.borrow().upgrade() {
            return Events(hub);
        }
        let queues = Rc::<Queues>::default();
        let (client, receivers) = (self.clone(), Rc::clone(&queues));
        let source = Rc::new(move |fresh| {
            let client = client.clone();
            let mut params = Map::new();
            if fresh {
                params.insert("CACHE", "N");
            }
            Box::pin(async move {
                match client.call_by_name(CONFIG, params).idempotent().await {
                    Ok(reply) => Ok(reply.result),
                    // The code of a portal whose push server is not set up.
                    Err(error) if error.is("SERVER_ERROR") => Err(unavailable()),
                    Err(error) => Err(error),
                }
            }) as _
        });
        let origin = self.shared.access.credentials.origin().to_owned();
        let listener = Rc::new(move |signal| deliver(&receivers, signal));
        let runtime = Rc::clone(&self.shared.runtime);
        let connection = Connection::new(origin, network, runtime, source, listener);
        let hub = Rc::new(Hub { client: self.clone(), connection, queues });
        *self.shared.events.borrow_mut() = Rc::downgrade(&hub);
        Events(hub)
    }
}

impl Events {
    /// Returns the events with this command of a module: `application`, unless the sender chooses another.
    /// The first stream opens the connection.
    pub fn on(&self, module: &str, command: &str) -> EventStream {
        let name = (module.to_ascii_lowercase(), command.to_owned());
        let stream = EventStream(self.subscribe(Some(name)));
        self.0.connection.start();
        stream
    }

    /// Returns the changes of the connection from now on.
    pub fn changes(&self) -> ChangeStream {
        ChangeStream(self.subscribe(None))
    }

    /// Returns the state of the connection.
    #[must_use]
    pub fn state(&self) -> PushState {
        self.0.connection.state()
    }

    /// Sends an event to every user who has the app open, also to this page. The portal accepts it before it
    /// delivers it, and does not deliver one of over 1 MB.
    ///
    /// Calls `pull.application.event.add`.
    pub fn send(&self, command: &str, params: impl Into<Value>) -> Call<Value> {
        self.call(command, params.into(), None)
    }

    /// Sends an event to users; for one who is no administrator, only to oneself.
    ///
    /// Calls `pull.application.event.add`.
    pub fn send_to(
        &self,
        users: impl IntoIterator<Item = u64>,
        command: &str,
        params: impl Into<Value>,
    ) -> Call<Value> {
        // The portal compares the own identifier with a text.
        let users: Vec<_> = users.into_iter().map(|user| user.to_string()).collect();
        self.call(command, params.into(), Some(users.into()))
    }

    fn call(&self, command: &str, params: Value, users: Option<Value>) -> Call<Value> {
        let mut call = Map::new();
        call.insert("COMMAND", command);
        // As JSON, so that numbers and empty lists keep their types.
        call.insert("PARAMS", json::write(&params));
        if let Some(users) = users {
            call.insert("USER_ID", users);
        }
        self.0.client.call_by_name(SEND, call)
    }

    fn subscribe(&self, name: Option<(String, String)>) -> Subscription {
        let queue = Queue { name, items: VecDeque::new(), has_ended: false, waker: None };
        let queue = Rc::new(RefCell::new(queue));
        self.0.queues.borrow_mut().push(Rc::downgrade(&queue));
        Subscription { hub: Rc::clone(&self.0), queue }
    }
}

/// Passes a signal to the streams that want it.
fn deliver(queues: &Queues, signal: Signal) {
    let receivers: Vec<_> = queues.borrow().iter().filter_map(Weak::upgrade).collect();
    for queue in receivers {
        let mut queue = queue.borrow_mut();
        if queue.has_ended {
            continue;
        }
        let item = match (&signal, &queue.name) {
            (Signal::Event(event), Some((module, command)))
                if (&event.module, &event.command) == (module, command) =>
            {
                Ok(Item::Event(event.clone()))
            }
            (Signal::State(state), None) => Ok(Item::Change(Change::State(*state))),
            (Signal::Missed, None) => Ok(Item::Change(Change::Missed)),
            (Signal::Failed(error), Some(_)) => {
                queue.has_ended = true;
                Err(error.clone())
            }
            _ => continue,
        };
        queue.items.push_back(item);
        let waker = queue.waker.take();
        // A waker may poll or drop the stream.
        drop(queue);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// The queue of a stream, which keeps the connection.
struct Subscription {
    hub: Rc<Hub>,
    queue: Rc<RefCell<Queue>>,
}

impl Subscription {
    fn poll(&self, context: &mut Context<'_>) -> Poll<Option<Result<Item>>> {
        let mut queue = self.queue.borrow_mut();
        match queue.items.pop_front() {
            None if queue.has_ended => Poll::Ready(None),
            None => {
                queue.waker = Some(context.waker().clone());
                Poll::Pending
            }
            item => Poll::Ready(item),
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let own = Rc::as_ptr(&self.queue);
        let mut queues = self.hub.queues.borrow_mut();
        queues.retain(|queue| queue.as_ptr() != own);
        let is_used = |queue: Rc<RefCell<Queue>>| {
            let queue = queue.borrow();
            queue.name.is_some() && !queue.has_ended
        };
        let is_last = !queues.iter().filter_map(Weak::upgrade).any(is_used);
        drop(queues);
        if is_last && self.queue.borrow().name.is_some() {
            self.hub.connection.stop();
        }
    }
}

/// The events of a module with one command. An error, which no attempt can cure, ends the stream; a broken
/// connection does not. Dropping the last stream closes the connection.
#[must_use = "the subscription ends when the stream is dropped"]
pub struct EventStream(Subscription);

impl EventStream {
    /// Returns the next event; `None` after an error.
    ///
    /// # Errors
    ///
    /// The error of `pull.application.config.get`, `PUSH_UNAVAILABLE`, `INVALID_PUSH_CONFIG`,
    /// `CHANNELS_REFUSED`, `PUSH_BLOCKED`.
    pub async fn try_next(&mut self) -> Result<Option<PushEvent>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }
}

impl Stream for EventStream {
    type Item = Result<PushEvent>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll(context).map(|item| match item? {
            Ok(Item::Event(event)) => Some(Ok(event)),
            Ok(Item::Change(_)) => None,
            Err(error) => Some(Err(error)),
        })
    }
}

/// The changes of the connection. It never ends.
#[must_use = "the subscription ends when the stream is dropped"]
pub struct ChangeStream(Subscription);

impl Stream for ChangeStream {
    type Item = Change;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll(context).map(|item| match item?.ok()? {
            Item::Change(change) => Some(change),
            Item::Event(_) => None,
        })
    }
}

macro_rules! debug {
    ($($ty:ident)*) => {$(
        impl fmt::Debug for $ty {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(stringify!($ty))
            }
        }
    )*};
}

debug!(Events EventStream ChangeStream);
