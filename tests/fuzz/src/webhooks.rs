//! Addresses of webhooks. Input: the address.

use b24_wasm::auth::Webhook;

pub fn check(input: &str) {
    match Webhook::parse(input) {
        Ok(webhook) => {
            let (origin, path) = input.trim_ascii().split_once("/rest/").unwrap();
            let code = path.strip_suffix('/').unwrap_or(path).rsplit('/').next().unwrap();
            assert!(!code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric()));
            assert!(!origin.trim_ascii().contains(['@', '?', '#', ' ']), "{origin}");
            assert_eq!(format!("{webhook:?}"), "Webhook(***)");
        }
        // An error that does not depend on the address contains nothing of it.
        Err(error) => {
            let fixed = ["", "https:///rest/1/c0de"].map(Webhook::parse);
            assert!(fixed.contains(&Err(error.clone())), "{error:?}");
        }
    }
}
