//! Secrets by value and by name, in every encoding.

use std::time::Instant;

use super::*;

/// A token with characters that every encoding changes.
const TOKEN: &str = "to/ken+S\"e\\c r=é&t";

fn redacted(text: &str) -> String {
    redact(text, &[TOKEN.to_owned()], usize::MAX)
}

fn percent(text: &str, lower: bool) -> String {
    let encode = |byte: u8| match byte {
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte if lower => format!("%{byte:02x}"),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

fn unicode(text: &str) -> String {
    let encode = |unit: u16| match char::from_u32(unit.into()) {
        Some(letter) if letter.is_ascii_alphanumeric() => letter.to_string(),
        _ => format!("\\u{unit:04X}"),
    };
    text.encode_utf16().map(encode).collect()
}

/// Escapes as `json_encode` does.
fn json(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('/', "\\/")
}

#[test]
fn finds_known_secrets_in_every_encoding() {
    for form in [
        TOKEN.to_owned(),
        percent(TOKEN, false),
        percent(TOKEN, true),
        percent(TOKEN, false).replace("%20", "+"),
        TOKEN.replace('/', "%2F").replace('"', "%22"),
        json(TOKEN),
        json(TOKEN).replace('é', "\\u00e9"),
        unicode(TOKEN),
        unicode(TOKEN).to_lowercase().replace('s', "S"),
        percent(&json(TOKEN), false),
    ] {
        assert_eq!(redacted(&format!("a {form} b{form}")), "a *** b***", "{form}");
    }
}

#[test]
fn hides_the_longest_known_secret() {
    let secrets = ["abc".to_owned(), String::new(), "abcdef".to_owned()];
    assert_eq!(redact("abcdef abcd ab", &secrets, 100), "*** ***d ab");
}

#[test]
fn finds_values_by_their_names() {
    for name in [
        "auth",
        "AUTH_ID",
        "access_token",
        "accessToken",
        "refresh_token",
        "REFRESH_ID",
        "client_secret",
        "application_token",
        "sessid",
        "bitrix_sessid",
        "sign",
        "SIGN",
        "signature",
        "X-Amz-Signature",
        "token",
    ] {
        for (text, expected) in [
            ("?a=1&NAME=v4lue&b=2", "?a=1&NAME=***&b=2"),
            ("auth%5BNAME%5D=v4l%26ue&b=2", "auth%5BNAME%5D=***&b=2"),
            ("p[x][NAME]=v4lue", "p[x][NAME]=***"),
            (
                "url=https%3A%2F%2Fx%3FNAME%3Dv4lue%26b%3D2",
                "url=https%3A%2F%2Fx%3FNAME%3D***%26b%3D2",
            ),
            (r#"{"NAME":"v4l\"ue\\","b":2}"#, r#"{"NAME":"***","b":2}"#),
            (r#"{ "NAME" : 4711, "b" : 2 }"#, r#"{ "NAME" : ***, "b" : 2 }"#),
            (
                r#"{"x":"{\"NAME\":\"v4l\\\"ue\",\"b\":2}"}"#,
                r#"{"x":"{\"NAME\":\"***\",\"b\":2}"}"#,
            ),
            (r"%7B%22NAME%22%3A%22v4lue%22%7D", r"%7B%22NAME%22%3A%22***%22%7D"),
            ("bad NAME: v4lue here", "bad NAME: *** here"),
            ("[NAME] => v4lue\n", "[NAME] => ***\n"),
            ("'NAME' => 'v4lue'", "'NAME' => '***'"),
            (r#"{"NAME":"v4lue"#, r#"{"NAME":"***"#),
            ("NAME=", "NAME="),
            ("the parameter \"NAME\" is unknown", "the parameter \"NAME\" is unknown"),
        ] {
            let text = text.replace("NAME", name);
            assert_eq!(redacted(&text), expected.replace("NAME", name), "{text}");
            assert_eq!(redacted(&redacted(&text)), redacted(&text), "{text} twice");
        }
    }
}

#[test]
fn hides_nested_values() {
    let text = r#"{"auth":{"domain":"x}","n":[1,{"a":"v4lue"}]},"b":{"x":1}}"#;
    assert_eq!(redacted(text), r#"{"auth":***,"b":{"x":1}}"#);
    assert_eq!(redacted(r#"{"auth":["v4lue"#), r#"{"auth":***"#);
}

#[test]
fn finds_codes_of_webhooks() {
    for (text, expected) in [
        (
            "https://a.bitrix24.com/rest/1/c0de/user.get",
            "https://a.bitrix24.com/rest/1/***/user.get",
        ),
        ("at /rest/12/c0de", "at /rest/12/***"),
        (r#""https:\/\/a.de\/rest\/1\/c0de\/""#, r#""https:\/\/a.de\/rest\/1\/***\/""#),
        ("u=https%3A%2F%2Fa%2frest%2F1%2Fc0de%2Fx", "u=https%3A%2F%2Fa%2frest%2F1%2F***%2Fx"),
        ("HTTPS://A/REST/1/c0de?x", "HTTPS://A/REST/1/***?x"),
        ("https://a.bitrix24.com/rest/user.get", "https://a.bitrix24.com/rest/user.get"),
        ("/rest/api/tasks.task.get", "/rest/api/tasks.task.get"),
    ] {
        assert_eq!(redacted(text), expected);
        assert_eq!(redacted(expected), expected);
    }
}

#[test]
fn keeps_other_text() {
    for text in [
        "",
        "%",
        "%4",
        "\\",
        "insufficient_scope: design=1, author: me, assign: 2, authority=3",
        "WRONG_AUTH_TYPE: Method not found! 100% sure",
        r#"{"result":[{"ID":"1","TITLE":"Ж😀"}],"time":{"start":1.5}}"#,
    ] {
        assert_eq!(redacted(text), text);
    }
}

#[test]
fn ends_at_the_limit() {
    assert_eq!(redact("ЖЖЖ", &[], 3), "Ж");
    assert_eq!(redact(&format!("xxx{TOKEN}"), &[TOKEN.to_owned()], 4), "xxx*");
    assert_eq!(redact(&format!("{TOKEN} {TOKEN}"), &[TOKEN.to_owned()], 6), "*** **");
    assert_eq!(redact("auth=v4lue", &[], 6), "auth=*");
}

#[test]
fn takes_linear_time() {
    let secrets = [TOKEN.to_owned(), "t".repeat(40) + "x"];
    let start = Instant::now();
    for part in [
        "auth ",
        "auth[",
        "auth][",
        "\"auth\\",
        "%2",
        "\\",
        "t",
        "/rest/1",
        "\"auth\":\"",
        "auth:{",
        "[",
        "_",
    ] {
        let text = part.repeat(100_000 / part.len());
        assert!(redact(&text, &secrets, usize::MAX).len() <= 100_000);
    }
    // Many times what it takes; quadratic work takes many minutes.
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
