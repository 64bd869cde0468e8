//! The paginator: the requests of a list, one after the other, without I/O.

use super::keyset::page_name;
use super::plan::{Members, Plan, check_method};
use super::state::Next;
use crate::client::Command;
use crate::client::batch::{self, Entry};
use crate::client::portal_access::PortalAccess;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{Normalize, Shape};
use crate::wire::envelope::Envelope;

/// The target server time of one request in milliseconds: a third of the portal's limit.
const SERVER_TIME: u32 = 20_000;

/// The most pages in one request.
const MAX_PAGES: u32 = 50;

/// The number of attempts for a page that is requested separately.
const ATTEMPTS: u32 = 3;

/// A page of a list, with the progress of the list.
#[derive(Debug)]
pub(crate) struct Page<T> {
    pub(crate) rows: T,
    /// The cursor to resume at this page.
    cursor: String,
    pub(crate) total: Option<u32>,
    pub(crate) requests: u32,
    pub(crate) changed: bool,
}

/// The next step of a list.
#[derive(Debug)]
pub(crate) enum Step<T> {
    /// Send this call; the paginator accepts its outcome.
    Send(Command),
    /// Wait this many milliseconds.
    Wait(u32),
    /// A page. Only the last one may be empty; it then shows that rows may be missing.
    Page(Page<T>),
    /// The list is complete.
    End,
}

/// A list in progress.
#[derive(Debug)]
pub(crate) struct Paginator<T> {
    command: Command,
    plan: Plan<T>,
    /// The received pages that were not yet returned, the next one last.
    ready: Vec<Page<T>>,
    /// The pages of the last request, if it was a batch.
    entries: Vec<Entry>,
    /// The timeout of the last request in milliseconds.
    timeout: u32,
    /// The number of attempts for the page that is requested separately.
    attempts: u32,
    /// The time before the next attempt in milliseconds.
    delay: Option<u32>,
    /// The most pages of the next request by the portal's time for the last ones.
    pages_per_request: u32,
    /// The most pages of a request; fewer after requests that failed as a whole.
    max_pages: u32,
    requests: u32,
}

impl<T: Normalize> Paginator<T> {
    /// Starts a list at its beginning or at the cursor of an error.
    ///
    /// # Errors
    ///
    /// `NOT_A_LIST`, `INVALID_CURSOR`.
    pub(crate) fn new(command: Command, members: Members, cursor: Option<&str>) -> Result<Self> {
        let plan = check_method(&command.name)
            .and_then(|()| Plan::new(&command, members, cursor))
            .map_err(|error| error.with_method(&command.name))?;
        let command = Command { reads: Some(true), ..command };
        Ok(Self {
            command,
            plan,
            ready: Vec::new(),
            entries: Vec::new(),
            timeout: 0,
            attempts: 0,
            delay: None,
            pages_per_request: MAX_PAGES,
            max_pages: MAX_PAGES,
            requests: 0,
        })
    }

    /// Sets the member of a typed method's result that holds the rows. Returns the shape that the
    /// method defines: it is that of the rows, and the pages are not normalized.
    pub(crate) fn choose_typed_rows(&mut self, member: String) -> Option<Shape> {
        self.plan.rows = Some(member);
        let definition = self.command.definition.take()?;
        Some(definition.shape(&self.command.params).of_rows())
    }

    /// Returns the next step. A request has pages for at most `max_rows` rows, and a timeout in
    /// milliseconds.
    pub(crate) fn next(&mut self, max_rows: u32, timeout: u32) -> Step<T> {
        if let Some(page) = self.ready.pop() {
            return Step::Page(page);
        }
        if self.plan.state.next == Next::Done {
            return Step::End;
        }
        if let Some(delay) = self.delay.take() {
            return Step::Wait(delay);
        }
        self.timeout = timeout;
        self.requests += 1;
        let pages = self.plan.pages(max_rows).min(self.pages_per_request).min(self.max_pages);
        if self.attempts == 0 && pages > 1 {
            let entries = self.entries(pages);
            if entries.iter().all(Entry::fits_batch) {
                // The separate request of a page shows whether a failure is permanent.
                let command = Command { reads: Some(false), ..batch::command(&entries, true) };
                self.entries = entries;
                return Step::Send(command);
            }
        }
        self.attempts += 1;
        let params = self.plan.params(&self.command.params, 0, true);
        Step::Send(Command { params, ..self.command.clone() })
    }

    /// Accepts the outcome of the last request. A single page is requested again if its
    /// response is not that page.
    ///
    /// # Errors
    ///
    /// The error of a page after the last attempt, with the cursor to resume at.
    pub(crate) fn accept(
        &mut self,
        access: &PortalAccess,
        outcome: Result<Envelope<T>>,
        now: f64,
    ) -> Result<()> {
        let entries = std::mem::take(&mut self.entries);
        if !entries.is_empty() {
            self.accept_pages(batch::read(&entries, access, true, outcome, now));
            self.ready.reverse();
            return Ok(());
        }
        let accepted = outcome.and_then(|reply| {
            self.adapt(server_time(&reply));
            self.accept_page(reply, true)
        });
        match accepted {
            Err(error) if self.attempts < ATTEMPTS && may_repeat(&error) => {
                self.delay = Some(1_000 << (self.attempts - 1));
                Ok(())
            }
            outcome => {
                self.attempts = 0;
                outcome.map_err(|error| access.credentials.redact(self.at(error)))
            }
        }
    }

    /// Adds the method, and the cursor after the rows that were returned, to an error.
    pub(crate) fn at(&self, error: Error) -> Error {
        let cursor = match self.ready.last() {
            Some(page) => page.cursor.clone(),
            None => self.plan.cursor(),
        };
        error.with_method(&self.command.name).with_cursor(cursor)
    }

    fn accept_pages(&mut self, pages: Vec<batch::Attempt<T>>) {
        let mut slowest = 0;
        for (at, page) in pages.into_iter().enumerate() {
            let accepted = page.map_err(|failure| failure.error).and_then(|reply| {
                slowest = slowest.max(server_time(&reply));
                self.accept_page(reply, false)
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
        self.adapt(slowest);
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

    fn accept_page(&mut self, reply: Envelope<T>, single: bool) -> Result<()> {
        let cursor = self.plan.cursor();
        let rows = self.plan.accept(reply, single)?;
        let state = &self.plan.state;
        let (total, changed) = (state.total, state.changed);
        if rows.len() > 0 || state.next == Next::Done && changed {
            self.ready.push(Page { rows, cursor, total, requests: self.requests, changed });
        }
        Ok(())
    }

    /// Adapts the number of pages per request to the server time of the slowest page.
    fn adapt(&mut self, slowest: u32) {
        if let Some(pages) = SERVER_TIME.min(self.timeout / 2).checked_div(slowest) {
            self.pages_per_request = pages.clamp(1, MAX_PAGES);
        }
    }
}

/// Returns whether to request a page again: its response was readable, but is not the page.
fn may_repeat(error: &Error) -> bool {
    let is_repeated = error.attempts() > 1;
    let is_lasting = matches!(error.code(), "PORTAL_MOVED" | "RESPONSE_TOO_LARGE");
    error.kind() == ErrorKind::Response && !is_lasting && !is_repeated
}

/// Returns the server time in milliseconds.
fn server_time<T: Normalize>(reply: &Envelope<T>) -> u32 {
    reply.time.as_ref().map_or(0, |time| time.thousandths("duration") as u32)
}
