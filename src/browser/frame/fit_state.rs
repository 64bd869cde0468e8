//! The state of a frame's fit between two changes.

use std::cell::Cell;

use crate::frame::height::Heights;

/// The heights measured so far, the number of active fits, and the flags of pending work.
#[derive(Default)]
pub(super) struct FitState {
    pub(super) heights: Cell<Heights>,
    pub(super) active_fits: Cell<u32>,
    pub(super) is_watched: Cell<bool>,
    pub(super) is_changed: Cell<bool>,
    pub(super) is_busy: Cell<bool>,
}
