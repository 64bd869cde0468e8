//! Lists of methods by name, from portals with every kind of paging.

mod ends;
mod families;
mod gaps;
mod refusals;

use std::cell::RefCell;
use std::rc::Rc;

use futures_executor::block_on;
use futures_util::FutureExt;
use serde_json::{Value as Json, json};

use super::{Members, Paginator};
use crate::auth::{Credentials, Webhook};
use crate::client::{CallRules, Client, Command, RateLimit};
use crate::error::{Error, Result};
use crate::transport::{LocalFuture, Request, Response, Runtime, Transport};
use crate::wire::{Map, json};

/// Parameters of one call, by their names in the form.
type Query = Vec<(String, String)>;

/// A transport that responds to each call with the envelope that `page` returns for its parameters.
struct Paged<P> {
    page: P,
    sent: Rc<RefCell<Vec<Query>>>,
}

impl<P: Fn(&Query) -> Json> Transport for Paged<P> {
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response>> {
        let form = query(request.body.text());
        self.sent.borrow_mut().push(form.clone());
        assert!(self.sent.borrow().len() < 300, "the list does not end");
        let response = match request.url.ends_with("/batch") {
            true => self.batch(&form),
            false => (self.page)(&form),
        };
        Box::pin(std::future::ready(Ok(Response::new(200, response.to_string()))))
    }
}

impl<P: Fn(&Query) -> Json> Paged<P> {
    /// Runs the commands one after the other, and resolves references to the last row of the
    /// previous page.
    fn batch(&self, form: &Query) -> Json {
        let mut parts = json!({ "result": {}, "result_total": {}, "result_next": {} });
        let mut previous = Json::Null;
        for (name, command) in form.iter().filter(|(name, _)| name.starts_with("cmd[")) {
            let mut call = query(command.split_once('?').map_or("", |(_, query)| query));
            for (_, value) in &mut call {
                if value.starts_with("$result") {
                    *value = resolve(value, &previous["result"]);
                }
            }
            let page = (self.page)(&call);
            let name = &name[4..name.len() - 1];
            for (part, member) in
                [("result", "result"), ("result_total", "total"), ("result_next", "next")]
            {
                if let Some(value) = page.get(member) {
                    parts[part][name] = value.clone();
                }
            }
            previous = page;
        }
        json!({ "result": parts })
    }
}

/// Returns the value of a reference such as `$result[p0][items][49][id]`.
fn resolve(reference: &str, result: &Json) -> String {
    let keys = reference.trim_end_matches(']').split("][").skip(1);
    let value = keys.fold(result, |part, key| match key.parse::<usize>() {
        Ok(index) => &part[index],
        Err(_) => &part[key],
    });
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A deadline that never passes; other delays resolve at once.
const DEADLINE: u32 = 60_000;

struct FrozenRuntime;

impl Runtime for FrozenRuntime {
    fn now(&self) -> f64 {
        0.0
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn sleep(&self, milliseconds: u32) -> LocalFuture<'static, ()> {
        match milliseconds {
            DEADLINE => Box::pin(std::future::pending()),
            _ => Box::pin(std::future::ready(())),
        }
    }

    /// Runs work that never waits: the queue of a portal without a rate limit.
    fn spawn(&self, work: LocalFuture<'static, ()>) {
        work.now_or_never().expect("work that does not wait");
    }
}

/// The rows, the outcome and the requests of a list.
struct Listed {
    rows: Vec<Json>,
    /// Whether rows may be missing, by the last progress.
    changed: bool,
    outcome: Result<()>,
    sent: Vec<Query>,
}

impl Listed {
    fn ids(&self) -> Vec<u64> {
        self.rows.iter().map(|row| row["ID"].as_u64().unwrap()).collect()
    }

    fn error(&self) -> &Error {
        self.outcome.as_ref().expect_err("an error")
    }
}

/// Lists all rows of `method` from a portal with the pages of `page`.
fn list(method: &str, params: Json, page: impl Fn(&Query) -> Json + 'static) -> Listed {
    list_by(method, params, Members::default(), page)
}

/// Lists all rows with what the caller names.
fn list_by(
    method: &str,
    params: Json,
    members: Members,
    page: impl Fn(&Query) -> Json + 'static,
) -> Listed {
    let sent = Rc::new(RefCell::new(Vec::new()));
    let webhook = Webhook::parse("https://example.bitrix24.com/rest/1/c0de/").unwrap();
    let transport = Paged { page, sent: Rc::clone(&sent) };
    let client = Client::new(Credentials::Webhook(webhook), transport, Rc::new(FrozenRuntime))
        .rate_limit(RateLimit::UNLIMITED);
    let mut listed = Listed { rows: vec![], changed: false, outcome: Ok(()), sent: vec![] };
    listed.outcome = block_on(async {
        let command = Command::by_name(method, map(&params), false)?;
        let mut paginator = Paginator::new(command, members, None)?;
        while let Some(page) =
            client.next_page(&mut paginator, CallRules::default(), DEADLINE).await?
        {
            let rows = json::write(&page.rows);
            listed.rows.extend(serde_json::from_str::<Vec<Json>>(&rows).unwrap());
            listed.changed = page.changed;
        }
        Ok(())
    });
    listed.sent = sent.take();
    listed
}

fn map(params: &Json) -> Map {
    match json::read(&params.to_string()) {
        Ok(crate::wire::Value::Map(map)) => map,
        _ => panic!("parameters are an object"),
    }
}

/// Returns the number of a parameter.
fn number(query: &Query, name: &str) -> Option<usize> {
    query.iter().find(|(key, _)| key == name)?.1.parse().ok()
}

/// Returns the start of the requested page.
fn start(query: &Query) -> usize {
    number(query, "start").unwrap_or(0)
}

/// Returns rows with these identifiers.
fn rows(ids: impl IntoIterator<Item = usize>) -> Vec<Json> {
    ids.into_iter().map(|id| json!({ "ID": id, "TITLE": "x" })).collect()
}

fn query(form: &str) -> Query {
    let pairs = form.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (unescape(name), unescape(value))
        })
        .collect()
}

fn unescape(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let [first, after @ ..] = rest {
        rest = after;
        match first {
            b'%' => {
                let digits = std::str::from_utf8(&after[..2]).unwrap();
                bytes.push(u8::from_str_radix(digits, 16).unwrap());
                rest = &after[2..];
            }
            b'+' => bytes.push(b' '),
            other => bytes.push(*other),
        }
    }
    String::from_utf8(bytes).unwrap()
}
