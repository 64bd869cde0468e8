//! Dialogs in which a person selects something. The page never answers for one that is closed: drop
//! the future, or open another dialog, which ends this one with `DIALOG_REPLACED`.

use super::Frame;
use crate::error::Result;
use crate::wire::{Map, Value, php};

/// A user that was selected.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The user's identifier.
    pub id: u64,
    /// The name as the portal shows it.
    pub name: String,
    /// All that the page sent: also `photo`, `position`, `url`, and whether the user is the caller's
    /// subordinate (`sub`) or superior (`sup`).
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
    /// Has a person select a user of the portal; `None` where the page says nothing of one. The
    /// command `selectUser`.
    ///
    /// # Errors
    ///
    /// `DIALOG_REPLACED`, `INVALID_HOST_MESSAGE`.
    pub async fn select_user(&self, title: &str) -> Result<Option<Person>> {
        self.send("selectUser", selection(title, false), None).await.map(Person::read)
    }

    /// Has a person select users of the portal. The command `selectUser`, with `mult`.
    ///
    /// # Errors
    ///
    /// `DIALOG_REPLACED`, `INVALID_HOST_MESSAGE`.
    pub async fn select_users(&self, title: &str) -> Result<Vec<Person>> {
        let answer = self.send("selectUser", selection(title, true), None).await?;
        Ok(list(answer).into_iter().filter_map(Person::read).collect())
    }

    /// Has a person select access rights: users `U1`, groups `SG4`, everybody `AU`. The command
    /// `selectAccess`; hands out maps with an `id` and a `name`.
    ///
    /// # Errors
    ///
    /// `DIALOG_REPLACED`, `INVALID_HOST_MESSAGE`.
    pub async fn select_access(&self, selected: &[&str]) -> Result<Vec<Value>> {
        let params = Map::from_iter([("value", texts(selected))]);
        self.send("selectAccess", params, None).await.map(list)
    }

    /// Has a person select elements of the CRM, of the types `lead`, `contact`, `company`, `deal`
    /// and `quote`. The command `selectCRM`; hands out a list for each type, of maps with `id`,
    /// `type`, `title`, `desc`, `place` and `url`.
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
        let mut params = Map::from_iter([("entityType", texts(types))]);
        params.insert("multiple", multiple);
        params.insert("value", selected);
        self.send("selectCRM", params, None).await
    }
}

fn selection(title: &str, multiple: bool) -> Map {
    let mut params = Map::from_iter([("title", title)]);
    params.insert("mult", multiple);
    params
}

fn texts(texts: &[&str]) -> Value {
    Value::List(texts.iter().map(|&text| text.into()).collect())
}

fn list(value: Value) -> Vec<Value> {
    match value {
        Value::List(list) => list,
        _ => Vec::new(),
    }
}
