//! The frame that contains the app.

mod auto_fit;
mod dialogs;
mod fit_state;
mod handshake;
mod install;
mod messenger;
mod options;
mod placement;
mod send;
mod slider;
mod window;

use std::cell::{Cell, Ref, RefCell, RefMut};
use std::rc::Rc;

use crate::auth::{Auth, Credentials, Token};
use crate::browser::host::HostChannel;
use crate::error::Result;
use crate::frame::info::{Info, InitData};
use crate::frame::state::FrameState;
use crate::transport::{Runtime, SharedResult};
use fit_state::FitState;

pub use auto_fit::AutoFit;
pub use dialogs::Person;
pub use slider::SliderSettings;
pub use window::{Size, Width};

/// The frame that contains this page: its window, sliders, dialogs, placement and options.
///
/// Clones share the same frame.
#[derive(Clone)]
pub struct Frame(Rc<Shared>);

struct Shared {
    host: Rc<HostChannel>,
    runtime: Rc<dyn Runtime>,
    token: Token,
    state: Rc<RefCell<FrameState>>,
    /// Fails the open dialog when another one opens.
    dialog_replaced: RefCell<SharedResult>,
    /// The time by which the host page closes the last dialog, in milliseconds since 1970.
    dialog_closes_at: Cell<f64>,
    fit_state: FitState,
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Frame").field(&self.data().info).finish()
    }
}

impl Frame {
    fn new(
        host: Rc<HostChannel>,
        runtime: Rc<dyn Runtime>,
        token: Token,
        state: Rc<RefCell<FrameState>>,
    ) -> Self {
        Self(Rc::new(Shared {
            host,
            runtime,
            token,
            state,
            dialog_replaced: RefCell::default(),
            dialog_closes_at: Cell::default(),
            fit_state: FitState::default(),
        }))
    }

    /// Returns the app's portal, placement and user, as the host page sent them in the handshake.
    #[must_use]
    pub fn info(&self) -> Info {
        self.data().info.clone()
    }

    /// Returns the access token and its portal. Fetches a new token if the current one has expired,
    /// or if `fresh` is set.
    ///
    /// # Errors
    ///
    /// `REFRESH_TIMEOUT` if the host page sends no new token within 10 seconds.
    pub async fn auth(&self, fresh: bool) -> Result<Auth> {
        let Shared { token, runtime, .. } = &*self.0;
        let stale = fresh.then(|| token.access().token().to_owned());
        token.refresh(stale.as_deref(), runtime, |_, _| {}).await?;
        let (access, info) = (token.access(), self.info());
        Ok(Auth {
            access_token: access.token().to_owned(),
            refresh_token: access.refresh_token().map(str::to_owned),
            expires_at: access.expires_at(),
            portal: info.portal,
            member_id: info.member_id,
        })
    }

    /// Returns the credentials of a client of this portal.
    pub(crate) fn credentials(&self) -> Credentials {
        Credentials::Token(self.0.token.clone())
    }

    fn state(&self) -> Ref<'_, FrameState> {
        self.0.state.borrow()
    }

    fn state_mut(&self) -> RefMut<'_, FrameState> {
        self.0.state.borrow_mut()
    }

    fn data(&self) -> Ref<'_, InitData> {
        Ref::map(self.state(), |state| &state.data)
    }

    fn host(&self) -> &HostChannel {
        &self.0.host
    }

    fn runtime(&self) -> &Rc<dyn Runtime> {
        &self.0.runtime
    }

    fn fit_state(&self) -> &FitState {
        &self.0.fit_state
    }
}
