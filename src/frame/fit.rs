//! A frame that is as high as its content.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::JSON;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Document, HtmlElement, MutationObserver, ResizeObserver, Window};

use crate::error::{Error, Result};
use crate::frame::handle::Frame;
use crate::frame::height::{Heights, MOST_MESSAGES, Measure};
use crate::frame::window::{Size, Width, size};
use crate::wire::Value;

/// Milliseconds in which a browser shows a change.
const TICK: u32 = 20;

/// Ticks until heights are taken that do not come to rest.
const MOST_TICKS: u8 = 25;

/// What is lower than a line of text: the height of a page with nothing in its flow, which is empty, or
/// lays its content over the frame.
const NOTHING: i32 = 16;

/// What tells of changes that nothing else tells of: images that come, and transitions that end.
const EVENTS: [&str; 2] = ["load", "transitionend"];

/// Any change of the document.
const MUTATIONS: &str =
    r#"{"subtree":true,"childList":true,"characterData":true,"attributes":true}"#;

/// Keeps the frame as high as its content until it is dropped, and all others of the page are, too.
#[derive(Debug)]
pub struct Following {
    _watch: Rc<Watch>,
}

/// What is known of the frame's height, and who watches it.
#[derive(Default)]
pub(super) struct Fitting {
    heights: Cell<Heights>,
    watch: RefCell<Weak<Watch>>,
}

/// What watches the document.
#[derive(Debug)]
struct Watch {
    document: Document,
    sizes: ResizeObserver,
    mutations: MutationObserver,
    changed: Closure<dyn FnMut()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.sizes.disconnect();
        self.mutations.disconnect();
        for event in EVENTS {
            // A listener that is gone already is what is wanted.
            let _ = self.document.remove_event_listener_with_callback_and_bool(
                event,
                self.changed.as_ref().unchecked_ref(),
                true,
            );
        }
    }
}

impl Frame {
    /// Fits the frame to its content, and again whenever the content grows or shrinks, until what
    /// comes back is dropped. A page that is as high as its frame, by its CSS, keeps at least the height
    /// that the frame had at first.
    ///
    /// # Errors
    ///
    /// `FRAME_SILENT` where the first fit is denied; later ones are tried at the next change.
    pub async fn follow_content(&self) -> Result<Following> {
        self.fit_content(true, None).await?;
        let known = self.fitting().watch.borrow().upgrade();
        let watch = known.map_or_else(|| watch(self), Ok)?;
        self.fitting().watch.replace(Rc::downgrade(&watch));
        Ok(Following { _watch: watch })
    }

    /// Fits the frame to its content, with a message to the page even where there is nothing to do if
    /// `always` is set, and hands out the last answer.
    pub(crate) async fn fit_content(&self, always: bool, timeout: Option<u32>) -> Result<Value> {
        let mut now = self.rest(None).await;
        let mut answer = Value::from(size(Width::Pixels(0), 0));
        if now.frame == 0 {
            return Ok(answer);
        }
        let mut heights = self.fitting().heights.get();
        let mut target = heights.first(now, extent).or(always.then_some(now.frame));
        let mut messages = 0;
        while let Some(height) = target
            && messages < MOST_MESSAGES
        {
            let params = size(Width::Full, height.max(1).unsigned_abs());
            answer = self.say("resizeWindow", params, timeout).await?;
            let before = now;
            now = self.rest(Some(Size::read(answer.clone()).height)).await;
            messages += 1;
            target = heights.next(before, now, messages);
        }
        if messages > 0 {
            heights.settled(now, extent);
        }
        self.fitting().heights.set(heights);
        Ok(answer)
    }

    /// Waits until the frame is as high as the page says that it is, and the content stands still.
    async fn rest(&self, told: Option<u32>) -> Measure {
        let mut now = measure();
        for _ in 0..MOST_TICKS {
            self.runtime().sleep(TICK).await;
            let before = std::mem::replace(&mut now, measure());
            if now == before && told.is_none_or(|told| told == now.frame.unsigned_abs()) {
                break;
            }
        }
        now
    }
}

/// Starts to watch the document.
fn watch(frame: &Frame) -> Result<Rc<Watch>> {
    let (frame, is_news) = (frame.clone(), Rc::<Cell<bool>>::default());
    let is_busy = Rc::<Cell<bool>>::default();
    let changed: Closure<dyn FnMut()> = Closure::new(move || {
        is_news.set(true);
        if !is_busy.replace(true) {
            let work = catch_up(frame.clone(), Rc::clone(&is_news), Rc::clone(&is_busy));
            frame.runtime().spawn(Box::pin(work));
        }
    });
    let listener = changed.as_ref().unchecked_ref();
    let (Some(document), Ok(sizes), Ok(mutations)) =
        (document(), ResizeObserver::new(listener), MutationObserver::new(listener))
    else {
        return Err(Error::input("NO_RESIZE_OBSERVER", "This browser has no ResizeObserver."));
    };
    let elements = [document.document_element(), document.body().map(Into::into)];
    for element in elements.into_iter().flatten() {
        sizes.observe(&element);
        // What is in a shadow tree tells of no mutation.
        let children = element.children();
        for at in 0..children.length() {
            children.item(at).iter().for_each(|child| sizes.observe(child));
        }
    }
    let options = JSON::parse(MUTATIONS).unwrap_or_default().unchecked_into();
    // Without it changes of the size are still noticed, and so it is without the events.
    let _ = mutations.observe_with_options(&document, &options);
    for event in EVENTS {
        let _ = document.add_event_listener_with_callback_and_bool(event, listener, true);
    }
    Ok(Rc::new(Watch { document, sizes, mutations, changed }))
}

/// Fits the frame until there is no news.
async fn catch_up(frame: Frame, is_news: Rc<Cell<bool>>, is_busy: Rc<Cell<bool>>) {
    while is_news.take() && frame.fit_content(false, None).await.is_ok() {}
    is_busy.set(false);
}

/// How high the frame is, and how high it would have to be: what overflows it, or else what the root
/// element measures, which is less than the frame where the content is; and a scrollbar at the bottom.
fn measure() -> Measure {
    let window: Window = js_sys::global().unchecked_into();
    let Some(document) = window.document() else { return Measure::default() };
    let elements = (document.scrolling_element(), document.body(), document.document_element());
    let (Some(scrolled), Some(body), Some(root)) = elements else { return Measure::default() };
    let frame = window.inner_height().ok().and_then(|height| height.as_f64());
    let frame = frame.unwrap_or_default() as i32;
    let visible = scrolled.client_height();
    // A body that scrolls by itself is the page all the same.
    let overflow = scrolled.scroll_height().max(body.scroll_height());
    let own = root.unchecked_ref::<HtmlElement>().offset_height();
    let content = match overflow > visible {
        true => overflow,
        false if own <= NOTHING => visible,
        false => own,
    };
    Measure { frame, content: content + frame - visible }
}

/// The heights of all elements together, with what overflows them.
fn extent() -> i32 {
    let Some(document) = document() else { return 0 };
    let elements = document.get_elements_by_tag_name("*");
    let mut sum = 0_i32;
    for at in 0..elements.length() {
        let height = elements.item(at).map(|element| element.scroll_height());
        sum = sum.wrapping_add(height.unwrap_or_default());
    }
    sum
}

fn document() -> Option<Document> {
    js_sys::global().unchecked_into::<Window>().document()
}
