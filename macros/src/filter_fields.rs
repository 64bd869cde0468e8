//! The derive of fields that exist only in filters.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Result, Type, parse_quote};

use crate::docs::{comments, field_doc};
use crate::fields::{constant, named};

pub(crate) fn expand(input: DeriveInput) -> Result<TokenStream> {
    let name = &input.ident;
    let (owner, base) = options(&input)?;
    let mut fields = Vec::new();
    let mut columns = Vec::new();
    let mut names = Vec::new();
    for field in named(&input)? {
        let (constant, kind) = (constant(field.name), &field.field.ty);
        let (wire_name, doc) = (constant.to_string(), field_doc(&field.field.attrs));
        let documentation = comments(&field.field.attrs);
        names.push(field.name);
        fields.push(quote! {
            ::b24_wasm::schema::Field {
                name: #wire_name,
                ty: <#kind as ::b24_wasm::schema::Kind>::TYPE,
                doc: #doc,
            }
        });
        columns.push(quote! {
            #(#documentation)*
            pub const #constant: ::b24_wasm::schema::Column<
                #owner,
                <#kind as ::b24_wasm::schema::Kind>::Operand,
            > = ::b24_wasm::schema::Column::new(#wire_name);
        });
    }
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
            #(#columns)*
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
    for attribute in &input.attrs {
        if attribute.path().is_ident("filter_fields") {
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
    }
    Ok((owner, base))
}
