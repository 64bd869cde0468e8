//! The company's departments and their employees in the messenger.

use std::collections::BTreeMap;

use super::ImUser;
use crate::schema::record::record;
use crate::schema::{Ids, Paging, ParamKind, Rules, Type, method};
use crate::wire::Value;

record! {
    /// A department in the messenger.
    ImDepartment, Rules::COMPLETE;
    /// Identifier.
    id "id": Id,
    /// Name.
    name "name": Text,
    /// Name, followed by the names of the parent departments.
    full_name "full_name": Text,
    /// The user who leads it; null if nobody does.
    manager_user_id "manager_user_id": Reference,
    /// The record of that user if `USER_DATA` is set; null if nobody leads the department.
    manager_user_data "manager_user_data": OptionalRecord ImUser,
}

method! {
    /// `im.department.get`: returns departments by identifier, at most 50; omits unknown ones.
    ///
    /// Scope `im`. Refused with `INVALID_FORMAT` for invalid identifiers, `ACCESS_ERROR` for
    /// extranet users and bots.
    Get = "im.department.get" -> Vec<ImDepartment>, normalize_result: drop_default_manager;
    required {
        /// The departments: a list of identifiers, or one.
        departments(Ids) "ID": ParamKind::Ids,
    }
    /// Whether to add the users who lead the departments.
    user_data(bool) "USER_DATA": ParamKind::Value(Type::Flag),
}

method! {
    /// `im.department.employees.get`: returns the employees by department, all at once, without the
    /// employees of child departments. Omits departments without employees.
    ///
    /// Scope `im`. Refused with `ID_EMPTY` for invalid identifiers, `ACCESS_ERROR` for extranet
    /// users and bots.
    EmployeesGet = "im.department.employees.get" -> BTreeMap<u64, Vec<u64>>;
    required {
        /// The departments: a list of identifiers, or one.
        departments(Ids) "ID": ParamKind::Ids,
    }
    switch {
        /// Whether to return users instead of their identifiers.
        with_user_data "USER_DATA" = "Y": ParamKind::Value(Type::Flag) => BTreeMap<u64, Vec<ImUser>>,
    }
}

method! {
    /// `im.department.managers.get`: returns the managers by department. Omits departments without
    /// managers.
    ///
    /// Scope `im`. Refused with `ID_EMPTY` for invalid identifiers, `ACCESS_ERROR` for extranet
    /// users and bots.
    ManagersGet = "im.department.managers.get" -> BTreeMap<u64, Vec<u64>>;
    required {
        /// The departments: a list of identifiers, or one.
        departments(Ids) "ID": ParamKind::Ids,
    }
    switch {
        /// Whether to return users instead of their identifiers.
        with_user_data "USER_DATA" = "Y": ParamKind::Value(Type::Flag) => BTreeMap<u64, Vec<ImUser>>,
    }
}

method! {
    /// `im.department.colleagues.list`: returns the employees of the caller's departments and, for
    /// a manager, the other managers.
    ///
    /// Scope `im`. Refused with `ACCESS_ERROR` for extranet users and bots.
    ColleaguesList = "im.department.colleagues.list" -> Vec<u64>,
        paging: Paging::Limit { usual: 10, most: 50 };
    switch {
        /// Whether to return users instead of their identifiers.
        with_user_data "USER_DATA" = "Y": ParamKind::Value(Type::Flag) => Vec<ImUser>,
    }
    /// The number of rows to skip.
    offset(i64) "OFFSET": ParamKind::Value(Type::Integer),
    /// The number of rows to return, at most 50; by default 10.
    limit(i64) "LIMIT": ParamKind::UpTo(50),
}

/// Removes the manager of departments that have none, because the portal sends the caller instead.
pub(super) fn drop_default_manager(departments: &mut Value) {
    let Value::List(rows) = departments else { return };
    for row in rows {
        let Value::Map(row) = row else { continue };
        if row.get("manager_user_id") == Some(&Value::Null) {
            row.insert("manager_user_data", Value::Null);
        }
    }
}
