//! The window that the app has in the portal page.

use super::Frame;
use crate::error::Result;
use crate::wire::{Map, Value};

/// A width for the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// All that there is.
    Full,
    /// So many pixels, above 0.
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

/// What the frame measures, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// From the left to the right.
    pub width: u32,
    /// From the top to the bottom.
    pub height: u32,
}

impl Size {
    pub(super) fn read(answer: Value) -> Self {
        let pixels = |name| match answer.as_map()?.get(name)? {
            Value::Number(number) => Some(number.thousandths() / 1000),
            _ => None,
        };
        let (width, height) = (pixels("width"), pixels("height"));
        Self { width: width.unwrap_or_default(), height: height.unwrap_or_default() }
    }
}

impl Frame {
    /// Gives the frame a width and a height in pixels, and hands out what it measures then. The
    /// command `resizeWindow`, which popups deny.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`, `FRAME_TIMEOUT`.
    pub async fn resize(&self, width: Width, height: u32) -> Result<Size> {
        self.send("resizeWindow", size(width, height), None).await.map(Size::read)
    }

    /// Makes the frame as wide as it can be and as high as its content. A page that is as high as its
    /// frame, by its CSS, keeps at least the height that the frame had at first.
    ///
    /// # Errors
    ///
    /// `FRAME_TIMEOUT`.
    pub async fn fit(&self) -> Result<Size> {
        self.fit_content(true, None).await.map(Size::read)
    }

    /// Titles the page. The command `setTitle`, which placements deny.
    ///
    /// # Errors
    ///
    /// `FRAME_TIMEOUT`.
    pub async fn set_title(&self, title: &str) -> Result<()> {
        self.send("setTitle", Map::from_iter([("title", title)]), None).await.map(drop)
    }

    /// Scrolls the portal page to so many pixels from its top. The command `setScroll`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`, `FRAME_TIMEOUT`.
    pub async fn scroll_parent(&self, top: u32) -> Result<()> {
        self.send("setScroll", Map::from_iter([("scroll", top)]), None).await.map(drop)
    }

    /// Has the portal page reload, which ends this one. The command `reloadWindow`; it is sent, and
    /// not answered.
    pub fn reload(&self) {
        self.host().post("reloadWindow", &Value::Map(Map::new()));
    }

    /// Closes the slider that the app is in. The command `closeApplication`; it is sent, and not
    /// answered.
    pub fn close(&self) {
        self.host().post("closeApplication", &Value::Map(Map::new()));
    }
}

/// The parameters of `resizeWindow`.
pub(super) fn size(width: Width, height: u32) -> Map {
    let mut params = Map::new();
    params.insert("width", width);
    params.insert("height", height);
    params
}
