//! The queue of the calls of Rust front ends: first come, first served, as the portal's limit allows.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use futures_util::FutureExt;
use futures_util::future::Shared;

use super::batch::{Pack, Packable};
use super::diagnostics::Event;
use super::exchange::Exchange;
use super::limiter::{Limiter, calls_per_request};
use crate::error::{Error, ErrorKind, Result};
use crate::transport::{LocalFuture, Runtime};
use crate::wire::Value;
use crate::wire::envelope::Envelope;

/// The outcomes of calls that travelled together; each is taken once.
pub(super) type Outcomes = Rc<RefCell<Vec<Option<Result<Envelope<Value>>>>>>;

/// A client whose calls wait.
pub(super) trait Caller {
    /// Sends calls together.
    fn send_pack(self: Rc<Self>, pack: Pack) -> LocalFuture<'static, Outcomes>;

    /// Returns the platform.
    fn runtime(&self) -> &Rc<dyn Runtime>;

    /// Reports what the limiter did.
    fn report(&self, event: &Event);
}

/// The turn of a call that was waiting.
pub(super) enum Turn {
    /// The call is sent by itself.
    Alone,
    /// The call travels with others. The request is aborted if all of them are dropped.
    Together(Shared<LocalFuture<'static, Outcomes>>, usize),
}

thread_local! {
    /// The queues of the portals by their origins.
    static QUEUES: RefCell<Vec<(String, Rc<Queue>)>> = const { RefCell::new(Vec::new()) };
}

/// The calls of all clients of one portal that wait for their turn, and its limits.
#[derive(Default)]
pub(super) struct Queue {
    pub(super) limiter: Rc<RefCell<Limiter>>,
    waiting: RefCell<Vec<Waiting>>,
    is_running: Cell<bool>,
}

struct Waiting {
    caller: Rc<dyn Caller>,
    /// The call, unless it may not travel with others.
    call: Option<Packable>,
    turn: oneshot::Sender<Turn>,
}

impl Queue {
    /// Returns the queue of the portal at `origin`, which its first client creates.
    pub(super) fn of(origin: &str) -> Rc<Self> {
        QUEUES.with_borrow_mut(|queues| {
            if let Some((_, queue)) = queues.iter().find(|(known, _)| known == origin) {
                return Rc::clone(queue);
            }
            let queue = Rc::<Self>::default();
            queues.push((origin.to_owned(), Rc::clone(&queue)));
            queue
        })
    }

    /// Waits for the turn of a call. Dropping the future removes the call from the queue.
    pub(super) async fn enter(
        self: &Rc<Self>,
        caller: Rc<dyn Caller>,
        exchange: &Exchange,
    ) -> Turn {
        let call = exchange.packable().cloned();
        let (turn, wait) = oneshot::channel();
        let runtime = Rc::clone(caller.runtime());
        self.waiting.borrow_mut().push(Waiting { caller: Rc::clone(&caller), call, turn });
        if !self.is_running.replace(true) {
            let running = Running(Rc::clone(self));
            runtime.spawn(Box::pin(async move { running.0.run(&*caller).await }));
        }
        wait.await.unwrap_or(Turn::Alone)
    }

    /// Gives all waiting calls their turn.
    async fn run(&self, caller: &dyn Caller) {
        let runtime = caller.runtime();
        loop {
            self.advance(caller);
            if self.waiting.borrow().is_empty() {
                break;
            }
            let wait = self.limiter.borrow_mut().bucket.wait(runtime.now());
            // Later outcomes of requests on their way shorten the wait.
            runtime.sleep(wait.clamp(1.0, 1000.0) as u32).await;
        }
    }

    /// Gives the calls that the portal admits now their turn. Calls that all fit go alone; calls that
    /// would have to wait travel together.
    fn advance(&self, caller: &dyn Caller) {
        let mut waiting = self.waiting.take();
        waiting.retain(|call| !call.turn.is_canceled());
        let (now, mut limiter) = (caller.runtime().now(), self.limiter.borrow_mut());
        let count = waiting.len() as f64;
        let (mut room, mut size) = (limiter.bucket.room(now), 1);
        let all_fit = count <= room;
        if !all_fit {
            room = limiter.bucket.room_to_spread(now);
            let together = waiting.iter().filter(|call| call.is_packable()).count() as f64;
            size = calls_per_request(count - together, together, room) as usize;
        }
        let mut requests: Vec<Vec<Waiting>> = Vec::new();
        for call in waiting {
            let fits = |calls: &Vec<Waiting>| calls.len() < size && call.joins(calls);
            let open = requests.iter().position(fits);
            let is_full = requests.len() as f64 >= room;
            match open.and_then(|at| requests.get_mut(at)) {
                Some(calls) => calls.push(call),
                None if is_full => self.waiting.borrow_mut().push(call),
                None => requests.push(vec![call]),
            }
        }
        limiter.bucket.add(requests.len() as f64, now);
        let waiting = self.waiting.borrow().len();
        let event = Event::Limit {
            waiting,
            delay: if waiting > 0 { limiter.bucket.wait(now) } else { 0.0 },
            calls: count as usize - waiting,
            requests: requests.len(),
        };
        drop(limiter);
        if !all_fit {
            caller.report(&event);
        }
        for calls in requests {
            start(calls);
        }
    }
}

/// The task that gives the waiting calls of a queue their turn.
struct Running(Rc<Queue>);

impl Drop for Running {
    /// Lets the next call start the task again, and sends the calls that wait if the runtime dropped it.
    fn drop(&mut self) {
        self.0.is_running.set(false);
        drop(self.0.waiting.take());
    }
}

impl Waiting {
    /// Returns whether the call may travel with others.
    fn is_packable(&self) -> bool {
        self.call.as_ref().is_some_and(|call| call.encoded().is_some())
    }

    /// Returns whether the call may travel with these: packable ones of the same client.
    fn joins(&self, calls: &[Self]) -> bool {
        calls.first().is_some_and(|first| {
            let address = |call: &Self| Rc::as_ptr(&call.caller).cast::<()>();
            address(first) == address(self) && first.is_packable() && self.is_packable()
        })
    }
}

/// Gives calls their turn in one request.
fn start(calls: Vec<Waiting>) {
    let is_alone = calls.len() == 1;
    let (mut turns, mut pack, mut caller) = (Vec::new(), Pack::default(), None);
    for call in calls {
        turns.push(call.turn);
        if let Some(packable) = call.call.filter(|_| !is_alone) {
            pack.add(&packable);
        }
        caller = Some(call.caller);
    }
    let together = caller.filter(|_| !is_alone).map(|caller| caller.send_pack(pack).shared());
    for (at, turn) in turns.into_iter().enumerate() {
        let turn_of = |together: &Shared<_>| Turn::Together(together.clone(), at);
        // A call that was dropped meanwhile has no receiver.
        drop(turn.send(together.as_ref().map_or(Turn::Alone, turn_of)));
    }
}

/// Takes the outcome of one of the calls that travelled together.
pub(super) fn take(outcomes: &Outcomes, at: usize) -> Result<Envelope<Value>> {
    let outcome = outcomes.borrow_mut().get_mut(at).and_then(Option::take);
    outcome.unwrap_or_else(|| {
        let problem = "the outcome was taken before";
        Err(Error::new(ErrorKind::Response, "NO_OUTCOME", problem))
    })
}
