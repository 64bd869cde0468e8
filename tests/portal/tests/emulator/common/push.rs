//! Clients of the push server, without sockets.

use portal::{PushConnection, PushEnd, PushFrame, PushOpening, PushStep, Request};
use serde_json::Value;

use super::{NOW, Setup};

impl Setup {
    /// Changes the settings of the push server.
    pub fn push_settings(&mut self, changes: Value) {
        let body = serde_json::json!({ "push": changes });
        let (status, reply) = self.control("PATCH", "settings", body);
        assert_eq!(status, 200, "{reply}");
    }

    /// Does actions at the push server.
    pub fn push_act(&mut self, actions: Value) {
        let (status, reply) = self.control("POST", "push", actions);
        assert_eq!(status, 200, "{reply}");
    }

    /// Returns the configuration for the token's user.
    pub fn push_config(&mut self) -> Value {
        self.call("pull.application.config.get", "")["result"].clone()
    }

    /// Returns the query of a client with both channels of the configuration.
    pub fn push_query(&mut self) -> String {
        let config = self.push_config();
        match config["jwt"].as_str() {
            Some(jwt) => format!("token={jwt}&jsonRpc=true"),
            None => format!("CHANNEL_ID={}", channels(&config)),
        }
    }

    /// Opens a connection.
    pub fn push_open(&mut self, query: &str, is_socket: bool) -> PushOpening {
        let request = Request {
            method: "GET".into(),
            target: format!("/subws/?{query}"),
            ..Request::default()
        };
        self.portal.open_push(&request, is_socket, self.now)
    }

    /// Opens a socket.
    pub fn push_socket(&mut self, query: &str) -> PushConnection {
        match self.push_open(query, true) {
            PushOpening::Open(connection) => connection,
            other => panic!("{other:?}"),
        }
    }

    /// Does what is due at a connection after some seconds.
    pub fn push_step(&mut self, connection: PushConnection, seconds: f64) -> PushStep {
        self.now += seconds;
        self.portal.step_push(connection, self.now)
    }

    /// Returns the texts that a socket gets after some seconds.
    pub fn push_texts(&mut self, connection: PushConnection, seconds: f64) -> Vec<String> {
        let step = self.push_step(connection, seconds);
        let texts = step.frames.into_iter().map(|frame| match frame {
            PushFrame::Text(text) => text,
            other => panic!("{other:?}"),
        });
        texts.collect()
    }

    /// Returns the commands of the messages that a socket gets after some seconds.
    pub fn push_commands(&mut self, connection: PushConnection, seconds: f64) -> Vec<String> {
        let texts = self.push_texts(connection, seconds).concat();
        let messages = pieces(&texts);
        messages.iter().map(|message| message["text"]["command"].as_str().unwrap().into()).collect()
    }

    /// Issues a token of a user and uses it from now on.
    pub fn be_user(&mut self, user: u32) {
        let grant = portal::Grant { user, scopes: None };
        self.token = self.portal.issue_token(grant, NOW).access_token;
    }
}

/// Returns the encoded list of both channels.
pub fn channels(config: &Value) -> String {
    let id = |name: &str| config["channels"][name]["id"].as_str().unwrap().replace(':', "%3A");
    format!("{}%2F{}", id("private"), id("shared"))
}

/// Returns the messages between the marks.
pub fn pieces(text: &str) -> Vec<Value> {
    let pieces = text.split("#!NGINXNMS!#").skip(1);
    pieces
        .map(|piece| piece.split("#!NGINXNME!#").next().unwrap())
        .map(|json| serde_json::from_str(json).unwrap())
        .collect()
}

/// Returns the code of a connection that ends with a close frame.
pub fn close_code(end: &PushEnd) -> u16 {
    match end {
        PushEnd::Close { code, .. } => *code,
        other => panic!("{other:?}"),
    }
}
