//! The patterns of SQL's `LIKE`.

/// A pattern in which `%` matches any text and `_` any character; a backslash escapes the next
/// character.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LikePattern {
    tokens: Vec<Token>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    AnyText,
    AnyCharacter,
    Character(char),
}

impl LikePattern {
    pub(crate) fn new(pattern: &str) -> Self {
        let mut tokens = Vec::new();
        let mut characters = pattern.chars();
        while let Some(character) = characters.next() {
            tokens.push(match character {
                '%' => Token::AnyText,
                '_' => Token::AnyCharacter,
                '\\' => Token::Character(characters.next().unwrap_or('\\')),
                other => Token::Character(other),
            });
        }
        Self { tokens }
    }

    /// Returns whether the pattern matches the whole text. Case counts.
    pub(crate) fn matches(&self, text: &str) -> bool {
        matches(&self.tokens, text)
    }
}

/// Matches token by token. After a mismatch the latest `%` matches one more character; an earlier
/// `%` never needs to.
fn matches(tokens: &[Token], text: &str) -> bool {
    let (mut tokens, mut rest) = (tokens, text);
    let mut retry: Option<(&[Token], &str)> = None;
    loop {
        let after_one = rest.chars().next().map(|c| (c, rest.get(c.len_utf8()..).unwrap_or("")));
        match (tokens.split_first(), after_one) {
            (Some((Token::AnyText, after)), _) => {
                retry = Some((after, rest));
                tokens = after;
                continue;
            }
            (Some((Token::AnyCharacter, after)), Some((_, next))) => {
                (tokens, rest) = (after, next);
                continue;
            }
            (Some((Token::Character(wanted), after)), Some((found, next))) if *wanted == found => {
                (tokens, rest) = (after, next);
                continue;
            }
            (None, None) => return true,
            _ => {}
        }
        let Some((after, from)) = retry else {
            return false;
        };
        let mut characters = from.chars();
        if characters.next().is_none() {
            return false;
        }
        retry = Some((after, characters.as_str()));
        (tokens, rest) = (after, characters.as_str());
    }
}
