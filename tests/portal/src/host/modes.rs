//! What can go wrong between the portal's page and the app in its frame.

use serde::{Deserialize, Serialize};

/// How the page answers `getInitData`. The modes are carried out by `faults.js`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Handshake {
    /// As the portal does.
    #[default]
    Normal,
    /// Never.
    Silent,
    /// After a delay.
    Slow,
    /// With text that is no JSON.
    NotJson,
    /// With nothing after the colon.
    Empty,
    /// With `null`.
    Null,
    /// With `[]`.
    Array,
    /// Without tokens.
    NoToken,
    /// With another callback's id.
    WrongId,
    /// Two times.
    Twice,
    /// After a page of another origin has posted a forged answer.
    ForeignOriginFirst,
    /// After another window of the portal's own origin has posted a forged answer.
    ForeignSource,
}

/// How the page answers `refreshAuth`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refresh {
    /// As the portal does.
    #[default]
    Normal,
    /// Never: the page shows a message instead.
    Never,
    /// After a delay.
    Slow,
    /// With text that is no JSON.
    NotJson,
    /// With nothing after the colon.
    Empty,
    /// Without tokens.
    NoToken,
}

/// How the page answers any other command. The modes are carried out by `replies.js`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReplyMode {
    /// As the portal does.
    #[default]
    Normal,
    /// The page passes over the command.
    Denied,
    /// The page does what it is told, and never answers.
    Never,
    /// After a delay.
    Slow,
    /// With text that is no JSON.
    NotJson,
    /// With another callback's id.
    WrongId,
    /// Two times.
    Twice,
    /// After a page of another origin has posted a forged answer.
    ForeignOriginFirst,
    /// After another window of the portal's own origin has posted a forged answer.
    ForeignSource,
    /// With the error of a device on which the command does not work.
    NotOnDevice,
}
