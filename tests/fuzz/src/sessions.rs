//! Sessions of a frame. Input: the window's name, then the query string.

use b24_wasm::frame::message::Session;

use crate::lines;

pub fn check(input: &str) {
    let (name, query) = lines::split(input);
    match Session::read(name, query) {
        Ok(session) => {
            let (origin, host) = (session.portal.as_str(), session.portal.host());
            let scheme = origin.strip_suffix(host).unwrap();
            assert!(matches!(scheme, "https://" | "http://"), "{origin}");
            let is_host_byte = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:".contains(&byte);
            assert!(!host.is_empty() && host.bytes().all(is_host_byte), "{host}");
            assert!(session.sid.bytes().all(|byte| byte.is_ascii_alphanumeric()));
            assert!(input.contains(&session.sid), "an id from nothing");
            let protocol = if scheme == "https://" { "1" } else { "0" };
            let same = Session::new(host, protocol, &session.sid);
            assert_eq!(same.as_ref(), Ok(&session));
            assert!(session.clone().among(&[host]).is_ok());
        }
        Err(error) => {
            assert!(matches!(error.code(), "NOT_IN_PORTAL" | "INVALID_ADDRESS"), "{error:?}")
        }
    }
}
