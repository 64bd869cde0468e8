//! The portal's configuration of the push server.

use super::super::config::Config;
use super::super::ladder;
use super::super::position::Position;
use super::super::step::Action;
use super::{Machine, Phase, code};
use crate::error::Result;
use crate::wire::Value;

/// The time before the channels expire at which new ones are fetched, and between two attempts.
const EXPIRY_MARGIN: f64 = 60_000.0;

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
                Err(error) => self.fail(error, "CONFIG_FAILED"),
            },
            Err(error) if error.is_retryable() => {
                self.failures += 1;
                let until = self.now + ladder::delay(self.failures, self.random);
                match self.phase {
                    Phase::Configuring => {
                        self.lost("CONFIG_FAILED");
                        self.phase = Phase::Waiting { until, fresh: true };
                    }
                    _ => self.configure_at = Some(until),
                }
            }
            Err(error) => self.fail(error, "CONFIG_FAILED"),
        }
    }

    pub(super) fn use_config(&mut self, config: Config) {
        if config.expires_at > 0 {
            let margin = config.expires_at as f64 - EXPIRY_MARGIN;
            self.configure_at = Some(margin.max(self.now + EXPIRY_MARGIN));
        }
        let old = self.config.replace(config.clone());
        let has_channels = old.as_ref().is_none_or(|old| config.has_channels_of(old));
        if !has_channels {
            // A place in the old channels is none in the new ones.
            self.position = Position::default();
            self.has_gap = true;
        }
        let is_same = old.is_some_and(|old| {
            (old.socket, old.polling, old.token) == (config.socket, config.polling, config.token)
        });
        match self.phase {
            Phase::Stopped | Phase::Hidden => {}
            Phase::Configuring => self.connect(),
            _ if has_channels && is_same => {}
            _ => {
                self.disconnect(code::REPLACED, "CHANNELS_REPLACED");
                self.connect();
            }
        }
    }
}
