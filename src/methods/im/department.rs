//! The company's departments and their employees in the messenger.

use std::collections::BTreeMap;

use super::ImUser;
use crate::schema::{Alternate, Dependent, JsonIds, Method, Paging, Record, UpTo};
use crate::wire::Map;

/// A department in the messenger.
#[derive(Clone, Debug, PartialEq, Record)]
#[non_exhaustive]
pub struct ImDepartment {
    /// Identifier.
    pub id: u64,
    /// Name.
    pub name: Option<String>,
    /// Name, followed by the names of the parent departments.
    pub full_name: Option<String>,
    /// The user who leads it; null if nobody does.
    pub manager_user_id: Option<u64>,
    /// The record of that user if `USER_DATA` is set; null if nobody leads the department.
    pub manager_user_data: Option<ImUser>,
    /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
    #[field(other)]
    pub other: Map,
}

/// `im.department.get`: returns departments by identifier, at most 50; omits unknown ones.
///
/// Scope `im`. Refused with `INVALID_FORMAT` for invalid identifiers, `ACCESS_ERROR` for
/// extranet users and bots.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("im.department.get", result = Vec<ImDepartment>, dependent = MANAGER)]
pub struct Get {
    /// The departments: a list of identifiers, or one.
    #[param("ID")]
    departments: JsonIds,
    /// Whether to add the users who lead the departments.
    #[param("USER_DATA")]
    user_data: Option<bool>,
}

/// `im.department.employees.get`: returns the employees by department, all at once, without the
/// employees of child departments. Omits departments without employees.
///
/// Scope `im`. Refused with `ID_EMPTY` for invalid identifiers, `ACCESS_ERROR` for extranet
/// users and bots.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("im.department.employees.get", result = BTreeMap<u64, Vec<u64>>)]
pub struct EmployeesGet {
    /// The departments: a list of identifiers, or one.
    #[param("ID")]
    departments: JsonIds,
    /// Whether to return users instead of their identifiers.
    #[param("USER_DATA" = "Y")]
    with_user_data: Alternate<bool, BTreeMap<u64, Vec<ImUser>>>,
}

/// `im.department.managers.get`: returns the managers by department. Omits departments without
/// managers.
///
/// Scope `im`. Refused with `ID_EMPTY` for invalid identifiers, `ACCESS_ERROR` for extranet
/// users and bots.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("im.department.managers.get", result = BTreeMap<u64, Vec<u64>>)]
pub struct ManagersGet {
    /// The departments: a list of identifiers, or one.
    #[param("ID")]
    departments: JsonIds,
    /// Whether to return users instead of their identifiers.
    #[param("USER_DATA" = "Y")]
    with_user_data: Alternate<bool, BTreeMap<u64, Vec<ImUser>>>,
}

/// `im.department.colleagues.list`: returns the employees of the caller's departments and, for
/// a manager, the other managers.
///
/// Scope `im`. Refused with `ACCESS_ERROR` for extranet users and bots.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method(
    "im.department.colleagues.list",
    result = Vec<u64>,
    paging = Paging::Limit { default: 10, max: 50 },
)]
pub struct ColleaguesList {
    /// Whether to return users instead of their identifiers.
    #[param("USER_DATA" = "Y")]
    with_user_data: Alternate<bool, Vec<ImUser>>,
    /// The number of rows to skip.
    #[param("OFFSET")]
    offset: Option<i64>,
    /// The number of rows to return, at most 50; by default 10.
    #[param("LIMIT")]
    limit: Option<UpTo<50>>,
}

/// The manager of a department without one: the portal sends the caller instead.
pub(super) const MANAGER: Option<Dependent> =
    Some(Dependent { field: "manager_user_data", on: "manager_user_id" });
