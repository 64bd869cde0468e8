//! The contents of files on the disk: both ways to upload, and the way back.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::disk::{OBJECT, not_found, reply};
use crate::methods::Call;
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};
use crate::store::base64;
use crate::store::field::is_yes;
use crate::store::row::Row;

/// Returns the parameter `token`, which names the target of a download or an upload.
pub(super) fn token(target: &str) -> String {
    utf8_percent_encode(&format!("disk|{target}"), NON_ALPHANUMERIC).to_string()
}

/// Reads the parameter `token`.
fn target(call: &Call) -> Result<String, Error> {
    let token = call.parameters.get("token").map(Value::to_text).unwrap_or_default();
    let target = token.strip_prefix("disk|").map(str::to_owned);
    target.ok_or_else(|| Error::new("ERROR_ARGUMENT", "Invalid value of parameter {token}", 400))
}

/// Handles `disk.folder.uploadFile`: adds the file `fileContent`, which is its name and its content
/// in Base64, or returns the address that takes its content.
pub(super) fn upload_to(call: &mut Call, folder: i64) -> Result<Reply, Error> {
    let parameters = call.parameters.with_upper_case_keys();
    let unique = parameters
        .get("GENERATEUNIQUENAME")
        .is_some_and(|value| is_yes(value) || value.to_text() == "true");
    let data = parameters.get("DATA").and_then(Value::as_array);
    let named = data.and_then(|data| data.get("NAME")).map(|name| name.to_text().into_owned());
    let Some(Value::Array(content)) = parameters.get("FILECONTENT") else {
        let address = call.caller.address(&call.portal.options.origin, "upload");
        let token = token(&format!("{folder}|{}", i32::from(unique)));
        let mut reply = Array::new();
        reply.insert("field", "file");
        reply.insert("uploadUrl", format!("{address}token={token}"));
        return Ok(Reply::new(reply));
    };
    let [name, content] = content.values().collect::<Vec<_>>()[..] else {
        return Err(could_not_save());
    };
    let name = named.unwrap_or_else(|| name.to_text().into_owned());
    let content = base64::decode(&content.to_text()).ok_or_else(could_not_save)?;
    save(call, folder, name, content, unique)
}

/// Handles `upload`: adds the file of a `multipart/form-data` body to the folder that the address
/// is for.
pub(super) fn upload(call: &mut Call) -> Result<Reply, Error> {
    let target = target(call)?;
    let (folder, unique) = target.split_once('|').unwrap_or((&target, "0"));
    let folder = folder.parse().unwrap_or_default();
    let unique = unique == "1";
    let file = call.upload.take().ok_or_else(could_not_save)?;
    save(call, folder, file.name, file.content, unique)
}

/// Handles `download`: returns the content of a file.
pub(super) fn download(call: &mut Call) -> Result<Reply, Error> {
    let target = target(call)?;
    let id = target.parse().unwrap_or_default();
    let content = call.portal.store().contents.get(&id).ok_or_else(|| not_found(&target))?;
    Ok(Reply::new(content.as_slice()))
}

fn could_not_save() -> Error {
    Error::new("ERROR_COULD_NOT_SAVE_FILE", "Could not save file.", 400)
}

/// Adds a file and returns it. Unlike in other replies, its identifiers are numbers.
fn save(
    call: &mut Call,
    folder: i64,
    name: String,
    content: Vec<u8>,
    unique: bool,
) -> Result<Reply, Error> {
    let (user, now) = (call.caller.user, call.now as i64);
    let store = call.portal.store();
    let parent = store.get(&OBJECT, folder).ok_or_else(|| not_found(&folder.to_string()))?;
    let storage = parent.get("STORAGE_ID").int();
    let is_taken = |name: &str| {
        let mut siblings = store.rows(&OBJECT).filter(|row| row.get("PARENT_ID").int() == folder);
        siblings.any(|row| row.get("NAME").text() == name)
    };
    let name = match is_taken(&name) {
        true if !unique => {
            let text = format!("File name already exists: {name}");
            return Err(Error::new("DISK_BASE_SERVICE_22001", text, 400));
        }
        true => (1..).map(|number| numbered(&name, number)).find(|name| !is_taken(name)),
        false => Some(name),
    };
    let row = Row::of([
        ("NAME", name.into()),
        ("STORAGE_ID", storage.into()),
        ("PARENT_ID", folder.into()),
        ("SIZE", i64::try_from(content.len()).ok().into()),
    ]);
    let id = store.add(&OBJECT, row, user, now);
    store.contents.insert(id, content);
    let row = store.get(&OBJECT, id).cloned().unwrap_or_default();
    let mut reply = reply(call, &row);
    for name in ["ID", "DELETED_TYPE", "GLOBAL_CONTENT_VERSION", "FILE_ID"] {
        reply.insert(name, row.get(name).int());
    }
    Ok(Reply::new(reply))
}

/// Returns `name (1).txt`.
fn numbered(name: &str, number: u32) -> String {
    match name.rsplit_once('.') {
        Some((start, end)) => format!("{start} ({number}).{end}"),
        None => format!("{name} ({number})"),
    }
}
