//! Batches and the summaries of their outcomes.

use b24_wasm::Error;
use b24_wasm::client::{Batch, Outcome};
use b24_wasm::wire::Map;

use super::Setup;

/// Sends a batch with the webhook.
pub fn send(setup: &Setup, batch: Batch) -> Result<Vec<Outcome>, Error> {
    let outcomes = setup.run(setup.webhook().batch(batch));
    outcomes.map(|outcomes| outcomes.into_iter().collect())
}

/// Returns a batch of methods without parameters, named by their positions.
pub fn batch_of(methods: &[&str]) -> Batch {
    let mut batch = Batch::new();
    for (at, name) in methods.iter().enumerate() {
        batch.add_by_name(&at.to_string(), name, Map::new());
    }
    batch
}

/// Summarizes each outcome: `ok`, a code, or a code in brackets if the command certainly did not
/// run.
pub fn summaries(outcomes: &[Outcome]) -> Vec<String> {
    outcomes.iter().map(summary).collect()
}

fn summary(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Succeeded(_) => "ok".to_owned(),
        Outcome::Failed(error) => error.code().to_owned(),
        Outcome::NotExecuted(error) => format!("({})", error.code()),
        other => panic!("an outcome of another kind: {other:?}"),
    }
}
