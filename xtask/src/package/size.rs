//! The sizes of the shipped files, compared with the budgets.

use std::fs;

use anyhow::{Result, bail};

use super::compression::{Sizes, measure};
use super::entries::{ENTRIES, SLIM, V3, WASM};
use crate::api_types;
use crate::workspace::Workspace;

/// The parts of entries, and the entries that a page loads beside another or not at all.
const PARTS: [(&str, &str); 7] = [
    ("wasm", WASM),
    ("JavaScript without the wasm", SLIM),
    ("REST 3.0, on first use", V3),
    ("events, on first use", "pkg/dist/b24.events.js"),
    ("hooks for React", "pkg/dist/react.js"),
    ("composables for Vue", "pkg/dist/vue.js"),
    ("double for tests", "pkg/dist/testing.js"),
];

/// One row of the table; sizes in bytes.
#[derive(Debug)]
struct Row {
    name: String,
    raw: usize,
    compressed: Sizes,
    budget: Option<Sizes>,
}

/// Prints the sizes of the parts and of the entries. Fails if an entry exceeds its budget.
pub fn report(workspace: &Workspace) -> Result<()> {
    let mut rows = Vec::new();
    for (name, file) in PARTS {
        rows.push(row(workspace, name, &[file], None)?);
    }
    for entry in &ENTRIES {
        rows.push(row(workspace, entry.name, entry.files, Some(entry.budget))?);
    }
    println!("\n{}", table(&rows));
    let (files, bytes) = declarations(workspace)?;
    println!("declarations of the documented methods: {bytes} bytes in {files} files");
    check(&rows)
}

/// Returns the number and the size of the declarations that no page loads.
fn declarations(workspace: &Workspace) -> Result<(usize, u64)> {
    let mut sizes = Vec::new();
    for entry in fs::read_dir(workspace.path("pkg/dist").join(api_types::FOLDER))? {
        sizes.push(entry?.metadata()?.len());
    }
    Ok((sizes.len(), sizes.iter().sum()))
}

/// Measures files, each compressed separately.
fn row(workspace: &Workspace, name: &str, files: &[&str], budget: Option<Sizes>) -> Result<Row> {
    let name = format!("{name} ({})", files.join(" + "));
    let mut row = Row { name, raw: 0, compressed: Sizes::default(), budget };
    for file in files {
        let (raw, Sizes { gzip, brotli }) = measure(workspace, file)?;
        row.raw += raw;
        row.compressed.gzip += gzip;
        row.compressed.brotli += brotli;
    }
    Ok(row)
}

fn table(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let line = |name: &str, cells: [String; 5]| {
        let cells = cells.map(|cell| format!("{cell:>10}")).join("");
        format!("{name:<width$}{cells}").trim_end().to_owned()
    };
    let head = ["raw", "gzip 9", "budget", "brotli 11", "budget"].map(str::to_owned);
    let head = line("bytes", head);
    let rule = "-".repeat(head.len());
    let lines = rows.iter().map(|Row { name, raw, compressed: Sizes { gzip, brotli }, budget }| {
        let budget = |figure: fn(&Sizes) -> usize| {
            budget.as_ref().map(|budget| figure(budget).to_string()).unwrap_or_default()
        };
        let cells = [
            raw.to_string(),
            gzip.to_string(),
            budget(|budget| budget.gzip),
            brotli.to_string(),
            budget(|budget| budget.brotli),
        ];
        line(name, cells)
    });
    [head, rule].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
}

fn check(rows: &[Row]) -> Result<()> {
    for Row { name, compressed, budget, .. } in rows {
        let Some(budget) = budget else { continue };
        for (format, size, budget) in [
            ("gzip 9", compressed.gzip, budget.gzip),
            ("brotli 11", compressed.brotli, budget.brotli),
        ] {
            if size > budget {
                bail!("{name} has {size} bytes {format}, above the budget of {budget}");
            }
        }
    }
    println!("each entry is within its budgets");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUDGET: Sizes = Sizes { gzip: 100, brotli: 90 };

    fn row(name: &str, gzip: usize, brotli: usize, budget: Option<Sizes>) -> Row {
        let compressed = Sizes { gzip, brotli };
        Row { name: name.to_owned(), raw: 2 * gzip, compressed, budget }
    }

    #[test]
    fn aligns_columns() {
        let rows = [row("wasm", 10, 9, None), row("classic script", 12345, 9876, Some(BUDGET))];
        let expected = "\
bytes                raw    gzip 9    budget brotli 11    budget
----------------------------------------------------------------
wasm                  20        10                   9
classic script     24690     12345       100      9876        90";
        assert_eq!(table(&rows), expected);
    }

    #[test]
    fn adds_up_files_that_are_compressed_separately() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "b24".repeat(100)).unwrap();
        let file = file.to_str().unwrap();
        let workspace = Workspace::open().unwrap();
        let one = super::row(&workspace, "one", &[file], None).unwrap();
        let two = super::row(&workspace, "two", &[file, file], None).unwrap();
        assert_eq!(two.raw, 600);
        assert_eq!(two.compressed.gzip, 2 * one.compressed.gzip);
        assert_eq!(two.compressed.brotli, 2 * one.compressed.brotli);
    }

    #[test]
    fn budgets_are_inclusive() {
        assert!(check(&[row("a", 100, 90, Some(BUDGET)), row("b", 101, 91, None)]).is_ok());
    }

    #[test]
    fn rejects_an_entry_above_either_budget() {
        let entry =
            |gzip, brotli| check(&[row("a", 1, 1, None), row("b", gzip, brotli, Some(BUDGET))]);
        let error = entry(101, 90).unwrap_err().to_string();
        assert_eq!(error, "b has 101 bytes gzip 9, above the budget of 100");
        let error = entry(100, 91).unwrap_err().to_string();
        assert_eq!(error, "b has 91 bytes brotli 11, above the budget of 90");
    }
}
