//! The portal's records beside the company: deals, contacts, tasks, files and their like.
//!
//! A kind of record is an [`Entity`], described in one file of `entities`: its fields, its methods
//! and its seed. Everything else is shared: the tables, filters, orders and selections, the formats
//! on the wire (`style`) and the actions of methods (`actions`).

mod actions;
mod base64;
mod datum;
mod entities;
mod entity;
mod field;
mod filter;
mod order;
mod row;
mod seed;
mod select;
mod style;
mod table;

pub(crate) use datum::Datum;
pub(crate) use entities::{DISK_OBJECT, TASK, TASK_RESULT, example, methods};
pub(crate) use entity::{Context, Entity};
pub(crate) use row::Row;
pub(crate) use seed::{DAY, Plan, Seeder, TODAY};
pub(crate) use table::Store;
