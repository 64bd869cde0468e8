//! What a connection needs of its platform. In a browser, `b24.events()` has it.

use std::rc::Rc;

use crate::error::Result;
use crate::transport::LocalFuture;

/// Sockets, long polling, and notice of what happens to the page.
pub trait Network {
    /// Opens a socket. `None` if the platform refuses.
    fn open(&self, url: &str, listener: Listener<SocketEvent>) -> Option<Box<dyn Socket>>;

    /// Requests an address by GET, without credentials and caches; dropping the future aborts the request.
    fn poll(&self, url: String) -> LocalFuture<'static, Result<PollResponse>>;

    /// Listens to the page until the guard is dropped.
    fn watch(&self, listener: Listener<PageEvent>) -> Box<dyn Guard>;

    /// Returns whether the page was loaded by https: it then connects by `https` and `wss` alone.
    fn is_secure(&self) -> bool;
}

/// A function that gets each value.
pub type Listener<T> = Rc<dyn Fn(T)>;

/// A socket. Dropping it ends its events.
pub trait Socket {
    /// Sends a text.
    fn send(&self, text: &str);

    /// Closes the socket with a code.
    fn close(&self, code: u16);
}

/// Keeps a listener; dropping it removes the listener.
pub trait Guard {}

/// What happens to a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SocketEvent {
    /// It is open.
    Opened,
    /// It has received a text.
    Text(String),
    /// It has closed, or did not open, with a code.
    Closed(u16),
}

/// What happens to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageEvent {
    /// It has a network again.
    Online,
    /// It is visible again.
    Visible,
    /// It goes into the browser's cache.
    Hidden,
    /// It has returned from the browser's cache.
    Shown,
    /// Its policy has refused a connection to this address, of which browsers may give the scheme alone.
    Blocked(String),
}

/// A response of long polling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PollResponse {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: String,
    /// The header `Last-Message-Id`, or an empty text.
    pub mid: String,
    /// The header `Etag`, or an empty text.
    pub tag: String,
    /// The header `Last-Modified`, or an empty text.
    pub time: String,
}
