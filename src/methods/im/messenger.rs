//! The messenger as a whole: what is unread, and its version.

use crate::schema::Rules;
use crate::schema::method;
use crate::schema::record::record;

record! {
    /// Unread messages and notices, by what they are of.
    CountersByType, Rules::COMPLETE;
    /// All together.
    all "ALL": Integer,
    /// Notices.
    notify "NOTIFY": Integer,
    /// Group chats.
    chat "CHAT": Integer,
    /// Chats of Open Channels.
    lines "LINES": Integer,
    /// Talks between two.
    dialog "DIALOG": Integer,
    /// Talks between two and group chats.
    messenger "MESSENGER": Integer,
}

record! {
    /// Unread messages and notices of the caller.
    Counters, Rules::COMPLETE;
    /// By what they are of.
    by_type "TYPE": OptionalRecord CountersByType,
    /// By group chat.
    chat "CHAT": CountsById,
    /// By group chat of those that the caller has muted.
    chat_muted "CHAT_MUTED": CountsById,
    /// By group chat of those that the caller has marked as unread.
    chat_unread "CHAT_UNREAD": CountsById,
    /// By chat of an Open Channel.
    lines "LINES": CountsById,
    /// By the user of a talk between two.
    dialog "DIALOG": CountsById,
    /// By the user of a talk between two, of those that the caller has marked as unread.
    dialog_unread "DIALOG_UNREAD": CountsById,
}

record! {
    /// The versions of the messenger's interfaces.
    Revision, Rules::COMPLETE;
    /// Of REST.
    rest "rest": Integer,
    /// Of the web page.
    web "web": Integer,
    /// Of the mobile app.
    mobile "mobile": Integer,
    /// Of the desktop app.
    desktop "desktop": Integer,
    /// Of the messenger's part of the mobile app.
    im_revision_mobile "im_revision_mobile": Integer,
}

method! {
    /// `im.counters.get`: how many messages and notices the caller has not read.
    ///
    /// Scope `im`.
    CountersGet = "im.counters.get" -> Counters;
}

method! {
    /// `im.revision.get`: the versions of the messenger's interfaces.
    ///
    /// Scope `im`.
    RevisionGet = "im.revision.get" -> Revision;
}
