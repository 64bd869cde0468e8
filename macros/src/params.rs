//! The parameters of a method: the fields of its struct.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::{Attribute, Error, Ident, LitStr, Result, Token, Type};

use crate::attribute;
use crate::docs::{comments, field_doc};
use crate::fields::Named;

/// A parameter, or several: one field of a method's struct.
pub(crate) struct Param<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) attributes: &'a [Attribute],
    pub(crate) role: Role,
}

/// What a field of the struct is.
pub(crate) enum Role {
    /// A single parameter with this name on the wire.
    Single { wire_name: LitStr, is_required: bool },
    /// The filter, whose conditions may also be given as parameters.
    FlatFilter(LitStr),
    /// A parameter that changes the result if it has this value.
    Alternate { wire_name: LitStr, value: LitStr },
    /// Values of a record's fields, which are parameters, too.
    FieldValues,
}

/// Reads `#[param("NAME")]`, `#[param("NAME", flat)]`, `#[param("NAME" = "value")]` or
/// `#[param(fields)]`.
pub(crate) fn read<'a>(Named { name, field }: Named<'a>) -> Result<Param<'a>> {
    let forms = "`#[param(\"NAME\")]`, `#[param(\"filter\", flat)]`, \
                 `#[param(\"NAME\" = \"value\")]` or `#[param(fields)]`";
    let attribute = attribute::require(&field.attrs, "param", field, forms)?;
    let is_required = option_inner(&field.ty).is_none();
    let role = attribute.parse_args_with(|input: syn::parse::ParseStream<'_>| {
        if input.peek(Ident::peek_any) {
            return keyword(input, "fields").map(|()| Role::FieldValues);
        }
        let wire_name: LitStr = input.parse()?;
        if input.parse::<Option<Token![=]>>()?.is_some() {
            return Ok(Role::Alternate { wire_name, value: input.parse()? });
        }
        if input.parse::<Option<Token![,]>>()?.is_some() {
            keyword(input, "flat")?;
            if is_required || wire_name.value() != "filter" {
                let problem = "expected an `Option<Filter<_>>` with the name \"filter\"";
                return Err(Error::new_spanned(field, problem));
            }
            return Ok(Role::FlatFilter(wire_name));
        }
        Ok(Role::Single { wire_name, is_required })
    })?;
    Ok(Param { name, ty: &field.ty, attributes: &field.attrs, role })
}

/// Refuses what a method has only once: a name on the wire in any case, and each special role.
pub(crate) fn check(params: &[Param<'_>]) -> Result<()> {
    for (at, param) in params.iter().enumerate() {
        let before = params.get(..at).unwrap_or_default();
        let key = |param: &Param<'_>| param.role.wire_name().map(|name| name.to_ascii_lowercase());
        let is_same_name = |other: &&Param<'_>| key(other).is_some() && key(other) == key(param);
        if before.iter().any(|other| is_same_name(&other)) {
            return Err(attribute::twice(param.name, "the name of this parameter"));
        }
        let is_special = !matches!(param.role, Role::Single { .. });
        let kind = std::mem::discriminant(&param.role);
        if is_special && before.iter().any(|other| std::mem::discriminant(&other.role) == kind) {
            return Err(attribute::twice(param.name, "this kind of parameter"));
        }
    }
    Ok(())
}

fn keyword(input: syn::parse::ParseStream<'_>, expected: &str) -> Result<()> {
    let word: Ident = input.parse()?;
    if word == expected {
        return Ok(());
    }
    Err(Error::new_spanned(word, format!("expected `{expected}`")))
}

impl Param<'_> {
    /// Returns the type without `Option`.
    pub(crate) fn inner(&self) -> &Type {
        option_inner(self.ty).unwrap_or(self.ty)
    }

    /// Returns the element of the definition's list of parameters.
    pub(crate) fn definition(&self) -> Option<TokenStream> {
        let inner = self.inner();
        let (wire_name, is_required, ty) = match &self.role {
            Role::Single { wire_name, is_required } => (wire_name, *is_required, quote!(#inner)),
            Role::FlatFilter(wire_name) => (wire_name, false, quote!(#inner)),
            Role::Alternate { wire_name, .. } => {
                (wire_name, false, quote!(<#inner as ::b24_wasm::schema::AlternateParam>::Param))
            }
            Role::FieldValues => return None,
        };
        let doc = field_doc(self.attributes);
        Some(quote! {
            ::b24_wasm::schema::Param {
                name: #wire_name,
                kind: <#ty as ::b24_wasm::schema::ParamType>::KIND,
                required: #is_required,
                doc: #doc,
            }
        })
    }

    /// Returns whether the parameter is an argument of `new`.
    pub(crate) fn is_argument(&self) -> bool {
        matches!(self.role, Role::Single { is_required: true, .. })
    }

    /// Returns the setter.
    pub(crate) fn setter(&self) -> TokenStream {
        let Self { name, attributes, .. } = self;
        let (inner, comments) = (self.inner(), comments(attributes));
        let setter = match &self.role {
            Role::Single { is_required: true, .. } => return TokenStream::new(),
            // As it is, so that the compiler infers the record of an untyped condition.
            Role::FlatFilter(_) => quote! {
                pub fn #name(mut self, value: #inner) -> Self {
                    self.#name = ::core::option::Option::Some(value);
                    self
                }
            },
            Role::Single { .. } => quote! {
                pub fn #name(mut self, value: impl ::core::convert::Into<#inner>) -> Self {
                    self.#name = ::core::option::Option::Some(value.into());
                    self
                }
            },
            Role::Alternate { .. } => quote! {
                pub fn #name(self) -> ::b24_wasm::schema::WithAlternate<Self> {
                    ::b24_wasm::schema::HasAlternate::with_alternate(self)
                }
            },
            Role::FieldValues => quote! {
                pub fn #name(
                    mut self,
                    field: impl ::core::convert::Into<
                        ::b24_wasm::schema::FieldName<
                            <#inner as ::b24_wasm::schema::WritesFields>::Record,
                        >,
                    >,
                    value: impl ::core::convert::Into<::b24_wasm::Value>,
                ) -> Self {
                    self.#name.insert(field.into(), value.into());
                    self
                }
            },
        };
        let summary = self.role.summary();
        quote! {
            #[doc = #summary]
            #[doc = ""]
            #(#comments)*
            #[must_use]
            #setter
        }
    }

    /// Returns the statement that adds the parameter to the map `params`.
    pub(crate) fn insertion(&self) -> TokenStream {
        let name = self.name;
        match &self.role {
            Role::Single { wire_name, is_required: true } => {
                quote!(params.insert(#wire_name, self.#name);)
            }
            Role::Single { wire_name, .. } | Role::FlatFilter(wire_name) => quote! {
                if let ::core::option::Option::Some(value) = self.#name {
                    params.insert(#wire_name, value);
                }
            },
            Role::Alternate { .. } => TokenStream::new(),
            Role::FieldValues => quote!(self.#name.add_to(&mut params);),
        }
    }
}

impl Role {
    /// Returns the name on the wire, if there is one.
    fn wire_name(&self) -> Option<String> {
        match self {
            Self::Single { wire_name, .. }
            | Self::FlatFilter(wire_name)
            | Self::Alternate { wire_name, .. } => Some(wire_name.value()),
            Self::FieldValues => None,
        }
    }

    /// Returns the first line of the setter's documentation.
    fn summary(&self) -> String {
        match self {
            Self::Single { wire_name, .. } | Self::FlatFilter(wire_name) => {
                format!(" Sets the parameter \"{}\".", wire_name.value())
            }
            Self::Alternate { wire_name, value } => format!(
                " Sets the parameter \"{}\" to \"{}\". Call it last: it returns another type.",
                wire_name.value(),
                value.value(),
            ),
            Self::FieldValues => " Sets the value of a field.".to_owned(),
        }
    }
}

/// Returns the type in an `Option`.
fn option_inner(ty: &Type) -> Option<&Type> {
    if let Type::Group(group) = ty {
        return option_inner(&group.elem);
    }
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last().filter(|segment| segment.ident == "Option")?;
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match arguments.args.first()? {
        syn::GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}
