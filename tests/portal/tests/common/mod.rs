//! A portal for tests, with a token and a fixed clock.
#![allow(dead_code)] // Each test file uses its own part.

use portal::company::User;
use portal::{Grant, Options, Portal, Request, Response};
use serde_json::Value;

pub const NOW: f64 = 1_790_000_000.0;

pub struct Setup {
    pub portal: Portal,
    pub token: String,
    pub now: f64,
}

impl Setup {
    pub fn new() -> Self {
        Self::with_users(300)
    }

    pub fn with_users(users: u32) -> Self {
        let mut portal = Portal::new(Options { users, ..Options::default() });
        let token = portal.issue_token(Grant::default(), NOW).access_token;
        Self { portal, token, now: NOW }
    }

    /// Sends a request unchanged.
    pub fn send(
        &mut self,
        method: &str,
        target: &str,
        content_type: &str,
        body: impl Into<Vec<u8>>,
    ) -> Response {
        let headers = match content_type {
            "" => Vec::new(),
            content_type => vec![("Content-Type".to_owned(), content_type.to_owned())],
        };
        let request =
            Request { method: method.into(), target: target.into(), headers, body: body.into() };
        self.portal.handle(request, self.now)
    }

    /// Calls a method with a form body that contains the token.
    pub fn respond(&mut self, method: &str, form: &str) -> Response {
        let body = format!("auth={}&{form}", self.token);
        self.send("POST", &format!("/rest/{method}"), "application/x-www-form-urlencoded", body)
    }

    /// Calls a method with a form body and returns the JSON reply.
    pub fn call(&mut self, method: &str, form: &str) -> Value {
        json(&self.respond(method, form))
    }

    /// Calls a method with a JSON body and returns the JSON reply.
    pub fn call_json(&mut self, method: &str, mut parameters: Value) -> Value {
        parameters["auth"] = self.token.clone().into();
        let body = parameters.to_string();
        json(&self.send("POST", &format!("/rest/{method}"), "application/json", body))
    }

    /// Returns the configuration that the host page's script reads.
    pub fn page(&mut self, query: &str) -> Value {
        let response = self.send("GET", &format!("/{query}"), "", "");
        assert_eq!(response.status, 200);
        let html = response.text();
        let from = html.split_once(r#"<script type="application/json" id="config">"#).unwrap().1;
        serde_json::from_str(from.split_once("</script>").unwrap().0).unwrap()
    }

    /// Sends a request to the control address.
    pub fn control(&mut self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let response = self.send(method, &format!("/control/{path}"), "application/json", body);
        (response.status, json(&response))
    }

    /// Returns the ids of all users that `user.get` finds in administrator mode, in which nobody is
    /// hidden.
    pub fn ids(&mut self, filter: Value) -> Vec<u32> {
        self.portal.settings_mut().bucket.enabled = false;
        let mut found = Vec::new();
        let mut start = 0;
        loop {
            let reply = self.call_json(
                "user.get",
                serde_json::json!({ "FILTER": filter, "ADMIN_MODE": true, "start": start, "select": ["ID"] }),
            );
            let rows = reply["result"].as_array().expect("a list");
            found
                .extend(rows.iter().map(|row| row["ID"].as_str().unwrap().parse::<u32>().unwrap()));
            match reply["next"].as_i64() {
                Some(next) => start = next,
                None => return found,
            }
        }
    }

    /// Returns the ids of the users, except bots, that match the predicate.
    pub fn expected(&self, predicate: impl Fn(&User) -> bool) -> Vec<u32> {
        let users = self.portal.company().users().iter();
        users
            .filter(|user| user.user_type != portal::company::UserType::Bot && predicate(user))
            .map(|user| user.id)
            .collect()
    }
}

pub fn json(response: &Response) -> Value {
    serde_json::from_slice(&response.body).unwrap_or_else(|error| {
        panic!("{error}: {}", response.text());
    })
}
