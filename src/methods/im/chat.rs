//! The messenger's chats.

use crate::schema::record::record;
use crate::schema::{Id, ParamKind, Rules, Type, method};

record! {
    /// The public link of an open chat.
    PublicLink, Rules::SPARSE;
    /// The code in the link.
    code "code": Text,
    /// The link.
    link "link": Text,
}

record! {
    /// A chat. The fields depend on the portal's version and on the kind of chat.
    Chat, Rules::SPARSE;
    /// Identifier.
    id "id": Id,
    /// Title.
    name "name": Text,
    /// Description.
    description "description": NonEmptyText,
    /// The owner; null if there is none.
    owner "owner": Reference,
    /// Whether extranet users are members.
    extranet "extranet": Flag,
    /// Whether extranet users are members, on newer portals.
    contains_extranet "contains_extranet": Flag,
    /// Address of the picture; null if there is none.
    avatar "avatar": Picture,
    /// The chat's colour, `#rrggbb`.
    color "color": Text,
    /// Kind of the chat: `chat`, `open`, `lines` and others.
    kind "type": Text,
    /// Number of messages.
    message_count "message_count": Integer,
    /// Number of members.
    user_counter "user_counter": Integer,
    /// Number of messages that the caller has not read.
    counter "counter": Integer,
    /// The first message visible to the caller.
    start_id "start_id": Integer,
    /// The last message.
    last_message_id "last_message_id": Integer,
    /// The last message that the caller has read.
    last_id "last_id": Integer,
    /// The first message that the caller has not read.
    unread_id "unread_id": Integer,
    /// The message that the caller has marked.
    marked_id "marked_id": Integer,
    /// The parent chat.
    parent_chat_id "parent_chat_id": Reference,
    /// The parent message.
    parent_message_id "parent_message_id": Reference,
    /// Type of the entity that the chat belongs to.
    entity_type "entity_type": Text,
    /// Identifier of the entity.
    entity_id "entity_id": Text,
    /// Data of the entity's module, first part.
    entity_data_1 "entity_data_1": Text,
    /// Data of the entity's module, second part.
    entity_data_2 "entity_data_2": Text,
    /// Data of the entity's module, third part.
    entity_data_3 "entity_data_3": Text,
    /// Type, address and identifier of the entity.
    entity_link "entity_link": Any,
    /// Whether notifications are muted, by user.
    mute_list "mute_list": Map,
    /// Managers of the chat.
    manager_list "manager_list": Ids,
    /// Date of creation.
    date_create "date_create": DateTime,
    /// The folder of its files on the drive.
    disk_folder_id "disk_folder_id": Reference,
    /// Type of its messages: `C`, `O`, `L` and others.
    message_type "message_type": Text,
    /// The public link; null if the chat is not public.
    public "public": OptionalRecord PublicLink,
    /// The caller's role: `owner`, `manager`, `member` or `guest`.
    role "role": Text,
    /// Permissions of the roles.
    permissions "permissions": Map,
    /// Restrictions for everybody.
    restrictions "restrictions": Map,
    /// The number of the background; null if there is none.
    background_id "background_id": Text,
    /// Whether the text field is enabled.
    text_field_enabled "text_field_enabled": Flag,
}

method! {
    /// `im.chat.user.list`: returns the identifiers of a chat's members, all at once; none if the
    /// caller may not see the chat.
    ///
    /// Scope `im`. Refused with `CHAT_ID_EMPTY` for an invalid identifier, `ACCESS_ERROR` if the
    /// caller may not see the chat.
    UserList = "im.chat.user.list" -> Vec<u64>;
    required {
        /// The chat.
        chat(Id) "CHAT_ID": ParamKind::Value(Type::Id),
    }
}
