//! The derive of fields that exist only in filters.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::{DeriveInput, Result, Type, parse_quote};

use crate::attribute;
use crate::column::Column;
use crate::fields::{constant, named};

pub(crate) fn expand(input: DeriveInput) -> Result<TokenStream> {
    let name = &input.ident;
    let (owner, base) = options(&input)?;
    let columns: Vec<_> = named(&input)?
        .into_iter()
        .map(|named| Column {
            wire_name: constant(named.name).to_string(),
            kind: named.field.ty.to_token_stream(),
            named,
        })
        .collect();
    let fields = columns.iter().map(Column::field);
    let constants = columns.iter().map(|column| column.constant(&owner, true));
    let names = columns.iter().map(|column| column.named.name);
    let table = base.map(|base| {
        let record = name.to_string();
        quote! {
            #[automatically_derived]
            impl ::b24_wasm::schema::Filterable for #name {
                const TABLE: ::b24_wasm::schema::Fields = ::b24_wasm::schema::Fields {
                    record: #record,
                    filter_only: <#name as ::b24_wasm::schema::FilterFields>::FIELDS,
                    ..<#base as ::b24_wasm::schema::Record>::FIELDS
                };
            }
        }
    });
    Ok(quote! {
        #[automatically_derived]
        impl ::b24_wasm::schema::FilterFields for #name {
            const FIELDS: &'static [::b24_wasm::schema::Field] = &[#(#fields),*];
        }

        impl #owner {
            #(#constants)*
        }

        #table

        // The fields are there for their kinds alone.
        const _: fn(&#name) = |fields| {
            let _ = (#(&fields.#names,)*);
        };
    })
}

/// Returns the type that gets the columns, `#[filter_fields(of = User)]`, by default the struct
/// itself; and the record whose other fields the filter has, too, `#[filter_fields(base = User)]`.
fn options(input: &DeriveInput) -> Result<(Type, Option<Type>)> {
    let name = &input.ident;
    let (mut owner, mut base) = (parse_quote!(#name), None);
    if let Some(attribute) = attribute::find(&input.attrs, "filter_fields")? {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("of") {
                owner = meta.value()?.parse()?;
            } else if meta.path.is_ident("base") {
                base = Some(meta.value()?.parse()?);
            } else {
                return Err(meta.error("expected `of = …` or `base = …`"));
            }
            Ok(())
        })?;
    }
    Ok((owner, base))
}
