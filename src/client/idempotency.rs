//! Keys of writes of REST 3.0, by which the portal recognizes a request that it has already executed: one
//! that a proxy or an HTTP library repeats.

use super::{Command, Shared};
use crate::auth::Credentials;
use crate::text;

/// The whole numbers that `f64` has.
const RANGE: f64 = 9_007_199_254_740_992.0;

impl Shared {
    /// Returns the key of a call; none for a read, and if the header cannot be sent. The portal compares the
    /// whole body: with a token in it, the same call would be another one after a refresh.
    pub(super) fn idempotency_key(&self, command: &Command) -> Option<String> {
        let is_write = command.v3 && command.name != "batch" && !command.is_read();
        let is_webhook = matches!(self.access.credentials, Credentials::Webhook(_));
        if !is_write || !is_webhook || !self.transport.sends_idempotency_key() {
            return None;
        }
        let random = || text::digits((self.runtime.random() * RANGE) as u64);
        Some(text!("b24-{}-{}", random(), random()))
    }
}
