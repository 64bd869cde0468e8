//! Keeps a frame as high as its content.

use js_sys::JSON;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement, MutationObserver, ResizeObserver, Window};

use super::Frame;
use super::fit_state::FitState;
use super::window::{Width, size_params};
use crate::error::{Error, Result};
use crate::frame::command;
use crate::frame::height::{MAX_MESSAGES, Measure};
use crate::transport::LocalFuture;
use crate::wire::Value;

/// Milliseconds between two measurements: a browser has rendered a change by then.
const POLL_INTERVAL: u32 = 20;

/// Milliseconds after which a hidden frame is measured again. No event reliably reports that it is
/// shown.
const HIDDEN_INTERVAL: u32 = 100;

/// Measurements after which unstable heights are used.
const MAX_POLLS: u8 = 25;

/// Height below that of a line of text. A page of this height has nothing in its flow: it is empty,
/// or its content is positioned over the frame.
const EMPTY_HEIGHT: i32 = 16;

/// Elements observed for their size: changes inside a shadow tree cause no mutation record.
const SIZE_SELECTOR: &str = "html,body,body>*";

/// Events of changes that no observer reports: loaded images and finished transitions.
const EVENTS: [&str; 2] = ["load", "transitionend"];

/// Options of the mutation observer: any change of the document.
const MUTATIONS: &str =
    r#"{"subtree":true,"childList":true,"characterData":true,"attributes":true}"#;

/// Keeps the frame as high as its content until it is dropped.
#[derive(Debug)]
#[must_use = "the fit ends when this is dropped"]
pub struct AutoFit(Frame);

impl Drop for AutoFit {
    fn drop(&mut self) {
        let FitState { active_fits, .. } = self.0.fit_state();
        active_fits.set(active_fits.get() - 1);
    }
}

impl Frame {
    /// Fits the frame to its content, and again whenever the content grows or shrinks, until the
    /// returned value is dropped. A page whose CSS makes it as high as its frame keeps at least the
    /// frame's initial height. A frame that is not displayed is fitted when it is displayed again.
    ///
    /// # Errors
    ///
    /// `FRAME_TIMEOUT` if the first fit is denied. A later fit that fails is repeated at the next
    /// change.
    pub async fn auto_fit(&self) -> Result<AutoFit> {
        self.fit_content(true).await?;
        let FitState { active_fits, is_watched, .. } = self.fit_state();
        if !is_watched.get() {
            watch(self.clone()).ok_or_else(|| {
                Error::input("NO_RESIZE_OBSERVER", "this browser has no ResizeObserver")
            })?;
            is_watched.set(true);
        }
        active_fits.set(active_fits.get() + 1);
        Ok(AutoFit(self.clone()))
    }

    /// Fits the frame to its content and returns the last reply. If `always` is set, it sends at
    /// least one command.
    pub(super) fn fit_content(&self, always: bool) -> LocalFuture<'static, Result<Value>> {
        let frame = self.clone();
        Box::pin(async move {
            let initial = frame.wait_until_stable(None).await;
            let mut now = initial;
            let mut reply = Value::from(size_params(Width::Pixels(0), 0));
            // A hidden frame cannot be fitted: its content has no height.
            if now.frame == 0 {
                return Ok(reply);
            }
            let mut heights = frame.fit_state().heights.get();
            let first = heights.first_height(now, total_scroll_height);
            let mut target = first.or(always.then_some(now.frame));
            let mut messages = 0;
            while let Some(height) = target
                && height > 0
                && messages < MAX_MESSAGES
                && (always || frame.fit_state().active_fits.get() > 0)
            {
                let params = size_params(Width::Full, height.unsigned_abs());
                reply = frame.send(command::RESIZE_WINDOW, params, None).await?;
                let before = now;
                now = frame.wait_until_stable(target).await;
                messages += 1;
                target = match now.frame {
                    0 => None,
                    _ => heights.next_height(before, now, messages),
                };
            }
            if messages > 0 && now.frame > 0 {
                heights.record_heights(initial, now, total_scroll_height);
            }
            frame.fit_state().heights.set(heights);
            Ok(reply)
        })
    }

    /// Waits until the frame has the expected height and the content stops changing.
    async fn wait_until_stable(&self, expected: Option<i32>) -> Measure {
        let mut now = Measure::default();
        for _ in 0..MAX_POLLS {
            let before = now;
            now = measure().unwrap_or_default();
            if now == before && expected.is_none_or(|expected| expected == now.frame) {
                break;
            }
            self.runtime().sleep(POLL_INTERVAL).await;
        }
        now
    }
}

/// Starts to watch the document. Returns `None` if the browser cannot.
fn watch(frame: Frame) -> Option<()> {
    let changed: Closure<dyn FnMut()> = Closure::new(move || {
        let FitState { active_fits, is_changed, is_busy, .. } = frame.fit_state();
        if active_fits.get() > 0 {
            is_changed.set(true);
            if !is_busy.replace(true) {
                frame.runtime().spawn(Box::pin(fit_pending(frame.clone())));
            }
        }
    });
    // The closure lives as long as the page.
    let changed = changed.into_js_value().unchecked_into();
    let sizes = ResizeObserver::new(&changed).ok()?;
    for_each_element(SIZE_SELECTOR, &mut |element| sizes.observe(&element));
    let document = document()?;
    let options = JSON::parse(MUTATIONS).ok()?.unchecked_into();
    MutationObserver::new(&changed).ok()?.observe_with_options(&document, &options).ok()?;
    for event in EVENTS {
        document.add_event_listener_with_callback_and_bool(event, &changed, true).ok()?;
    }
    // The host page may resize the frame.
    let window: Window = js_sys::global().unchecked_into();
    window.add_event_listener_with_callback("resize", &changed).ok()?;
    Some(())
}

/// Fits the frame until no change is pending.
async fn fit_pending(frame: Frame) {
    let FitState { active_fits, is_changed, is_busy, .. } = frame.fit_state();
    while is_changed.take() {
        // After an error, the next change tries again.
        let _ = frame.fit_content(false).await;
        if active_fits.get() > 0 && measure().is_none_or(|now| now.frame == 0) {
            frame.runtime().sleep(HIDDEN_INTERVAL).await;
            is_changed.set(true);
        }
    }
    is_busy.set(false);
}

/// Measures the frame and its content. A hidden frame's own height may still be the old one, but
/// its elements have no size. The content's height is that of the overflowing document, or
/// else of the root element, which may be lower than the frame; plus a scrollbar at the bottom.
fn measure() -> Option<Measure> {
    let window: Window = js_sys::global().unchecked_into();
    let frame = window.inner_height().ok()?.as_f64()? as i32;
    let document = window.document()?;
    let scrolled = document.scrolling_element()?;
    let visible = scrolled.client_height();
    // The body may be the element that scrolls.
    let overflow = scrolled.scroll_height().max(document.body()?.scroll_height());
    let root: HtmlElement = document.document_element()?.unchecked_into();
    let root_height = root.offset_height();
    let content = match overflow > visible {
        true => overflow,
        false if root_height <= EMPTY_HEIGHT => visible,
        false => root_height,
    };
    let content = content + frame - visible;
    Some(Measure { frame: if root.offset_width() == 0 { 0 } else { frame }, content })
}

/// Returns the sum of all elements' scroll heights.
fn total_scroll_height() -> i32 {
    let mut sum = 0_i32;
    for_each_element("*", &mut |element| sum = sum.wrapping_add(element.scroll_height()));
    sum
}

/// Calls a function with each element that matches a selector.
fn for_each_element(selector: &str, work: &mut dyn FnMut(Element)) {
    let found = document().and_then(|document| document.query_selector_all(selector).ok());
    let Some(found) = found else { return };
    for index in 0..found.length() {
        if let Some(node) = found.item(index) {
            work(node.unchecked_into());
        }
    }
}

fn document() -> Option<Document> {
    js_sys::global().unchecked_into::<Window>().document()
}
