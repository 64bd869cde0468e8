//! The replies to requests with an idempotency key.

use std::collections::HashMap;

use super::error::{Failure, INVALID_KEY, KEY_REUSED};
use crate::http::{Request, Response};
use crate::rest::Caller;

/// How long a reply is kept, in seconds.
const LIFETIME: f64 = 24.0 * 3600.0;

/// The replies by caller, method and key.
#[derive(Debug, Default)]
pub(crate) struct KeyedReplies {
    replies: HashMap<Place, Kept>,
}

/// The caller, the method and the key of a request.
pub(super) type Place = (bool, u32, String, String);

#[derive(Debug)]
struct Kept {
    /// The body of the request, with the token in it.
    request: Vec<u8>,
    response: Response,
    at: f64,
}

/// Returns where the reply to a request is kept; `None` if it has no key.
pub(super) fn place(
    request: &Request,
    caller: &Caller,
    method: &str,
) -> Result<Option<Place>, Failure> {
    let Some(key) = request.header("idempotency-key") else {
        return Ok(None);
    };
    let is_valid =
        (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    match is_valid {
        true => Ok(Some((caller.webhook, caller.user, method.to_owned(), key.to_owned()))),
        false => Err(Failure::new(INVALID_KEY, "The idempotency key is invalid")),
    }
}

impl KeyedReplies {
    /// Returns the reply to an earlier request with the same key; an error if its body was another.
    pub(super) fn find(
        &self,
        place: &Place,
        request: &Request,
        now: f64,
    ) -> Result<Option<Response>, Failure> {
        match self.replies.get(place).filter(|kept| now < kept.at + LIFETIME) {
            Some(kept) if kept.request != request.body => {
                Err(Failure::new(KEY_REUSED, "The idempotency key belongs to another request"))
            }
            Some(kept) => {
                Ok(Some(kept.response.clone().with_header("idempotent-replayed", "true")))
            }
            None => Ok(None),
        }
    }

    /// Keeps a reply if it is a success.
    pub(super) fn keep(&mut self, place: Place, request: &Request, response: &Response, now: f64) {
        if response.status == 200 {
            let kept = Kept { request: request.body.clone(), response: response.clone(), at: now };
            self.replies.insert(place, kept);
        }
    }
}
