//! Dialogs in which a person selects something. The host page sends no reply if a dialog is closed:
//! drop the future, or open another dialog, which fails the earlier one with `DIALOG_REPLACED`.

use super::Frame;
use crate::error::Result;
use crate::frame::command::{SELECT_ACCESS, SELECT_CRM, SELECT_USER};
use crate::frame::reply::to_list;
use crate::wire::{Map, Value, php};

/// A selected user.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Person {
    /// The user's identifier.
    pub id: u64,
    /// The name as the portal shows it.
    pub name: String,
    /// All members that the host page sent, such as `photo`, `position`, `url`, and whether the
    /// user is the caller's subordinate (`sub`) or superior (`sup`).
    pub details: Map,
}

impl Person {
    fn read(value: Value) -> Option<Self> {
        let Value::Map(details) = value else { return None };
        let id = php::integer(details.get("id")?)?.try_into().ok()?;
        let name = details.get("name").and_then(Value::as_text).unwrap_or_default().to_owned();
        Some(Self { id, name, details })
    }
}

impl Frame {
    /// Lets a person select a user of the portal. Returns `None` if the reply has no user. Command
    /// `selectUser`.
    ///
    /// # Errors
    ///
    /// `DIALOG_REPLACED`, `INVALID_HOST_MESSAGE`.
    pub async fn select_user(&self, title: &str) -> Result<Option<Person>> {
        self.send(SELECT_USER, selection_params(title, false), None).await.map(Person::read)
    }

    /// Lets a person select users of the portal. Command `selectUser` with `mult`.
    ///
    /// # Errors
    ///
    /// `DIALOG_REPLACED`, `INVALID_HOST_MESSAGE`.
    pub async fn select_users(&self, title: &str) -> Result<Vec<Person>> {
        let reply = self.send(SELECT_USER, selection_params(title, true), None).await?;
        Ok(to_list(reply).into_iter().filter_map(Person::read).collect())
    }

    /// Lets a person select access rights: users `U1`, groups `SG4`, everybody `AU`. Returns maps
    /// with an `id` and a `name`. Command `selectAccess`.
    ///
    /// # Errors
    ///
    /// `DIALOG_REPLACED`, `INVALID_HOST_MESSAGE`.
    pub async fn select_access(&self, selected: &[&str]) -> Result<Vec<Value>> {
        let params = Map::from_iter([("value", text_list(selected))]);
        self.send(SELECT_ACCESS, params, None).await.map(to_list)
    }

    /// Lets a person select CRM elements of the types `lead`, `contact`, `company`, `deal` and
    /// `quote`. Returns a list of maps for each type, with `id`, `type`, `title`, `desc`, `place`
    /// and `url`. Command `selectCRM`.
    ///
    /// # Errors
    ///
    /// `DIALOG_REPLACED`, `INVALID_HOST_MESSAGE`.
    pub async fn select_crm(
        &self,
        types: &[&str],
        multiple: bool,
        selected: Value,
    ) -> Result<Value> {
        let mut params = Map::from_iter([("entityType", text_list(types))]);
        params.insert("multiple", multiple);
        params.insert("value", selected);
        self.send(SELECT_CRM, params, None).await
    }
}

fn selection_params(title: &str, multiple: bool) -> Map {
    let mut params = Map::from_iter([("title", title)]);
    params.insert("mult", multiple);
    params
}

fn text_list(texts: &[&str]) -> Value {
    Value::List(texts.iter().map(|&text| text.into()).collect())
}
