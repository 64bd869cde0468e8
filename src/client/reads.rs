//! Which methods only read, by their names.
//!
//! If a request fails without a response, or with the response of a gateway, nobody knows whether
//! the portal has executed it. A read may be repeated; a write would be doubled. So a method is a
//! write unless its name says otherwise.

use crate::text;

/// Last words of names of methods that read, each followed by a space. A word is whole: `getdata`
/// is one, `getandlock` is none.
const WORDS: &str = "get list fields search count tail types \
    getlist getfields getfieldsbyfilter getfieldsbytype getfieldscatalogproduct gettypes \
    getmanifest getmanifestfile getbyid getbyentitytypeid getmany getdata getcontent getsettings \
    getrights getaccess getallowedactions getallowedtaskactionsasstrings getchildren getfiles \
    getversions getfolders getdescription getdependson gettasks getlanguages getlistlangs \
    getroundtypes getstoredocumenttypes getorderownertypes getavailableforpayment \
    getavailablefeaturesbyproperty getcontext getlastid gettranscript getrepository \
    getcontentfromrepository getpagelist getsitelist getspecialpage getlandingref getsiteref \
    getadditionalfields getgroupbindings getmenubindings getanswervoted getwithvoted \
    isactionallowed isenabled isexists isoffers listfortype listforitem listcontacts \
    listemployees statuslist searchcrmentities findbycomm canmovetask ";

/// Methods that read, with a last word that is not in [`WORDS`].
const READS: &str = "app.info events methods profile scope server.time access.name user.access \
    user.admin user.current bizproc.workflow.instances calendar.event.get.nearest \
    catalog.document.mode.status crm.dealcategory.status crm.enum.activitydirection \
    crm.enum.activitynotifytype crm.enum.activitypriority crm.enum.activitystatus \
    crm.enum.activitytype crm.enum.addresstype crm.enum.contenttype crm.enum.ownertype \
    crm.enum.settings.mode crm.requisite.preset.countries \
    crm.requisite.preset.field.availabletoadd crm.status.entity.items \
    humanresources.employee.multidepartment humanresources.employee.subordinates \
    humanresources.node.children imconnector.status landing.landing.getpublicurl \
    landing.landing.resolveidbypublicurl landing.repo.checkcontent landing.site.getpublicurl \
    lists.element.get.file.url lists.get.iblock.type.id log.blogpost.getusers.important \
    mail.mailbox.senders mail.message.thread sonet_group.feature.access sonet_group.user.groups \
    timeman.networkrange.check timeman.settings timeman.status userconsent.agreement.text \
    voximplant.sip.connector.status voximplant.sip.status ";

/// Methods that write, with a last word that is in [`WORDS`]: they take events from a queue, or
/// create what is missing.
const WRITES: &str = "event.offline.get im.v2.event.get imbot.v2.event.get im.disk.folder.get \
    task.stages.get ";

/// Words before the last one that make a method a write, as in `im.notify.read.list`, which marks
/// a list of notifications as read.
const ACTIONS: &str = "read unread add set update delete remove send ";

/// Returns true if the method only reads, so that a repeated request changes nothing. The name may
/// be in any case, as in the portal. `batch` is a write: its commands decide.
#[cfg_attr(not(test), expect(dead_code, reason = "the retry policy is the caller"))]
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

    /// The documented methods that somebody has judged to be reads.
    const JUDGED: &str = include_str!("../../tests/fixtures/reads.txt");

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
    fn reads_are_the_documented_methods_that_were_judged_to_be_reads() {
        let documented = documented();
        assert!(documented.len() > 1_600, "api/ has only {} methods", documented.len());
        let judged: BTreeSet<_> = JUDGED.lines().map(str::to_owned).collect();
        let reads: BTreeSet<_> = documented.into_iter().filter(|name| is_read(name)).collect();
        let not_judged: Vec<_> = reads.difference(&judged).collect();
        assert!(
            not_judged.is_empty(),
            "{not_judged:?} are reads by their names and nobody has judged them. Look at their \
             documentation: add those that change nothing to tests/fixtures/reads.txt, the others \
             to WRITES in src/client/reads.rs"
        );
        let not_read: Vec<_> = judged.difference(&reads).collect();
        assert!(
            not_read.is_empty(),
            "{not_read:?} are in tests/fixtures/reads.txt, but are not documented, or no reads by \
             WORDS and READS in src/client/reads.rs"
        );
    }

    #[test]
    fn judged_reads_are_sorted() {
        let lines: Vec<_> = JUDGED.lines().collect();
        assert!(lines.is_sorted(), "sort tests/fixtures/reads.txt: LC_ALL=C sort -u");
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
