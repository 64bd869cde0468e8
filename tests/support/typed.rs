//! Typed calls with a fresh token.

use b24_wasm::schema::Method;
use b24_wasm::{Error, Reply};

use super::Setup;

/// Calls a method.
pub fn reply<M: Method>(setup: &Setup, method: M) -> Result<Reply<M::Result>, Error> {
    let client = setup.token(&setup.issue_token());
    setup.run(client.call(method))
}

/// Returns the result of a call that succeeds.
pub fn result<M: Method>(setup: &Setup, method: M) -> M::Result {
    reply(setup, method).unwrap().result
}

/// Returns the code of a call that fails.
pub fn code<M: Method>(setup: &Setup, method: M) -> String {
    match reply(setup, method) {
        Ok(_) => panic!("the call succeeds"),
        Err(error) => error.code().to_owned(),
    }
}
