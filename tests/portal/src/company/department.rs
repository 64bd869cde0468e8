//! A department.

/// A department of the company's tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Department {
    /// The id, from 1 on.
    pub id: u32,
    /// The name; unique within the company.
    pub name: String,
    /// The order among its siblings.
    pub sort: u32,
    /// The department above; `None` for the root.
    pub parent: Option<u32>,
    /// The user who leads it.
    pub head: Option<u32>,
}
