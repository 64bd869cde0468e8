//! The company's departments and who works there, as the messenger has them.

use std::collections::BTreeMap;

use super::ImUser;
use crate::schema::record::record;
use crate::schema::{Ids, Paging, ParamKind, Rules, Type, method};
use crate::wire::Value;

record! {
    /// A department as the messenger hands it out.
    ImDepartment, Rules::COMPLETE;
    /// Identifier.
    id "id": Id,
    /// Name.
    name "name": Text,
    /// Name, with those of the departments above after it.
    full_name "full_name": Text,
    /// The user who leads it; null where nobody does.
    manager_user_id "manager_user_id": Reference,
    /// The same user whole, where `USER_DATA` asks for it; null where nobody leads the department.
    manager_user_data "manager_user_data": OptionalRecord ImUser,
}

method! {
    /// `im.department.get`: departments by identifier, 50 at most; unknown ones are left out.
    ///
    /// Scope `im`. Refused with `INVALID_FORMAT` for identifiers that are none, `ACCESS_ERROR` for
    /// extranet users and bots.
    Get = "im.department.get" -> Vec<ImDepartment>, normalize_result: drop_default_manager;
    required {
        /// The departments: identifiers in a list, or one.
        departments(Ids) "ID": ParamKind::Ids,
    }
    /// Whether to add the users who lead the departments.
    user_data(bool) "USER_DATA": ParamKind::Value(Type::Flag),
}

method! {
    /// `im.department.employees.get`: who works in departments, by department, all at once. Those who
    /// work in departments under it are not among them, and a department where nobody works is
    /// missing.
    ///
    /// Scope `im`. Refused with `ID_EMPTY` for identifiers that are none, `ACCESS_ERROR` for extranet
    /// users and bots.
    EmployeesGet = "im.department.employees.get" -> BTreeMap<u64, Vec<u64>>;
    required {
        /// The departments: identifiers in a list, or one.
        departments(Ids) "ID": ParamKind::Ids,
    }
    switch {
        /// Whether to return users in place of their identifiers.
        with_user_data "USER_DATA" = "Y": ParamKind::Value(Type::Flag) => BTreeMap<u64, Vec<ImUser>>,
    }
}

method! {
    /// `im.department.managers.get`: who leads departments, by department; one that nobody leads is
    /// missing.
    ///
    /// Scope `im`. Refused with `ID_EMPTY` for identifiers that are none, `ACCESS_ERROR` for extranet
    /// users and bots.
    ManagersGet = "im.department.managers.get" -> BTreeMap<u64, Vec<u64>>;
    required {
        /// The departments: identifiers in a list, or one.
        departments(Ids) "ID": ParamKind::Ids,
    }
    switch {
        /// Whether to return users in place of their identifiers.
        with_user_data "USER_DATA" = "Y": ParamKind::Value(Type::Flag) => BTreeMap<u64, Vec<ImUser>>,
    }
}

method! {
    /// `im.department.colleagues.list`: who works in the caller's departments; for somebody who leads
    /// one, also the other leaders.
    ///
    /// Scope `im`. Refused with `ACCESS_ERROR` for extranet users and bots.
    ColleaguesList = "im.department.colleagues.list" -> Vec<u64>,
        paging: Paging::Limit { usual: 10, most: 50 };
    switch {
        /// Whether to return users in place of their identifiers.
        with_user_data "USER_DATA" = "Y": ParamKind::Value(Type::Flag) => Vec<ImUser>,
    }
    /// How many rows to pass over.
    offset(i64) "OFFSET": ParamKind::Value(Type::Integer),
    /// How many rows to hand out, 50 at most; 10 where it is not given.
    limit(i64) "LIMIT": ParamKind::UpTo(50),
}

/// Where nobody leads a department, the portal sends the caller as its leader.
pub(super) fn drop_default_manager(departments: &mut Value) {
    let Value::List(rows) = departments else { return };
    for row in rows {
        let Value::Map(row) = row else { continue };
        if row.get("manager_user_id") == Some(&Value::Null) {
            row.insert("manager_user_data", Value::Null);
        }
    }
}
