//! A connection to the push server: carries out what its machine wants, with a network and a runtime.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use super::config::Page;
use super::machine::Machine;
use super::message::PushEvent;
use super::network::{Guard, Listener, Network, Socket, SocketEvent};
use super::state::PushState;
use super::step::{Action, Input};
use crate::error::{Error, ErrorKind, Result};
use crate::transport::{LocalFuture, Runtime, SharedResult, race};
use crate::wire::Value;

/// Fetches the configuration; a new one if the argument is true.
pub(crate) type Source = Rc<dyn Fn(bool) -> LocalFuture<'static, Result<Value>>>;

/// What a connection reports.
pub(crate) enum Signal {
    Event(PushEvent),
    /// Events may have been missed.
    Missed,
    State(PushState),
    /// It has ended with an error.
    Failed(Error),
}

/// A connection. Dropping it ends everything that it has begun.
pub(crate) struct Connection(Rc<Inner>);

struct Inner {
    machine: RefCell<Machine>,
    network: Rc<dyn Network>,
    runtime: Rc<dyn Runtime>,
    source: Source,
    listener: Listener<Signal>,
    socket: RefCell<Option<Box<dyn Socket>>>,
    /// Ends the call for the configuration.
    configuring: Cell<Option<SharedResult>>,
    /// Ends the request of long polling.
    polling: Cell<Option<SharedResult>>,
    /// When the timer ends, and what cancels it.
    timer: Cell<Option<(f64, SharedResult)>>,
    page: RefCell<Option<Box<dyn Guard>>>,
    inputs: RefCell<VecDeque<Input>>,
    is_busy: Cell<bool>,
}

impl Connection {
    /// Creates a connection that has not started.
    pub fn new(
        portal: String,
        network: Rc<dyn Network>,
        runtime: Rc<dyn Runtime>,
        source: Source,
        listener: Listener<Signal>,
    ) -> Self {
        let page = Page { portal, is_secure: network.is_secure() };
        Self(Rc::new(Inner {
            machine: RefCell::new(Machine::new(page)),
            network,
            runtime,
            source,
            listener,
            socket: RefCell::default(),
            configuring: Cell::default(),
            polling: Cell::default(),
            timer: Cell::default(),
            page: RefCell::default(),
            inputs: RefCell::default(),
            is_busy: Cell::default(),
        }))
    }

    /// Starts, unless it has.
    pub fn start(&self) {
        let inner = &self.0;
        if inner.page.borrow().is_none() {
            let weak = Rc::downgrade(inner);
            let listener = Rc::new(move |event| feed(&weak, Input::Page(event)));
            *inner.page.borrow_mut() = Some(inner.network.watch(listener));
        }
        inner.feed(Input::Start);
    }

    /// Ends the socket, the request, the timer and the listeners.
    pub fn stop(&self) {
        self.0.feed(Input::Stop);
    }

    /// Returns the state.
    pub fn state(&self) -> PushState {
        self.0.machine.borrow().state()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Inner {
    /// Handles an input, after those that are being handled.
    fn feed(self: &Rc<Self>, input: Input) {
        self.inputs.borrow_mut().push_back(input);
        if self.is_busy.replace(true) {
            return;
        }
        loop {
            let Some(input) = self.inputs.borrow_mut().pop_front() else { break };
            let (now, random) = (self.runtime.now(), self.runtime.random());
            if let Input::Wake = input {
                // The timer has ended.
                self.timer.take();
            }
            let actions = self.machine.borrow_mut().handle(input, now, random);
            for action in actions {
                self.perform(action);
            }
        }
        self.is_busy.set(false);
        self.arm();
    }

    fn perform(self: &Rc<Self>, action: Action) {
        match action {
            Action::Configure { id, fresh } => {
                let configured = (self.source)(fresh);
                let cancel = self.start(configured, move |result| Input::Configured(id, result));
                self.configuring.set(Some(cancel));
            }
            Action::Open { id, url } => {
                let inner = Rc::downgrade(self);
                let listener = move |event| {
                    let input = match event {
                        SocketEvent::Opened => Input::Opened(id),
                        SocketEvent::Text(text) => Input::Frame(id, text),
                        SocketEvent::Closed(code) => Input::SocketClosed(id, code),
                    };
                    feed(&inner, input);
                };
                let socket = self.network.open(&url, Rc::new(listener));
                if socket.is_none() {
                    self.inputs.borrow_mut().push_back(Input::SocketClosed(id, 0));
                }
                *self.socket.borrow_mut() = socket;
            }
            Action::Disconnect { code } => {
                if let Some(socket) = self.socket.take() {
                    socket.close(code);
                }
                if let Some(polling) = self.polling.take() {
                    polling.notify();
                }
            }
            Action::Send(text) => {
                if let Some(socket) = &*self.socket.borrow() {
                    socket.send(&text);
                }
            }
            Action::Poll { id, url } => {
                let response = self.network.poll(url);
                let cancel = self.start(response, move |response| Input::Polled(id, response));
                self.polling.set(Some(cancel));
            }
            Action::Emit(event) => (self.listener)(Signal::Event(event)),
            Action::Missed => (self.listener)(Signal::Missed),
            Action::Show(state) => (self.listener)(Signal::State(state)),
            Action::Fail(error) => (self.listener)(Signal::Failed(error)),
        }
    }

    /// Sets the timer to the time when the machine wants to be woken.
    fn arm(self: &Rc<Self>) {
        let wake_at = self.machine.borrow().wake_at();
        let timer = self.timer.take();
        if let Some((at, cancelled)) = timer {
            if Some(at) == wake_at {
                return self.timer.set(Some((at, cancelled)));
            }
            cancelled.notify();
        }
        let Some(at) = wake_at else {
            // A connection that has ended listens to nothing.
            if !self.machine.borrow().is_running() {
                self.page.take();
                if let Some(configuring) = self.configuring.take() {
                    configuring.notify();
                }
            }
            return;
        };
        let delay = (at - self.runtime.now()).clamp(0.0, f64::from(i32::MAX)).ceil();
        let cancel = self.start(self.runtime.sleep(delay as u32), |()| Input::Wake);
        self.timer.set(Some((at, cancel)));
    }

    /// Runs work in the background, and handles the input that it results in. Returns what cancels it.
    fn start<T: 'static>(
        self: &Rc<Self>,
        work: LocalFuture<'static, T>,
        input: impl FnOnce(T) -> Input + 'static,
    ) -> SharedResult {
        let (cancelled, inner) = (SharedResult::default(), Rc::downgrade(self));
        let deadline = when(cancelled.clone());
        let work = Box::pin(async move { Ok(work.await) });
        self.runtime.spawn(Box::pin(async move {
            if let Ok(result) = race(deadline, work).await {
                feed(&inner, input(result));
            }
        }));
        cancelled
    }
}

fn feed(inner: &Weak<Inner>, input: Input) {
    if let Some(inner) = inner.upgrade() {
        inner.feed(input);
    }
}

/// Resolves when a result is complete.
fn when(complete: SharedResult) -> LocalFuture<'static, Error> {
    Box::pin(async move {
        let _ = complete.wait().await;
        Error::new(ErrorKind::Aborted, "ABORTED", "")
    })
}
