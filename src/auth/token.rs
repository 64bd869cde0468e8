//! The token of a portal, with one refresh for all its calls.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use super::access_token::AccessToken;
use crate::address::Origin;
use crate::error::{Error, ErrorKind, Result};
use crate::transport::{LocalFuture, Runtime, SharedResult, deadline, race};

/// The deadline of a token refresh in milliseconds. A portal that has no fresh token never replies.
pub(crate) const REFRESH_TIMEOUT: u32 = 10_000;

/// The most tokens that are remembered, access and refresh tokens together: each error is compared with
/// all of them. The oldest of these has been invalid for hours.
const MAX_SECRETS: usize = 10;

/// Creates the error of a refresh that took too long.
pub(crate) fn refresh_timeout() -> Error {
    let problem = "no fresh token within 10 seconds; reload the page";
    Error::new(ErrorKind::Auth, "REFRESH_TIMEOUT", problem)
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
    source: Source,
    running: RefCell<Option<SharedResult>>,
    /// The last tokens, for redaction.
    secrets: RefCell<Vec<String>>,
}

/// The source of the next tokens.
pub(crate) enum Source {
    /// None: calls fail when the token has expired.
    None,
    /// A function of the app, or the host page.
    Refresh(Rc<dyn Refresh>),
    /// The caller, which passes them to [`Token::renew`].
    #[cfg(all(target_arch = "wasm32", feature = "js"))]
    Caller,
}

/// How fresh a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Freshness {
    Fresh,
    /// It expires soon.
    Expiring,
    /// It has expired, or the portal refused it.
    Stale,
}

impl Token {
    /// Creates a token for the portal at `origin`.
    #[must_use]
    pub fn new(origin: &Origin, access: AccessToken) -> Self {
        Self::at(origin, "/rest", access, Source::None)
    }

    /// Sets the source of the next tokens.
    #[must_use]
    pub fn with_refresh(self, refresh: Rc<dyn Refresh>) -> Self {
        Self::create(self.0.root.clone(), self.0.access.borrow().clone(), Source::Refresh(refresh))
    }

    /// Creates a token for the portal at `origin` with its REST at `path`.
    pub(crate) fn at(origin: &Origin, path: &str, access: AccessToken, source: Source) -> Self {
        Self::create(text!("{}{}", origin.as_str(), path), access, source)
    }

    fn create(root: String, access: AccessToken, source: Source) -> Self {
        Self(Rc::new(Shared {
            root,
            secrets: RefCell::new(access.secrets().into()),
            access: RefCell::new(access),
            source,
            running: RefCell::new(None),
        }))
    }

    /// Returns the address of the portal's REST.
    pub(super) fn root(&self) -> &str {
        &self.0.root
    }

    /// Returns whether the token can be refreshed.
    pub(super) fn has_refresh(&self) -> bool {
        !matches!(self.0.source, Source::None)
    }

    /// Returns the last tokens.
    pub(super) fn secrets(&self) -> Vec<String> {
        self.0.secrets.borrow().clone()
    }

    /// Replaces the token if the portal refused it, or if its expiry is known and has passed.
    /// Starts to replace it, without waiting, shortly before it expires. `report` is called with the
    /// milliseconds of a refresh, and whether it succeeded.
    ///
    /// Concurrent callers share one refresh, which continues even if callers are dropped.
    ///
    /// # Errors
    ///
    /// `REFRESH_TIMEOUT` after 10 seconds, and errors of the refresh.
    pub(crate) async fn refresh(
        &self,
        refused: Option<&str>,
        runtime: &Rc<dyn Runtime>,
        report: impl Fn(f64, bool) + 'static,
    ) -> Result<()> {
        let Source::Refresh(refresh) = &self.0.source else { return Ok(()) };
        let freshness = self.freshness(refused, runtime.now());
        if freshness == Freshness::Fresh {
            return Ok(());
        }
        let running = self.0.running.borrow().clone();
        let outcome = running.unwrap_or_else(|| self.start(&**refresh, runtime, report));
        match freshness {
            Freshness::Stale => outcome.wait().await.map(drop),
            _ => Ok(()),
        }
    }

    /// Returns how fresh the token is at `now`; `refused` is one that the portal refused.
    pub(crate) fn freshness(&self, refused: Option<&str>, now: f64) -> Freshness {
        let access = self.0.access.borrow();
        let is_over = |at: Option<u64>| at.is_some_and(|at| at as f64 <= now);
        if is_over(access.expires_at()) || refused.is_some_and(|token| access.token() == token) {
            Freshness::Stale
        } else if is_over(access.refresh_at()) {
            Freshness::Expiring
        } else {
            Freshness::Fresh
        }
    }

    /// Returns the current token.
    pub(crate) fn token(&self) -> String {
        self.0.access.borrow().token().to_owned()
    }

    /// Replaces the token by a fresh one.
    pub(crate) fn renew(&self, access: AccessToken) {
        let mut secrets = self.0.secrets.borrow_mut();
        for secret in access.secrets() {
            secrets.push(secret);
        }
        let old = secrets.len().saturating_sub(MAX_SECRETS);
        secrets.drain(..old);
        drop(secrets);
        *self.0.access.borrow_mut() = access;
    }

    /// Returns the current token, even if it has expired.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn access(&self) -> AccessToken {
        self.0.access.borrow().clone()
    }

    /// Starts a refresh; `report` is called with its milliseconds, and whether it succeeded.
    fn start(
        &self,
        refresh: &dyn Refresh,
        runtime: &Rc<dyn Runtime>,
        report: impl Fn(f64, bool) + 'static,
    ) -> SharedResult {
        let outcome = SharedResult::default();
        *self.0.running.borrow_mut() = Some(outcome.clone());
        let deadline = deadline(&**runtime, REFRESH_TIMEOUT, refresh_timeout());
        let fresh = refresh.refresh();
        let (token, shared, clock) = (self.clone(), outcome.clone(), Rc::clone(runtime));
        let start = clock.now();
        runtime.spawn(Box::pin(async move {
            let fresh = race(deadline, fresh).await;
            report(clock.now() - start, fresh.is_ok());
            token.0.running.borrow_mut().take();
            match fresh {
                Ok(access) => {
                    token.renew(access);
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
