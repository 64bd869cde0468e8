//! The imports of a declaration file.

use std::collections::BTreeSet;

/// Returns the imports of the names that a text uses, from files with those names.
pub fn imports(files: &[(&str, &[&str])], text: &str) -> String {
    let words: BTreeSet<&str> =
        text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').collect();
    let mut lines = String::new();
    for (file, names) in files {
        let used: Vec<&str> = names.iter().copied().filter(|name| words.contains(name)).collect();
        if !used.is_empty() {
            lines += &format!("import type {{ {} }} from '{file}.js'\n", used.join(", "));
        }
    }
    lines
}
