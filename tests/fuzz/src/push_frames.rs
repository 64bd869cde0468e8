//! Frames of the push server. Input: a frame, or a part of one between two good messages.

use b24_wasm::push::frame::{self, Piece};

const FIRST: &str =
    r#"#!NGINXNMS!#{"mid":"first","text":{"module_id":"fuzz","command":"a"}}#!NGINXNME!#"#;
const LAST: &str =
    r#"#!NGINXNMS!#{"mid":"last","text":{"module_id":"fuzz","command":"b"}}#!NGINXNME!#"#;

pub fn check(input: &str) {
    let pieces = frame::read(input);
    for piece in &pieces {
        if let Piece::Message(message) = piece {
            let event = &message.event;
            assert!(!event.module.is_empty() && !event.command.is_empty(), "{event:?}");
            assert_eq!(event.module, event.module.to_ascii_lowercase());
        }
    }
    let between = frame::read(&format!("{FIRST}{input}{LAST}"));
    let mid = |piece: Option<&Piece>| match piece {
        Some(Piece::Message(message)) => message.mid.clone(),
        other => panic!("{other:?} is no message"),
    };
    assert_eq!(mid(between.first()), "first");
    assert_eq!(mid(between.last()), "last");
}
