//! Calls that share their reply.

use std::time::Duration;

use super::memory::Known;
use super::response::READ_VALUE;
use super::{CallRules, Client, Command, timed_out};
use crate::error::{Error, Result};
use crate::transport::{deadline, race};
use crate::wire::envelope::Envelope;
use crate::wire::{Value, json};

impl Client {
    /// Returns a reply that is not older than `max_age`, or sends a call that equal ones share. Its
    /// timeout is that of the caller who starts it; others join it unless it ends before half of their
    /// own has passed. The request is aborted when nobody waits for it any more. A failure is that of
    /// each call.
    pub(super) async fn send_shared(
        &self,
        command: Command,
        rules: CallRules,
        timeout: u32,
        max_age: Duration,
    ) -> Result<Envelope<Value>> {
        let method = command.name.clone();
        let outcome = self.share(command, rules, timeout, max_age).await;
        outcome.map_err(|error| self.fail(error.with_method(&method)))
    }

    async fn share(
        &self,
        command: Command,
        rules: CallRules,
        timeout: u32,
        max_age: Duration,
    ) -> Result<Envelope<Value>> {
        if !command.is_read() {
            let problem = "\"max_age\" needs a method that only reads; omit it";
            return Err(Error::input("NOT_A_READ", problem));
        }
        let super::Shared { memory, runtime, .. } = &*self.shared;
        let params = json::write(&command.params.clone().into());
        let version = if command.v3 { "api/" } else { "" };
        let key = text!("{}{} {}", version, command.name, params);
        let max_age = max_age.as_millis() as f64;
        let now = runtime.now();
        let (half, end) = (now + f64::from(timeout) / 2.0, now + f64::from(timeout));
        let (call, deadline_of_call) = match memory.find(&key, max_age, now) {
            Some(Known::Reply(reply)) => return Ok(reply),
            Some(Known::Running(call, deadline)) if deadline >= half => (call, deadline),
            _ => {
                let client = self.clone();
                let send = async move { client.attempt(command, rules, timeout, READ_VALUE).await };
                (memory.share(&key, Box::pin(send), end), end)
            }
        };
        let reply = if end < deadline_of_call {
            race(deadline(&**runtime, timeout, timed_out(timeout)), Box::pin(call)).await?
        } else {
            call.await?
        };
        memory.keep(&key, reply.clone(), runtime.now());
        Ok(reply)
    }
}
