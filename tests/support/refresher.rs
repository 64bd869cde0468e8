//! A refresh function that counts how often it is asked.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use b24_wasm::Error;
use b24_wasm::auth::{AccessToken, Refresh};
use b24_wasm::error::{ErrorKind, Result};
use portal::{Grant, Portal};

use super::Clock;

/// What a refresh comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Fresh {
    /// A token that the portal accepts.
    Valid,
    /// A token that the portal has let expire already.
    Expired,
    /// A token that the portal does not know.
    Unknown(&'static str),
    /// No token: the refresh fails.
    Refused,
    /// No token: the portal page around the frame says nothing.
    Silent,
    /// Nothing, ever.
    Never,
}

/// Gives fresh tokens after 100 milliseconds.
pub struct Refresher {
    portal: Rc<RefCell<Portal>>,
    clock: Clock,
    fresh: Fresh,
    asked: Cell<usize>,
    /// Every token that it gave.
    pub given: RefCell<Vec<String>>,
}

impl Refresher {
    /// A refresher that always comes to the same.
    pub fn new(portal: Rc<RefCell<Portal>>, clock: Clock, fresh: Fresh) -> Rc<Self> {
        Rc::new(Self { portal, clock, fresh, asked: Cell::new(0), given: RefCell::default() })
    }

    /// How often it was asked.
    pub fn asked(&self) -> usize {
        self.asked.get()
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

/// A refresher that the client and the test hold at the same time.
pub struct Shared(pub Rc<Refresher>);

impl Refresh for Shared {
    fn refresh(&self) -> Pin<Box<dyn Future<Output = Result<AccessToken>>>> {
        let refresher = Rc::clone(&self.0);
        refresher.asked.set(refresher.asked() + 1);
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
                    refresher.given.borrow_mut().push(token.clone());
                    Ok(AccessToken::new(token, None, 0.0))
                }
            }
        })
    }
}
