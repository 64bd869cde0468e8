//! A refresh function that counts its calls.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use b24_wasm::Error;
use b24_wasm::auth::{AccessToken, Refresh};
use b24_wasm::error::{ErrorKind, Result};
use portal::{Grant, Portal};

use super::Clock;

/// The outcome of a refresh.
#[derive(Clone, Debug, PartialEq)]
pub enum Fresh {
    /// A token that the portal accepts.
    Valid,
    /// A token that has already expired.
    Expired,
    /// A token that the portal does not know.
    Unknown(&'static str),
    /// No token: the refresh fails.
    Refused,
    /// No token: the host page does not reply.
    Silent,
    /// A refresh that stays pending.
    Never,
}

/// Issues fresh tokens after 100 milliseconds.
pub struct Refresher {
    portal: Rc<RefCell<Portal>>,
    clock: Clock,
    fresh: Fresh,
    calls: Cell<usize>,
    /// Every token that was issued.
    pub issued: RefCell<Vec<String>>,
}

impl Refresher {
    /// Returns a refresher with the same outcome for every call.
    pub fn new(portal: Rc<RefCell<Portal>>, clock: Clock, fresh: Fresh) -> Rc<Self> {
        Rc::new(Self { portal, clock, fresh, calls: Cell::new(0), issued: RefCell::default() })
    }

    /// Returns the number of calls.
    pub fn calls(&self) -> usize {
        self.calls.get()
    }

    fn token(&self) -> String {
        if let Fresh::Unknown(token) = self.fresh {
            return token.to_owned();
        }
        let now = self.clock.milliseconds() as f64 / 1000.0;
        let mut portal = self.portal.borrow_mut();
        let token = portal.issue_token(Grant::default(), now).access_token;
        if self.fresh == Fresh::Expired {
            portal.expire_tokens();
        }
        token
    }
}

/// A refresher shared by the client and the test.
pub struct Shared(pub Rc<Refresher>);

impl Refresh for Shared {
    fn refresh(&self) -> Pin<Box<dyn Future<Output = Result<AccessToken>>>> {
        let refresher = Rc::clone(&self.0);
        refresher.calls.set(refresher.calls() + 1);
        Box::pin(async move {
            refresher.clock.sleep(100).await;
            match refresher.fresh {
                Fresh::Never => std::future::pending().await,
                Fresh::Refused => {
                    Err(Error::new(ErrorKind::Auth, "REFUSED", "No fresh token today."))
                }
                Fresh::Silent => {
                    Err(Error::new(ErrorKind::Frame, "FRAME_TIMEOUT", "No fresh token."))
                }
                Fresh::Valid | Fresh::Expired | Fresh::Unknown(_) => {
                    let token = refresher.token();
                    refresher.issued.borrow_mut().push(token.clone());
                    Ok(AccessToken::new(token))
                }
            }
        })
    }
}
