//! The body of a request: a form wherever a form can say it.

use super::form;
use super::json;
use super::value::{Map, Value};

/// A request's body.
///
/// In a frame a form is a simple request, while JSON costs a CORS preflight for every call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// `application/x-www-form-urlencoded`
    Form(String),
    /// `application/json`
    Json(String),
}

impl Body {
    /// Writes parameters as a form, or as JSON where PHP would not read the form back as it was.
    ///
    /// ```
    /// use b24_wasm::wire::{Map, body::Body};
    ///
    /// assert_eq!(Body::encode(Map::from_iter([("ID", 7)])), Body::Form("ID=7".into()));
    /// let nobody = Map::from_iter([("ID", Vec::<u64>::new())]);
    /// assert_eq!(Body::encode(nobody), Body::Json(r#"{"ID":[]}"#.into()));
    /// ```
    #[must_use]
    pub fn encode(params: Map) -> Self {
        match form::encode(&params) {
            Ok(form) => Self::Form(form),
            Err(_) => Self::Json(json::write(&Value::Map(params))),
        }
    }

    /// The media type.
    #[must_use]
    pub fn content_type(&self) -> &'static str {
        match self {
            Self::Form(_) => "application/x-www-form-urlencoded",
            Self::Json(_) => "application/json",
        }
    }

    /// The text to send.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Form(text) | Self::Json(text) => text,
        }
    }
}
