//! The disk: its storages, folders and files.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::transfer::{download, token, upload, upload_to};
use crate::methods::{Call, method};
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};
use crate::store::actions::{Query, classic, list};
use crate::store::entity::{Context, Entity};
use crate::store::field::Initial::{Int, Text};
use crate::store::field::{Field, Kind};
use crate::store::row::Row;
use crate::store::seed::{Seeder, TODAY};
use crate::store::style::CLASSIC;

pub(in crate::store) static STORAGE: Entity = Entity {
    name: "storage",
    fields: &[
        Field::id(),
        Field::text("NAME"),
        Field::text("CODE"),
        Field::text("MODULE_ID").initially(Text("disk")),
        Field::text("ENTITY_TYPE"),
        Field::text("ENTITY_ID"),
        Field::new("ROOT_OBJECT_ID", Kind::Integer),
    ],
    methods: &[
        method("disk.storage.getchildren", SCOPES, |call| {
            let root = root_of(call)?;
            children(call, root)
        }),
        method("disk.storage.getforapp", SCOPES, for_app),
        method("disk.storage.getlist", SCOPES, |call| classic::list(call, &STORAGE)),
        method("disk.storage.uploadfile", SCOPES, |call| {
            let root = root_of(call)?;
            upload_to(call, root)
        }),
    ],
    seed,
    ..Entity::PLAIN
};

pub(crate) static OBJECT: Entity = Entity {
    name: "disk object",
    fields: &[
        Field::id(),
        Field::text("NAME"),
        Field::text("CODE"),
        Field::new("STORAGE_ID", Kind::Integer),
        Field::text("TYPE").initially(Text("file")),
        Field::new("REAL_OBJECT_ID", Kind::Integer),
        Field::new("PARENT_ID", Kind::Integer),
        Field::new("DELETED_TYPE", Kind::Integer).initially(Int(0)),
        Field::new("GLOBAL_CONTENT_VERSION", Kind::Integer).initially(Int(1)),
        Field::new("FILE_ID", Kind::Integer),
        Field::new("SIZE", Kind::Integer),
        Field::stamp("CREATE_TIME", false),
        Field::stamp("UPDATE_TIME", true),
        Field::new("DELETE_TIME", Kind::DateTime),
        Field::author("CREATED_BY", false),
        Field::author("UPDATED_BY", true),
        Field::reference("DELETED_BY", "user").initially(Int(0)),
    ],
    methods: &[
        method("disk.file.delete", SCOPES, |call| {
            let id = object(call, "file")?.id();
            let store = call.portal.store();
            store.contents.remove(&id);
            Ok(Reply::new(store.remove(&OBJECT, id)))
        }),
        method("disk.file.get", SCOPES, |call| {
            let row = object(call, "file")?;
            Ok(Reply::new(reply(call, &row)))
        }),
        method("disk.folder.get", SCOPES, |call| {
            let row = object(call, "folder")?;
            Ok(Reply::new(reply(call, &row)))
        }),
        method("disk.folder.getchildren", SCOPES, |call| {
            let folder = object(call, "folder")?.id();
            children(call, folder)
        }),
        method("disk.folder.uploadfile", SCOPES, |call| {
            let folder = object(call, "folder")?.id();
            upload_to(call, folder)
        }),
        method("download", SCOPES, download),
        method("upload", SCOPES, upload),
    ],
    complete: |row: &mut Row, _: &Context| {
        let id = row.id();
        row.set("REAL_OBJECT_ID", id);
        // The disk numbers the contents of files on its own.
        row.set("FILE_ID", 10_000 + id);
    },
    ..Entity::PLAIN
};

const SCOPES: &[&str] = &["disk"];

/// The fields that a folder does not have, and the one that a file does not have.
const OF_FILES: [&str; 3] = ["GLOBAL_CONTENT_VERSION", "FILE_ID", "SIZE"];
const OF_FOLDERS: &str = "REAL_OBJECT_ID";

/// Handles `disk.storage.getForApp`: returns the storage of the calling app.
fn for_app(call: &mut Call) -> Result<Reply, Error> {
    if call.caller.webhook {
        let text = "Access denied! Application context required";
        return Err(Error::new("ACCESS_DENIED", text, 400));
    }
    let is_app = |row: &&Row| row.get("ENTITY_TYPE").text() == "restapp";
    let row = call.portal.store().rows(&STORAGE).find(is_app);
    let row = row.ok_or_else(|| not_found("app_id"))?;
    let fields: Vec<&Field> = STORAGE.fields.iter().collect();
    Ok(Reply::new(CLASSIC.row(row, &fields)))
}

/// Returns the root folder of the storage `id`.
fn root_of(call: &mut Call) -> Result<i64, Error> {
    let id = id(call)?;
    let storage = call.portal.store().get(&STORAGE, id);
    storage.map(|row| row.get("ROOT_OBJECT_ID").int()).ok_or_else(|| not_found(&id.to_string()))
}

/// Returns the file or folder `id`.
fn object(call: &mut Call, kind: &str) -> Result<Row, Error> {
    let id = id(call)?;
    let row = call.portal.store().get(&OBJECT, id);
    row.filter(|row| row.get("TYPE").text() == kind)
        .cloned()
        .ok_or_else(|| not_found(&id.to_string()))
}

fn id(call: &Call) -> Result<i64, Error> {
    let id = call.parameters.with_upper_case_keys().get("ID").map(Value::to_int);
    id.ok_or_else(|| Error::new("ERROR_ARGUMENT", "Invalid value of parameter {Parameter #0}", 400))
}

pub(super) fn not_found(id: &str) -> Error {
    Error::new("ERROR_NOT_FOUND", format!("Could not find entity with id `{id}`"), 400)
}

/// Returns the files and folders in a folder.
fn children(call: &mut Call, folder: i64) -> Result<Reply, Error> {
    let parameters = call.parameters.with_upper_case_keys();
    let query = Query {
        filter: parameters.get("FILTER"),
        order: parameters.get("ORDER"),
        select: None,
        within: Some(("PARENT_ID", folder)),
    };
    let listing = list(call, &OBJECT, CLASSIC, &query)?;
    let rows: Vec<Array> = listing.rows.iter().map(|row| reply(call, row)).collect();
    Ok(listing.reply(rows))
}

/// Returns a file or folder, a file with the address of its content.
pub(super) fn reply(call: &Call, row: &Row) -> Array {
    let is_file = row.get("TYPE").text() == "file";
    let has = |field: &&Field| {
        if is_file { field.name != OF_FOLDERS } else { !OF_FILES.contains(&field.name) }
    };
    let fields: Vec<&Field> = OBJECT.fields.iter().filter(has).collect();
    let mut reply = CLASSIC.row(row, &fields);
    if row.get("DELETE_TIME").is_empty() {
        reply.insert("DELETE_TIME", Value::Null);
    }
    let origin = &call.portal.options.origin;
    if is_file {
        let token = token(&row.id().to_string());
        let address = call.caller.address(origin, "download");
        reply.insert("DOWNLOAD_URL", format!("{address}token={token}"));
    }
    let kind = if is_file { "file" } else { "path" };
    let name = utf8_percent_encode(row.get("NAME").text(), NON_ALPHANUMERIC);
    reply.insert("DETAIL_URL", format!("{origin}/company/personal/user/1/disk/{kind}/{name}"));
    reply
}

fn seed(seeder: &mut Seeder) {
    for (name, kind, owner) in [
        ("My drive", "user", "1"),
        ("Company drive", "common", "shared_files_s1"),
        ("local.example", "restapp", "1"),
    ] {
        let storage = seeder.add(&STORAGE, Row::of([("NAME", name.into())]));
        let root = folder(seeder, storage, name, None);
        folder(seeder, storage, "Documents", Some(root));
        let row = Row::of([
            ("ENTITY_TYPE", kind.into()),
            ("ENTITY_ID", owner.into()),
            ("ROOT_OBJECT_ID", root.into()),
        ]);
        seeder.store.update(&STORAGE, storage, row, 1, TODAY);
    }
}

fn folder(seeder: &mut Seeder, storage: i64, name: &str, parent: Option<i64>) -> i64 {
    let row = Row::of([
        ("NAME", name.into()),
        ("TYPE", "folder".into()),
        ("STORAGE_ID", storage.into()),
        ("PARENT_ID", parent.into()),
    ]);
    seeder.add(&OBJECT, row)
}
