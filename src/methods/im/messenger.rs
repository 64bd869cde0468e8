//! The messenger's counters and versions.

use crate::schema::Rules;
use crate::schema::method;
use crate::schema::record::record;

record! {
    /// Numbers of unread messages and notifications by type.
    CountersByType, Rules::COMPLETE;
    /// Total.
    all "ALL": Integer,
    /// Notifications.
    notify "NOTIFY": Integer,
    /// Group chats.
    chat "CHAT": Integer,
    /// Chats of Open Channels.
    lines "LINES": Integer,
    /// Private conversations.
    dialog "DIALOG": Integer,
    /// Private conversations and group chats.
    messenger "MESSENGER": Integer,
}

record! {
    /// Numbers of the caller's unread messages and notifications.
    Counters, Rules::COMPLETE;
    /// By type.
    by_type "TYPE": OptionalRecord CountersByType,
    /// By group chat.
    chat "CHAT": CountsById,
    /// By muted group chat.
    chat_muted "CHAT_MUTED": CountsById,
    /// By group chat that the caller has marked as unread.
    chat_unread "CHAT_UNREAD": CountsById,
    /// By chat of an Open Channel.
    lines "LINES": CountsById,
    /// By the user of a private conversation.
    dialog "DIALOG": CountsById,
    /// By the user of a private conversation that the caller has marked as unread.
    dialog_unread "DIALOG_UNREAD": CountsById,
}

record! {
    /// The versions of the messenger's interfaces.
    Revision, Rules::COMPLETE;
    /// REST.
    rest "rest": Integer,
    /// The web page.
    web "web": Integer,
    /// The mobile app.
    mobile "mobile": Integer,
    /// The desktop app.
    desktop "desktop": Integer,
    /// The messenger in the mobile app.
    im_revision_mobile "im_revision_mobile": Integer,
}

method! {
    /// `im.counters.get`: returns the numbers of the caller's unread messages and notifications.
    ///
    /// Scope `im`.
    CountersGet = "im.counters.get" -> Counters;
}

method! {
    /// `im.revision.get`: returns the versions of the messenger's interfaces.
    ///
    /// Scope `im`.
    RevisionGet = "im.revision.get" -> Revision;
}
