//! The messenger's chats.

use crate::schema::record::record;
use crate::schema::{Id, ParamKind, Rules, Type, method};

record! {
    /// How a chat that is open to all can be entered.
    PublicLink, Rules::SPARSE;
    /// The code in the link.
    code "code": Text,
    /// The link.
    link "link": Text,
}

record! {
    /// A chat. Which fields there are depends on the portal's version and on the kind of chat.
    Chat, Rules::SPARSE;
    /// Identifier.
    id "id": Id,
    /// Title.
    name "name": Text,
    /// Description.
    description "description": NonEmptyText,
    /// The user who owns it; null where nobody does.
    owner "owner": Reference,
    /// Whether extranet users are in it.
    extranet "extranet": Flag,
    /// Whether extranet users are in it, as newer portals say it.
    contains_extranet "contains_extranet": Flag,
    /// Address of the picture; null where there is none.
    avatar "avatar": Picture,
    /// The chat's colour, `#rrggbb`.
    color "color": Text,
    /// What kind of chat it is: `chat`, `open`, `lines` and others.
    kind "type": Text,
    /// How many messages there are.
    message_count "message_count": Integer,
    /// How many people are in it.
    user_counter "user_counter": Integer,
    /// How many messages the caller has not read.
    counter "counter": Integer,
    /// The first message that the caller sees.
    start_id "start_id": Integer,
    /// The last message.
    last_message_id "last_message_id": Integer,
    /// The last message that the caller has read.
    last_id "last_id": Integer,
    /// The first message that the caller has not read.
    unread_id "unread_id": Integer,
    /// The message that the caller has marked.
    marked_id "marked_id": Integer,
    /// The chat above.
    parent_chat_id "parent_chat_id": Reference,
    /// The message above.
    parent_message_id "parent_message_id": Reference,
    /// What the chat is about: a kind of entity.
    entity_type "entity_type": Text,
    /// Which entity of this kind.
    entity_id "entity_id": Text,
    /// What the entity's module keeps here, first part.
    entity_data_1 "entity_data_1": Text,
    /// What the entity's module keeps here, second part.
    entity_data_2 "entity_data_2": Text,
    /// What the entity's module keeps here, third part.
    entity_data_3 "entity_data_3": Text,
    /// The entity's kind, address and identifier.
    entity_link "entity_link": Any,
    /// Who does not want to be told of messages, by user.
    mute_list "mute_list": Map,
    /// Who leads the chat.
    manager_list "manager_list": Ids,
    /// When it was made.
    date_create "date_create": DateTime,
    /// The folder of its files on the drive.
    disk_folder_id "disk_folder_id": Reference,
    /// What kind of messages it holds: `C`, `O`, `L` and others.
    message_type "message_type": Text,
    /// How it can be entered by everybody; null where it cannot.
    public "public": OptionalRecord PublicLink,
    /// The caller's role: `owner`, `manager`, `member` or `guest`.
    role "role": Text,
    /// Which roles may do what.
    permissions "permissions": Map,
    /// What nobody may do here.
    restrictions "restrictions": Map,
    /// The number of the background; null where there is none.
    background_id "background_id": Text,
    /// What the messages' texts may hold.
    text_field_enabled "text_field_enabled": Flag,
}

method! {
    /// `im.chat.user.list`: who is in a chat, by identifier, all at once; nobody where the caller may
    /// not see it.
    ///
    /// Scope `im`. Refused with `CHAT_ID_EMPTY` for an identifier that is none, `ACCESS_ERROR` where
    /// the caller may not see the chat.
    UserList = "im.chat.user.list" -> Vec<u64>;
    required {
        /// The chat.
        chat(Id) "CHAT_ID": ParamKind::Value(Type::Id),
    }
}
