//! The messenger's counters and versions.

use crate::schema::{Method, Record};
use crate::wire::Map;
use std::collections::BTreeMap;

/// Numbers of unread messages and notifications by type.
#[derive(Clone, Debug, PartialEq, Record)]
#[record(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub struct CountersByType {
    /// Total.
    pub all: Option<i64>,
    /// Notifications.
    pub notify: Option<i64>,
    /// Group chats.
    pub chat: Option<i64>,
    /// Chats of Open Channels.
    pub lines: Option<i64>,
    /// Private conversations.
    pub dialog: Option<i64>,
    /// Private conversations and group chats.
    pub messenger: Option<i64>,
    /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
    #[field(other)]
    pub other: Map,
}

/// Numbers of the caller's unread messages and notifications.
#[derive(Clone, Debug, PartialEq, Record)]
#[non_exhaustive]
pub struct Counters {
    /// By type.
    #[field("TYPE")]
    pub by_type: Option<CountersByType>,
    /// By group chat.
    #[field("CHAT")]
    pub chat: BTreeMap<u64, i64>,
    /// By muted group chat.
    #[field("CHAT_MUTED")]
    pub chat_muted: BTreeMap<u64, i64>,
    /// By group chat that the caller has marked as unread.
    #[field("CHAT_UNREAD")]
    pub chat_unread: BTreeMap<u64, i64>,
    /// By chat of an Open Channel.
    #[field("LINES")]
    pub lines: BTreeMap<u64, i64>,
    /// By the user of a private conversation.
    #[field("DIALOG")]
    pub dialog: BTreeMap<u64, i64>,
    /// By the user of a private conversation that the caller has marked as unread.
    #[field("DIALOG_UNREAD")]
    pub dialog_unread: BTreeMap<u64, i64>,
    /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
    #[field(other)]
    pub other: Map,
}

/// The versions of the messenger's interfaces.
#[derive(Clone, Debug, PartialEq, Record)]
#[non_exhaustive]
pub struct Revision {
    /// REST.
    pub rest: Option<i64>,
    /// The web page.
    pub web: Option<i64>,
    /// The mobile app.
    pub mobile: Option<i64>,
    /// The desktop app.
    pub desktop: Option<i64>,
    /// The messenger in the mobile app.
    pub im_revision_mobile: Option<i64>,
    /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
    #[field(other)]
    pub other: Map,
}

/// `im.counters.get`: returns the numbers of the caller's unread messages and notifications.
///
/// Scope `im`.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method("im.counters.get", result = Counters)]
pub struct CountersGet;

/// `im.revision.get`: returns the versions of the messenger's interfaces.
///
/// Scope `im`.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method("im.revision.get", result = Revision)]
pub struct RevisionGet;
