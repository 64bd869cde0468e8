//! A request to the app's server, whose status the host page cannot see.

use std::time::Duration;

use http_body_util::Empty;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;

use crate::address;

/// How long the app's server may take.
const TIMEOUT: Duration = Duration::from_secs(3);

/// Sends an empty form to an address and returns `{"status": …}` or `{"problem": …}`; `{}` for an
/// address of another scheme than `http`.
pub(super) async fn post(address: &str) -> Value {
    if !address.to_ascii_lowercase().starts_with("http://") {
        return json!({});
    }
    match tokio::time::timeout(TIMEOUT, status(address)).await {
        Ok(Ok(status)) => json!({ "status": status }),
        Ok(Err(error)) => json!({ "problem": error.to_string() }),
        Err(_) => json!({ "problem": format!("no response within {} s", TIMEOUT.as_secs()) }),
    }
}

/// Returns the host and port to connect to. Browsers know that any name below `localhost` is this
/// machine; other programs may not.
fn target(host: &str) -> String {
    let (name, port) = match address::port(host) {
        Some(port) => (host.trim_end_matches(port).trim_end_matches(':'), port),
        None => (host, "80"),
    };
    let name = if name.ends_with(".localhost") { "localhost" } else { name };
    format!("{name}:{port}")
}

async fn status(address: &str) -> Result<u16, Box<dyn std::error::Error + Send + Sync>> {
    let host = address::authority(address).unwrap_or_default();
    let stream = TcpStream::connect(target(host)).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let driver = tokio::spawn(connection);
    let after_host = address.get("http://".len() + host.len()..).unwrap_or_default();
    let path = after_host.split('#').next().unwrap_or_default();
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    let request = hyper::Request::post(path)
        .header("host", host)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Empty::<Bytes>::new())?;
    let status = sender.send_request(request).await?.status().as_u16();
    driver.abort();
    Ok(status)
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn finds_host_and_port() {
        for (host, expected) in [
            ("localhost:3000", "localhost:3000"),
            ("localhost", "localhost:80"),
            ("app.localhost:5173", "localhost:5173"),
            ("[::1]:80", "[::1]:80"),
            ("127.0.0.1", "127.0.0.1:80"),
        ] {
            assert_eq!(target(host), expected);
        }
    }
}
