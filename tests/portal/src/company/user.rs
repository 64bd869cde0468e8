//! A user of the portal.

use std::collections::BTreeMap;

/// A user. Moments are unix seconds; bare dates are midnight UTC.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// The id, starting at 1, ascending with gaps.
    pub id: u32,
    /// Whether the user is not dismissed.
    pub active: bool,
    /// Whether the user is online now.
    pub online: bool,
    /// Employee, extranet user or bot.
    pub user_type: UserType,
    /// The gender, if the user has entered it.
    pub gender: Option<Gender>,
    /// The first name.
    pub name: &'static str,
    /// The family name.
    pub last_name: &'static str,
    /// The patronymic; `None` if it was never set.
    pub second_name: Option<&'static str>,
    /// The e-mail address.
    pub email: String,
    /// The position; may be empty.
    pub position: &'static str,
    /// The city where the user lives, if known.
    pub city: Option<&'static City>,
    /// The street and house number.
    pub street: Option<String>,
    /// The mobile phone number.
    pub mobile: Option<String>,
    /// The phone number at work.
    pub work_phone: Option<String>,
    /// The extension.
    pub inner_phone: Option<u32>,
    /// The birthday.
    pub birthday: Option<i64>,
    /// The time of registration.
    pub registered: i64,
    /// The first day at work.
    pub employed: Option<i64>,
    /// The last login; `None` if the user has never logged in.
    pub last_login: Option<i64>,
    /// The last change of the account.
    pub changed: i64,
    /// The skills.
    pub skills: Option<&'static str>,
    /// The interests.
    pub interests: Option<&'static str>,
    /// The custom field `UF_USR_BADGE`.
    pub badge: Option<String>,
    /// Whether the user has a photo.
    pub photo: bool,
    /// The ids of the user's departments; empty for extranet users and bots.
    pub departments: Vec<u32>,
    /// The ids of the user's workgroups.
    pub groups: Vec<u32>,
    /// The values written through REST, by field name.
    pub written: BTreeMap<&'static str, String>,
}

impl User {
    /// Returns the first and the last name.
    pub(crate) fn full_name(&self) -> String {
        format!("{} {}", self.name, self.last_name)
    }
}

/// The type of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserType {
    /// An employee of the company.
    Employee,
    /// An external user in some of the workgroups.
    Extranet,
    /// A bot; `user.get` never returns it.
    Bot,
}

impl UserType {
    /// Returns the value of `USER_TYPE`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::Extranet => "extranet",
            Self::Bot => "bot",
        }
    }
}

/// A gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// `F`
    Female,
    /// `M`
    Male,
}

/// A city and the values that depend on it.
#[derive(Debug, PartialEq)]
pub struct City {
    /// The local name.
    pub name: &'static str,
    /// The state or region.
    pub state: &'static str,
    /// The portal's number for the country.
    pub country: &'static str,
    /// The time zone.
    pub time_zone: &'static str,
    /// The dialling code, with the plus sign.
    pub dialling_code: &'static str,
    /// Whether the names of its inhabitants are Cyrillic.
    pub cyrillic: bool,
}
