//! A person as the messenger hands it out.

use crate::schema::Rules;
use crate::schema::record::record;

record! {
    /// The telephone numbers of a person; those that are not known are missing.
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
    /// What sets a bot apart.
    BotData, Rules::SPARSE;
    /// Identifier of the bot.
    id "id": Integer,
    /// Code.
    code "code": Text,
    /// What kind of bot it is.
    kind "type": Text,
    /// The app that it belongs to.
    app_id "app_id": Text,
    /// Whether it is hidden from the list of contacts.
    is_hidden "is_hidden": Flag,
    /// Whether it is of the Open Channel of Bitrix24's support.
    is_support_openline "is_support_openline": Flag,
    /// Whether it can be used in Open Channels.
    openline "openline": Flag,
    /// The background of chats with it.
    background_id "background_id": Text,
    /// Whether it takes reactions.
    reactions_enabled "reactions_enabled": Flag,
}

record! {
    /// A person as the messenger's methods hand it out, except `im.search.user.list`.
    ///
    /// What an older portal does not send is null.
    ImUser, Rules::COMPLETE;
    /// Identifier.
    id "id": Id,
    /// Whether the person works here; false after dismissal.
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
    /// Address of the photo; null where there is none.
    avatar "avatar": Picture,
    /// Address of the photo in a high resolution; null where there is none.
    avatar_hr "avatar_hr": Picture,
    /// `M` or `F`.
    gender "gender": Text,
    /// Birthday as `DD-MM`; null where it is not known.
    birthday "birthday": NonEmptyText,
    /// Whether it is an extranet user.
    extranet "extranet": Flag,
    /// Whether the person is of Bitrix24.Network.
    network "network": Flag,
    /// Whether it is a bot.
    bot "bot": Flag,
    /// Whether the person writes through an Open Channel.
    connector "connector": Flag,
    /// The system that the person logs in by; `default` where it is the portal.
    external_auth_id "external_auth_id": Text,
    /// `online`, `dnd`, `away` or `break`.
    status "status": NonEmptyText,
    /// Since when the person has been idle.
    idle "idle": DateTime,
    /// Last activity.
    last_activity_date "last_activity_date": DateTime,
    /// Last activity in the mobile app.
    mobile_last_date "mobile_last_date": DateTime,
    /// Last activity in the desktop app.
    desktop_last_date "desktop_last_date": DateTime,
    /// Until when the person is absent.
    absent "absent": DateTime,
    /// Departments.
    departments "departments": Ids,
    /// Telephone numbers; null where none is known.
    phones "phones": OptionalRecord Phones,
    /// What sets a bot apart; null for people.
    bot_data "bot_data": OptionalRecord BotData,
    /// `user`, `bot`, `extranet`, `collaber` or `guest`.
    kind "type": Text,
    /// Web page.
    website "website": Text,
    /// E-mail address.
    email "email": Text,
}
