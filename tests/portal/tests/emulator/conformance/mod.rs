//! Every kind of record behaves like every other: one suite over a table of all of them.

mod calls;
mod filters;
mod lists;
mod records;
mod subject;

use crate::common::Setup;
use subject::Subject;

/// Runs a test for each kind of record in one portal.
fn each(test: impl Fn(&Subject, &mut Setup)) {
    let mut setup = Setup::with_users(30);
    setup.portal.settings_mut().bucket.enabled = false;
    for subject in subject::all() {
        test(&subject, &mut setup);
    }
}
