//! The tokens of version 5.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
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
        let [header, payload] =
            [header, payload].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_the_parts_of_a_jwt() {
        let owner = Owner { app: "app".into(), user: Some(2) };
        let token = Jwts::default().issue(owner, "c", "s", 100, 200);
        let payload = "eyJpc3MiOiIxIiwiaWF0IjoxMDAsImV4cCI6MjAwLCJzdWIiOiIyIiwiY2hhbiI6ImMifQ";
        assert_eq!(token, format!("eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.{payload}.s"));
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
