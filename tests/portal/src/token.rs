//! Access tokens: issued by the host page, limited in time, refreshable.

use serde::Deserialize;

use crate::random::Random;

/// The user and the scopes of a token.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Grant {
    /// The user on whose behalf the app calls.
    pub user: u32,
    /// The scopes; `None` means the portal's settings at the time of a call.
    pub scopes: Option<Vec<String>>,
}

impl Default for Grant {
    fn default() -> Self {
        Self { user: 1, scopes: None }
    }
}

/// A pair of tokens.
#[derive(Clone, Debug)]
pub struct Token {
    /// The value of the parameter `auth`.
    pub access_token: String,
    /// The token that exchanges the pair for a new one.
    pub refresh_token: String,
    /// The user and the scopes.
    pub grant: Grant,
    /// The time of expiry, in unix seconds.
    pub expires_at: f64,
}

/// All tokens that the portal has issued.
#[derive(Debug)]
pub(crate) struct Tokens {
    random: Random,
    issued: Vec<Issued>,
}

#[derive(Debug)]
struct Issued {
    token: Token,
    /// Whether the refresh token was used.
    refreshed: bool,
}

impl Tokens {
    pub(crate) fn new(seed: u64) -> Self {
        // Differs from the company's sequence for the same seed.
        Self { random: Random::new(!seed), issued: Vec::new() }
    }

    pub(crate) fn issue(&mut self, grant: Grant, expires_at: f64) -> Token {
        let token = Token {
            access_token: self.random.secret(70),
            refresh_token: self.random.secret(70),
            grant,
            expires_at,
        };
        self.issued.push(Issued { token: token.clone(), refreshed: false });
        token
    }

    /// Exchanges a refresh token for a new pair. Each refresh token works once.
    pub(crate) fn refresh(&mut self, refresh_token: &str, expires_at: f64) -> Option<Token> {
        let issued = self
            .issued
            .iter_mut()
            .find(|issued| !issued.refreshed && issued.token.refresh_token == refresh_token)?;
        issued.refreshed = true;
        let grant = issued.token.grant.clone();
        Some(self.issue(grant, expires_at))
    }

    /// Returns the token that was issued last.
    pub(crate) fn last(&self) -> Option<&Token> {
        self.issued.last().map(|issued| &issued.token)
    }

    pub(crate) fn find(&self, access_token: &str) -> Option<&Token> {
        let mut tokens = self.issued.iter().map(|issued| &issued.token);
        tokens.find(|token| token.access_token == access_token)
    }

    pub(crate) fn expire_all(&mut self) {
        for issued in &mut self.issued {
            issued.token.expires_at = f64::NEG_INFINITY;
        }
    }

    /// Deletes all tokens. The random sequence continues, so that no deleted token is issued again.
    pub(crate) fn clear(&mut self) {
        self.issued.clear();
    }

    /// Returns a new identifier of 32 hexadecimal digits, such as the id of a page.
    pub(crate) fn identifier(&mut self) -> String {
        self.random.hex(32)
    }
}
