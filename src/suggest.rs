//! Suggestions for misspelt names.

/// A search for the candidate that is nearest to a name in spelling.
pub(crate) struct Suggestion<'a> {
    wanted: Vec<u8>,
    /// The largest distance of a candidate that is near enough.
    allowed: usize,
    nearest: Option<&'a str>,
}

impl<'a> Suggestion<'a> {
    pub(crate) fn new(name: &str) -> Self {
        let wanted = name.to_ascii_uppercase().into_bytes();
        Self { allowed: 1 + wanted.len() / 4, wanted, nearest: None }
    }

    /// Offers a candidate.
    pub(crate) fn offer(&mut self, candidate: &'a str) {
        let offered = candidate.to_ascii_uppercase().into_bytes();
        let distance = strsim::generic_levenshtein(&self.wanted, &offered);
        if distance <= self.allowed && (self.nearest.is_none() || distance < self.allowed) {
            (self.allowed, self.nearest) = (distance, Some(candidate));
        }
    }

    /// Returns `; did you mean "…"?` if a candidate is near enough, else an empty text.
    pub(crate) fn text(&self) -> String {
        match self.nearest {
            Some(near) => text!("; did you mean \"{}\"?", near),
            None => String::new(),
        }
    }
}

/// Returns `None` for a known name, and else the text of the suggestion.
#[cfg(feature = "v3")]
pub(crate) fn near_unknown(name: &str, known: &[&str]) -> Option<String> {
    let mut suggestion = Suggestion::new(name);
    for candidate in known {
        suggestion.offer(candidate);
    }
    (!known.contains(&name)).then(|| suggestion.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_nearest_name() {
        let suggest = |typed| {
            let mut suggestion = Suggestion::new(typed);
            for name in ["NAME", "LAST_NAME", "PERSONAL_CITY", "ID"] {
                suggestion.offer(name);
            }
            suggestion.text()
        };
        assert_eq!(suggest("LASTNAME"), "; did you mean \"LAST_NAME\"?");
        assert_eq!(suggest("LAST_NMAE"), "; did you mean \"LAST_NAME\"?");
        assert_eq!(suggest("personal_city"), "; did you mean \"PERSONAL_CITY\"?");
        assert_eq!(suggest("UTTERLY_OTHER"), "");
    }
}
