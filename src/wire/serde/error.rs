//! Errors of serde as errors of the SDK.

use std::fmt::Display;

use crate::error::{Error, ErrorKind};

impl serde::ser::Error for Error {
    fn custom<T: Display>(problem: T) -> Self {
        Self::input("INVALID_PARAMETERS", problem.to_string())
    }
}

impl serde::de::Error for Error {
    fn custom<T: Display>(problem: T) -> Self {
        Self::new(ErrorKind::Response, "INVALID_RESULT", problem.to_string())
    }
}
