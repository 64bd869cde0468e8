//! The attributes of a derive.

use quote::ToTokens;
use syn::{Attribute, Error, Result};

/// Returns the only attribute with this name, if there is one.
pub(crate) fn find<'a>(attributes: &'a [Attribute], name: &str) -> Result<Option<&'a Attribute>> {
    let mut found = attributes.iter().filter(|attribute| attribute.path().is_ident(name));
    let first = found.next();
    match found.next() {
        Some(second) => Err(twice(second, &format!("`#[{name}]`"))),
        None => Ok(first),
    }
}

/// Returns the only attribute with this name.
pub(crate) fn require<'a>(
    attributes: &'a [Attribute],
    name: &str,
    item: &impl ToTokens,
    expected: &str,
) -> Result<&'a Attribute> {
    find(attributes, name)?.ok_or_else(|| Error::new_spanned(item, format!("expected {expected}")))
}

/// Returns the error of something that is given twice.
pub(crate) fn twice(item: &impl ToTokens, what: &str) -> Error {
    Error::new_spanned(item, format!("{what} is given twice"))
}
