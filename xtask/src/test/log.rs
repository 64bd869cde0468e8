//! The log of a test run: what its layers print, and what the tests add. It is searched for secrets.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, anyhow};
use xshell::Cmd;

use super::summary::Layer;
use crate::workspace::Workspace;

/// The variable with the file to which tests add what the package threw and logged.
const VARIABLE: &str = "B24_TEST_LOG";

/// The name of that file.
const TESTS: &str = "tests";

/// What is in each secret of the tests: the start of the emulator's random secrets, and its fixed ones.
const SECRETS: [&str; 4] = ["b24secret", "b245ec2e7", "webhooksecret0001", "clientsecret0001"];

/// The log of a test run.
#[derive(Debug)]
pub struct Log(PathBuf);

impl Log {
    /// Creates an empty log.
    pub fn start(workspace: &Workspace) -> Result<Self> {
        let folder = workspace.path("target/reports/log");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    /// Runs a command, and copies what it prints to the log. Returns the lines of its standard output,
    /// and whether it succeeded.
    pub fn run(&self, name: &str, command: Cmd<'_>) -> Result<(Vec<String>, bool)> {
        println!("$ {command}");
        let mut process = Command::from(command.env(VARIABLE, self.0.join(TESTS)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("the command does not start")?;
        let output = process.stdout.take().context("the command has no standard output")?;
        let errors = process.stderr.take().context("the command has no standard error")?;
        let (output_log, error_log) = (self.0.join(name), self.0.join(format!("{name}-errors")));
        let lines = thread::scope(|scope| {
            let errors = scope.spawn(|| copy(errors, io::stderr(), &error_log));
            let lines = copy(output, io::stdout(), &output_log)?;
            errors.join().map_err(|_| anyhow!("the copy of the errors failed"))??;
            Ok::<_, anyhow::Error>(lines)
        })?;
        Ok((lines, process.wait()?.success()))
    }

    /// Searches the log for secrets, as one test.
    pub fn search(&self) -> Result<Layer> {
        let (mut bytes, mut hits) = (0, Vec::new());
        for entry in fs::read_dir(&self.0)? {
            let path = entry?.path();
            let text = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
            bytes += text.len();
            for (at, line) in text.lines().enumerate().filter(|(_, line)| has_secret(line)) {
                hits.push(format!("{}:{}: {line}", path.display(), at + 1));
            }
        }
        for hit in &hits {
            eprintln!("a secret is in {hit}");
        }
        let is_empty = !self.0.join(TESTS).exists();
        let line = format!("{} of {bytes} bytes of logs have secrets", hits.len());
        let line = if is_empty { "no test has logged what was thrown".to_owned() } else { line };
        Ok(Layer::from_status(&line, hits.is_empty() && !is_empty))
    }
}

fn has_secret(line: &str) -> bool {
    SECRETS.iter().any(|secret| line.contains(secret))
}

/// Copies lines to a stream and to a file, and returns them.
fn copy(from: impl Read, mut to: impl Write, log: &Path) -> Result<Vec<String>> {
    let mut file = File::create(log)?;
    let mut lines = Vec::new();
    for line in BufReader::new(from).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        writeln!(to, "{line}")?;
        writeln!(file, "{line}")?;
        lines.push(line);
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(name: &str, text: &str) -> Layer {
        let folder = std::env::temp_dir().join(format!("b24-log-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(TESTS), text).unwrap();
        let layer = Log(folder.clone()).search().unwrap();
        fs::remove_dir_all(folder).unwrap();
        layer
    }

    #[test]
    fn finds_secrets() {
        assert!(!log("clean", "NETWORK: ***\n").failed());
        for secret in
            ["b24secret0123", "b245ec2e7a1", "/rest/1/webhooksecret0001/", "clientsecret0001"]
        {
            assert!(log("leak", &format!("first\nauth={secret}\n")).failed(), "{secret}");
        }
    }

    #[test]
    fn a_log_without_the_tests_is_no_success() {
        let folder = std::env::temp_dir().join(format!("b24-log-none-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        assert!(Log(folder.clone()).search().unwrap().failed());
        fs::remove_dir_all(folder).unwrap();
    }
}
