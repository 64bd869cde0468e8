//! One call of a method, checked before it is sent, and its answer put into its clean type.

use crate::client::brackets;
use crate::error::{Error, Result};
use crate::methods;
use crate::schema::{Decode, Definition, Method, Paging};
use crate::wire::envelope::Reply;
use crate::wire::{Map, Value, php};

/// A method with the parameters that go over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    pub(crate) name: String,
    pub(crate) params: Map,
    pub(crate) definition: Option<&'static Definition>,
}

impl Command {
    /// Checks a method's name and parameters. In a batch, a value may be a reference to an earlier
    /// result.
    ///
    /// # Errors
    ///
    /// `INVALID_METHOD`, `RESERVED_PARAMETER`, `INVALID_PARAMETER` for brackets that do not nest, and
    /// what a typed method refuses.
    pub(crate) fn new(name: &str, params: Map, in_batch: bool) -> Result<Self> {
        Self::checked(name, None, params, in_batch)
    }

    /// The same for a typed call, which its own definition checks, from wherever it is.
    ///
    /// # Errors
    ///
    /// As `new`; and `INVALID_PARAMETER` for one by its name that has another result than the type.
    pub(crate) fn typed<M: Method>(params: Map, in_batch: bool) -> Result<Self> {
        let definition = M::definition();
        let name = definition.name;
        let command = Self::checked(name, Some(definition), params, in_batch)?;
        match definition.alternate_for(&command.params) {
            Some(variant) if M::Result::SHAPE == definition.result => {
                let problem = format!(
                    "parameter \"{}\" has another result than this type; \"varied()\" sets it",
                    variant.param
                );
                Err(Error::input("INVALID_PARAMETER", problem).with_method(name))
            }
            _ => Ok(command),
        }
    }

    /// The same by this definition, or by the one of that name.
    pub(crate) fn checked(
        name: &str,
        definition: Option<&'static Definition>,
        mut params: Map,
        in_batch: bool,
    ) -> Result<Self> {
        let definition = definition.or_else(|| methods::find(name));
        let mut check = || {
            check_name(name)?;
            brackets::nest(&mut params)?;
            check_reserved(&params)?;
            definition.map_or(Ok(()), |definition| definition.check(&mut params, in_batch))
        };
        match check() {
            Ok(()) => Ok(Self { name: name.to_owned(), params, definition }),
            Err(error) => Err(error.with_method(name)),
        }
    }

    /// Puts the result into its clean type.
    ///
    /// # Errors
    ///
    /// `INVALID_RESULT`.
    pub(crate) fn normalize(&self, reply: &mut Reply<Value>) -> Result<()> {
        // The portal says 0 where it was asked not to count.
        if self.params.get("start").and_then(php::integer).is_some_and(|start| start < 0) {
            reply.total = None;
        }
        let Some(definition) = self.definition else { return Ok(()) };
        if let Paging::Limit { usual, .. } = definition.paging
            && let Some(total) = reply.total
        {
            let number = |name| self.params.get(name).and_then(php::integer)?.try_into().ok();
            let offset: u32 = number("OFFSET").unwrap_or(0);
            let next = offset.saturating_add(number("LIMIT").unwrap_or(usual));
            reply.next = Some(next).filter(|next| *next < total);
        }
        definition.normalize(&self.params, &mut reply.result)
    }
}

/// A name goes into an address, so it must not lead anywhere else.
fn check_name(name: &str) -> Result<()> {
    let spelt = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let first = name.as_bytes().first();
    if name.bytes().all(spelt) && first.is_some_and(u8::is_ascii_alphanumeric) {
        return Ok(());
    }
    let problem = "A method's name is letters, digits, dots and dashes.";
    Err(Error::input("INVALID_METHOD", problem))
}

/// The portal keeps these names for itself and would not hand them to the method.
fn check_reserved(params: &Map) -> Result<()> {
    const RESERVED: [&str; 6] = ["auth", "access_token", "sessid", "token", "method", "state"];
    for name in RESERVED {
        if params.get(name).is_some() {
            let problem = format!("the portal keeps the parameter \"{name}\" for itself");
            return Err(Error::input("RESERVED_PARAMETER", problem));
        }
    }
    Ok(())
}
