//! The fields of a user: their names, scopes and values.

use std::borrow::Cow;

use super::user::{Gender, User, UserType};

/// The scopes that a caller needs to read a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldScope {
    /// `user_brief`, `user_basic` or `user`: names, position, place.
    Brief,
    /// `user_basic` or `user`: contacts.
    Basic,
    /// `user`.
    Full,
    /// `user` or `user.userfield`: custom fields.
    Custom,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue<'a> {
    /// Never set; the portal omits the field.
    Null,
    /// A text, including `USER_TYPE` and similar values.
    Text(Cow<'a, str>),
    /// The id.
    Id(u32),
    /// `true` or `false`.
    Flag(bool),
    /// `"Y"` or `"N"`.
    YesNo(bool),
    /// A moment or, as midnight UTC, a date, in unix seconds; `None` is written as `""`.
    Moment(Option<i64>),
    /// The time of a change, which the portal encodes as `{}`; `None` is omitted.
    Stamp(Option<i64>),
    /// Ids.
    Ids(&'a [u32]),
}

impl<'a> FieldValue<'a> {
    fn text(value: Option<&'a str>) -> Self {
        value.map_or(Self::Null, |value| Self::Text(value.into()))
    }

    fn owned(value: Option<String>) -> Self {
        value.map_or(Self::Null, |value| Self::Text(value.into()))
    }
}

/// A field of a user.
#[derive(Debug)]
pub struct Field {
    /// The name, in upper case.
    pub name: &'static str,
    /// The scopes that may read the field.
    pub scope: FieldScope,
    /// The caption in `user.fields`; `None` if the field is not listed there.
    pub caption: Option<&'static str>,
    /// The function that reads the value of a user.
    pub read: fn(&User) -> FieldValue<'_>,
}

impl Field {
    /// Returns the value of a user: the value written through REST, or the generated one.
    pub fn value<'a>(&self, user: &'a User) -> FieldValue<'a> {
        match user.written.get(self.name) {
            Some(text) => FieldValue::Text(text.into()),
            None => (self.read)(user),
        }
    }

    /// Returns the value if it is text; otherwise an empty text.
    pub fn text(name: &str, user: &User) -> String {
        let field = FIELDS.iter().find(|field| field.name == name);
        match field.map(|field| field.value(user)) {
            Some(FieldValue::Text(text)) => text.into_owned(),
            _ => String::new(),
        }
    }
}

const fn field(
    name: &'static str,
    scope: FieldScope,
    caption: &'static str,
    read: fn(&User) -> FieldValue<'_>,
) -> Field {
    Field { name, scope, caption: Some(caption), read }
}

/// Creates a field that is not in `user.fields`.
const fn unlisted(
    name: &'static str,
    scope: FieldScope,
    read: fn(&User) -> FieldValue<'_>,
) -> Field {
    Field { name, scope, caption: None, read }
}

use FieldScope::{Basic, Brief, Custom, Full};
use FieldValue::{Flag, Id, Ids, Moment, Null, Stamp, Text, YesNo};

/// All fields, in the order of a reply.
pub static FIELDS: [Field; 64] = [
    field("ID", Brief, "ID", |user| Id(user.id)),
    field("XML_ID", Brief, "External code", |user| every(user, 9, || format!("hr-{}", user.id))),
    field("ACTIVE", Brief, "Active", |user| Flag(user.active)),
    field("NAME", Brief, "First name", |user| Text(user.name.into())),
    field("LAST_NAME", Brief, "Last name", |user| Text(user.last_name.into())),
    field("SECOND_NAME", Brief, "Second name", |user| FieldValue::text(user.second_name)),
    field("TITLE", Brief, "Form of address", |user| every(user, 12, || "Dr.".to_owned())),
    field("EMAIL", Basic, "E-mail", |user| Text(user.email.as_str().into())),
    field("LAST_LOGIN", Full, "Last login", |user| Moment(user.last_login)),
    field("DATE_REGISTER", Brief, "Registered on", |user| Moment(Some(user.registered))),
    field("TIME_ZONE", Brief, "TIME_ZONE", |user| {
        FieldValue::text(user.city.map(|city| city.time_zone))
    }),
    field("IS_ONLINE", Brief, "Online", |user| YesNo(user.online)),
    field("TIMESTAMP_X", Brief, "TIMESTAMP_X", |user| Stamp(Some(user.changed))),
    field("LAST_ACTIVITY_DATE", Brief, "LAST_ACTIVITY_DATE", |user| Stamp(user.last_login)),
    field("PERSONAL_GENDER", Brief, "Gender", gender),
    field("PERSONAL_PROFESSION", Brief, "Profession", |user| {
        every(user, 4, || user.position.to_owned())
    }),
    field("PERSONAL_WWW", Full, "Home page", |user| {
        every(user, 6, || format!("https://example.com/~{}", user.id))
    }),
    field("PERSONAL_BIRTHDAY", Brief, "Birthday", |user| Moment(user.birthday)),
    field("PERSONAL_PHOTO", Brief, "Photo", photo),
    field("PERSONAL_ICQ", Full, "ICQ", empty),
    field("PERSONAL_PHONE", Basic, "Phone", |user| {
        every(user, 5, || format!("+7495{:07}", user.id))
    }),
    field("PERSONAL_FAX", Basic, "Fax", unused),
    field("PERSONAL_MOBILE", Basic, "Mobile", |user| FieldValue::text(user.mobile.as_deref())),
    field("PERSONAL_PAGER", Basic, "Pager", unused),
    field("PERSONAL_STREET", Basic, "Street", |user| FieldValue::text(user.street.as_deref())),
    field("PERSONAL_CITY", Brief, "City", |user| FieldValue::text(user.city.map(|city| city.name))),
    field("PERSONAL_STATE", Brief, "State", |user| {
        FieldValue::text(user.city.map(|city| city.state))
    }),
    field("PERSONAL_ZIP", Basic, "Postal code", |user| {
        every(user, 3, || format!("{:05}", user.id % 100_000))
    }),
    field("PERSONAL_COUNTRY", Brief, "Country", |user| {
        FieldValue::text(user.city.map(|city| city.country))
    }),
    field("PERSONAL_MAILBOX", Basic, "Post-office box", unused),
    field("PERSONAL_NOTES", Basic, "Notes", |user| {
        every(user, 10, || "Works <remotely> & part-time".to_owned())
    }),
    field("WORK_PHONE", Basic, "Phone at work", |user| {
        FieldValue::text(user.work_phone.as_deref())
    }),
    field("WORK_COMPANY", Basic, "Company", |user| every(user, 2, || "Example Ltd.".to_owned())),
    field("WORK_POSITION", Brief, "Position", |user| Text(user.position.into())),
    field("WORK_DEPARTMENT", Basic, "Department", empty),
    field("WORK_WWW", Basic, "Company site", |user| {
        every(user, 7, || "https://example.com".to_owned())
    }),
    field("WORK_FAX", Basic, "Fax at work", unused),
    field("WORK_PAGER", Basic, "Pager at work", unused),
    field("WORK_STREET", Basic, "Street of the office", unused),
    field("WORK_MAILBOX", Basic, "Post-office box of the office", unused),
    field("WORK_CITY", Brief, "City of the office", |user| {
        FieldValue::text(user.city.map(|city| city.name))
    }),
    field("WORK_STATE", Brief, "State of the office", unused),
    field("WORK_ZIP", Basic, "Postal code of the office", unused),
    field("WORK_COUNTRY", Brief, "Country of the office", unused),
    field("WORK_PROFILE", Basic, "Field of work", unused),
    field("WORK_LOGO", Basic, "Logo", |user| every(user, 100, || "/upload/logo/1.svg".to_owned())),
    field("WORK_NOTES", Basic, "Notes about work", unused),
    field("UF_SKYPE_LINK", Basic, "Skype link", unused),
    field("UF_ZOOM", Basic, "Zoom", unused),
    field("UF_EMPLOYMENT_DATE", Brief, "Employed since", |user| Moment(user.employed)),
    field("UF_TIMEMAN", Brief, "Working time", empty),
    field("UF_DEPARTMENT", Brief, "Departments", |user| Ids(&user.departments)),
    field("UF_INTERESTS", Brief, "Interests", |user| FieldValue::text(user.interests)),
    field("UF_SKILLS", Brief, "Skills", |user| FieldValue::text(user.skills)),
    field("UF_WEB_SITES", Basic, "Web sites", unused),
    field("UF_XING", Basic, "Xing", unused),
    field("UF_LINKEDIN", Basic, "LinkedIn", |user| {
        every(user, 8, || format!("https://linkedin.com/in/{}", user.id))
    }),
    unlisted("UF_FACEBOOK", Basic, unused),
    field("UF_TWITTER", Basic, "Twitter", unused),
    field("UF_SKYPE", Basic, "Skype", unused),
    field("UF_DISTRICT", Basic, "District", unused),
    field("UF_PHONE_INNER", Brief, "Extension", |user| {
        FieldValue::owned(user.inner_phone.map(|number| number.to_string()))
    }),
    unlisted("UF_USR_BADGE", Custom, |user| FieldValue::text(user.badge.as_deref())),
    field("USER_TYPE", Brief, "User type", |user| Text(user.user_type.name().into())),
];

/// The authentication of a user from outside the portal: a field to filter by, which no reply
/// contains.
pub static EXTERNAL_AUTH_ID: Field = unlisted("EXTERNAL_AUTH_ID", Brief, |user| {
    Text(if user.user_type == UserType::Bot { "bot" } else { "" }.into())
});

/// Returns a text for one user in `rate`; for the others the field is unused.
fn every(user: &User, rate: u32, text: impl Fn() -> String) -> FieldValue<'_> {
    if user.id.is_multiple_of(rate) { Text(text().into()) } else { unused(user) }
}

/// Returns the value of a field that nobody has filled in: empty if the form was saved once,
/// otherwise null.
fn unused(user: &User) -> FieldValue<'_> {
    if user.id % 4 == 1 { empty(user) } else { Null }
}

fn empty(_: &User) -> FieldValue<'_> {
    Text("".into())
}

fn gender(user: &User) -> FieldValue<'_> {
    Text(match user.gender {
        Some(Gender::Female) => "F".into(),
        Some(Gender::Male) => "M".into(),
        None => "".into(),
    })
}

fn photo(user: &User) -> FieldValue<'_> {
    FieldValue::owned(user.photo.then(|| format!("/upload/avatar/{}.svg", user.id)))
}
