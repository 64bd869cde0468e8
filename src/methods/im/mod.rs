//! The methods of the messenger: its people, departments, chats and searches.

pub mod chat;
pub mod department;
pub mod dialog;
mod messenger;
mod person;
pub mod search;
pub mod user;

use crate::schema::Definition;

pub use messenger::{Counters, CountersByType, CountersGet, Revision, RevisionGet};
pub use person::{BotData, ImUser, Phones};

/// The typed methods of this module.
pub(crate) const METHODS: &[&Definition] = &[
    &user::Get::DEFINITION,
    &user::ListGet::DEFINITION,
    &user::StatusGet::DEFINITION,
    &user::StatusSet::DEFINITION,
    &department::Get::DEFINITION,
    &department::EmployeesGet::DEFINITION,
    &department::ManagersGet::DEFINITION,
    &department::ColleaguesList::DEFINITION,
    &search::UserList::DEFINITION,
    &search::DepartmentList::DEFINITION,
    &search::ChatList::DEFINITION,
    &chat::UserList::DEFINITION,
    &dialog::UsersList::DEFINITION,
    &CountersGet::DEFINITION,
    &RevisionGet::DEFINITION,
];
