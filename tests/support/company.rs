//! Users of the portal's company, read without the REST server.

use portal::company::{User, UserType};

use super::Setup;

/// Returns whether `user.get` lists such a user.
pub fn is_listed(user: &User) -> bool {
    user.user_type != UserType::Bot
}

/// Returns the identifiers of all users but bots that match the predicate.
pub fn ids(setup: &Setup, predicate: impl Fn(&User) -> bool) -> Vec<u64> {
    let portal = setup.portal.borrow();
    let users = portal.company().users().iter().filter(|user| is_listed(user) && predicate(user));
    users.map(|user| user.id.into()).collect()
}
