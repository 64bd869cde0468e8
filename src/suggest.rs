//! The name that was probably meant.

/// The candidate nearest to `name` in spelling, where one is near enough to be meant.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: &mut dyn Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = name.to_ascii_uppercase();
    let mut allowed = 1 + wanted.len() / 4;
    let mut nearest = None;
    for candidate in candidates {
        let distance = distance(wanted.as_bytes(), candidate.to_ascii_uppercase().as_bytes());
        if distance <= allowed && (nearest.is_none() || distance < allowed) {
            (allowed, nearest) = (distance, Some(candidate));
        }
    }
    nearest
}

/// How many bytes must be added, left out or replaced to make one of the other (Levenshtein).
fn distance(from: &[u8], to: &[u8]) -> usize {
    let mut above = Vec::new();
    for column in 0..to.len() {
        above.push(column + 1);
    }
    for (row, have) in from.iter().enumerate() {
        let (mut diagonal, mut left) = (row, row + 1);
        for (want, cell) in to.iter().zip(&mut above) {
            left = (diagonal + usize::from(want != have)).min(left + 1).min(*cell + 1);
            (diagonal, *cell) = (*cell, left);
        }
    }
    above.last().copied().unwrap_or(from.len())
}

/// `; did you mean "…"?` where a candidate is near enough, else nothing.
pub(crate) fn did_you_mean(name: &str, candidates: &mut dyn Iterator<Item = &str>) -> String {
    match nearest(name, candidates) {
        Some(near) => format!("; did you mean \"{near}\"?"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let names = ["NAME", "LAST_NAME", "PERSONAL_CITY", "ID"];
        let meant = |typed| nearest(typed, &mut names.into_iter());
        assert_eq!(meant("LASTNAME"), Some("LAST_NAME"));
        assert_eq!(meant("LAST_NMAE"), Some("LAST_NAME"));
        assert_eq!(meant("personal_city"), Some("PERSONAL_CITY"));
        assert_eq!(meant("UTTERLY_OTHER"), None);
    }
}
