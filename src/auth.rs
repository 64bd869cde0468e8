//! Credentials: webhooks and access tokens, with the address of the portal's REST.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use crate::address::Origin;
use crate::error::{Error, ErrorKind, Result};
use crate::text;
use crate::transport::{LocalFuture, Runtime, SharedResult, deadline, race};

/// The deadline of a token refresh in milliseconds. A portal that has no fresh token never replies.
pub(crate) const REFRESH_DEADLINE: u32 = 10_000;

/// The credentials of a client.
#[derive(Debug)]
#[non_exhaustive]
pub enum Credentials {
    /// An inbound webhook.
    Webhook(Webhook),
    /// An access token.
    Token(Token),
    /// The credentials of the page's BX24.js.
    Bridge,
}

impl Credentials {
    /// Returns the address of a method.
    pub(crate) fn url(&self, method: &str) -> String {
        match self {
            Self::Webhook(webhook) => format!("{}{method}", webhook.root),
            Self::Token(token) => format!("{}/{method}", token.0.root),
            Self::Bridge => method.to_owned(),
        }
    }

    /// Returns whether a call with this error may succeed with a fresh token.
    pub(crate) fn is_refreshable(&self, error: &Error) -> bool {
        let is_stale = matches!(error.code(), "expired_token" | "invalid_token");
        is_stale && matches!(self, Self::Token(token) if token.0.refresh.is_some())
    }

    /// Redacts the credentials in an error.
    pub(crate) fn redact(&self, error: Error) -> Error {
        match self {
            Self::Webhook(webhook) => error.redact(std::slice::from_ref(&webhook.code)),
            Self::Token(token) => error.redact(&token.0.secrets.borrow()),
            Self::Bridge => error.redact(&[]),
        }
    }
}

/// The address of an inbound webhook, `https://PORTAL/rest/USER_ID/CODE/`.
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    root: String,
    code: String,
}

impl Webhook {
    /// Parses a webhook's address.
    ///
    /// ```
    /// use b24_wasm::auth::Webhook;
    ///
    /// assert!(Webhook::parse("https://example.bitrix24.com/rest/1/c0de/").is_ok());
    /// let error = Webhook::parse("https://example.bitrix24.com/rest/c0de/").unwrap_err();
    /// assert!(!error.to_string().contains("c0de"));
    /// ```
    ///
    /// # Errors
    ///
    /// `INVALID_WEBHOOK`, with the form of a valid address and without the code; `INVALID_ADDRESS`.
    pub fn parse(address: &str) -> Result<Self> {
        let address = address.trim_ascii();
        let (portal, path) = text::split(address, "/rest/").ok_or_else(invalid_webhook)?;
        let origin = Origin::parse(portal)?;
        let path = path.strip_suffix('/').unwrap_or(path);
        let (user, code) = text::split(path, "/").ok_or_else(invalid_webhook)?;
        let is_valid = |byte: u8| byte.is_ascii_alphanumeric();
        if text::integer(user).is_none() || code.is_empty() || !code.bytes().all(is_valid) {
            return Err(invalid_webhook());
        }
        Ok(Self { root: format!("{}/rest/{path}/", origin.as_str()), code: code.to_owned() })
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Webhook(***)")
    }
}

/// An access token with its expiry and refresh token.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    token: String,
    refresh_token: String,
    expires_at: Option<u64>,
}

impl AccessToken {
    /// Creates a token with an unknown expiry.
    #[must_use]
    pub fn new(token: impl Into<String>) -> Self {
        Self { token: token.into(), refresh_token: String::new(), expires_at: None }
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
        let lifetime = lifetime.as_millis().try_into().unwrap_or(u64::MAX);
        self.expires_at = Some((now as u64).saturating_add(lifetime));
        self
    }

    /// Sets the lifetime in seconds after `now`, if it is known.
    pub(crate) fn expires_after(mut self, seconds: Option<u32>, now: f64) -> Self {
        self.expires_at = seconds.map(|seconds| now as u64 + u64::from(seconds) * 1000);
        self
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

    fn secrets(&self) -> [String; 2] {
        [self.token.clone(), self.refresh_token.clone()]
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AccessToken(***)")
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

/// A source of fresh tokens: the host page, or the app's own server.
pub trait Refresh {
    /// Fetches a fresh token.
    ///
    /// # Errors
    ///
    /// Any error of the source.
    fn refresh(&self) -> LocalFuture<'static, Result<AccessToken>>;
}

/// An access token of one portal, with one refresh for all concurrent calls. Clones share it.
#[derive(Clone)]
pub struct Token(Rc<Shared>);

struct Shared {
    root: String,
    access: RefCell<AccessToken>,
    refresh: Option<Rc<dyn Refresh>>,
    running: RefCell<Option<SharedResult>>,
    /// Every token so far, for redaction.
    secrets: RefCell<Vec<String>>,
}

impl Token {
    /// Creates a token for the portal at `origin`.
    #[must_use]
    pub fn new(origin: &Origin, access: AccessToken) -> Self {
        Self::at(origin, "/rest", access, None)
    }

    /// Sets the source of the next tokens.
    #[must_use]
    pub fn with_refresh(self, refresh: Rc<dyn Refresh>) -> Self {
        Self::create(self.0.root.clone(), self.0.access.borrow().clone(), Some(refresh))
    }

    /// Creates a token for the portal at `origin` with its REST at `path`.
    pub(crate) fn at(
        origin: &Origin,
        path: &str,
        access: AccessToken,
        refresh: Option<Rc<dyn Refresh>>,
    ) -> Self {
        Self::create(format!("{}{path}", origin.as_str()), access, refresh)
    }

    fn create(root: String, access: AccessToken, refresh: Option<Rc<dyn Refresh>>) -> Self {
        Self(Rc::new(Shared {
            root,
            secrets: RefCell::new(access.secrets().into()),
            access: RefCell::new(access),
            refresh,
            running: RefCell::new(None),
        }))
    }

    /// Returns a token that is not `stale` and, if its expiry is known, has not expired.
    ///
    /// Concurrent callers share one refresh, which continues even if callers are dropped.
    ///
    /// # Errors
    ///
    /// `REFRESH_TIMEOUT` after 10 seconds, and errors of the refresh.
    pub(crate) async fn get(
        &self,
        stale: Option<&str>,
        runtime: &Rc<dyn Runtime>,
    ) -> Result<String> {
        let needs_refresh = {
            let access = self.0.access.borrow();
            let is_expired = access.expires_at.is_some_and(|at| at as f64 <= runtime.now());
            is_expired || stale.is_some_and(|stale| access.token == stale)
        };
        if let (true, Some(refresh)) = (needs_refresh, &self.0.refresh) {
            let running = self.0.running.borrow().clone();
            let outcome = running.unwrap_or_else(|| self.start(&**refresh, runtime));
            outcome.wait().await?;
        }
        Ok(self.0.access.borrow().token.clone())
    }

    /// Returns the current token, even if it has expired.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn access(&self) -> AccessToken {
        self.0.access.borrow().clone()
    }

    fn start(&self, refresh: &dyn Refresh, runtime: &Rc<dyn Runtime>) -> SharedResult {
        let outcome = SharedResult::default();
        *self.0.running.borrow_mut() = Some(outcome.clone());
        let problem = "no fresh token within 10 seconds; reload the page";
        let timeout = Error::new(ErrorKind::Auth, "REFRESH_TIMEOUT", problem);
        let deadline = deadline(&**runtime, REFRESH_DEADLINE, timeout);
        let fresh = refresh.refresh();
        let (token, shared) = (self.clone(), outcome.clone());
        runtime.spawn(Box::pin(async move {
            let fresh = race(deadline, fresh).await;
            token.0.running.borrow_mut().take();
            match fresh {
                Ok(access) => {
                    token.0.secrets.borrow_mut().extend(access.secrets());
                    *token.0.access.borrow_mut() = access;
                    shared.notify();
                }
                Err(error) => shared.complete(Err(error)),
            }
        }));
        outcome
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(***)")
    }
}

fn invalid_webhook() -> Error {
    let problem = "a webhook's address is https://PORTAL/rest/USER_ID/CODE/ and nothing more";
    Error::input("INVALID_WEBHOOK", problem)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn redacts_code_of_invalid_webhook() {
        for address in [
            "c0de",
            "http://a.bitrix24.com/rest/1/c0de/",
            "https://a.bitrix24.com/1/c0de/",
            "https://a.bitrix24.com/rest/c0de/1/",
            "https://a.bitrix24.com/rest/1/",
            "https://a.bitrix24.com/rest/1/c0de?x=1",
            "https://a.bitrix24.com/rest/1/c0de/profile.json",
            "https://c0de@a.bitrix24.com/rest/1/c0de/",
        ] {
            let error = Webhook::parse(address).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Input, "{address}");
            assert!(!format!("{error} {error:?}").contains("c0de"), "{error}");
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
