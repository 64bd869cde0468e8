//! The error of a method that the emulator does not have.

use super::all;
use crate::rest::Error;

/// How many similar methods the error names.
const MAX_SIMILAR: usize = 5;

/// Returns the portal's error, whose description also names the method, similar ones and the way
/// to stub it.
///
/// A name with other characters than those of methods is not repeated, because it may be a part of
/// an address with a secret.
pub(crate) fn not_found(name: &str) -> Error {
    let is_name_character = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let is_name = (1..=100).contains(&name.len()) && name.chars().all(is_name_character);
    let mut text = "Method not found!".to_owned();
    if is_name && name.contains('.') {
        text.push_str(&format!(" The emulator has no \"{name}\""));
        let similar = similar(name);
        if !similar.is_empty() {
            let quoted: Vec<String> = similar.iter().map(|name| format!("\"{name}\"")).collect();
            text.push_str(&format!("; it has {}", quoted.join(", ")));
        }
        text.push_str(
            ". Start it with --replies FILE.json to stub a method, and with --methods to see all",
        );
    }
    Error::new("ERROR_METHOD_NOT_FOUND", text, 404)
}

/// Returns the methods whose names differ by at most a third of the letters, those of the same
/// folder, and those with the same first and last word; the most similar ones first.
fn similar(name: &str) -> Vec<&'static str> {
    let folder = name.rsplit_once('.').map_or("", |(folder, _)| folder);
    let mut found: Vec<(usize, &str)> = all()
        .iter()
        .map(|method| (distance(name, method.name), method.name))
        .filter(|(distance, known)| {
            let same_folder = known.rsplit_once('.').is_some_and(|(other, _)| other == folder);
            let same_ends = ends(known) == ends(name);
            same_folder || same_ends || *distance <= name.len() / 3
        })
        .collect();
    found.sort_unstable();
    found.into_iter().take(MAX_SIMILAR).map(|(_, name)| name).collect()
}

/// Returns the first and the last word of a name.
fn ends(name: &str) -> (Option<&str>, Option<&str>) {
    (name.split('.').next(), name.rsplit('.').next())
}

/// Returns the number of letters to insert, remove or replace until both names are equal.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.bytes().enumerate() {
        let mut previous = index;
        let mut left = index + 1;
        let mut next = vec![left];
        for (above, known) in row.iter().skip(1).zip(other.bytes()) {
            let replaced = previous + usize::from(letter != known);
            left = replaced.min(above + 1).min(left + 1);
            next.push(left);
            previous = *above;
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_different_letters() {
        for (one, other, expected) in [
            ("", "", 0),
            ("", "ab", 2),
            ("abc", "abc", 0),
            ("kitten", "sitting", 3),
            ("ab", "b", 1),
        ] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
            assert_eq!(distance(other, one), expected, "{other} {one}");
        }
    }

    #[test]
    fn names_what_is_similar() {
        assert_eq!(similar("crm.deal.lst").first(), Some(&"crm.deal.list"));
        assert!(similar("crm.vat.list").contains(&"crm.lead.list"));
        assert!(similar("user.gett").contains(&"user.get"));
        assert!(similar("zzz.zzz.zzz.zzz").is_empty());
    }
}
