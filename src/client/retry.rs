//! Which calls are repeated, and when.

use crate::error::{Error, ErrorKind};

/// The most attempts after failures that leave open whether the portal ran the call.
const MAX_ATTEMPTS: u32 = 4;

/// The most attempts after refusals that certainly precede execution.
const MAX_REFUSALS: u32 = 20;

/// The longest time before the second attempt in milliseconds; it doubles with each further one.
const LONGEST_FIRST_DELAY: f64 = 500.0;

/// Returns the milliseconds before a failed call is sent again; `None` if it is not.
///
/// The portal's code decides, not the status. `QUERY_LIMIT_EXCEEDED`, `OPERATION_TIME_LIMIT` and
/// `RATELIMITEXCEPTION` precede execution: the limiter knows when the call may be sent. Whether a call without a readable
/// response was executed is unknown: it is only repeated if that is harmless. Any other refusal is
/// final. `random`, from 0 to 1, spreads the attempts of many pages.
pub(crate) fn delay(
    error: &Error,
    is_repeatable: impl FnOnce() -> bool,
    attempts: u32,
    random: f64,
) -> Option<u32> {
    if error.is("QUERY_LIMIT_EXCEEDED") || error.is_blocked() {
        return (attempts < MAX_REFUSALS).then_some(0);
    }
    if attempts >= MAX_ATTEMPTS || !is_ambiguous(error) || !is_repeatable() {
        return None;
    }
    let longest = LONGEST_FIRST_DELAY * f64::from(1 << attempts.saturating_sub(1).min(5));
    Some((longest * random) as u32)
}

/// Returns whether there is no readable response, so that the portal may have run the call or not.
fn is_ambiguous(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Network | ErrorKind::Timeout => true,
        ErrorKind::Response => {
            error.status().is_some_and(|status| status >= 500)
                || matches!(error.code(), "EMPTY_RESPONSE" | "TRUNCATED_RESPONSE")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(code: &str, status: u16) -> Error {
        Error::new(ErrorKind::Response, code, "").with_status(status)
    }

    #[test]
    fn repeats_refusals_that_precede_execution() {
        for code in ["QUERY_LIMIT_EXCEEDED", "OPERATION_TIME_LIMIT", "query_limit_exceeded"] {
            let error = Error::refused(code, "").with_status(200);
            assert_eq!(delay(&error, || false, 19, 1.0), Some(0), "{code}");
            assert_eq!(delay(&error, || true, 20, 1.0), None, "{code}");
        }
    }

    #[test]
    fn repeats_a_call_of_unknown_fate_only_if_it_is_harmless() {
        for error in [
            Error::new(ErrorKind::Network, "NETWORK", ""),
            Error::new(ErrorKind::Timeout, "TIMEOUT", ""),
            response("HTTP_502", 502),
            response("EMPTY_RESPONSE", 200),
            response("TRUNCATED_RESPONSE", 200),
        ] {
            assert_eq!(delay(&error, || false, 1, 1.0), None, "{error}");
            assert_eq!(delay(&error, || true, 1, 1.0), Some(500), "{error}");
            assert_eq!(delay(&error, || true, 3, 0.5), Some(1000), "{error}");
            assert_eq!(delay(&error, || true, 4, 1.0), None, "{error}");
        }
    }

    #[test]
    fn repeats_no_other_refusal() {
        for error in [
            Error::refused("INTERNAL_SERVER_ERROR", "").with_status(500),
            Error::refused("", "").with_status(503),
            Error::refused("OVERLOAD_LIMIT", "").with_status(503),
            Error::refused("CONNECTION_ERROR", "").with_status(401),
            response("HTTP_404", 404),
            response("NOT_JSON", 200),
            response("INVALID_RESULT", 200),
            response("PORTAL_MOVED", 302),
            Error::new(ErrorKind::Aborted, "ABORTED", ""),
            Error::input("UNKNOWN_FIELD", ""),
        ] {
            assert_eq!(delay(&error, || true, 1, 1.0), None, "{error}");
        }
    }
}
