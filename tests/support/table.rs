//! Tables of the documentation that tests write and compare.

use std::{env, fs};

/// The file with the tables, relative to the root.
const FILE: &str = "docs/faults.md";

/// The variable that has the tables written instead of compared.
const WRITE: &str = "B24_WRITE_FAULTS";

/// A table in Markdown.
pub struct Table(Vec<Vec<String>>);

impl Table {
    /// Creates a table with the title of its first column and those of the others.
    pub fn new(first: &str, titles: impl IntoIterator<Item = &'static str>) -> Self {
        let titles = [first.to_owned()].into_iter().chain(titles.into_iter().map(str::to_owned));
        Self(vec![titles.collect()])
    }

    /// Adds a row.
    pub fn push(&mut self, label: &str, cells: Vec<String>) {
        self.0.push([vec![format!("`{label}`")], cells].concat());
    }

    /// Returns the text, with columns of equal width.
    fn text(&self) -> String {
        let width = |column: usize| self.0.iter().map(|row| row[column].chars().count()).max();
        let widths: Vec<_> =
            (0..self.0[0].len()).map(|column| width(column).unwrap_or(3)).collect();
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut text = String::new();
        for (at, row) in self.0.iter().enumerate() {
            let padded = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
            text += &line(padded.collect());
            if at == 0 {
                text += &line(widths.iter().map(|width| "-".repeat(*width)).collect());
            }
        }
        text
    }
}

/// Asserts that the documentation has this table after the heading of its name, or writes it.
pub fn assert_documented(heading: &str, table: &Table) {
    let table = table.text();
    println!("{heading}:\n\n{table}");
    let document = fs::read_to_string(FILE).unwrap();
    let start = format!("<!-- {heading} -->\n\n");
    let (before, rest) = document.split_once(&start).expect("the table's comment");
    let (documented, after) = rest.split_once("\n<!-- end -->").expect("the table's end");
    if env::var_os(WRITE).is_some() {
        fs::write(FILE, format!("{before}{start}{table}\n<!-- end -->{after}")).unwrap();
    } else {
        let advice =
            format!("run: {WRITE}=1 cargo test --test core fault_matrix -- --test-threads=1");
        assert!(documented == table, "{FILE} is stale; if each change is right, {advice}");
    }
}
