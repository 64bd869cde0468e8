//! Calls that share their reply.

use std::time::Duration;

use super::memory::Known;
use super::{CallRules, Client, Command, timed_out};
use crate::error::{Error, Result};
use crate::transport::{deadline, race};
use crate::wire::envelope::Envelope;
use crate::wire::{Value, json};

impl Client {
    /// Returns a reply that is not older than `max_age`, or sends a call that equal ones share. The
    /// request is aborted when nobody waits for it any more.
    pub(super) async fn send_shared(
        &self,
        command: Command,
        rules: CallRules,
        timeout: u32,
        max_age: Duration,
    ) -> Result<Envelope<Value>> {
        if !command.is_read() {
            let problem = "only a method that reads has a \"max_age\"";
            return Err(Error::input("NOT_A_READ", problem).with_method(&command.name));
        }
        let super::Shared { memory, runtime, .. } = &*self.shared;
        let method = command.name.clone();
        let params = json::write(&command.params.clone().into());
        let key = text!("{} {}", method, params);
        let max_age = max_age.as_millis() as f64;
        let call = match memory.find(&key, max_age, runtime.now()) {
            Some(Known::Reply(reply)) => return Ok(reply),
            Some(Known::Running(call)) => call,
            None => {
                let client = self.clone();
                let send = async move { client.send(command, rules, u32::MAX).await };
                memory.share(&key, Box::pin(send))
            }
        };
        let ends = deadline(&**runtime, timeout, timed_out(timeout));
        let reply = race(ends, Box::pin(call)).await.map_err(|error| error.with_method(&method))?;
        memory.keep(&key, reply.clone(), runtime.now());
        Ok(reply)
    }
}
