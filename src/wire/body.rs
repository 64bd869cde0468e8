//! The body of a request: a form if the parameters are encodable as one, else JSON.

use super::form;
use super::json;
use super::value::Map;

/// The body of a request.
///
/// In a frame, a form is a simple request; JSON costs a CORS preflight for every call.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Body {
    /// `application/x-www-form-urlencoded`
    Form(String),
    /// `application/json`
    Json(String),
}

impl Body {
    /// Encodes an optional token and parameters as a form, or as JSON if PHP would read other
    /// values from the form.
    ///
    /// ```
    /// use b24_wasm::wire::{Map, body::Body};
    ///
    /// let seven = Map::from_iter([("ID", 7)]);
    /// assert_eq!(Body::encode(Some("t0ken"), &seven), Body::Form("auth=t0ken&ID=7".into()));
    /// let nobody = Map::from_iter([("ID", Vec::<u64>::new())]);
    /// assert_eq!(Body::encode(None, &nobody), Body::Json(r#"{"ID":[]}"#.into()));
    /// ```
    #[must_use]
    pub fn encode(token: Option<&str>, params: &Map) -> Self {
        match form::encode_with(token, params, false) {
            Ok(form) => Self::Form(form),
            Err(_) => Self::Json(json::write_with(token, params)),
        }
    }

    /// Returns the media type.
    #[must_use]
    pub fn content_type(&self) -> &'static str {
        match self {
            Self::Form(_) => "application/x-www-form-urlencoded",
            Self::Json(_) => "application/json",
        }
    }

    /// Returns the text to send.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Form(text) | Self::Json(text) => text,
        }
    }
}

impl std::fmt::Debug for Body {
    /// Prints only the media type, because the text contains a token.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.content_type())
    }
}
