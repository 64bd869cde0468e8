//! The field of a table and the constant of its column, for records and for fields of filters alone.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::docs::{comments, field_doc};
use crate::fields::{Named, constant};

/// A field of the struct with its name on the wire and its kind.
pub(crate) struct Column<'a> {
    pub(crate) named: Named<'a>,
    pub(crate) wire_name: String,
    pub(crate) kind: TokenStream,
}

impl Column<'_> {
    /// Returns the element of the table of fields.
    pub(crate) fn field(&self) -> TokenStream {
        let Self { named, wire_name, kind } = self;
        let doc = field_doc(&named.field.attrs);
        quote! {
            ::b24_wasm::schema::Field {
                name: #wire_name,
                ty: <#kind as ::b24_wasm::schema::Kind>::TYPE,
                doc: #doc,
            }
        }
    }

    /// Returns the constant of the column, which belongs to `owner` and has the operand of its kind
    /// with or without operators.
    pub(crate) fn constant(&self, owner: &impl ToTokens, has_operators: bool) -> TokenStream {
        let Self { named, wire_name, kind } = self;
        let (constant, comments) = (constant(named.name), comments(&named.field.attrs));
        let operand = if has_operators { quote!(Operand) } else { quote!(PlainOperand) };
        quote! {
            #(#comments)*
            pub const #constant: ::b24_wasm::schema::Column<
                #owner,
                <#kind as ::b24_wasm::schema::Kind>::#operand,
            > = ::b24_wasm::schema::Column::new(#wire_name);
        }
    }
}
