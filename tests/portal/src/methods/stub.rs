//! Stubs: methods whose replies are given from outside.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::Deserialize;
use serde_json::Value;

use super::{Call, GLOBAL, Method, method};
use crate::rest::{Error, Reply};

/// The replies of stubs by the names of their methods.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replies {
    replies: BTreeMap<String, Given>,
}

/// A given reply: `result` with `total` and `next`, or `error` with `error_description` and the
/// HTTP status.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Given {
    #[serde(deserialize_with = "present")]
    result: Option<Value>,
    total: Option<i64>,
    next: Option<i64>,
    error: Option<String>,
    error_description: String,
    status: Option<u16>,
}

/// The start of the names of stubs of REST 3.0, as in their URLs.
pub(super) const V3_PREFIX: &str = "api/";

/// The method of all stubs. Every caller may call it.
pub(super) static STUB: Method = method("stub", GLOBAL, run);

impl Replies {
    /// Returns whether the method with this (lower-case) name is a stub.
    pub(super) fn contains(&self, name: &str) -> bool {
        self.replies.contains_key(name)
    }

    /// Returns the names of the stubs, without those of REST 3.0.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.replies.keys().map(String::as_str).filter(|name| !name.starts_with(V3_PREFIX))
    }

    /// Returns whether the method of REST 3.0 with this name is a stub.
    pub(crate) fn contains_v3(&self, name: &str) -> bool {
        self.contains(&format!("{V3_PREFIX}{name}"))
    }

    /// Returns the reply of the stub of REST 3.0 with this name.
    pub(crate) fn reply_v3(&self, name: &str) -> Result<Reply, Error> {
        self.reply(&format!("{V3_PREFIX}{name}"))
    }

    fn reply(&self, name: &str) -> Result<Reply, Error> {
        let given = self.replies.get(name).cloned().unwrap_or_default();
        match given.error {
            Some(code) => {
                Err(Error::new(&code, given.error_description, given.status.unwrap_or(400)))
            }
            None => Ok(Reply {
                result: given.result.unwrap_or_default().into(),
                next: given.next,
                total: given.total,
            }),
        }
    }
}

impl FromStr for Replies {
    type Err = String;

    /// Reads a JSON object of methods and replies.
    ///
    /// # Errors
    ///
    /// A text if the JSON is invalid or a reply has neither `result` nor `error`.
    fn from_str(json: &str) -> Result<Self, String> {
        let given: BTreeMap<String, Value> =
            serde_json::from_str(json).map_err(|error| error.to_string())?;
        let mut replies = BTreeMap::new();
        for (name, reply) in given {
            let reply: Given =
                serde_json::from_value(reply).map_err(|error| format!("\"{name}\": {error}"))?;
            if reply.result.is_some() == reply.error.is_some() {
                return Err(format!(
                    "\"{name}\" needs either \"result\" or \"error\", as in {{\"{name}\": \
                     {{\"result\": []}}}}"
                ));
            }
            replies.insert(name.to_lowercase(), reply);
        }
        Ok(Self { replies })
    }
}

fn run(call: &mut Call) -> Result<Reply, Error> {
    call.portal.options.replies.reply(call.name)
}

/// Reads a member that is there, even if it is null.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}
