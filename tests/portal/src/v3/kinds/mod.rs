//! The kinds of records, one file each.

mod employee;
mod emulator_value;
mod event_log;
mod follow_up;
mod mail_message;
mod mailbox;
mod node;
mod node_methods;
mod note_collection;
mod task;
mod task_access;
mod task_parts;
mod task_result;
mod time_record;
mod user;

use super::kind::Kind;
use crate::store::Entity;

/// All kinds that have methods.
pub(super) static ALL: &[&Kind] = &[
    &task::TASK,
    &task_access::TASK_ACCESS,
    &task_parts::TASK_FILE,
    &task_parts::TASK_MESSAGE,
    &task_result::TASK_RESULT,
    &event_log::EVENT_LOG,
    &time_record::TIME_RECORD,
    &note_collection::NOTE_COLLECTION,
    &node::NODE,
    &employee::EMPLOYEE,
    &mailbox::MAILBOX,
    &mail_message::MAIL_MESSAGE,
    &follow_up::FOLLOW_UP,
    &emulator_value::EMULATOR_VALUE,
];

/// Returns the tables of the kinds that REST 2.0 does not have; one comes after those that its seed
/// refers to.
pub(crate) fn entities() -> &'static [&'static Entity] {
    static ENTITIES: &[&Entity] = &[
        &event_log::ENTITY,
        &time_record::ENTITY,
        &note_collection::ENTITY,
        &node::ENTITY,
        &mailbox::ENTITY,
        &mail_message::ENTITY,
        &follow_up::ENTITY,
        &emulator_value::ENTITY,
    ];
    ENTITIES
}
