//! Access tokens: issued by the frame host, valid for a while, refreshable.

use serde::Deserialize;

use crate::random::Random;

/// For whom a token is issued.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Grant {
    /// The user who calls.
    pub user: u32,
    /// The scopes; `None` follows the portal's settings at the time of a call.
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
    /// Exchanges the pair for a new one.
    pub refresh_token: String,
    /// The user and the scopes.
    pub grant: Grant,
    /// Unix seconds.
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
        // Another sequence than the company's from the same number.
        Self { random: Random::new(!seed), issued: Vec::new() }
    }

    pub(crate) fn issue(&mut self, grant: Grant, expires_at: f64) -> Token {
        let token = Token {
            access_token: self.random.hex(70),
            refresh_token: self.random.hex(70),
            grant,
            expires_at,
        };
        self.issued.push(Issued { token: token.clone(), refreshed: false });
        token
    }

    /// Exchanges a refresh token, which is spent by it, for a new pair.
    pub(crate) fn refresh(&mut self, refresh_token: &str, expires_at: f64) -> Option<Token> {
        let issued = self
            .issued
            .iter_mut()
            .find(|issued| !issued.refreshed && issued.token.refresh_token == refresh_token)?;
        issued.refreshed = true;
        let grant = issued.token.grant.clone();
        Some(self.issue(grant, expires_at))
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

    /// The sequence goes on, so that a forgotten token is not issued again.
    pub(crate) fn forget_all(&mut self) {
        self.issued.clear();
    }

    /// A value of 32 hexadecimal digits, such as the id of a page.
    pub(crate) fn identifier(&mut self) -> String {
        self.random.hex(32)
    }
}
