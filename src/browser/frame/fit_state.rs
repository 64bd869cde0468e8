//! What the fit of a frame keeps from one change to the next.

use std::cell::Cell;

use crate::frame::height::Heights;

/// What is known of the frame's height, and who wants it to follow the content.
#[derive(Default)]
pub(super) struct FitState {
    pub(super) heights: Cell<Heights>,
    pub(super) followers: Cell<u32>,
    pub(super) is_watched: Cell<bool>,
    pub(super) is_news: Cell<bool>,
    pub(super) is_busy: Cell<bool>,
}
