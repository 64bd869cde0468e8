//! The plan of a list.

use wasm_bindgen::prelude::*;

use super::reject;
use super::text::{read_params, text};
use crate::error::Result;
use crate::v3::{self, ListOptions, PageFacts, Plan};
use crate::wire::{Value, json, php};

/// A list: the body of the next request, and the effect of its rows, which stay in the page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ListPlan {
    method: String,
    plan: Plan,
}

/// Starts a list at the beginning or at a cursor, with `{ by, tail }` as options: the field by which the
/// method filters and orders, and whether the pages follow by `cursor`.
///
/// # Errors
///
/// An error of the parameters.
#[wasm_bindgen]
pub fn list(
    method: &JsValue,
    params: &JsValue,
    options: &JsValue,
    cursor: &JsValue,
) -> std::result::Result<ListPlan, JsValue> {
    let (method, cursor) = (text(method), cursor.as_string());
    let plan = start(&method, &text(params), &text(options), cursor.as_deref());
    match plan {
        Ok(plan) => Ok(ListPlan { method, plan }),
        Err(error) => Err(reject(error.with_method(&method))),
    }
}

fn start(method: &str, params: &str, options: &str, cursor: Option<&str>) -> Result<Plan> {
    let (mut params, options) = (read_params(params)?, read_params(options)?);
    v3::check_single(method, &mut params)?;
    let by = options.get("by").and_then(Value::as_text).map(str::to_owned);
    let tail = options.get("tail") == Some(&Value::Bool(true));
    Plan::new(method, params, ListOptions { by, tail }, cursor)
}

#[wasm_bindgen]
impl ListPlan {
    /// Returns the body of the next request, for at most `max_rows` rows; nothing after the last page.
    pub fn next(&mut self, max_rows: f64) -> Option<String> {
        self.plan.next(max_rows as u32).map(|params| json::write_map(&params))
    }

    /// Returns how many rows of the next page are read.
    #[wasm_bindgen(js_name = maxRows)]
    pub fn max_rows(&self) -> f64 {
        self.plan.max_rows().into()
    }

    /// Accepts a page: an object with `ids`, the rows' members [`key`](Self::key); `text`, a text of the
    /// page, if no row has one; `last`, the last row's member `key`; `more`, the result's `hasMore` or `truncated`; and
    /// `next`, its member [`nextMember`](Self::next_member). Returns `1` for each row that is new, and `0` for
    /// any other.
    ///
    /// # Errors
    ///
    /// `LIST_STALLED`.
    pub fn accept(&mut self, page: &JsValue) -> std::result::Result<String, JsValue> {
        let marks = self.accept_page(&text(page));
        marks.map_err(|error| {
            let error = error.with_cursor(self.plan.cursor());
            reject(error.with_method(&self.method))
        })
    }

    /// Returns the member of a row that identifies it.
    pub fn key(&self) -> String {
        self.plan.key().to_owned()
    }

    /// Returns the member of the result that is the next position; empty if there is none.
    #[wasm_bindgen(js_name = nextMember)]
    pub fn next_member(&self) -> String {
        self.plan.next_member().to_owned()
    }

    /// Returns the cursor after the accepted pages; empty at the beginning.
    pub fn cursor(&self) -> String {
        self.plan.cursor()
    }

    /// Returns whether rows may be missing.
    pub fn changed(&self) -> bool {
        self.plan.changed()
    }
}

impl ListPlan {
    fn accept_page(&mut self, page: &str) -> Result<String> {
        let mut page = read_params(page)?;
        let mut ids = Vec::new();
        if let Some(Value::List(list)) = page.get("ids") {
            for id in list {
                ids.push(php::integer(id));
            }
        }
        let text = page.get("text").and_then(Value::as_text).unwrap_or_default().to_owned();
        let more = match page.get("more") {
            Some(Value::Bool(more)) => Some(*more),
            _ => None,
        };
        let (last, next) = (page.remove("last"), page.remove("next"));
        let (last, next) = (last.unwrap_or_default(), next.unwrap_or_default());
        let mut marks = String::new();
        for is_new in self.plan.accept(PageFacts { ids, text, last, more, next })? {
            marks.push(if is_new { '1' } else { '0' });
        }
        Ok(marks)
    }
}
