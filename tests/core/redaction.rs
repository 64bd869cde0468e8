//! Errors and debug output without secrets, whatever the caller and the portal put into them.

use crate::support::{Canned, SECRET, Setup, assert_hides};
use b24_wasm::client::Batch;
use b24_wasm::methods::user::{Current, Get};
use b24_wasm::transport::Response;
use b24_wasm::{Client, Map};
use portal::{Fault, FaultName};

/// The address that an app may pass as a method by mistake.
fn mistaken(method: &str) -> [String; 3] {
    [
        format!("https://example.bitrix24.com/rest/1/{SECRET}/{method}"),
        format!("{SECRET}/{method}"),
        format!("rest/1/0therc0de/{method}"),
    ]
}

#[test]
fn hides_a_webhook_code_in_the_name_of_a_method() {
    let setup = Setup::new();
    let b24 = setup.webhook();
    for method in mistaken("user.get") {
        let call = b24.call_by_name(&method, Map::new());
        let printed = format!("{call:?}");
        let mut batch = Batch::new();
        batch.add_by_name("a", &method, Map::new());
        for error in [setup.run(call).unwrap_err(), setup.run(b24.batch(batch)).unwrap_err()] {
            assert_eq!(error.code(), "INVALID_METHOD");
            assert!(error.method().unwrap_or_default().contains("***/user.get"), "{error}");
            assert_hides(&error, &[SECRET, "0therc0de"]);
        }
        assert!(!printed.contains(SECRET) && !printed.contains("0therc0de"), "{printed}");
    }
}

#[test]
fn hides_tokens_in_every_encoding_and_other_secrets_by_name() {
    const TOKEN: &str = "to/q0x+S\"3cret";
    let setup = Setup::new();
    let b24 = setup.token(TOKEN);
    let texts = [
        "auth=to%2Fq0x%2BS%223cret&x=1",
        "to%2fq0x%2bS%223cret",
        "to\\/q0x+S\\\"3cret",
        "\\u0074o\\u002Fq0x+S\\u00223cret",
        "client_secret=to%2Fq0x",
        "refresh_token: to-the-refresh",
        "https://a.bitrix24.com/rest/1/to0therc0de/x",
    ];
    for text in texts {
        setup.portal.borrow_mut().clear_faults();
        let description = Some(format!("no {text} here"));
        setup.add_fault(Fault { description, ..error_fault() });
        let error = setup.run(b24.call(Current::new())).unwrap_err();
        assert!(
            error.description().starts_with("no ") && error.description().contains("***"),
            "{error}"
        );
        assert_hides(&error, &["q0x", "3cret", "to-the", "to0ther"]);
    }
}

fn error_fault() -> Fault {
    let code = Some("ERROR_CORE".to_owned());
    Fault { code, status: Some(400), ..Fault::new(FaultName::Error) }
}

#[test]
fn debug_output_has_no_secrets() {
    let secrets = |b24: Client| async move { format!("{b24:?} {:?}", b24.list(Get::new())) };
    let printed = Canned(String::new()).call(secrets);
    assert!(!printed.contains("c0de"), "{printed}");
    let response = Response::new(200, r#"{"auth":"t0ken"}"#);
    assert!(!format!("{response:?}").contains("t0ken"));
}
