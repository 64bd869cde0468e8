//! Access tokens.

use std::fmt;
use std::time::Duration;

/// The time before its expiry at which a token is replaced, in milliseconds; less for a token of a
/// short lifetime.
const REFRESH_AHEAD: u64 = 60_000;

/// An access token with its expiry and refresh token.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    token: String,
    refresh_token: String,
    expires_at: Option<u64>,
    /// When the token is replaced if a call is made.
    refresh_at: Option<u64>,
}

impl AccessToken {
    /// Creates a token with an unknown expiry.
    #[must_use]
    pub fn new(token: impl Into<String>) -> Self {
        Self {
            token: token.into(),
            refresh_token: String::new(),
            expires_at: None,
            refresh_at: None,
        }
    }

    /// Sets the lifetime after `now`, in milliseconds since 1970.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use b24_wasm::auth::AccessToken;
    ///
    /// let token = AccessToken::new("t0ken").expires_in(Duration::from_secs(3600), 5_000.0);
    /// assert_eq!(token.expires_at(), Some(3_605_000));
    /// ```
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration, now: f64) -> Self {
        self.set_expiry(lifetime.as_millis().try_into().unwrap_or(u64::MAX), now);
        self
    }

    /// Sets the lifetime in seconds after `now`, if it is known.
    pub(crate) fn expires_after(mut self, seconds: Option<u32>, now: f64) -> Self {
        if let Some(seconds) = seconds {
            self.set_expiry(u64::from(seconds) * 1000, now);
        }
        self
    }

    fn set_expiry(&mut self, lifetime: u64, now: f64) {
        let expires_at = (now as u64).saturating_add(lifetime);
        self.expires_at = Some(expires_at);
        self.refresh_at = Some(expires_at - REFRESH_AHEAD.min(lifetime / 10));
    }

    /// Sets the refresh token.
    #[must_use]
    pub fn with_refresh_token(mut self, token: &str) -> Self {
        token.clone_into(&mut self.refresh_token);
        self
    }

    /// Returns the access token.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Returns the refresh token, if there is one.
    #[must_use]
    pub fn refresh_token(&self) -> Option<&str> {
        Some(self.refresh_token.as_str()).filter(|token| !token.is_empty())
    }

    /// Returns when the token expires, in milliseconds since 1970, if known.
    #[must_use]
    pub fn expires_at(&self) -> Option<u64> {
        self.expires_at
    }

    /// Returns when the token is replaced if a call is made, in milliseconds since 1970.
    pub(super) fn refresh_at(&self) -> Option<u64> {
        self.refresh_at
    }

    pub(super) fn secrets(&self) -> [String; 2] {
        [self.token.clone(), self.refresh_token.clone()]
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AccessToken(***)")
    }
}
