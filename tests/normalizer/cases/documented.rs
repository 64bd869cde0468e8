//! The responses of the tests' fixtures and, if there are any, of the documentation.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::target::Target;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

/// The variable that names a folder with responses such as `user.get__1.json`.
const DOCUMENTED: &str = "B24_DOCUMENTED_RESPONSES";

/// Returns the bodies that are a response to the method, in each form of its result.
pub fn bodies(target: &Target) -> Vec<String> {
    let mut bodies = Vec::new();
    match target.name() {
        "user.get" => bodies.push(read(&Path::new(FIXTURES).join("user_get.json"))),
        "user.current" => bodies.push(read(&Path::new(FIXTURES).join("user_current.json"))),
        "batch" => bodies.push(read(&Path::new(FIXTURES).join("batch.json"))),
        _ => {}
    }
    if let Ok(folder) = std::env::var(DOCUMENTED) {
        let mut files: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let is_response = |path: &&std::path::PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.split_once("__").is_some_and(|(method, _)| method == target.name())
        };
        bodies.extend(files.iter().filter(is_response).map(|path| read(path)));
    }
    bodies.retain(|body| has_result(body));
    bodies
}

/// Returns the text of a file as one line.
fn read(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a fixture");
    serde_json::from_str::<Value>(&text).unwrap().to_string()
}

fn has_result(body: &str) -> bool {
    serde_json::from_str::<Value>(body).unwrap().get("result").is_some()
}
