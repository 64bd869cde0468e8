//! An emulator of a Bitrix24 portal, for tests and for development without a portal.
//!
//! [`Portal`] is the whole portal without I/O: [`Portal::handle`] takes a
//! request and the time, and returns a response.
//!
//! ```
//! use portal::{Grant, Options, Portal, Request};
//!
//! let mut portal = Portal::new(Options { users: 20, ..Options::default() });
//! let token = portal.issue_token(Grant::default(), 0.0).access_token;
//! let response = portal.handle(
//!     Request {
//!         method: "POST".into(),
//!         target: "/rest/user.current".into(),
//!         body: format!("auth={token}").into_bytes(),
//!         ..Request::default()
//!     },
//!     0.0,
//! );
//! assert_eq!(response.status, 200);
//! ```
//!
//! * `rest`: the REST server, from the URL to the envelope
//! * `v3`: REST 3.0, from the URL `/rest/api/` to the envelope
//! * `methods`: the REST methods, one handler and one registry entry each
//! * `filter`: the filters of list methods such as `user.get`
//! * `store`: deals, contacts, tasks and the other records beside the company
//! * `company`: the users and departments, generated from a seed
//! * `host`: the host page that opens an app in a frame
//! * `control`: the address where tests read and change the running portal
//! * `churn`: users who are added and removed while lists are read
//! * `push`: the push server, which sends events to apps, without sockets
//! * `oauth`: the OAuth server, which exchanges refresh tokens
//! * `guard`: protection against pages of other origins
//! * [`php`]: PHP's form parser, arrays and `json_encode`
//! * `server` (feature `server`): the three origins on localhost

mod activity;
pub mod address;
mod churn;
pub mod company;
mod control;
mod dates;
mod fault;
mod faults;
mod filter;
mod guard;
mod host;
mod http;
mod methods;
mod oauth;
pub mod php;
mod portal;
mod push;
mod random;
mod record;
mod rest;
#[cfg(feature = "server")]
pub mod server;
mod settings;
mod store;
mod token;
mod v3;

pub use churn::ChurnSettings;
pub use fault::{Fault, FaultName};
pub use faults::Noise;
pub use host::{Handshake, Refresh, ReplyMode};
pub use http::{Delivery, Request, Response};
pub use methods::{Replies, names as method_names};
pub use portal::{Options, Portal};
pub use push::{
    PushAttempt, PushConnection, PushEnd, PushFaults, PushFrame, PushMode, PushOpening,
    PushSettings, PushStep,
};
pub use record::Record;
pub use settings::{
    BucketSettings, Generation, HostSettings, OperatingSettings, Rest3Settings, Settings,
};
pub use token::{Grant, Token};
pub use v3::method_names as method_names_v3;
