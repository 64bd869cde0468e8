//! The push server on its own port: WebSockets and long polling.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use super::clock::now;
use crate::{Portal, PushConnection, PushEnd, PushFrame, PushOpening, PushStep};

/// How long a closed socket waits for the close frame of its client.
const CLOSING: Duration = Duration::from_secs(2);

/// The code of a connection whose client vanished.
const VANISHED: u16 = 1006;

/// The code of a request that its client aborted.
const ABORTED: u16 = 499;

/// The code of a close frame without one.
const NO_CODE: u16 = 1005;

/// The portal, and the signal after each change of its state.
#[derive(Clone, Debug)]
pub(super) struct PushServer {
    pub(super) portal: Arc<Mutex<Portal>>,
    pub(super) changed: Arc<Notify>,
}

/// Accepts connections until the future is dropped.
pub(super) async fn serve(listener: TcpListener, server: PushServer) {
    let listener = listener.tap_io(|stream| {
        // A frame that waits for more is late, but not lost.
        let _ = stream.set_nodelay(true);
    });
    let router = Router::new().fallback(respond).with_state(server);
    let _ = axum::serve(listener, router).await;
}

async fn respond(
    State(server): State<PushServer>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    request: Request,
) -> Response {
    let request = read(&request);
    let opening = server.with_portal(|portal| portal.open_push(&request, upgrade.is_ok(), now()));
    match (opening, upgrade) {
        (PushOpening::Respond(response), _) => write(response),
        (PushOpening::Close(end), Ok(upgrade)) => {
            upgrade.on_upgrade(|socket| finish(socket, Some(end)))
        }
        (PushOpening::Open(connection), Ok(upgrade)) => {
            let open = Open { server, connection, code: VANISHED };
            tokio::time::sleep(open.handshake()).await;
            upgrade.on_upgrade(|socket| run(socket, open))
        }
        (PushOpening::Open(connection), Err(_)) => {
            poll(Open { server, connection, code: ABORTED }).await
        }
        (PushOpening::Close(_), Err(_)) => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// A connection, which closes when it is dropped.
struct Open {
    server: PushServer,
    connection: PushConnection,
    /// The code with which it closes.
    code: u16,
}

impl Open {
    /// Returns how long the handshake takes.
    fn handshake(&self) -> Duration {
        let milliseconds =
            self.server.with_portal(|portal| portal.settings().push.faults.handshake_ms);
        Duration::from_millis(milliseconds)
    }

    fn step(&self) -> PushStep {
        self.server.with_portal(|portal| portal.step_push(self.connection, now()))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let Self { connection, code, .. } = *self;
        self.server.with_portal(|portal| portal.close_push(connection, code, now()));
    }
}

impl PushServer {
    fn with_portal<T>(&self, act: impl FnOnce(&mut Portal) -> T) -> T {
        act(&mut self.portal.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Serves a WebSocket until it ends.
async fn run(mut socket: WebSocket, mut open: Open) {
    loop {
        // Before the step, so that no change after it is missed.
        let changed = open.server.changed.clone();
        let changed = changed.notified();
        let step = open.step();
        for frame in step.frames {
            if socket.send(message(frame)).await.is_err() {
                return;
            }
        }
        if step.end.is_some() {
            return finish(socket, step.end).await;
        }
        tokio::select! {
            () = changed => (),
            () = sleep_until(step.wake) => (),
            received = socket.recv(), if !step.silent => match received {
                Some(Ok(Message::Text(text))) => {
                    open.server.with_portal(|portal| portal.receive_push(open.connection, &text));
                }
                Some(Ok(Message::Close(frame))) => {
                    open.code = frame.map_or(NO_CODE, |frame| frame.code);
                    drop(open);
                    return finish(socket, None).await;
                }
                Some(Ok(_)) => (),
                Some(Err(_)) | None => return,
            },
        }
    }
}

/// Closes a socket, by a close frame if there is a code, and waits for the client's. A dropped one
/// ends at once.
async fn finish(mut socket: WebSocket, end: Option<PushEnd>) {
    match end {
        Some(PushEnd::Close { code, reason }) => {
            let frame = CloseFrame { code, reason: reason.into() };
            if socket.send(Message::Close(Some(frame))).await.is_err() {
                return;
            }
        }
        Some(PushEnd::Drop | PushEnd::Respond(_)) => return,
        None => (),
    }
    let rest = async { while let Some(Ok(_)) = socket.recv().await {} };
    let _ = tokio::time::timeout(CLOSING, rest).await;
}

/// Holds a request of long polling until its response.
async fn poll(open: Open) -> Response {
    loop {
        let changed = open.server.changed.notified();
        let step = open.step();
        match step.end {
            Some(PushEnd::Respond(response)) => return write(response),
            // A page of another origin cannot read it, as if there were no response.
            Some(_) => return StatusCode::BAD_GATEWAY.into_response(),
            None => tokio::select! {
                () = changed => (),
                () = sleep_until(step.wake) => (),
            },
        }
    }
}

async fn sleep_until(wake: Option<f64>) {
    match wake {
        Some(wake) => tokio::time::sleep(Duration::from_secs_f64((wake - now()).max(0.0))).await,
        None => std::future::pending().await,
    }
}

fn message(frame: PushFrame) -> Message {
    match frame {
        PushFrame::Text(text) => Message::Text(text.into()),
        PushFrame::Binary(bytes) => Message::Binary(bytes.into()),
        PushFrame::Ping => Message::Ping(Vec::new().into()),
    }
}

fn read(request: &Request) -> crate::Request {
    let headers = request.headers().iter().map(|(name, value)| {
        (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    });
    crate::Request {
        method: request.method().to_string(),
        target: request.uri().path_and_query().map_or("/", |target| target.as_str()).to_owned(),
        headers: headers.collect(),
        body: Vec::new(),
    }
}

fn write(response: crate::Response) -> Response {
    let mut builder = Response::builder().status(response.status);
    for (name, value) in response.headers {
        builder = builder.header(name, value);
    }
    let response = builder.body(Body::from(response.body));
    response.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}
