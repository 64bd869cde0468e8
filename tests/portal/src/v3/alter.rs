//! The effects of faults on a single call.

use crate::fault::{Fault, FaultName};
use crate::php::{Array, Value};

/// Changes the parameters of a call.
pub(super) fn alter_parameters(fault: &Fault, parameters: &mut Array) {
    if fault.name == FaultName::StalePage {
        for name in ["filter", "pagination", "cursor"] {
            parameters.remove(name);
        }
    }
}

/// Changes the result of a call, whose rows are in `items`.
pub(super) fn alter_result(fault: &Fault, result: &mut Value) {
    if fault.name == FaultName::NullResult {
        *result = Value::Null;
    }
    let Value::Array(members) = result else {
        return;
    };
    let Some(Value::Array(items)) = members.get("items") else {
        return;
    };
    let kept = match fault.name {
        FaultName::EmptyPage => 0,
        FaultName::ShortPage => items.len() / 2,
        _ => return,
    };
    let items: Vec<Value> = items.values().take(kept).cloned().collect();
    members.insert("items", items);
}
