//! A frame that is as high as its content.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Document, HtmlElement, ResizeObserver, Window};

use crate::error::{Error, Result};
use crate::frame::handle::Frame;
use crate::frame::window::Width;

/// Keeps the frame as high as its content until it is dropped.
#[derive(Debug)]
pub struct Following {
    observer: ResizeObserver,
    _changed: Closure<dyn FnMut()>,
}

impl Drop for Following {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// What is known of the height, and whether the page is being told.
struct Told {
    height: Cell<u32>,
    busy: Cell<bool>,
}

impl Frame {
    /// Fits the frame to its content, and again whenever the content grows or shrinks, until what
    /// comes back is dropped. A page that gives its `html` element a height can only grow.
    ///
    /// # Errors
    ///
    /// `FRAME_SILENT` where the first fit is denied; later ones are tried at the next change.
    pub async fn follow_content(&self) -> Result<Following> {
        let height = content_height();
        self.resize(Width::Full, height).await?;
        let told = Rc::new(Told { height: Cell::new(height), busy: Cell::new(false) });
        let frame = self.clone();
        let changed: Closure<dyn FnMut()> = Closure::new(move || {
            if !told.busy.replace(true) {
                let work = catch_up(frame.clone(), Rc::clone(&told));
                frame.runtime().spawn(Box::pin(work));
            }
        });
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).map_err(|_| {
            Error::input("NO_RESIZE_OBSERVER", "This browser has no ResizeObserver.")
        })?;
        if let Some(document) = document() {
            let elements = [document.document_element(), document.body().map(Into::into)];
            for element in elements.into_iter().flatten() {
                observer.observe(&element);
            }
        }
        Ok(Following { observer, _changed: changed })
    }
}

/// Tells the page of heights until it knows the newest.
async fn catch_up(frame: Frame, told: Rc<Told>) {
    loop {
        let height = content_height();
        if told.height.replace(height) == height {
            break;
        }
        if frame.resize(Width::Full, height).await.is_err() {
            break;
        }
    }
    told.busy.set(false);
}

/// How high the content is, in pixels: what overflows the frame, or else what the root element
/// measures, which is less than the frame where the content is.
pub(crate) fn content_height() -> u32 {
    let root = document().and_then(|document| document.document_element());
    let Some(root) = root else { return 1 };
    let overflow = root.scroll_height();
    let own = root.unchecked_ref::<HtmlElement>().offset_height();
    (if overflow > root.client_height() { overflow } else { own }).max(1).unsigned_abs()
}

fn document() -> Option<Document> {
    js_sys::global().unchecked_into::<Window>().document()
}
