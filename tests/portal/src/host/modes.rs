//! The faults between the host page and the app in its frame.

use serde::{Deserialize, Serialize};

/// The reply to `getInitData`. `faults.js` implements the modes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Handshake {
    /// The portal's normal reply.
    #[default]
    Normal,
    /// No reply.
    NoReply,
    /// A delayed reply.
    Slow,
    /// Text that is not JSON.
    NotJson,
    /// Nothing after the colon.
    Empty,
    /// `null`.
    Null,
    /// `[]`.
    Array,
    /// A reply without tokens.
    NoToken,
    /// The id of another callback.
    WrongId,
    /// Two identical replies.
    Twice,
    /// A forged reply from a page of another origin, then the normal one.
    ForeignOriginFirst,
    /// A forged reply from another window of the portal's origin, then the normal one.
    ForeignSource,
}

impl Handshake {
    /// All replies.
    pub const ALL: [Self; 12] = [
        Self::Normal,
        Self::NoReply,
        Self::Slow,
        Self::NotJson,
        Self::Empty,
        Self::Null,
        Self::Array,
        Self::NoToken,
        Self::WrongId,
        Self::Twice,
        Self::ForeignOriginFirst,
        Self::ForeignSource,
    ];
}

/// The reply to `refreshAuth`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refresh {
    /// The portal's normal reply.
    #[default]
    Normal,
    /// No reply; the host page shows a message instead.
    Never,
    /// A delayed reply.
    Slow,
    /// Text that is not JSON.
    NotJson,
    /// Nothing after the colon.
    Empty,
    /// A reply without tokens.
    NoToken,
}

impl Refresh {
    /// All replies.
    pub const ALL: [Self; 6] =
        [Self::Normal, Self::Never, Self::Slow, Self::NotJson, Self::Empty, Self::NoToken];
}

/// The reply to any other command. `replies.js` implements the modes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReplyMode {
    /// The portal's normal reply.
    #[default]
    Normal,
    /// The host page ignores the command.
    Denied,
    /// The host page runs the command, but never replies.
    Never,
    /// A delayed reply.
    Slow,
    /// Text that is not JSON.
    NotJson,
    /// The id of another callback.
    WrongId,
    /// Two identical replies.
    Twice,
    /// A forged reply from a page of another origin, then the normal one.
    ForeignOriginFirst,
    /// A forged reply from another window of the portal's origin, then the normal one.
    ForeignSource,
    /// The error of a device that does not support the command.
    NotOnDevice,
}
