//! Who is in the portal's company, told without the REST server.

use portal::company::{User, UserType};

use super::Setup;

/// Whether `user.get` lists such a user at all.
pub fn is_listed(user: &User) -> bool {
    user.user_type != UserType::Bot
}

/// The identifiers of all users, bots left out, for whom the predicate holds.
pub fn ids(setup: &Setup, predicate: impl Fn(&User) -> bool) -> Vec<u64> {
    let portal = setup.portal.borrow();
    let users = portal.company().users().iter().filter(|user| is_listed(user) && predicate(user));
    users.map(|user| user.id.into()).collect()
}
