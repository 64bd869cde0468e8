//! The portal's codes.

use super::kind::ErrorKind;

/// Returns the kind of the failure with this code, in any case, and the advice for it.
pub(super) fn find(code: &str) -> (ErrorKind, &'static str) {
    for &(known, kind, advice) in CODES {
        if known.eq_ignore_ascii_case(code) {
            return (kind, advice);
        }
    }
    (ErrorKind::Portal, "")
}

/// The kinds and the advice by the portal's codes. The code alone decides, because the statuses
/// differ between portals. Those of REST 3.0 are without their prefix.
#[rustfmt::skip]
static CODES: &[(&str, ErrorKind, &str)] = &[
    ("NO_AUTH_FOUND", ErrorKind::Auth, "Send a token or a webhook's whole address"),
    ("EXPIRED_TOKEN", ErrorKind::Auth, "Give a refresh function, or reload the frame"),
    ("INVALID_TOKEN", ErrorKind::Auth, "It is another portal's or app's, or was withdrawn"),
    ("INVALID_CREDENTIALS", ErrorKind::Auth, "Check the webhook's user id and code"),
    ("AUTHORIZATION_ERROR", ErrorKind::Auth, ""),
    ("APPLICATION_NOT_FOUND", ErrorKind::Auth, ""),
    ("WRONG_AUTH_TYPE", ErrorKind::Auth, ""),
    ("INSUFFICIENT_SCOPE", ErrorKind::Permission, "Add the method's scope to the app or webhook"),
    ("USER_ACCESS_ERROR", ErrorKind::Permission, "Let the user use the app"),
    ("ACCESS_DENIED", ErrorKind::Permission, ""),
    ("ACCESS_ERROR", ErrorKind::Permission, ""),
    ("WRONG_LICENSE", ErrorKind::Permission, ""),
    ("PORTAL_DELETED", ErrorKind::Permission, ""),
    ("METHOD_CONFIRM_WAITING", ErrorKind::Permission, ""),
    ("METHOD_CONFIRM_DENIED", ErrorKind::Permission, ""),
    ("OVERLOAD_LIMIT", ErrorKind::Permission, "Ask Bitrix24's support"),
    ("QUERY_LIMIT_EXCEEDED", ErrorKind::Limit, "Send at most 2 requests a second"),
    ("OPERATION_TIME_LIMIT", ErrorKind::Limit, "Wait up to 10 minutes"),
    ("FIND_SHORT", ErrorKind::Portal, "Give at least two or three characters"),
    ("ID_EMPTY", ErrorKind::Portal, "Give identifiers above 0"),
    ("INVALID_FORMAT", ErrorKind::Portal, "Give identifiers above 0"),
    ("USER_NOT_EXISTS", ErrorKind::Portal, ""),
    ("STATUS_ERROR", ErrorKind::Portal, "Give online, dnd, away or break"),
    ("CHAT_ID_EMPTY", ErrorKind::Portal, "Give a chat's number"),
    ("DIALOG_ID_EMPTY", ErrorKind::Portal, "Give chat1, sg1 or a user's number"),
    ("INVALID_REQUEST", ErrorKind::Portal, "Call the portal over https"),
    ("ERROR_METHOD_NOT_FOUND", ErrorKind::Portal, "Check the name and the portal's version; does REST 3.0 have it?"),
    ("METHODNOTFOUNDEXCEPTION", ErrorKind::Portal, "REST 3.0 lacks it; does REST 2.0 have it?"),
    ("ACCESSDENIEDEXCEPTION", ErrorKind::Permission, ""),
    ("INSUFFICIENTSCOPEEXCEPTION", ErrorKind::Permission, "Add the method's scope to the app or webhook"),
    ("LICENSEEXCEPTION", ErrorKind::Permission, ""),
    ("RESTUNAVAILABLEEXCEPTION", ErrorKind::Permission, ""),
    ("RATELIMITEXCEPTION", ErrorKind::Limit, "Wait up to 10 minutes"),
];
