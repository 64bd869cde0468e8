//! Searching in text. The standard library's search for a word brings 7 KB into the wasm.

/// Where `word` begins in `text`.
pub(crate) fn find(text: &str, word: &str) -> Option<usize> {
    let mut windows = text.as_bytes().windows(word.len().max(1));
    windows.position(|window| window == word.as_bytes())
}

/// What stands before and after the first `word`.
pub(crate) fn split<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let at = find(text, word)?;
    Some((text.get(..at)?, text.get(at + word.len()..)?))
}

/// The text with `other` in the place of every `word`.
pub(crate) fn replace(text: &str, word: &str, other: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = split(rest, word) {
        out.push_str(before);
        out.push_str(other);
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_splits_and_replaces() {
        assert_eq!(find("aab", "ab"), Some(1));
        assert_eq!(find("a", "ab"), None);
        assert_eq!(split("https://a://b", "://"), Some(("https", "a://b")));
        assert_eq!(replace("Ж1Ж2", "Ж", "*"), "*1*2");
        assert_eq!(replace("abc", "x", "*"), "abc");
    }
}
