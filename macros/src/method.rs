//! The derive of a method.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Error, Expr, Ident, LitStr, Result, Token, Type};

use crate::attribute;
use crate::docs::item_doc;
use crate::fields::named;
use crate::params::{self, Param, Role};

/// The attribute `#[method("name", result = Type, …)]`.
struct Options {
    wire_name: LitStr,
    result: Type,
    /// The parts of the definition that are not the defaults.
    parts: Vec<(Ident, Expr)>,
}

pub(crate) fn expand(input: DeriveInput) -> Result<TokenStream> {
    let options = options(&input)?;
    let params: Vec<Param<'_>> =
        named(&input)?.into_iter().map(params::read).collect::<Result<_>>()?;
    params::check(&params)?;
    let definition = definition(&input, &options, &params);
    let new = new(&params);
    let setters = params.iter().map(Param::setter);
    let insertions = params.iter().map(Param::insertion);
    let alternate = alternate(&input.ident, &params);
    let (method, result) = (&input.ident, &options.result);
    let map = if params.is_empty() {
        quote!(::b24_wasm::Map::new())
    } else {
        quote! {
            let mut params = ::b24_wasm::Map::new();
            #(#insertions)*
            params
        }
    };
    Ok(quote! {
        impl #method {
            /// The method's definition.
            pub const DEFINITION: ::b24_wasm::schema::Definition = #definition;

            #new

            #(#setters)*
        }

        #[automatically_derived]
        impl ::b24_wasm::schema::Method for #method {
            type Result = #result;

            fn definition() -> &'static ::b24_wasm::schema::Definition {
                &Self::DEFINITION
            }

            fn into_params(self) -> ::b24_wasm::Map {
                #map
            }
        }

        #alternate
    })
}

fn definition(input: &DeriveInput, options: &Options, params: &[Param<'_>]) -> TokenStream {
    let Options { wire_name, result, parts } = options;
    let definitions = params.iter().filter_map(Param::definition);
    let (names, values): (Vec<_>, Vec<_>) = parts.iter().map(|(name, value)| (name, value)).unzip();
    let roles = params.iter().map(|param| {
        let inner = param.inner();
        match &param.role {
            Role::Single { .. } => TokenStream::new(),
            Role::FlatFilter(_) => quote! {
                flat_conditions: <#inner as ::b24_wasm::schema::ParamType>::KIND.filter(),
            },
            Role::Alternate { wire_name, value } => quote! {
                alternate: ::core::option::Option::Some(::b24_wasm::schema::AlternateResult {
                    param: #wire_name,
                    value: #value,
                    result: <<#inner as ::b24_wasm::schema::AlternateParam>::Result
                        as ::b24_wasm::schema::Decode>::SHAPE,
                }),
            },
            Role::FieldValues => quote! {
                writes: ::core::option::Option::Some(
                    &<<#inner as ::b24_wasm::schema::WritesFields>::Record
                        as ::b24_wasm::schema::Record>::FIELDS,
                ),
            },
        }
    });
    let doc = item_doc(&input.attrs);
    quote! {
        ::b24_wasm::schema::Definition {
            name: #wire_name,
            params: &[#(#definitions),*],
            result: <#result as ::b24_wasm::schema::Decode>::SHAPE,
            #(#roles)*
            #(#names: #values,)*
            doc: #doc,
            ..::b24_wasm::schema::Definition::DEFAULT
        }
    }
}

/// Returns the function `new`, which takes the required parameters.
fn new(params: &[Param<'_>]) -> TokenStream {
    let arguments: Vec<_> = params.iter().filter(|param| param.is_argument()).collect();
    let (names, types): (Vec<_>, Vec<_>) =
        arguments.iter().map(|param| (param.name, param.ty)).unzip();
    let defaults = params.iter().filter(|param| !param.is_argument()).map(|param| param.name);
    let summary = if names.is_empty() {
        "Creates a call without parameters."
    } else {
        "Creates a call with the required parameters."
    };
    quote! {
        #[doc = #summary]
        #[must_use]
        pub fn new(#(#names: impl ::core::convert::Into<#types>),*) -> Self {
            Self {
                #(#names: #names.into(),)*
                #(#defaults: ::core::default::Default::default(),)*
            }
        }
    }
}

fn alternate(method: &Ident, params: &[Param<'_>]) -> Option<TokenStream> {
    let param = params.iter().find(|param| matches!(param.role, Role::Alternate { .. }))?;
    let ty = param.ty;
    Some(quote! {
        #[automatically_derived]
        impl ::b24_wasm::schema::HasAlternate for #method {
            type Alternate = <#ty as ::b24_wasm::schema::AlternateParam>::Result;
        }
    })
}

fn options(input: &DeriveInput) -> Result<Options> {
    let form = "`#[method(\"name\", result = Type)]`";
    let attribute = attribute::require(&input.attrs, "method", &input.ident, form)?;
    attribute.parse_args_with(|input: syn::parse::ParseStream<'_>| {
        let wire_name: LitStr = input.parse()?;
        let (mut result, mut parts) = (None, Vec::new());
        while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            let name: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            let is_known = |(known, _): &(Ident, Expr)| *known == name;
            if parts.iter().any(is_known) || name == "result" && result.is_some() {
                return Err(attribute::twice(&name, &format!("`{name}`")));
            }
            if name == "result" {
                result = Some(input.parse()?);
            } else {
                parts.push((name, input.parse()?));
            }
        }
        let result =
            result.ok_or_else(|| Error::new_spanned(&wire_name, format!("expected {form}")))?;
        Ok(Options { wire_name, result, parts })
    })
}
