//! The tokens of version 5.

use serde_json::json;

use super::channel::Owner;

/// All tokens that the portal has issued.
#[derive(Debug, Default)]
pub(crate) struct Jwts {
    issued: Vec<(String, Owner, i64)>,
}

impl Jwts {
    /// Issues a token in the form of a JWT. Its signature is a random text that the server knows.
    pub(crate) fn issue(
        &mut self,
        owner: Owner,
        channel: &str,
        signature: &str,
        now: i64,
        exp: i64,
    ) -> String {
        let header = json!({ "typ": "JWT", "alg": "HS256" });
        let payload = json!({
            "iss": "1", "iat": now, "exp": exp, "sub": owner.user.map(|user| user.to_string()),
            "chan": channel,
        });
        let [header, payload] = [header, payload].map(|part| base64_url(&part.to_string()));
        let token = format!("{header}.{payload}.{signature}");
        self.issued.push((token.clone(), owner, exp));
        token
    }

    /// Returns the app and the user of a token that has not expired.
    pub(crate) fn find(&self, token: &str, now: i64) -> Option<&Owner> {
        let (_, owner, _) =
            self.issued.iter().find(|(known, _, exp)| known == token && now < *exp)?;
        Some(owner)
    }

    /// Makes all tokens unknown.
    pub(crate) fn clear(&mut self) {
        self.issued.clear();
    }

    /// Returns the tokens.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        self.issued.iter().map(|(token, _, _)| token.as_str())
    }
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Encodes a text as Base64 of addresses, without padding.
fn base64_url(text: &str) -> String {
    let mut encoded = String::new();
    for bytes in text.as_bytes().chunks(3) {
        let bits = (0..3)
            .fold(0_usize, |bits, at| (bits << 8) | bytes.get(at).copied().map_or(0, usize::from));
        let digits = [bits >> 18, bits >> 12, bits >> 6, bits].map(|digit| DIGITS.get(digit & 63));
        encoded.extend(digits.into_iter().take(bytes.len() + 1).flatten().map(|d| char::from(*d)));
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_every_length() {
        for (text, expected) in
            [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg")]
        {
            assert_eq!(base64_url(text), expected);
        }
        assert_eq!(base64_url("\u{3ff}?"), "z78_");
    }

    #[test]
    fn expires() {
        let mut jwts = Jwts::default();
        let owner = Owner { app: "app".into(), user: Some(2) };
        let token = jwts.issue(owner.clone(), "c", "s", 100, 200);
        assert_eq!(jwts.find(&token, 199), Some(&owner));
        assert_eq!(jwts.find(&token, 200), None);
        assert_eq!(jwts.find("t", 100), None);
    }
}
