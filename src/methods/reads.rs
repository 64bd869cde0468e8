//! Which methods only read, by their names.
//!
//! If a request fails without a response, or with the response of a gateway, nobody knows whether
//! the portal has executed it. A read may be repeated; a write would be doubled. So a method is a
//! write unless its name says otherwise.

use crate::text;

/// Last words of names of methods that read, each followed by a space. A word is whole: `getdata`
/// is one, `getandlock` is none.
const WORDS: &str = "get list fields search count tail types getlist getfields getfieldsbyfilter \
    getfieldsbytype gettypes getmanifest getbyid getmany getdata getcontent getsettings getrights \
    getaccess getchildren getfiles getversions getfolders gettasks getlanguages isactionallowed ";

/// Methods that read, with a last word that is not in [`WORDS`]. Every name is in the package, so
/// rare ones are left out, and are not repeated.
const READS: &str = "app.info events methods profile scope server.time access.name user.access \
    user.admin user.current bizproc.workflow.instances crm.duplicate.findbycomm \
    crm.status.entity.items imconnector.status timeman.settings timeman.status ";

/// Methods that write, with a last word that is in [`WORDS`]: they take events from a queue, or
/// create what is missing.
const WRITES: &str = "event.offline.get im.v2.event.get imbot.v2.event.get im.disk.folder.get \
    task.stages.get ";

/// Words before the last one that make a method a write, as in `im.notify.read.list`, which marks
/// a list of notifications as read.
const ACTIONS: &str = "read unread add set update delete remove send ";

/// Returns true if the method only reads, so that a repeated request changes nothing. The name may
/// be in any case, as in the portal. `batch` is a write: its commands decide.
pub(crate) fn is_read(method: &str) -> bool {
    let mut word = method;
    while let Some((first, rest)) = text::split(word, ".") {
        if contains(ACTIONS, first) {
            return false;
        }
        word = rest;
    }
    // A name of one word has no family to judge it by.
    let known = word.len() < method.len() && contains(WORDS, word);
    (known && !contains(WRITES, method)) || contains(READS, method)
}

/// Returns true if `name` is one of the names, each of which is followed by a space.
fn contains(names: &str, name: &str) -> bool {
    let mut rest = names;
    while let Some((first, after)) = text::split(rest, " ") {
        if first.eq_ignore_ascii_case(name) {
            return true;
        }
        rest = after;
    }
    false
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;
    use std::{env, fs};

    use super::*;

    /// The documented methods that were judged to be reads.
    const JUDGED: &str = include_str!("../../tests/fixtures/reads.txt");

    /// Those of them that count as writes, because they are rare.
    const RARE: &str = include_str!("../../tests/fixtures/rare_reads.txt");

    /// Returns the names of the documented methods as on the wire.
    fn documented() -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("api")).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let text = fs::read_to_string(path).unwrap();
                let methods: serde_json::Map<_, _> = serde_json::from_str(&text).unwrap();
                names.extend(methods.keys().map(|name| name.trim_end_matches("@3").to_owned()));
            }
        }
        names
    }

    #[test]
    fn every_documented_read_was_judged() {
        let documented = documented();
        assert!(documented.len() > 1_600, "api/ has only {} methods", documented.len());
        let judged: BTreeSet<_> = JUDGED.lines().map(str::to_owned).collect();
        let reads: BTreeSet<_> = documented.into_iter().filter(|name| is_read(name)).collect();
        let not_judged: Vec<_> = reads.difference(&judged).collect();
        assert!(
            not_judged.is_empty(),
            "{not_judged:?} are reads by their names and nobody has judged them. Look at their \
             documentation: add those that change nothing to tests/fixtures/reads.txt, the others \
             to WRITES in src/methods/reads.rs"
        );
        let writes: Vec<_> = judged.difference(&reads).map(String::as_str).collect();
        let rare: Vec<_> = RARE.lines().collect();
        assert_eq!(
            writes, rare,
            "the names in tests/fixtures/reads.txt that are no reads by src/methods/reads.rs, or \
             that are not documented, are not those of tests/fixtures/rare_reads.txt"
        );
    }

    #[test]
    fn judged_reads_are_sorted() {
        for names in [JUDGED, RARE] {
            let lines: Vec<_> = names.lines().collect();
            assert!(lines.is_sorted(), "sort tests/fixtures/*reads.txt by LC_ALL=C sort");
        }
    }

    #[test]
    fn every_exception_is_documented_and_needed() {
        let documented = documented();
        let is_documented =
            |name: &str| documented.iter().any(|one| one.eq_ignore_ascii_case(name));
        for name in READS.split_whitespace() {
            assert!(is_documented(name), "{name}");
            assert!(!contains(WORDS, name.rsplit('.').next().unwrap()), "{name} is a read anyway");
        }
        for name in WRITES.split_whitespace() {
            assert!(is_documented(name), "{name}");
            assert!(contains(WORDS, name.rsplit('.').next().unwrap()), "{name} is a write anyway");
        }
        for word in WORDS.split_whitespace() {
            let end = format!(".{word}");
            let used = documented.iter().any(|name| name.to_ascii_lowercase().ends_with(&end));
            assert!(used, "no documented method ends with {word}");
        }
    }

    #[test]
    fn methods_that_change_something_are_writes() {
        for name in [
            "batch",
            "event.offline.get",
            "im.dialog.read",
            "im.dialog.read.all",
            "im.notify.read.list",
            "im.v2.Event.get",
            "imbot.v2.Event.get",
            "im.disk.folder.get",
            "task.stages.get",
            "disk.storage.getForApp",
            "disk.file.getExternalLink",
            "crm.invoice.getexternallink",
            "salescenter.payment.getPublicUrl",
            "entity.rights",
            "user.option",
            "imconnector.register",
            "sale.cashbox.check.apply",
        ] {
            assert!(!is_read(name), "{name}");
            assert!(!is_read(&name.to_uppercase()), "{name} in upper case");
        }
    }

    #[test]
    fn unknown_names_are_writes_unless_the_last_word_reads() {
        for name in ["x.item.get", "x.item.list", "X.Item.GetFields", "x.item.search"] {
            assert!(is_read(name), "{name}");
        }
        for name in [
            "",
            ".",
            "get",
            "list",
            "x.get.",
            "x.get ",
            "x.get list",
            "x.get.json",
            "x.list.add",
            "x.read.list",
            "x.Send.status.get",
            "x.getandlock",
            "crm.deal.getandlock",
            "x.getnewtoken",
            "x.forget",
            "x.get_list",
            "x.widget",
            "x.listen",
            "x.account",
            "x.read",
            "x.check",
            "x.status",
            "xevents",
            "x.events",
            "x.app.info",
            "x.ĝet",
        ] {
            assert!(!is_read(name), "{name:?}");
        }
    }

    #[test]
    fn names_are_compared_in_any_case() {
        for name in ["CRM.DEAL.LIST", "Task.Item.GetData", "task.item.getdata", "Profile"] {
            assert!(is_read(name), "{name}");
        }
    }
}
