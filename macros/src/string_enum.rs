//! The derive of an enum of texts.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, LitStr, Result, Variant};

use crate::attribute;

pub(crate) fn expand(input: DeriveInput) -> Result<TokenStream> {
    let name = &input.ident;
    let Data::Enum(data) = &input.data else {
        return Err(Error::new_spanned(name, "expected an enum"));
    };
    let variants: Vec<_> = data.variants.iter().map(|variant| &variant.ident).collect();
    let texts: Vec<LitStr> = data.variants.iter().map(text).collect::<Result<_>>()?;
    Ok(quote! {
        #[automatically_derived]
        impl ::core::convert::From<#name> for ::b24_wasm::Value {
            fn from(value: #name) -> Self {
                match value {
                    #(#name::#variants => ::b24_wasm::Value::from(#texts),)*
                }
            }
        }

        #[automatically_derived]
        impl ::b24_wasm::schema::ParamType for #name {
            const KIND: ::b24_wasm::schema::ParamKind =
                ::b24_wasm::schema::ParamKind::OneOf(&[#(#texts),*]);
        }
    })
}

/// Returns the text of `#[value("text")]`.
fn text(variant: &Variant) -> Result<LitStr> {
    attribute::require(&variant.attrs, "value", variant, "`#[value(\"text\")]`")?.parse_args()
}
