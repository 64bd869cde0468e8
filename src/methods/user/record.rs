//! The record of a user.

use crate::schema::{FilterFields, Record, kind};
use crate::wire::{Map, Value};

/// A user of the portal, as in `user.get`, `user.search` and `user.current`.
///
/// The fields depend on the app's scope (`user_brief`, `user_basic` or `user`), on `select`,
/// and on the user: the portal omits fields without a value.
#[derive(Clone, Debug, PartialEq, Record)]
#[record(rename_all = "SCREAMING_SNAKE_CASE", sparse, custom, operators, filter_fields = UserFilterFields, read_only(id, xml_id, title, last_login, date_register, time_zone, is_online, timestamp_x, last_activity_date, uf_employment_date, uf_timeman, user_type))]
#[non_exhaustive]
pub struct User {
    /// Identifier.
    pub id: u64,
    /// Identifier in an external system.
    pub xml_id: Option<String>,
    /// Whether the user is employed; false after dismissal.
    pub active: Option<bool>,
    /// First name.
    pub name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Patronymic or middle name.
    pub second_name: Option<String>,
    /// Form of address.
    pub title: Option<String>,
    /// E-mail address; absent with the scope `user_brief`.
    pub email: Option<String>,
    /// Last login; only with the scope `user`.
    #[field(DateTime)]
    pub last_login: Option<String>,
    /// Day of registration, as midnight in UTC.
    #[field(DateTime)]
    pub date_register: Option<String>,
    /// Time zone, `Europe/Berlin`; empty if it is the portal's.
    pub time_zone: Option<String>,
    /// Whether the user is online now.
    pub is_online: Option<bool>,
    /// Last change; null from `user.get`, which sends an empty object.
    #[field(DateTime)]
    pub timestamp_x: Option<String>,
    /// Last activity; null from `user.get`, without a zone from `user.current`.
    #[field(DateTime)]
    pub last_activity_date: Option<String>,
    /// `M`, `F` or empty.
    pub personal_gender: Option<String>,
    /// Profession.
    pub personal_profession: Option<String>,
    /// Personal web page.
    pub personal_www: Option<String>,
    /// Birthday, as midnight in UTC.
    #[field(DateTime)]
    pub personal_birthday: Option<String>,
    /// Address of the photo; absent if there is none.
    #[field(File)]
    pub personal_photo: Option<String>,
    /// ICQ number.
    pub personal_icq: Option<String>,
    /// Personal telephone.
    pub personal_phone: Option<String>,
    /// Personal fax.
    pub personal_fax: Option<String>,
    /// Mobile telephone.
    pub personal_mobile: Option<String>,
    /// Personal pager.
    pub personal_pager: Option<String>,
    /// Street of residence.
    pub personal_street: Option<String>,
    /// City of residence.
    pub personal_city: Option<String>,
    /// State or region of residence.
    pub personal_state: Option<String>,
    /// Postal code of residence.
    pub personal_zip: Option<String>,
    /// Country of residence, as a number.
    pub personal_country: Option<String>,
    /// Post-office box.
    pub personal_mailbox: Option<String>,
    /// Notes.
    pub personal_notes: Option<String>,
    /// Company.
    pub work_company: Option<String>,
    /// Department, as free text.
    pub work_department: Option<String>,
    /// Position.
    pub work_position: Option<String>,
    /// The company's web page.
    pub work_www: Option<String>,
    /// Work telephone.
    pub work_phone: Option<String>,
    /// Work fax.
    pub work_fax: Option<String>,
    /// Work pager.
    pub work_pager: Option<String>,
    /// Street of the workplace.
    pub work_street: Option<String>,
    /// Post-office box of the workplace.
    pub work_mailbox: Option<String>,
    /// City of the workplace.
    pub work_city: Option<String>,
    /// State or region of the workplace.
    pub work_state: Option<String>,
    /// Postal code of the workplace.
    pub work_zip: Option<String>,
    /// Country of the workplace, as a number.
    pub work_country: Option<String>,
    /// Profile of the company.
    pub work_profile: Option<String>,
    /// Address of the company's logo.
    #[field(File)]
    pub work_logo: Option<String>,
    /// Notes on the work.
    pub work_notes: Option<String>,
    /// Departments; empty for extranet users.
    pub uf_department: Vec<u64>,
    /// Day of employment.
    #[field(DateTime)]
    pub uf_employment_date: Option<String>,
    /// Whether working time is recorded.
    pub uf_timeman: Option<Value>,
    /// Internal telephone number.
    pub uf_phone_inner: Option<String>,
    /// Skills.
    pub uf_skills: Option<String>,
    /// Interests.
    pub uf_interests: Option<String>,
    /// District.
    pub uf_district: Option<String>,
    /// Skype name.
    pub uf_skype: Option<String>,
    /// Skype link.
    pub uf_skype_link: Option<String>,
    /// Zoom link.
    pub uf_zoom: Option<String>,
    /// Twitter name.
    pub uf_twitter: Option<String>,
    /// Facebook page.
    pub uf_facebook: Option<String>,
    /// LinkedIn page.
    pub uf_linkedin: Option<String>,
    /// Xing page.
    pub uf_xing: Option<String>,
    /// Other web pages.
    pub uf_web_sites: Option<String>,
    /// `employee`, `extranet` or another type; absent from `user.current`.
    pub user_type: Option<String>,
    /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
    #[field(other)]
    pub other: Map,
}

/// The fields of a filter on users beside those of the record.
#[derive(Clone, Debug, PartialEq, FilterFields)]
#[filter_fields(of = User)]
pub struct UserFilterFields {
    /// Beginnings of words in the name, last name and position; each word of three characters
    /// or more must match.
    name_search: kind::Search,
    /// Whether the user is in a department; spelt as the portal spells it.
    has_departament: kind::OnlyTrue,
    /// The system by which the user logs in.
    external_auth_id: kind::Text,
}
