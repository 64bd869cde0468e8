//! The program's arguments that need no server, and those that it rejects.

use std::path::PathBuf;
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_portal")).args(arguments).output().unwrap()
}

/// Writes a file that only one test uses, and returns its path.
fn file(name: &str, content: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

#[test]
fn prints_its_methods() {
    let output = run(&["--methods"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let names: Vec<&str> = text.lines().collect();
    assert!(output.status.success());
    let newer = portal::method_names_v3().map(|name| format!("api/{name}"));
    let known: Vec<String> = portal::method_names().map(str::to_owned).chain(newer).collect();
    assert_eq!(names, known);
}

#[test]
fn rejects_unknown_generation_and_too_many_tasks() {
    for (arguments, part) in [
        (["--rest3", "a27"], "the generations of REST 3.0 are a26 and j26"),
        (["--tasks", "0"], "1..=100000"),
    ] {
        let output = run(&arguments);
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && text.contains(part), "{text}");
    }
}

#[test]
fn rejects_replies_that_it_cannot_use() {
    let invalid = file("invalid.json", r#"{ "crm.vat.list": { "rows": [] } }"#);
    let invalid = invalid.to_str().unwrap();
    let output = run(&["--replies", invalid]);
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(text.starts_with(&format!("portal: \"{invalid}\": \"crm.vat.list\": ")), "{text}");

    let output = run(&["--replies", "no/such/file.json"]);
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.starts_with("portal: \"no/such/file.json\": "), "{text}");
}

/// Returns the names that a text stands for: `crm.{deal,lead}.get` is two.
fn expand(text: &str) -> Vec<String> {
    let Some((start, rest)) = text.split_once('{') else {
        return vec![text.to_owned()];
    };
    let (words, end) = rest.split_once('}').unwrap();
    words.split(',').flat_map(|word| expand(&format!("{start}{word}{end}"))).collect()
}

/// Returns the names in the list of a section of the documentation.
fn documented(title: &str) -> Vec<String> {
    let page = include_str!("../../../../docs/emulator.md");
    let section = page.split_once(&format!("\n## {title}\n")).unwrap().1;
    let section = section.split("\n## ").next().unwrap();
    let families = section.lines().filter(|line| line.starts_with("- "));
    let quoted = families.flat_map(|line| line.split('`').skip(1).step_by(2));
    let mut documented: Vec<String> = quoted.flat_map(expand).collect();
    documented.sort();
    documented
}

#[test]
fn documentation_has_every_method() {
    assert_eq!(documented("Methods"), portal::method_names().collect::<Vec<_>>());
    assert_eq!(documented("REST 3.0"), portal::method_names_v3().collect::<Vec<_>>());
}
