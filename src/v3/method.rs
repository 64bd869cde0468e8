//! The methods of REST 3.0 that this version of the SDK knows, and their parameters.

use crate::error::{Error, Result};
use crate::methods;
use crate::text;

/// The methods with their parameters, of which those with `*` are required. The portal ignores any other
/// parameter.
#[rustfmt::skip]
static METHODS: &[(&str, &str)] = &[
    ("call.followup.get", "callId* select mentionFormat"),
    ("call.followup.list", "filter* select order pagination mentionFormat"),
    ("humanresources.employee.count", ""),
    ("humanresources.employee.multidepartment", ""),
    ("humanresources.employee.search", "name* nodeId select"),
    ("humanresources.employee.subordinates", "id*"),
    ("humanresources.node.add", "type* name* parentId* description colorName userIds moveUsersToNode createChat bindingChatIds createChannel bindingChannelIds createCollab bindingCollabIds settings"),
    ("humanresources.node.children", "id* select"),
    ("humanresources.node.communication.edit", "nodeId* communicationType* createDefault ids removeIds withChildren"),
    ("humanresources.node.communication.list", "id*"),
    ("humanresources.node.count", ""),
    ("humanresources.node.edit", "id* name description colorName"),
    ("humanresources.node.get", "id* select"),
    ("humanresources.node.list", "type* select pagination"),
    ("humanresources.node.member.add", "nodeId* userIds* role*"),
    ("humanresources.node.member.move", "nodeId* userIds* role"),
    ("humanresources.node.member.remove", "nodeId* userIds*"),
    ("humanresources.node.member.set", "nodeId* userIds*"),
    ("humanresources.node.move", "id* parentId*"),
    ("humanresources.node.search", "type* name* parentId pagination"),
    ("mail.mailbox.get", "id* select"),
    ("mail.mailbox.list", "name email pagination"),
    ("mail.mailbox.senders", "pagination"),
    ("mail.message.createcalendarevent", "messageId* dateFrom* dateTo* name description"),
    ("mail.message.createchat", "messageId*"),
    ("mail.message.createcrmactivity", "messageId*"),
    ("mail.message.createfeedpost", "messageId* title"),
    ("mail.message.createtask", "messageId* title responsibleId description"),
    ("mail.message.forward", "forwardMessageId* from* to* subject* body* cc bcc"),
    ("mail.message.get", "id* select"),
    ("mail.message.list", "mailboxId searchQuery dateFrom dateTo isSeen hasAttachments folder pagination"),
    ("mail.message.movetofolder", "messageIds* action* folder"),
    ("mail.message.removecrmactivity", "messageId*"),
    ("mail.message.reply", "replyToMessageId* from* to* subject* body* cc bcc"),
    ("mail.message.send", "from* to* subject* body* cc bcc"),
    ("mail.message.thread", "id* limit"),
    ("mail.recipient.listcontacts", "query pagination"),
    ("mail.recipient.listemployees", "query* pagination"),
    ("main.eventlog.get", "id* select"),
    ("main.eventlog.list", "select filter order pagination"),
    ("main.eventlog.tail", "select filter cursor"),
    ("note.collection.add", "fields*"),
    ("note.collection.archive", "id*"),
    ("note.collection.delete", "id*"),
    ("note.collection.get", "id*"),
    ("note.collection.list", "pagination"),
    ("note.collection.update", "id* fields*"),
    ("note.document.add", "fields*"),
    ("note.document.archive", "id*"),
    ("note.document.delete", "id*"),
    ("note.document.get", "id*"),
    ("note.document.search.list", "query* pagination"),
    ("note.document.tree.list", "collectionId*"),
    ("note.document.update", "id* fields* overwrite"),
    ("note.file.add", "documentId* fileName* fileContent*"),
    ("note.file.get", "id* documentId*"),
    ("rest.documentation.openapi", ""),
    ("rest.scope.list", "filterModule filterController filterMethod"),
    ("tasks.task.access.get", "id*"),
    ("tasks.task.add", "fields*"),
    ("tasks.task.chat.message.send", "fields*"),
    ("tasks.task.delete", "id*"),
    ("tasks.task.file.attach", "taskId* fileIds*"),
    ("tasks.task.get", "id* select"),
    ("tasks.task.list", "select filter order pagination"),
    ("tasks.task.result.add", "fields*"),
    ("tasks.task.result.addfromchatmessage", "fields*"),
    ("tasks.task.result.delete", "id*"),
    ("tasks.task.result.list", "order filter* select pagination"),
    ("tasks.task.result.update", "id* fields*"),
    ("tasks.task.update", "id* fields*"),
    ("timeman.record.list", "filter* select order pagination"),
];

/// What has the methods `field.get` and `field.list`.
const DESCRIBED: &str = " call.followup humanresources.employee humanresources.node \
    humanresources.node.member mail.mailbox mail.message mail.recipient \
    main.eventlog note.collection note.document note.document.search \
    note.document.tree note.file tasks.task tasks.task.access \
    tasks.task.chat.message tasks.task.file timeman.record ";

/// The names in both versions, whose parameters and results differ.
const IN_BOTH: &str = " tasks.task.add tasks.task.get tasks.task.list tasks.task.update \
    tasks.task.delete tasks.task.result.list ";

/// Names of REST 2.0 alone, in lower case; all names that begin with one that ends with a dot.
const ONLY_IN_V2: &[&str] = &[
    "access.",
    "ai.",
    "app.",
    "biconnector.",
    "bizproc.",
    "booking.",
    "calendar.",
    "catalog.",
    "crm.",
    "department.",
    "disk.",
    "documentgenerator.",
    "entity.",
    "event.",
    "events",
    "feature.",
    "humanresources.hcmlink.",
    "im.",
    "imbot.",
    "imconnector.",
    "imopenlines.",
    "landing.",
    "lists.",
    "log.",
    "mailservice.",
    "messageservice.",
    "method.",
    "methods",
    "placement.",
    "profile",
    "pull.",
    "rpa.",
    "sale.",
    "salescenter.",
    "scope",
    "server.",
    "sign.",
    "socialnetwork.",
    "sonet_group.",
    "task.",
    "tasks.api.",
    "tasks.flow.",
    "tasks.task.approve",
    "tasks.task.complete",
    "tasks.task.counters.",
    "tasks.task.defer",
    "tasks.task.delegate",
    "tasks.task.disapprove",
    "tasks.task.favorite.",
    "tasks.task.files.",
    "tasks.task.getaccess",
    "tasks.task.getfields",
    "tasks.task.history.",
    "tasks.task.mute",
    "tasks.task.pause",
    "tasks.task.pin",
    "tasks.task.renew",
    "tasks.task.result.addfromcomment",
    "tasks.task.result.deletefromcomment",
    "tasks.task.start",
    "tasks.task.startwatch",
    "tasks.task.stopwatch",
    "tasks.task.unmute",
    "tasks.task.unpin",
    "tasks.template.",
    "telephony.",
    "timeman.close",
    "timeman.networkrange.",
    "timeman.open",
    "timeman.pause",
    "timeman.schedule.",
    "timeman.settings",
    "timeman.status",
    "timeman.timecontrol.",
    "user.",
    "userconsent.",
    "userfieldconfig.",
    "userfieldtype.",
    "voximplant.",
    "vote.",
];

/// Methods that read, which the name does not show.
const READS: &str = " rest.documentation.openapi humanresources.node.children \
    humanresources.employee.multidepartment humanresources.employee.subordinates \
    mail.mailbox.senders mail.message.thread mail.recipient.listcontacts \
    mail.recipient.listemployees ";

/// Returns the parameters of a known method, each with `*` if it is required.
pub(super) fn params_of(name: &str) -> Option<&'static str> {
    for (known, params) in METHODS {
        if *known == name {
            return Some(params);
        }
    }
    let described = |end| name.strip_suffix(end).is_some_and(|part| is_among(DESCRIBED, part));
    if described(".field.list") {
        Some("select")
    } else if described(".field.get") {
        Some("name* select")
    } else {
        None
    }
}

/// Returns whether the method changes nothing on the portal, so that it may be repeated.
pub(crate) fn is_read(name: &str) -> bool {
    methods::is_read(name) || is_among(READS, name) || name.ends_with(".aggregate")
}

/// Returns whether a name is known in REST 3.0 and not in REST 2.0.
pub(crate) fn is_only_in_v3(name: &str) -> bool {
    params_of(name).is_some() && !is_among(IN_BOTH, name)
}

/// Rejects the name of a method that is only in REST 2.0. A name that is in neither version may be that of
/// a newer portal.
///
/// # Errors
///
/// `OTHER_REST_VERSION`, `INVALID_METHOD`.
pub(super) fn check_name(name: &str) -> Result<()> {
    let lower = name.to_ascii_lowercase();
    if lower == "batch" {
        return Err(Error::input("INVALID_METHOD", "a batch is made of calls; see \"batch\""));
    }
    if lower == "documentation" {
        let problem = "the name is an alias of \"rest.documentation.openapi\": use that";
        return Err(Error::input("INVALID_METHOD", problem));
    }
    if params_of(&lower).is_some() && lower != name {
        let problem = text!("names of REST 3.0 are in lower case: \"{}\"", lower);
        return Err(Error::input("INVALID_METHOD", problem));
    }
    if lower.ends_with(".json") {
        return Err(Error::input("INVALID_METHOD", "names of methods are without \".json\""));
    }
    let is_known =
        |known: &&str| lower == **known || known.ends_with('.') && lower.starts_with(*known);
    if ONLY_IN_V2.iter().any(is_known) {
        let problem = "the method is only in REST 2.0; call it without \"v3\"";
        return Err(Error::input("OTHER_REST_VERSION", problem));
    }
    Ok(())
}

/// Returns whether a name stands in a list with spaces around each.
pub(super) fn is_among(names: &str, name: &str) -> bool {
    text::find(names, &text!(" {} ", name)).is_some()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::v3::documented;

    #[test]
    fn parameters_are_those_of_the_documentation() {
        let documented = documented();
        for (name, facts) in &documented {
            let params = facts["params"].as_object().unwrap().iter();
            let params: BTreeMap<_, _> =
                params.map(|(name, param)| (name.as_str(), param["required"] == true)).collect();
            let known = params_of(name).unwrap_or_else(|| panic!("{name} is not in METHODS"));
            let known: BTreeMap<_, _> = known
                .split_ascii_whitespace()
                .map(|param| (param.trim_end_matches('*'), param.ends_with('*')))
                .collect();
            assert_eq!(known, params, "{name}");
        }
        assert_eq!(documented.len(), 106);
    }

    #[test]
    fn names_of_one_version_are_told_from_the_others() {
        let (v2, v3) = (crate::v3::documented_v2(), documented());
        assert!(v2.len() > 1_500);
        for name in &v2 {
            let is_in_both = v3.contains_key(name);
            assert_eq!(check_name(name).is_ok(), is_in_both, "{name}");
            assert!(!is_only_in_v3(name), "{name}");
        }
        for name in v3.keys() {
            check_name(name).unwrap();
            assert_eq!(is_only_in_v3(name), !v2.contains(name), "{name}");
        }
        let error = check_name("Tasks.Task.List").unwrap_err();
        assert!(error.description().contains("\"tasks.task.list\""), "{error}");
        check_name("tasks.task.comment.list").unwrap();
    }

    /// A wrong read would be a doubled write.
    #[test]
    fn reads_are_those_that_were_judged() {
        let judged = include_str!("../../tests/fixtures/reads.txt");
        let judged: Vec<_> = judged.lines().collect();
        for name in documented().keys() {
            assert_eq!(is_read(name), judged.contains(&name.as_str()), "{name}");
        }
    }
}
