//! Full-text search: words that must begin words of the text.

/// The minimum length of a word in the full-text index.
const MIN_WORD_LENGTH: usize = 3;

/// Words that must each be the beginning of a word of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WordSearch {
    words: Vec<String>,
}

impl WordSearch {
    /// Extracts the words of at least three characters, and numbers. Returns `None`, which means no
    /// condition, if there are none.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let words: Vec<String> = words(text)
            .filter(|word| word.chars().count() >= MIN_WORD_LENGTH || is_number(word))
            .collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// Returns whether each word begins a word of one of the texts.
    pub(crate) fn matches(&self, texts: &[&str]) -> bool {
        let found: Vec<String> = texts.iter().flat_map(|text| words(text)).collect();
        self.words.iter().all(|wanted| found.iter().any(|word| word.starts_with(wanted)))
    }
}

/// Returns whether the word, of any length, begins a word of one of the texts.
pub(crate) fn is_word_prefix(word: &str, texts: &[&str]) -> bool {
    let word = word.to_lowercase();
    texts.iter().flat_map(|text| words(text)).any(|found| found.starts_with(&word))
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}
