//! The frame that contains the app.

mod auto_fit;
mod dialogs;
mod fit_state;
mod handshake;
mod install;
mod messenger;
mod options;
mod placement;
mod slider;
mod window;

use std::cell::{Cell, Ref, RefCell, RefMut};
use std::rc::Rc;

use crate::auth::{Auth, Credentials, Token};
use crate::browser::host::HostChannel;
use crate::error::{Error, ErrorKind, Result};
use crate::frame::command::{self, ReplyTiming};
use crate::frame::info::{Info, InitData};
use crate::frame::interface::Interface;
use crate::frame::reply;
use crate::transport::{LocalFuture, Runtime, SharedResult, race};
use crate::wire::{Map, Value};
use fit_state::FitState;

pub use auto_fit::AutoFit;
pub use dialogs::Person;
pub use slider::Slider;
pub use window::{Size, Width};

/// The default timeout of commands with an immediate reply, in milliseconds.
const TIMEOUT: u32 = 5_000;

/// The time that the host page may take to close a dialog after its reply, in milliseconds. It
/// usually takes about 10 ms, and closes a dialog that was opened before that, too.
const DIALOG_CLOSE_TIME: u32 = 50;

/// The command that requests the placement's interface.
const GET_INTERFACE: &str = "getInterface";

/// The frame that contains this page: its window, sliders, dialogs, placement and options.
///
/// Clones share the same frame.
#[derive(Clone)]
pub struct Frame(Rc<Shared>);

struct Shared {
    host: Rc<HostChannel>,
    runtime: Rc<dyn Runtime>,
    token: Token,
    data: RefCell<InitData>,
    interface: RefCell<Interface>,
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
    fn new(host: Rc<HostChannel>, runtime: Rc<dyn Runtime>, token: Token, data: InitData) -> Self {
        Self(Rc::new(Shared {
            host,
            runtime,
            token,
            data: RefCell::new(data),
            interface: RefCell::default(),
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
    /// `FRAME_TIMEOUT` or `REFRESH_TIMEOUT` if the host page sends no new token within 10 seconds.
    pub async fn auth(&self, fresh: bool) -> Result<Auth> {
        let Shared { token, runtime, .. } = &*self.0;
        let stale = fresh.then(|| token.access().token().to_owned());
        token.get(stale.as_deref(), runtime).await?;
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

    fn data(&self) -> Ref<'_, InitData> {
        self.0.data.borrow()
    }

    fn data_mut(&self) -> RefMut<'_, InitData> {
        self.0.data.borrow_mut()
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

    /// Returns the interface that the placement sent last; empty before the first request.
    fn cached_interface(&self) -> Ref<'_, Interface> {
        self.0.interface.borrow()
    }

    /// Sends a command to the host page and waits for its reply: at most `timeout` milliseconds, or
    /// the command's default. A command that gets no reply returns null at once.
    ///
    /// # Errors
    ///
    /// `UNKNOWN_COMMAND`, `INVALID_PARAMETERS`, `ADMIN_ONLY`, `TIMEOUT` after `timeout`,
    /// `FRAME_TIMEOUT` after the default of 5,000 ms, `INVALID_HOST_MESSAGE`, `DIALOG_REPLACED`, or
    /// the error of the host page.
    pub fn send(
        &self,
        name: &str,
        params: Map,
        timeout: Option<u32>,
    ) -> LocalFuture<'static, Result<Value>> {
        let command =
            match command::checked(name, &params).and_then(|known| self.check_permission(known)) {
                Ok(command) => command,
                Err(error) => return Box::pin(async { Err(error) }),
            };
        let sent = Value::Map(params.clone());
        let reply = match command.reply {
            ReplyTiming::Immediate => self.request(name, &sent, timeout, Some(TIMEOUT)),
            ReplyTiming::OnClose => self.request(name, &sent, timeout, None),
            ReplyTiming::OnConfirm => return self.open_dialog(command.name, params, timeout),
            ReplyTiming::Never => {
                self.host().post(name, &sent);
                return Box::pin(async { Ok(Value::Null) });
            }
        };
        let frame = self.clone();
        Box::pin(async move {
            let reply = reply.await?;
            if command.name == GET_INTERFACE {
                frame.0.interface.replace(Interface::read(&reply)?);
            }
            frame.cache_option(command, params, &reply);
            Ok(reply)
        })
    }

    /// Sends a command that gets no reply.
    fn post(&self, name: &str, params: Map) -> Result<()> {
        command::checked(name, &params)?;
        self.host().post(name, &Value::Map(params));
        Ok(())
    }

    /// Sends a command and waits for its reply until the caller's timeout, or else the default one.
    fn request(
        &self,
        command: &str,
        params: &Value,
        timeout: Option<u32>,
        default_timeout: Option<u32>,
    ) -> LocalFuture<'static, Result<Value>> {
        let Shared { host, runtime, .. } = &*self.0;
        let limit = timeout.or(default_timeout);
        let deadline =
            limit.map(|limit| host.deadline(&**runtime, command, limit, timeout.is_some()));
        host.request(command, params, deadline)
    }

    /// Sends a command that opens a dialog, after the host page has closed the previous one.
    fn open_dialog(
        &self,
        command: &'static str,
        params: Map,
        timeout: Option<u32>,
    ) -> LocalFuture<'static, Result<Value>> {
        let (frame, replaced) = (self.clone(), self.replace_dialog());
        Box::pin(async move {
            let Shared { runtime, dialog_closes_at, .. } = &*frame.0;
            let remaining = dialog_closes_at.get() - runtime.now();
            runtime.sleep(DIALOG_CLOSE_TIME.min(remaining as u32)).await;
            let reply = frame.request(command, &Value::Map(params.clone()), timeout, None);
            let reply = race(replaced, reply).await;
            dialog_closes_at.set(runtime.now() + f64::from(DIALOG_CLOSE_TIME));
            reply::normalize(command, &params, reply?)
        })
    }

    /// Fails the open dialog, and returns a future that resolves to an error when the next dialog
    /// opens. The host page replies only to the newest dialog.
    fn replace_dialog(&self) -> LocalFuture<'static, Error> {
        let result = SharedResult::default();
        let problem = "another dialog was opened; only the newest gets a reply";
        let replaced = Error::new(ErrorKind::Aborted, "DIALOG_REPLACED", problem);
        self.0.dialog_replaced.replace(result.clone()).complete(Err(replaced));
        Box::pin(async move {
            loop {
                if let Err(error) = result.wait().await {
                    return error;
                }
            }
        })
    }
}
