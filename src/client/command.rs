//! One call of a method: checks before sending, normalization of the reply.

use crate::client::brackets;
use crate::error::{Error, Result};
use crate::methods;
use crate::schema::{Decode, Definition, Method, Normalize, Paging};
use crate::text;
use crate::transport::Response;
use crate::wire::envelope::{Envelope, Reply};
use crate::wire::{Map, Value, batch_text, php};

/// Returns the name of a method that the portal refuses in a batch.
pub(crate) fn not_in_batch(method: &str) -> Option<&'static str> {
    let mut refused = ["batch", "download", "upload"].into_iter();
    refused.find(|name| name.eq_ignore_ascii_case(method))
}

/// A method with checked parameters.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    pub(crate) name: String,
    pub(crate) params: Map,
    pub(crate) definition: Option<&'static Definition>,
    /// Whether the call changes nothing on the portal, if its name does not decide.
    pub(crate) reads: Option<bool>,
    /// Whether it is a method of REST 3.0. Of its `batch`, `cmd` is a list, which is the body.
    pub(crate) v3: bool,
}

impl Command {
    /// Checks a method's name and parameters, for a typed method by its definition. Only in a
    /// batch, a value may be a reference to an earlier result.
    ///
    /// # Errors
    ///
    /// `INVALID_METHOD`, `RESERVED_PARAMETER`, `INVALID_PARAMETER` for malformed brackets,
    /// `INVALID_REFERENCE`, and the errors of the definition.
    pub(crate) fn by_name(name: &str, params: Map, in_batch: bool) -> Result<Self> {
        Self::checked(name, methods::find(name), params, in_batch)
    }

    /// Checks a typed call by its own definition, which may be an app's.
    ///
    /// # Errors
    ///
    /// As `by_name`; `INVALID_PARAMETER` for a parameter that changes the type of the result.
    pub(crate) fn typed<M: Method>(method: M, in_batch: bool) -> Result<Self> {
        let definition = M::definition();
        let name = definition.name;
        let command = Self::checked(name, Some(definition), method.into_params(), in_batch)?;
        match definition.alternate_for(&command.params) {
            Some(alternate)
                if M::Result::SHAPE == definition.result
                    && alternate.result != definition.result =>
            {
                let problem = text!(
                    "parameter \"{}\" changes the result's type; use \"with_alternate()\"",
                    alternate.param
                );
                Err(Error::input("INVALID_PARAMETER", problem).with_method(name))
            }
            _ => Ok(command),
        }
    }

    /// Creates a call of REST 3.0 with checked parameters.
    ///
    /// # Errors
    ///
    /// `INVALID_METHOD`.
    #[cfg(any(feature = "v3", all(target_arch = "wasm32", feature = "js")))]
    pub(crate) fn v3(name: &str, params: Map) -> Result<Self> {
        check_name(name)?;
        Ok(Self { name: name.to_owned(), params, definition: None, reads: None, v3: true })
    }

    fn checked(
        name: &str,
        definition: Option<&'static Definition>,
        mut params: Map,
        in_batch: bool,
    ) -> Result<Self> {
        let mut check = || {
            check_name(name)?;
            if !in_batch && batch_text::unknown(&params, &|_| false).is_some() {
                return Err(Error::input("INVALID_REFERENCE", "only a batch takes a reference"));
            }
            brackets::nest(&mut params)?;
            check_reserved(&params)?;
            definition.map_or(Ok(()), |definition| definition.check(&mut params))
        };
        match check() {
            Ok(()) => {
                Ok(Self { name: name.to_owned(), params, definition, reads: None, v3: false })
            }
            Err(error) => Err(error.with_method(name)),
        }
    }

    /// Returns whether the call changes nothing on the portal, so that it may be repeated: for a
    /// batch, whether none of its commands does.
    pub(crate) fn is_read(&self) -> bool {
        self.reads.unwrap_or_else(|| self.methods().iter().all(|method| methods::is_read(method)))
    }

    /// Returns the methods that the portal runs: for a batch, those of its commands.
    pub(crate) fn methods(&self) -> Vec<&str> {
        let commands = self.params.get("cmd").filter(|_| self.name == "batch");
        let Some(Value::Map(commands)) = commands else { return vec![&self.name] };
        let mut methods = Vec::new();
        for (_, command) in commands.iter() {
            let command = command.as_text().unwrap_or_default();
            methods.push(text::split(command, "?").map_or(command, |(method, _)| method));
        }
        methods
    }

    /// Normalizes the reply.
    ///
    /// # Errors
    ///
    /// `INVALID_RESULT`.
    pub(crate) fn normalize<T: Normalize>(&self, reply: Envelope<T>) -> Result<Envelope<T>> {
        let Envelope { mut result, mut total, mut next, time } = reply;
        self.correct_counts(&mut total, &mut next);
        if let Some(definition) = self.definition {
            result = result.normalize(definition, &self.params)?;
        }
        Ok(Envelope { result, total, next, time })
    }

    /// Reads a successful response without a [`Value`](crate::Value) between. Returns `None` for
    /// whatever is not as documented; [`normalize`](Self::normalize) accepts more, or says what is
    /// wrong.
    pub(crate) fn read_directly<D: Decode>(&self, response: &Response) -> Option<Reply<D>> {
        let definition = self.definition.filter(|_| (200..300).contains(&response.status))?;
        let mut reply = definition.read(&self.params, &response.body)?;
        self.correct_counts(&mut reply.total, &mut reply.next);
        Some(reply)
    }

    /// Corrects the counts of rows that the portal sends.
    fn correct_counts(&self, total: &mut Option<u32>, next: &mut Option<u32>) {
        // The portal sends 0 if it was asked not to count.
        if self.params.get("start").and_then(php::integer).is_some_and(|start| start < 0) {
            *total = None;
        }
        let paging = self.definition.map(|definition| definition.paging);
        if let (Some(Paging::Limit { default, .. }), Some(total)) = (paging, *total) {
            let number = |name| self.params.get(name).and_then(php::integer)?.try_into().ok();
            let offset: u32 = number("OFFSET").unwrap_or(0);
            let end = offset.saturating_add(number("LIMIT").unwrap_or(default));
            *next = Some(end).filter(|end| *end < total);
        }
    }
}

/// Rejects a name that would change the rest of the address.
fn check_name(name: &str) -> Result<()> {
    let is_valid = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    let first = name.as_bytes().first();
    if text::all(name, is_valid) && first.is_some_and(u8::is_ascii_alphanumeric) {
        return Ok(());
    }
    let problem = "a method's name is letters, digits, dots and dashes";
    Err(Error::input("INVALID_METHOD", problem))
}

/// Rejects names that the portal reserves and does not pass to the method.
fn check_reserved(params: &Map) -> Result<()> {
    const RESERVED: [&str; 6] = ["auth", "access_token", "sessid", "token", "method", "state"];
    for name in RESERVED {
        if params.get(name).is_some() {
            let problem = text!("parameter \"{}\" is reserved by the portal", name);
            return Err(Error::input("RESERVED_PARAMETER", problem));
        }
    }
    Ok(())
}
