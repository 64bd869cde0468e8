//! What the calls of a client share: its credentials, and the limits of its portal.

use std::cell::{RefCell, RefMut};
use std::rc::Rc;

use super::limiter::Limiter;
use crate::auth::Credentials;

/// The credentials of a client and the limits of its portal, which it shares with all clients of the
/// portal.
#[derive(Debug)]
pub(crate) struct PortalAccess {
    pub(crate) credentials: Credentials,
    limiter: Rc<RefCell<Limiter>>,
}

impl PortalAccess {
    pub(crate) fn new(credentials: Credentials, limiter: Rc<RefCell<Limiter>>) -> Self {
        // BX24.js limits the rate itself.
        limiter.borrow_mut().bucket.never_waits = matches!(credentials, Credentials::Bridge);
        Self { credentials, limiter }
    }

    /// Returns the limits of the portal.
    pub(crate) fn limiter(&self) -> RefMut<'_, Limiter> {
        self.limiter.borrow_mut()
    }

    /// Shares the limits of the portal's other clients.
    #[cfg(all(target_arch = "wasm32", feature = "js"))]
    pub(crate) fn set_limiter(&mut self, limiter: &Rc<RefCell<Limiter>>) {
        self.limiter = Rc::clone(limiter);
    }

    /// Returns the limits, to share them.
    #[cfg(all(target_arch = "wasm32", feature = "js"))]
    pub(crate) fn limiter_handle(&self) -> Rc<RefCell<Limiter>> {
        Rc::clone(&self.limiter)
    }
}
