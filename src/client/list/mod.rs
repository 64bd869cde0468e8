//! Whole lists: every row of a method's list, in as few requests as the portal allows.

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

use futures_core::Stream;

use crate::client::{Client, Command, batch};
use crate::error::Result;
use crate::schema::{Decode, Element, Method, undecodable};
use crate::transport::LocalFuture;
use crate::wire::Value;

pub(crate) use paginator::{Page, Paginator};

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

/// How far a walk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Progress {
    /// Rows of the pages that were handed out or are being so.
    pub rows: u32,
    /// How many rows the portal says that there are.
    pub total: Option<u32>,
    /// Requests so far.
    pub requests: u32,
    /// Whether rows may be missing: the total changed on the way, since rows came or went, or the
    /// portal counts more rows than it sends, as it does with other people's. By identifier, rows
    /// that come and go move no others.
    pub changed: bool,
}

/// The rows of a list, one by one. A request is sent when its rows are wanted, so memory does not
/// grow with the list, and a list that is dropped sends nothing more.
///
/// By identifier, which is the order unless the call asks for another, a row that exists during the
/// whole walk is there exactly once, whatever comes and goes meanwhile. In another order duplicates
/// are left out, and [`Progress::changed`] says where rows may be missing.
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
#[must_use = "a list sends nothing until its rows are asked for"]
pub struct List<T> {
    state: State,
    rows: std::vec::IntoIter<Value>,
    progress: Progress,
    timeout: u32,
    row: PhantomData<fn() -> T>,
}

enum State {
    Idle(Box<Paginator>),
    Asking(LocalFuture<'static, (Box<Paginator>, Result<Option<Page>>)>),
    Ended(Option<crate::Error>),
}

impl<T> fmt::Debug for List<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("List").field(&self.progress).finish()
    }
}

impl Client {
    /// Every row of a method's list. The first page is requested on its own; the others go together, as
    /// many to a request as the portal's times allow.
    pub fn list<M>(&self, method: M) -> List<<M::Result as Rows>::Row>
    where
        M: Method,
        M::Result: Rows,
    {
        self.list_from(method, None)
    }

    /// The rest of a list, from the [cursor](crate::Error::cursor) of the error that it ended with.
    pub fn list_from<M>(&self, method: M, cursor: Option<&str>) -> List<<M::Result as Rows>::Row>
    where
        M: Method,
        M::Result: Rows,
    {
        let walk = |command| Paginator::new(self.clone(), command, cursor);
        let state = match Command::typed::<M>(method.into_params(), false).and_then(walk) {
            Ok(walk) => State::Idle(Box::new(walk)),
            Err(error) => State::Ended(Some(error)),
        };
        List {
            state,
            rows: Vec::new().into_iter(),
            progress: Progress::default(),
            timeout: batch::DEFAULT_TIMEOUT,
            row: PhantomData,
        }
    }
}

impl<T: Element> List<T> {
    /// Milliseconds that each request may take, in the place of 60,000.
    pub fn timeout(mut self, milliseconds: u32) -> Self {
        self.timeout = milliseconds;
        self
    }

    /// Names the member of the result that holds the rows, for a method whose result holds several
    /// lists.
    pub fn rows(mut self, member: impl Into<String>) -> Self {
        if let State::Idle(walk) = &mut self.state {
            walk.choose_rows(Some(member.into()));
        }
        self
    }

    /// How far the walk is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// The next row; `None` after the last.
    ///
    /// # Errors
    ///
    /// What the list was refused for, or what a page failed with after three attempts, with a
    /// [cursor](crate::Error::cursor) to go on from. Nothing comes after an error.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        std::future::poll_fn(|context| self.poll_row(context)).await
    }

    fn poll_row(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<T>>> {
        loop {
            if let Some(row) = self.rows.next() {
                let row = T::read(row).ok_or_else(|| {
                    self.state = State::Ended(None);
                    undecodable("the row does not fit its type".to_owned())
                });
                return Poll::Ready(row.map(Some));
            }
            match std::mem::replace(&mut self.state, State::Ended(None)) {
                State::Idle(mut walk) => {
                    let timeout = self.timeout;
                    self.state = State::Asking(Box::pin(async move {
                        let page = walk.next(u32::MAX, timeout).await;
                        (walk, page)
                    }));
                }
                State::Asking(mut asking) => match asking.as_mut().poll(context) {
                    Poll::Pending => {
                        self.state = State::Asking(asking);
                        return Poll::Pending;
                    }
                    Poll::Ready((_, Err(error))) => return Poll::Ready(Err(error)),
                    Poll::Ready((_, Ok(None))) => return Poll::Ready(Ok(None)),
                    Poll::Ready((walk, Ok(Some(page)))) => {
                        self.state = State::Idle(walk);
                        self.turn(page);
                    }
                },
                State::Ended(Some(error)) => return Poll::Ready(Err(error)),
                State::Ended(None) => return Poll::Ready(Ok(None)),
            }
        }
    }

    fn turn(&mut self, Page { rows, total, requests, changed }: Page) {
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        self.progress = Progress { rows: self.progress.rows + count, total, requests, changed };
        self.rows = rows.into_iter();
    }
}

impl<T: Element> Stream for List<T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_row(context).map(Result::transpose)
    }
}
