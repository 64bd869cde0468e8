//! The messenger's chats.

use crate::schema::{Id, Method, Record};
use crate::wire::{Map, Value};

/// The public link of an open chat.
#[derive(Clone, Debug, PartialEq, Record)]
#[record(sparse)]
#[non_exhaustive]
pub struct PublicLink {
    /// The code in the link.
    pub code: Option<String>,
    /// The link.
    pub link: Option<String>,
    /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
    #[field(other)]
    pub other: Map,
}

/// A chat. The fields depend on the portal's version and on the kind of chat.
#[derive(Clone, Debug, PartialEq, Record)]
#[record(sparse)]
#[non_exhaustive]
pub struct Chat {
    /// Identifier.
    pub id: u64,
    /// Title.
    pub name: Option<String>,
    /// Description.
    #[field(NonEmptyText)]
    pub description: Option<String>,
    /// The owner; null if there is none.
    pub owner: Option<u64>,
    /// Whether extranet users are members.
    pub extranet: Option<bool>,
    /// Whether extranet users are members, on newer portals.
    pub contains_extranet: Option<bool>,
    /// Address of the picture; null if there is none.
    #[field(Picture)]
    pub avatar: Option<String>,
    /// The chat's colour, `#rrggbb`.
    pub color: Option<String>,
    /// Kind of the chat: `chat`, `open`, `lines` and others.
    #[field("type")]
    pub kind: Option<String>,
    /// Number of messages.
    pub message_count: Option<i64>,
    /// Number of members.
    pub user_counter: Option<i64>,
    /// Number of messages that the caller has not read.
    pub counter: Option<i64>,
    /// The first message visible to the caller.
    pub start_id: Option<i64>,
    /// The last message.
    pub last_message_id: Option<i64>,
    /// The last message that the caller has read.
    pub last_id: Option<i64>,
    /// The first message that the caller has not read.
    pub unread_id: Option<i64>,
    /// The message that the caller has marked.
    pub marked_id: Option<i64>,
    /// The parent chat.
    pub parent_chat_id: Option<u64>,
    /// The parent message.
    pub parent_message_id: Option<u64>,
    /// Type of the entity that the chat belongs to.
    pub entity_type: Option<String>,
    /// Identifier of the entity.
    pub entity_id: Option<String>,
    /// Data of the entity's module, first part.
    pub entity_data_1: Option<String>,
    /// Data of the entity's module, second part.
    pub entity_data_2: Option<String>,
    /// Data of the entity's module, third part.
    pub entity_data_3: Option<String>,
    /// Type, address and identifier of the entity.
    pub entity_link: Option<Value>,
    /// Whether notifications are muted, by user.
    pub mute_list: Map,
    /// Managers of the chat.
    pub manager_list: Vec<u64>,
    /// Date of creation.
    #[field(DateTime)]
    pub date_create: Option<String>,
    /// The folder of its files on the drive.
    pub disk_folder_id: Option<u64>,
    /// Type of its messages: `C`, `O`, `L` and others.
    pub message_type: Option<String>,
    /// The public link; null if the chat is not public.
    pub public: Option<PublicLink>,
    /// The caller's role: `owner`, `manager`, `member` or `guest`.
    pub role: Option<String>,
    /// Permissions of the roles.
    pub permissions: Map,
    /// Restrictions for everybody.
    pub restrictions: Map,
    /// The number of the background; null if there is none.
    pub background_id: Option<String>,
    /// Whether the text field is enabled.
    pub text_field_enabled: Option<bool>,
    /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
    #[field(other)]
    pub other: Map,
}

/// `im.chat.user.list`: returns the identifiers of a chat's members, all at once; none if the
/// caller may not see the chat.
///
/// Scope `im`. Refused with `CHAT_ID_EMPTY` for an invalid identifier, `ACCESS_ERROR` if the
/// caller may not see the chat.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("im.chat.user.list", result = Vec<u64>)]
pub struct UserList {
    /// The chat.
    #[param("CHAT_ID")]
    chat: Id,
}
