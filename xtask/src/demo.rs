//! `cargo xtask demo`: the demo app in the frame of an emulated portal.

use std::io::ErrorKind;
use std::net::TcpListener;

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

    /// Number of users of the company
    #[arg(long, default_value_t = 1000)]
    users: u32,

    /// Address of another app to open in the frame
    #[arg(long, value_name = "URL")]
    app: Option<String>,

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
    emulator.wait()
}

fn arguments(workspace: &Workspace, options: &Options) -> Result<Vec<String>> {
    let port = match options.port {
        Some(port) => port,
        None => first_free_port(DEFAULT_PORT).context("no free port")?,
    };
    let mount = format!("/pkg={}", workspace.path("pkg/dist").display());
    let mut arguments = vec![
        "--app-dir".to_owned(),
        workspace.path("www").display().to_string(),
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
        ("--app", options.app.clone()),
        ("--seed", options.seed.map(|seed| seed.to_string())),
    ];
    for (name, value) in chosen {
        arguments.extend(value.into_iter().flat_map(|value| [name.to_owned(), value]));
    }
    Ok(arguments)
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
    fn skips_a_port_in_use() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        assert!(first_free_port(port).unwrap() > port);
    }
}
