//! REST 3.0, without I/O: its filters, the checks of its parameters, its lists and its batches.
//!
//! The version of REST is the caller's choice: [`Client::v3`](crate::Client::v3) calls the methods of
//! REST 3.0. Six names are in both versions, with other parameters and other results.
//!
//! # Filters
//!
//! | construct | sent |
//! | --- | --- |
//! | `where3("id").gt(7)` | `[["id",">",7]]` |
//! | `a.and(b)` | `[a,b]` |
//! | `a.or(b)` | `[{"logic":"or","conditions":[a,b]}]` |
//! | `a.or(b.and(c))` | `[{"logic":"or","conditions":[a,{"type":"filter","logic":"and","conditions":[b,c]}]}]` |
//! | `a.not()` | `[{"logic":"and","negative":true,"conditions":[a]}]` |
//! | `where3("id").between(0, 9)` | `[["id",">=",0],["id","<=",9]]`: the portal refuses the bound 0 |
//!
//! Values have the types of the fields: the portal refuses the text `"7"` for a number. An `f64` is sent
//! with a fraction (`10.0`), which fields with fractions demand. A date is `2026-01-30T15:50:24+03:00`;
//! milliseconds are removed.

mod batch;
mod condition;
mod cursor;
mod field;
mod filter;
mod filter_check;
mod list;
mod method;
mod moment;
mod operand;
mod paging;
mod params;
mod position;
mod problem;

pub use filter::{Filter, Where, where3};
pub use operand::Operand;
pub use problem::Problem;

pub(crate) use batch::{Entries, Entry, calls};
#[cfg(all(target_arch = "wasm32", feature = "js-v3"))]
pub(crate) use field::with_fraction;
pub(crate) use list::{ListOptions, Plan};
pub(crate) use method::{is_only_in_v3, is_read};
pub(crate) use params::{check_single, check_unchecked};
pub(crate) use position::PageFacts;

/// Returns the documented methods of REST 3.0.
#[cfg(test)]
fn documented() -> std::collections::BTreeMap<String, serde_json::Value> {
    let name_of = |name: &str| name.strip_suffix("@3").map(str::to_owned);
    documented_if(name_of).collect()
}

/// Returns the names of the documented methods of REST 2.0.
#[cfg(test)]
fn documented_v2() -> std::collections::BTreeSet<String> {
    let name_of = |name: &str| (!name.ends_with("@3")).then(|| name.to_owned());
    documented_if(name_of).map(|(name, _)| name).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
fn documented_if(
    name_of: impl Fn(&str) -> Option<String>,
) -> impl Iterator<Item = (String, serde_json::Value)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/api");
    let mut methods = serde_json::Map::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let text = std::fs::read_to_string(path).unwrap();
            methods.extend(serde_json::from_str::<serde_json::Map<_, _>>(&text).unwrap());
        }
    }
    methods.into_iter().filter_map(move |(name, facts)| Some((name_of(&name)?, facts)))
}
