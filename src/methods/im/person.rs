//! A person in the messenger.

use crate::schema::Rules;
use crate::schema::record::record;

record! {
    /// The telephone numbers of a person, without unknown ones.
    Phones, Rules::SPARSE;
    /// At work.
    work_phone "work_phone": Text,
    /// Mobile.
    personal_mobile "personal_mobile": Text,
    /// At home.
    personal_phone "personal_phone": Text,
    /// The extension within the company.
    inner_phone "inner_phone": Text,
}

record! {
    /// The properties of a bot.
    BotData, Rules::SPARSE;
    /// Identifier of the bot.
    id "id": Integer,
    /// Code.
    code "code": Text,
    /// Type of the bot.
    kind "type": Text,
    /// The app of the bot.
    app_id "app_id": Text,
    /// Whether the bot is hidden from the list of contacts.
    is_hidden "is_hidden": Flag,
    /// Whether the bot is that of Bitrix24's support Open Channel.
    is_support_openline "is_support_openline": Flag,
    /// Whether the bot can be used in Open Channels.
    openline "openline": Flag,
    /// The background of chats with the bot.
    background_id "background_id": Text,
    /// Whether the bot accepts reactions.
    reactions_enabled "reactions_enabled": Flag,
}

record! {
    /// A person in the messenger's methods, except `im.search.user.list`.
    ///
    /// A field that an older portal does not send is null.
    ImUser, Rules::COMPLETE;
    /// Identifier.
    id "id": Id,
    /// Whether the person is employed; false after dismissal.
    active "active": Flag,
    /// First and last name.
    name "name": Text,
    /// First name.
    first_name "first_name": Text,
    /// Last name.
    last_name "last_name": Text,
    /// Position.
    work_position "work_position": Text,
    /// The person's colour, `#rrggbb`.
    color "color": Text,
    /// Address of the photo; null if there is none.
    avatar "avatar": Picture,
    /// Address of the photo in a high resolution; null if there is none.
    avatar_hr "avatar_hr": Picture,
    /// `M` or `F`.
    gender "gender": Text,
    /// Birthday as `DD-MM`; null if it is unknown.
    birthday "birthday": NonEmptyText,
    /// Whether the person is an extranet user.
    extranet "extranet": Flag,
    /// Whether the person belongs to Bitrix24.Network.
    network "network": Flag,
    /// Whether the person is a bot.
    bot "bot": Flag,
    /// Whether the person writes through an Open Channel.
    connector "connector": Flag,
    /// The system by which the person logs in; `default` if it is the portal.
    external_auth_id "external_auth_id": Text,
    /// `online`, `dnd`, `away` or `break`.
    status "status": NonEmptyText,
    /// Start of the person's idle time.
    idle "idle": DateTime,
    /// Last activity.
    last_activity_date "last_activity_date": DateTime,
    /// Last activity in the mobile app.
    mobile_last_date "mobile_last_date": DateTime,
    /// Last activity in the desktop app.
    desktop_last_date "desktop_last_date": DateTime,
    /// End of the person's absence.
    absent "absent": DateTime,
    /// Departments.
    departments "departments": Ids,
    /// Telephone numbers; null if none is known.
    phones "phones": OptionalRecord Phones,
    /// Properties of a bot; null for people.
    bot_data "bot_data": OptionalRecord BotData,
    /// `user`, `bot`, `extranet`, `collaber` or `guest`.
    kind "type": Text,
    /// Web page.
    website "website": Text,
    /// E-mail address.
    email "email": Text,
}
