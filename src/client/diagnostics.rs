//! What happens to the calls of a client, for diagnostics.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::{Rc, Weak};

use crate::error::Error;

/// Something that happened to the calls of a client. Nothing in it is secret.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// A request ended, with a response or without.
    #[non_exhaustive]
    Request {
        /// The method; `batch` for calls that travel together.
        method: String,
        /// The number of calls in the request.
        calls: usize,
        /// The milliseconds until the whole response was there.
        duration: f64,
        /// The HTTP status; 0 without a response.
        status: u16,
        /// The bytes of the response.
        size: usize,
        /// The requests that the portal still admits at once.
        room: f64,
    },
    /// A call is sent again.
    #[non_exhaustive]
    Retry {
        /// The method.
        method: String,
        /// The number of the failed attempt.
        attempt: u32,
        /// The code of its error.
        code: String,
    },
    /// Calls have to wait for the portal's rate limit, or travel together.
    #[non_exhaustive]
    Limit {
        /// The calls that wait.
        waiting: usize,
        /// The milliseconds until the next of them is sent.
        delay: f64,
        /// The calls that are sent now.
        calls: usize,
        /// The requests that contain them.
        requests: usize,
    },
    /// The token was refreshed, or could not be.
    #[non_exhaustive]
    Refresh {
        /// The milliseconds until there was a new token.
        duration: f64,
        /// Whether there is one.
        ok: bool,
    },
    /// A call failed, be it before anything was sent.
    Error(Error),
}

/// The sums of a client's events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// The requests.
    pub requests: u64,
    /// The calls in them.
    pub calls: u64,
    /// The bytes of all responses.
    pub size: u64,
    /// The calls that were sent again.
    pub retries: u64,
    /// The refreshes of the token.
    pub refreshes: u64,
    /// The calls that failed.
    pub errors: u64,
}

type Listener = Rc<dyn Fn(&Event)>;

/// The listeners and the sums of one client.
#[derive(Default)]
pub(super) struct Diagnostics {
    stats: Cell<Stats>,
    listeners: RefCell<Vec<Listener>>,
}

/// Keeps a listener; dropping it removes the listener.
#[must_use = "the listener is removed when this is dropped"]
pub struct ListenerGuard {
    diagnostics: Weak<Diagnostics>,
    listener: Listener,
}

impl Diagnostics {
    pub(super) fn stats(&self) -> Stats {
        self.stats.get()
    }

    pub(super) fn listen(self: &Rc<Self>, listener: Listener) -> ListenerGuard {
        self.listeners.borrow_mut().push(Rc::clone(&listener));
        ListenerGuard { diagnostics: Rc::downgrade(self), listener }
    }

    /// Counts an event and passes it to the listeners.
    pub(super) fn emit(&self, event: &Event) {
        let mut stats = self.stats.get();
        match event {
            Event::Request { calls, size, .. } => {
                stats.requests += 1;
                stats.calls += *calls as u64;
                stats.size += *size as u64;
            }
            Event::Retry { .. } => stats.retries += 1,
            Event::Refresh { .. } => stats.refreshes += 1,
            Event::Error(_) => stats.errors += 1,
            Event::Limit { .. } => {}
        }
        self.stats.set(stats);
        // A listener may add or remove listeners.
        let listeners = self.listeners.borrow().clone();
        for listener in listeners {
            listener(event);
        }
    }
}

impl Drop for ListenerGuard {
    fn drop(&mut self) {
        if let Some(diagnostics) = self.diagnostics.upgrade() {
            diagnostics.listeners.borrow_mut().retain(|known| !Rc::ptr_eq(known, &self.listener));
        }
    }
}

impl fmt::Debug for ListenerGuard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ListenerGuard")
    }
}
