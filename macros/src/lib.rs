//! The derives of `b24-wasm`, which exports and documents them.

mod attribute;
mod column;
mod docs;
mod fields;
mod filter_fields;
mod method;
mod params;
mod record;
mod string_enum;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Derives `Method`, the definition, `new` and a setter for each parameter.
#[proc_macro_derive(Method, attributes(method, param))]
pub fn method(input: TokenStream) -> TokenStream {
    expand(parse_macro_input!(input), method::expand)
}

/// Derives `Record` and the columns of its filter.
#[proc_macro_derive(Record, attributes(record, field))]
pub fn record(input: TokenStream) -> TokenStream {
    expand(parse_macro_input!(input), record::expand)
}

/// Derives `FilterFields` and the columns.
#[proc_macro_derive(FilterFields, attributes(filter_fields))]
pub fn filter_fields(input: TokenStream) -> TokenStream {
    expand(parse_macro_input!(input), filter_fields::expand)
}

/// Derives `ParamType` and the conversion into a value.
#[proc_macro_derive(StringEnum, attributes(value))]
pub fn string_enum(input: TokenStream) -> TokenStream {
    expand(parse_macro_input!(input), string_enum::expand)
}

fn expand(
    input: DeriveInput,
    derive: fn(DeriveInput) -> syn::Result<proc_macro2::TokenStream>,
) -> TokenStream {
    derive(input).unwrap_or_else(syn::Error::into_compile_error).into()
}
