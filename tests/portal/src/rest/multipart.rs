//! The parts of a `multipart/form-data` body.

use std::borrow::Cow;

use bstr::ByteSlice;

use crate::http::Request;
use crate::php::{Array, parse_variables};

/// A file of a body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UploadedFile {
    /// The name of the file, not of the field.
    pub(crate) name: String,
    pub(crate) content: Vec<u8>,
}

/// A field or a file.
struct Part<'a> {
    name: &'a [u8],
    /// The name of the file if the part is one.
    file: Option<&'a [u8]>,
    content: &'a [u8],
}

/// Parses the fields that are not files. A malformed body gives the fields before the first error.
pub(crate) fn fields(request: &Request) -> Array {
    with_parts(request, |parts| {
        let fields = parts.iter().filter(|part| part.file.is_none());
        parse_variables(fields.map(|part| (Cow::Borrowed(part.name), Cow::Borrowed(part.content))))
    })
}

/// Returns the first file, if the body has one.
pub(crate) fn file(request: &Request) -> Option<UploadedFile> {
    if request.media_type() != "multipart/form-data" {
        return None;
    }
    with_parts(request, |parts| {
        parts.iter().find_map(|part| {
            let name = part.file?.to_str_lossy().into_owned();
            Some(UploadedFile { name, content: part.content.to_vec() })
        })
    })
}

fn with_parts<T: Default>(request: &Request, read: impl FnOnce(&[Part]) -> T) -> T {
    let content_type = request.header("content-type").unwrap_or_default();
    let Some(boundary) = parameter(content_type.as_bytes(), b"boundary") else {
        return T::default();
    };
    let delimiter = [b"\r\n--", boundary].concat();
    let body = [b"\r\n", request.body.as_slice()].concat();
    let parts = body.split_str(&delimiter).skip(1).take_while(|part| !part.starts_with(b"--"));
    let parts: Vec<Part> = parts.map_while(part).collect();
    read(&parts)
}

/// Returns a part; `None` if it is malformed.
fn part(part: &[u8]) -> Option<Part<'_>> {
    let (headers, content) = part.split_once_str("\r\n\r\n")?;
    let disposition = headers
        .lines()
        .find(|line| line.to_ascii_lowercase().starts_with(b"content-disposition:"))?;
    let name = parameter(disposition, b"name")?;
    Some(Part { name, file: parameter(disposition, b"filename"), content })
}

/// Returns the value of `name=value` or `name="value"` in a header.
fn parameter<'a>(header: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    header.split_str(";").skip(1).find_map(|part| {
        let (key, value) = part.trim_ascii().split_once_str("=")?;
        key.eq_ignore_ascii_case(name).then(|| value.trim_with(|c| c == '"'))
    })
}
