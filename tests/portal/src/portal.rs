//! The portal: its state, and the routing of requests.

use std::collections::HashMap;
use std::time::Duration;

use crate::churn::Churn;
use crate::company::Company;
use crate::control;
use crate::fault::Fault;
use crate::faults::Faults;
use crate::guard;
use crate::host;
use crate::http::{Request, Response};
use crate::methods::{EventHandler, PlacementHandler, Replies};
use crate::oauth;
use crate::push::Push;
use crate::random::Random;
use crate::record::Record;
use crate::rest;
use crate::rest::bucket::Buckets;
use crate::rest::operating::Operating;
use crate::settings::{Generation, Settings};
use crate::store::{Entity, Plan, Store};
use crate::token::{Grant, Token, Tokens};
use crate::v3;

/// The options that are fixed for the lifetime of a portal.
#[derive(Clone, Debug)]
pub struct Options {
    /// The number of employees and extranet users of the company, from 1 to 100,000.
    pub users: u32,
    /// The seed of the company: the same seed gives the same company.
    pub seed: u64,
    /// The number of deals, from 1 to 100,000.
    pub deals: u32,
    /// The number of tasks, from 1 to 100,000.
    pub tasks: u32,
    /// The generation of REST 3.0 that the portal starts with.
    pub rest3: Generation,
    /// The replies of stubs, which come before the emulator's own methods.
    pub replies: Replies,
    /// The seed of the tokens: the same seed gives the same tokens. The program uses an
    /// unpredictable seed, because a page of any origin may call `/rest/` with a token.
    pub token_seed: u64,
    /// The portal's origin, without a trailing slash.
    pub origin: String,
    /// The origin of the push server, without a trailing slash.
    pub push: String,
    /// The address of the app that the host page opens.
    pub app: String,
    /// The secret of the webhook `/rest/1/SECRET/`.
    pub webhook_secret: String,
    /// The app's client id at the OAuth server.
    pub client_id: String,
    /// The app's secret at the OAuth server.
    pub client_secret: String,
    /// The origins whose pages may use `/control/`, in addition to the portal's own.
    pub control_origins: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            users: 1000,
            seed: 1,
            deals: 250,
            tasks: 140,
            rest3: Generation::default(),
            replies: Replies::default(),
            token_seed: 1,
            origin: "http://localhost:8000".to_owned(),
            push: "http://localhost:8002".to_owned(),
            app: "http://127.0.0.1:8001/".to_owned(),
            webhook_secret: "webhooksecret0001".to_owned(),
            client_id: "local.example".to_owned(),
            client_secret: "clientsecret0001".to_owned(),
            control_origins: Vec::new(),
        }
    }
}

/// A portal without sockets, clock and randomness: takes requests and the time, and returns
/// responses.
#[derive(Debug)]
pub struct Portal {
    pub(crate) options: Options,
    pub(crate) company: Company,
    pub(crate) settings: Settings,
    pub(crate) faults: Faults,
    pub(crate) records: Vec<Record>,
    pub(crate) tokens: Tokens,
    pub(crate) buckets: Buckets,
    pub(crate) operating: Operating,
    pub(crate) churn: Churn,
    /// The statuses that users have set in the messenger.
    pub(crate) statuses: HashMap<u32, String>,
    /// The stored data of the app.
    pub(crate) app: host::App,
    /// The event handlers that the app has bound.
    pub(crate) event_handlers: Vec<EventHandler>,
    /// The handlers that the app has bound to placements.
    pub(crate) placement_handlers: Vec<PlacementHandler>,
    /// The records beside the company; `None` until they are needed.
    store: Option<Store>,
    /// The replies of REST 3.0 to requests with an idempotency key.
    pub(crate) keyed_replies: v3::KeyedReplies,
    pub(crate) push: Push,
    /// The company before any change.
    initial_company: Company,
    pub(crate) member_id: String,
    pub(crate) application_token: String,
}

impl Portal {
    /// Creates a portal with a company generated from the seed.
    pub fn new(options: Options) -> Self {
        let mut identifiers = Random::new(options.seed.rotate_left(32));
        let company = Company::generate(options.users, options.seed);
        Self {
            initial_company: company.clone(),
            company,
            churn: Churn::new(options.seed),
            statuses: HashMap::new(),
            app: host::App::default(),
            event_handlers: Vec::new(),
            placement_handlers: Vec::new(),
            store: None,
            keyed_replies: v3::KeyedReplies::default(),
            push: Push::new(options.token_seed.rotate_left(32)),
            settings: Settings::of(options.rest3),
            faults: Faults::new(options.seed),
            records: Vec::new(),
            tokens: Tokens::new(options.token_seed),
            buckets: Buckets::default(),
            operating: Operating::default(),
            member_id: identifiers.hex(32),
            application_token: identifiers.hex(32),
            options,
        }
    }

    /// Responds to a request that arrives at `now`, in unix seconds.
    ///
    /// Requests under `/rest/` are recorded. No request is an error: the response to an unknown
    /// path is 404, and to a foreign `Host` header 403.
    pub fn handle(&mut self, request: Request, now: f64) -> Response {
        if let Some(text) = guard::reject_host(request.header("host"), &self.options.origin) {
            return guard::with_private_headers(Response::new(
                403,
                "text/plain; charset=utf-8",
                text,
            ));
        }
        let path = request.path();
        if path.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("/rest/")) {
            let response = match v3::Route::parse(path) {
                Some(route) => v3::handle(self, &request, &route, now),
                None => rest::handle(self, &request, now),
            };
            let delivery = Duration::from_millis(self.settings.push.delivery_ms);
            self.push.commit(now + (response.delay + delivery).as_secs_f64());
            self.records.push(Record::new(&request, &response));
            return response;
        }
        if path.starts_with("/control/") {
            return control::handle(self, &request, now);
        }
        if path.trim_end_matches('/') == "/oauth/token" {
            return oauth::handle(self, &request, now);
        }
        host::handle(self, &request, now)
    }

    /// Returns the company whose data the portal serves.
    pub fn company(&self) -> &Company {
        &self.company
    }

    /// Returns the settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns the settings for modification.
    pub fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    /// Adds a fault after the existing ones.
    pub fn add_fault(&mut self, fault: Fault) {
        self.faults.add(fault);
    }

    /// Removes all faults.
    pub fn clear_faults(&mut self) {
        self.faults.clear();
    }

    /// Returns the requests under `/rest/` so far, preflights included.
    pub fn requests(&self) -> &[Record] {
        &self.records
    }

    /// Returns the level of the bucket of a client address.
    pub(crate) fn bucket_level(&self, source: &str, now: f64) -> f64 {
        self.buckets.level(source, &self.settings.bucket, now)
    }

    /// Returns when the last token expires, in unix seconds; `None` if there is none.
    pub(crate) fn token_expiry(&self) -> Option<f64> {
        self.tokens.last().map(|token| token.expires_at)
    }

    /// Deletes the recorded requests.
    pub fn clear_requests(&mut self) {
        self.records.clear();
    }

    /// Issues a pair of tokens.
    pub fn issue_token(&mut self, grant: Grant, now: f64) -> Token {
        let expires_at = self.expiry(now);
        self.tokens.issue(grant, expires_at)
    }

    /// Exchanges a refresh token for a new pair; returns `None` if it is unknown or was used
    /// before.
    pub fn refresh_token(&mut self, refresh_token: &str, now: f64) -> Option<Token> {
        let expires_at = self.expiry(now);
        self.tokens.refresh(refresh_token, expires_at)
    }

    /// Expires all access tokens issued so far; they stay refreshable.
    pub fn expire_tokens(&mut self) {
        self.tokens.expire_all();
    }

    /// Adds `count` employees.
    pub fn hire(&mut self, count: u32) {
        for _ in 0..count {
            self.company.hire(&mut self.churn.random);
        }
    }

    /// Removes the users with these ids.
    pub fn remove(&mut self, ids: &[u32]) {
        for id in ids {
            self.company.remove_user(*id);
        }
    }

    /// Resets the company, settings, faults, records, limits and tokens; tokens issued before
    /// become unknown.
    pub fn reset(&mut self) {
        self.company = self.initial_company.clone();
        self.churn = Churn::new(self.options.seed);
        self.statuses.clear();
        self.app = host::App::default();
        self.event_handlers.clear();
        self.placement_handlers.clear();
        self.store = None;
        self.settings = Settings::of(self.options.rest3);
        self.keyed_replies = v3::KeyedReplies::default();
        self.faults = Faults::new(self.options.seed);
        self.records.clear();
        self.buckets = Buckets::default();
        self.operating = Operating::default();
        self.tokens.clear();
        self.push.reset();
    }

    /// Adds and removes records of a kind after a list of them, if the settings want it.
    pub(crate) fn churn_records(&mut self, entity: &Entity) {
        if let Some(store) = &mut self.store {
            self.churn.after_list(&self.settings.churn, store, entity);
        }
    }

    /// Returns the records beside the company, which are generated at their first use.
    pub(crate) fn store(&mut self) -> &mut Store {
        let Options { seed, deals, tasks, .. } = self.options;
        let plan = Plan { seed, deals, tasks, more: v3::entities() };
        self.store.get_or_insert_with(|| Store::generate(&self.initial_company, plan))
    }

    fn expiry(&self, now: f64) -> f64 {
        now + self.settings.token_lifetime as f64
    }
}
