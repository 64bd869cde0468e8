//! Credentials: where the portal's REST is, and what lets us in.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use crate::address::Origin;
use crate::client::within;
use crate::error::{Error, Kind, Result};
use crate::task::{LocalFuture, Slot};
use crate::text;
use crate::transport::Runtime;

/// How long a fresh token may take, in milliseconds. A portal that cannot give one never answers.
pub(crate) const REFRESH_DEADLINE: u32 = 10_000;

/// What lets a client in.
#[derive(Debug)]
pub enum Credentials {
    /// An inbound webhook.
    Webhook(Webhook),
    /// An access token.
    Token(Token),
}

impl Credentials {
    /// The address of a method.
    pub(crate) fn url(&self, method: &str) -> String {
        match self {
            Self::Webhook(webhook) => format!("{}{method}", webhook.root),
            Self::Token(token) => format!("{}/{method}", token.0.root),
        }
    }

    /// Everything that must not be shown to anybody.
    pub(crate) fn secrets(&self) -> Vec<String> {
        match self {
            Self::Webhook(webhook) => vec![webhook.code.clone()],
            Self::Token(token) => token.0.seen.borrow().clone(),
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
    /// `INVALID_WEBHOOK`, with what is wrong and without the code; `INVALID_ADDRESS`.
    pub fn parse(address: &str) -> Result<Self> {
        let address = address.trim();
        let (portal, path) = text::split(address, "/rest/")
            .ok_or_else(|| invalid_webhook("there is no /rest/ in it"))?;
        let origin = Origin::parse(portal)?;
        let mut parts = path.trim_end_matches('/').split('/');
        let (user, code) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        if user.is_empty() || !user.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(invalid_webhook("after /rest/ comes the number of a user"));
        }
        if code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(invalid_webhook("after the user comes a code of letters and digits"));
        }
        if parts.next().is_some() {
            return Err(invalid_webhook("it ends after the code; leave the method's name out"));
        }
        Ok(Self { root: format!("{origin}/rest/{user}/{code}/"), code: code.to_owned() })
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Webhook(***)")
    }
}

/// An access token and when it ends.
#[derive(Clone, PartialEq, Eq)]
pub struct Access {
    token: String,
    ends: Option<u64>,
}

impl Access {
    /// A token that ends so many seconds after `now` (milliseconds since 1970), where that is known.
    #[must_use]
    pub fn new(token: impl Into<String>, seconds: Option<u32>, now: f64) -> Self {
        let ends = seconds.map(|seconds| now as u64 + u64::from(seconds) * 1000);
        Self { token: token.into(), ends }
    }
}

impl fmt::Debug for Access {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Access(***)")
    }
}

/// Fetches a fresh token: from the parent window, or from the app's own server.
pub trait Refresh {
    /// A fresh token.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from coming.
    fn refresh(&self) -> LocalFuture<'static, Result<Access>>;
}

/// An access token of one portal, refreshed once for all who wait. Clones share it.
#[derive(Clone)]
pub struct Token(Rc<Shared>);

struct Shared {
    root: String,
    access: RefCell<Access>,
    refresh: Option<Rc<dyn Refresh>>,
    running: RefCell<Option<Slot<Result<()>>>>,
    seen: RefCell<Vec<String>>,
}

impl Token {
    /// A token for the portal at `origin`, whose REST is at `path` (`/rest` as a rule).
    #[must_use]
    pub fn new(origin: &Origin, path: &str, access: Access, refresh: Option<Rc<dyn Refresh>>) -> Self {
        Self(Rc::new(Shared {
            root: format!("{origin}{path}"),
            seen: RefCell::new(vec![access.token.clone()]),
            access: RefCell::new(access),
            refresh,
            running: RefCell::new(None),
        }))
    }

    /// The token, refreshed first where its end is known and has come.
    ///
    /// # Errors
    ///
    /// What [`renew`](Self::renew) fails with.
    pub(crate) async fn current(&self, runtime: &Rc<dyn Runtime>) -> Result<String> {
        let access = self.0.access.borrow().clone();
        let ended = access.ends.is_some_and(|ends| ends as f64 <= runtime.now());
        if ended && self.is_renewable() {
            self.renew(&access.token, runtime).await?;
        }
        Ok(self.0.access.borrow().token.clone())
    }

    /// Whether there is a way to a fresh token.
    pub(crate) fn is_renewable(&self) -> bool {
        self.0.refresh.is_some()
    }

    /// Waits for a token other than `stale`. All who wait at the same time share one refresh, which
    /// goes on whoever of them gives up.
    ///
    /// # Errors
    ///
    /// `REFRESH_TIMEOUT` where none comes within 10 seconds, and what the refresh itself fails with.
    pub(crate) async fn renew(&self, stale: &str, runtime: &Rc<dyn Runtime>) -> Result<()> {
        let Some(refresh) = &self.0.refresh else { return Ok(()) };
        if self.0.access.borrow().token != stale {
            return Ok(());
        }
        let running = self.0.running.borrow().clone();
        let outcome = running.unwrap_or_else(|| self.start(refresh.refresh(), runtime));
        outcome.wait().await
    }

    fn start(&self, fresh: LocalFuture<'static, Result<Access>>, runtime: &Rc<dyn Runtime>) -> Slot<Result<()>> {
        let outcome = Slot::default();
        *self.0.running.borrow_mut() = Some(outcome.clone());
        let (token, slot, clock) = (self.clone(), outcome.clone(), Rc::clone(runtime));
        runtime.spawn(Box::pin(async move {
            let late = "No fresh token came within 10 seconds. Reload the page.";
            let late = || Error::new(Kind::Auth, "REFRESH_TIMEOUT", late);
            let fresh = within(&*clock, REFRESH_DEADLINE, late, fresh).await;
            token.0.running.borrow_mut().take();
            slot.put(fresh.map(|access| {
                token.0.seen.borrow_mut().push(access.token.clone());
                *token.0.access.borrow_mut() = access;
            }));
        }));
        outcome
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(***)")
    }
}

fn invalid_webhook(problem: &str) -> Error {
    let form = "A webhook's address is https://PORTAL/rest/USER_ID/CODE/";
    Error::input("INVALID_WEBHOOK", format!("{form}, but {problem}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webhooks_are_read_with_or_without_the_last_slash() {
        for address in ["https://a.bitrix24.com/rest/1/c0de/", " https://a.bitrix24.com/rest/1/c0de"] {
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
            assert_eq!(error.kind(), Kind::Input, "{address}");
            assert!(!format!("{error} {error:?}").contains("c0de"), "{error}");
        }
    }

    #[test]
    fn nothing_that_is_secret_is_printed() {
        let webhook = Webhook::parse("https://a.bitrix24.com/rest/1/c0de/").unwrap();
        let access = Access::new("t0ken", Some(1), 0.0);
        let origin = Origin::parse("a.bitrix24.com").unwrap();
        let token = Token::new(&origin, "/rest", access.clone(), None);
        let printed = format!("{webhook:?} {access:?} {token:?} {:?}", Credentials::Webhook(webhook.clone()));
        assert!(!printed.contains("c0de") && !printed.contains("t0ken"), "{printed}");
    }
}
