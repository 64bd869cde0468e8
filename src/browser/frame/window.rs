//! The app's window in the host page.

use super::Frame;
use crate::error::Result;
use crate::frame::command;
use crate::wire::{Map, Value};

/// A width for the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// The full available width.
    Full,
    /// Pixels above 0.
    Pixels(u32),
}

impl From<Width> for Value {
    fn from(width: Width) -> Self {
        match width {
            Width::Full => "100%".into(),
            Width::Pixels(pixels) => pixels.into(),
        }
    }
}

/// The frame's size in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Size {
    /// The width.
    pub width: u32,
    /// The height.
    pub height: u32,
}

impl Size {
    pub(super) fn read(reply: Value) -> Self {
        let pixels = |name| match reply.as_map()?.get(name)? {
            Value::Number(number) => u32::try_from(number.thousandths() / 1000).ok(),
            _ => None,
        };
        let (width, height) = (pixels("width"), pixels("height"));
        Self { width: width.unwrap_or_default(), height: height.unwrap_or_default() }
    }
}

impl Frame {
    /// Resizes the frame and returns its new size. Command `resizeWindow`, which popups deny.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`, `FRAME_TIMEOUT`.
    pub async fn resize(&self, width: Width, height: u32) -> Result<Size> {
        self.send(command::RESIZE_WINDOW, size_params(width, height), None).await.map(Size::read)
    }

    /// Resizes the frame to the full width and the height of its content. A page whose CSS makes it
    /// as high as its frame keeps at least the frame's initial height. A frame that is not displayed
    /// stays as it is.
    ///
    /// # Errors
    ///
    /// `FRAME_TIMEOUT`.
    pub async fn fit(&self) -> Result<Size> {
        self.fit_content(true).await.map(Size::read)
    }

    /// Sets the title of the host page. Command `setTitle`, which placements deny.
    ///
    /// # Errors
    ///
    /// `FRAME_TIMEOUT`.
    pub async fn set_title(&self, title: &str) -> Result<()> {
        self.send(command::SET_TITLE, Map::from_iter([("title", title)]), None).await.map(drop)
    }

    /// Scrolls the host page to `top` pixels from its top. Command `setScroll`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`, `FRAME_TIMEOUT`.
    pub async fn scroll_parent(&self, top: u32) -> Result<()> {
        self.send(command::SET_SCROLL, Map::from_iter([("scroll", top)]), None).await.map(drop)
    }

    /// Reloads the host page, which ends this page. Command `reloadWindow`, which gets no reply.
    pub fn reload(&self) {
        self.post_unchecked(command::RELOAD_WINDOW, Map::new());
    }

    /// Closes the slider that contains the app. Command `closeApplication`, which gets no reply.
    pub fn close(&self) {
        self.post_unchecked(command::CLOSE_APPLICATION, Map::new());
    }
}

/// Returns the parameters of `resizeWindow`.
pub(super) fn size_params(width: Width, height: u32) -> Map {
    let mut params = Map::new();
    params.insert("width", width);
    params.insert("height", height);
    params
}
