//! The portal and the app as two origins on localhost: `http://localhost:PORT` and
//! `http://127.0.0.1:OTHER`, so that the app's frame is cross-site. The push server is a third one,
//! `http://localhost:ANOTHER`.

mod app_origin;
mod clock;
mod portal_origin;
mod probe;
mod push_origin;
mod secrets;

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use axum::http::HeaderValue;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::{Options, Portal};
use push_origin::PushServer;

/// The configuration of a server.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The portal's options; the server sets `origin`, `push`, `app` and the secrets.
    pub options: Options,
    /// The secret of the webhook; random if `None`.
    pub webhook_secret: Option<String>,
    /// The app's secret at the OAuth server; random if `None`.
    pub client_secret: Option<String>,
    /// The portal's port; 0 selects a free port.
    pub portal_port: u16,
    /// The app's port; 0 selects a free port.
    pub app_port: u16,
    /// The port of the push server; 0 selects a free port.
    pub push_port: u16,
    /// The address of the app to open, in place of the served app.
    pub app: Option<String>,
    /// The folder with the app's files.
    pub app_dir: Option<PathBuf>,
    /// Whether pages of the app's origin may use `/control/`.
    pub control_app: bool,
    /// Additional folders of the app's origin.
    pub mounts: Vec<Mount>,
    /// The `content-security-policy` of the app's responses.
    pub csp: Option<HeaderValue>,
}

/// A folder at a path of the app's origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// The path, such as `/pkg`.
    pub path: String,
    /// The folder.
    pub dir: PathBuf,
}

/// A server with bound ports, ready to run.
#[derive(Debug)]
pub struct Server {
    portal: Arc<Mutex<Portal>>,
    portal_listeners: Vec<TcpListener>,
    app_listener: TcpListener,
    push_listeners: Vec<TcpListener>,
    config: Config,
}

impl Server {
    /// Binds the three ports on the loopback interface.
    ///
    /// Errors name the port that cannot be bound.
    pub async fn bind(mut config: Config) -> io::Result<Self> {
        let portal_listeners = bind_localhost(config.portal_port).await?;
        let app_listener = bind(Ipv4Addr::LOCALHOST.into(), config.app_port).await?;
        let push_listeners = bind_localhost(config.push_port).await?;
        config.options.origin = localhost(&portal_listeners)?;
        config.options.push = localhost(&push_listeners)?;
        let served = format!("http://127.0.0.1:{}", port_of(&app_listener)?);
        config.options.app = config.app.clone().unwrap_or_else(|| format!("{served}/"));
        if config.control_app {
            config.options.control_origins.push(served);
        }
        config.options.token_seed = secrets::random();
        config.options.webhook_secret =
            config.webhook_secret.clone().unwrap_or_else(secrets::random_text);
        config.options.client_secret =
            config.client_secret.clone().unwrap_or_else(secrets::random_text);
        let portal = Arc::new(Mutex::new(Portal::new(config.options.clone())));
        Ok(Self { portal, portal_listeners, app_listener, push_listeners, config })
    }

    /// Returns the portal's origin.
    pub fn portal_origin(&self) -> &str {
        &self.config.options.origin
    }

    /// Returns the origin of the push server.
    pub fn push_origin(&self) -> &str {
        &self.config.options.push
    }

    /// Returns the options, completed by the server.
    pub fn options(&self) -> &Options {
        &self.config.options
    }

    /// Returns the address of the app.
    pub fn app(&self) -> &str {
        self.config.options.app.trim_end_matches('/')
    }

    /// Returns the address of the webhook, with a trailing slash.
    pub fn webhook(&self) -> String {
        let Options { origin, webhook_secret, .. } = &self.config.options;
        format!("{origin}/rest/1/{webhook_secret}/")
    }

    /// Serves all origins until the future is dropped.
    pub async fn run(self) -> io::Result<()> {
        let changed = Arc::new(Notify::new());
        for listener in self.portal_listeners {
            let (portal, changed) = (Arc::clone(&self.portal), Arc::clone(&changed));
            tokio::spawn(portal_origin::serve(listener, portal, changed));
        }
        let push = PushServer { portal: self.portal, changed };
        for listener in self.push_listeners {
            tokio::spawn(push_origin::serve(listener, push.clone()));
        }
        let origin = format!("http://127.0.0.1:{}", port_of(&self.app_listener)?);
        axum::serve(self.app_listener, app_origin::router(&self.config, origin)).await
    }
}

/// Returns the origin of listeners of `localhost`.
fn localhost(listeners: &[TcpListener]) -> io::Result<String> {
    let port = listeners.first().map_or(Ok(0), port_of)?;
    Ok(format!("http://localhost:{port}"))
}

/// Binds the port on both addresses that `localhost` can resolve to, if the machine has both.
async fn bind_localhost(port: u16) -> io::Result<Vec<TcpListener>> {
    let mut attempts = 20;
    loop {
        let first = bind(Ipv4Addr::LOCALHOST.into(), port).await?;
        match bind(Ipv6Addr::LOCALHOST.into(), port_of(&first)?).await {
            Ok(second) => return Ok(vec![first, second]),
            // A port that is free on one address may be taken on the other.
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                attempts -= 1;
                if port != 0 || attempts == 0 {
                    return Err(error);
                }
            }
            Err(_) => return Ok(vec![first]),
        }
    }
}

async fn bind(address: std::net::IpAddr, port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((address, port)).await.map_err(|error| {
        io::Error::new(error.kind(), format!("cannot listen on {address} port {port}: {error}"))
    })
}

fn port_of(listener: &TcpListener) -> io::Result<u16> {
    Ok(listener.local_addr()?.port())
}
