//! The URL of a REST call.

use percent_encoding::percent_decode_str;

/// The parsed path of a REST request.
#[derive(Debug, PartialEq)]
pub(crate) struct Route {
    /// The method in lower case, without `.json`; empty if there is none.
    pub(crate) method: String,
    /// The user and the secret of a webhook.
    pub(crate) webhook: Option<(u32, String)>,
}

impl Route {
    /// Parses `/rest/METHOD` and `/rest/USER/SECRET/METHOD`, each with an optional `.json` and an
    /// optional trailing slash. The official SDK's OAuth client sends `/rest//METHOD`.
    pub(crate) fn parse(path: &str) -> Self {
        let path = percent_decode_str(path).decode_utf8_lossy();
        let segments = path.split('/').skip(2).skip_while(|segment| segment.is_empty());
        let mut segments: Vec<&str> = segments.collect();
        if segments.last() == Some(&"") {
            segments.pop();
        }
        if let [user, secret, method] = segments.as_slice()
            && let Ok(user) = user.parse()
        {
            return Self {
                method: method_name(method),
                webhook: Some((user, (*secret).to_owned())),
            };
        }
        Self { method: method_name(&segments.join("/")), webhook: None }
    }
}

fn method_name(segment: &str) -> String {
    let name = segment.to_lowercase();
    name.strip_suffix(".json").unwrap_or(&name).to_owned()
}
