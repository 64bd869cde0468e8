//! What all kinds of records of REST 3.0 with the general grammar have in common, checked by the
//! descriptions of their fields.

mod fields;
mod lists;
mod subject;

use crate::common::Setup;
use subject::{Subject, subjects};

/// Runs a check for each kind. It must not change records.
fn each(check: impl Fn(&Subject, &mut Setup)) {
    let mut setup = Setup::with_users(80);
    setup.portal.settings_mut().bucket.enabled = false;
    for subject in subjects() {
        check(&subject, &mut setup);
    }
}
