//! The requests of JSON-RPC that a client of version 5 may send.

use serde_json::{Map, Value, json};

/// Returns the reply to a text frame, or `None` if it needs none.
pub(crate) fn reply(text: &str) -> Option<String> {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return Some(failure(&Value::Null, -32700, "Parse error"));
    };
    match value {
        Value::Array(requests) => {
            let replies: Vec<String> = requests.iter().filter_map(reply_to).collect();
            (!replies.is_empty()).then(|| format!("[{}]", replies.join(",")))
        }
        request => reply_to(&request),
    }
}

/// Returns the reply to a request with an id; responses and notifications have none.
fn reply_to(request: &Value) -> Option<String> {
    let method = request.get("method")?.as_str().unwrap_or_default();
    let id = request.get("id")?;
    let params = request.get("params").unwrap_or(&Value::Null);
    let result = match method {
        "ping" => json!("pong"),
        "getUsersLastSeen" => last_seen(params),
        "subscribeStatusChange" | "unsubscribeStatusChange" => json!(true),
        "listChannels" => json!([]),
        _ => return Some(failure(id, -32601, "Method not found")),
    };
    Some(json!({ "jsonrpc": "2.0", "id": id, "result": result }).to_string())
}

/// Returns that all users are online.
fn last_seen(params: &Value) -> Value {
    let users = params.get("userList").and_then(Value::as_array);
    let users = users.into_iter().flatten().map(|user| (user.to_string(), json!(0)));
    Value::Object(users.collect::<Map<_, _>>())
}

fn failure(id: &Value, code: i32, message: &str) -> String {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } }).to_string()
}
