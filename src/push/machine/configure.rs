//! The portal's configuration of the push server.

use super::super::config::Config;
use super::super::ladder;
use super::super::position::Position;
use super::super::step::Action;
use super::{Machine, Phase, code};
use crate::error::{Error, ErrorKind, Result};
use crate::wire::Value;

/// The time before the channels expire at which new ones are fetched, and between two attempts.
const EXPIRY_MARGIN: f64 = 60_000.0;

/// The shortest time between two configurations that were fetched because one expires.
const LIFETIME: f64 = 600_000.0;

impl Machine {
    pub(super) fn configure(&mut self, fresh: bool) {
        if self.configuring.is_none() {
            let id = self.next_id();
            (self.configuring, self.configure_at) = (Some(id), None);
            self.actions.push(Action::Configure { id, fresh });
        }
    }

    pub(super) fn configured(&mut self, result: Result<Value>) {
        match result {
            Ok(result) => match Config::read(&result, &self.page) {
                Ok(config) => self.use_config(config),
                Err(error) => self.not_configured(error, false),
            },
            Err(error) => {
                let is_retryable = error.is_retryable();
                self.not_configured(error, is_retryable);
            }
        }
    }

    /// Tries again later, or ends: a connection that works goes on without a new configuration, and one that
    /// has worked ends only if the app may no longer have it. A token that cannot be refreshed now, for
    /// example while a laptop wakes up, can be later.
    fn not_configured(&mut self, error: Error, is_retryable: bool) {
        let is_final = !is_retryable && (!self.was_online || error.kind() == ErrorKind::Permission);
        if is_final && !self.state.is_online() {
            return self.fail(error, "CONFIG_FAILED");
        }
        self.failures += 1;
        let until = self.now + ladder::delay(self.failures, self.random);
        match self.phase {
            Phase::Configuring => {
                self.lost("CONFIG_FAILED");
                self.phase = Phase::Waiting { until, fresh: true, may_skip: true };
            }
            _ => self.configure_at = Some(until.max(self.now + EXPIRY_MARGIN)),
        }
    }

    pub(super) fn use_config(&mut self, config: Config) {
        if config.expires_at > 0 {
            let margin = config.expires_at as f64 - EXPIRY_MARGIN;
            // The clock of the page may be wrong.
            self.configure_at = Some(margin.max(self.now + LIFETIME));
        }
        let old = self.config.replace(config.clone());
        let has_channels = old.as_ref().is_none_or(|old| config.has_channels_of(old));
        if !has_channels {
            // A place in the old channels is none in the new ones.
            self.position = Position::default();
            self.has_gap = true;
        }
        let is_same =
            old.is_some_and(|old| Config { expires_at: config.expires_at, ..old } == config);
        match &mut self.phase {
            Phase::Stopped | Phase::Waiting { .. } => {}
            Phase::Hidden { fresh, .. } => *fresh = false,
            Phase::Configuring => self.connect(),
            _ if is_same => {}
            _ => {
                self.disconnect(code::REPLACED, "CHANNELS_REPLACED");
                self.connect();
            }
        }
    }
}
