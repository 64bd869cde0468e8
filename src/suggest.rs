//! Suggestions for misspelt names.

/// Returns the candidate nearest to `name` in spelling, if one is near enough.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: &mut dyn Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = name.to_ascii_uppercase().into_bytes();
    let mut allowed = 1 + wanted.len() / 4;
    let mut nearest = None;
    for candidate in candidates {
        let distance =
            strsim::generic_levenshtein(&wanted, &candidate.to_ascii_uppercase().into_bytes());
        if distance <= allowed && (nearest.is_none() || distance < allowed) {
            (allowed, nearest) = (distance, Some(candidate));
        }
    }
    nearest
}

/// Returns `; did you mean "…"?` if a candidate is near enough, else an empty text.
pub(crate) fn did_you_mean(name: &str, candidates: &mut dyn Iterator<Item = &str>) -> String {
    match nearest(name, candidates) {
        Some(near) => text!("; did you mean \"{}\"?", near),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_nearest_name() {
        let names = ["NAME", "LAST_NAME", "PERSONAL_CITY", "ID"];
        let suggest = |typed| nearest(typed, &mut names.into_iter());
        assert_eq!(suggest("LASTNAME"), Some("LAST_NAME"));
        assert_eq!(suggest("LAST_NMAE"), Some("LAST_NAME"));
        assert_eq!(suggest("personal_city"), Some("PERSONAL_CITY"));
        assert_eq!(suggest("UTTERLY_OTHER"), None);
    }
}
