//! The fields of a `multipart/form-data` body.

use std::borrow::Cow;

use bstr::ByteSlice;

use crate::http::Request;
use crate::php::{Array, parse_variables};

/// Parses the fields that are not files. A malformed body gives the fields before the first error.
pub(crate) fn fields(request: &Request) -> Array {
    let content_type = request.header("content-type").unwrap_or_default();
    let Some(boundary) = parameter(content_type.as_bytes(), b"boundary") else {
        return Array::new();
    };
    let delimiter = [b"\r\n--", boundary].concat();
    let body = [b"\r\n", request.body.as_slice()].concat();
    let parts = body.split_str(&delimiter).skip(1).take_while(|part| !part.starts_with(b"--"));
    let fields: Vec<_> = parts.map_while(field).flatten().collect();
    parse_variables(
        fields.iter().map(|(name, value)| (Cow::Borrowed(*name), Cow::Borrowed(*value))),
    )
}

/// Returns the name and the value of a part: `None` for a malformed part, `Some(None)` for a file.
fn field(part: &[u8]) -> Option<Option<(&[u8], &[u8])>> {
    let (headers, value) = part.split_once_str("\r\n\r\n")?;
    let disposition = headers
        .lines()
        .find(|line| line.to_ascii_lowercase().starts_with(b"content-disposition:"))?;
    let name = parameter(disposition, b"name")?;
    let file = parameter(disposition, b"filename").is_some();
    Some((!file).then_some((name, value)))
}

/// Returns the value of `name=value` or `name="value"` in a header.
fn parameter<'a>(header: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    header.split_str(";").skip(1).find_map(|part| {
        let (key, value) = part.trim_ascii().split_once_str("=")?;
        key.eq_ignore_ascii_case(name).then(|| value.trim_with(|c| c == '"'))
    })
}
