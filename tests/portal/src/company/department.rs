//! A department.

/// A department of the company's tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Department {
    /// The id, starting at 1.
    pub id: u32,
    /// The name, unique within the company.
    pub name: String,
    /// The sort order among its siblings.
    pub sort: u32,
    /// The parent department; `None` for the root.
    pub parent: Option<u32>,
    /// The id of the user who leads the department.
    pub head: Option<u32>,
}
