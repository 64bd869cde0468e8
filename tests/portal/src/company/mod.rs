//! The company whose people and departments the portal serves.

mod change;
mod department;
mod field;
mod generate;
mod names;
mod user;

pub use department::Department;
pub use field::{EXTERNAL_AUTH_ID, FIELDS, Field, FieldScope, FieldValue};
pub use user::{City, Gender, User, UserType};

/// A company: the same for the same number of users and seed.
#[derive(Clone, Debug)]
pub struct Company {
    users: Vec<User>,
    departments: Vec<Department>,
}

impl Company {
    /// All users in the order of their ids, bots included.
    pub fn users(&self) -> &[User] {
        &self.users
    }

    /// All departments in the order of their ids; the first is the root.
    pub fn departments(&self) -> &[Department] {
        &self.departments
    }

    /// The user with this id.
    pub fn user(&self, id: u32) -> Option<&User> {
        let index = self.users.binary_search_by_key(&id, |user| user.id).ok()?;
        self.users.get(index)
    }
}
