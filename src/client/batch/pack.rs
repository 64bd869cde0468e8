//! Calls that travel together because each alone would have to wait for the portal's limit.

use super::packable::Packable;
use super::request::{self, Entry};
use crate::client::portal_access::PortalAccess;
use crate::client::{CallRules, Command, Exchange};
use crate::error::Result;
use crate::schema::Normalize;
use crate::text;
use crate::transport::Request;
use crate::wire::envelope::Envelope;

/// Independent calls in one request. Each accepts its own outcome and decides whether to be sent
/// again.
#[derive(Debug, Default)]
pub(crate) struct Pack {
    entries: Vec<Entry>,
}

impl Pack {
    /// Adds a call, unless it cannot travel with others. Returns whether it was added.
    pub(crate) fn add(&mut self, call: &Packable) -> bool {
        let Some(encoded) = call.encoded() else { return false };
        let name = text::digits(self.entries.len() as u64);
        self.entries.push(Entry::encoded(name, call.command().clone(), encoded.to_owned()));
        true
    }

    /// Returns the number of calls.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether the pack has no call yet.
    #[cfg(all(target_arch = "wasm32", feature = "js"))]
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the batch.
    pub(crate) fn command(&self) -> Command {
        request::command(&self.entries, false)
    }

    /// Creates the request.
    ///
    /// # Errors
    ///
    /// As [`Exchange::request`].
    pub(crate) fn request(&self, access: &PortalAccess) -> Result<Request> {
        Exchange::new(self.command(), CallRules::default(), 0.0).request(access, 0.0)
    }

    /// Reads the outcome of the request as those of its calls, in their order.
    pub(crate) fn read<T: Normalize>(
        &self,
        access: &PortalAccess,
        outcome: Result<Envelope<T>>,
        now: f64,
    ) -> Vec<Option<Result<Envelope<T>>>> {
        let mut outcomes = Vec::new();
        for attempt in request::read(&self.entries, access, false, outcome, now) {
            outcomes.push(Some(attempt.map_err(|failure| failure.error)));
        }
        outcomes
    }
}
