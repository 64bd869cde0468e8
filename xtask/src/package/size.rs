//! The sizes of the shipped files, compared with the budget.

use std::fs;
use std::io::Write;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::entries::{ENTRIES, SCRIPT_WITHOUT_WASM};
use super::shrink::MODULE;
use crate::workspace::Workspace;

/// The maximum size of an entry after `gzip -9`, in bytes.
const BUDGET: usize = 77_348;

/// One row of the table; sizes in bytes.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    name: String,
    raw: usize,
    compressed: usize,
}

/// Prints the sizes of the parts and of the entries. Fails if an entry exceeds the budget.
pub fn report(workspace: &Workspace) -> Result<()> {
    let parts = [("wasm", MODULE), ("JavaScript without the wasm", SCRIPT_WITHOUT_WASM)];
    let parts = rows(workspace, parts)?;
    let entries = ENTRIES.iter().map(|entry| (entry.name, entry.file));
    let entries = rows(workspace, entries)?;
    println!("\n{}", table(&parts, &entries));
    check(&entries)
}

fn rows<'a>(
    workspace: &Workspace,
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Vec<Row>> {
    files
        .into_iter()
        .map(|(name, file)| {
            let bytes = fs::read(workspace.path(file)).with_context(|| format!("no {file}"))?;
            let name = format!("{name} ({file})");
            Ok(Row { name, raw: bytes.len(), compressed: compressed_size(&bytes)? })
        })
        .collect()
}

/// Returns the size after `gzip -9`.
fn compressed_size(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn table(parts: &[Row], entries: &[Row]) -> String {
    let all = || parts.iter().chain(entries);
    let width = all().map(|row| row.name.len()).max().unwrap_or(0);
    let line = |row: &Row| format!("{:<width$} {:>8} {:>8}", row.name, row.raw, row.compressed);
    let head = format!("{:<width$} {:>8} {:>8}", "bytes", "raw", "gzip -9");
    let rule = "-".repeat(head.len());
    let mut lines = vec![head, rule.clone()];
    lines.extend(parts.iter().map(line));
    lines.push(rule);
    lines.extend(entries.iter().map(line));
    lines.join("\n")
}

fn check(entries: &[Row]) -> Result<()> {
    match entries.iter().find(|row| row.compressed > BUDGET) {
        Some(Row { name, compressed, .. }) => {
            bail!("{name} has {compressed} bytes gzip -9, above the budget of {BUDGET}")
        }
        None => {
            println!("each entry is within the budget of {BUDGET} bytes gzip -9");
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, compressed: usize) -> Row {
        Row { name: name.to_owned(), raw: 2 * compressed, compressed }
    }

    #[test]
    fn aligns_columns() {
        let table = table(&[row("wasm", 10)], &[row("classic script", 12345)]);
        let expected = "\
bytes               raw  gzip -9
--------------------------------
wasm                 20       10
--------------------------------
classic script    24690    12345";
        assert_eq!(table, expected);
    }

    #[test]
    fn the_budget_is_inclusive() {
        assert!(check(&[row("a", BUDGET)]).is_ok());
        let error = check(&[row("a", 1), row("b", BUDGET + 1)]).unwrap_err().to_string();
        assert!(error.starts_with(&format!("b has {} bytes", BUDGET + 1)), "{error}");
        assert!(error.ends_with(&format!("budget of {BUDGET}")), "{error}");
    }

    #[test]
    fn compression_is_the_strongest() {
        let repeated = b"b24".repeat(10_000);
        let size = compressed_size(&repeated).unwrap();
        assert!(size < 120, "{size}");
    }
}
