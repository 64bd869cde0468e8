//! Doc comments as text for the TypeScript declarations.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// Returns an expression of type `Doc` with the lines of an item's doc comments.
pub(crate) fn item_doc(attributes: &[Attribute]) -> TokenStream {
    let text = lines(attributes).join("\n");
    quote!(::b24_wasm::schema::Doc::new(#text))
}

/// Returns an expression of type `Doc` with a field's doc comments as one line.
pub(crate) fn field_doc(attributes: &[Attribute]) -> TokenStream {
    let text = lines(attributes).concat();
    quote!(::b24_wasm::schema::Doc::new(#text))
}

/// Returns the doc comments themselves, to repeat them on another item.
pub(crate) fn comments(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("doc"))
}

fn lines(attributes: &[Attribute]) -> Vec<String> {
    let line = |attribute: &Attribute| match &attribute.meta {
        Meta::NameValue(meta) => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    };
    comments(attributes).filter_map(line).collect()
}
