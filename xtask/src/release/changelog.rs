//! The sections of `CHANGELOG.md`, in the format of Keep a Changelog.

use anyhow::{Context, Result, ensure};
use regex::Regex;

/// A section: what was released, or will be.
#[derive(Debug, PartialEq, Eq)]
struct Section<'a> {
    /// The version, or `Unreleased`.
    name: &'a str,
    /// The day of the release.
    date: Option<&'a str>,
    /// The text without white space around it.
    text: &'a str,
}

/// Checks that the newest release is the version, with its day, and that nothing unreleased is left.
pub fn check_released(changelog: &str, version: &str) -> Result<()> {
    let (unreleased, releases) = read(changelog)?;
    ensure!(
        unreleased.is_empty(),
        "CHANGELOG.md has changes in [Unreleased]: move them into [{version}]"
    );
    let newest = releases.first().with_context(|| missing(version))?;
    ensure!(newest.name == version, missing(version));
    ensure!(newest.date.is_some(), "CHANGELOG.md has no date for [{version}]");
    ensure!(!newest.text.is_empty(), "CHANGELOG.md has no changes in [{version}]");
    Ok(())
}

/// Checks that the version is that of the newest release, if there is one.
pub fn check_between_releases(changelog: &str, version: &str) -> Result<()> {
    let (_, releases) = read(changelog)?;
    if let Some(Section { name, .. }) = releases.first() {
        ensure!(
            *name == version,
            "the newest release in CHANGELOG.md is {name}, the version of the packages {version}: make them equal"
        );
    }
    Ok(())
}

fn missing(version: &str) -> String {
    format!("the newest release in CHANGELOG.md is not [{version}]: rename [Unreleased]")
}

/// Returns the text of the section `Unreleased`, and the releases below it.
fn read(changelog: &str) -> Result<(&str, Vec<Section<'_>>)> {
    let date = Regex::new(r"^ - \d{4}-\d{2}-\d{2}$")?;
    let mut sections: Vec<_> = changelog
        .split("\n## [")
        .skip(1)
        .filter_map(|section| {
            let (heading, text) = section.split_once('\n').unwrap_or((section, ""));
            let (name, rest) = heading.split_once(']')?;
            let date = date.is_match(rest).then(|| rest.trim_start_matches(" - "));
            Some(Section { name, date, text: text.trim() })
        })
        .collect();
    ensure!(
        sections.first().is_some_and(|section| section.name == "Unreleased"),
        "CHANGELOG.md has no section [Unreleased] at its start: add it, even if it is empty"
    );
    Ok((sections.remove(0).text, sections))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RELEASED: &str =
        "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-08-01\n\n### Added\n\n- A thing.\n";
    const UNRELEASED: &str = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n";

    fn error(changelog: &str, version: &str) -> String {
        check_released(changelog, version).unwrap_err().to_string()
    }

    #[test]
    fn accepts_a_release_with_its_day() {
        check_released(RELEASED, "1.2.3").unwrap();
        check_between_releases(RELEASED, "1.2.3").unwrap();
    }

    #[test]
    fn rejects_a_release_without_section_day_or_text() {
        assert!(error(RELEASED, "1.2.4").contains("is not [1.2.4]"));
        assert!(error(&RELEASED.replace(" - 2026-08-01", ""), "1.2.3").contains("no date"));
        assert!(
            error("\n## [Unreleased]\n\n## [1.2.3] - 2026-08-01\n", "1.2.3").contains("no changes")
        );
        assert!(error("# Changelog\n", "1.2.3").contains("no section [Unreleased]"));
    }

    #[test]
    fn rejects_unreleased_changes_in_a_release() {
        assert!(error(UNRELEASED, "1.2.3").contains("move them into [1.2.3]"));
        check_between_releases(UNRELEASED, "1.2.3").unwrap();
    }

    #[test]
    fn rejects_a_version_that_was_raised_without_a_release() {
        assert!(check_between_releases(RELEASED, "1.3.0").is_err());
    }
}
