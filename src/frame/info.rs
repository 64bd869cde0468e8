//! The host page's reply in the handshake.

use crate::auth::AccessToken;
use crate::error::Result;
use crate::frame::message::malformed;
use crate::wire::{Map, Value, json, php};

/// The portal, the placement and the user of the app.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Info {
    /// The portal's origin, `https://example.bitrix24.com`.
    pub portal: String,
    /// The language of the portal's pages, `en`.
    pub language: String,
    /// Whether the user is an administrator of the portal.
    pub is_admin: bool,
    /// The portal's unique id, which stays the same if the portal moves to another address.
    pub member_id: String,
    /// The placement's code; `DEFAULT` on the app's own page.
    pub placement: String,
    /// The placement's context, such as the `ID` of the deal whose tab it is.
    pub options: Map,
    /// Whether this user opens the app for the first time.
    pub is_first_run: bool,
    /// Whether this is the install page of an app that is not yet installed.
    pub is_installing: bool,
}

/// The reply to `getInitData`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct InitData {
    /// The portal, the placement and the user of the app.
    pub info: Info,
    /// The access token.
    pub access: AccessToken,
    /// The path of the REST API, `/rest`.
    pub path: String,
    /// The options stored for this user.
    pub user_options: Map,
    /// The options stored for all users.
    pub app_options: Map,
}

impl InitData {
    /// Reads the reply to `getInitData`, received from `portal` at `now` (milliseconds since 1970).
    ///
    /// # Errors
    ///
    /// `INVALID_HOST_MESSAGE` if the reply has no token.
    pub fn read(portal: &str, reply: Value, now: f64) -> Result<Self> {
        let access = access("getInitData", &reply, now)?;
        let Value::Map(mut data) = reply else {
            return Err(malformed("getInitData", "is not an object"));
        };
        let path = data.get("PATH").and_then(Value::as_text).unwrap_or("/rest");
        let path = path.strip_suffix('/').unwrap_or(path).to_owned();
        if !path.starts_with('/') {
            return Err(malformed("getInitData", "has an invalid PATH"));
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

/// Reads the token from the reply to `getInitData` or `refreshAuth`, received at `now`.
///
/// # Errors
///
/// `INVALID_HOST_MESSAGE` if there is no token.
pub fn access(command: &str, reply: &Value, now: f64) -> Result<AccessToken> {
    let Value::Map(data) = reply else {
        return Err(malformed(command, &text!("is {}", reply.describe())));
    };
    let text = |name| data.get(name).and_then(Value::as_text).unwrap_or_default();
    let token = text("AUTH_ID");
    if token.is_empty() {
        return Err(malformed(command, "has no token (AUTH_ID)"));
    }
    let seconds = data.get("AUTH_EXPIRES").and_then(php::integer);
    let seconds = seconds.and_then(|seconds| seconds.try_into().ok());
    let access = AccessToken::new(token).expires_after(seconds, now);
    Ok(access.with_refresh_token(text("REFRESH_ID")))
}

/// Converts any of PHP's encodings of a map. Some host pages send it as JSON text.
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
    fn reads_token_and_path_from_first_reply() {
        let data = read(r#"{"AUTH_ID":"t","AUTH_EXPIRES":"3600","REFRESH_ID":"r","PATH":"/rest"}"#)
            .unwrap();
        assert_eq!(
            data.access,
            AccessToken::new("t").expires_after(Some(3600), 1000.0).with_refresh_token("r")
        );
        assert_eq!(data.path, "/rest");
        for invalid in [
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
            assert_eq!(read(invalid).unwrap_err().code(), "INVALID_HOST_MESSAGE", "{invalid}");
        }
    }

    #[test]
    fn reads_options_in_all_php_encodings() {
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
    fn defaults_missing_fields() {
        let info = read(r#"{"AUTH_ID":"t"}"#).unwrap().info;
        assert_eq!(
            (info.placement.as_str(), info.is_admin, info.is_first_run),
            ("DEFAULT", false, false)
        );
        let reply = r#"{"AUTH_ID":"t","LANG":"de","MEMBER_ID":"m","IS_ADMIN":true,"FIRST_RUN":1,
            "INSTALL":"Y","PLACEMENT":"TASK_VIEW_TAB"}"#;
        let info = read(reply).unwrap().info;
        assert!(info.is_admin && info.is_first_run && info.is_installing);
        assert_eq!(
            [&info.language, &info.member_id, &info.placement, &info.portal],
            ["de", "m", "TASK_VIEW_TAB", "https://a.example.org"]
        );
    }
}
