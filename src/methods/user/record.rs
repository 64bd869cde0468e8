//! The record of a user.

use crate::schema::Rules;
use crate::schema::record::record;

/// Fields without a value may be missing, and apps add custom fields.
const RULES: Rules = Rules {
    sparse: true,
    custom: true,
    operators: true,
    read_only: &[
        "ID",
        "XML_ID",
        "TITLE",
        "LAST_LOGIN",
        "DATE_REGISTER",
        "TIME_ZONE",
        "IS_ONLINE",
        "TIMESTAMP_X",
        "LAST_ACTIVITY_DATE",
        "UF_EMPLOYMENT_DATE",
        "UF_TIMEMAN",
        "USER_TYPE",
    ],
};

record! {
    /// A user of the portal, as in `user.get`, `user.search` and `user.current`.
    ///
    /// The fields depend on the app's scope (`user_brief`, `user_basic` or `user`), on `select`,
    /// and on the user: the portal omits fields without a value.
    User, RULES;
    /// Identifier.
    id "ID": Id,
    /// Identifier in an external system.
    xml_id "XML_ID": Text,
    /// Whether the user is employed; false after dismissal.
    active "ACTIVE": Flag,
    /// First name.
    name "NAME": Text,
    /// Last name.
    last_name "LAST_NAME": Text,
    /// Patronymic or middle name.
    second_name "SECOND_NAME": Text,
    /// Form of address.
    title "TITLE": Text,
    /// E-mail address; absent with the scope `user_brief`.
    email "EMAIL": Text,
    /// Last login; only with the scope `user`.
    last_login "LAST_LOGIN": DateTime,
    /// Day of registration, as midnight in UTC.
    date_register "DATE_REGISTER": DateTime,
    /// Time zone, `Europe/Berlin`; empty if it is the portal's.
    time_zone "TIME_ZONE": Text,
    /// Whether the user is online now.
    is_online "IS_ONLINE": Flag,
    /// Last change; null from `user.get`, which sends an empty object.
    timestamp_x "TIMESTAMP_X": DateTime,
    /// Last activity; null from `user.get`, without a zone from `user.current`.
    last_activity_date "LAST_ACTIVITY_DATE": DateTime,
    /// `M`, `F` or empty.
    personal_gender "PERSONAL_GENDER": Text,
    /// Profession.
    personal_profession "PERSONAL_PROFESSION": Text,
    /// Personal web page.
    personal_www "PERSONAL_WWW": Text,
    /// Birthday, as midnight in UTC.
    personal_birthday "PERSONAL_BIRTHDAY": DateTime,
    /// Address of the photo; absent if there is none.
    personal_photo "PERSONAL_PHOTO": File,
    /// ICQ number.
    personal_icq "PERSONAL_ICQ": Text,
    /// Personal telephone.
    personal_phone "PERSONAL_PHONE": Text,
    /// Personal fax.
    personal_fax "PERSONAL_FAX": Text,
    /// Mobile telephone.
    personal_mobile "PERSONAL_MOBILE": Text,
    /// Personal pager.
    personal_pager "PERSONAL_PAGER": Text,
    /// Street of residence.
    personal_street "PERSONAL_STREET": Text,
    /// City of residence.
    personal_city "PERSONAL_CITY": Text,
    /// State or region of residence.
    personal_state "PERSONAL_STATE": Text,
    /// Postal code of residence.
    personal_zip "PERSONAL_ZIP": Text,
    /// Country of residence, as a number.
    personal_country "PERSONAL_COUNTRY": Text,
    /// Post-office box.
    personal_mailbox "PERSONAL_MAILBOX": Text,
    /// Notes.
    personal_notes "PERSONAL_NOTES": Text,
    /// Company.
    work_company "WORK_COMPANY": Text,
    /// Department, as free text.
    work_department "WORK_DEPARTMENT": Text,
    /// Position.
    work_position "WORK_POSITION": Text,
    /// The company's web page.
    work_www "WORK_WWW": Text,
    /// Work telephone.
    work_phone "WORK_PHONE": Text,
    /// Work fax.
    work_fax "WORK_FAX": Text,
    /// Work pager.
    work_pager "WORK_PAGER": Text,
    /// Street of the workplace.
    work_street "WORK_STREET": Text,
    /// Post-office box of the workplace.
    work_mailbox "WORK_MAILBOX": Text,
    /// City of the workplace.
    work_city "WORK_CITY": Text,
    /// State or region of the workplace.
    work_state "WORK_STATE": Text,
    /// Postal code of the workplace.
    work_zip "WORK_ZIP": Text,
    /// Country of the workplace, as a number.
    work_country "WORK_COUNTRY": Text,
    /// Profile of the company.
    work_profile "WORK_PROFILE": Text,
    /// Address of the company's logo.
    work_logo "WORK_LOGO": File,
    /// Notes on the work.
    work_notes "WORK_NOTES": Text,
    /// Departments; empty for extranet users.
    uf_department "UF_DEPARTMENT": Ids,
    /// Day of employment.
    uf_employment_date "UF_EMPLOYMENT_DATE": DateTime,
    /// Whether working time is recorded.
    uf_timeman "UF_TIMEMAN": Any,
    /// Internal telephone number.
    uf_phone_inner "UF_PHONE_INNER": Text,
    /// Skills.
    uf_skills "UF_SKILLS": Text,
    /// Interests.
    uf_interests "UF_INTERESTS": Text,
    /// District.
    uf_district "UF_DISTRICT": Text,
    /// Skype name.
    uf_skype "UF_SKYPE": Text,
    /// Skype link.
    uf_skype_link "UF_SKYPE_LINK": Text,
    /// Zoom link.
    uf_zoom "UF_ZOOM": Text,
    /// Twitter name.
    uf_twitter "UF_TWITTER": Text,
    /// Facebook page.
    uf_facebook "UF_FACEBOOK": Text,
    /// LinkedIn page.
    uf_linkedin "UF_LINKEDIN": Text,
    /// Xing page.
    uf_xing "UF_XING": Text,
    /// Other web pages.
    uf_web_sites "UF_WEB_SITES": Text,
    /// `employee`, `extranet` or another type; absent from `user.current`.
    user_type "USER_TYPE": Text,
    filter only {
        /// Beginnings of words in the name, last name and position; each word of three characters
        /// or more must match.
        "NAME_SEARCH": Search,
        /// Whether the user is in a department; spelt as the portal spells it.
        "HAS_DEPARTAMENT": True,
        /// The system by which the user logs in.
        "EXTERNAL_AUTH_ID": Text,
    }
}
