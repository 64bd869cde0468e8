//! `portal`: the portal emulator as a program.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use axum::http::HeaderValue;
use clap::Parser;
use portal::server::{Config, Mount, Server};
use portal::{Generation, Options, Replies, address};
use serde_json::json;
use tokio::sync::oneshot;

/// Emulates a Bitrix24 portal on localhost: REST, the host page that opens an app in a frame, and
/// configurable faults
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Number of employees and extranet users of the company, from 1 to 100000
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    users: u32,
    /// Seed from which the company is generated
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Number of deals, from 1 to 100000
    #[arg(long, default_value_t = 250, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    deals: u32,
    /// Number of tasks, from 1 to 100000
    #[arg(long, default_value_t = 140, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    tasks: u32,
    /// Generation of REST 3.0: a26 (August 2026) or j26 (January 2026)
    #[arg(long, value_name = "GENERATION", default_value = "a26")]
    rest3: Generation,
    /// File with replies of stubs: a JSON object of methods, each with an object that has `result`
    /// or `error`
    #[arg(long, value_name = "FILE")]
    replies: Option<PathBuf>,
    /// Print the methods that the emulator has, those of REST 3.0 as `api/NAME`, and exit
    #[arg(long)]
    methods: bool,
    /// Port of the portal (http://localhost:PORT); 0 selects a free port
    #[arg(long, default_value_t = 0)]
    portal_port: u16,
    /// Port of the app (http://127.0.0.1:PORT); 0 selects a free port
    #[arg(long, default_value_t = 0)]
    app_port: u16,
    /// Port of the push server (http://localhost:PORT); 0 selects a free port
    #[arg(long, default_value_t = 0)]
    push_port: u16,
    /// Address of the app to open, if another server serves it
    #[arg(long, value_name = "URL", value_parser = address)]
    app: Option<String>,
    /// Folder with the app's files
    #[arg(long)]
    app_dir: Option<PathBuf>,
    /// Additional folder of the app's origin, such as /pkg=pkg
    #[arg(long, value_name = "PATH=DIR", value_parser = mount)]
    mount: Vec<Mount>,
    /// Content-Security-Policy of the app's responses
    #[arg(long)]
    csp: Option<HeaderValue>,
    /// Secret of the webhook; random if omitted
    #[arg(long, value_name = "SECRET", value_parser = secret)]
    webhook_secret: Option<String>,
    /// Secret of the app at /oauth/token/; random if omitted
    #[arg(long, value_name = "SECRET", value_parser = secret)]
    client_secret: Option<String>,
    /// Origin whose pages may use /control/, such as http://localhost:5173
    #[arg(long, value_name = "ORIGIN", value_parser = origin)]
    control_origin: Vec<String>,
    /// Allow the pages of the app's folder to use /control/
    #[arg(long)]
    control_app: bool,
    /// Print the addresses as one line of JSON
    #[arg(long)]
    json: bool,
    /// Exit when the standard input is closed
    #[arg(long)]
    until_stdin_closes: bool,
}

fn address(text: &str) -> Result<String, String> {
    address::check(text).map(|()| text.to_owned())
}

fn secret(text: &str) -> Result<String, String> {
    match !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        true => Ok(text.to_owned()),
        false => Err("a secret consists of letters and digits".to_owned()),
    }
}

fn origin(text: &str) -> Result<String, String> {
    address::check(text)?;
    let origin = text.strip_suffix('/').unwrap_or(text).to_ascii_lowercase();
    match origin.matches('/').count() {
        2 => Ok(origin),
        _ => Err("an origin ends with its host and port; remove the path".to_owned()),
    }
}

fn mount(argument: &str) -> Result<Mount, String> {
    let (path, dir) = argument.split_once('=').ok_or("expected PATH=DIR")?;
    let name = path.strip_prefix('/').unwrap_or_default();
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c)) {
        return Err("PATH must begin with a slash and name a folder".to_owned());
    }
    Ok(Mount { path: path.trim_end_matches('/').to_owned(), dir: dir.into() })
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("portal: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> io::Result<()> {
    for dir in arguments.app_dir.iter().chain(arguments.mount.iter().map(|mount| &mount.dir)) {
        if !dir.is_dir() {
            return Err(io::Error::other(format!("\"{}\" is not a folder", dir.display())));
        }
    }
    if arguments.methods {
        return print_methods();
    }
    let replies = match &arguments.replies {
        Some(file) => read_replies(file)?,
        None => Replies::default(),
    };
    let server = Server::bind(Config {
        options: Options {
            deals: arguments.deals,
            tasks: arguments.tasks,
            rest3: arguments.rest3,
            replies,
            users: arguments.users,
            seed: arguments.seed,
            control_origins: arguments.control_origin,
            ..Options::default()
        },
        webhook_secret: arguments.webhook_secret,
        client_secret: arguments.client_secret,
        portal_port: arguments.portal_port,
        app_port: arguments.app_port,
        push_port: arguments.push_port,
        app: arguments.app,
        app_dir: arguments.app_dir,
        control_app: arguments.control_app,
        mounts: arguments.mount,
        csp: arguments.csp,
    })
    .await?;
    // Installed before the announcement, because its reader may send a signal at once.
    let shutdown_signal = shutdown_signal()?;
    announce(&server, arguments.json)?;
    tokio::select! {
        result = server.run() => result,
        () = shutdown_signal => Ok(()),
        () = stdin_closes(arguments.until_stdin_closes) => Ok(()),
    }
}

fn print_methods() -> io::Result<()> {
    let mut stdout = io::stdout();
    for name in portal::method_names() {
        writeln!(stdout, "{name}")?;
    }
    for name in portal::method_names_v3() {
        writeln!(stdout, "api/{name}")?;
    }
    stdout.flush()
}

fn read_replies(file: &Path) -> io::Result<Replies> {
    let problem = |text: String| io::Error::other(format!("\"{}\": {text}", file.display()));
    let json = fs::read_to_string(file).map_err(|error| problem(error.to_string()))?;
    json.parse().map_err(problem)
}

fn announce(server: &Server, as_json: bool) -> io::Result<()> {
    let (portal, app, webhook) = (server.portal_origin(), server.app(), server.webhook());
    let push = server.push_origin();
    let Options { client_id, client_secret, .. } = server.options();
    let line = if as_json {
        json!({
            "portal": portal,
            "app": app,
            "push": push,
            "webhook": webhook,
            "client_id": client_id,
            "client_secret": client_secret,
        })
        .to_string()
    } else {
        format!(
            "The portal is at {portal}, the app at {app}, the webhook at {webhook}, \
             the push server at {push}; \
             {portal}/oauth/token/ takes the client {client_id} with the secret {client_secret}"
        )
    };
    let mut stdout = io::stdout();
    writeln!(stdout, "{line}")?;
    stdout.flush()
}

/// Installs handlers for the signals that end a program. The returned future resolves at the first
/// signal.
#[cfg(unix)]
fn shutdown_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => (),
            _ = terminate.recv() => (),
        }
    })
}

#[cfg(not(unix))]
fn shutdown_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}

/// Waits for the end of the standard input; never resolves if `enabled` is false.
async fn stdin_closes(enabled: bool) {
    if !enabled {
        return std::future::pending().await;
    }
    let (sender, receiver) = oneshot::channel();
    // A separate thread, because tokio waits for a blocked read before it exits.
    std::thread::spawn(move || {
        let copied = io::copy(&mut io::stdin(), &mut io::sink());
        let _ = sender.send(copied);
    });
    let _ = receiver.await;
}
