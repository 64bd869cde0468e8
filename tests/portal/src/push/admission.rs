//! Who may connect.

use super::channel::{Channels, Owner, Rejection};
use super::connection::Subscription;
use super::jwt::Jwts;
use super::query::Query;
use super::settings::{PushMode, PushSettings};

/// A request for a connection: open, or refused.
#[derive(Debug)]
pub(crate) enum Opened {
    Connection(u64),
    /// The code of the push server, and the reason.
    Rejected(u16, &'static str),
    /// A fault: the server in front of it is not available.
    Unavailable,
    /// A fault: the response is a page.
    Page,
}

/// The code of a connection beyond the limit.
pub(crate) const TOO_MANY: u16 = 4029;

const WRONG_CHANNEL: (u16, &str) = (4010, "Wrong Channel Id");
const NO_PUBLIC_ID: (u16, &str) = (4012, "Public channel is required");
const TOO_MANY_REASON: &str = "Too many connections";
const FAULT_REASON: &str = "Rejected by a fault";
const WRONG_CLIENT: (u16, &str) = (4036, "Wrong Client Id");

/// The credentials that the server knows.
pub(crate) struct Keys<'a> {
    pub(crate) channels: &'a mut Channels,
    pub(crate) jwts: &'a Jwts,
    pub(crate) client_id: &'a str,
}

/// Checks a query; returns what the client receives, or how it is refused, with the code.
/// `connects` is the number of connections in the last minute.
pub(crate) fn admit(
    query: &Query,
    is_socket: bool,
    connects: usize,
    keys: Keys,
    settings: &PushSettings,
    now: i64,
) -> Result<Subscription, (Opened, u16)> {
    let faults = &settings.faults;
    let refused = if is_socket { faults.refuse_sockets } else { faults.refuse_polling };
    if refused {
        return Err((Opened::Unavailable, 502));
    }
    if faults.html && !is_socket {
        return Err((Opened::Page, 200));
    }
    let rejected = |(code, reason)| (Opened::Rejected(code, reason), code);
    if faults.connects_per_minute.is_some_and(|most| connects >= most as usize) {
        return Err(rejected((TOO_MANY, TOO_MANY_REASON)));
    }
    if let Some(code) = faults.reject_code {
        return Err(rejected((code, FAULT_REASON)));
    }
    if settings.mode == PushMode::Shared && query.client_id != keys.client_id {
        return Err(rejected(WRONG_CLIENT));
    }
    if settings.version >= 5 && !query.token.is_empty() {
        let owner = keys.jwts.find(&query.token, now).cloned();
        let owner = owner.ok_or_else(|| rejected(WRONG_CHANNEL))?;
        let shared = Owner { user: None, ..owner.clone() };
        let channel = keys.channels.of(&shared, settings.channel_lifetime, true, now);
        return Ok(Subscription { channels: vec![channel], user: owner.user });
    }
    match keys.channels.check(&query.channels, settings.version) {
        Ok(channels) => Ok(Subscription { channels, user: None }),
        Err(Rejection::Wrong) => Err(rejected(WRONG_CHANNEL)),
        Err(Rejection::NoPublicId) => Err(rejected(NO_PUBLIC_ID)),
    }
}
