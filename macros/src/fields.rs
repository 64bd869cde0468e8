//! The named fields of a struct.

use syn::ext::IdentExt as _;
use syn::{Data, DeriveInput, Error, Field, Fields, Ident, Result};

/// A named field.
pub(crate) struct Named<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) field: &'a Field,
}

/// Returns the named fields of a struct; none for a struct without a body.
///
/// # Errors
///
/// An error for an enum, a tuple, and a struct with generics.
pub(crate) fn named(input: &DeriveInput) -> Result<Vec<Named<'_>>> {
    if !input.generics.params.is_empty() {
        return Err(Error::new_spanned(&input.generics, "expected a struct without generics"));
    }
    let problem = || Error::new_spanned(&input.ident, "expected a struct with named fields");
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => fields
                .named
                .iter()
                .map(|field| Some(Named { name: field.ident.as_ref()?, field }))
                .collect::<Option<_>>()
                .ok_or_else(problem),
            Fields::Unit => Ok(Vec::new()),
            Fields::Unnamed(_) => Err(problem()),
        },
        _ => Err(problem()),
    }
}

/// Returns the name of the constant for a field: `LAST_NAME` for `last_name`.
pub(crate) fn constant(name: &Ident) -> Ident {
    Ident::new(&name.unraw().to_string().to_ascii_uppercase(), name.span())
}
