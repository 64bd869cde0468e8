//! Credentials: webhooks and access tokens, with the address of the portal's REST.

mod access_token;
mod token;
mod webhook;

use std::fmt;

use crate::error::Error;
use crate::redact::redact;
use crate::text;

pub use access_token::AccessToken;
pub use token::{Refresh, Token};
pub use webhook::Webhook;

#[cfg(all(target_arch = "wasm32", feature = "js"))]
pub(crate) use token::Freshness;
pub(crate) use token::REFRESH_TIMEOUT;
#[cfg(target_arch = "wasm32")]
pub(crate) use token::Source;
#[cfg(any(test, target_arch = "wasm32"))]
pub(crate) use token::refresh_timeout;

/// The credentials of a client.
#[derive(Debug)]
#[non_exhaustive]
pub enum Credentials {
    /// An inbound webhook.
    Webhook(Webhook),
    /// An access token.
    Token(Token),
    /// The credentials of the page's BX24.js, for a transport that calls it: the address of each
    /// request is the method's name.
    Bridge,
}

impl Credentials {
    /// Returns the address of a method.
    pub(crate) fn url(&self, method: &str) -> String {
        match self {
            Self::Webhook(webhook) => text!("{}{}", webhook.root, method),
            Self::Token(token) => text!("{}/{}", token.root(), method),
            Self::Bridge => method.to_owned(),
        }
    }

    /// Returns the origin of the portal; empty with BX24.js, which knows it.
    pub(crate) fn origin(&self) -> &str {
        let root = match self {
            Self::Webhook(webhook) => &webhook.root,
            Self::Token(token) => token.root(),
            Self::Bridge => return "",
        };
        // The host begins after the slashes of the scheme, and ends before the path.
        let host = text::find(root, "://").map_or(0, |scheme| scheme + 3);
        let path = root.get(host..).and_then(|rest| text::find(rest, "/"));
        path.and_then(|path| root.get(..host + path)).unwrap_or(root)
    }

    /// Returns the current access token.
    pub(crate) fn token(&self) -> Option<String> {
        match self {
            Self::Token(token) => Some(token.token()),
            Self::Webhook(_) | Self::Bridge => None,
        }
    }

    /// Returns how fresh the token is, if the caller can fetch another one.
    #[cfg(all(target_arch = "wasm32", feature = "js"))]
    pub(crate) fn freshness(&self, refused: Option<&str>, now: f64) -> Freshness {
        match self {
            Self::Token(token) if token.has_refresh() => token.freshness(refused, now),
            _ => Freshness::Fresh,
        }
    }

    /// Returns whether a call with this error may succeed with a fresh token. In REST 3.0 the status
    /// decides: no code distinguishes an expired token.
    pub(crate) fn is_refreshable(&self, error: &Error, is_v3: bool) -> bool {
        let is_stale = error.is("expired_token")
            || error.is("invalid_token")
            || is_v3 && error.status() == Some(401);
        is_stale && matches!(self, Self::Token(token) if token.has_refresh())
    }

    /// Redacts the credentials and other secrets in an error.
    pub(crate) fn redact(&self, error: Error) -> Error {
        error.redact(&self.secrets())
    }

    /// Redacts the credentials and other secrets in a text for debug output.
    pub(crate) fn redact_text(&self, text: &str) -> String {
        redact(text, &self.secrets(), usize::MAX)
    }

    /// Returns every secret so far.
    fn secrets(&self) -> Vec<String> {
        match self {
            Self::Webhook(webhook) => vec![webhook.code.clone()],
            Self::Token(token) => token.secrets(),
            Self::Bridge => Vec::new(),
        }
    }
}

/// The app's credentials, for its own server. They are secret: never log or show them.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Auth {
    /// The access token.
    pub access_token: String,
    /// The refresh token, if there is one.
    pub refresh_token: Option<String>,
    /// When the access token expires, in milliseconds since 1970, if known.
    pub expires_at: Option<u64>,
    /// The portal's origin, `https://example.bitrix24.com`.
    pub portal: String,
    /// The portal's unique identifier.
    pub member_id: String,
}

impl fmt::Debug for Auth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Auth(***)")
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::address::Origin;

    #[test]
    fn parses_webhook_with_or_without_trailing_slash() {
        for address in
            ["https://a.bitrix24.com/rest/1/c0de/", " https://a.bitrix24.com/rest/1/c0de"]
        {
            let credentials = Credentials::Webhook(Webhook::parse(address).unwrap());
            assert_eq!(credentials.url("user.get"), "https://a.bitrix24.com/rest/1/c0de/user.get");
        }
    }

    #[test]
    fn debug_output_has_no_secrets() {
        let webhook = Webhook::parse("https://a.bitrix24.com/rest/1/c0de/").unwrap();
        let access = AccessToken::new("t0ken").expires_in(Duration::from_secs(1), 0.0);
        let origin = Origin::parse("a.bitrix24.com").unwrap();
        let token = Token::new(&origin, access.clone());
        let printed =
            format!("{webhook:?} {access:?} {token:?} {:?}", Credentials::Webhook(webhook.clone()));
        assert!(!printed.contains("c0de") && !printed.contains("t0ken"), "{printed}");
    }
}
