//! Files of the disk: both ways to upload, the way back, folders and names.

use crate::common::{Setup, json};
use serde_json::{Value, json};

/// Every byte, and the delimiters of the formats on the way.
fn content() -> Vec<u8> {
    let mut content: Vec<u8> = (0..=255).collect();
    content.extend(b"\r\n--boundary\r\n\0\r\n");
    content
}

/// Returns the root folder of the app's storage.
fn folder(setup: &mut Setup) -> Value {
    setup.call("disk.storage.getforapp", "")["result"]["ROOT_OBJECT_ID"].clone()
}

/// Returns the path and query of an address of the portal.
fn target(address: &Value) -> String {
    let address = address.as_str().unwrap();
    address.strip_prefix("http://localhost:8000").unwrap_or_else(|| panic!("{address}")).to_owned()
}

fn upload(setup: &mut Setup, address: &Value, name: &str, content: &[u8]) -> Value {
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    let body = [head.as_bytes(), content, b"\r\n--edge--\r\n"].concat();
    let target = target(address);
    json(&setup.send("POST", &target, "multipart/form-data; boundary=edge", body))
}

#[test]
fn file_makes_a_round_trip_in_two_steps() {
    let mut setup = Setup::with_users(20);
    let folder = folder(&mut setup);
    let first =
        setup.call_json("disk.folder.uploadFile", json!({ "id": folder }))["result"].clone();
    assert_eq!(first["field"], "file");
    let file = upload(&mut setup, &first["uploadUrl"], "all.bin", &content())["result"].clone();
    assert!(file["ID"].is_i64() && file["FILE_ID"].is_i64(), "{file}");
    assert_eq!(
        (&file["NAME"], &file["SIZE"]),
        (&json!("all.bin"), &json!(content().len().to_string()))
    );

    let got = setup.call_json("disk.file.get", json!({ "id": file["ID"] }))["result"].clone();
    assert_eq!(got["ID"], file["ID"].to_string());
    let address = target(&got["DOWNLOAD_URL"]);
    let response = setup.send("GET", &address, "", "");
    assert_eq!((response.status, response.body), (200, content()));
    assert_eq!(response.headers.iter().filter(|(_, value)| value == "*").count(), 1, "CORS");

    let children = setup.call_json("disk.folder.getchildren", json!({ "id": folder }));
    let names: Vec<&Value> =
        children["result"].as_array().unwrap().iter().map(|row| &row["NAME"]).collect();
    assert_eq!(names, ["Documents", "all.bin"]);
    assert_eq!(setup.call_json("disk.file.delete", json!({ "id": file["ID"] }))["result"], true);
    assert_eq!(setup.send("GET", &address, "", "").status, 400);
}

#[test]
fn file_is_uploaded_with_its_content() {
    let mut setup = Setup::with_users(20);
    let folder = folder(&mut setup);
    let call =
        json!({ "id": folder, "data": { "NAME": "a.txt" }, "fileContent": ["b.txt", "aGk="] });
    let file = setup.call_json("disk.folder.uploadfile", call.clone())["result"].clone();
    assert_eq!((&file["NAME"], &file["SIZE"]), (&json!("a.txt"), &json!("2")));
    assert_eq!(setup.send("GET", &target(&file["DOWNLOAD_URL"]), "", "").text(), "hi");

    let again = setup.call_json("disk.folder.uploadfile", call.clone());
    assert_eq!(again["error"], "DISK_BASE_SERVICE_22001");
    let mut unique = call;
    unique["generateUniqueName"] = true.into();
    for name in ["a (1).txt", "a (2).txt"] {
        let file = setup.call_json("disk.folder.uploadfile", unique.clone())["result"].clone();
        assert_eq!(file["NAME"], name);
    }
    let broken = json!({ "id": folder, "fileContent": ["c.txt", "%%%"] });
    let reply = setup.call_json("disk.folder.uploadfile", broken);
    assert_eq!(reply["error"], "ERROR_COULD_NOT_SAVE_FILE");
}

#[test]
fn webhook_uploads_into_a_storage() {
    let mut setup = Setup::with_users(20);
    let storages =
        setup.call("disk.storage.getlist", "filter[ENTITY_TYPE]=common")["result"].clone();
    let id = storages[0]["ID"].as_str().unwrap().to_owned();
    let path = "/rest/1/webhooksecret0001/disk.storage.uploadfile";
    let response = setup.send("POST", path, "", format!("id={id}"));
    let address = json(&response)["result"]["uploadUrl"].clone();
    assert!(target(&address).starts_with("/rest/1/webhooksecret0001/upload.json?token="));
    let file = upload(&mut setup, &address, "x", b"1")["result"].clone();
    assert_eq!(file["PARENT_ID"], storages[0]["ROOT_OBJECT_ID"]);
    let children = setup.call("disk.storage.getchildren", &format!("id={id}"))["result"].clone();
    assert_eq!(children[1]["NAME"], "x");
    let response = setup.send("POST", "/rest/1/webhooksecret0001/disk.storage.getforapp", "", "");
    assert_eq!(json(&response)["error"], "ACCESS_DENIED");
}

#[test]
fn address_of_a_file_needs_a_token() {
    let mut setup = Setup::with_users(20);
    let folder = folder(&mut setup);
    let call = json!({ "id": folder, "fileContent": ["a.txt", "aGk="] });
    let file = setup.call_json("disk.folder.uploadfile", call)["result"].clone();
    let address = target(&file["DOWNLOAD_URL"]);
    setup.portal.expire_tokens();
    assert_eq!(setup.send("GET", &address, "", "").status, 401);
}

#[test]
fn wrong_identifiers_are_errors() {
    let mut setup = Setup::with_users(20);
    let folder = folder(&mut setup);
    for (method, id, code) in [
        ("disk.file.get", Value::Null, "ERROR_NOT_FOUND"),
        ("disk.file.get", json!(999), "ERROR_NOT_FOUND"),
        ("disk.file.get", folder.clone(), "ERROR_NOT_FOUND"),
        ("disk.folder.uploadfile", json!(999), "ERROR_NOT_FOUND"),
        ("disk.storage.getchildren", json!(999), "ERROR_NOT_FOUND"),
    ] {
        let reply = setup.call_json(method, json!({ "id": id }));
        assert_eq!(reply["error"], code, "{method} {id}");
    }
    assert_eq!(setup.call("disk.file.get", "")["error"], "ERROR_ARGUMENT");
    assert_eq!(
        setup.call("disk.folder.get", &format!("id={}", folder.as_str().unwrap()))["result"]["TYPE"],
        "folder"
    );
}
