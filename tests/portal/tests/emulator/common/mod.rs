//! A portal for tests, with a token and a fixed clock.

pub mod documented;
pub mod push;

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

    /// Calls a method of REST 3.0 with the token in the body.
    pub fn respond_v3(&mut self, method: &str, mut parameters: Value) -> Response {
        parameters["auth"] = self.token.clone().into();
        self.send_v3(method, &parameters.to_string())
    }

    /// Calls a method of REST 3.0 with this body, and without a token outside it.
    pub fn send_v3(&mut self, method: &str, body: &str) -> Response {
        self.send("POST", &format!("/rest/api/{method}"), "application/json", body)
    }

    /// Calls a method of REST 3.0 and returns the status and the JSON reply.
    pub fn call_v3(&mut self, method: &str, parameters: Value) -> (u16, Value) {
        let response = self.respond_v3(method, parameters);
        (response.status, json(&response))
    }

    /// Calls a method of REST 3.0 and returns its result.
    pub fn result_v3(&mut self, method: &str, parameters: Value) -> Value {
        let (status, reply) = self.call_v3(method, parameters.clone());
        assert_eq!(status, 200, "{method} {parameters}: {reply}");
        reply["result"].clone()
    }

    /// Calls a method of REST 3.0 and returns the status, the code of the error without its prefix,
    /// and the field that it names.
    pub fn error_v3(&mut self, method: &str, parameters: Value) -> (u16, String, String) {
        let (status, reply) = self.call_v3(method, parameters.clone());
        assert_ne!(status, 200, "{method} {parameters}: {reply}");
        let code = reply["error"]["code"].as_str().unwrap_or_else(|| panic!("{reply}"));
        let code = code.replace("BITRIX_REST_V3_EXCEPTION_", "");
        let field = reply["error"]["validation"][0]["field"].as_str().unwrap_or_default();
        (status, code, field.to_owned())
    }

    /// Sends a batch of REST 3.0 with the token in the query.
    pub fn batch_v3(&mut self, body: &Value) -> (u16, Value) {
        let target = format!("/rest/api/batch?auth={}", self.token);
        let response = self.send("POST", &target, "application/json", body.to_string());
        (response.status, json(&response))
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
