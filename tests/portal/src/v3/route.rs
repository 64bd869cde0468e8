//! The URL of a call.

use percent_encoding::percent_decode_str;

/// The parsed path of a request under `/rest/api/`.
#[derive(Debug, PartialEq)]
pub(crate) struct Route {
    /// The name of the method, as sent.
    pub(super) method: String,
    /// The user and the secret of a webhook.
    pub(super) webhook: Option<(u32, String)>,
}

impl Route {
    /// Parses `/rest/api/METHOD` and `/rest/api/USER/SECRET/METHOD`, each with an optional trailing
    /// slash. Returns `None` for any other path under `/rest/`.
    pub(crate) fn parse(path: &str) -> Option<Self> {
        let path = percent_decode_str(path).decode_utf8_lossy();
        let path = path.strip_prefix("/rest/api/")?;
        let path = path.strip_suffix('/').unwrap_or(path);
        let segments: Vec<&str> = path.split('/').collect();
        if let [user, secret, method] = segments.as_slice()
            && let Ok(user) = user.parse()
        {
            let webhook = Some((user, (*secret).to_owned()));
            return Some(Self { method: (*method).to_owned(), webhook });
        }
        Some(Self { method: path.to_owned(), webhook: None })
    }
}
