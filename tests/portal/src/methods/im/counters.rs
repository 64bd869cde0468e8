//! The methods `im.counters.get` and `im.revision.get`.

use crate::methods::Call;
use crate::php::Array;
use crate::rest::{Error, Reply};

/// Handles `im.counters.get`: returns the caller's unread counters; a map without entries is `[]`.
pub(in crate::methods) fn counters(_: &mut Call) -> Result<Reply, Error> {
    let types: Array =
        [("ALL", 8_i64), ("NOTIFY", 1), ("CHAT", 5), ("LINES", 0), ("DIALOG", 2), ("MESSENGER", 7)]
            .into_iter()
            .collect();
    let mut counters = Array::new();
    counters.insert("TYPE", types);
    counters.insert("CHAT", [(2_i64, 3_i64), (3, 2)].into_iter().collect::<Array>());
    counters.insert("CHAT_MUTED", Array::new());
    counters.insert("CHAT_UNREAD", Array::new());
    counters.insert("LINES", Array::new());
    counters.insert("DIALOG", [(5_i64, 2_i64)].into_iter().collect::<Array>());
    counters.insert("DIALOG_UNREAD", Array::new());
    Ok(Reply::new(counters))
}

/// Handles `im.revision.get`: returns the versions of the messenger's interfaces.
pub(in crate::methods) fn revision(_: &mut Call) -> Result<Reply, Error> {
    let revision: Array = [
        ("rest", 34_i64),
        ("web", 129),
        ("mobile", 21),
        ("desktop", 5),
        ("im_revision_mobile", 21),
    ]
    .into_iter()
    .collect();
    Ok(Reply::new(revision))
}
