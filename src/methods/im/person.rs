//! A person in the messenger.

use crate::schema::Record;
use crate::wire::Map;

/// The telephone numbers of a person, without unknown ones.
#[derive(Clone, Debug, PartialEq, Record)]
#[record(sparse)]
#[non_exhaustive]
pub struct Phones {
    /// At work.
    pub work_phone: Option<String>,
    /// Mobile.
    pub personal_mobile: Option<String>,
    /// At home.
    pub personal_phone: Option<String>,
    /// The extension within the company.
    pub inner_phone: Option<String>,
    /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
    #[field(other)]
    pub other: Map,
}

/// The properties of a bot.
#[derive(Clone, Debug, PartialEq, Record)]
#[record(sparse)]
#[non_exhaustive]
pub struct BotData {
    /// Identifier of the bot.
    pub id: Option<i64>,
    /// Code.
    pub code: Option<String>,
    /// Type of the bot.
    #[field("type")]
    pub kind: Option<String>,
    /// The app of the bot.
    pub app_id: Option<String>,
    /// Whether the bot is hidden from the list of contacts.
    pub is_hidden: Option<bool>,
    /// Whether the bot is that of Bitrix24's support Open Channel.
    pub is_support_openline: Option<bool>,
    /// Whether the bot can be used in Open Channels.
    pub openline: Option<bool>,
    /// The background of chats with the bot.
    pub background_id: Option<String>,
    /// Whether the bot accepts reactions.
    pub reactions_enabled: Option<bool>,
    /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
    #[field(other)]
    pub other: Map,
}

/// A person in the messenger's methods, except `im.search.user.list`.
///
/// A field that an older portal does not send is null.
#[derive(Clone, Debug, PartialEq, Record)]
#[non_exhaustive]
pub struct ImUser {
    /// Identifier.
    pub id: u64,
    /// Whether the person is employed; false after dismissal.
    pub active: Option<bool>,
    /// First and last name.
    pub name: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Position.
    pub work_position: Option<String>,
    /// The person's colour, `#rrggbb`.
    pub color: Option<String>,
    /// Address of the photo; null if there is none.
    #[field(Picture)]
    pub avatar: Option<String>,
    /// Address of the photo in a high resolution; null if there is none.
    #[field(Picture)]
    pub avatar_hr: Option<String>,
    /// `M` or `F`.
    pub gender: Option<String>,
    /// Birthday as `DD-MM`; null if it is unknown.
    #[field(NonEmptyText)]
    pub birthday: Option<String>,
    /// Whether the person is an extranet user.
    pub extranet: Option<bool>,
    /// Whether the person belongs to Bitrix24.Network.
    pub network: Option<bool>,
    /// Whether the person is a bot.
    pub bot: Option<bool>,
    /// Whether the person writes through an Open Channel.
    pub connector: Option<bool>,
    /// The system by which the person logs in; `default` if it is the portal.
    pub external_auth_id: Option<String>,
    /// `online`, `dnd`, `away` or `break`.
    #[field(NonEmptyText)]
    pub status: Option<String>,
    /// Start of the person's idle time.
    #[field(DateTime)]
    pub idle: Option<String>,
    /// Last activity.
    #[field(DateTime)]
    pub last_activity_date: Option<String>,
    /// Last activity in the mobile app.
    #[field(DateTime)]
    pub mobile_last_date: Option<String>,
    /// Last activity in the desktop app.
    #[field(DateTime)]
    pub desktop_last_date: Option<String>,
    /// End of the person's absence.
    #[field(DateTime)]
    pub absent: Option<String>,
    /// Departments.
    pub departments: Vec<u64>,
    /// Telephone numbers; null if none is known.
    pub phones: Option<Phones>,
    /// Properties of a bot; null for people.
    pub bot_data: Option<BotData>,
    /// `user`, `bot`, `extranet`, `collaber` or `guest`.
    #[field("type")]
    pub kind: Option<String>,
    /// Web page.
    pub website: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
    #[field(other)]
    pub other: Map,
}
