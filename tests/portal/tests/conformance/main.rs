//! Every kind of record behaves like every other: one suite over a table of all of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod calls;
#[path = "../common/mod.rs"]
mod common;
mod filters;
mod lists;
mod records;
mod subject;

use common::Setup;
use subject::Subject;

/// Runs a test for each kind of record in one portal.
fn each(test: impl Fn(&Subject, &mut Setup)) {
    let mut setup = Setup::with_users(30);
    setup.portal.settings_mut().bucket.enabled = false;
    for subject in subject::all() {
        test(&subject, &mut setup);
    }
}
