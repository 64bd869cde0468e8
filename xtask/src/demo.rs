//! `cargo xtask demo`: the demo app in the frame of an emulated portal.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::emulator::{self, Emulator};
use crate::package;
use crate::step::step;
use crate::workspace::Workspace;

const DEFAULT_PORT: u16 = 8080;

/// The options of `cargo xtask demo`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Port of the portal [default: 8080, or the next free one]
    #[arg(long)]
    port: Option<u16>,

    /// Port of the app [default: a free one]
    #[arg(long)]
    app_port: Option<u16>,

    /// Port of the push server [default: a free one]
    #[arg(long)]
    push_port: Option<u16>,

    /// Number of users of the company
    #[arg(long, default_value_t = 1000)]
    users: u32,

    /// Address of another app to open in the frame
    #[arg(long, value_name = "URL")]
    app: Option<String>,

    /// Folder of another app to serve and open; the package is at /pkg
    #[arg(long, value_name = "FOLDER", conflicts_with = "app")]
    app_dir: Option<PathBuf>,

    /// Number of deals of the company
    #[arg(long)]
    deals: Option<u32>,

    /// Number of tasks of the company
    #[arg(long)]
    tasks: Option<u32>,

    /// Generation of REST 3.0: a26 or j26
    #[arg(long, value_name = "GENERATION")]
    rest3: Option<String>,

    /// File with replies of methods that the emulator does not have
    #[arg(long, value_name = "FILE")]
    replies: Option<PathBuf>,

    /// Seed of the company's data
    #[arg(long)]
    seed: Option<u64>,
}

/// Builds the package and the emulator, prints the address and serves until Ctrl-C.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    package::set_up(workspace)?;
    package::build(workspace)?;
    let program = step("emulator", || emulator::build(workspace))?;
    let mut emulator = Emulator::start(&program, &arguments(workspace, options)?)?;
    println!("\nThe demo is at {}  (Ctrl-C stops it)", emulator.addresses.portal);
    println!("A webhook of its portal: {}", emulator.addresses.webhook);
    emulator.wait()
}

fn arguments(workspace: &Workspace, options: &Options) -> Result<Vec<String>> {
    let port = match options.port {
        Some(port) => port,
        None => first_free_port(DEFAULT_PORT).context("no free port")?,
    };
    let mount = format!("/pkg={}", workspace.path("pkg/dist").display());
    let app_dir = match &options.app_dir {
        Some(folder) => absolute(folder)?,
        None => workspace.path("www"),
    };
    let replies = options.replies.as_deref().map(absolute).transpose()?;
    let mut arguments = vec![
        "--app-dir".to_owned(),
        app_dir.display().to_string(),
        // The faults menu of the demo uses the control address.
        "--control-app".to_owned(),
        "--mount".to_owned(),
        mount,
        "--portal-port".to_owned(),
        port.to_string(),
        "--users".to_owned(),
        options.users.to_string(),
    ];
    let chosen = [
        ("--app-port", options.app_port.map(|port| port.to_string())),
        ("--push-port", options.push_port.map(|port| port.to_string())),
        ("--app", options.app.clone()),
        ("--seed", options.seed.map(|seed| seed.to_string())),
        ("--deals", options.deals.map(|deals| deals.to_string())),
        ("--tasks", options.tasks.map(|tasks| tasks.to_string())),
        ("--rest3", options.rest3.clone()),
        ("--replies", replies.map(|file| file.display().to_string())),
    ];
    for (name, value) in chosen {
        arguments.extend(value.into_iter().flat_map(|value| [name.to_owned(), value]));
    }
    Ok(arguments)
}

/// Returns the absolute path of a file or folder that a person gave.
fn absolute(path: &Path) -> Result<PathBuf> {
    path.canonicalize().with_context(|| format!("cannot find \"{}\"", path.display()))
}

fn first_free_port(from: u16) -> Option<u16> {
    (from..=u16::MAX).find(|port| is_free(*port))
}

/// Returns whether the port is free on both addresses of localhost.
fn is_free(port: u16) -> bool {
    ["127.0.0.1", "::1"].iter().all(|address| match TcpListener::bind((*address, port)) {
        Ok(_) => true,
        Err(error) => error.kind() != ErrorKind::AddrInUse,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_a_folder_that_does_not_exist() {
        assert!(absolute(Path::new(".")).unwrap().is_absolute());
        let error = absolute(Path::new("no/such/folder")).unwrap_err().to_string();
        assert_eq!(error, "cannot find \"no/such/folder\"");
    }

    #[test]
    fn skips_a_port_in_use() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        assert!(first_free_port(port).unwrap() > port);
    }
}
