//! Inbound webhooks.

use std::fmt;

use crate::address::Origin;
use crate::error::{Error, Result};
use crate::text;

/// The address of an inbound webhook, `https://PORTAL/rest/USER_ID/CODE/`.
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    pub(super) root: String,
    pub(super) code: String,
}

impl Webhook {
    /// Parses a webhook's address.
    ///
    /// ```
    /// use b24_wasm::auth::Webhook;
    ///
    /// assert!(Webhook::parse("https://example.bitrix24.com/rest/1/c0de/").is_ok());
    /// let error = Webhook::parse("https://example.bitrix24.com/rest/c0de/").unwrap_err();
    /// assert!(!error.to_string().contains("c0de"));
    /// ```
    ///
    /// # Errors
    ///
    /// `INVALID_WEBHOOK`, with the form of a valid address and without the code; `INVALID_ADDRESS`.
    pub fn parse(address: &str) -> Result<Self> {
        let address = address.trim_ascii();
        let (portal, path) = text::split(address, "/rest/").ok_or_else(invalid_webhook)?;
        let origin = Origin::parse(portal)?;
        let path = path.strip_suffix('/').unwrap_or(path);
        let (user, code) = text::split(path, "/").ok_or_else(invalid_webhook)?;
        if text::integer(user).is_none()
            || code.is_empty()
            || !text::all(code, |byte| byte.is_ascii_alphanumeric())
        {
            return Err(invalid_webhook());
        }
        Ok(Self { root: text!("{}/rest/{}/", origin.as_str(), path), code: code.to_owned() })
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Webhook(***)")
    }
}

fn invalid_webhook() -> Error {
    let problem = "a webhook's address is https://PORTAL/rest/USER_ID/CODE/ and nothing more";
    Error::input("INVALID_WEBHOOK", problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn redacts_code_of_invalid_webhook() {
        for address in [
            "c0de",
            "http://a.bitrix24.com/rest/1/c0de/",
            "https://a.bitrix24.com/1/c0de/",
            "https://a.bitrix24.com/rest/c0de/1/",
            "https://a.bitrix24.com/rest/1/",
            "https://a.bitrix24.com/rest/1/c0de?x=1",
            "https://a.bitrix24.com/rest/1/c0de/profile.json",
            "https://c0de@a.bitrix24.com/rest/1/c0de/",
        ] {
            let error = Webhook::parse(address).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Input, "{address}");
            assert!(!format!("{error} {error:?}").contains("c0de"), "{error}");
        }
    }
}
