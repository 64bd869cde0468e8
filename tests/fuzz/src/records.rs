//! Results of typed methods. Input: the name of a method, then the body of a response.

use std::fmt::Debug;

use b24_wasm::ErrorKind;
use b24_wasm::methods::{ALL, department, im, system, user};
use b24_wasm::schema::{Decode, Definition, Method};
use b24_wasm::wire::Map;
use b24_wasm::wire::envelope::{self, Reply};

use crate::lines;

pub fn check(input: &str) {
    let (name, body) = lines::split(input);
    for definition in ALL.iter().copied().flatten().filter(|definition| definition.name == name) {
        check_normalized(definition, body);
    }
    check_direct::<user::Get>(name, body);
    check_direct::<user::Current>(name, body);
    check_direct::<user::Admin>(name, body);
    check_direct::<department::Get>(name, body);
    check_direct::<im::dialog::UsersList>(name, body);
    check_direct::<im::user::ListGet>(name, body);
    check_direct::<im::department::Get>(name, body);
    check_direct::<im::department::EmployeesGet>(name, body);
    check_direct::<system::AppInfo>(name, body);
    check_direct::<system::Scope>(name, body);
}

/// Asserts that a normalized result is not changed by another normalization.
fn check_normalized(definition: &Definition, body: &str) {
    let Ok(reply) = envelope::decode(200, body) else { return };
    for params in [Map::new(), Map::from_iter([("USER_DATA", "Y"), ("RESULT_TYPE", "array")])] {
        let mut normalized = reply.result.clone();
        match definition.normalize(&params, &mut normalized) {
            Ok(()) => {
                let once = normalized.clone();
                definition.normalize(&params, &mut normalized).expect("a normalized result");
                assert_eq!(normalized, once, "{}", definition.name);
            }
            Err(error) => {
                let expected = (ErrorKind::Response, "INVALID_RESULT");
                assert_eq!((error.kind(), error.code()), expected, "{error:?}");
            }
        }
    }
}

/// Asserts that a result which is read directly equals the one that is read by way of a `Value`.
fn check_direct<M: Method<Result: PartialEq + Debug>>(name: &str, body: &str) {
    let definition = M::definition();
    if definition.name != name {
        return;
    }
    let Some(direct) = definition.read::<M::Result>(&Map::new(), body) else { return };
    let Reply { mut result, total, next, time, .. } = envelope::decode(200, body).unwrap();
    definition.normalize(&Map::new(), &mut result).unwrap();
    assert_eq!(direct.result, M::Result::decode(result).unwrap(), "{name}");
    assert_eq!((direct.total, direct.next, direct.time), (total, next, time), "{name}");
}
