//! Lists of REST 3.0: every row of a method.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;

use super::V3;
use crate::client::batch::REQUEST_TIMEOUT;
use crate::client::{CallRules, Client, Command, Progress};
use crate::error::{Error, Result};
use crate::transport::{LocalFuture, milliseconds};
use crate::v3::{self, ListOptions, PageFacts, Plan};
use crate::wire::{Map, Value, json, php};

/// The rows of a list of REST 3.0, one by one. A request is sent only when its rows are needed, and a
/// dropped list sends no more requests.
///
/// By identifier, if the method can filter by it, the list returns each row that exists all the time exactly
/// once. Otherwise duplicates on neighbouring pages are removed, and [`Progress::changed`] shows whether rows
/// may be missing.
///
/// ```no_run
/// use b24_wasm::v3::where3;
/// use b24_wasm::wire::Map;
/// # async fn example(b24: b24_wasm::Client) -> Result<(), b24_wasm::Error> {
///
/// let params = Map::from_iter([("filter", where3("id").gt(7))]);
/// let mut tasks = b24.v3().list("tasks.task.list", params);
/// while let Some(task) = tasks.try_next().await? {
///     println!("{task:?}");
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a list sends nothing until its rows are requested"]
pub struct V3List {
    client: Client,
    method: String,
    state: State,
    /// The member of the result that holds the rows.
    rows_member: String,
    rows: std::vec::IntoIter<Value>,
    progress: Progress,
    rules: CallRules,
    timeout: u32,
    take: u32,
    /// Where the list continues after the rows of the last page.
    cursor: String,
}

enum State {
    Idle(Box<Plan>),
    Loading(LocalFuture<'static, (Box<Plan>, NextPage)>),
    Ended(Option<Error>),
}

/// The rows of a page, and the number of rows that it had; none after the last page.
type NextPage = Result<Option<Vec<Value>>>;

impl V3 {
    /// Lists every row of a method.
    pub fn list(&self, method: &str, params: Map) -> V3List {
        self.start(method, params, ListOptions::default(), None)
    }

    /// Resumes a list or a tail at a cursor: that of the [error](crate::Error::cursor) with which it failed,
    /// or [its own](V3List::cursor).
    pub fn list_from(&self, method: &str, params: Map, cursor: &str) -> V3List {
        self.start(method, params, ListOptions::default(), Some(cursor))
    }

    /// Lists every row of a method that filters and orders by a field with unique whole numbers, which this
    /// version of the SDK does not know.
    pub fn list_by(&self, field: &str, method: &str, params: Map) -> V3List {
        let by = Some(field.to_owned());
        self.start(method, params, ListOptions { by, ..ListOptions::default() }, None)
    }

    /// Lists the rows after a position, for methods that end with `tail`: `cursor` has the `field`, by default
    /// `id`, the `value` after which the rows begin, and the `order`. At the end, [`V3List::cursor`] is the
    /// position for [`list_from`](Self::list_from) to go on at later.
    pub fn tail(&self, method: &str, params: Map) -> V3List {
        self.start(method, params, ListOptions { tail: true, by: None }, None)
    }

    fn start(
        &self,
        method: &str,
        mut params: Map,
        options: ListOptions,
        cursor: Option<&str>,
    ) -> V3List {
        let plan = v3::check_single(method, &mut params)
            .and_then(|()| Plan::new(method, params, options, cursor))
            .map_err(|error| error.with_method(method));
        let state = match plan {
            Ok(plan) => State::Idle(Box::new(plan)),
            Err(error) => State::Ended(Some(self.client.fail(error))),
        };
        V3List {
            client: self.client.clone(),
            method: method.to_owned(),
            state,
            rows_member: "items".to_owned(),
            rows: Vec::new().into_iter(),
            progress: Progress::default(),
            rules: CallRules::default(),
            timeout: REQUEST_TIMEOUT,
            take: u32::MAX,
            cursor: cursor.unwrap_or_default().to_owned(),
        }
    }
}

impl V3List {
    /// Sets the timeout of each request; by default 60 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = milliseconds(timeout);
        self
    }

    /// Sets whether each request waits while the portal blocks the method because of its run time; by default
    /// it waits if the timeout allows.
    pub fn wait_if_blocked(mut self, wait: bool) -> Self {
        self.rules.wait_if_blocked = wait;
        self
    }

    /// Sets the member of the result that holds the rows, by default `items`.
    pub fn rows(mut self, member: impl Into<String>) -> Self {
        self.rows_member = member.into();
        self
    }

    /// Ends the list after a number of rows.
    pub fn take(mut self, rows: u32) -> Self {
        self.take = rows;
        self
    }

    /// Returns the progress. REST 3.0 does not count the rows in total.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Returns the cursor after the rows of the last page; empty before the first one.
    #[must_use]
    pub fn cursor(&self) -> &str {
        &self.cursor
    }

    /// Returns the next row; `None` after the last.
    ///
    /// # Errors
    ///
    /// The error of a page, with a [cursor](crate::Error::cursor) to resume at; `LIST_STALLED` if the portal
    /// sends the same rows again; `NOT_A_LIST`. An error ends the list.
    pub async fn try_next(&mut self) -> Result<Option<Value>> {
        std::future::poll_fn(|context| self.poll_row(context)).await
    }

    fn poll_row(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Value>>> {
        loop {
            if let Some(row) = self.rows.next() {
                return Poll::Ready(Ok(Some(row)));
            }
            match std::mem::replace(&mut self.state, State::Ended(None)) {
                State::Idle(_) if self.progress.rows >= self.take => {}
                State::Idle(plan) => self.state = State::Loading(self.load(plan)),
                State::Loading(mut loading) => match loading.as_mut().poll(context) {
                    Poll::Pending => {
                        self.state = State::Loading(loading);
                        return Poll::Pending;
                    }
                    Poll::Ready((plan, Ok(Some(rows)))) => {
                        self.cursor = plan.cursor();
                        self.progress = Progress {
                            rows: self.progress.rows.saturating_add(rows.len() as u32),
                            total: None,
                            requests: self.progress.requests + 1,
                            changed: plan.changed(),
                        };
                        self.rows = rows.into_iter();
                        self.state = State::Idle(plan);
                    }
                    Poll::Ready((_, Ok(None))) => return Poll::Ready(Ok(None)),
                    Poll::Ready((_, Err(error))) => return Poll::Ready(Err(error)),
                },
                State::Ended(Some(error)) => return Poll::Ready(Err(error)),
                State::Ended(None) => return Poll::Ready(Ok(None)),
            }
        }
    }

    /// Requests the next page.
    fn load(&self, mut plan: Box<Plan>) -> LocalFuture<'static, (Box<Plan>, NextPage)> {
        let (client, method, member) =
            (self.client.clone(), self.method.clone(), self.rows_member.clone());
        let (rules, timeout) = (self.rules, self.timeout);
        let max_rows = self.take - self.progress.rows;
        Box::pin(async move {
            let Some(params) = plan.next(max_rows) else { return (plan, Ok(None)) };
            let cursor = plan.cursor();
            let page = async {
                let reads = Some(v3::is_read(&method));
                let command = Command { reads, ..Command::v3(&method, params)? };
                let reply = client.send(command, rules, timeout).await?;
                let accepted = read_page(&mut plan, reply.result, &member);
                accepted.map_err(|error| client.fail(error.with_method(&method)))
            };
            let page = page.await.map_err(|error| error.with_cursor(cursor));
            (plan, page.map(Some))
        })
    }
}

/// Accepts a page, and returns its new rows.
fn read_page(plan: &mut Plan, mut result: Value, member: &str) -> Result<Vec<Value>> {
    let (more, next) = match &mut result {
        Value::Map(result) => {
            let flag = |name| match result.get(name) {
                Some(Value::Bool(flag)) => Some(*flag),
                _ => None,
            };
            let more = flag("hasMore").or_else(|| flag("truncated"));
            (more, result.remove(plan.next_member()).unwrap_or_default())
        }
        _ => (None, Value::Null),
    };
    let mut rows = match result {
        Value::List(rows) => rows,
        Value::Map(mut result) => match result.remove(member) {
            Some(Value::List(rows)) => rows,
            _ => return Err(not_a_list(member)),
        },
        _ => return Err(not_a_list(member)),
    };
    // The list then continues after the last row that it returned.
    rows.truncate(plan.max_rows() as usize);
    let value = |row: &Value, name: &str| row.as_map().and_then(|row| row.get(name)).cloned();
    let key = plan.key().to_owned();
    let ids: Vec<_> =
        rows.iter().map(|row| value(row, &key).as_ref().and_then(php::integer)).collect();
    let last = rows.last().and_then(|row| value(row, &key)).unwrap_or_default();
    let text = match ids.iter().any(Option::is_some) {
        true => String::new(),
        false => rows.iter().map(json::write).collect(),
    };
    let marks = plan.accept(PageFacts { ids, text, last, more, next })?;
    let mut kept = Vec::new();
    for (row, is_new) in rows.into_iter().zip(marks) {
        if is_new {
            kept.push(row);
        }
    }
    Ok(kept)
}

fn not_a_list(member: &str) -> Error {
    let problem = text!("the result has no list \"{}\"; choose another member as \"rows\"", member);
    Error::input("NOT_A_LIST", problem)
}

impl Stream for V3List {
    type Item = Result<Value>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_row(context).map(Result::transpose)
    }
}

impl fmt::Debug for V3List {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("V3List").field(&self.progress).finish()
    }
}
