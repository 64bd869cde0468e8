//! The JSON envelope of a result or an error.

use super::error::Error;
use super::operating::Usage;
use crate::dates::date_time;
use crate::php::{Array, Value};

/// The reply of a method.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reply {
    /// The result: any value, including `null`.
    pub result: Value,
    /// The `start` of the next page, if there is one.
    pub next: Option<i64>,
    /// The number of entries on all pages, if the method counts them.
    pub total: Option<i64>,
}

impl Reply {
    /// Creates a reply without pagination.
    pub fn new(result: impl Into<Value>) -> Self {
        Self { result: result.into(), next: None, total: None }
    }
}

/// The start and end of a method's run, in unix seconds, and the run time that it has used.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Time {
    pub(crate) start: f64,
    pub(crate) finish: f64,
    pub(crate) usage: Option<Usage>,
}

impl Time {
    /// Returns the object `time`. Its `start` and `processing` are integers, as current portals
    /// send them.
    pub(crate) fn to_value(self) -> Value {
        let mut time = Array::new();
        time.insert("start", self.start as i64);
        time.insert("finish", self.finish);
        time.insert("duration", self.finish - self.start);
        time.insert("processing", 0_i64);
        time.insert("date_start", date_time(self.start as i64));
        time.insert("date_finish", date_time(self.finish as i64));
        if let Some(usage) = self.usage {
            time.insert("operating_reset_at", usage.reset_at);
            time.insert("operating", usage.seconds);
        }
        time.into()
    }
}

/// Returns the envelope `{result, next?, total?, time}`.
pub(crate) fn success(reply: Reply, time: Time) -> Value {
    let mut envelope = Array::new();
    envelope.insert("result", reply.result);
    if let Some(next) = reply.next {
        envelope.insert("next", next);
    }
    if let Some(total) = reply.total {
        envelope.insert("total", total);
    }
    envelope.insert("time", time.to_value());
    envelope.into()
}

/// Returns the envelope `{error, error_description, …}`, without `time`.
pub(crate) fn failure(error: &Error) -> Value {
    let mut envelope = Array::new();
    envelope.insert("error", error.code.as_str());
    envelope.insert("error_description", error.description.as_str());
    for (key, value) in &error.extra {
        envelope.insert(*key, value.clone());
    }
    envelope.into()
}
