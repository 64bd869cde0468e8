//! What an app holds of the frame that it is in.

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
use crate::frame::answer;
use crate::frame::command::{self, ReplyTiming};
use crate::frame::info::{Info, InitData};
use crate::frame::interface::Interface;
use crate::transport::{LocalFuture, Runtime, SharedResult, race};
use crate::wire::{Map, Value};
use fit_state::FitState;

pub use auto_fit::AutoFit;
pub use dialogs::Person;
pub use slider::Slider;
pub use window::{Size, Width};

/// How long the page may take for what it answers at once, in milliseconds.
const TIMEOUT: u32 = 5_000;

/// How long the page may take to close a dialog that it has answered for, in milliseconds: it takes some
/// 10, in which it would close the next dialog, too.
const CLOSING: u32 = 50;

/// The command that asks what the placement has.
const GET_INTERFACE: &str = "getInterface";

/// The frame that this page is in: the portal page's window, sliders, dialogs, placement and options.
///
/// Clones are of the same frame.
#[derive(Clone)]
pub struct Frame(Rc<Shared>);

struct Shared {
    host: Rc<HostChannel>,
    runtime: Rc<dyn Runtime>,
    token: Token,
    data: RefCell<InitData>,
    interface: RefCell<Interface>,
    /// Ends the dialog that is open.
    dialog: RefCell<SharedResult>,
    /// When the page has closed the last dialog, in milliseconds since 1970.
    closed_at: Cell<f64>,
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
            dialog: RefCell::default(),
            closed_at: Cell::default(),
            fit_state: FitState::default(),
        }))
    }

    /// Where the app is, and for whom, as the page sent at the start.
    #[must_use]
    pub fn info(&self) -> Info {
        self.data().info.clone()
    }

    /// What lets the app in, with a token that has not ended, or, where that is asked for, with a
    /// fresh one.
    ///
    /// # Errors
    ///
    /// `FRAME_TIMEOUT` or `REFRESH_TIMEOUT` where the page gives no fresh token within 10 seconds.
    pub async fn auth(&self, fresh: bool) -> Result<Auth> {
        let Shared { token, runtime, .. } = &*self.0;
        let stale = fresh.then(|| token.access().token().to_owned());
        token.get(stale.as_deref(), runtime).await?;
        let (access, info) = (token.access(), self.info());
        Ok(Auth {
            access_token: access.token().to_owned(),
            refresh_token: access.refresh_token().to_owned(),
            expires: access.expires_at(),
            portal: info.portal,
            member_id: info.member_id,
        })
    }

    /// What a client of this portal is let in with.
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

    /// What the placement sent last of itself; nothing before it was asked.
    fn cached_interface(&self) -> Ref<'_, Interface> {
        self.0.interface.borrow()
    }

    /// Says a command of the page and waits for what it is answered with: so many milliseconds, or
    /// as long as such a command may take. One that is never answered comes to null at once.
    ///
    /// # Errors
    ///
    /// `UNKNOWN_COMMAND`, `INVALID_PARAMETERS`, `ADMIN_ONLY`, `TIMEOUT` after `timeout`,
    /// `FRAME_TIMEOUT` after 5,000 ms where none is given, `INVALID_HOST_MESSAGE`, `DIALOG_REPLACED` and what
    /// the page refuses with.
    pub fn send(
        &self,
        name: &str,
        params: Map,
        timeout: Option<u32>,
    ) -> LocalFuture<'static, Result<Value>> {
        let command = match command::checked(name, &params).and_then(|known| self.allow(known)) {
            Ok(command) => command,
            Err(error) => return Box::pin(async { Err(error) }),
        };
        let sent = Value::Map(params.clone());
        let answer = match command.reply {
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
            let answer = answer.await?;
            if command.name == GET_INTERFACE {
                frame.0.interface.replace(Interface::read(&answer)?);
            }
            frame.cache_option(command, params, &answer);
            Ok(answer)
        })
    }

    /// Says a command that the page never answers.
    fn post(&self, name: &str, params: Map) -> Result<()> {
        command::checked(name, &params)?;
        self.host().post(name, &Value::Map(params));
        Ok(())
    }

    /// Says a command and waits for its answer: as long as the caller says, or else as is usual.
    fn request(
        &self,
        command: &str,
        params: &Value,
        timeout: Option<u32>,
        usual: Option<u32>,
    ) -> LocalFuture<'static, Result<Value>> {
        let Shared { host, runtime, .. } = &*self.0;
        let limit = timeout.or(usual);
        let end = limit.map(|limit| host.deadline(&**runtime, command, limit, timeout.is_some()));
        host.request(command, params, end)
    }

    /// Says a command that opens a dialog, once the page has closed the one before.
    fn open_dialog(
        &self,
        command: &'static str,
        params: Map,
        timeout: Option<u32>,
    ) -> LocalFuture<'static, Result<Value>> {
        let (frame, end) = (self.clone(), self.next_dialog());
        Box::pin(async move {
            let Shared { runtime, closed_at, .. } = &*frame.0;
            let left = closed_at.get() - runtime.now();
            runtime.sleep(CLOSING.min(left as u32)).await;
            let answer = frame.request(command, &Value::Map(params.clone()), timeout, None);
            let answer = race(end, answer).await;
            closed_at.set(runtime.now() + f64::from(CLOSING));
            answer::normalize(command, &params, answer?)
        })
    }

    /// Ends the dialog that is open, and comes to an error when the next one opens: the page
    /// answers the newest alone.
    fn next_dialog(&self) -> LocalFuture<'static, Error> {
        let end = SharedResult::default();
        let problem = "Another dialog was opened, and the page answers the newest alone.";
        let replaced = Error::new(ErrorKind::Aborted, "DIALOG_REPLACED", problem);
        self.0.dialog.replace(end.clone()).complete(Err(replaced));
        Box::pin(async move {
            loop {
                if let Err(error) = end.wait().await {
                    return error;
                }
            }
        })
    }
}
