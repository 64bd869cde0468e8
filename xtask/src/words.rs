//! The language of the project: words that older versions used, and what stands in their place.

use std::fs;

use anyhow::{Result, bail};
use regex::RegexSet;
use xshell::cmd;

use crate::workspace::Workspace;

/// Patterns of words that are not used any more, with the words to use.
const REPLACED: &[(&str, &str)] = &[
    (r"(?i)\bhand(s|ed|ing)? (it |them )?(out|over)\b", "return, pass"),
    (r"(?i)\bpass(es|ed)? over\b", "ignore, skip"),
    (r"(?i)\bcomes? to (an|the|its|nothing)\b", "resolve to"),
    (r"(?i)\bput(s)? (it |them )?right\b", "normalize"),
    (r"(?i)\b(un)?sayable\b", "unencodable, encodable"),
    (r"(?i)\bkeep(s)? secret\b|\bkeep_secret\b", "redact"),
    (r"(?i)\blets? (an|the|us|a client) (app )?in\b", "credentials"),
    (r"(?i)\bthe page around\b|\bpage around (it|the frame)\b", "the host page"),
    (r"(?i)\bso many (milliseconds|rows|pages|characters)\b", "at most N"),
    (r"(?i)\banswer(s|ed|ing)?\b", "response, reply, outcome"),
    (r"(?i)\bstrangers\b", "default manager"),
    (r"(?i)\bfront doors?\b", "re-export"),
    (r"(?i)\bmend(s|ed|ing)?\b", "normalize, fix"),
    (
        r"\bTakes::|\b(Varying|Varied|Filled|Captions|Unsayable|Heard|SharedFrame|SharedWalk)\b",
        "see CONTRIBUTING.md",
    ),
    (
        r"\b(drop_nulls|of_method|is_sayable|hand_over|refreshed_by|like_a_date)\b",
        "see CONTRIBUTING.md",
    ),
    (r"\b(follow_content|followContent|followers)\b", "startAutoFit, activeFits"),
    (r"\bMOST_[A-Z]+\b|\bDEEPEST\b", "MAX_*, MAX_DEPTH"),
    (
        r"\b(CUT_ANSWER|FRAME_SILENT|UNDECODABLE|EMPTY_ANSWER|FRAME_ANSWER|BRIDGE_SILENT)\b",
        "the codes of CHANGELOG.md",
    ),
];

/// Files whose words are somebody else's (the portal's texts, data, BX24.js) or that list changes.
const EXEMPT: &[&str] = &[
    "CHANGELOG.md",
    "api/",
    "tests/portal/",
    "tests/fixtures/",
    "tests/proptest-regressions/properties.txt",
    "package-lock.json",
    "pkg-template/src/bridge.ts",
    "tests/e2e/bridge-faults.test.js",
    "tests/e2e/pages/bx24.js",
    "xtask/src/words.rs",
];

/// Fails if a file of the project has a word that is not used any more.
pub fn check(workspace: &Workspace) -> Result<()> {
    let patterns = RegexSet::new(REPLACED.iter().map(|(pattern, _)| pattern))?;
    let files = cmd!(workspace.shell, "git ls-files").quiet().read()?;
    let mut found = Vec::new();
    for file in files.lines().filter(|file| !EXEMPT.iter().any(|exempt| file.starts_with(exempt))) {
        // A file that is no text has no words.
        let Ok(text) = fs::read_to_string(workspace.path(file)) else { continue };
        for (number, line) in text.lines().enumerate() {
            for at in patterns.matches(line) {
                let (_, replacement) = REPLACED.get(at).copied().unwrap_or_default();
                found.push(format!("{file}:{}: {} (use: {replacement})", number + 1, line.trim()));
            }
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    bail!("words that are not used any more:\n{}", found.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_that_are_replaced() {
        let patterns = RegexSet::new(REPLACED.iter().map(|(pattern, _)| pattern)).unwrap();
        for text in ["hands out rows", "passes over it", "the answer", "Unsayable", "MOST_PAGES"] {
            assert!(patterns.is_match(text), "{text}");
        }
        for text in ["returns rows", "ignores it", "the response", "at most 50 pages"] {
            assert!(!patterns.is_match(text), "{text}");
        }
    }
}
