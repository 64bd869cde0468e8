//! All methods of REST 3.0.

use std::sync::LazyLock;

use super::error::{Failure, METHOD_NOT_FOUND};
use super::kind::Kind;
use super::kinds;
use super::method::{Call, Method, method};
use super::server::SERVER;
use crate::php::Value;
use crate::portal::Portal;

/// A method and the kind of record that it is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) method: Method,
    pub(super) kind: &'static Kind,
}

/// The method of all stubs. Every caller may call it.
static STUB: Method = method("stub", stub).global();

/// Returns all methods, ordered by name.
pub(super) fn all() -> &'static [Entry] {
    static ALL: LazyLock<Vec<Entry>> = LazyLock::new(|| {
        let mut all: Vec<Entry> =
            kinds::ALL.iter().copied().chain([&SERVER]).flat_map(of_kind).collect();
        all.sort_by_key(|entry| entry.method.name);
        all
    });
    &ALL
}

fn of_kind(kind: &'static Kind) -> Vec<Entry> {
    kind.methods.iter().map(|method| Entry { method: *method, kind }).collect()
}

/// Returns the names of all methods in alphabetical order.
pub fn method_names() -> impl Iterator<Item = &'static str> {
    all().iter().map(|entry| entry.method.name)
}

/// Returns the method with exactly this name. A stub comes before a method of the emulator.
pub(super) fn find(portal: &Portal, name: &str) -> Option<Entry> {
    if portal.options.replies.contains_v3(name) {
        return Some(Entry { method: STUB, kind: &SERVER });
    }
    let index = all().binary_search_by_key(&name, |entry| entry.method.name).ok()?;
    all().get(index).copied()
}

/// Returns the name by which faults and stubs name a method: that of its URL.
pub(super) fn fault_name(name: &str) -> String {
    format!("api/{name}")
}

/// Returns the portal's error of an unknown method, with the way to stub it.
///
/// A name with other characters than those of methods is not repeated, because it may be a part of
/// an address with a secret.
pub(super) fn not_found(name: &str) -> Failure {
    let is_name_character = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_';
    let is_name = name.len() <= 100 && name.contains('.') && name.chars().all(is_name_character);
    let text = match is_name {
        true => format!(
            "Method not found. The emulator has no \"{name}\" in REST 3.0. Start it with --replies \
             FILE.json, which stubs the method by the key \"{}\", and with --methods to see all",
            fault_name(name)
        ),
        false => "Method not found".to_owned(),
    };
    Failure::new(METHOD_NOT_FOUND, text)
}

fn stub(call: &mut Call) -> Result<Value, Failure> {
    let reply = call.portal.options.replies.reply_v3(call.name);
    let result = reply.map(|reply| reply.result);
    result.map_err(|error| Failure::whole(&error.code, error.description, error.status))
}
