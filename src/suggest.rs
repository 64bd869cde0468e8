//! The name that was probably meant.

/// The candidate nearest to `name` in spelling, where one is near enough to be meant.
pub(crate) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_ascii_uppercase();
    let allowed = 1 + wanted.len() / 4;
    candidates
        .map(|candidate| (strsim::osa_distance(&wanted, &candidate.to_ascii_uppercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// `; did you mean "…"?` where a candidate is near enough, else nothing.
pub(crate) fn did_you_mean<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> String {
    nearest(name, candidates).map_or_else(String::new, |near| format!("; did you mean \"{near}\"?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let names = ["NAME", "LAST_NAME", "PERSONAL_CITY", "ID"];
        let meant = |typed| nearest(typed, names.into_iter());
        assert_eq!(meant("LASTNAME"), Some("LAST_NAME"));
        assert_eq!(meant("LAST_NMAE"), Some("LAST_NAME"));
        assert_eq!(meant("personal_city"), Some("PERSONAL_CITY"));
        assert_eq!(meant("DI"), Some("ID"));
        assert_eq!(meant("UTTERLY_OTHER"), None);
    }
}
