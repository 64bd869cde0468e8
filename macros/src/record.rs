//! The derive of a record.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::punctuated::Punctuated;
use syn::{DeriveInput, Error, Ident, LitStr, Result, Token, Type, parenthesized};

use crate::attribute;
use crate::column::Column;
use crate::docs::item_doc;
use crate::fields::{Named, named};

/// The attribute `#[record(…)]`.
#[derive(Default)]
struct Options {
    /// `rename_all = "SCREAMING_SNAKE_CASE"`.
    is_upper: bool,
    sparse: bool,
    custom: bool,
    operators: bool,
    /// Whether there are constants for the columns.
    columns: bool,
    read_only: Vec<Ident>,
    filter_fields: Option<Type>,
}

pub(crate) fn expand(input: DeriveInput) -> Result<TokenStream> {
    let record = &input.ident;
    let options = options(&input)?;
    let mut members = Vec::new();
    let mut other = None;
    for named in named(&input)? {
        match member(named, &options)? {
            Parsed::Member(member) => {
                if members.iter().any(|known: &Column<'_>| known.wire_name == member.wire_name) {
                    return Err(attribute::twice(member.named.name, "the name of this field"));
                }
                members.push(member);
            }
            Parsed::Other(name) if other.is_some() => {
                return Err(attribute::twice(name, "`#[field(other)]`"));
            }
            Parsed::Other(name) => other = Some(name.clone()),
        }
    }
    let problem = "expected a member `#[field(other)] other: Map`";
    let other = other.ok_or_else(|| Error::new_spanned(record, problem))?;
    let fields = fields(&input, &options, &members)?;
    let columns = columns(record, &options, &members);
    let (names, wire_names) = names(&members);
    let types = members.iter().map(|member| &member.named.field.ty);
    Ok(quote! {
        #[automatically_derived]
        impl ::b24_wasm::schema::Record for #record {
            const FIELDS: ::b24_wasm::schema::Fields = #fields;

            fn from_row(mut row: ::b24_wasm::schema::Row) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(Self {
                    #(#names: <#types as ::b24_wasm::schema::Member>::from_value(row.take())?,)*
                    #other: row.other,
                })
            }
        }

        #[automatically_derived]
        impl ::b24_wasm::schema::Element for #record {
            const TYPE: ::b24_wasm::schema::Type =
                ::b24_wasm::schema::Type::Record(&<Self as ::b24_wasm::schema::Record>::FIELDS);

            fn read(normalized: ::b24_wasm::Value) -> ::core::option::Option<Self> {
                let fields = &<Self as ::b24_wasm::schema::Record>::FIELDS;
                let row = ::b24_wasm::schema::Row::from_value(fields, normalized)?;
                ::b24_wasm::schema::Record::from_row(row)
            }

            fn read_json(
                reader: &mut ::b24_wasm::wire::json::Reader<'_>,
            ) -> ::core::option::Option<Self> {
                let fields = &<Self as ::b24_wasm::schema::Record>::FIELDS;
                let row = ::b24_wasm::schema::Row::read(fields, reader)?;
                ::b24_wasm::schema::Record::from_row(row)
            }
        }

        #columns

        ::b24_wasm::record_serde!(#record { #(#names #wire_names,)* } #other);
    })
}

fn names<'a>(members: &'a [Column<'_>]) -> (Vec<&'a Ident>, Vec<&'a String>) {
    members.iter().map(|member| (member.named.name, &member.wire_name)).unzip()
}

fn fields(input: &DeriveInput, options: &Options, members: &[Column<'_>]) -> Result<TokenStream> {
    let (record, record_doc) = (input.ident.to_string(), item_doc(&input.attrs));
    let fields = members.iter().map(Column::field);
    let Options { sparse, custom, operators, .. } = options;
    let read_only = options.read_only.iter().map(|name| {
        let member = members.iter().find(|member| member.named.name == name);
        let problem = || Error::new_spanned(name, "the record has no such member");
        member.map(|member| &member.wire_name).ok_or_else(problem)
    });
    let read_only: Vec<_> = read_only.collect::<Result<_>>()?;
    let filter_only = match &options.filter_fields {
        Some(fields) => quote!(<#fields as ::b24_wasm::schema::FilterFields>::FIELDS),
        None => quote!(&[]),
    };
    Ok(quote! {
        ::b24_wasm::schema::Fields {
            record: #record,
            columns: &[#(#fields),*],
            filter_only: #filter_only,
            rules: ::b24_wasm::schema::Rules {
                sparse: #sparse,
                custom: #custom,
                operators: #operators,
                read_only: &[#(#read_only),*],
            },
            doc: #record_doc,
        }
    })
}

/// Returns the constants of the columns, for filters, selections and sorting.
fn columns(record: &Ident, options: &Options, members: &[Column<'_>]) -> TokenStream {
    if !options.columns && !options.operators {
        return TokenStream::new();
    }
    let columns = members.iter().map(|member| member.constant(record, options.operators));
    quote!(impl #record { #(#columns)* })
}

/// A member of the struct.
enum Parsed<'a> {
    Member(Column<'a>),
    /// The member for all other fields.
    Other(&'a Ident),
}

/// Reads `#[field("name", Kind)]`; both parts have defaults.
fn member<'a>(named: Named<'a>, options: &Options) -> Result<Parsed<'a>> {
    let mut wire_name = named.name.unraw().to_string();
    if options.is_upper {
        wire_name.make_ascii_uppercase();
    }
    let ty = &named.field.ty;
    let mut kind = quote!(<#ty as ::b24_wasm::schema::Member>::Kind);
    if let Some(attribute) = attribute::find(&named.field.attrs, "field")? {
        let parts: Punctuated<Part, Token![,]> =
            attribute.parse_args_with(Punctuated::parse_terminated)?;
        for part in parts {
            match part {
                Part::Name(name) => wire_name = name.value(),
                Part::Kind(other) if other == "other" => return Ok(Parsed::Other(named.name)),
                Part::Kind(name) => kind = quote!(::b24_wasm::schema::kind::#name),
            }
        }
    }
    Ok(Parsed::Member(Column { named, wire_name, kind }))
}

enum Part {
    Name(LitStr),
    Kind(Ident),
}

impl syn::parse::Parse for Part {
    fn parse(input: syn::parse::ParseStream<'_>) -> Result<Self> {
        if input.peek(LitStr) {
            input.parse().map(Self::Name)
        } else {
            input.parse().map(Self::Kind)
        }
    }
}

fn options(input: &DeriveInput) -> Result<Options> {
    let mut options = Options::default();
    if let Some(attribute) = attribute::find(&input.attrs, "record")? {
        attribute.parse_nested_meta(|meta| {
            let is = |name| meta.path.is_ident(name);
            if is("sparse") {
                options.sparse = true;
            } else if is("custom") {
                options.custom = true;
            } else if is("operators") {
                options.operators = true;
            } else if is("columns") {
                options.columns = true;
            } else if is("read_only") {
                let names;
                parenthesized!(names in meta.input);
                let names = Punctuated::<Ident, Token![,]>::parse_terminated(&names)?;
                options.read_only.extend(names);
            } else if is("filter_fields") {
                options.filter_fields = Some(meta.value()?.parse()?);
            } else if is("rename_all") {
                let case: LitStr = meta.value()?.parse()?;
                if case.value() != "SCREAMING_SNAKE_CASE" {
                    return Err(Error::new_spanned(case, "expected \"SCREAMING_SNAKE_CASE\""));
                }
                options.is_upper = true;
            } else {
                return Err(meta.error(
                    "expected `sparse`, `custom`, `operators`, `columns`, `read_only(…)`, \
                     `filter_fields = …` or `rename_all = …`",
                ));
            }
            Ok(())
        })?;
    }
    Ok(options)
}
