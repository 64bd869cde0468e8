//! Credentials: where the portal's REST is, and what lets us in.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use crate::address::Origin;
use crate::error::{Error, ErrorKind, Result};
use crate::text;
use crate::transport::{LocalFuture, Runtime, SharedResult, deadline, race};

/// How long a fresh token may take, in milliseconds. A portal that cannot give one never answers.
pub(crate) const REFRESH_DEADLINE: u32 = 10_000;

/// What lets a client in.
#[derive(Debug)]
pub enum Credentials {
    /// An inbound webhook.
    Webhook(Webhook),
    /// An access token.
    Token(Token),
    /// None of one's own: the page's BX24.js has them.
    Bridge,
}

impl Credentials {
    /// The address of a method.
    pub(crate) fn url(&self, method: &str) -> String {
        match self {
            Self::Webhook(webhook) => format!("{}{method}", webhook.root),
            Self::Token(token) => format!("{}/{method}", token.0.root),
            Self::Bridge => method.to_owned(),
        }
    }

    /// Whether a fresh token may mend this error.
    pub(crate) fn is_refreshable(&self, error: &Error) -> bool {
        let stale = matches!(error.code(), "expired_token" | "invalid_token");
        stale && matches!(self, Self::Token(token) if token.0.refresh.is_some())
    }

    /// The same error without anything that must not be shown to anybody.
    pub(crate) fn redact(&self, error: Error) -> Error {
        match self {
            Self::Webhook(webhook) => error.redact(std::slice::from_ref(&webhook.code)),
            Self::Token(token) => error.redact(&token.0.seen.borrow()),
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
    /// Reads a webhook's address.
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
    /// `INVALID_WEBHOOK`, with the form that an address has and without the code; `INVALID_ADDRESS`.
    pub fn parse(address: &str) -> Result<Self> {
        let address = address.trim_ascii();
        let (portal, path) = text::split(address, "/rest/").ok_or_else(invalid_webhook)?;
        let origin = Origin::parse(portal)?;
        let path = path.strip_suffix('/').unwrap_or(path);
        let (user, code) = text::split(path, "/").ok_or_else(invalid_webhook)?;
        let is_spelt = |byte: u8| byte.is_ascii_alphanumeric();
        if text::integer(user).is_none() || code.is_empty() || !code.bytes().all(is_spelt) {
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

/// An access token and when it ends.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    token: String,
    refresh_token: String,
    expires_at: Option<u64>,
}

impl AccessToken {
    /// A token that ends so many seconds after `now` (milliseconds since 1970), where that is known.
    #[must_use]
    pub fn new(token: impl Into<String>, seconds: Option<u32>, now: f64) -> Self {
        let expires_at = seconds.map(|seconds| now as u64 + u64::from(seconds) * 1000);
        Self { token: token.into(), refresh_token: String::new(), expires_at }
    }

    /// The same with the token that another one can be fetched with.
    #[must_use]
    pub fn with_refresh_token(mut self, token: &str) -> Self {
        token.clone_into(&mut self.refresh_token);
        self
    }

    /// The access token itself.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The token that another one can be fetched with; empty where there is none.
    #[must_use]
    pub fn refresh_token(&self) -> &str {
        &self.refresh_token
    }

    /// When it ends, in milliseconds since 1970, where that is known.
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

/// What lets an app in, for its own server. It is secret: it is neither logged nor shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Auth {
    /// The access token.
    pub access_token: String,
    /// The token that another one can be fetched with; empty where there is none.
    pub refresh_token: String,
    /// When the access token ends, in milliseconds since 1970, where that is known.
    pub expires: Option<u64>,
    /// The portal's origin, `https://example.bitrix24.com`.
    pub portal: String,
    /// The portal's unique name.
    pub member_id: String,
}

impl fmt::Debug for Auth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Auth(***)")
    }
}

/// Fetches a fresh token: from the parent window, or from the app's own server.
pub trait Refresh {
    /// A fresh token.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from coming.
    fn refresh(&self) -> LocalFuture<'static, Result<AccessToken>>;
}

/// An access token of one portal, refreshed once for all who wait. Clones share it.
#[derive(Clone)]
pub struct Token(Rc<Shared>);

struct Shared {
    root: String,
    access: RefCell<AccessToken>,
    refresh: Option<Rc<dyn Refresh>>,
    running: RefCell<Option<SharedResult>>,
    seen: RefCell<Vec<String>>,
}

impl Token {
    /// A token for the portal at `origin`, whose REST is at `path` (`/rest` as a rule).
    #[must_use]
    pub fn new(
        origin: &Origin,
        path: &str,
        access: AccessToken,
        refresh: Option<Rc<dyn Refresh>>,
    ) -> Self {
        Self(Rc::new(Shared {
            root: format!("{}{path}", origin.as_str()),
            seen: RefCell::new(access.secrets().into()),
            access: RefCell::new(access),
            refresh,
            running: RefCell::new(None),
        }))
    }

    /// A token that is not `stale`, and whose end, where it is known, has not come.
    ///
    /// All who wait for a fresh one at the same time share one refresh, which goes on whoever of
    /// them gives up.
    ///
    /// # Errors
    ///
    /// `REFRESH_TIMEOUT` where none comes within 10 seconds, and what the refresh itself fails with.
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

    /// The token as it is now, whether it has ended or not.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn access(&self) -> AccessToken {
        self.0.access.borrow().clone()
    }

    fn start(&self, refresh: &dyn Refresh, runtime: &Rc<dyn Runtime>) -> SharedResult {
        let outcome = SharedResult::default();
        *self.0.running.borrow_mut() = Some(outcome.clone());
        let late = "No fresh token within 10 seconds. Reload the page.";
        let late = Error::new(ErrorKind::Auth, "REFRESH_TIMEOUT", late);
        let end = deadline(&**runtime, REFRESH_DEADLINE, late);
        let fresh = refresh.refresh();
        let (token, shared) = (self.clone(), outcome.clone());
        runtime.spawn(Box::pin(async move {
            let fresh = race(end, fresh).await;
            token.0.running.borrow_mut().take();
            match fresh {
                Ok(access) => {
                    token.0.seen.borrow_mut().extend(access.secrets());
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
    let form = "A webhook's address is https://PORTAL/rest/USER_ID/CODE/ and nothing behind it.";
    Error::input("INVALID_WEBHOOK", form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webhooks_are_read_with_or_without_the_last_slash() {
        for address in
            ["https://a.bitrix24.com/rest/1/c0de/", " https://a.bitrix24.com/rest/1/c0de"]
        {
            let credentials = Credentials::Webhook(Webhook::parse(address).unwrap());
            assert_eq!(credentials.url("user.get"), "https://a.bitrix24.com/rest/1/c0de/user.get");
        }
    }

    #[test]
    fn a_refused_webhook_never_shows_its_code() {
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
    fn nothing_that_is_secret_is_printed() {
        let webhook = Webhook::parse("https://a.bitrix24.com/rest/1/c0de/").unwrap();
        let access = AccessToken::new("t0ken", Some(1), 0.0);
        let origin = Origin::parse("a.bitrix24.com").unwrap();
        let token = Token::new(&origin, "/rest", access.clone(), None);
        let printed =
            format!("{webhook:?} {access:?} {token:?} {:?}", Credentials::Webhook(webhook.clone()));
        assert!(!printed.contains("c0de") && !printed.contains("t0ken"), "{printed}");
    }
}
