//! The REST methods: one handler and one registry entry each.

mod currency;
mod department;
mod event;
mod im;
mod option;
mod placement;
mod pull;
mod stub;
mod system;
mod unknown;
mod user;

pub(crate) use event::EventHandler;
pub(crate) use placement::PlacementHandler;
pub use stub::Replies;
pub(crate) use unknown::not_found;

use std::sync::LazyLock;

use crate::php::Array;
use crate::portal::Portal;
use crate::rest::{Caller, Error, Reply, UploadedFile, batch};
use crate::store;

/// A REST method.
#[derive(Debug)]
pub(crate) struct Method {
    /// The name, in lower case.
    pub(crate) name: &'static str,
    /// The scopes, one of which is required; empty if every caller may call the method.
    pub(crate) scopes: &'static [&'static str],
    /// The handler.
    pub(crate) run: fn(&mut Call) -> Result<Reply, Error>,
}

/// A call of a method, after all checks.
pub(crate) struct Call<'a> {
    /// The name of the called method, in lower case.
    pub(crate) name: &'a str,
    pub(crate) portal: &'a mut Portal,
    pub(crate) caller: &'a Caller,
    /// The parameters without `auth`, `start` and other reserved names, with their keys as sent.
    pub(crate) parameters: Array,
    /// The file of a `multipart/form-data` body.
    pub(crate) upload: Option<UploadedFile>,
    /// The offset of a list; a negative offset disables the total.
    pub(crate) start: i64,
    /// The time when the method runs, in unix seconds. A handler that takes time advances it.
    pub(crate) now: f64,
}

/// Returns all methods, ordered by name.
pub(crate) fn all() -> &'static [&'static Method] {
    static ALL: LazyLock<Vec<&'static Method>> = LazyLock::new(|| {
        let mut all: Vec<_> = METHODS.iter().chain(store::methods()).collect();
        all.sort_by_key(|method| method.name);
        all
    });
    &ALL
}

/// Returns the names of all methods in alphabetical order.
pub fn names() -> impl Iterator<Item = &'static str> {
    all().iter().map(|method| method.name)
}

/// Returns the method with this (lower-case) name. A stub comes before a method of the emulator.
pub(crate) fn find(portal: &Portal, name: &str) -> Option<&'static Method> {
    if portal.options.replies.contains(name) && !name.starts_with(stub::V3_PREFIX) {
        return Some(&stub::STUB);
    }
    let index = all().binary_search_by_key(&name, |method| method.name).ok()?;
    all().get(index).copied()
}

const GLOBAL: &[&str] = &[];
const CRM: &[&str] = &["crm"];
const DEPARTMENT: &[&str] = &["department"];
const IM: &[&str] = &["im"];
const PLACEMENT: &[&str] = &["placement"];
const PULL: &[&str] = &["pull"];
const USER: &[&str] = &["user", "user_basic", "user_brief"];

/// Creates a method.
pub(crate) const fn method(
    name: &'static str,
    scopes: &'static [&'static str],
    run: fn(&mut Call) -> Result<Reply, Error>,
) -> Method {
    Method { name, scopes, run }
}

/// The scope that user changes require.
const USER_WRITE: &[&str] = &["user"];

static METHODS: &[Method] = &[
    method("app.info", GLOBAL, system::app_info),
    method("app.option.get", GLOBAL, option::get_app),
    method("app.option.set", GLOBAL, option::set_app),
    method("batch", GLOBAL, batch::run),
    method("crm.currency.base.get", CRM, currency::base),
    method("crm.currency.get", CRM, currency::get),
    method("crm.currency.list", CRM, currency::list),
    method("department.add", DEPARTMENT, department::add),
    method("department.delete", DEPARTMENT, department::delete),
    method("department.fields", DEPARTMENT, department::fields),
    method("department.get", DEPARTMENT, department::get),
    method("department.update", DEPARTMENT, department::update),
    method("event.bind", GLOBAL, event::bind),
    method("event.get", GLOBAL, event::get),
    method("event.unbind", GLOBAL, event::unbind),
    method("events", GLOBAL, event::names),
    method("im.chat.user.list", IM, im::chat_users),
    method("im.counters.get", IM, im::counters),
    method("im.department.colleagues.list", IM, im::colleagues),
    method("im.department.employees.get", IM, im::employees),
    method("im.department.get", IM, im::departments),
    method("im.department.managers.get", IM, im::managers),
    method("im.dialog.users.list", IM, im::dialog_users),
    method("im.revision.get", IM, im::revision),
    method("im.search.chat.list", IM, im::search_chats),
    method("im.search.department.list", IM, im::search_departments),
    method("im.search.user.list", IM, im::search_users),
    method("im.user.get", IM, im::get),
    method("im.user.list.get", IM, im::list),
    method("im.user.status.get", IM, im::status),
    method("im.user.status.set", IM, im::set_status),
    method("method.get", GLOBAL, system::method_get),
    method("methods", GLOBAL, system::methods),
    method("placement.bind", PLACEMENT, placement::bind),
    method("placement.get", PLACEMENT, placement::get),
    method("placement.list", PLACEMENT, placement::names),
    method("placement.unbind", PLACEMENT, placement::unbind),
    method("profile", GLOBAL, user::profile),
    method("pull.application.config.get", PULL, pull::config),
    method("pull.application.event.add", PULL, pull::add_event),
    method("scope", GLOBAL, system::scope),
    method("server.time", GLOBAL, system::server_time),
    method("user.access", GLOBAL, user::access),
    method("user.add", USER_WRITE, user::add),
    method("user.admin", GLOBAL, user::admin),
    method("user.current", USER, user::current),
    method("user.fields", USER, user::fields),
    method("user.get", USER, user::get),
    method("user.option.get", GLOBAL, option::get_user),
    method("user.option.set", GLOBAL, option::set_user),
    method("user.search", USER, user::search),
    method("user.update", USER_WRITE, user::update),
];
