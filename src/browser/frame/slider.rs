//! Sliders: pages that the portal lays over its own.

use super::Frame;
use crate::error::Result;
use crate::frame::command;
use crate::wire::{Map, Value};

/// The look of a slider that contains the app. Unset fields keep the portal's defaults.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SliderSettings {
    /// Width in pixels.
    pub width: Option<u32>,
    /// Pixels of the page that stay uncovered at the left.
    pub left_boundary: Option<u32>,
    /// The title of the browser's window while the slider is open.
    pub title: Option<String>,
    /// The label at the slider's side: `text`, and the CSS colours `color` and `bgColor`.
    pub label: Option<Map>,
}

impl Frame {
    /// Opens a page of the portal, such as `/crm/deal/details/1/`, in a slider, and waits until it
    /// is closed. Command `openPath`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`; `PATH_NOT_AVAILABLE` for a path that this portal does not open in a
    /// slider; `METHOD_NOT_SUPPORTED_ON_DEVICE` in the mobile app.
    pub async fn open_path(&self, path: &str) -> Result<()> {
        self.send(command::OPEN_PATH, Map::from_iter([("path", path)]), None).await.map(drop)
    }

    /// Opens the app itself in a slider, with the parameters as its placement's options, and waits
    /// until it is closed. Command `openApplication`.
    ///
    /// # Errors
    ///
    /// `INVALID_HOST_MESSAGE`, or the error of the host page.
    pub async fn open_application(&self, params: Map, settings: SliderSettings) -> Result<Value> {
        self.send(command::OPEN_APPLICATION, with_settings(params, settings), None).await
    }

    /// Shows the app's settings form, if the portal has one. Command `showAppForm`, which gets no
    /// reply.
    pub fn show_app_form(&self, params: Map) {
        self.post_unchecked(command::SHOW_APP_FORM, params);
    }
}

/// Adds the settings to the parameters, under the portal's names.
fn with_settings(mut params: Map, settings: SliderSettings) -> Map {
    if let Some(width) = settings.width {
        params.insert("bx24_width", width);
    }
    if let Some(left) = settings.left_boundary {
        params.insert("bx24_leftBoundary", left);
    }
    if let Some(title) = settings.title {
        params.insert("bx24_title", title);
    }
    if let Some(label) = settings.label {
        params.insert("bx24_label", label);
    }
    params
}
