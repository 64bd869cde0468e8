//! A response truncated at any byte is an error; text that PHP prints around a complete one is
//! ignored.

use std::cell::Cell;
use std::rc::Rc;

use crate::support::{Clock, START};
use b24_wasm::address::Origin;
use b24_wasm::auth::{AccessToken, Credentials, Refresh, Token};
use b24_wasm::client::{Batch, Outcome};
use b24_wasm::error::{ErrorKind, Result};
use b24_wasm::transport::{Request, Response, Transport};
use b24_wasm::wire::{Map, Value};
use b24_wasm::{Client, LocalFuture, Reply};

const NOTICE: &str = "<br />\n<b>Notice</b>:  Undefined index: x[0] in <b>/a.php</b> on line <b>3</b>\
                      <br />\n";
const WARNING: &str = "\n<br />\n<b>Warning</b>:  session {main}, [] in <b>/b.php</b><br />\n";

/// Results with text and members that look like portal errors.
const RESULT: &str = r#"{"result":[{"ID":"1","TITLE":"{\"error\":\"expired_token\"}"},{"error":"expired_token","error_description":"Ж"},{"result":{"error":"expired_token"}},[{"error":"expired_token"}]],"next":50,"total":120,"time":{"start":1,"operating":0.5}}"#;
const REFUSAL: &str =
    r#"{"error":"ERROR_CORE","error_description":"{\"error\":\"expired_token\"}"}"#;
const BATCH: &str = r#"{"result":{"result":{"0":true},"result_error":{"1":{"error":"expired_token","error_description":"{\"error\":\"expired_token\"}"}},"result_total":[],"result_next":[],"result_time":[]},"time":{"start":1}}"#;

#[derive(Clone, Default)]
struct Counts {
    requests: Rc<Cell<usize>>,
    refreshes: Rc<Cell<usize>>,
}

/// Counts the requests and responds with the same body each time.
struct Server(Counts, Vec<u8>);

impl Transport for Server {
    fn send(&self, _: Request) -> LocalFuture<'_, Result<Response>> {
        self.0.requests.set(self.0.requests.get() + 1);
        // `Response.text()` of a browser decodes bytes in the same way.
        let body = String::from_utf8_lossy(&self.1).into_owned();
        Box::pin(std::future::ready(Ok(Response::new(200, body))))
    }
}

impl Refresh for Counts {
    fn refresh(&self) -> LocalFuture<'static, Result<AccessToken>> {
        self.refreshes.set(self.refreshes.get() + 1);
        Box::pin(std::future::ready(Ok(AccessToken::new("fresh"))))
    }
}

/// Returns the outcome of `call` for a response body, and the number of requests and refreshes.
fn sent<T>(body: &[u8], call: impl AsyncFnOnce(Client) -> T) -> (T, usize, usize) {
    let (clock, counts) = (Clock::at(START), Counts::default());
    let origin = Origin::parse("example.bitrix24.com").unwrap();
    let access = AccessToken::new("t0ken");
    let token = Token::new(&origin, access).with_refresh(Rc::new(counts.clone()));
    let server = Server(counts.clone(), body.to_vec());
    let client = Client::new(Credentials::Token(token), server, Rc::new(clock.clone()));
    (clock.run(call(client)), counts.requests.get(), counts.refreshes.get())
}

async fn add(client: Client) -> Result<Reply<Value>> {
    client.call_by_name("crm.lead.add", Map::new()).await
}

async fn add_two(client: Client) -> Vec<Outcome> {
    let mut batch = Batch::new();
    for name in ["0", "1"] {
        batch.add_by_name(name, "crm.lead.add", Map::new());
    }
    client.batch(batch).await.unwrap().into_iter().collect()
}

fn code(body: &str) -> String {
    match sent(body.as_bytes(), add).0 {
        Ok(_) => "ok".to_owned(),
        Err(error) => error.code().to_owned(),
    }
}

/// Pairs of a prefix and an envelope.
fn bodies() -> Vec<(String, &'static str)> {
    let mut bodies = Vec::new();
    for envelope in [RESULT, REFUSAL, BATCH] {
        for before in ["", "\u{feff}", "\r\n ", NOTICE] {
            bodies.push((before.to_owned(), envelope));
        }
    }
    bodies
}

#[test]
fn detects_truncation_at_any_byte() {
    for (before, envelope) in bodies() {
        let body = format!("{before}{envelope}");
        // Text that is truncated before the first name of the envelope contains no JSON.
        let named =
            if before == NOTICE { before.len() + r#"{"error""#.len() } else { before.len() };
        for end in 0..body.len() {
            let cut = &body.as_bytes()[..end];
            let (outcome, requests, refreshes) = sent(cut, add);
            let error = outcome.expect_err("a part of a response");
            let shown = String::from_utf8_lossy(cut);
            match error.code() {
                "TRUNCATED_RESPONSE" => {}
                "EMPTY_RESPONSE" => assert!(end <= before.len(), "{shown}"),
                "NOT_JSON" => assert!(end <= named && end > 0, "{shown}"),
                other => panic!("{other}: {shown}"),
            }
            assert_eq!(error.kind(), ErrorKind::Response, "{shown}");
            assert_eq!((requests, refreshes), (1, 0), "{shown}");

            let (outcomes, requests, refreshes) = sent(cut, add_two);
            assert_eq!((outcomes.len(), requests, refreshes), (2, 1, 0), "{shown}");
            for outcome in outcomes {
                let Outcome::Failed(failed) = outcome else {
                    panic!("the command may have run: {shown}")
                };
                assert_eq!(failed.code(), error.code(), "{shown}");
            }
        }
    }
}

#[test]
fn decodes_complete_responses() {
    for before in ["", "\u{feff}", "\r\n ", NOTICE] {
        assert_eq!(code(&format!("{before}{RESULT}")), "ok", "{before}");
        assert_eq!(code(&format!("{before}{REFUSAL}")), "ERROR_CORE", "{before}");
    }
    let (outcomes, ..) = sent(BATCH.as_bytes(), add_two);
    let [Outcome::Succeeded(_), Outcome::Failed(error)] = &outcomes[..] else {
        panic!("{outcomes:?}")
    };
    assert_eq!(error.code(), "expired_token");
}

#[test]
fn ignores_text_after_the_envelope() {
    for after in [WARNING, "\nPHP Warning:  x in /b.php", "Warning: x", "\0", "<!-- 0.1 s -->"] {
        for before in ["", "\u{feff}", " "] {
            assert_eq!(code(&format!("{before}{RESULT}{after}")), "ok", "{after}");
            assert_eq!(code(&format!("{before}{REFUSAL}{after}")), "ERROR_CORE", "{after}");
        }
    }
    // The first envelope counts.
    assert_eq!(code(&format!("{RESULT}{REFUSAL}")), "ok");
    assert_eq!(code(&format!("{REFUSAL}\n{RESULT}")), "ERROR_CORE");
}

#[test]
fn rejects_an_envelope_inside_other_json() {
    for after in ["}", "]", ",\"x\":1}", " : 1", "}}<br />"] {
        assert_eq!(code(&format!("{RESULT}{after}")), "NOT_JSON", "{after}");
        assert_eq!(code(&format!("{REFUSAL}{after}")), "NOT_JSON", "{after}");
    }
}

#[test]
fn does_not_search_invalid_json_for_an_error() {
    for body in [
        r#"{"result":[1 2,{"error":"expired_token"}"#,
        r#"{"result":[<br />,{"error":"expired_token"}"#,
        r#"<br />{"result":[1 2,{"error":"expired_token"}"#,
        r#"<script>let state = {"error":"expired_token"};</script>"#,
        r#"<script>let state = {"result":1};</script>"#,
    ] {
        assert_eq!(code(body), "NOT_JSON", "{body}");
    }
}
