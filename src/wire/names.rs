//! Repeated names.

/// Returns the places of repeated names in order, each with the place of its first occurrence.
/// Takes n log n time: the names may be a user's.
pub(crate) fn repeats<'a>(names: impl Iterator<Item = &'a str>) -> Vec<(usize, usize)> {
    let mut sorted = Vec::new();
    for (at, name) in names.enumerate() {
        sorted.push((name, at));
    }
    sorted.sort_unstable();
    let (mut repeats, mut first) = (Vec::new(), None);
    for (name, at) in sorted {
        match first {
            Some((known, first)) if known == name => repeats.push((at, first)),
            _ => first = Some((name, at)),
        }
    }
    repeats.sort_unstable();
    repeats
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_repeated_name() {
        let found = |names: &str| repeats(names.split(' '));
        assert_eq!(found("a b c"), []);
        assert_eq!(found("a b a c b a"), [(2, 0), (4, 1), (5, 0)]);
    }
}
