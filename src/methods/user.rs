//! The methods of the portal's users: `user.get`, `user.current`.

use crate::error::Result;
use crate::filter::Filter;
use crate::methods::record::record;
use crate::methods::{Definition, Record, Takes, method, words};
use crate::wire::{Map, Value};

/// The typed methods of this family.
pub(crate) const METHODS: &[&Definition] = &[&Get::DEFINITION, &Current::DEFINITION];

record! {
    /// A user of the portal, as `user.get`, `user.search` and `user.current` hand it out.
    ///
    /// Which fields there are depends on the app's scope (`user_brief`, `user_basic` or `user`), on
    /// `select`, and on the user: the portal leaves fields without a value out.
    User,
    /// The name of a user's field.
    Field
    {
        /// Identifier.
        Id id "ID" Id,
        /// Identifier in an external system.
        XmlId xml_id "XML_ID" Text,
        /// Whether the user works here; false after dismissal.
        Active active "ACTIVE" Flag,
        /// First name.
        Name name "NAME" Text,
        /// Last name.
        LastName last_name "LAST_NAME" Text,
        /// Patronymic or middle name.
        SecondName second_name "SECOND_NAME" Text,
        /// Form of address.
        Title title "TITLE" Text,
        /// E-mail address; absent with the scope `user_brief`.
        Email email "EMAIL" Text,
        /// Last login; only with the scope `user`.
        LastLogin last_login "LAST_LOGIN" DateTime,
        /// Day of registration, as the instant of its midnight in UTC.
        DateRegister date_register "DATE_REGISTER" DateTime,
        /// Time zone, `Europe/Berlin`; empty where it is the portal's.
        TimeZone time_zone "TIME_ZONE" Text,
        /// Whether the user is online now.
        IsOnline is_online "IS_ONLINE" Flag,
        /// Last change; null from `user.get`, which sends an empty object.
        TimestampX timestamp_x "TIMESTAMP_X" DateTime,
        /// Last activity; null from `user.get`, without a zone from `user.current`.
        LastActivityDate last_activity_date "LAST_ACTIVITY_DATE" DateTime,
        /// `M`, `F` or empty.
        PersonalGender personal_gender "PERSONAL_GENDER" Text,
        /// Profession.
        PersonalProfession personal_profession "PERSONAL_PROFESSION" Text,
        /// Personal web page.
        PersonalWww personal_www "PERSONAL_WWW" Text,
        /// Birthday, as the instant of its midnight in UTC.
        PersonalBirthday personal_birthday "PERSONAL_BIRTHDAY" DateTime,
        /// Address of the photo; absent where there is none.
        PersonalPhoto personal_photo "PERSONAL_PHOTO" Text,
        /// ICQ number.
        PersonalIcq personal_icq "PERSONAL_ICQ" Text,
        /// Personal telephone.
        PersonalPhone personal_phone "PERSONAL_PHONE" Text,
        /// Personal fax.
        PersonalFax personal_fax "PERSONAL_FAX" Text,
        /// Mobile telephone.
        PersonalMobile personal_mobile "PERSONAL_MOBILE" Text,
        /// Personal pager.
        PersonalPager personal_pager "PERSONAL_PAGER" Text,
        /// Street of residence.
        PersonalStreet personal_street "PERSONAL_STREET" Text,
        /// City of residence.
        PersonalCity personal_city "PERSONAL_CITY" Text,
        /// State or region of residence.
        PersonalState personal_state "PERSONAL_STATE" Text,
        /// Postal code of residence.
        PersonalZip personal_zip "PERSONAL_ZIP" Text,
        /// Country of residence, as a number.
        PersonalCountry personal_country "PERSONAL_COUNTRY" Text,
        /// Post-office box.
        PersonalMailbox personal_mailbox "PERSONAL_MAILBOX" Text,
        /// Notes.
        PersonalNotes personal_notes "PERSONAL_NOTES" Text,
        /// Company.
        WorkCompany work_company "WORK_COMPANY" Text,
        /// Department, as free text.
        WorkDepartment work_department "WORK_DEPARTMENT" Text,
        /// Position.
        WorkPosition work_position "WORK_POSITION" Text,
        /// The company's web page.
        WorkWww work_www "WORK_WWW" Text,
        /// Work telephone.
        WorkPhone work_phone "WORK_PHONE" Text,
        /// Work fax.
        WorkFax work_fax "WORK_FAX" Text,
        /// Work pager.
        WorkPager work_pager "WORK_PAGER" Text,
        /// Street of the workplace.
        WorkStreet work_street "WORK_STREET" Text,
        /// Post-office box of the workplace.
        WorkMailbox work_mailbox "WORK_MAILBOX" Text,
        /// City of the workplace.
        WorkCity work_city "WORK_CITY" Text,
        /// State or region of the workplace.
        WorkState work_state "WORK_STATE" Text,
        /// Postal code of the workplace.
        WorkZip work_zip "WORK_ZIP" Text,
        /// Country of the workplace, as a number.
        WorkCountry work_country "WORK_COUNTRY" Text,
        /// What the company does.
        WorkProfile work_profile "WORK_PROFILE" Text,
        /// Address of the company's logo.
        WorkLogo work_logo "WORK_LOGO" Text,
        /// Notes on the work.
        WorkNotes work_notes "WORK_NOTES" Text,
        /// Departments; empty for extranet users.
        UfDepartment uf_department "UF_DEPARTMENT" Ids,
        /// Day of employment.
        UfEmploymentDate uf_employment_date "UF_EMPLOYMENT_DATE" DateTime,
        /// Whether working time is recorded.
        UfTimeman uf_timeman "UF_TIMEMAN" Any,
        /// Internal telephone number.
        UfPhoneInner uf_phone_inner "UF_PHONE_INNER" Text,
        /// Skills.
        UfSkills uf_skills "UF_SKILLS" Text,
        /// Interests.
        UfInterests uf_interests "UF_INTERESTS" Text,
        /// District.
        UfDistrict uf_district "UF_DISTRICT" Text,
        /// Skype name.
        UfSkype uf_skype "UF_SKYPE" Text,
        /// Skype link.
        UfSkypeLink uf_skype_link "UF_SKYPE_LINK" Text,
        /// Zoom link.
        UfZoom uf_zoom "UF_ZOOM" Text,
        /// Twitter name.
        UfTwitter uf_twitter "UF_TWITTER" Text,
        /// Facebook page.
        UfFacebook uf_facebook "UF_FACEBOOK" Text,
        /// LinkedIn page.
        UfLinkedin uf_linkedin "UF_LINKEDIN" Text,
        /// Xing page.
        UfXing uf_xing "UF_XING" Text,
        /// Other web pages.
        UfWebSites uf_web_sites "UF_WEB_SITES" Text,
        /// `employee`, `extranet` or another type; absent from `user.current`.
        UserType user_type "USER_TYPE" Text,
    }
    filter only {
        /// Beginnings of words in the name, last name and position; each word of three characters or more must be found.
        NameSearch "NAME_SEARCH" Search,
        /// Whether the user is in a department; spelt as the portal spells it.
        HasDepartament "HAS_DEPARTAMENT" True,
        /// The system that the user logs in by.
        ExternalAuthId "EXTERNAL_AUTH_ID" Text,
    }
}

words! {
    /// The direction of a sort.
    Order {
        /// Ascending.
        Ascending "ASC",
        /// Descending.
        Descending "DESC",
    }
}

words! {
    /// The size of the photo behind `PERSONAL_PHOTO`.
    ImageSize {
        /// At most 150 x 150 pixels.
        Small "small",
        /// At most 300 x 300 pixels.
        Medium "medium",
        /// At most 1000 x 1000 pixels.
        Large "large",
    }
}

method! {
    /// `user.get`: the users that match a filter, 50 to a page, by ascending identifier.
    ///
    /// Bots, e-mail users and system users are left out; dismissed users are not, unless the
    /// filter says `ACTIVE: true`. Scope `user`, `user_basic` or `user_brief`.
    Get = "user.get" -> Vec<User>, finish finish_page;
    /// The field to sort by. Ascending where no order is given.
    sort(Field) "sort": Takes::FieldName(&User::FIELDS),
    /// The direction of the sort.
    order(Order) "order": Takes::Word(Order::WORDS),
    /// Conditions that a user must meet, all of them.
    filter(Filter<Field>) "filter": Takes::Filter(&User::FIELDS),
    /// Only these fields. `ID` is always among them.
    select(Vec<Field>) "select": Takes::FieldNames(&User::FIELDS),
    /// Whether to see users as an administrator does; only for administrators.
    admin_mode(bool) "ADMIN_MODE": Takes::Switch,
    /// The size of the photo behind `PERSONAL_PHOTO`; the original where it is not given.
    image_resize(ImageSize) "IMAGE_RESIZE": Takes::Word(ImageSize::WORDS),
    /// How many users to pass over. With -1 the portal does not count them, which is quicker.
    start(i64) "start": Takes::Integer,
}

method! {
    /// `user.current`: the user that the credentials belong to.
    ///
    /// Scope `user`, `user_basic` or `user_brief`.
    Current = "user.current" -> User, finish finish_nothing;
}

const ID: &str = "ID";

fn finish_nothing(_: &mut Map) -> Result<()> {
    Ok(())
}

/// The portal sorts only where both are given, and leaves `ID` out of a selection without it. A
/// filter without conditions says nothing, and a form could not say it.
fn finish_page(params: &mut Map) -> Result<()> {
    if params.get("sort").is_some() && params.get("order").is_none() {
        params.insert("order", "ASC");
    }
    if params.get("order").is_some() && params.get("sort").is_none() {
        params.insert("sort", ID);
    }
    if params.get("filter") == Some(&Value::Map(Map::new())) {
        params.remove("filter");
    }
    if let Some(Value::List(mut names)) = params.remove("select") {
        let has_id = names.iter().any(|name| matches!(name.as_text(), Some("ID" | "*")));
        if !has_id {
            names.push(ID.into());
        }
        params.insert("select", Value::List(names));
    }
    Ok(())
}
