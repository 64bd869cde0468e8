//! The faults of a portal: the configured ones, and those of random requests.

use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::random::Random;

/// Faults of random requests, selected by the portal's seed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Noise {
    /// The percentage of requests with a fault.
    pub percent: u32,
    /// The faults, one of which is chosen for each such request; their fields `method`, `skip` and
    /// `times` are ignored.
    pub faults: Vec<Fault>,
}

impl Noise {
    /// Checks the faults.
    pub fn check(&self) -> Result<(), String> {
        self.faults.iter().try_for_each(Fault::check)
    }
}

/// The configured faults, in order; the first match applies.
#[derive(Debug)]
pub(crate) struct Faults {
    pending: Vec<Fault>,
    /// Selects the requests with noise.
    random: Random,
}

impl Faults {
    pub(crate) fn new(seed: u64) -> Self {
        Self { pending: Vec::new(), random: Random::new(seed.rotate_left(16)) }
    }

    pub(crate) fn add(&mut self, fault: Fault) {
        self.pending.push(fault);
    }

    pub(crate) fn clear(&mut self) {
        self.pending.clear();
    }

    /// Returns the fault that affects a request for this method.
    pub(crate) fn take_for_request(&mut self, method: &str, noise: &Noise) -> Option<Fault> {
        let fault = self.take(|fault| fault.method.is_none() || fault.is_for(method));
        fault.or_else(|| self.draw(noise))
    }

    /// Returns one of the faults of the noise for some requests.
    fn draw(&mut self, noise: &Noise) -> Option<Fault> {
        if noise.faults.is_empty() || !self.random.chance(noise.percent) {
            return None;
        }
        let count = u32::try_from(noise.faults.len()).unwrap_or(u32::MAX);
        noise.faults.get(self.random.below(count) as usize).cloned()
    }

    /// Returns the fault that affects a command of a batch: one that names the method.
    pub(crate) fn take_for_command(&mut self, method: &str) -> Option<Fault> {
        self.take(|fault| fault.is_for(method) && fault.affects_calls())
    }

    fn take(&mut self, matches: impl Fn(&Fault) -> bool) -> Option<Fault> {
        let index =
            self.pending.iter().position(|fault| fault.times != Some(0) && matches(fault))?;
        let fault = self.pending.get_mut(index)?;
        if fault.skip > 0 {
            fault.skip -= 1;
            return None;
        }
        if let Some(times) = &mut fault.times {
            *times -= 1;
        }
        Some(fault.clone())
    }
}
