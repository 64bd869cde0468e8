//! Collects lists.

use b24_wasm::Error;
use b24_wasm::client::{List, Progress};
use b24_wasm::schema::Element;

use super::Setup;

/// Reads a list to its end; returns the rows, the progress and the result.
pub fn collect<T: Element>(
    setup: &Setup,
    mut list: List<T>,
) -> (Vec<T>, Progress, Result<(), Error>) {
    setup.run(async {
        let mut rows = Vec::new();
        loop {
            match list.try_next().await {
                Ok(Some(row)) => rows.push(row),
                Ok(None) => return (rows, list.progress(), Ok(())),
                Err(error) => return (rows, list.progress(), Err(error)),
            }
        }
    })
}
