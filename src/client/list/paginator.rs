//! The paginator: requests the pages of a plan, one request after the other.

use super::keyset::page_name;
use super::plan::{Plan, check_method};
use super::state::Next;
use crate::client::batch::{self, Entry};
use crate::client::{Client, Command};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Definition;
use crate::wire::Value;
use crate::wire::envelope::Reply;

/// The target server time of one request in milliseconds: a third of the portal's limit.
const SERVER_TIME: u32 = 20_000;

/// The most pages in one request.
const MAX_PAGES: u32 = 50;

/// The number of attempts for a page that is requested separately.
const ATTEMPTS: u32 = 3;

/// A page of a list, with the progress of the list.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) rows: Vec<Value>,
    pub(crate) total: Option<u32>,
    pub(crate) requests: u32,
    pub(crate) changed: bool,
}

/// A list in progress.
#[derive(Debug)]
pub(crate) struct Paginator {
    client: Client,
    command: Command,
    /// The definition of the rows, if they are a chosen member of the result.
    rows_definition: Option<&'static Definition>,
    plan: Plan,
    /// The received pages that were not yet returned, the next one last.
    ready: Vec<Page>,
    /// The most pages of the next request by the portal's time for the last ones.
    pages_per_request: u32,
    /// The most pages of a request; fewer after requests that failed as a whole.
    max_pages: u32,
    requests: u32,
}

impl Paginator {
    /// Starts a list at its beginning or at the cursor of an error.
    ///
    /// # Errors
    ///
    /// `NOT_A_LIST`, `INVALID_CURSOR`.
    pub(crate) fn new(client: Client, command: Command, cursor: Option<&str>) -> Result<Self> {
        let plan = check_method(&command.name)
            .and_then(|()| Plan::new(command.definition, &command.params, cursor))
            .map_err(|error| error.with_method(&command.name))?;
        let ready = Vec::new();
        Ok(Self {
            client,
            command,
            rows_definition: None,
            plan,
            ready,
            pages_per_request: MAX_PAGES,
            max_pages: MAX_PAGES,
            requests: 0,
        })
    }

    /// Sets the member of a typed method's result that holds the rows: it has the shape of the
    /// definition, instead of the result.
    pub(crate) fn choose_typed_rows(&mut self, member: String) {
        self.rows_definition = self.command.definition.take();
        self.choose_rows(Some(member));
    }

    /// Sets the member of the result that holds the rows.
    pub(crate) fn choose_rows(&mut self, member: Option<String>) {
        self.plan.rows = member;
    }

    /// Returns the next page; `None` after the last. Requests pages for at most `max_rows` rows.
    /// Only the last page may be empty; it then shows that rows may be missing.
    ///
    /// # Errors
    ///
    /// The error of a page after the last attempt, with the cursor to resume at.
    pub(crate) async fn next(&mut self, max_rows: u32, timeout: u32) -> Result<Option<Page>> {
        loop {
            if let Some(page) = self.ready.pop() {
                return Ok(Some(page));
            }
            if self.plan.state.next == Next::Done {
                return Ok(None);
            }
            let outcome = self.request_pages(max_rows, timeout).await;
            self.ready.reverse();
            outcome.map_err(|error| self.at(error))?;
        }
    }

    /// Adds the method and the current cursor to an error.
    pub(crate) fn at(&self, error: Error) -> Error {
        error.with_method(&self.command.name).with_cursor(self.plan.cursor())
    }

    /// Sends one request; a single page is requested again if it fails and may succeed later.
    async fn request_pages(&mut self, max_rows: u32, timeout: u32) -> Result<()> {
        let pages = self.plan.pages(max_rows).min(self.pages_per_request).min(self.max_pages);
        let entries = self.entries(pages);
        if pages == 1 || !entries.iter().all(Entry::fits_batch) {
            return self.request_page(timeout).await;
        }
        self.requests += 1;
        let mut outcomes = Vec::new();
        batch::run(&entries, &self.client, true, timeout, &mut outcomes).await;
        let mut slowest = 0;
        for (at, outcome) in outcomes.into_iter().enumerate() {
            let accepted = outcome.into_result().and_then(|reply| {
                slowest = slowest.max(server_time(&reply));
                self.accept(reply, false)
            });
            if let Err(error) = accepted {
                // The separate request of this page shows whether the failure is permanent.
                self.plan.state.next = Next::SinglePage;
                if at == 0 && error.kind() != ErrorKind::Portal {
                    self.max_pages = (self.max_pages / 2).max(1);
                }
            }
            if self.plan.state.next != Next::Batch {
                break;
            }
        }
        self.adapt(slowest, timeout);
        Ok(())
    }

    async fn request_page(&mut self, timeout: u32) -> Result<()> {
        let mut attempt = 1;
        loop {
            self.requests += 1;
            let params = self.plan.params(&self.command.params, 0, true);
            let command = Command { params, ..self.command.clone() };
            let accepted = match self.client.send(&command, timeout).await {
                Ok(reply) => {
                    self.adapt(server_time(&reply), timeout);
                    self.accept(reply, true)
                }
                Err(error) => Err(error),
            };
            match accepted {
                Err(error) if attempt < ATTEMPTS && may_repeat(&error) => {
                    self.client.shared.runtime.sleep(1_000 << (attempt - 1)).await;
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    /// Returns the next pages as commands of a batch.
    fn entries(&self, pages: u32) -> Vec<Entry> {
        let mut entries = Vec::new();
        for index_in_batch in 0..pages {
            let params = self.plan.params(&self.command.params, index_in_batch, false);
            entries.push(Entry::new(
                page_name(index_in_batch),
                Command { params, ..self.command.clone() },
            ));
        }
        entries
    }

    fn accept(&mut self, reply: Reply<Value>, single: bool) -> Result<()> {
        let mut rows = self.plan.accept(reply, single)?;
        if let Some(definition) = self.rows_definition {
            let mut list = Value::List(rows);
            definition.shape(&self.command.params).of_rows().normalize(&mut list)?;
            rows = match list {
                Value::List(rows) => rows,
                _ => Vec::new(),
            };
        }
        let state = &self.plan.state;
        let (total, changed) = (state.total, state.changed);
        if !rows.is_empty() || state.next == Next::Done && changed {
            self.ready.push(Page { rows, total, requests: self.requests, changed });
        }
        Ok(())
    }

    /// Adapts the number of pages per request to the server time of the slowest page.
    fn adapt(&mut self, slowest: u32, timeout: u32) {
        if let Some(pages) = SERVER_TIME.min(timeout / 2).checked_div(slowest) {
            self.pages_per_request = pages.clamp(1, MAX_PAGES);
        }
    }
}

/// Returns the server time in milliseconds.
fn server_time(reply: &Reply<Value>) -> u32 {
    let duration = reply.time.as_ref().and_then(|time| time.get("duration"));
    match duration {
        Some(Value::Number(seconds)) => seconds.thousandths(),
        _ => 0,
    }
}

/// Returns whether to request a page again: after any failure but a refusal.
fn may_repeat(error: &Error) -> bool {
    error.is_retryable() || (error.kind() == ErrorKind::Response && error.code() != "PORTAL_MOVED")
}
