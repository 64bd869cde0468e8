//! Sliders: pages that the portal lays over its own.

use super::Frame;
use crate::error::Result;
use crate::wire::{Map, Value};

/// How a slider with the app in it looks. What is not set is as the portal has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slider {
    /// Pixels from the left to the right.
    pub width: Option<u32>,
    /// Pixels of the page that stay free at the left.
    pub left_boundary: Option<u32>,
    /// The title of the browser's window while it is open.
    pub title: Option<String>,
    /// The label at its side: `text`, and `color` and `bgColor` as CSS says them.
    pub label: Option<Map>,
}

impl Frame {
    /// Opens a page of the portal, `/crm/deal/details/1/`, in a slider, and waits until it is
    /// closed. The command `openPath`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`; `PATH_NOT_AVAILABLE` for a path that this portal does not open so;
    /// `METHOD_NOT_SUPPORTED_ON_DEVICE` in the mobile app.
    pub async fn open_path(&self, path: &str) -> Result<()> {
        self.send("openPath", Map::from_iter([("path", path)]), None).await.map(drop)
    }

    /// Opens the app itself in a slider, where the parameters are its placement's options, and waits
    /// until it is closed. The command `openApplication`.
    ///
    /// # Errors
    ///
    /// `INVALID_HOST_MESSAGE`, and what the page refuses with.
    pub async fn open_application(&self, params: Map, slider: Slider) -> Result<Value> {
        self.send("openApplication", with_settings(params, slider), None).await
    }

    /// Shows the app's settings form, where the portal has one. The command `showAppForm`; it is
    /// sent, and not answered.
    pub fn show_form(&self, params: Map) {
        self.host().post("showAppForm", &Value::Map(params));
    }
}

/// Settings go among the parameters, under names of the portal's own.
fn with_settings(mut params: Map, slider: Slider) -> Map {
    if let Some(width) = slider.width {
        params.insert("bx24_width", width);
    }
    if let Some(left) = slider.left_boundary {
        params.insert("bx24_leftBoundary", left);
    }
    if let Some(title) = slider.title {
        params.insert("bx24_title", title);
    }
    if let Some(label) = slider.label {
        params.insert("bx24_label", label);
    }
    params
}
