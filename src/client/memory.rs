//! Replies that equal calls share, for calls that ask for it.

use std::cell::RefCell;

use futures_util::FutureExt;
use futures_util::future::{Shared, WeakShared};

use crate::error::Result;
use crate::transport::LocalFuture;
use crate::wire::Value;
use crate::wire::envelope::Envelope;

/// The most replies that are kept.
const MAX_ENTRIES: usize = 100;

/// A call that is in progress, for all that wait for it.
pub(super) type SharedCall = Shared<LocalFuture<'static, Result<Envelope<Value>>>>;

/// The replies of one client that its calls share, the latest last.
#[derive(Default)]
pub(super) struct Memory(RefCell<Vec<Entry>>);

struct Entry {
    key: String,
    state: State,
}

enum State {
    /// It ends when nobody waits for it any more, and at a deadline in milliseconds since 1970.
    Running(WeakShared<LocalFuture<'static, Result<Envelope<Value>>>>, f64),
    /// A reply, and when it was received, in milliseconds since 1970.
    Received(Envelope<Value>, f64),
}

/// What is known of a call.
pub(super) enum Known {
    Reply(Envelope<Value>),
    /// A call in progress, and its deadline.
    Running(SharedCall, f64),
}

impl Memory {
    /// Returns a reply that is not older than `max_age` milliseconds, or the call in progress.
    pub(super) fn find(&self, key: &str, max_age: f64, now: f64) -> Option<Known> {
        let entries = self.0.borrow();
        match &entries.iter().find(|entry| entry.key == key)?.state {
            State::Running(call, deadline) => {
                call.upgrade().map(|call| Known::Running(call, *deadline))
            }
            State::Received(reply, at) if now - at <= max_age => Some(Known::Reply(reply.clone())),
            State::Received(..) => None,
        }
    }

    /// Shares a call, which ends at a deadline, with those that follow.
    pub(super) fn share(
        &self,
        key: &str,
        call: LocalFuture<'static, Result<Envelope<Value>>>,
        deadline: f64,
    ) -> SharedCall {
        let call = call.shared();
        if let Some(weak) = call.downgrade() {
            self.put(key, State::Running(weak, deadline));
        }
        call
    }

    /// Keeps the reply of a call in progress, unless it was forgotten.
    pub(super) fn keep(&self, key: &str, reply: Envelope<Value>, now: f64) {
        let is_running =
            |entry: &Entry| entry.key == key && matches!(entry.state, State::Running(..));
        if self.0.borrow().iter().any(is_running) {
            self.put(key, State::Received(reply, now));
        }
    }

    /// Forgets all replies.
    pub(super) fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    fn put(&self, key: &str, state: State) {
        let mut entries = self.0.borrow_mut();
        entries.retain(|entry| entry.key != key);
        if entries.len() == MAX_ENTRIES {
            entries.remove(0);
        }
        entries.push(Entry { key: key.to_owned(), state });
    }
}
