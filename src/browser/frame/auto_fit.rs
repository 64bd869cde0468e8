//! A frame that is as high as its content.

use js_sys::JSON;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement, MutationObserver, ResizeObserver, Window};

use super::Frame;
use super::fit_state::FitState;
use super::window::{Width, size};
use crate::error::{Error, Result};
use crate::frame::height::{MAX_MESSAGES, Measure};
use crate::transport::LocalFuture;
use crate::wire::Value;

/// Milliseconds in which a browser shows a change.
const TICK: u32 = 20;

/// Ticks until heights are taken that do not come to rest.
const MAX_TICKS: u8 = 25;

/// What is lower than a line of text: the height of a page with nothing in its flow, which is empty, or
/// lays its content over the frame.
const NOTHING: i32 = 16;

/// What changes in size with nothing else to tell of it: what is in a shadow tree tells of no mutation.
const SIZED: &str = "html,body,body>*";

/// What tells of changes that nothing else tells of: images that come, and transitions that end.
const EVENTS: [&str; 2] = ["load", "transitionend"];

/// Any change of the document.
const MUTATIONS: &str =
    r#"{"subtree":true,"childList":true,"characterData":true,"attributes":true}"#;

/// Keeps the frame as high as its content until it is dropped.
#[derive(Debug)]
pub struct AutoFit(Frame);

impl Drop for AutoFit {
    fn drop(&mut self) {
        let FitState { followers, .. } = self.0.fit_state();
        followers.set(followers.get() - 1);
    }
}

impl Frame {
    /// Fits the frame to its content, and again whenever the content grows or shrinks, until what
    /// comes back is dropped. A page that is as high as its frame, by its CSS, keeps at least the height
    /// that the frame had at first.
    ///
    /// # Errors
    ///
    /// `FRAME_TIMEOUT` where the first fit is denied; later ones are tried at the next change.
    pub async fn auto_fit(&self) -> Result<AutoFit> {
        self.fit_content(true, None).await?;
        let FitState { followers, is_watched, .. } = self.fit_state();
        if !is_watched.get() {
            watch(self.clone()).ok_or_else(|| {
                Error::input("NO_RESIZE_OBSERVER", "This browser has no ResizeObserver.")
            })?;
            is_watched.set(true);
        }
        followers.set(followers.get() + 1);
        Ok(AutoFit(self.clone()))
    }

    /// Fits the frame to its content, with a message to the page even where there is nothing to do if
    /// `always` is set, and returns the last reply.
    pub(crate) fn fit_content(
        &self,
        always: bool,
        timeout: Option<u32>,
    ) -> LocalFuture<'static, Result<Value>> {
        let frame = self.clone();
        Box::pin(async move {
            let mut now = frame.rest(None).await;
            let mut answer = Value::from(size(Width::Pixels(0), 0));
            let mut heights = frame.fit_state().heights.get();
            let mut target = heights.first(now, extent).or(always.then_some(now.frame));
            let mut messages = 0;
            while let Some(height) = target
                && height > 0
                && messages < MAX_MESSAGES
                && (always || frame.fit_state().followers.get() > 0)
            {
                let params = size(Width::Full, height.unsigned_abs());
                answer = frame.send("resizeWindow", params, timeout).await?;
                let before = now;
                now = frame.rest(target).await;
                messages += 1;
                target = heights.next(before, now, messages);
            }
            if messages > 0 {
                heights.settled(now, extent);
            }
            frame.fit_state().heights.set(heights);
            Ok(answer)
        })
    }

    /// Waits until the frame is as high as it was told to be, and the content stands still.
    async fn rest(&self, told: Option<i32>) -> Measure {
        let mut now = Measure::default();
        for _ in 0..MAX_TICKS {
            let before = now;
            now = measure().unwrap_or_default();
            if now == before && told.is_none_or(|told| told == now.frame) {
                break;
            }
            self.runtime().sleep(TICK).await;
        }
        now
    }
}

/// Starts to watch the document; `None` where the browser cannot.
fn watch(frame: Frame) -> Option<()> {
    let changed: Closure<dyn FnMut()> = Closure::new(move || {
        let FitState { followers, is_news, is_busy, .. } = frame.fit_state();
        if followers.get() > 0 {
            is_news.set(true);
            if !is_busy.replace(true) {
                frame.runtime().spawn(Box::pin(catch_up(frame.clone())));
            }
        }
    });
    // It lasts as long as the page.
    let changed = changed.into_js_value().unchecked_into();
    let sizes = ResizeObserver::new(&changed).ok()?;
    each(SIZED, &mut |element| sizes.observe(&element));
    let document = document()?;
    let options = JSON::parse(MUTATIONS).ok()?.unchecked_into();
    MutationObserver::new(&changed).ok()?.observe_with_options(&document, &options).ok()?;
    for event in EVENTS {
        document.add_event_listener_with_callback_and_bool(event, &changed, true).ok()?;
    }
    // A frame that is shown again may have the size that it had.
    let window: Window = js_sys::global().unchecked_into();
    window.add_event_listener_with_callback("resize", &changed).ok()?;
    Some(())
}

/// Fits the frame until there is no news.
async fn catch_up(frame: Frame) {
    let FitState { is_news, is_busy, .. } = frame.fit_state();
    while is_news.take() && frame.fit_content(false, None).await.is_ok() {}
    is_busy.set(false);
}

/// How high the frame is, and how high it would have to be: what overflows it, or else what the root
/// element measures, which is less than the frame where the content is; and a scrollbar at the bottom.
fn measure() -> Option<Measure> {
    let window: Window = js_sys::global().unchecked_into();
    let frame = window.inner_height().ok()?.as_f64()? as i32;
    let document = window.document()?;
    let scrolled = document.scrolling_element()?;
    let visible = scrolled.client_height();
    // A body that scrolls by itself is the page all the same.
    let overflow = scrolled.scroll_height().max(document.body()?.scroll_height());
    let own = document.document_element()?.unchecked_into::<HtmlElement>().offset_height();
    let content = match overflow > visible {
        true => overflow,
        false if own <= NOTHING => visible,
        false => own,
    };
    Some(Measure { frame, content: content + frame - visible })
}

/// The heights of all elements together, with what overflows them.
fn extent() -> i32 {
    let mut sum = 0_i32;
    each("*", &mut |element| sum = sum.wrapping_add(element.scroll_height()));
    sum
}

/// Does something with each element that a selector names.
fn each(selector: &str, work: &mut dyn FnMut(Element)) {
    let found = document().and_then(|document| document.query_selector_all(selector).ok());
    let Some(found) = found else { return };
    for at in 0..found.length() {
        if let Some(node) = found.item(at) {
            work(node.unchecked_into());
        }
    }
}

fn document() -> Option<Document> {
    js_sys::global().unchecked_into::<Window>().document()
}
