//! Full-text search: words that must begin words of the text.

/// Shorter words are not in the full-text index.
const SHORTEST_WORD: usize = 3;

/// Words of which each must be the beginning of a word of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WordSearch {
    words: Vec<String>,
}

impl WordSearch {
    /// Takes the words of at least three characters, and numbers. `None`, which
    /// stands for no condition at all, where there are none.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let words: Vec<String> = words(text)
            .filter(|word| word.chars().count() >= SHORTEST_WORD || is_number(word))
            .collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// Whether each word begins a word of one of the texts.
    pub(crate) fn matches(&self, texts: &[&str]) -> bool {
        let found: Vec<String> = texts.iter().flat_map(|text| words(text)).collect();
        self.words.iter().all(|wanted| found.iter().any(|word| word.starts_with(wanted)))
    }
}

/// Whether the word, of whatever length, begins a word of one of the texts.
pub(crate) fn begins_a_word(word: &str, texts: &[&str]) -> bool {
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
