//! The kinds of records, one file each.

mod activity;
mod address;
mod bank_detail;
mod category;
mod company;
mod contact;
mod custom_field;
mod deal;
mod disk;
mod item;
mod lead;
mod price;
mod price_type;
mod product;
mod product_lines;
mod product_row;
mod quote;
mod requisite;
mod requisite_link;
mod requisite_preset;
mod smart_process;
mod stage;
mod stage_history;
mod status;
mod task;
mod task_detail;
mod task_result;
mod transfer;
mod user_field;

pub(crate) use disk::OBJECT as DISK_OBJECT;
pub(crate) use task::TASK;
pub(crate) use task_result::TASK_RESULT;

use super::entity::Entity;
use super::table::Store;
use crate::methods::Method;

/// All kinds; a kind comes after those that its seed refers to.
pub(super) static ENTITIES: &[&Entity] = &[
    &status::STATUS,
    &category::CATEGORY,
    &company::COMPANY,
    &contact::CONTACT,
    &lead::LEAD,
    &product::PRODUCT,
    &product_row::PRODUCT_ROW,
    &deal::DEAL,
    &smart_process::SMART_PROCESS,
    &item::ITEM,
    &activity::ACTIVITY,
    &task::TASK,
    &task_result::TASK_RESULT,
    &custom_field::CUSTOM_FIELD,
    &disk::STORAGE,
    &disk::OBJECT,
    &quote::QUOTE,
    &requisite_preset::PRESET,
    &requisite::REQUISITE,
    &bank_detail::BANK_DETAIL,
    &requisite_link::LINK,
    &address::ADDRESS,
    &price_type::PRICE_TYPE,
    &price::PRICE,
    &stage_history::STAGE_HISTORY,
    &stage_history::LEAD_HISTORY,
    &user_field::USER_FIELD,
    &user_field::TASK_FIELD,
];

/// Returns the methods of all kinds of records.
pub(crate) fn methods() -> impl Iterator<Item = &'static Method> {
    ENTITIES.iter().flat_map(|entity| entity.methods)
}

/// Returns the identifier of the first record of the kind with this name.
pub(crate) fn example(store: &Store, name: &str) -> Option<i64> {
    let entity = ENTITIES.iter().find(|entity| entity.name == name)?;
    store.ids(entity).next()
}
