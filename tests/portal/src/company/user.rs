//! A user of the portal.

use std::collections::BTreeMap;

/// A user. Moments are unix seconds; bare dates are midnight in Greenwich.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// The id, from 1 on, ascending with gaps.
    pub id: u32,
    /// Whether the user still works here.
    pub active: bool,
    /// Whether the user is online now.
    pub online: bool,
    /// Employee, extranet user or bot.
    pub user_type: UserType,
    /// The gender, where the user has given it.
    pub gender: Option<Gender>,
    /// The first name.
    pub name: &'static str,
    /// The family name.
    pub last_name: &'static str,
    /// The patronymic: `None` where it was never set.
    pub second_name: Option<&'static str>,
    /// The e-mail address.
    pub email: String,
    /// The position; may be empty.
    pub position: &'static str,
    /// Where the user lives, where that is known.
    pub city: Option<&'static City>,
    /// The street and the number of the house.
    pub street: Option<String>,
    /// The mobile phone number.
    pub mobile: Option<String>,
    /// The phone number at work.
    pub work_phone: Option<String>,
    /// The extension.
    pub inner_phone: Option<u32>,
    /// The birthday.
    pub birthday: Option<i64>,
    /// The day on which the account was made.
    pub registered: i64,
    /// The first day at work.
    pub employed: Option<i64>,
    /// The last login; `None` for a user who has never logged in.
    pub last_login: Option<i64>,
    /// The last change of the account.
    pub changed: i64,
    /// What the user can do.
    pub skills: Option<&'static str>,
    /// What the user likes.
    pub interests: Option<&'static str>,
    /// The custom field `UF_USR_BADGE`.
    pub badge: Option<String>,
    /// Whether there is a portrait.
    pub photo: bool,
    /// The ids of the user's departments; none for extranet users and bots.
    pub departments: Vec<u32>,
    /// The ids of the workgroups that the user is a member of.
    pub groups: Vec<u32>,
    /// What was written through REST, by field.
    pub written: BTreeMap<&'static str, String>,
}

/// What kind of user it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserType {
    /// Works for the company.
    Employee,
    /// Works with the company, in some of its workgroups.
    Extranet,
    /// A program; `user.get` never returns it.
    Bot,
}

impl UserType {
    /// The value of `USER_TYPE`.
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

/// A city and what follows from it.
#[derive(Debug, PartialEq)]
pub struct City {
    /// The name as people there write it.
    pub name: &'static str,
    /// The state or region.
    pub state: &'static str,
    /// The portal's number of the country.
    pub country: &'static str,
    /// The time zone.
    pub time_zone: &'static str,
    /// The dialling code, with the plus sign.
    pub dialling_code: &'static str,
    /// Whether the names of its people are Cyrillic.
    pub cyrillic: bool,
}
