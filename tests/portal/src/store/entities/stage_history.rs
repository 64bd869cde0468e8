//! The stages that deals, leads and items of the smart process went through:
//! `crm.stagehistory.list`.

use super::lead::LEAD;
use super::stage::{first, meaning};
use super::{deal, item};
use crate::methods::{Call, method};
use crate::php::Value;
use crate::rest::{Error, Reply};
use crate::store::actions::controller::{member, no_parameter};
use crate::store::actions::{self, CRM, Query};
use crate::store::datum::Datum;
use crate::store::entity::{Change, Entity};
use crate::store::field::{Field, Kind};
use crate::store::row::Row;
use crate::store::seed::Seeder;
use crate::store::style::{ITEM, Names, Style};
use crate::store::table::Store;

pub(in crate::store) static STAGE_HISTORY: Entity = Entity {
    name: "stage history",
    fields: &[
        Field::id(),
        Field::new("TYPE_ID", Kind::Integer),
        Field::new("OWNER_ID", Kind::Integer),
        Field::new("CREATED_TIME", Kind::DateTime),
        Field::reference("CATEGORY_ID", "crm_category"),
        Field::text("STAGE_SEMANTIC_ID"),
        Field::text("STAGE_ID"),
    ],
    methods: &[method("crm.stagehistory.list", CRM, list)],
    seed: |seeder| seed(seeder, &STAGE_HISTORY),
    ..Entity::PLAIN
};

pub(in crate::store) static LEAD_HISTORY: Entity = Entity {
    name: "lead history",
    fields: &[
        Field::id(),
        Field::new("TYPE_ID", Kind::Integer),
        Field::new("OWNER_ID", Kind::Integer),
        Field::new("CREATED_TIME", Kind::DateTime),
        Field::text("STATUS_SEMANTIC_ID"),
        Field::text("STATUS_ID"),
    ],
    seed: |seeder| seed(seeder, &LEAD_HISTORY),
    ..Entity::PLAIN
};

/// Upper case like `crm.deal.*`, everything else like `crm.item.*`.
const STYLE: Style = Style { names: Names::Upper, ..ITEM };

/// A kind of record with stages.
struct Owner {
    entity: &'static Entity,
    history: &'static Entity,
    /// The moment of its addition.
    created: &'static str,
    /// The stage and its meaning.
    stage: &'static str,
    meaning: &'static str,
    /// Returns the dictionary with its stages.
    stages: fn(&Row) -> String,
}

static OWNERS: [Owner; 3] = [
    Owner {
        entity: &LEAD,
        history: &LEAD_HISTORY,
        created: "DATE_CREATE",
        stage: "STATUS_ID",
        meaning: "STATUS_SEMANTIC_ID",
        stages: |_| "STATUS".to_owned(),
    },
    Owner {
        entity: &deal::DEAL,
        history: &STAGE_HISTORY,
        created: "DATE_CREATE",
        stage: "STAGE_ID",
        meaning: "STAGE_SEMANTIC_ID",
        stages: |row| deal::stages(row.get("CATEGORY_ID").int()),
    },
    Owner {
        entity: &item::ITEM,
        history: &STAGE_HISTORY,
        created: "CREATED_TIME",
        stage: "STAGE_ID",
        meaning: "STAGE_SEMANTIC_ID",
        stages: |row| item::stages(row.get("CATEGORY_ID").int()),
    },
];

/// The value of an entry with the number of the record's kind.
const OWNER: &str = "ENTITY_TYPE_ID";

/// An entry of the history: the addition of a record, a move to a stage, or to a final one.
const ADDED: i64 = 1;
const MOVED: i64 = 2;
const CLOSED: i64 = 3;

impl Owner {
    /// Returns the entry of a record that reaches a stage.
    fn entry(&self, store: &Store, row: &Row, stage: &str, moment: i64, added: bool) -> Row {
        let stages = (self.stages)(row);
        let meaning = meaning(store, &stages, stage);
        let type_id = match meaning {
            _ if added => ADDED,
            "P" => MOVED,
            _ => CLOSED,
        };
        Row::of([
            (OWNER, self.entity.type_id.into()),
            ("TYPE_ID", type_id.into()),
            ("OWNER_ID", row.id().into()),
            ("CREATED_TIME", Datum::Moment(moment)),
            ("CATEGORY_ID", row.get("CATEGORY_ID").clone()),
            (self.meaning, meaning.into()),
            (self.stage, stage.into()),
        ])
    }
}

/// Adds an entry if the record is new or its stage changed.
pub(super) fn record(store: &mut Store, change: &Change) {
    let Some(owner) = OWNERS.iter().find(|owner| owner.entity.name == change.entity.name) else {
        return;
    };
    let stage = change.row.get(owner.stage);
    if change.before.is_some_and(|before| before.get(owner.stage) == stage) {
        return;
    }
    let added = change.before.is_none();
    let entry = owner.entry(store, change.row, stage.text(), change.now, added);
    store.add(owner.history, entry, 1, change.now);
}

/// Handles `crm.stagehistory.list`: returns the entries of the records of `entityTypeId`.
fn list(call: &mut Call) -> Result<Reply, Error> {
    let type_id = call.parameters.get("entityTypeId").map(Value::to_int);
    let type_id = type_id.ok_or_else(|| no_parameter("entityTypeId"))?;
    let owner =
        OWNERS.iter().find(|owner| owner.entity.type_id == Some(type_id)).ok_or_else(|| {
            let text = format!("Entity type {type_id} is not supported");
            Error::new("ENTITY_TYPE_NOT_SUPPORTED", text, 400)
        })?;
    let parameters = call.parameters.clone();
    let query = Query {
        filter: parameters.get("filter"),
        order: parameters.get("order"),
        select: parameters.get("select"),
        within: Some((OWNER, type_id)),
    };
    let listing = actions::list(call, owner.history, STYLE, &query)?;
    Ok(listing.reply(member("items", listing.format(STYLE))))
}

/// Adds the entries of the records of a new portal: each began in the first stage.
fn seed(seeder: &mut Seeder, history: &'static Entity) {
    let store = &seeder.store;
    let mut entries = Vec::new();
    for owner in OWNERS.iter().filter(|owner| owner.history.name == history.name) {
        for row in store.rows(owner.entity) {
            let stages = (owner.stages)(row);
            let (first, last) = (first(store, &stages), row.get(owner.stage).text());
            entries.push(owner.entry(store, row, first, row.get(owner.created).int(), true));
            if first != last {
                let moved = row.get("MOVED_TIME").int();
                entries.push(owner.entry(store, row, last, moved, false));
            }
        }
    }
    entries.sort_by_key(|entry| entry.get("CREATED_TIME").int());
    for entry in entries {
        seeder.add(history, entry);
    }
}
