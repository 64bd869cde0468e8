//! The methods `user.admin` and `user.access`.

use crate::methods::Call;
use crate::php::Value;
use crate::rest::{Error, Reply};

/// Handles `user.admin`: returns whether the caller is an administrator.
pub(in crate::methods) fn admin(call: &mut Call) -> Result<Reply, Error> {
    Ok(Reply::new(call.caller.is_admin()))
}

/// Handles `user.access`: returns whether the caller has one of the permissions whose codes
/// `ACCESS` contains.
pub(in crate::methods) fn access(call: &mut Call) -> Result<Reply, Error> {
    let query = call.parameters.with_upper_case_keys();
    let own = format!("U{}", call.caller.user);
    let groups = call.portal.company.user(call.caller.user).map(|user| user.groups.clone());
    let groups: Vec<String> =
        groups.unwrap_or_default().iter().map(|group| format!("G{group}")).collect();
    let has = |code: &str| code == own || code == "AU" || groups.iter().any(|group| group == code);
    let codes = match query.get("ACCESS") {
        Some(Value::Array(codes)) => codes.values().map(|code| code.to_text().into()).collect(),
        Some(code) => vec![code.to_text().into_owned()],
        None => Vec::new(),
    };
    Ok(Reply::new(call.caller.is_admin() || codes.iter().any(|code: &String| has(code))))
}
