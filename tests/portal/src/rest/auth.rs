//! Authentication and authorization of a caller.

use super::error::{
    EXPIRED_TOKEN, Error, INSUFFICIENT_SCOPE, INVALID_CREDENTIALS, INVALID_TOKEN, NO_AUTH_FOUND,
};
use super::route::Route;
use crate::methods::Method;
use crate::portal::Portal;

/// The caller of a method.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The id of the user on whose behalf the method runs.
    pub user: u32,
    /// The granted scopes.
    pub scopes: Vec<String>,
    /// Whether the call was made through a webhook rather than with a token.
    pub webhook: bool,
    /// The token, or the secret of the webhook.
    pub(crate) secret: String,
}

impl Caller {
    /// Returns whether one of the method's scopes was granted. A method without scopes is open to
    /// every caller.
    pub(crate) fn may_call(&self, method: &Method) -> bool {
        method.scopes.is_empty() || method.scopes.iter().any(|scope| self.has_scope(scope))
    }

    /// Returns whether the caller is the company's administrator.
    pub(crate) fn is_admin(&self) -> bool {
        self.user == 1
    }

    /// Returns the address of a method, with the caller's permission.
    pub(crate) fn address(&self, origin: &str, method: &str) -> String {
        let Self { user, secret, .. } = self;
        match self.webhook {
            true => format!("{origin}/rest/{user}/{secret}/{method}.json?"),
            false => format!("{origin}/rest/{method}.json?auth={secret}&"),
        }
    }

    /// Returns whether the scope was granted.
    pub fn has_scope(&self, scope: &str) -> bool {
        self.scopes.iter().any(|granted| granted == scope)
    }
}

/// Checks the webhook's secret or the access token, then the scope.
pub(crate) fn authorize(
    portal: &Portal,
    route: &Route,
    token: Option<&str>,
    method: &Method,
    now: f64,
) -> Result<Caller, Error> {
    let caller = authenticate(portal, route.webhook.as_ref(), token, now)?;
    if caller.may_call(method) { Ok(caller) } else { Err(insufficient_scope(portal, &caller)) }
}

/// Checks the webhook's user and secret, or the access token if there is no webhook.
pub(crate) fn authenticate(
    portal: &Portal,
    credentials: Option<&(u32, String)>,
    token: Option<&str>,
    now: f64,
) -> Result<Caller, Error> {
    match credentials {
        Some((user, secret)) => webhook(portal, *user, secret),
        None => bearer(portal, token, now),
    }
}

fn webhook(portal: &Portal, user: u32, secret: &str) -> Result<Caller, Error> {
    if user != 1 || secret != portal.options.webhook_secret {
        return Err(INVALID_CREDENTIALS.into());
    }
    let scopes = portal.settings.scopes.clone();
    Ok(Caller { user, scopes, webhook: true, secret: secret.to_owned() })
}

fn bearer(portal: &Portal, token: Option<&str>, now: f64) -> Result<Caller, Error> {
    let token = token.ok_or(NO_AUTH_FOUND)?;
    let known = portal.tokens.find(token).ok_or(INVALID_TOKEN)?;
    if now >= known.expires_at {
        return Err(EXPIRED_TOKEN.into());
    }
    let scopes = known.grant.scopes.as_ref().unwrap_or(&portal.settings.scopes).clone();
    let user = known.grant.user;
    Ok(Caller { user, scopes, webhook: false, secret: token.to_owned() })
}

fn insufficient_scope(portal: &Portal, caller: &Caller) -> Error {
    let mut error = Error::from(INSUFFICIENT_SCOPE);
    error.status = portal.settings.insufficient_scope_status;
    if caller.webhook {
        error.description = error.description.replace("access token", "webhook token");
    }
    error
}
