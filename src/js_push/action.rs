//! Actions: a name, and what belongs to it.

use crate::js_error::details;
use crate::push::{Action, Status};
use crate::wire::Value;

/// Writes an action as a list.
pub(super) fn write(action: Action) -> Value {
    let parts: Vec<Value> = match action {
        Action::Configure { id, fresh } => vec!["configure".into(), id.into(), fresh.into()],
        Action::Open { id, url } => vec!["open".into(), id.into(), url.into()],
        Action::Poll { id, url } => vec!["poll".into(), id.into(), url.into()],
        Action::Disconnect { code } => vec!["disconnect".into(), code.into()],
        Action::Send(text) => vec!["send".into(), text.into()],
        Action::Emit(event) => vec![
            "emit".into(),
            event.module.into(),
            event.command.into(),
            event.params,
            event.sent_at.into(),
        ],
        Action::Missed => vec!["missed".into()],
        Action::Show(state) => {
            let (status, transport) = match state.status {
                Status::Connecting => ("connecting", Value::Null),
                Status::Socket => ("online", "socket".into()),
                Status::Polling => ("online", "polling".into()),
                Status::Offline => ("offline", Value::Null),
                Status::Closed => ("closed", Value::Null),
            };
            vec!["state".into(), status.into(), transport, state.reason.into()]
        }
        Action::Fail(error) => vec!["fail".into(), details(&error).into()],
    };
    Value::List(parts)
}
