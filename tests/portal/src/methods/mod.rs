//! The REST methods: one handler and one entry of the registry each.

mod system;
mod user;

use crate::php::Array;
use crate::portal::Portal;
use crate::rest::{Answer, Caller, Error, batch};

/// A REST method.
pub(crate) struct Method {
    /// The name, in lower case.
    pub(crate) name: &'static str,
    /// The scopes of which one is needed; none for a method that is open to all.
    pub(crate) scopes: &'static [&'static str],
    /// The handler.
    pub(crate) run: fn(&mut Call) -> Result<Answer, Error>,
}

/// A call of a method, after all checks.
pub(crate) struct Call<'a> {
    pub(crate) portal: &'a mut Portal,
    pub(crate) caller: &'a Caller,
    /// The parameters without `auth`, `start` and other reserved names, with
    /// their keys as sent.
    pub(crate) parameters: Array,
    /// The offset of a list; negative where nothing is to be counted.
    pub(crate) start: i64,
    /// When the method runs, in unix seconds. A handler that takes time moves it.
    pub(crate) now: f64,
}

/// The method with this (lower-case) name.
pub(crate) fn find(name: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.name == name)
}

const GLOBAL: &[&str] = &[];
const USER: &[&str] = &["user", "user_basic", "user_brief"];

const fn method(
    name: &'static str,
    scopes: &'static [&'static str],
    run: fn(&mut Call) -> Result<Answer, Error>,
) -> Method {
    Method { name, scopes, run }
}

static METHODS: [Method; 10] = [
    method("batch", GLOBAL, batch::run),
    method("method.get", GLOBAL, system::method_get),
    method("methods", GLOBAL, system::methods),
    method("profile", GLOBAL, user::profile),
    method("scope", GLOBAL, system::scope),
    method("server.time", GLOBAL, system::server_time),
    method("user.current", USER, user::current),
    method("user.fields", USER, user::fields),
    method("user.get", USER, user::get),
    method("user.search", USER, user::search),
];
