//! The company: the users and departments that the portal serves.

mod change;
mod department;
mod field;
mod generate;
mod names;
mod user;

pub use department::Department;
pub use field::{EXTERNAL_AUTH_ID, FIELDS, Field, FieldScope, FieldValue};
pub use user::{City, Gender, User, UserType};

/// A company. The same number of users and the same seed give the same company.
#[derive(Clone, Debug)]
pub struct Company {
    users: Vec<User>,
    departments: Vec<Department>,
}

impl Company {
    /// Returns all users ordered by id, including bots.
    pub fn users(&self) -> &[User] {
        &self.users
    }

    /// Returns all departments ordered by id; the first is the root.
    pub fn departments(&self) -> &[Department] {
        &self.departments
    }

    /// Returns the user with this id.
    pub fn user(&self, id: u32) -> Option<&User> {
        let index = self.users.binary_search_by_key(&id, |user| user.id).ok()?;
        self.users.get(index)
    }
}
