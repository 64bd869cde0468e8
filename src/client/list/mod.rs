//! Lists: every row of a method's list, in as few requests as possible.

mod key;
mod keyset;
mod offset;
mod paginator;
mod plan;
mod recent_ids;
mod rows;
mod state;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;

use crate::client::{CallRules, Client, Command, batch};
use crate::error::{Error, Result};
use crate::schema::{Decode, Element, Method, Shape, invalid_result};
use crate::transport::{LocalFuture, milliseconds};
use crate::wire::Value;

pub(crate) use paginator::{Page, Paginator, Step};
pub(crate) use plan::Members;

/// A result that is a list of rows.
pub trait Rows: Decode {
    /// One row.
    type Row: Element;
}

impl<E: Element> Rows for Vec<E> {
    type Row = E;
}

impl<E: Element> Rows for BTreeMap<u64, E> {
    type Row = E;
}

/// The progress of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Progress {
    /// The number of rows in the pages so far, including the current one.
    pub rows: u32,
    /// The portal's total number of rows.
    pub total: Option<u32>,
    /// The number of requests so far.
    pub requests: u32,
    /// Whether rows may be missing: rows were inserted or deleted and so the total changed, or the
    /// portal counts rows that it does not send, such as other people's. In a list by identifier,
    /// insertions and deletions do not shift other rows.
    pub changed: bool,
}

/// The rows of a list, one by one. A request is sent only when its rows are needed, so memory does
/// not grow with the list, and a dropped list sends no more requests.
///
/// By identifier, which is the default order, the list returns each row that exists all the time
/// exactly once, even if others are inserted or deleted. In another order, duplicates are removed,
/// and [`Progress::changed`] shows whether rows may be missing.
///
/// ```no_run
/// use b24_wasm::methods::user;
/// # async fn example(b24: b24_wasm::Client) -> Result<(), b24_wasm::Error> {
///
/// let mut users = b24.list(user::Get::new());
/// while let Some(user) = users.try_next().await? {
///     println!("{}", user.id);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a list sends nothing until its rows are requested"]
pub struct List<T> {
    client: Client,
    state: State,
    /// The shape of the rows, if they are a chosen member of the result.
    shape: Option<Shape>,
    rows: std::vec::IntoIter<Value>,
    progress: Progress,
    rules: CallRules,
    timeout: u32,
    row: PhantomData<fn() -> T>,
}

/// The outcome of the request of a page; none after the last one.
type NextPage = Result<Option<Page<Value>>>;

enum State {
    Idle(Box<Paginator<Value>>),
    Loading(LocalFuture<'static, (Box<Paginator<Value>>, NextPage)>),
    Ended(Option<Error>),
}

impl<T> fmt::Debug for List<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("List").field(&self.progress).finish()
    }
}

impl Client {
    /// Lists every row of a method. The first page is requested separately; later requests have as
    /// many pages as the portal's times allow.
    pub fn list<M>(&self, method: M) -> List<<M::Result as Rows>::Row>
    where
        M: Method,
        M::Result: Rows,
    {
        self.list_from(method, None)
    }

    /// Resumes a list at the [cursor](crate::Error::cursor) of the error that it failed with.
    pub fn list_from<M>(&self, method: M, cursor: Option<&str>) -> List<<M::Result as Rows>::Row>
    where
        M: Method,
        M::Result: Rows,
    {
        let paginate = |command| Paginator::new(command, Members::default(), cursor);
        let state = match Command::typed(method, false).and_then(paginate) {
            Ok(paginator) => State::Idle(Box::new(paginator)),
            Err(error) => State::Ended(Some(self.fail(error))),
        };
        List {
            client: self.clone(),
            state,
            shape: None,
            rows: Vec::new().into_iter(),
            progress: Progress::default(),
            rules: CallRules::default(),
            timeout: batch::REQUEST_TIMEOUT,
            row: PhantomData,
        }
    }

    /// Requests the next page of a list; `None` after the last.
    async fn next_page(
        &self,
        paginator: &mut Paginator<Value>,
        rules: CallRules,
        timeout: u32,
    ) -> NextPage {
        loop {
            match paginator.next(u32::MAX, timeout) {
                Step::Send(command) => {
                    let outcome = self.send(command, rules, timeout).await;
                    let now = self.shared.runtime.now();
                    paginator.accept(&self.shared.access, outcome, now)?;
                }
                Step::Wait(delay) => self.shared.runtime.sleep(delay).await,
                Step::Page(page) => return Ok(Some(page)),
                Step::End => return Ok(None),
            }
        }
    }
}

impl<T: Element> List<T> {
    /// Sets the timeout of each request; by default 60 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = milliseconds(timeout);
        self
    }

    /// Sets whether each request waits while the portal blocks the method by `OPERATION_TIME_LIMIT`, or
    /// the list fails at once; by default it waits if the timeout allows.
    pub fn wait_if_blocked(mut self, wait: bool) -> Self {
        self.rules.wait_if_blocked = wait;
        self
    }

    /// Sets the member of the result that holds the rows, for a result with several lists.
    pub fn rows(mut self, member: impl Into<String>) -> Self {
        if let State::Idle(paginator) = &mut self.state {
            self.shape = paginator.choose_typed_rows(member.into());
        }
        self
    }

    /// Returns the progress.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Returns the next row; `None` after the last.
    ///
    /// # Errors
    ///
    /// The refusal of the list, or the error of a page after three attempts, with a
    /// [cursor](crate::Error::cursor) to resume at. An error ends the list.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        std::future::poll_fn(|context| self.poll_row(context)).await
    }

    fn poll_row(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<T>>> {
        loop {
            if let Some(row) = self.rows.next() {
                let row = T::read(row).ok_or_else(|| {
                    self.state = State::Ended(None);
                    invalid_result("the row does not fit its type".to_owned())
                });
                return Poll::Ready(row.map(Some));
            }
            match std::mem::replace(&mut self.state, State::Ended(None)) {
                State::Idle(mut paginator) => {
                    let (client, rules, timeout) = (self.client.clone(), self.rules, self.timeout);
                    self.state = State::Loading(Box::pin(async move {
                        let page = client.next_page(&mut paginator, rules, timeout).await;
                        (paginator, page)
                    }));
                }
                State::Loading(mut loading) => match loading.as_mut().poll(context) {
                    Poll::Pending => {
                        self.state = State::Loading(loading);
                        return Poll::Pending;
                    }
                    Poll::Ready((_, Err(error))) => return Poll::Ready(Err(error)),
                    Poll::Ready((_, Ok(None))) => return Poll::Ready(Ok(None)),
                    Poll::Ready((paginator, Ok(Some(page)))) => match self.set_page(page) {
                        Ok(()) => self.state = State::Idle(paginator),
                        Err(error) => {
                            return Poll::Ready(Err(self.client.redact(paginator.at(error))));
                        }
                    },
                },
                State::Ended(Some(error)) => return Poll::Ready(Err(error)),
                State::Ended(None) => return Poll::Ready(Ok(None)),
            }
        }
    }

    fn set_page(&mut self, page: Page<Value>) -> Result<()> {
        let Page { mut rows, total, requests, changed, .. } = page;
        if let Some(shape) = self.shape {
            shape.normalize(&mut rows)?;
        }
        let Value::List(rows) = rows else { return Ok(()) };
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        self.progress = Progress { rows: self.progress.rows + count, total, requests, changed };
        self.rows = rows.into_iter();
        Ok(())
    }
}

impl<T: Element> Stream for List<T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_row(context).map(Result::transpose)
    }
}
