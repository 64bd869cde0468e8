//! What the portal page says at the start, and how it says it.

use crate::auth::AccessToken;
use crate::error::Result;
use crate::frame::message::malformed;
use crate::wire::{Map, Value, json, php};

/// Where the app is, and for whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Info {
    /// The portal's origin, `https://example.bitrix24.com`.
    pub portal: String,
    /// The language of the portal's pages, `en`.
    pub language: String,
    /// Whether the user is an administrator of the portal.
    pub is_admin: bool,
    /// The portal's unique name, the same after it moves to another address.
    pub member_id: String,
    /// The place that the app is in: `DEFAULT` on its own page, else a placement's code.
    pub placement: String,
    /// What the placement says of its context: `ID` of the deal whose tab it is.
    pub options: Map,
    /// Whether this user opens the app for the first time.
    pub is_first_run: bool,
    /// Whether the app is not yet installed, and this is its install page.
    pub is_installing: bool,
}

/// The answer to `getInitData`.
#[derive(Clone, Debug)]
pub struct InitData {
    /// Where the app is, and for whom.
    pub info: Info,
    /// The access token.
    pub access: AccessToken,
    /// Where the REST is, `/rest`.
    pub path: String,
    /// What the app has stored for this user.
    pub user_options: Map,
    /// What the app has stored for all users.
    pub app_options: Map,
}

impl InitData {
    /// Reads the answer to `getInitData`, which came from `portal` at `now` (milliseconds since
    /// 1970).
    ///
    /// # Errors
    ///
    /// `INVALID_HOST_MESSAGE` where there is no token in it.
    pub fn read(portal: &str, answer: Value, now: f64) -> Result<Self> {
        let access = access("getInitData", &answer, now)?;
        let Value::Map(mut data) = answer else {
            return Err(malformed("getInitData", "is no object"));
        };
        let path = data.get("PATH").and_then(Value::as_text).unwrap_or("/rest");
        let path = path.strip_suffix('/').unwrap_or(path).to_owned();
        if !path.starts_with('/') {
            return Err(malformed("getInitData", "has a PATH that is no path"));
        }
        let mut map = |name| data.remove(name).map(to_map).unwrap_or_default();
        let (options, user_options) = (map("PLACEMENT_OPTIONS"), map("USER_OPTIONS"));
        let app_options = map("APP_OPTIONS");
        let text = |name| data.get(name).and_then(Value::as_text).unwrap_or_default().to_owned();
        let flag = |name| data.get(name).and_then(php::flag).unwrap_or_default();
        let mut info = Info {
            portal: portal.to_owned(),
            language: text("LANG"),
            is_admin: flag("IS_ADMIN"),
            member_id: text("MEMBER_ID"),
            placement: text("PLACEMENT"),
            options,
            is_first_run: flag("FIRST_RUN"),
            is_installing: flag("INSTALL"),
        };
        if info.placement.is_empty() {
            "DEFAULT".clone_into(&mut info.placement);
        }
        Ok(Self { info, access, path, user_options, app_options })
    }
}

/// Reads the token out of the answer to `getInitData` or `refreshAuth`, which came at `now`.
///
/// # Errors
///
/// `INVALID_HOST_MESSAGE` where there is none.
pub fn access(command: &str, answer: &Value, now: f64) -> Result<AccessToken> {
    let Value::Map(data) = answer else {
        return Err(malformed(command, &format!("is {}", answer.describe())));
    };
    let text = |name| data.get(name).and_then(Value::as_text).unwrap_or_default();
    let token = text("AUTH_ID");
    if token.is_empty() {
        return Err(malformed(command, "holds no token (AUTH_ID)"));
    }
    let seconds = data.get("AUTH_EXPIRES").and_then(php::integer);
    let access = AccessToken::new(token, seconds.and_then(|seconds| seconds.try_into().ok()), now);
    Ok(access.with_refresh_token(text("REFRESH_ID")))
}

/// A map however PHP says it; some pages say it as JSON text.
pub(crate) fn to_map(mut value: Value) -> Map {
    if let Value::Text(text) = &value {
        return json::read(text).map(to_map).unwrap_or_default();
    }
    php::to_map(&mut value).map(std::mem::take).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<InitData> {
        InitData::read("https://a.example.org", json::read(text).unwrap(), 1000.0)
    }

    #[test]
    fn the_token_and_the_path_come_from_the_first_answer() {
        let data = read(r#"{"AUTH_ID":"t","AUTH_EXPIRES":"3600","REFRESH_ID":"r","PATH":"/rest"}"#)
            .unwrap();
        assert_eq!(data.access, AccessToken::new("t", Some(3600), 1000.0).with_refresh_token("r"));
        assert_eq!(data.path, "/rest");
        for broken in [
            "null",
            "[]",
            "1",
            r#""x""#,
            "{}",
            r#"{"AUTH_ID":""}"#,
            r#"{"AUTH_ID":5}"#,
            r#"{"AUTH_ID":"t","PATH":"rest"}"#,
            r#"{"AUTH_ID":"t","PATH":".evil.org/rest"}"#,
        ] {
            assert_eq!(read(broken).unwrap_err().code(), "INVALID_HOST_MESSAGE", "{broken}");
        }
    }

    #[test]
    fn options_come_in_all_the_shapes_that_php_gives_them() {
        for (sent, options) in [
            ("[]", "{}"),
            (r#""""#, "{}"),
            ("null", "{}"),
            (r#"{"ID":"7"}"#, r#"{"ID":"7"}"#),
            (r#"["a","b"]"#, r#"{"0":"a","1":"b"}"#),
            (r#"{"project":{"id":5}}"#, r#"{"project":{"id":5}}"#),
            (r#""{\"ID\":\"7\"}""#, r#"{"ID":"7"}"#),
            (r#""[\"a\"]""#, r#"{"0":"a"}"#),
            (r#""none""#, "{}"),
        ] {
            let data = read(&format!(r#"{{"AUTH_ID":"t","PLACEMENT_OPTIONS":{sent}}}"#)).unwrap();
            assert_eq!(json::write_map(&data.info.options), options, "{sent}");
        }
    }

    #[test]
    fn what_is_not_said_is_the_apps_own_page_and_nobodys_rights() {
        let info = read(r#"{"AUTH_ID":"t"}"#).unwrap().info;
        assert_eq!(
            (info.placement.as_str(), info.is_admin, info.is_first_run),
            ("DEFAULT", false, false)
        );
        let said = r#"{"AUTH_ID":"t","LANG":"de","MEMBER_ID":"m","IS_ADMIN":true,"FIRST_RUN":1,
            "INSTALL":"Y","PLACEMENT":"TASK_VIEW_TAB"}"#;
        let info = read(said).unwrap().info;
        assert!(info.is_admin && info.is_first_run && info.is_installing);
        assert_eq!(
            [&info.language, &info.member_id, &info.placement, &info.portal],
            ["de", "m", "TASK_VIEW_TAB", "https://a.example.org"]
        );
    }
}
